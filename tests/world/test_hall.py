"""The hall's strip of unrolled walls, and the hanging."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.world.hall import Hall, hang, moved

HALL = Hall()


@given(st.floats(0.01, 0.99), st.floats(0.05, 0.95), st.floats(-4, 4), st.floats(1, 4), st.floats(2, 44))
def test_a_ray_meets_the_wall_where_the_strip_says(along, up, x, y, z):
    """From any place inside, looking at a strip point finds that strip point again."""
    s, height = along * HALL.strip_length, up * HALL.wall
    corner = min(abs(s - HALL.length), abs(s - HALL.length - HALL.width))
    if corner < 0.01:
        return
    eye = np.array([x, y, -z])
    found = HALL.hit(eye, HALL.from_strip(np.array(s), np.array(height)) - eye)
    assert found == pytest.approx((s, height), abs=1e-6)


def test_a_ray_into_the_vault_or_the_floor_meets_no_wall():
    assert HALL.hit(np.array([0.0, 1.7, -10.0]), np.array([0.0, 1.0, 0.01])) is None
    assert HALL.hit(np.array([0.0, 1.7, -10.0]), np.array([0.1, -1.0, 0.0])) is None


def test_right_is_right_for_a_viewer_inside():
    """s grows toward the viewer's right on every wall, so nothing hangs mirrored."""
    s = np.array([10.0, HALL.length + 5.0, HALL.strip_length - 10.0])
    normal, right = HALL.facing(s)
    step = HALL.from_strip(s + 0.1, np.full(3, 1.0)) - HALL.from_strip(s, np.full(3, 1.0))
    np.testing.assert_allclose(step / 0.1, right, atol=1e-9)
    np.testing.assert_allclose(np.cross(right, [0.0, 1.0, 0.0]), normal, atol=1e-9)


@given(st.floats(0, 1), st.floats(0.1, 3))
def test_a_place_before_a_wall_lies_as_far_out_from_it(along, out):
    s = along * HALL.strip_length
    foot = HALL.from_strip(np.array(s), np.array(0.0)) + out * HALL.facing(np.array(s))[0]
    assert HALL.before(s, out) == (foot[0], foot[2])


@given(st.integers(1, 400))
def test_mosaics_never_overlap_and_never_cross_a_rib(count):
    sizes = np.tile([2.0, 1.15], (count, 1))
    hung = hang(sizes, HALL)
    low, high = hung.strip - hung.half, hung.strip + hung.half
    assert (low[:, 1] > 0.4).all()
    assert (high[1:, 1] < HALL.wall).all()
    apart = (low[:, None] >= high[None] - 1e-9).any(-1) | (high[:, None] <= low[None] + 1e-9).any(-1)
    assert (apart | np.eye(count, dtype=bool)).all()
    along = np.where(hung.strip[:, 0] < HALL.length, hung.strip[:, 0], HALL.strip_length - hung.strip[:, 0])[1:]
    into_bay = np.mod(along, HALL.bay)
    half = hung.half[1:, 0]
    assert ((into_bay - half > 0.3) & (into_bay + half < HALL.bay - 0.3)).all()


@given(st.integers(1, 300))
def test_when_another_comes_only_its_own_bay_makes_room(count):
    size = np.array([2.0, 1.15])
    before, after = (hang(np.tile(size, (n, 1)), HALL) for n in (count, count + 1))
    changed = moved(before, after)
    assert changed[-1] == count
    bay = after.strip[changed, 0] // HALL.bay if after.strip[count, 0] < HALL.length else None
    if bay is None:
        bay = (HALL.strip_length - after.strip[changed, 0]) // HALL.bay
    assert len(set(bay)) == 1


def test_clicking_a_mosaic_finds_it():
    hung = hang(np.tile([2.0, 1.15], (70, 1)), HALL)
    for i in (0, 1, 33, 69):
        assert hung.at(*hung.strip[i]) == i
    assert hung.at(1.0, 0.1) is None


def test_a_few_mosaics_hang_in_mid_hall_on_both_walls():
    hung = hang(np.tile([2.0, 1.15], (5, 1)), HALL)
    x, z = hung.centre[1:, 0], -hung.centre[1:, 2]
    assert (x < 0).sum() == (x > 0).sum() == 2
    assert abs(z.mean() - HALL.length / 2) < HALL.bay


@given(st.integers(1, 200), st.integers(6, 20), st.integers(0, 8))
def test_nothing_hangs_in_a_window_and_every_window_has_a_bay(count, bays, windows):
    hall = HALL.model_copy(update={"bays": bays, "windows": windows})
    hung = hang(np.tile([2.0, 1.15], (count, 1)), hall)
    along = np.where(hung.strip[:, 0] < hall.length, hung.strip[:, 0], hall.strip_length - hung.strip[:, 0])[1:]
    glazed = hall.glazed
    assert len(set(glazed)) == len(glazed) == min(windows, bays // 3)
    assert not set((along // hall.bay).astype(int)) & set(glazed)


def test_small_halls_have_no_windows():
    assert Hall(bays=5).glazed == () != Hall().glazed


@given(st.floats(6, 40), st.floats(12, 200), st.floats(3, 20), st.integers(6, 40))
def test_a_window_stands_on_its_sill_below_the_vault_and_clear_of_ribs_and_doors(width, length, wall, bays):
    hall = Hall(width=width, length=length, wall=wall, apex=max(wall + 1, 4), bays=bays)
    window = hall.window
    assert 0 < window.sill < window.springing < window.head < wall
    assert window.head - window.springing == pytest.approx(np.sqrt(3) * window.half)
    # A door stands at a rib, 0.42 m wide to either side in a hall of thirteen metres.
    assert window.half < hall.bay / 2 - 0.13 * hall.bay


def test_walls_close_up_over_their_windows():
    """Bays beside a window are neighbours, and without windows nothing changes."""
    hall, plain = Hall(), Hall(windows=0)
    s = np.linspace(0, hall.strip_length, 400)
    assert np.array_equal(plain.walled(s), s)
    closed = hall.walled(s)
    assert (np.diff(closed) >= 0).all()
    assert np.isclose(closed[-1], hall.strip_length - 2 * len(hall.glazed) * hall.bay)
    for bay in hall.glazed:
        before, after = bay * hall.bay, (bay + 1) * hall.bay
        assert np.isclose(*hall.walled(np.array([before, after])))
        assert np.isclose(*hall.walled(hall.strip_length - np.array([before, after])))
