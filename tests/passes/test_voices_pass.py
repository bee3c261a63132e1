"""Voices as the room shows them: where their light is, in what colour, and what it does for the room; and doors."""

from dataclasses import replace

import numpy as np
import pytest

from viz.passes.light import REGIONS, emitters
from viz.passes.voices import VoiceMap, tint
from viz.world.hall import Hall
from viz.world.voices import ALONG, ROUND, girth

HALL = Hall()
VIEW = {"position": (0.0, 3.0, -20.0), "look_at": (0.0, 5.0, -74.0), "fov": 80.0, "light__bounce": 0.0}
SIZES = {name: (width, height) for name, (_, _, width, height) in REGIONS.items()}


def laid(sheet):
    return VoiceMap(HALL, SIZES).lay(np.asarray(sheet, np.float32))


def middles(count):
    return (np.arange(count) + 0.5) / count


def test_every_surface_reads_the_sheet_at_its_own_place_along_the_hall():
    """A sheet that holds its own distance from the entrance in metres."""
    surfaces = laid(np.tile(middles(ALONG) * HALL.length, (ROUND, 1)))
    cell = HALL.length / ALONG
    width, _ = SIZES["light_vault"]
    assert np.allclose(surfaces["light_vault"], middles(width) * HALL.length, atol=cell)
    width = SIZES["light_walls"][0]
    where = HALL.from_strip(middles(width) * HALL.strip_length, np.zeros(width))
    side = np.abs(where[:, 0]) > HALL.width / 2 - 1e-6
    assert np.allclose(surfaces["light_walls"][:, side], -where[side, 2], atol=cell)
    width = SIZES["light_floor"][0]
    at_foot = surfaces["light_floor"][0] / surfaces["light_floor"][0].max() * HALL.length
    assert np.allclose(at_foot, middles(width) * HALL.length, atol=2 * cell)


def test_every_surface_reads_the_sheet_at_its_own_place_round_the_section():
    """A sheet that holds its own distance from the left wall's foot in metres."""
    around, cell = girth(HALL), girth(HALL) / ROUND
    surfaces = laid(np.tile(middles(ROUND)[:, None] * around, (1, ALONG)))
    width, height = SIZES["light_walls"]
    up, s = middles(height) * HALL.wall, middles(width) * HALL.strip_length
    left, right = s < HALL.length, s > HALL.length + HALL.width
    assert np.allclose(surfaces["light_walls"][:, left], up[:, None], atol=cell)
    assert np.allclose(surfaces["light_walls"][:, right], around - up[:, None], atol=cell)
    # The vault's map begins at the right springing.
    width, height = SIZES["light_vault"]
    vault = around - HALL.wall - middles(height) * (around - 2 * HALL.wall)
    assert np.allclose(surfaces["light_vault"], vault[:, None], atol=cell)


def test_the_floor_is_lit_at_the_foot_where_somebody_speaks():
    sheet = np.zeros((ROUND, ALONG))
    sheet[-1, 20:24] = 1.0
    floor = laid(sheet)["light_floor"]
    row, column = np.unravel_index(floor.argmax(), floor.shape)
    assert row == len(floor) - 1 and abs((column + 0.5) / floor.shape[1] - 22 / ALONG) < 2 / ALONG
    assert (np.diff(floor[:, column]) >= 0).all() and floor[0].max() < 0.05 * floor.max()


def look(show, key=(0.1, 0.6, 0.7), **options):
    frame = show.frame()
    return replace(frame, look=frame.look.model_copy(update={"key": key}), **{"panic": 0.0, "support": 0.0, **options})


def test_voices_are_of_the_acts_colour_cold_in_fear_and_gold_where_people_hold_each_other(show):
    alone, afraid, held = tint(look(show)), tint(look(show, panic=0.9)), tint(look(show, support=0.9))
    assert np.allclose(alone, (0.1, 0.6, 0.7))
    assert held[0] > 2 * held[2] and held[0] > held[1] > held[2]
    red = look(show, key=(0.9, 0.2, 0.1))
    cold = tint(replace(red, panic=0.9))
    assert cold[2] > cold[0] and afraid[2] > afraid[0]
    # From one to the other without a step.
    way = np.array([tint(look(show, support=s)) for s in np.linspace(0, 1, 101)])
    assert np.abs(np.diff(way, axis=0)).max() < 0.02


def test_a_choir_lights_the_room(show):
    silent = emitters(look(show, support=1.0), show.mosaics.emission)
    choir = look(show, support=1.0, voices=np.full((ROUND, ALONG), 0.5, np.float32))
    added = emitters(choir, show.mosaics.emission) - silent
    assert not added[:-1].any() and (added[-1] > 0.1).all()
    choir.controls.picture.hall.voices, kept = 0.0, choir.controls.picture.hall.voices
    assert np.array_equal(emitters(choir, show.mosaics.emission), silent)
    choir.controls.picture.hall.voices = kept


def spoken(pictures, rows=slice(None), columns=slice(None), **options):
    """What voices in part of the sheet add to a dark hall: (height, width, 3) levels."""
    sheet = np.zeros((ROUND, ALONG), np.float32)
    sheet[rows, columns] = 1.0
    frame = replace(pictures.plain(**VIEW, **options), support=1.0, panic=0.0)
    return pictures.draw(replace(frame, voices=sheet)) - pictures.draw(replace(frame, voices=0 * sheet))


