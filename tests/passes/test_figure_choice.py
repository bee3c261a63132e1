"""Postures follow what people feel and do, sides where the eye is, and nobody jumps between them."""

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from viz.passes.figure_choice import (
    BUILDS,
    FOUND,
    GAIT,
    HEADING,
    PACE,
    PANIC,
    ROLE,
    SUPPORT,
    VARIETY,
    VOICE,
    YAWS,
)
from viz.passes.figure_postures import KINDS, MIRRORED, ROWS

EYE = (0.0, 0.0)
FACING = np.pi
SHARES = st.floats(0, 1)


def people(count=1, **columns):
    """(count, 12) people five metres before the eye, who look at it; columns by name."""
    made = np.zeros((count, 12))
    made[:, 1], made[:, HEADING], made[:, 3], made[:, VARIETY] = -5.0, FACING, 1.7, 0.3
    for name, values in columns.items():
        made[:, globals()[name]] = values
    return made


class Chosen(NamedTuple):
    """Cells of M people; how much of the second is shown through the first; 1, or -1 where mirror images are shown."""

    first: np.ndarray
    second: np.ndarray
    blend: np.ndarray
    hand: np.ndarray


@pytest.fixture
def choose(pictures):
    """choose(people (M, 12), eye) → Chosen, as the shader has it."""
    pictures.draw(pictures.plain(position=(0.0, 1.7, 0.0), look_at=(0.0, 1.7, -40.0)))
    choice = pictures.renderer.people.choice

    def chosen(crowd, eye=EYE):
        rows = crowd.astype(np.float32)
        rows[:, :2] -= eye
        choice.write(rows)
        choice.find()
        stance, cells = (
            np.frombuffer(choice.found.colors[FOUND.index(name)].read(), np.float32).reshape(-1, 4)[: len(rows)]
            for name in ("stance", "cells")
        )
        return Chosen(cells[:, 0].astype(int), cells[:, 1].astype(int), cells[:, 2].astype(float), stance[:, 3])

    return chosen


def shown(chosen):
    """(count, cells, 2) how much of each cell is shown of each one, plain and mirrored."""
    count = len(chosen.first)
    weights = np.zeros((count, BUILDS * ROWS * YAWS, 2))
    who, hand = np.arange(count), (chosen.hand < 0).astype(int)
    np.add.at(weights, (who, chosen.first, hand), 1 - chosen.blend)
    np.add.at(weights, (who, chosen.second, hand), chosen.blend)
    return weights


def kind_of(chosen):
    """Names of what is mostly shown."""
    rows = np.where(chosen.blend > 0.5, chosen.second, chosen.first) // YAWS % ROWS
    return [next(n for n, kind in KINDS.items() if kind.first <= row < kind.first + kind.count) for row in rows]


@pytest.mark.parametrize(
    ("how", "kind"),
    [
        ({}, "still"),
        ({"PACE": 1.2}, "walk"),
        ({"PACE": 2.2}, "run"),
        ({"PANIC": 0.95}, "afraid"),
        ({"PANIC": 0.95, "PACE": 1.5}, "flee"),
        ({"SUPPORT": 1.0}, "together"),
        ({"SUPPORT": 1.0, "PANIC": 0.95}, "afraid"),
        ({"SUPPORT": 1.0, "PACE": 1.0}, "walk"),
        ({"VOICE": 0.9, "ROLE": 3}, "speak"),
    ],
)
def test_a_posture_follows_from_what_one_feels_and_does(choose, how, kind):
    crowd = people(50, VARIETY=np.linspace(0, 1, 50), **how)
    assert set(kind_of(choose(crowd))) == {kind}


def test_people_differ_in_when_they_give_way_to_fear(choose):
    afraid = [
        kind_of(choose(people(100, VARIETY=np.linspace(0, 1, 100), PANIC=panic))).count("afraid")
        for panic in (0.4, 0.55, 0.7)
    ]
    assert afraid[0] == 0 and 20 < afraid[1] < 80 and afraid[2] == 100


@given(
    st.lists(
        st.tuples(
            st.floats(-20, 20), st.floats(-80, 0), st.floats(-7, 7), SHARES, SHARES, st.floats(0, 6.3), st.floats(0, 4),
            SHARES, st.integers(0, 6), SHARES,
        ),
        min_size=1, max_size=20,
    ),
    st.floats(-20, 20), st.floats(-80, 0),
)  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_people_do_their_cells_exist(choose, rows, x, z):
    given_rows = np.array(rows)
    crowd = np.zeros((len(rows), 12))
    crowd[:, [0, 1, HEADING, PANIC, SUPPORT, GAIT, PACE, VOICE, ROLE, VARIETY]] = given_rows
    chosen = choose(crowd, (x, z))
    for cells in (chosen.first, chosen.second):
        assert (cells >= 0).all() and (cells < BUILDS * ROWS * YAWS).all()
    assert (chosen.blend >= 0).all() and (chosen.blend <= 1).all()
    assert set(chosen.hand) <= {-1.0, 1.0}
    builds = chosen.first // (ROWS * YAWS), chosen.second // (ROWS * YAWS)
    assert np.array_equal(*builds)


@pytest.mark.parametrize(
    ("column", "low", "high"), [("HEADING", 0.03, 3.1), ("PANIC", 0, 1), ("SUPPORT", 0, 1), ("PACE", 0, 0.6)]
)
def test_nobody_jumps_from_a_cell_to_the_next(choose, column, low, high):
    """Shown in ten thousand steps, no step changes more than a small share of anybody's picture."""
    values = np.linspace(low, high, 10_000)
    for variety in (0.02, 0.3, 0.77):
        weights = shown(choose(people(len(values), VARIETY=variety, **{column: values})))
        assert np.abs(np.diff(weights, axis=0)).sum(axis=(1, 2)).max() < 0.03
        assert np.abs(weights[0] - weights[-1]).sum() == pytest.approx(2), "nothing changed at all"


@given(st.floats(0.05, 3.0), st.floats(0, 6.28), SHARES)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_from_the_other_hand_one_is_the_mirror_image_half_a_step_later(choose, angle, gait, variety):
    """Someone who walks to the left looks as someone who walks to the right and leads with the other leg."""
    right, left = (
        choose(people(PACE=1.2, GAIT=gait, VARIETY=variety, HEADING=FACING + turn)) for turn in (-angle, angle)
    )
    assert right.hand[0] == -left.hand[0]
    for one, other in ((right.first, left.first), (right.second, left.second)):
        assert one[0] % YAWS == other[0] % YAWS
        assert MIRRORED[one[0] // YAWS % ROWS] == other[0] // YAWS % ROWS


def test_a_step_goes_through_all_its_phases_in_their_order(choose):
    """The side lies in the middle between two borders, so that only steps follow on each other."""
    heading = FACING - 2.0 * np.pi / (YAWS - 1)
    gait = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    crowd = people(len(gait), PACE=1.2, GAIT=gait, HEADING=heading)
    chosen = choose(crowd)
    rows = np.where(chosen.blend > 0.5, chosen.second, chosen.first) // YAWS % ROWS - KINDS["walk"].first
    seen = rows[np.flatnonzero(np.diff(rows, prepend=-1))]
    count = KINDS["walk"].count
    assert len(seen) in (count, count + 1)
    assert ((np.diff(seen) - 1) % count == 0).all()
    assert np.abs(np.diff(shown(chosen), axis=0)).sum(axis=(1, 2)).max() < 0.4
