"""The renderer through a show's day: other sizes, other mosaics, another renderer after it; nothing is left behind."""

import numpy as np
import pytest
from evening import write_evening

from viz.gpu.capture import capture
from viz.opening import open_show
from viz.renderer import Renderer

SIZE = (96, 54)
GLITCHING = 400


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    return write_evening(tmp_path_factory.mktemp("evening"), seconds=3.0)


@pytest.fixture
def opened(device, scene):
    """A show and its renderer: one at a time, the last is released after the test."""

    class Opened:
        def __init__(self):
            self.show = open_show(str(scene), warn=print)
            self.last = None

        def renderer(self, size=SIZE):
            """A fresh renderer; the one before is released."""
            self.release()
            self.last = Renderer(device, self.show, size)
            return self.last

        def release(self):
            if self.last:
                self.last.release()
                self.last = None

        def picture(self, renderer, tick=None):
            """(height, width, 3) of the show at a tick, or where it is."""
            if tick is not None:
                self.show.seek(tick)
            renderer.follow(self.show)
            target = device.target(renderer.size, [(4, "f1")], label="picture")
            renderer.draw(self.show.frame(), target)
            picture = capture(target).copy()
            device.release(target)
            return picture

    one = Opened()
    yield one
    one.release()


def test_after_any_sizes_and_back_the_picture_is_a_fresh_renderers(device, opened):
    tried, drawn = opened.renderer(), {}
    for size in [(1, 1), (37, 91), (2, 1), (160, 90), (1, 64), (3, 3), SIZE]:
        tried.resize(size)
        drawn[size] = opened.picture(tried, GLITCHING)
        device.check(f"{size}")
        assert drawn[size].shape == (size[1], size[0], 3)
    for size, picture in drawn.items():
        assert np.array_equal(picture, opened.picture(opened.renderer(size))), size
    assert drawn[SIZE].std() > 5


def test_a_size_changes_how_fine_the_picture_is_and_not_what_it_shows(opened):
    coarse = opened.picture(opened.renderer((96, 54)), 60).astype(float)
    fine = opened.picture(opened.renderer((288, 162))).astype(float).reshape(54, 3, 96, 3, 3).mean(axis=(1, 3))
    assert np.abs(coarse - fine).mean() < 6
    assert np.corrcoef(coarse.ravel(), fine.ravel())[0, 1] > 0.95


def test_resizing_leaves_no_more_gl_objects_than_before(device, opened):
    renderer = opened.renderer()
    opened.picture(renderer, 10)
    before = device.labels()
    for size in ((10, 10), (200, 100), SIZE):
        renderer.resize(size)
        opened.picture(renderer)
    assert device.labels() == before


def test_a_scene_saved_with_other_mosaics_is_built_anew_and_the_old_ones_are_given_back(device, opened, scene):
    renderer = opened.renderer()
    before_picture = opened.picture(renderer, GLITCHING)
    before, bytes_before = device.labels(), device.bytes()
    text = scene.read_text("utf-8").replace("tesserae = 2000", "tesserae = 20000")
    opened.show.say("scene", text)
    tiles = len(opened.show.mosaics.angle)
    opened.show.step()
    assert len(opened.show.mosaics.angle) > 3 * tiles
    changed = opened.picture(renderer)
    assert device.labels() == before
    assert device.bytes() >= bytes_before
    assert np.abs(changed.astype(int) - before_picture).max() > 20
    assert np.array_equal(changed, opened.picture(opened.renderer())), "a fresh renderer draws it differently"


def test_a_scene_saved_with_another_hall_is_drawn_as_a_fresh_renderer_draws_it(device, opened, scene):
    renderer = opened.renderer()
    opened.picture(renderer, GLITCHING)
    before = device.labels()
    opened.show.say("scene", scene.read_text("utf-8").replace("width = 13.0", "width = 20.0\nbays = 5"))
    opened.show.step()
    changed = opened.picture(renderer)
    assert device.labels() == before
    assert np.array_equal(changed, opened.picture(opened.renderer()))


def test_a_scene_saved_as_a_plain_wall_shows_the_wall_and_goes_back(device, opened, scene):
    renderer, text = opened.renderer(), scene.read_text("utf-8")
    hall, before = opened.picture(renderer, 10), device.labels()
    before.pop("query timer", None)  # a span of its own
    opened.show.say("scene", text + "\n[wall]\ntiles = 500\n")
    opened.show.step()
    wall = opened.picture(renderer)
    assert np.abs(wall.astype(int) - hall).mean() > 5
    opened.show.say("picture/grade/curtain", 0.0)
    opened.show.step()
    assert not opened.picture(renderer).any()
    opened.show.say("scene", text)
    opened.show.say("picture/grade/curtain", 1.0)
    opened.show.step()
    assert np.abs(opened.picture(renderer).astype(int) - hall).mean() < 3
    after = device.labels()
    after.pop("query timer", None)
    assert after == before


def test_playing_makes_no_gl_object_after_the_first_frame(device, opened):
    renderer = opened.renderer()
    target = device.target(SIZE, label="picture")
    opened.show.seek(GLITCHING - 60)
    renderer.follow(opened.show)
    renderer.draw(opened.show.frame(), target)
    made = device.created_total.copy()
    for _ in range(120):
        opened.show.step()
        renderer.follow(opened.show)
        renderer.draw(opened.show.frame(), target)
    assert device.created_total == made
    assert opened.show.frame().awake
    device.release(target)


def test_two_renderers_after_each_other_draw_the_same(device, opened):
    before = device.labels()
    picture = opened.picture(opened.renderer(), GLITCHING)
    opened.release()
    assert device.labels() == before, "the first left something behind"
    assert np.array_equal(opened.picture(opened.renderer()), picture)


def test_with_the_curtain_down_nothing_is_seen(opened):
    renderer = opened.renderer()
    opened.show.say("picture/grade/curtain", 0.0)
    opened.show.say("picture/grade/dither", 0.0)
    opened.show.step()
    assert not opened.picture(renderer).any()
