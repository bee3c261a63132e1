"""Programs: includes, errors by file and line, uniforms, samplers, and reloading while the show runs."""

import os
from pathlib import Path

import numpy as np
import pytest

from viz.errors import Wrong
from viz.gpu.capture import capture
from viz.gpu.source import Files, ShaderError, expand, map_log

FLAT = """// says what it draws
#include "lib/tone.glsl"
uniform float level;
uniform vec4 unused;
out vec4 color;
void main() { color = vec4(tone(level)); }
"""
TONE = "float tone(float x) {\n    return x;\n}\n"


def save(path: Path, text: str) -> None:
    """Write a file so that its time stamp surely moves on."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text)
    if before:
        os.utime(path, ns=(before + 1_000_000, before + 1_000_000))


def level_drawn(device, program) -> int:
    draw, target = device.fullscreen(program), device.target((2, 2))
    target.use()
    draw()
    value = int(capture(target)[0, 0, 0])
    device.release(draw)
    device.release(target)
    return value


@pytest.fixture
def flat(workshop, shaders):
    save(shaders / "lib/tone.glsl", TONE)
    save(shaders / "passes/flat.frag", FLAT)
    program = workshop.program("flat")
    program["level"] = 0.2
    yield program
    workshop.release(program)


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        (
            "lib/tone.glsl",
            "float tone(float x) {\n    return x;\n}\nfloat bad = nonsense;\n",
            "shaders/lib/tone.glsl:4: ",
        ),
        ("lib/tone.glsl", "float bad = nonsense;\n" + TONE, "shaders/lib/tone.glsl:1: "),
        ("passes/flat.frag", FLAT.replace("tone(level)", "tune(level)"), "shaders/passes/flat.frag:6: "),
        ("passes/flat.frag", "float bad = nonsense;\n" + FLAT, "shaders/passes/flat.frag:1: "),
    ],
)
def test_a_compile_error_names_the_file_and_line_it_stands_in(workshop, shaders, path, text, line):
    save(shaders / "lib/tone.glsl", TONE)
    save(shaders / "passes/flat.frag", FLAT)
    save(shaders / path, text)
    with pytest.raises(ShaderError) as caught:
        workshop.program("flat")
    assert caught.value.lines[0].startswith(line)
    assert str(caught.value).startswith(f"shader flat: {line}")


@pytest.mark.parametrize(
    "log",
    ["0:9(3): error: `x' undeclared", '0(9) : error C1008: undefined variable "x"', "ERROR: 0:9: 'x' : undeclared"],
)
def test_logs_of_every_family_of_drivers_are_led_back(shaders, log):
    source = expand("lib/fullscreen.vert", Files(shaders), {"TIER": 3})
    told = map_log(
        f"GLSL Compiler failed\n\nvertex_shader\n=============\n{log}\n1:2(1): warning: meh\n",
        {"vertex_shader": source},
    )
    assert len(told) == 1
    assert told[0].startswith("shaders/lib/fullscreen.vert:7: ")
    assert "undeclared" in told[0] or "undefined" in told[0]


def test_a_missing_include_names_the_line_that_asks_for_it_and_the_nearest_file(workshop, shaders):
    save(shaders / "lib/tone.glsl", TONE)
    save(shaders / "passes/flat.frag", FLAT.replace("lib/tone", "lib/tune"))
    with pytest.raises(ShaderError, match=r'shaders/passes/flat.frag:2: no file "lib/tune.glsl".*mean lib/tone.glsl'):
        workshop.program("flat")


def test_includes_nest_and_come_once_even_in_a_circle(workshop, shaders):
    save(shaders / "lib/a.glsl", '#include "lib/b.glsl"\nfloat a() { return 0.25; }\n')
    save(shaders / "lib/b.glsl", '#include "lib/a.glsl"\n#include "lib/c.glsl"\nfloat b() { return c() * 2.0; }\n')
    save(shaders / "lib/c.glsl", "float c() { return 0.1; }\n")
    text = '#include "lib/a.glsl"\n#include "lib/c.glsl"\nout vec4 color;\nvoid main() { color = vec4(a() + b()); }\n'
    save(shaders / "passes/sum.frag", text)
    program = workshop.program("sum")
    assert level_drawn(workshop, program) == round(0.45 * 255)
    workshop.release(program)


def test_defines_reach_both_stages(workshop, shaders):
    save(shaders / "passes/tier.frag", "out vec4 color;\nvoid main() { color = vec4(LEVEL, FINE, 0, 1); }\n")
    program = workshop.program("tier", {"LEVEL": 0.4, "FINE": True})
    assert level_drawn(workshop, program) == round(0.4 * 255)
    workshop.release(program)


def test_a_uniform_that_the_compiler_dropped_is_ignored_and_a_misspelt_one_is_not(workshop, flat):
    flat["unused"] = (1, 2, 3, 4)
    with pytest.raises(Wrong, match='no uniform "levle"; did you mean level'):
        flat["levle"] = 1.0


def test_matrices_and_arrays_go_to_the_gpu_as_numpy_holds_them(workshop, shaders):
    text = """uniform mat4 m;
