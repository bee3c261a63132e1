"""Who plays the characters, and how the operator gives them back."""

from typing import Any

import pytest
from at_desk import Operate, Operator

from viz.controls import controls_of
from viz.panel import characters, layout
from viz.panel.desk import Desk
from viz.scene import Controls

GIVEN = [name for name in characters.CAST if f"{name}/give_back" in controls_of(Controls)]


@pytest.mark.parametrize("name", GIVEN)
def test_a_character_is_given_back(desk: Desk, operate: Operate, seen: dict[str, Any], name: str):
    seen["hands"] = tuple(14.0 if other == name else 0.0 for other in characters.CAST)

    def somebody(here: Operator) -> None:
        here.context.window_focus("//Characters")
        here.click(here.button(layout.CHARACTERS, f"{name}/give_back"))

    operate(somebody)
    assert [(entry.path, entry.value) for entry in desk.show.journal.entries] == [(f"{name}/give_back", True)]


def test_the_time_left_is_counted_in_whole_seconds():
    assert [characters.playing(left) for left in (0.0, 0.2, 13.6)] == ["autopilot", "yours · 1 s", "yours · 14 s"]


def test_a_character_is_sent_to_the_place_on_the_plan(desk: Desk, operate: Operate):
    def somebody(here: Operator) -> None:
        here.click_at("//Crowd/##plan", 0.75, 0.25)
        here.context.window_focus("//Characters")
        here.click("//Characters/lumi\\/where/To the place on the plan")

    operate(somebody)
    assert desk.value("lumi/where") == desk.value("crowd/where")
    assert [entry.path for entry in desk.show.journal.entries] == ["crowd/where", "lumi/where"]


def test_the_characters_voice_is_the_operators(desk: Desk, operate: Operate):
    def somebody(here: Operator) -> None:
        here.context.window_focus("//Characters")
        here.type_into(here.widget(layout.CHARACTERS, "lumi/voice"), "0.8")

    operate(somebody)
    assert desk.value("lumi/voice") == 0.8
