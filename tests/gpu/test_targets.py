"""Targets and pairs of textures."""

import numpy as np
import pytest

STEP = """uniform sampler2D state;
out vec4 color;
void main() { color = texelFetch(state, ivec2(gl_FragCoord.xy), 0) * 1.5 + 0.1; }
"""


@pytest.fixture
def field(workshop, shaders):
    """A state that grows by each step, and what steps it."""
    (shaders / "passes/step.frag").write_text(STEP)
    program = workshop.program("step")
    state = workshop.ping_pong((16, 9), linear=False)
    draw = workshop.fullscreen(program)
    program.bind(state=state)

    def step(n: int) -> None:
        for _ in range(n):
            state.write.use()
            draw()
            state.swap()

    yield state, step
    for thing in (draw, program, state):
        workshop.release(thing)


def test_a_restored_state_goes_on_bit_for_bit_as_the_first_time(field):
    state, step = field
    state.clear(0.3, 0.7)
    step(3)
    kept = state.snapshot()
    step(4)
    first = state.snapshot()
    step(5)
    state.restore(kept)
    step(4)
    assert state.snapshot() == first
    value = 0.3
    for _ in range(7):
        value = value * 1.5 + 0.1
    assert np.frombuffer(first, "f4")[0] == pytest.approx(value, rel=1e-5)


def test_a_snapshot_of_another_size_is_refused(field):
    state, _ = field
    with pytest.raises(ValueError, match="12 bytes"):
        state.restore(b"123456789012")


def test_a_resize_gives_new_textures_and_leaks_none(device):
    before = device.counts()
    target = device.target((8, 8), [(4, "f2")], depth=True, mipmaps=True)
    state = device.ping_pong((8, 8))
    state.clear(1.0)
    held = device.counts()
    for size in ((8, 8), (17, 3), (1, 1)):
        target.resize(size)
        state.resize(size)
        assert target.framebuffer.size == state.read.size == size
        assert device.counts() == held
    assert not any(state.snapshot())
    device.release(target)
    device.release(state)
    assert device.counts() == before
    assert device.bytes() >= 0
