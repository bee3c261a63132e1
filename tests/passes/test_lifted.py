"""Tiles that the glitch throws off the wall: which, how far, and only where their owner lets them be moved."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.passes.lifted import MOST, chances, chosen

LOOK = {"glow": 1.5, "exposure": 3.0, "lamps": 1.0}


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 300_000), st.integers(1, MOST))
def test_those_in_the_table_are_those_whose_number_says_so(count, most):
    """The wall leaves out every tile whose number is below the share, so all of them must be in the table."""
    tiles, share = chosen(count, most)
    left_out = np.flatnonzero(chances(count) < round(share * 65535))
    assert len(tiles) <= most and len(np.unique(tiles)) == len(tiles)
    assert set(tiles) <= set(left_out)
    assert len(left_out) - len(tiles) <= 0.02 * count / 100 + 2, "tiles would vanish"


@pytest.mark.parametrize("few", [500, 2_000, MOST])
def test_any_first_few_are_spread_over_all_walls(few):
    tiles, _ = chosen(100_000)
    share = np.histogram(tiles[:few], 20, (0, 100_000))[0] / min(few, len(tiles))
    assert share.min() > 0.02 and share.max() < 0.10


def along_the_wall(pictures, consent=1.0, **controls):
    """A frame that looks along the left wall, so that what leaves it is seen before the dark of the hall."""
    frame = pictures.plain(position=(-5.2, 2.8, -6.0), look_at=(-5.6, 2.8, -30.0), look=LOOK, **controls)
    mosaic = np.tile(np.array([0.9, 0.0, consent, 0.0], np.float32), (len(frame.mosaic), 1))
    return replace(frame, mosaic=mosaic, awake=True)


def picture(pictures, frame, unrest):
    field = pictures.renderer.medium.field
    medium = np.zeros((*pictures.renderer.medium.size[::-1], 4), np.float32)
    medium[..., 3] = unrest
    field.restore(medium.tobytes())
    return pictures.draw(frame)


def in_the_air(pictures, frame, unrest=0.8):
    """(height, width) bool: pixels of the air, right of where the wall's slabs are seen, that unrest lights up."""
    lit = picture(pictures, frame, unrest).max(axis=2) - picture(pictures, frame, 0.0).max(axis=2)
    return (lit > 12)[:, pictures.size[0] * 5 // 8 :]


def test_unrest_throws_tiles_into_the_air_and_rest_leaves_them_in_their_beds(pictures):
    frame = along_the_wall(pictures)
    far, near = (in_the_air(pictures, frame, unrest).sum() for unrest in (0.9, 0.25))
    assert far > 20 and far > 1.5 * near
    assert np.array_equal(picture(pictures, frame, 0.05), picture(pictures, frame, 0.0))


def test_nothing_flies_off_where_the_owner_lets_no_tile_be_moved(pictures):
    frame = along_the_wall(pictures, consent=0.6)
    assert np.array_equal(picture(pictures, frame, 0.9), picture(pictures, frame, 0.0))


def test_without_displacement_nothing_flies(pictures):
    frame = along_the_wall(pictures, glitch__displacement=0.0)
    assert np.array_equal(picture(pictures, frame, 0.9), picture(pictures, frame, 0.0))


def test_how_many_fly_is_a_dial_and_turning_it_makes_nothing_new(pictures, device):
    frame = along_the_wall(pictures)
    every = in_the_air(pictures, frame).sum()
    before = device.counts()
    pictures.renderer.quality = replace(pictures.renderer.quality, lifted=40)
    assert in_the_air(pictures, frame).sum() < 0.5 * every
    assert device.counts() == before


def test_of_fewer_that_may_fly_the_wall_keeps_all_others(pictures, show):
    own, lifted = chances(len(show.mosaics.angle)), pictures.renderer.mosaics._lifted
    for most in (0, 1, 40, 700, MOST):
        count, share = lifted.few(most)
        assert count <= most and count > 0.97 * min(most, lifted.count) - 2
        assert abs((own / 65535.0 <= share).sum() - count) <= (1 if most == MOST else 0)


@pytest.mark.parametrize("fov", [12.0, 55.0, 100.0])
def test_of_tiles_in_the_air_none_in_sight_is_passed_over_and_all_behind_the_eye_are(pictures, fov):
    hall = pictures.show.hanging.hall
    lifted = pictures.renderer.mosaics._lifted
    for turn in np.linspace(0.0, 2.0 * np.pi, 9):
        eye = (0.0, 2.8, -0.4 * hall.length)
        ahead = (eye[0] + np.sin(turn), 2.8, eye[2] - np.cos(turn))
        frame = along_the_wall(pictures)
        frame = replace(frame, camera=replace(frame.camera, position=eye, look_at=ahead, fov=fov))
        picture(pictures, frame, 0.8)
        found = np.frombuffer(lifted._found.color.read(), np.float32).reshape(-1, 4)[: lifted.count, 0] > 0
        table = np.frombuffer(lifted._table.read(), np.float32).reshape(-1, 4, 4)[: lifted.count]
        points = pictures.pixels(frame, table[:, 0, :3])
        depth = (table[:, 0, :3] - eye) @ (np.array(ahead) - eye)
        within = (depth > 0) & (points > 0).all(axis=1) & (points < pictures.size).all(axis=1)
        assert found[within].all(), "one that is in sight is passed over"
        behind = depth < -2.5 * hall.width / 13
        assert not found[behind].any(), "one behind the eye is drawn"
    assert found.any()
