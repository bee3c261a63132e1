"""Quads: the floor first, then everybody from the farthest on, and one body through the other where postures change."""

import numpy as np
from test_figure_choice import people

from viz.passes.figure_quads import BODY, FLOOR, REFLECTED, SHADED, UPRIGHT, quads

EYE, SPOT, LOOK = (0.0, 0.0), 999, (1.0, 1.0, 1.0)
DISTANCE, CELL, SHARE, KIND, OTHER = 1, 4, 5, 6, 7


def crowd(count, **columns):
    made = people(count, **columns)
    made[:, 1] = -np.random.default_rng(5).permutation(np.linspace(3, 60, count))
    return made


def test_the_floor_comes_first_and_then_the_farthest():
    made = crowd(200, ROLE=np.arange(200) % 7, VOICE=np.arange(200) % 3 / 2)
    rows, _ = quads(made, EYE, SPOT, LOOK)
    on_floor = rows[:, KIND] == FLOOR
    assert on_floor[: on_floor.sum()].all()
    standing = rows[~on_floor]
    assert (np.diff(standing[:, DISTANCE]) >= 0).all()
    assert set(standing[:, KIND]) == {BODY, UPRIGHT}
    bodies = np.unique(standing[standing[:, KIND] == BODY][:, DISTANCE])
    assert (bodies == np.sort(np.float32(made[:, 1]))).all()


def test_nobody_is_lost_and_the_mirror_shows_the_nearest():
    made = crowd(1500)
    rows, first = quads(made, EYE, SPOT, LOOK)
    assert (rows[:, KIND] == BODY).sum() == 1500
    assert (rows[:, KIND] == FLOOR).sum() == SHADED
    reflected = np.sort(-rows[first:, DISTANCE])
    assert np.allclose(reflected, np.sort(-made[:, 1])[:REFLECTED])


def test_of_two_bodies_one_always_hides_what_is_behind():
    panic = np.linspace(0, 1, 500)
    made = people(500, PANIC=panic)
    made[:, 0] = np.linspace(-1, 1, 500)
    rows, _ = quads(made, EYE, SPOT, (0.0, 0.0, 0.0))
    rows = rows[rows[:, KIND] == BODY]
    assert len(rows) > 520
    for x in np.unique(rows[:, 0]):
        mine = rows[rows[:, 0] == x]
        assert mine[:, SHARE].max() == 1
        if len(mine) == 2:
            assert mine[0, CELL] == mine[1, OTHER] and mine[1, CELL] == mine[0, OTHER]


def test_what_a_look_turns_off_is_not_drawn():
    made = crowd(50, ROLE=1, VOICE=1.0)
    rows, _ = quads(made, EYE, SPOT, (1.0, 0.0, 0.0))
    assert (rows[:, KIND] != UPRIGHT).all()
    assert (rows[:, KIND] == FLOOR).sum() == 50
    shining, _ = quads(made, EYE, SPOT, LOOK)
    assert (shining[:, KIND] == UPRIGHT).sum() == 100 and (shining[:, KIND] == FLOOR).sum() == 100
