"""The floor plan: where people stand, look, pass and meet, in any hall that a scene can ask for."""

import numpy as np
import pytest
from hallful import ROOM, floor_of
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.world.floor import CROWDED, MARGIN, RING, SEATS


def nearest(place: np.ndarray) -> np.ndarray:
    far = np.hypot(*(place[:, None] - place).transpose(2, 0, 1))
    return (far + 99 * np.eye(len(place))).min(axis=1)


@pytest.mark.parametrize("count", [0, 1, 300, 2000, 10_000])
def test_people_begin_all_over_the_floor_and_never_in_each_other(count):
    place = ROOM.spread(count, 7)
    assert len(place) == min(count, ROOM.capacity)
    assert (place >= ROOM.free[0]).all()
    assert (place <= ROOM.free[1]).all()
    if count > 1:
        assert nearest(place).min() > 0.5
    if count >= 300:
        assert len(np.unique(ROOM.cell(place))) > 0.7 * min(count, ROOM.cell(place).max())
    if count == 2000:
        # In no rows: the distances to the nearest one differ by much.
        assert nearest(place).std() > 0.06
        assert not np.array_equal(place, ROOM.spread(count, 8))


def test_no_more_people_than_can_walk_find_room():
    area = np.prod(ROOM.free[1] - ROOM.free[0])
    assert ROOM.capacity == pytest.approx(CROWDED * area, rel=0.01)


def test_the_entrance_and_four_side_doors_stand_where_nothing_hangs():
    assert ROOM.doors.shape == (5, 2)
    assert ROOM.doors[0].tolist() == [0, 0]
    assert (np.abs(ROOM.doors[1:, 0]) == ROOM.hall.width / 2).all()
    assert np.unique(ROOM.doors[1:, 1]) == pytest.approx(-ROOM.hall.length * np.array([2, 1]) / 3, abs=ROOM.hall.bay)
    along, half = -ROOM.foot[1:, 1], ROOM.hanging.half[1:, 0]
    for z in ROOM.doors[1:, 1]:
        assert (np.abs(along + z) > half).all()
    begins, ways, door = ROOM.lanes
    assert (np.abs(begins - ROOM.doors[door]).max(axis=1) < 2.0).all(), "lanes lead through their door"
    assert np.allclose(np.abs((begins - ROOM.doors[door]) * ways).max(axis=1), MARGIN)


def test_every_mosaic_with_a_neighbour_has_a_circle_before_it():
    assert len(np.unique(ROOM.pairs)) == ROOM.pairs.size == 72
    assert (ROOM.foot[ROOM.pairs[:, 0], 0] == ROOM.foot[ROOM.pairs[:, 1], 0]).all(), "pairs share a wall"
    centres, _ = ROOM.circles
    for circle in ROOM.circle_of[ROOM.pairs].reshape(-1, 2).T:
        away = np.hypot(*(centres[circle] - ROOM.before[ROOM.pairs.ravel()]).T)
        assert np.median(away) < 6
        assert away.max() < 12
    assert nearest(ROOM.seats).min() > 0.5
    assert np.hypot(*(ROOM.seats - np.repeat(centres, SEATS, axis=0)).T) == pytest.approx(RING)


def test_a_circle_counts_for_both_of_its_pair_by_how_full_it_is():
    circle = ROOM.circle_of[ROOM.pairs[0]][0, 0]
    full = ROOM.standing(circle * SEATS + np.arange(SEATS))
    some = ROOM.standing(circle * SEATS + np.arange(3))
    assert (full[ROOM.pairs[0]] == 1).all()
    assert ((some[ROOM.pairs[0]] > 0.3) & (some[ROOM.pairs[0]] < 0.6)).all()
    assert full.sum() < 8
    assert not ROOM.standing(np.zeros(0, np.int64)).any()


def test_glitch_is_seen_best_from_near_and_not_at_all_where_there_is_none():
    glitch = np.zeros(73)
    assert not ROOM.seen(glitch, ROOM.before).any()
    here = int(np.argmin(np.abs(ROOM.foot[:, 1] + 37) + (ROOM.foot[:, 0] > 0) * 99))
    glitch[np.hypot(*(ROOM.foot - ROOM.foot[here]).T) < 4] = 1.0
    away = ROOM.foot[here] + np.array([[2.0, 0], [8, 0], [16, 0], [2, 12], [2, 30]])
    seen = ROOM.seen(glitch, away)
    assert seen[0] > 0.3
    assert seen[0] > 2 * seen[1] > 3 * seen[2] > 0
    assert seen[0] > seen[3]
    assert seen[4] == 0
    assert (ROOM.seen(np.ones(73), ROOM.before) > 0.6).all()


@settings(max_examples=20, deadline=None)
@given(
    st.integers(1, 300),
    st.floats(6, 40),
    st.floats(12, 200),
    st.integers(3, 40),
    st.integers(0, 5),
)
def test_any_hall_has_its_places_within_it(count, width, length, bays, seed):
    floor = floor_of(count, width=width, length=length, bays=bays)
    for place in (floor.before, floor.knots, floor.seats, floor.terminals, floor.lanes[0], floor.spread(500, seed)):
        assert (np.abs(place[:, 0]) <= width / 2).all()
        assert ((place[:, 1] <= 0) & (place[:, 1] >= -length)).all()
    assert (floor.circle_of[1:][np.unique(floor.pairs) - 1] >= 0).all()
    assert floor.standing(np.arange(len(floor.seats))).max() <= 1
    near = floor.circles_near(floor.seats)
    assert (near < len(floor.circles[0])).all()
    assert len(floor.density(floor.seats)) > floor.cell(floor.seats).max()


def test_four_thousand_mosaics_pair_up_too():
    floor = floor_of(4001)
    assert floor.pairs.size >= 3998
    assert (floor.circle_of[floor.pairs.ravel()] >= 0).all()
