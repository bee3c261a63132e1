"""The device: draws, counts, releases, and speaks up."""

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from viz.errors import Wrong
from viz.gpu.capture import capture
from viz.gpu.device import Device

RAMP = "in vec2 uv;\nout vec4 color;\nvoid main() { color = vec4(uv, 0.5, 1.0); }\n"


def test_a_fullscreen_draw_covers_the_target_with_uv_from_the_lower_left(workshop, shaders):
    (shaders / "passes/ramp.frag").write_text(RAMP)
    program = workshop.program("ramp")
    draw = workshop.fullscreen(program)
    target = workshop.target((64, 32))
    target.use()
    draw()
    picture = capture(target)
    assert picture.shape == (32, 64, 3)
    x = np.round((np.arange(64) + 0.5) / 64 * 255)
    y = np.round((np.arange(32)[::-1] + 0.5) / 32 * 255)  # the top row comes first
    np.testing.assert_allclose(picture[:, :, 0], np.broadcast_to(x, (32, 64)), atol=1)
    np.testing.assert_allclose(picture[:, :, 1], np.broadcast_to(y[:, None], (32, 64)), atol=1)
    for thing in (draw, target, program):
        workshop.release(thing)


def test_what_lasts_is_made_once_is_no_leak_and_goes_with_the_device():
    with Device.offscreen() as device:
        held = device.labels()

        def make(device):
            return device.texture((4, 4), 4, label="baked")

        baked = device.lasting("baked", make)
        assert device.lasting("baked", make) is baked
        assert device.labels() == held
        other = device.texture((4, 4), 4, label="given back")
        assert device.labels() - held == {"texture given back": 1}
        device.release(other)
    assert device.counts() == {}


@pytest.mark.parametrize(
    ("blend", "expected"),
    [("", 0.5), ("add", 0.75), ("alpha", 0.375), ("premultiplied", 0.625), ("max", 0.5)],
)
def test_blending_over_a_quarter_with_half_at_half_alpha(workshop, shaders, blend, expected):
    (shaders / "passes/flat.frag").write_text("out vec4 color;\nvoid main() { color = vec4(0.5); }\n")
    program = workshop.program("flat")
    draw = workshop.fullscreen(program)
    target = workshop.target((4, 4), [(4, "f4")])
    target.clear(0.25, 0.25, 0.25, 1.0)
    target.use()
    workshop.state(blend=blend)
    draw()
    workshop.state()
    value = np.frombuffer(target.color.read(), "f4")[0]
    for thing in (draw, target, program):
        workshop.release(thing)
    assert value == expected


def test_what_is_made_is_counted_and_what_is_released_is_not(device):
    before, made = device.counts(), device.created_total.copy()
    target = device.target((8, 8), [(4, "f1"), (2, "f2")], depth=True)
    state = device.ping_pong((8, 8))
    buffer = device.buffer(b"1234")
    assert {k: n - before.get(k, 0) for k, n in device.counts().items() if n - before.get(k, 0)} == {
        "texture": 5,
        "framebuffer": 3,
        "buffer": 1,
    }
    for thing in (target, state, buffer):
        device.release(thing)
        device.release(thing)
    assert device.counts() == before
    assert device.created_total - made == {"texture": 5, "framebuffer": 3, "buffer": 1}


def test_a_released_device_holds_nothing():
    with Device.offscreen() as device:
        device.target((4, 4), depth=True)
        device.ping_pong((4, 4))
    assert device.counts() == {}


def test_gl_errors_are_told_with_where_they_came_from(device):
    device.ctx.enable_direct(0xDEAD)
    with pytest.raises(RuntimeError, match="hall: GL_INVALID_ENUM"):
        device.check("hall")
    device.check("hall")


def test_drawing_from_another_thread_is_refused(workshop, shaders):
    (shaders / "passes/ramp.frag").write_text(RAMP)
    program = workshop.program("ramp")
    draw = workshop.fullscreen(program)
    caught: list[BaseException] = []

    def other() -> None:
        try:
            draw()
        except RuntimeError as problem:
            caught.append(problem)

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    workshop.release(draw)
    workshop.release(program)
    assert len(caught) == 1
    assert "thread" in str(caught[0])


def test_a_size_that_the_gpu_cannot_make_is_named(device):
    with pytest.raises(Wrong, match=r"wall of 100000x4 pixels: each side must be 1 to \d+"):
        device.target((100_000, 4), label="wall")
    with pytest.raises(Wrong, match="0x4"):
        device.texture((0, 4), 4)


def test_a_context_let_go_is_taken_up_again(device):
    target = device.target((2, 2))
    target.clear(1.0)
    device.let_go()
    with Device.offscreen() as other:
        elsewhere = other.target((2, 2))
        elsewhere.clear(0.0, 1.0)
        assert capture(elsewhere)[0, 0].tolist() == [0, 255, 0]
    device.make_current()
    assert capture(target)[0, 0].tolist() == [255, 0, 0]
    device.release(target)


def test_a_window_can_be_had_after_a_device_without_one(tmp_path):
    if shutil.which("xvfb-run") is None:
        pytest.skip("needs xvfb-run")
    script = """
from viz.gpu.device import Device
for end in (Device.close, Device.let_go):
    device = Device.offscreen()
    end(device)
    import imgui_bundle, glfw
    glfw.init()
    glfw.window_hint(glfw.VISIBLE, False)
    glfw.make_context_current(glfw.create_window(8, 8, "", None, None))
    print(Device.current().renderer)
    glfw.make_context_current(None)
"""
    line = ["xvfb-run", "-a", "-s", "-screen 0 640x480x24", sys.executable, "-c", script]
    root = str(Path(__file__).parents[2])
    done = subprocess.run(line, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2