def test_light_stands_where_the_wave_is(pictures):
    """On the left or on the right, in the walls or in the vault, near or far."""
    middle = pictures.size[0] // 2
    left, right = spoken(pictures, slice(0, 6)).sum(axis=2), spoken(pictures, slice(-6, None)).sum(axis=2)
    assert left[:, :middle].sum() > 8 * left[:, middle:].sum() > -1
    assert right[:, middle:].sum() > 8 * right[:, :middle].sum() > -1
    assert left.sum() == pytest.approx(right.sum(), rel=0.1)
    vault = spoken(pictures, slice(8, 16)).sum(axis=2)
    heights = np.arange(pictures.size[1])[:, None]
    assert (heights * vault).sum() / vault.sum() < (heights * left).sum() / left.sum() - 10
    near, far = (spoken(pictures, slice(0, 6), columns).sum(axis=2) for columns in (slice(20, 34), slice(44, 58)))
    across = [(np.arange(pictures.size[0]) * light).sum() / light.sum() for light in (near, far)]
    assert across[0] < across[1] < middle


def test_ribs_walls_glass_and_floor_each_take_up_the_light(pictures):
    hall = pictures.show.hanging.hall
    side, scale = hall.width / 2, hall.width / 13
    z = -6.5 * hall.bay
    frame = pictures.plain(**VIEW)
    light = spoken(pictures, hall__gloss=0.0)
    for name, place, least in (
        ("rib", (-side + 0.25 * scale, 4.0, -6 * hall.bay), 60),
        ("lamp at the foot of the wall", (-side, 0.13 * scale, z), 80),
        ("ridge of the vault", (0.0, hall.apex, z), 40),
        ("floor", (-side + 1.8, 0.0, z), 4),
    ):
        column, row = pictures.pixels(frame, [place])[0].astype(int)
        assert light[row - 1 : row + 2, column - 1 : column + 2, 0].max() > least, f"the {name} is dark"


def test_voices_are_gold_with_support_and_can_be_put_out(pictures):
    light = spoken(pictures)
    assert light.max() > 100
    red, green, blue = light.clip(0).sum(axis=(0, 1))
    assert red > green > 1.2 * blue
    assert not spoken(pictures, hall__voices=0.0).any()
    assert light.sum() < spoken(pictures, hall__voices=2.0).sum()


def stood(pictures, *doors):
    """A picture of a dark hall with doors (x, z, open)."""
    frame = pictures.plain(
        position=(0.0, 3.0, -10.0), look_at=(0.0, 3.0, -74.0), fov=70.0, light__bounce=0.0, hall__gloss=0.0
    )
    return frame, pictures.draw(replace(frame, doors=np.array(doors, np.float32).reshape(-1, 3)))


def test_an_open_door_is_a_leaf_of_warm_light_with_a_fan_on_the_floor_before_it(pictures):
    hall = pictures.show.hanging.hall
    x, z = hall.width / 2, -3.5 * hall.bay
    frame, dark = stood(pictures)
    added = stood(pictures, (x, z, 1.0))[1] - dark
    column, row = pictures.pixels(frame, [(x - 0.02, 1.5, z)])[0].astype(int)
    leaf = added[row, column]
    assert leaf[0] > 80 and leaf[0] > leaf[2]
    column, row = pictures.pixels(frame, [(x - 1.2, 0.0, z)])[0].astype(int)
    assert added[row, column, 0] > 15
    column, row = pictures.pixels(frame, [(0.0, 0.0, z)])[0].astype(int)
    assert not added[row, column].any() and not added[:, : pictures.size[0] // 2].any()


def test_a_closed_door_is_but_a_thread_of_light(pictures):
    hall = pictures.show.hanging.hall
    door = (-hall.width / 2, -3.5 * hall.bay)
    _, dark = stood(pictures)
    opened, closed = (stood(pictures, (*door, share))[1] - dark for share in (1.0, 0.0))
    assert closed.clip(0).sum() < 0.2 * opened.clip(0).sum()


def test_the_entrance_opens_into_the_hall(pictures):
    back = {"position": (0.0, 3.0, -20.0), "look_at": (0.0, 2.0, 0.0), "light__bounce": 0.0, "hall__gloss": 0.0}
    frame = pictures.plain(**back)
    doors = np.array([(0.0, 0.0, 1.0)], np.float32)
    added = pictures.draw(replace(frame, doors=doors)) - pictures.draw(replace(frame, doors=doors[:0]))
    for place in ((0.0, 2.0, -0.01), (0.0, 0.0, -1.0)):
        column, row = pictures.pixels(frame, [place])[0].astype(int)
        assert added[row, column, 0] > 15


def test_more_doors_than_fit_are_left_out_and_none_is_none(pictures):
    many = [(pictures.show.hanging.hall.width / 2, -2.0 * i, 1.0) for i in range(40)]
    assert stood(pictures, *many)[1].any()
    assert np.array_equal(stood(pictures)[1], stood(pictures)[1])
