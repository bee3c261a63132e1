"""The strip of acts."""

from typing import Any

from at_desk import Operate, Operator
from imgui_bundle import imgui

from viz.panel.acts import clock, cut, sides
from viz.panel.desk import Desk
from viz.world.aims import Aim, Want


def test_a_click_on_an_act_begins_it(desk: Desk, operate: Operate):
    operate(lambda here: here.click("//Acts/Confrontation##act"))
    assert [(entry.path, entry.value) for entry in desk.show.journal.entries] == [("acts/go", "confrontation")]
    assert desk.show.frame().act == 2


def test_number_keys_go_to_acts_and_space_holds(desk: Desk, operate: Operate):
    def somebody(here: Operator) -> None:
        here.press(imgui.Key._4)
        assert desk.show.frame().act == 3
        here.press(imgui.Key.space)

    operate(somebody)
    assert desk.value("acts/hold") is True


def test_keys_are_text_while_somebody_types(desk: Desk, operate: Operate):
    def somebody(here: Operator) -> None:
        here.context.window_focus("//Mosaics")
        here.click("//Mosaics/##find")
        here.context.key_chars("visitor 4")
        here.context.yield_(2)

    operate(somebody)
    assert desk.show.journal.entries == []
    assert desk.selected is not None
    assert desk.show.mosaics.names[desk.selected] == "Visitor 4"


def test_the_clock_counts_minutes():
    assert [clock(seconds) for seconds in (0, 59.9, 61, 3600, -1)] == ["0:00", "0:59", "1:01", "60:00", "0:00"]


def test_a_want_is_told_as_it_is_and_as_it_shall_be():
    assert sides(Want("panic", 0.34, False, 0.2)) == ("panic 34%", "below 20%")
    assert sides(Want("healed", 0.95, True, 0.9)) == ("healed 95%", "above 90%")


def test_words_are_cut_to_the_room_there_is():
    words = "people of the second-largest camp"
    shown = [cut(words, lambda shown, room=room: len(shown) <= room, " 41%") for room in (40, 37, 36, 18, 3)]
    whole = f"{words} 41%"
    assert shown == [whole, whole, "people of the second-largest … 41%", "people of … 41%", " … 41%"]


def test_a_long_aim_leaves_room_for_what_is_waited_for(desk: Desk, operate: Operate, seen: dict[str, Any]):
    wants = tuple(Want(f"a long name for want {i}", 0.5, True, 0.6) for i in range(4))
    seen["aim"] = Aim("Many words that say what this act is for, " * 6, wants)
    operate(lambda here: here.click("//Acts/Glitch##act"))
    assert desk.show.frame().act == 1
