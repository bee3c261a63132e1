"""What windows, shafts and plants do to the picture."""

from dataclasses import replace

import numpy as np
import pytest

from viz.camera import CameraPose

CITY = {"city": (0.7, 0.1, 0.1), "lamps": 0.0}
DOWN_THE_HALL = {"position": (0.0, 1.7, -2.0), "look_at": (0.0, 2.4, -30.0), "fov": 70.0}


def test_a_windows_light_falls_on_the_floor_before_it_in_the_citys_colour(pictures):
    hall = pictures.show.hanging.hall
    light = pictures.renderer.light

    def floor(city):
        frame = pictures.plain(look={**CITY, "city": city})
        pictures.draw(frame)
        return np.frombuffer(light.texture.read(), np.float32).reshape(56, 224, 4)[14:40, :92, :3]

    red, blue = floor((0.7, 0.1, 0.1)), floor((0.1, 0.1, 0.7))
    along = (np.arange(92) + 0.5) / 92 * hall.length
    bay = hall.glazed[1]
    before = np.abs(along - (bay + 0.5) * hall.bay) < 0.5
    between = np.abs(along - (bay + 2.0) * hall.bay) < 0.5
    assert red[:4, before, 0].mean() > 1.5 * red[:4, between, 0].mean()
    assert red[:4, before, 0].mean() > 3 * red[:4, before, 2].mean()
    assert np.allclose(red[..., 0], blue[..., 2], rtol=0.02)


def test_shafts_brighten_the_air_and_can_be_put_out(pictures):
    look = {**CITY, "density": 0.4, "shafts": 2.0}
    lit = pictures.draw(pictures.plain(**DOWN_THE_HALL, look=look))
    out = pictures.draw(pictures.plain(**DOWN_THE_HALL, look=look, hall__shafts=0.0))
    added = lit - out
    assert added.min() >= -1 and (added[..., 0] > 6).mean() > 0.03
    assert added[..., 0].sum() > 1.5 * added[..., 2].sum()


@pytest.fixture
def clump(pictures):
    """A frame of a clump of fronds whose tips glow green, at a second."""
    hall = pictures.show.hanging.hall
    x, z = hall.width / 2, -hall.bay
    look = {"key": (0.1, 0.8, 0.4), "lamps": 0.0}
    plain = pictures.plain(look=look, light__bounce=0.0)
    camera = CameraPose((x - 2.4, 1.0, z + 2.4), (x - 0.3, 0.4, z), 40.0)

    def at(seconds, plants=1.0):
        frame = replace(plain, camera=camera, seconds=seconds)
        frame.controls.picture.hall.plants = plants
        return pictures.draw(frame)

    return at


def test_plants_glow_sway_and_come_round(clump):
    lit, out = clump(1.0), clump(1.0, plants=0.0)
    assert (lit - out)[..., 1].max() > 40
    assert np.abs(clump(5.0) - lit).max() > 20, "nothing sways"
    assert np.abs(clump(1.0 + 4096.0) - lit).max() <= 1, "it does not come round"


def test_the_skyline_does_not_shimmer_under_a_slow_pan(pictures):
    """Ten tenths of a pixel add up to one: no light of the city leaps back and forth on the way."""

    def seen(turn):
        frame = pictures.plain(position=(0.0, 3.0, -20.0), look_at=(turn, 8.0, -38.0), look=CITY, light__bounce=0.0)
        return pictures.draw(frame)[..., 0]

    step = 18.7 * 2 * np.tan(np.radians(27.5)) / pictures.size[1] / 10
    frames = np.stack([seen(k * step) for k in range(11)])
    assert frames[0].std() > 8
    way, moved = np.abs(np.diff(frames, axis=0)).sum(), np.abs(frames[-1] - frames[0]).sum()
    assert moved > 0 and way < 2.0 * moved
