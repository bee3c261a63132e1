"""Real windows on a display: the wall, and the panel beside it."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from imgui_bundle import imgui

from viz.app import LiveShow
from viz.options import RunOptions
from viz.panel.desk import Desk
from viz.screens import WallWindow


@pytest.fixture
def stage(display: str, desk: Desk) -> Iterator[LiveShow]:
    """A show in a window, its panel in another one."""
    with LiveShow(desk.show, RunOptions(size=(320, 200), panel_window=True)) as stage:
        frames(stage)
        yield stage


def frames(stage: LiveShow, count: int = 3) -> None:
    for _ in range(count):
        now = getattr(stage, "test_clock", 10.0) + 0.04
        stage.test_clock = now
        stage.frame(now)


def press(stage: LiveShow, key: imgui.Key) -> None:
    for down in (True, False):
        stage.screen.surface.io.add_key_event(key, down)
        frames(stage)


def test_closing_the_panel_never_closes_the_show(stage: LiveShow):
    import glfw

    assert stage.panel_window is not None
    glfw.set_window_should_close(stage.panel_window.window.handle, True)
    tick = stage.show.tick
    frames(stage)
    assert stage.panel_window is None
    assert not stage.left
    assert not stage.asking
    assert stage.show.tick > tick
    press(stage, imgui.Key.f1)
    assert stage.panel_window is not None
    press(stage, imgui.Key.f1)
    assert stage.panel_window is None


def test_the_panel_in_its_window_is_worked_like_the_one_over_the_wall(stage: LiveShow):
    panel = stage.panel_window
    assert panel is not None
    for down in (True, False):
        panel.surface.io.add_key_event(imgui.Key._2, down)
        frames(stage)
    assert stage.desk.frame.act == 1
    assert not stage.panel


def test_the_picture_follows_its_window(stage: LiveShow):
    import glfw

    assert isinstance(stage.screen, WallWindow)
    glfw.set_window_size(stage.screen.window.handle, 420, 260)
    frames(stage, 6)
    assert stage.renderer.size == stage.screen.window.pixels == (420, 260)


def test_a_minimised_wall_goes_on(stage: LiveShow):
    import glfw

    assert isinstance(stage.screen, WallWindow)
    glfw.iconify_window(stage.screen.window.handle)
    tick = stage.show.tick
    frames(stage, 6)
    assert stage.show.tick > tick
    glfw.restore_window(stage.screen.window.handle)
    frames(stage, 3)


def test_the_walls_close_button_asks(stage: LiveShow):
    import glfw

    assert isinstance(stage.screen, WallWindow)
    glfw.set_window_should_close(stage.screen.window.handle, True)
    frames(stage)
    assert stage.asking
    assert not stage.left


def test_a_display_that_does_not_answer_is_one_clear_error():
    code = "from viz.window import Window\ntry: Window('x', (8, 8))\nexcept Exception as wrong: print(wrong)"
    told = subprocess.run(
        [sys.executable, "-c", code], env={"DISPLAY": ":987"}, capture_output=True, text=True, check=True
    )
    assert told.stdout.startswith("no window can be opened on :987")
    assert told.stderr == ""
