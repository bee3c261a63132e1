"""Who is in the picture, the nearest first; whoever is behind the camera is not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.camera import CameraPose
from viz.passes.figure_order import Order

EYE = (0.5, 1.7, -4.0)
LEVEL = CameraPose(EYE, (0.5, 1.7, -40.0), 55.0)


def crowd(places):
    """(M, 12) people at places (M, 2), each known by their variety."""
    made = np.zeros((len(places), 12), np.float32)
    made[:, :2], made[:, 11] = places, np.arange(len(places))
    return made


def distances(rows):
    return np.hypot(rows[:, 0] - EYE[0], rows[:, 1] - EYE[2])


@given(st.integers(0, 2000), st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_whoever_is_ahead_comes_once_and_the_nearest_first(count, seed):
    """To a step of 2 mm: nobody sees who of two is nearer by less."""
    made = crowd(np.random.default_rng(seed).uniform((-7, -60), (7, 10), (count, 2)))
    rows = Order(2000).nearest(made, LEVEL)
    ahead = made[:, 1] < EYE[2] + 1.0
    assert sorted(rows[:, 11]) == list(np.flatnonzero(ahead))
    assert (np.diff(distances(rows)) > -0.005).all()
    assert np.array_equal(rows, made[rows[:, 11].astype(int)])


def test_it_is_known_how_many_are_nearer_than_that_and_how_far_each_is():
    made = crowd(np.stack([np.full(50, 0.5), -4.0 - np.arange(1, 51)], 1))
    order = Order(64)
    order.nearest(made, LEVEL)
    assert [order.within(metres) for metres in (0.5, 12.5, 99.0)] == [0, 12, 50]
    assert order.distance(9) == pytest.approx(10.0, abs=0.01) and order.distance(50) > 1e6


def test_from_above_those_are_kept_whose_heads_are_ahead():
    """Looking steeply down, the feet of whoever stands below the eye are ahead of it."""
    down = CameraPose((0.0, 8.0, -20.0), (0.0, 0.0, -22.0), 55.0)
    rows = Order(8).nearest(crowd([(0.0, -18.0), (0.0, -22.0), (0.0, 30.0)]), down)
    assert set(rows[:, 11]) == {0, 1}


def test_there_is_room_for_as_many_as_was_said():
    with pytest.raises(ValueError, match="room for 32768 people, not for 40000"):
        Order(40_000)
    made = crowd(np.stack([np.zeros(9), -10.0 - np.arange(9)], 1))
    assert len(Order(5).nearest(made, LEVEL)) == 5
