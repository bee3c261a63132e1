"""The room's light: what hangs on the walls lights floor, walls and vault, in its colour, less with distance."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.passes.light import REGIONS, SIZE, Light, LightPass, emitters, form_factors
from viz.world.hall import Hall, Hanging, hang

HALL = Hall()
halls = st.builds(
    Hall,
    width=st.floats(6, 40),
    length=st.floats(12, 200),
    wall=st.floats(3, 8),
    apex=st.floats(9, 40),
    bays=st.integers(3, 20),
)


def hung(hall, count):
    return hang(np.tile((2.0, 1.2), (count, 1)), hall)


def region(factors, name):
    """(height, width, …) of a surface."""
    start = 0
    for other, (_, _, width, height) in REGIONS.items():
        if other == name:
            return factors[start : start + width * height].reshape(height, width, *factors.shape[1:])
        start += width * height
    raise KeyError(name)


@settings(deadline=None, max_examples=15)
@given(halls, st.integers(1, 30))
def test_form_factors_are_finite_never_negative_and_no_emitter_is_wasted(hall, count):
    factors = form_factors(hall, hung(hall, count))
    texels = sum(width * height for _, _, width, height in REGIONS.values())
    assert factors.shape == (texels, count + 2)
    assert np.isfinite(factors).all() and factors.min() >= 0
    assert (factors.max(axis=0) > 0).all(), "something shines on nothing"


def test_the_floor_takes_less_light_the_farther_it_is_from_a_mosaic():
    """Straight out from the wall, and along the hall away from it."""
    hanging = hung(HALL, 19)
    floor = region(form_factors(HALL, hanging), "light_floor")
    height, width = floor.shape[:2]
    left = np.flatnonzero(hanging.centre[:, 0] < -HALL.width / 2 + 0.1)
    for i in left:
        x = (np.arange(height) + 0.5) / height * HALL.width - HALL.width / 2
        z = (np.arange(width) + 0.5) / width * HALL.length
        column, row = np.abs(z + hanging.centre[i, 2]).argmin(), floor[:, :, i].max(axis=1).argmax()
        out = floor[row:, column, i]
        assert (np.diff(out) < 0).all() and x[row] < 0
        along = floor[row, :, i]
        assert (np.diff(along[column:]) <= 0).all() and (np.diff(along[: column + 1]) >= 0).all()
        assert along[column] > 5 * min(along[0], along[-1])


def test_far_light_falls_with_the_square_of_the_distance():
    """A small mosaic on a side wall, and the opposite wall of halls ever wider."""
    received = []
    for width in (10.0, 20.0, 40.0):
        hall = Hall(width=width, length=46, wall=5.6, apex=10.5)
        strip = np.array([(hall.length + width / 2, 3.0), (23.0, 2.8)])
        hanging = Hanging(strip, np.ones(2), np.array([(1.0, 1.0), (0.2, 0.2)]), hall)
        walls = region(form_factors(hall, hanging), "light_walls")[..., 1]
        at = (hall.strip_length - 23.0) / hall.strip_length * walls.shape[1]
        received.append(walls[walls.shape[0] // 2, int(at)])
    ratios = np.array(received[:-1]) / received[1:]
    assert np.allclose(ratios, 4, rtol=0.1)


def test_the_left_and_the_right_wall_are_lit_alike():
    """The same mosaics seen in a mirror give the same light in a mirror."""
    strip = np.array([(HALL.length + HALL.width / 2, 3.0), (20.0, 2.0), (HALL.strip_length - 20.0, 2.0)])
    hanging = Hanging(strip, np.ones(3), np.array([(3.0, 1.5), (0.8, 0.5), (0.8, 0.5)]), HALL)
    factors = form_factors(HALL, hanging)
    floor, walls = region(factors, "light_floor"), region(factors, "light_walls")
    assert np.allclose(floor[..., 1], floor[::-1, :, 2], atol=1e-6)
    assert np.allclose(walls[..., 1], walls[:, ::-1, 2], atol=1e-6)
    assert np.allclose(walls[..., 0], walls[:, ::-1, 0], atol=1e-6)


@pytest.fixture
def light(device, venue):
    one = LightPass(venue)
    yield one
    one.release()


@pytest.fixture
def frame(show):
    """The first frame, with nothing shining but the mosaics."""
    moment = show.frame()
    look = moment.look.model_copy(update={"city": (0.0, 0.0, 0.0), "veins": 0.0, "glow": 1.0})
    return replace(moment, look=look)


def brighter(frame, **look):
    return replace(frame, look=frame.look.model_copy(update=look))


def read(light):
    """(height, width, 3) of the map on the GPU."""
    data = np.frombuffer(light.texture.read(), np.float32).reshape(SIZE[1], SIZE[0], 4)
    return data[..., :3].copy()


def test_the_map_on_the_gpu_is_the_product_of_factors_and_emitters(light, frame, show):
    lit = brighter(frame, city=(0.2, 0.1, 0.3), key=(0.1, 0.6, 0.5), veins=0.7)
    light.draw(lit, Light(bounce=0.8))
    found = read(light)
    gathered = form_factors(show.hanging.hall, show.hanging) @ (0.8 * emitters(lit, show.mosaics.emission))
    outside = np.ones(found.shape[:2], bool)
    for name, (x, y, width, height) in REGIONS.items():
        part = (slice(y, y + height), slice(x, x + width))
        assert np.allclose(found[part], region(gathered, name), rtol=1e-5, atol=1e-7), name
        assert outside[part].all(), f"{name} lies over another surface"
        outside[part] = False
    assert not found[outside].any()
    assert np.allclose(light.mean, region(gathered, "light_floor").mean(axis=(0, 1)), rtol=1e-4)


def test_twice_the_glow_is_twice_the_light(light, frame):
    light.draw(frame, Light())
    once = read(light)
    light.draw(brighter(frame, glow=2.0), Light())
    twice = read(light)
    light.draw(frame, Light(bounce=2.0))
    assert once.max() > 0
    assert np.allclose(twice, 2 * once, rtol=1e-5)
    assert np.allclose(read(light), twice, rtol=1e-5)


def test_when_nothing_shines_there_is_no_light(light, frame):
    light.draw(frame, Light())
    light.draw(brighter(frame, glow=0.0), Light())
    assert not read(light).any() and not light.mean.any()
    light.draw(frame, Light(bounce=0.0))
    assert not read(light).any()


def test_mosaics_that_hang_elsewhere_light_from_there_though_they_shine_as_before(light, venue, frame):
    light.draw(frame, Light())
    once = read(light)
    before = venue.hanging
    strip = before.strip.copy()
    strip[-1, 0] -= 2.0
    elsewhere = Hanging(strip, before.scale, before.half, before.hall)
    for _ in light.hang(venue.mosaics, elsewhere):
        light.draw(frame, Light())
    light.draw(frame, Light())
    anew = LightPass(replace(venue, hanging=elsewhere))
    anew.draw(frame, Light())
    assert (
        np.allclose(read(light), read(anew), rtol=1e-5, atol=1e-7)
        and np.abs(read(light) - once).max() > 0.01 * once.max()
    )
    anew.release()


def test_the_floor_under_a_mosaic_takes_its_colour(venue, frame, show):
    """Three mosaics in red, green and blue: at the end wall, on the left one, and farther down on the right one."""
    hall = show.hanging.hall
    strip = np.array([(hall.length + hall.width / 2, 3.0), (10.0, 2.0), (hall.strip_length - 22.0, 2.0)])
    hanging = Hanging(strip, np.ones(3), np.array([(3.0, 1.5), (1.0, 0.6), (1.0, 0.6)]), hall)
    mosaics = replace(show.mosaics, emission=np.eye(3, dtype=np.float32))
    primaries = LightPass(replace(venue, hanging=hanging, mosaics=mosaics))
    primaries.draw(replace(frame, mosaic=np.zeros((3, 4), np.float32), design=frame.design[:3]), Light())
    x, y, width, height = REGIONS["light_floor"]
    floor = read(primaries)[y : y + height, x : x + width]
    primaries.release()
    for i, (at_x, _, at_z) in enumerate(hanging.centre):
        column = min(int(-at_z / hall.length * width), width - 2)
        row = np.clip(int((at_x / hall.width + 0.5) * height), 1, height - 2)
        assert floor[row, column, i] > 5 * np.delete(floor[row, column], i).max()


def test_a_glitching_mosaic_changes_its_colour_and_not_what_calm_ones_emit(frame, show):
    mosaic = frame.mosaic.copy()
    mosaic[1, 0] = 1.0
    calm, wild = emitters(frame, show.mosaics.emission), emitters(replace(frame, mosaic=mosaic), show.mosaics.emission)
    changed = np.abs(wild - calm).max(axis=1) > 1e-6
    assert changed.tolist() == [i == 1 for i in range(len(calm))]
    assert (wild >= 0).all() and wild.max() <= 1.0
