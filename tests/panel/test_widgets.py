"""Every kind of control has its widget, and every control of the show is somewhere on the panel."""

from typing import Literal

import pytest
from at_desk import Operate, Operator
from imgui_bundle import imgui
from pydantic import Field

from viz.controls import Colour, Control, Point, Settings, Vector, controls_of
from viz.panel import layout, picture, widgets
from viz.panel.desk import Desk
from viz.scene import Controls

PANEL_OF = {
    "kai": layout.OVERRIDE,
    "nanobots": layout.OVERRIDE,
    "crowd": layout.CROWD,
    "finn/toothpact": layout.CROWD,
    "nova": layout.CHARACTERS,
    "lumi": layout.CHARACTERS,
    "finn": layout.CHARACTERS,
    "acts": layout.DESK,
    "acts/hand_back": layout.CHARACTERS,
}
OTHERWISE = ("acts/go",)
"""Controls that are worked by clicks on acts."""


class Every(Settings):
    """One control of each kind."""

    share: float = Field(0.5, ge=0, le=1, json_schema_extra={"unit": "%"})
    far: float = Field(1.0, ge=0.1, le=10, json_schema_extra={"log": True})
    free: float = 0.0
    count: int = Field(3, ge=0, le=9)
    on: bool = False
    which: Literal["one", "two"] = "one"
    many: Literal["a", "b", "c", "d", "e"] = "a"
    light: Colour = (0.1, 0.2, 0.3)
    place: Point = (1.0, 2.0)
    spot: Vector = (1.0, 2.0, 3.0)
    fire: Literal["", "now"] = Field("", json_schema_extra={"trigger": True})


EVERY = controls_of(Every)


def test_there_is_a_widget_for_each_kind():
    assert {control.kind for control in EVERY.values()} <= set(widgets._WIDGETS)
    assert {control.kind for control in controls_of(Controls).values()} <= set(widgets._WIDGETS)


@pytest.mark.parametrize(
    ("control", "value", "words"),
    [
        (EVERY["share"], 0.85, "85 %"),
        (EVERY["far"], 2.0, "2.00"),
        (EVERY["count"], 7, "7"),
        (Control("x", "float", "X", "", "m", 0.0, 20.0, (), 0.0, False), 3.0, "3.00 m"),
        (Control("x", "float", "X", "", "°", -180.0, 180.0, (), 0.0, False), 30.4, "30°"),
    ],
)
def test_numbers_are_shown_with_their_unit(control: Control, value: float, words: str):
    assert widgets.shown(control, value) == words


def test_every_control_of_the_show_is_on_a_panel(desk: Desk, operate: Operate):
    drawn: set[str] = set()

    def somebody(here: Operator) -> None:
        for panel in (layout.DESK, layout.OVERRIDE, layout.CROWD, layout.CHARACTERS, layout.PICTURE):
            here.context.window_focus(f"//{panel}")
            here.context.yield_(3)
            for path, control in desk.controls.items():
                home = PANEL_OF.get(path) or PANEL_OF.get(path.split("/")[0], layout.PICTURE)
                if home == panel and path not in OTHERWISE:
                    assert here.shows(panel, control), f"{path} is not on the panel {panel}"
                    drawn.add(path)

    operate(somebody)
    assert drawn == set(desk.controls) - set(OTHERWISE)


def test_a_control_that_no_panel_knows_is_shown_with_the_picture(desk: Desk):
    shown = [path for path in desk.controls if not path.startswith(picture.ELSEWHERE)]
    assert shown
    assert all(path.startswith(picture.PICTURE) for path in shown)


def test_switch_and_choice_say_their_values(desk: Desk, operate: Operate):
    def somebody(here: Operator) -> None:
        here.click(here.widget("Acts", "acts/hold"))
        here.context.window_focus("//Picture")
        here.click("//Picture/camera\\/mode/Free")

    operate(somebody)
    assert [(entry.path, entry.value) for entry in desk.show.journal.entries] == [
        ("acts/hold", True),
        ("camera/mode", "free"),
    ]


def test_places_are_typed_number_by_number(desk: Desk, operate: Operate):
    _, height = desk.value("kai/override/where")
    operate(lambda here: here.type_into("//Kai's override/kai\\/override\\/where/##value/$$0", "12.5"))
    assert desk.value("kai/override/where") == (12.5, height)
    assert len(desk.show.journal.entries) == 1
    assert desk.undo.next_undo is not None


def test_undo_and_redo_by_keys(desk: Desk, operate: Operate):
    ctrl = imgui.Key.mod_ctrl

    def somebody(here: Operator) -> None:
        here.click(here.widget("Acts", "acts/hold"))
        here.press(ctrl | imgui.Key.z)
        assert desk.value("acts/hold") is False
        here.press(ctrl | imgui.Key.mod_shift | imgui.Key.z)
        assert desk.value("acts/hold") is True
        here.press(ctrl | imgui.Key.z)
        here.press(ctrl | imgui.Key.y)
        assert desk.value("acts/hold") is True

    operate(somebody)
    assert [entry.value for entry in desk.show.journal.entries] == [True, False, True, False, True]
