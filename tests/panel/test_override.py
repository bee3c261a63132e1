"""Kai's override, as an operator works it."""

from at_desk import Operate, Operator

from viz.panel.desk import Desk

ARM, ENGAGE = "//Kai's override/Arm##arm", "//Kai's override/Engage##engage"
STRENGTH = "kai/override/strength"


def test_arm_then_engage_then_release(desk: Desk, operate: Operate):
    def somebody(here: Operator) -> None:
        here.hold(ARM)
        assert desk.value("kai/override/armed")
        here.click(ENGAGE)
        assert desk.value("kai/override/engaged")
        here.click(ENGAGE)
        assert not desk.value("kai/override/engaged")
        here.click(ARM)
        assert not desk.value("kai/override/armed")

    operate(somebody)
    assert [(entry.path, entry.value) for entry in desk.show.journal.entries] == [
        ("kai/override/armed", True),
        ("kai/override/engaged", True),
        ("kai/override/engaged", False),
        ("kai/override/armed", False),
    ]


def test_a_brush_against_the_switch_does_not_arm(desk: Desk, operate: Operate):
    operate(lambda here: here.click(ARM))
    assert desk.show.journal.entries == []


def test_nothing_engages_unless_armed(desk: Desk, operate: Operate):
    def somebody(here: Operator) -> None:
        here.context.mouse_move(ENGAGE)
        here.context.mouse_click(0)
        here.context.yield_(2)

    operate(somebody)
    assert desk.show.journal.entries == []


def test_typed_strength_is_said_once_when_it_is_whole(desk: Desk, operate: Operate):
    operate(lambda here: here.type_into(here.widget("Kai's override", STRENGTH), "0.35"))
    assert [(entry.path, entry.value) for entry in desk.show.journal.entries] == [(STRENGTH, 0.35)]


def test_a_number_out_of_range_goes_to_the_end_and_says_so(desk: Desk, operate: Operate):
    operate(lambda here: here.type_into(here.widget("Kai's override", STRENGTH), "7"))
    assert desk.value(STRENGTH) == 1.0
    assert "7.00 is out of range" in desk.notes[STRENGTH]


def test_a_drag_is_one_step_of_undo(desk: Desk, operate: Operate):
    def somebody(here: Operator) -> None:
        slider = here.widget("Kai's override", STRENGTH)
        here.context.mouse_move(slider)
        here.context.mouse_down(0)
        for _ in range(6):
            here.context.mouse_move_to_pos(
                (here.context.ui_context.io.mouse_pos.x - 12, here.context.ui_context.io.mouse_pos.y)
            )
            here.context.yield_()
        here.context.mouse_up(0)
        here.context.yield_(2)
        assert len(here.said()) > 3
        assert desk.value(STRENGTH) < 0.5
        here.click("//Acts/Undo")
        assert desk.value(STRENGTH) == 0.85
        assert desk.undo.next_undo is None
        here.click("//Acts/Redo")
        assert desk.value(STRENGTH) < 0.5

    operate(somebody)


def test_right_click_goes_back_to_what_the_scene_gives(desk: Desk, operate: Operate):
    def somebody(here: Operator) -> None:
        here.type_into(here.widget("Kai's override", STRENGTH), "0.2")
        here.click(here.widget("Kai's override", STRENGTH), button=1)

    operate(somebody)
    assert desk.value(STRENGTH) == 0.85


def test_a_click_on_the_map_says_where(desk: Desk, operate: Operate):
    operate(lambda here: here.click("//Kai's override/##walls"))
    [entry] = desk.show.journal.entries
    hall = desk.show.hanging.hall
    assert entry.path == "kai/override/where"
    s, y = entry.value
    assert abs(s - hall.strip_length / 2) < 1
    assert 0 < y < hall.wall
