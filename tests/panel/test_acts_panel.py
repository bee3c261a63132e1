"""The strip of acts."""

from at_desk import Operate, Operator
from imgui_bundle import imgui

from viz.panel.acts import clock
from viz.panel.desk import Desk


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
