"""Uniform blocks: what Python writes is what the shader reads, for every type and in any order."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from viz.errors import Wrong
from viz.gpu.uniforms import _TYPES, block

KINDS = sorted(_TYPES)


def test_the_layout_follows_the_rules_of_std140():
    spec = block(
        "Frame",
        [("a", "float"), ("b", "vec3"), ("c", "float"), ("d", "float", 2), ("e", "mat3"), ("f", "vec2"), ("g", "mat4")],
    )
    assert [m.offset for m in spec.members] == [0, 16, 28, 32, 64, 112, 128]
    assert spec.size == 192
    assert spec.include == "frame.glsl"
    assert "float d[2];" in spec.glsl


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.none() | st.integers(1, 4)), min_size=1, max_size=7), st.randoms())
def test_every_component_arrives_where_the_driver_looks_for_it(workshop, shaders, members, random):
    spec = block("Probe", [(f"m{i}", kind, *([n] if n else [])) for i, (kind, n) in enumerate(members)])
    shader, values = _reader(spec, random)
    (shaders / "passes/probe.frag").write_text(shader)
    memory = workshop.uniform_block(spec)
    memory.update(values)
    memory.upload()
    flat = np.concatenate([np.ravel(v).astype("f4") for v in values.values()])
    target = workshop.target((len(flat), 1), [(1, "f4")])
    target.use()
    program = workshop.program("probe")
    draw = workshop.fullscreen(program)
    draw()
    got = np.frombuffer(target.color.read(), "f4")
    for thing in (draw, program, target, memory):
        workshop.release(thing)
    np.testing.assert_array_equal(got, flat)


def _reader(spec, random):
    """A shader that writes component i of the block into pixel i, and random values for the block."""
    cases, values = [], {}
    for m in spec.members:
        values[m.name] = np.array([random.randint(0, 9999) for _ in range(int(np.prod(m.shape, dtype=int)))]).reshape(
            m.shape
        )
        for index in np.ndindex(m.shape):
            place = "".join(f"[{i}]" for i in index)
            cases.append(f"    if (i == {len(cases)}) color = float(probe.{m.name}{place});\n")
    body = "".join(cases)
    text = f'#include "probe.glsl"\nout float color;\nvoid main() {{\n    int i = int(gl_FragCoord.x);\n{body}}}\n'
    return text, values


def test_a_wrong_member_or_shape_is_named(workshop):
    memory = workshop.uniform_block(block("Look", [("haze", "vec3"), ("act", "float", 5)]))
    memory["act"] = 0.5
    np.testing.assert_array_equal(memory["act"], [0.5] * 5)
    with pytest.raises(Wrong, match='Look has no member "hase"; did you mean haze'):
        memory["hase"] = 1
    with pytest.raises(Wrong, match=r"haze takes shape \(3,\), not \(4,\)"):
        memory["haze"] = (1, 2, 3, 4)
    workshop.release(memory)


def test_a_block_that_nobody_made_is_named(workshop, shaders):
    text = "layout(std140) uniform Lost { vec4 a; } lost;\nout vec4 color;\nvoid main() { color = lost.a; }\n"
    (shaders / "passes/lost.frag").write_text(text)
    with pytest.raises(Wrong, match="uniform block Lost"):
        workshop.program("lost")


def test_layouts_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="double"):
        block("A", [("x", "double")])
    with pytest.raises(ValueError, match="two members are called x"):
        block("A", [("x", "float"), ("x", "vec2")])


def test_a_block_made_and_given_back_all_day_never_runs_out_of_bindings(device):
    """Drivers have 36 to 84 binding points, and a renderer takes one each time that it is made."""
    spec = block("Day", [("level", "float")])
    for _ in range(200):
        made = device.uniform_block(spec)
        made.upload()
        device.release(made)
    assert device.errors() == []
