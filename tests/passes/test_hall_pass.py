"""The hall: a floor that mirrors what hangs in it, ribs that glow, haze that hides, and a city behind the glass."""

import numpy as np
import pytest

from viz import camera
from viz.passes.hall import SKYLINE

EYE, AHEAD = (0.0, 1.7, -30.0), (0.0, 1.7, -46.0)


def hits_floor(pictures, frame):
    """(height, width) bool: whether a pixel's ray meets the floor inside the hall."""
    hall, (width, height) = pictures.show.hanging.hall, pictures.size
    met = np.zeros((height, width), bool)
    for row in range(height):
        for column in range(width):
            origin, way = camera.ray(frame.camera, pictures.size, (column + 0.5, row + 0.5))
            if way[1] < 0:
                x, _, z = origin - way * origin[1] / way[1]
                met[row, column] = abs(x) < hall.width / 2 and -hall.length < z < 0
    return met


@pytest.fixture
def mirrored(pictures):
    """What the floor adds to a picture lit by mosaics alone: (frame, (height, width) levels)."""
    options = {"position": EYE, "look_at": AHEAD, "look": {"glow": 2.0, "exposure": 0.7}, "light__bounce": 0.0}
    frame = pictures.plain(**options, hall__gloss=1.5)
    dull = pictures.draw(pictures.plain(**options, hall__gloss=0.0))
    return frame, (pictures.draw(frame) - dull).max(axis=2)


def test_the_floor_mirrors_and_nothing_else_does(pictures, mirrored):
    frame, added = mirrored
    floor = hits_floor(pictures, frame)
    assert added.max() > 40
    assert not added[~floor].any()


def test_the_great_mosaic_is_mirrored_upside_down_at_its_place(pictures, mirrored):
    """The light on the floor lies where the mosaic would stand under it, and as wide."""
    frame, added = mirrored
    hanging = pictures.show.hanging
    (x, y, z), (wide, high) = hanging.centre[0], hanging.half[0]
    corners = pictures.pixels(frame, [(x - wide, -y - high, z), (x + wide, -y + high, z)])
    (left, low), (right, top) = corners
    assert 0 < left < right < pictures.size[0] and 0 < top < low
    inside = np.zeros(added.shape, bool)
    inside[int(top) : int(min(low, pictures.size[1])), int(left) : int(right)] = True
    assert added[inside].mean() > 4 * added[~inside & hits_floor(pictures, frame)].mean()
    # Those on the side walls are mirrored beside it, and not the same left and right.
    about = added.sum(axis=0) * (np.abs(np.arange(pictures.size[0]) + 0.5 - (left + right) / 2) < 0.7 * (right - left))
    columns = np.average(np.arange(pictures.size[0]) + 0.5, weights=about)
    assert abs(columns - (left + right) / 2) < 0.05 * (right - left)


def test_without_the_mosaic_there_is_nothing_to_mirror(pictures):
    options = {"position": EYE, "look_at": AHEAD, "look": {"lamps": 0.0}, "light__bounce": 0.0}
    glossy = pictures.draw(pictures.plain(**options, hall__gloss=1.5))
    dull = pictures.draw(pictures.plain(**options, hall__gloss=0.0))
    assert np.abs(glossy - dull).max() < 20


