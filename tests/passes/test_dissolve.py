"""The dissolve from one take of the camera to the next, drawn by the renderer as the show asks for it."""

from dataclasses import replace

import numpy as np
import pytest

from viz.camera import CameraPose
from viz.gpu.capture import capture
from viz.renderer import Renderer
from viz.world.acts import Dissolve

SIZE = (96, 54)
HERE = CameraPose((0.0, 3.0, -6.0), (0.0, 4.0, -30.0), 60.0)
THERE = CameraPose((1.5, 4.0, -14.0), (8.0, 4.0, -30.0), 50.0)


@pytest.fixture
def drawn(device, show):
    """What a renderer that lets everything through shows of a take, and of how far it has come."""
    renderer, target = Renderer(device, show, SIZE, guarded=False), device.target(SIZE, [(4, "f1")], label="picture")
    renderer.follow(show)
    frame = replace(show.frame(), caption=None)

    def draw(camera: CameraPose, takes: int, share: float, elapsed: float | None = 1 / 60):
        renderer.draw(replace(frame, camera=camera, dissolve=Dissolve(takes, share, HERE)), target, elapsed)
        return capture(target).astype(int)

    draw.resize = renderer.resize
    yield draw
    renderer.release()
    device.release(target)


def test_the_take_that_goes_gives_way_to_the_one_that_comes(drawn):
    here, there = drawn(HERE, 0, 1.0, None), drawn(THERE, 0, 1.0, None)
    assert np.abs(here - there).mean() > 5
    assert np.array_equal(drawn(HERE, 0, 1.0), here)
    assert np.array_equal(drawn(THERE, 1, 0.0), here), "nothing jumps"
    for share in (0.25, 0.5, 0.9):
        between = here + share * (there - here)
        assert np.abs(drawn(THERE, 1, share) - between).max() < 1.5
    assert np.array_equal(drawn(THERE, 1, 1.0), there)
    assert np.array_equal(drawn(THERE, 1, 0.5), there), "what is over stays over"


def test_a_picture_that_stands_by_itself_shows_the_take_that_comes(drawn):
    there = drawn(THERE, 0, 1.0, None)
    drawn(HERE, 0, 1.0)
    assert np.array_equal(drawn(THERE, 1, 0.3, None), there)
    assert np.array_equal(drawn(THERE, 1, 0.6), there), "a dissolve whose beginning was not seen does not begin midway"


def test_a_take_that_had_come_long_before_is_simply_there(drawn):
    there = drawn(THERE, 0, 1.0, None)
    drawn(HERE, 0, 1.0)
    assert np.array_equal(drawn(THERE, 7, 1.0), there)


def test_another_size_ends_it(drawn):
    drawn(HERE, 0, 1.0)
    drawn(THERE, 1, 0.0)
    drawn.resize((48, 27))
    drawn.resize(SIZE)
    there = drawn(THERE, 0, 1.0, None)
    drawn(HERE, 0, 1.0)
    drawn(THERE, 1, 0.0)
    drawn.resize((48, 27))
    drawn.resize(SIZE)
    assert np.array_equal(drawn(THERE, 1, 0.5), there)