uniform float a[3];
uniform ivec2 n;
out vec4 color;
void main() { color = vec4((m * vec4(0, 0, 0, 1)).xy, a[2], float(n.y) / 255.0); }
"""
    save(shaders / "passes/values.frag", text)
    program = workshop.program("values")
    m = np.eye(4)
    m[3, :2] = 0.2, 0.4  # where pyrr puts a translation
    program["m"] = m
    program["a"] = np.array([0, 0, 0.6])
    program["n"] = np.array([1, 7])
    draw, target = workshop.fullscreen(program), workshop.target((1, 1))
    target.use()
    draw()
    np.testing.assert_array_equal(capture(target, 4)[0, 0], [51, 102, 153, 7])
    for thing in (draw, target, program):
        workshop.release(thing)


SWAP = """uniform sampler2D left, right;
out vec4 color;
void main() { color = texture(left, vec2(0.5)) + 0.25 * texture(right, vec2(0.5)); }
"""


def test_samplers_get_their_textures_by_name_whatever_another_pass_left_on_the_units(workshop, shaders):
    save(shaders / "passes/swap.frag", SWAP)
    program = workshop.program("swap")
    one = workshop.texture((1, 1), 4, data=bytes([100] * 4))
    other = workshop.target((1, 1))
    other.clear(0.8, 0.8, 0.8, 0.8)
    state = workshop.ping_pong((1, 1))
    state.clear(0.4)
    program.bind(left=one, right=other)
    one.use(1)
    assert level_drawn(workshop, program) == 151
    program.bind(left=state)
    assert level_drawn(workshop, program) == round((0.4 + 0.2) * 255)
    for thing in (program, one, other, state):
        workshop.release(thing)


def test_samplers_keep_their_textures_over_a_reload_and_follow_what_takes_turns(workshop, shaders):
    save(
        shaders / "passes/shown.frag",
        "uniform sampler2D a;\nout vec4 color;\nvoid main() { color = texture(a, vec2(0.5)); }\n",
    )
    program, pair = workshop.program("shown"), workshop.ping_pong((2, 2))
    program.bind(a=pair)
    for level in (0.2, 0.4):
        pair.write.clear(level, level, level, 1.0)
        pair.swap()
        assert level_drawn(workshop, program) == round(level * 255)
        program.reload()
    workshop.release(program)
    workshop.release(pair)


def test_a_uniform_of_the_wrong_shape_is_refused_each_time(workshop, flat):
    for _ in range(2):
        with pytest.raises(Exception, match="argument"):
            flat["level"] = "bright"


def test_a_sampler_left_without_a_texture_is_told_not_drawn_black(workshop, shaders):
    save(shaders / "passes/swap.frag", SWAP)
    program = workshop.program("swap")
    with pytest.raises(Wrong, match='no sampler "lefft"; did you mean left'):
        program.bind(lefft=None)
    draw = workshop.fullscreen(program)
    with pytest.raises(Wrong, match='shader swap: nothing is bound to the sampler "left"'):
        draw()
    workshop.release(draw)
    workshop.release(program)


def test_buffers_are_given_by_attribute_and_a_misspelt_one_is_told(workshop, shaders):
    vertex = """in vec2 corner;  // clip space
in float unused;
in float other;
flat out int which;
void main() { which = gl_InstanceID; gl_Position = vec4(corner, 0, 1); }
"""
    save(shaders / "passes/quads.vert", vertex)
    save(
        shaders / "passes/quads.frag",
        "flat in int which;\nout vec4 color;\nvoid main() { color = vec4(which + 1) / 4.0; }\n",
    )
    program, target = workshop.program("quads"), workshop.target((4, 4))
    corners = workshop.buffer(np.array([[7, -1, -1], [7, 1, -1], [7, -1, 1], [7, 1, 1]], "f4"))
    each = workshop.buffer(np.zeros(2, "f4"))
    content = [(corners, "1f 2f", "unused", "corner"), (each, "1f/i", "other")]
    draw = workshop.vertex_array(program, content, mode=workshop.ctx.TRIANGLE_STRIP)
    target.use()
    draw.render(instances=2)
    assert capture(target)[0, 0, 0] in (127, 128)
    with pytest.raises(Wrong, match='no input "corners"; did you mean corner'):
        workshop.vertex_array(program, [(corners, "2f", "corners")])
    for thing in (draw, corners, each, program, target):
        workshop.release(thing)


def test_a_saved_include_is_seen_at_once_with_all_values_kept(workshop, shaders, flat):
    assert level_drawn(workshop, flat) == 51
    assert workshop.reload() == []
    save(shaders / "lib/tone.glsl", TONE.replace("return x", "return 2.0 * x"))
    assert workshop.reload() == ["flat"]
    assert level_drawn(workshop, flat) == 102
    assert workshop.reload() == []


def test_a_draw_made_before_a_reload_draws_with_the_new_program(workshop, shaders, flat):
    draw, target = workshop.fullscreen(flat), workshop.target((1, 1))
    target.use()
    draw()
    save(shaders / "lib/tone.glsl", TONE.replace("return x", "return 3.0 * x"))
    workshop.reload()
    draw()
    assert capture(target)[0, 0, 0] == 153
    workshop.release(draw)
    workshop.release(target)


def test_a_broken_shader_keeps_the_last_good_until_it_is_mended(workshop, shaders, flat):
    save(shaders / "lib/tone.glsl", "float tone(float x) {\n    return nonsense;\n}\n")
    assert workshop.reload() == ["flat"]
    assert workshop.shader_errors["flat"].startswith("shaders/lib/tone.glsl:2: ")
    assert level_drawn(workshop, flat) == 51
    assert workshop.reload() == []
    (shaders / "lib/tone.glsl").unlink()
    workshop.reload()
    assert 'no file "lib/tone.glsl"' in workshop.shader_errors["flat"]
    assert level_drawn(workshop, flat) == 51
    save(shaders / "lib/tone.glsl", TONE)
    assert workshop.reload() == ["flat"]
    assert workshop.shader_errors == {}
    assert level_drawn(workshop, flat) == 51


def test_a_hundred_reloads_leave_as_many_objects_as_one(workshop, shaders, flat):
    before = workshop.counts()
    for _ in range(100):
        flat.reload()
    assert workshop.counts() == before
    workshop.check("reloads")
