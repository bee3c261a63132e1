"""A desk with a small show, and a virtual screen on which an operator clicks and types for real."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from at_desk import Operate, Operator
from imgui_bundle import hello_imgui, imgui, immapp
from imgui_bundle.immapp import testing

from viz.panel import hands, layout, style
from viz.panel.desk import Desk
from viz.scene import parse
from viz.show import Show
from viz.world.story import Story

STORIES = [Story(f"Visitor {i}", f"This is story number {i} of a quiet evening, told at length.") for i in range(6)]
LENGTHS = {"unveiling": 30, "glitch": 14, "confrontation": 12, "aftermath": 5, "renaissance": 4}
SCENE = "crowd.people = 8\nmosaics.tesserae = 500\nmosaics.least = 60\n" + "".join(
    f'[[act]]\nname = "{name}"\nseconds = {seconds}\ntransition = 1\n' for name, seconds in LENGTHS.items()
)


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A display: the one there is, or an Xvfb of our own."""
    if os.environ.get("DISPLAY"):
        yield os.environ["DISPLAY"]
        return
    if shutil.which("Xvfb") is None:
        pytest.skip("there is no display, and Xvfb is not installed")
    told, tell = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(tell), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        pass_fds=(tell,),
        stderr=subprocess.DEVNULL,
    )
    os.close(tell)
    with os.fdopen(told) as answer:
        number = answer.readline().strip()
    assert number, "Xvfb did not start"
    os.environ["DISPLAY"] = f":{number}"
    yield os.environ["DISPLAY"]
    del os.environ["DISPLAY"]
    server.terminate()
    server.wait()


@pytest.fixture
def desk() -> Desk:
    """A desk with a show of six stories at its beginning."""
    show = Show(parse(SCENE, "short.toml"), STORIES, 3)
    return Desk(show, show.frame())


@pytest.fixture
def seen() -> dict[str, Any]:
    """What a test has the panel see that the show itself is not yet at: members of the frame."""
    return {}


@pytest.fixture
def operate(display: str, desk: Desk, seen: dict[str, Any]) -> Operate:
    """Runs the whole panel over a show that goes on by a tick a frame, and somebody at it."""

    def gui() -> None:
        desk.show.step()
        desk.look_at(replace(desk.show.frame(), **seen))
        hands.keys(desk)
        layout.show(desk)

    def setup() -> None:
        io = imgui.get_io()
        io.config_flags |= imgui.ConfigFlags_.docking_enable

    def run(somebody: Callable[[Operator], None]) -> None:
        screen = hello_imgui.RunnerParams()
        screen.app_window_params.window_geometry.size = (1200, 760)
        screen.imgui_window_params.default_imgui_window_type = hello_imgui.DefaultImGuiWindowType.no_default_window
        screen.fps_idling.enable_idling = False
        screen.ini_disable = True
        screen.callbacks.show_gui = gui
        screen.callbacks.setup_imgui_config = setup
        screen.callbacks.setup_imgui_style = style.apply
        screen.callbacks.load_additional_fonts = style.load_fonts
        plots = immapp.AddOnsParams(with_implot=True)
        testing.run(None, lambda context: somebody(Operator(desk, context)), runner_params=screen, add_ons_params=plots)

    return run
