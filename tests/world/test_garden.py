"""The garden: everything grows inside the hall, clear of doors, and hangs under its vault."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.world.garden import BELL, FROND, plant
from viz.world.hall import Hall


@given(st.floats(6, 40), st.floats(12, 200), st.integers(3, 40), st.integers(0, 600))
def test_everything_stands_inside_the_hall(width, length, bays, plants):
    hall = Hall(width=width, length=length, bays=bays, plants=plants)
    garden = plant(hall)
    x, y, z = garden.root[:, 0], garden.root[:, 1], garden.root[:, 2]
    assert (garden.habit[:, 3] == FROND).sum() == plants
    assert (np.abs(x) < width / 2).all() and ((-length < z) & (z < 0)).all()
    assert ((y >= 0) & (y < hall.apex)).all()


def test_fronds_grow_at_ribs_and_leave_the_doors_free():
    hall = Hall()
    garden = plant(hall)
    fronds = garden.root[garden.habit[:, 3] == FROND]
    rib = np.round(-fronds[:, 2] / hall.bay)
    assert np.abs(fronds[:, 2] + rib * hall.bay).max() < 0.3 * hall.bay
    assert not set(rib) & {0, 3, 6, hall.bays}
    lean, foot = garden.habit[garden.habit[:, 3] == FROND, 0], fronds[:, 0]
    assert (lean * foot < 0).all(), "a frond leans into the wall"


def test_lamps_hang_under_the_vault_above_all_heads():
    hall = Hall()
    garden = plant(hall)
    bells = garden.root[garden.habit[:, 3] == BELL]
    assert len(np.unique(bells[:, 2])) == hall.bays - 1
    height = hall.wall + (hall.apex - hall.wall) * np.sqrt(1 - (2 * bells[:, 0] / hall.width) ** 2)
    assert (bells[:, 1] < height - 1).all() and garden.root[garden.root[:, 1] > 0, 1].min() > 5


def test_a_hall_without_plants_has_no_lamps_either():
    assert plant(Hall(plants=0)).root.shape == (0, 4)


def test_the_garden_is_the_same_every_evening():
    assert np.array_equal(plant(Hall()).root, plant(Hall()).root)
    assert len(plant(Hall()).root) == pytest.approx(264 + 8 * 14)
