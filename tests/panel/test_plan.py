"""The hall from above: a click says where, and the buttons say what."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from at_desk import Operate, Operator
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from viz.panel import crowd, feelings, layout, plan
from viz.panel.desk import Desk
from viz.world.hall import Hall

PLAN = "//Crowd/##plan"
HALL = Hall()


def people(*rows: tuple[float, float, float, float, float, int]) -> np.ndarray:
    """Frame.people of rows x, z, panic, support, opinion, role."""
    crowd = np.zeros((len(rows), 12), np.float32)
    crowd[:, [0, 1, 4, 5, 6, 10]] = np.reshape(rows, (-1, 6))
    return crowd


@pytest.mark.parametrize(
    ("along", "down", "x", "z"),
    [(0.25, 0.5, 0.0, -18.5), (0.75, 0.5, 0.0, -55.5), (0.5, 0.25, -5.25, -37.0), (0.5, 0.75, 5.25, -37.0)],
)
def test_a_click_on_the_plan_says_where(
    desk: Desk, operate: Operate, along: float, down: float, x: float, z: float
):  # fmt: skip
    operate(lambda here: here.click_at(PLAN, along, down))
    [entry] = desk.show.journal.entries
    assert entry.path == "crowd/where"
    assert entry.value == pytest.approx([x, z], abs=1.2)


def test_a_click_on_the_plan_is_one_step_of_undo(desk: Desk, operate: Operate):
    before = desk.value("crowd/where")

    def somebody(here: Operator) -> None:
        here.click_at(PLAN, 0.2, 0.3)
        assert desk.value("crowd/where") != before
        here.click("//Acts/Undo")

    operate(somebody)
    assert desk.value("crowd/where") == before
    assert desk.undo.next_undo is None


def test_a_click_beyond_the_walls_stays_inside(desk: Desk, operate: Operate):
    operate(lambda here: here.click_at(PLAN, 0.999, 0.99))
    x, z = desk.value("crowd/where")
    hall = desk.show.hanging.hall
    assert (x, z) == pytest.approx((hall.width / 2, -hall.length), abs=0.1)


def test_each_button_says_its_trigger_and_no_other(desk: Desk, operate: Operate):
    paths = [path for path, _, _ in crowd.ACTIONS]

    def somebody(here: Operator) -> None:
        for path in paths:
            here.click(here.button(layout.CROWD, path))

    operate(somebody)
    assert [(entry.path, entry.value) for entry in desk.show.journal.entries] == [(path, True) for path in paths]
    assert desk.undo.next_undo is None


def test_what_is_done_is_marked_where_the_plan_was_clicked(desk: Desk, operate: Operate):
    def somebody(here: Operator) -> None:
        here.click_at(PLAN, 0.75, 0.5)
        here.click(here.button(layout.CROWD, "crowd/rumour"))

    operate(somebody)
    since, where, _ = desk.memory["done there"]
    assert where == desk.value("crowd/where")
    assert 0 < since <= desk.frame.seconds


def test_the_switch_chooses_what_colours_the_people(desk: Desk, operate: Operate):
    def somebody(here: Operator) -> None:
        assert feelings.chosen(desk).name == "Panic"
        for name in ("Opinion", "Support", "Panic"):
            here.click(f"//Crowd/{name}##feeling")
            assert feelings.chosen(desk).name == name

    operate(somebody)
    assert desk.show.journal.entries == []


def test_a_great_crowd_and_an_empty_hall_are_drawn(desk: Desk, operate: Operate, seen: dict[str, Any]):
    rng = np.random.default_rng(1)
    many = rng.random((9000, 12), dtype=np.float32) * (21, -74, 6, 2, 1, 1, 1, 1, 1, 1, 7, 1) - (10.5, *[0] * 11)

    def somebody(here: Operator) -> None:
        doors = np.array([[10.5, -20, 1], [-10.5, -20, 0], [0, 0, 1], [0, -74, 0]], np.float32)
        for crowd_now in (many.astype(np.float32), np.zeros((0, 12), np.float32)):
            seen.update(people=crowd_now, cares=np.full(len(crowd_now), -1), doors=doors, outside=3)
            here.context.mouse_move(PLAN)
            here.context.yield_(3)
            here.click_at(PLAN, 0.3, 0.5)

    operate(somebody)
    assert len(desk.show.journal.entries) == 2


# --- who stands there ---


def test_the_nearest_within_reach_is_told():
    crowd = people((0, -10, 0, 0, 0, 0), (3, -10, 0, 0, 0, 5))
    assert plan.nearest(crowd, (2.7, -10.0), 0.5) == 1
    assert plan.nearest(crowd, (1.5, -10.0), 0.5) is None
    assert plan.nearest(people(), (0.0, 0.0), 100.0) is None


def test_a_person_is_told_in_words(desk: Desk):
    crowd = people((0, -10, 0.95, 0.0, 0.5, 0), (0, -10, 0.0, 1.0, 1.0, 3), (0, -10, 0, 0, 0, 5), (0, -10, 0, 0, 0, 6))
    desk.frame = replace(desk.frame, people=crowd, cares=np.full(len(crowd), -1))
    words = [[line for line, _ in plan.about(desk, row)] for row in range(4)]
    assert words[0] == ["Attendee", "In panic · panic 95%", "Alone · support 0%", "Undecided · opinion 50%"]
    assert words[1][0] == "Lumi Chen"
    assert "For authenticity · opinion 100%" in words[1]
    assert [who for who, *_ in words[2:]] == ["ToothPact volunteer", "Owner of a mosaic"]


# --- colours, and fields of the floor ---


def test_classes_go_from_none_to_all():
    values = np.array([-0.1, 0.0, 0.124, 0.126, 0.999, 1.0, 1.2], np.float32)
    assert plan.classes(values).tolist() == [0, 0, 0, 1, 7, 7, 7]


def test_ramps_get_lighter_toward_what_matters():
    def lightness(colour: tuple[float, ...]) -> float:
        return float(np.dot(colour[:3], (0.21, 0.72, 0.07)))

    panic, support, opinion = ([lightness(colour) for colour in feeling.ramp] for feeling in feelings.FEELINGS)
    assert panic == sorted(panic)
    assert support == sorted(support)
    half = feelings.CLASSES // 2
    assert opinion[:half] == sorted(opinion[:half], reverse=True)
    assert opinion[half:] == sorted(opinion[half:])
    assert min(panic + support + opinion) > 0.25


places = st.tuples(st.floats(-10.5, 10.5, width=32), st.floats(-74, 0, width=32), st.floats(0, 1, width=32))


@given(st.lists(places, min_size=1, max_size=40), st.floats(0.4, 5))
def test_a_field_is_the_mean_of_those_who_stand_in_it(rows: list[tuple[float, float, float]], step: float):
    crowd = people(*((x, z, panic, 0.0, 0.0, 0) for x, z, panic in rows))
    along, across, mean = plan.fields(crowd, 4, HALL, step)
    assert len(mean) <= len(rows)
    assert crowd[:, 4].min() - 1e-6 <= mean.min() <= mean.max() <= crowd[:, 4].max() + 1e-6
    for person in crowd:
        off = np.maximum(np.abs(along + person[1]), np.abs(across + person[0]))
        assert off.min() <= step / 2 + 1e-3


@given(arrays.arrays(np.float32, st.integers(1, 50), elements=st.floats(0, 1, width=32)))
def test_people_in_one_field_are_one_mean(panic: np.ndarray):
    crowd = people(*((0.1, -1.1, float(value), 0.0, 0.0, 0) for value in panic))
    _, _, mean = plan.fields(crowd, 4, HALL, 2.0)
    assert mean.tolist() == pytest.approx([panic.mean(dtype=np.float64)], abs=1e-5)
