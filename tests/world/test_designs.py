"""Nova's designs: curated at first, recalibrated smile by smile, and shared between near ones."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.world.designs import Designs
from viz.world.hall import Hall, hang
from viz.world.nanobots import Wall

WALL = Wall(hang(np.tile([2.0, 1.0], (41, 1)), Hall()), seed=5)
COUNT = WALL.count


def go(designs: Designs, seconds: float, evening=0, recalibrating=False, blend=0.7, circles=0.0, wall=WALL) -> Designs:
    active = np.broadcast_to(circles, wall.count).astype(float)
    for _ in range(round(seconds * 60)):
        designs.step(wall, evening=evening, recalibrating=recalibrating, blend=blend, circles=active)
    return designs


def at(*mosaics: int) -> np.ndarray:
    """(N,) a full circle before each of these mosaics."""
    return np.isin(np.arange(COUNT), mosaics).astype(float)


def test_designs_are_curated_until_nova_recalibrates_them():
    designs = go(Designs.curated(WALL), 20)
    assert not designs.recalibrated.any() and not designs.shared.any()


def test_recalibration_goes_out_from_the_great_mosaic_along_the_walls():
    designs = go(Designs.curated(WALL), 8, recalibrating=True)
    begun = designs.recalibrated > 0
    assert begun[0] and 0 < begun.sum() < 0.6 * COUNT
    assert WALL.out[begun].max() < WALL.out[~begun].min()
    assert designs.recalibrated[0] == designs.recalibrated.max()
    go(designs, 40, recalibrating=True)
    assert np.allclose(designs.recalibrated, 0.7)


def test_smiles_come_to_be_their_owners_own_as_far_as_the_blend_says():
    for blend in (0.0, 0.4, 1.0):
        assert np.allclose(go(Designs.curated(WALL), 45, recalibrating=True, blend=blend).recalibrated, blend)


def test_it_follows_a_blend_that_changes_and_never_jumps():
    designs = go(Designs.curated(WALL), 45, recalibrating=True, blend=1.0)
    before = designs.recalibrated
    for _ in range(300):
        go(designs, 1 / 60, recalibrating=True, blend=0.3)
        assert np.abs(designs.recalibrated - before).max() < 0.01
        before = designs.recalibrated
    assert np.allclose(before, 0.3)


def test_a_new_evening_is_curated_again_slowly():
    designs = go(Designs.curated(WALL), 45, recalibrating=True, circles=1.0)
    assert designs.recalibrated.min() > 0.6 and designs.shared[1:].min() == 1
    go(designs, 2, evening=1)
    assert designs.recalibrated.min() > 0.5 and designs.shared[1:].min() > 0.8
    go(designs, 30, evening=1)
    assert not designs.recalibrated.any() and not designs.shared.any()


def test_where_a_circle_stands_both_of_a_pair_share():
    one = 7
    other = int(WALL.partner[one])
    designs = go(Designs.curated(WALL), 10, circles=at(one))
    assert 0.3 < designs.shared[one] == designs.shared[other] < 0.8
    rest = np.delete(designs.shared, [one, other])
    assert not rest.any()
    go(designs, 20, circles=at(one))
    assert designs.shared[one] == 1


def test_what_is_shared_stays_when_the_circle_parts():
    designs = go(Designs.curated(WALL), 15, circles=at(3), recalibrating=True)
    kept = designs.shared
    go(designs, 60, recalibrating=True)
    assert np.array_equal(designs.shared, kept)


def test_a_circle_in_the_new_evening_shares_anew():
    designs = go(go(Designs.curated(WALL), 25, circles=at(3)), 5, evening=1)
    shared = designs.shared[3]
    go(designs, 5, evening=1, circles=at(3))
    assert designs.shared[3] > shared
    kept = designs.shared[3]
    go(designs, 20, evening=1)
    assert designs.shared[3] == kept, "this evening's"


def test_a_mosaic_without_a_partner_shares_with_nobody():
    alone = Wall(hang(np.tile([2.0, 1.0], (1, 1)), Hall()), seed=1)
    designs = go(Designs.curated(alone), 10, circles=1.0, wall=alone)
    assert designs.partner.tolist() == [0] and not designs.shared.any()


def test_the_frame_is_given_what_the_partner_gives():
    gifts = np.random.default_rng(1).random((COUNT, 4))
    gifts[:, 3] = np.arange(COUNT) % 6
    content = np.linspace(0, 1, COUNT)
    designs = go(Designs.curated(WALL), 10, recalibrating=True, circles=0.5)
    rows = designs.rows(WALL, gifts, content, np.ones(len(content)))
    assert rows.shape == (COUNT, 12) and rows.dtype == np.float32
    assert np.allclose(rows[:, 0], designs.recalibrated) and np.allclose(rows[:, 1], designs.shared)
    assert np.allclose(rows[:, 2:6], gifts[WALL.partner]) and np.allclose(rows[:, 6], content)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.floats(-1, 2), st.floats(0, 1)), max_size=8))
def test_whatever_happens_pairs_stay_mutual_and_all_stays_between_0_and_1(said):
    designs = Designs.curated(WALL)
    for evening, recalibrating, blend, circles in said:
        go(designs, 5, evening, recalibrating, blend, circles * (np.arange(COUNT) % 3 == 0))
        assert np.array_equal(designs.shared, designs.shared[designs.partner])
        for part in (designs.recalibrated, designs.shared):
            assert ((part >= 0) & (part <= 1)).all()