def test_the_city_behind_the_glass_is_towers_with_lights(pictures):
    skyline = pictures.renderer.hall.skyline
    assert skyline.size == SKYLINE
    image = np.frombuffer(skyline.color.read(), np.uint8).reshape(4, SKYLINE[1] // 4, SKYLINE[0], 4) / 255
    lit, crown, body = image[..., 0], image[..., 2], image[..., 3]
    for row in range(3):
        assert 0.2 < body[row].mean() < 0.8
        assert body[row, 4].mean() > 0.5 > 0.02 > body[row, -2].mean(), "towers stand on their heads"
        assert 0.01 < (lit[row] > 0.2).mean() < 0.4 and (crown[row] > 0.2).any()
        assert not lit[row][body[row] == 0].any(), "lights without a tower"
    assert not np.array_equal(body[0], body[1]) and not np.array_equal(body[1], body[2])


def test_the_skylines_small_levels_hold_its_mean(pictures):
    skyline = pictures.renderer.hall.skyline.color
    whole = np.frombuffer(skyline.read(), np.uint8).reshape(-1, 4).mean(axis=0)
    small = np.frombuffer(skyline.read(level=5), np.uint8).reshape(-1, 4).mean(axis=0)
    assert len(small) == 4 and np.allclose(small, whole, atol=4)


def test_the_city_shines_through_the_glass_in_its_colour_and_can_be_put_out(pictures):
    up = {"position": (0.0, 1.7, -20.0), "look_at": (1.0, 9.0, -32.0)}
    red = pictures.draw(pictures.plain(**up, look={"city": (0.8, 0.1, 0.1)}))
    blue = pictures.draw(pictures.plain(**up, look={"city": (0.1, 0.1, 0.8)}))
    dark = pictures.draw(pictures.plain(**up, look={"city": (0.8, 0.1, 0.1)}, hall__city=0.0))
    assert red[..., 0].mean() > 1.5 * blue[..., 0].mean() and blue[..., 2].mean() > 1.5 * red[..., 2].mean()
    assert red.std() > 10
    assert dark.mean() < 0.3 * red.mean()


def test_veins_run_in_every_rib_and_can_be_put_out(pictures):
    """From the middle of the hall, each rib ahead has light in the veins' colour on both sides."""
    key = {"key": (0.1, 0.9, 0.2), "veins": 1.5}
    lit = pictures.draw(pictures.plain(look=key, light__bounce=0.0))
    out = pictures.draw(pictures.plain(look=key, light__bounce=0.0, hall__veins=0.0))
    added = (lit - out).clip(0)
    assert (added[..., 1] > 60).mean() > 0.005
    assert added[..., 1].sum() > 1.5 * added[..., 0].sum()
    hall, inner = pictures.show.hanging.hall, pictures.show.hanging.hall.width / 2 - 0.22
    for rib in range(3, hall.bays - 1):
        for side in (-1, 1):
            at = (side * inner, 0.9 * hall.wall, -rib * hall.bay)
            column, row = pictures.pixels(pictures.plain(), [at])[0].astype(int)
            assert added[row, column - 1 : column + 2, 1].max() > 30, f"rib {rib} is dark"


def test_the_rib_in_the_end_wall_has_no_steps_either(pictures):
    """Row by row, next to its inner edge a pixel is as bright as the rib covers of it: rarely all or nothing."""
    hall = pictures.show.hanging.hall
    frame = pictures.plain(
        position=(0.3, 1.7, 9.0 - hall.length),
        look_at=(0.3, 2.2, -hall.length),
        look={"key": (0.1, 0.9, 0.2), "veins": 4.0, "exposure": 2.0},
        fov=75.0,
        light__bounce=0.0,
    )
    glow = pictures.draw(frame).max(axis=2)
    left, right = (pictures.pixels(frame, [(side * hall.width / 2, 1.7, -hall.length)])[0, 0] for side in (-1, 1))
    partly = []
    for row in glow[20:56]:
        for inward in (row[int(left) : int(left) + 7], row[int(right) - 6 : int(right) + 1][::-1]):
            edge = inward[inward.argmax() :] / inward.max()
            partly.append(((edge > 0.1) & (edge < 0.8)).any())
    assert np.mean(partly) > 0.5


def test_haze_hides_what_is_far_in_its_own_colour(pictures):
    options = {"look": {"glow": 1.0, "density": 1.0, "haze": (0.05, 0.3, 0.05)}}
    clear = pictures.draw(pictures.plain(**options, hall__haze=0.0))
    thick = pictures.draw(pictures.plain(**options, hall__haze=4.0))
    # The end wall is forty metres off: nothing of it is left.
    middle = (slice(40, 50), slice(70, 90))
    assert (thick[middle][..., 1] > 2 * thick[middle][..., 0]).all()
    assert thick[middle].std(axis=(0, 1)).max() < 6 < clear[middle].std(axis=(0, 1)).max()
