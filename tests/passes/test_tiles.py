"""The plain wall: what colour a tile has, that a slow pan does not shimmer, and that more tiles take nothing more."""

import math

import numpy as np
import pytest
from shimmer import crawl, means_and_points

from viz.gpu.capture import capture
from viz.passes.tiles import WAVES, Seen, TilesPass
from viz.pose import CameraPose
from viz.world.wall_plan import WallPlan

END = -20.0
SIZE = (160, 90)
FINER = 6
"""Samples along and up a pixel of the reference that a pan is compared with."""
CRAWL = 4.0
"""The most that a pan may change a picture by beyond what moves in it, in levels of linear light."""


def wall(tiles, relief=0.3):
    return WallPlan(tiles, 10.5, 6.8, relief)


def looking(x, distance=2.8, yaw=40.0, pitch=0.0, fov=40.0, y=3.4):
    """A pose before the wall; yaw 0 looks straight at it."""
    yaw, pitch = math.radians(yaw), math.radians(pitch)
    way = math.sin(yaw) * math.cos(pitch), math.sin(pitch), -math.cos(yaw) * math.cos(pitch)
    place = (x, y, END + distance)
    return CameraPose(place, tuple(a + b for a, b in zip(place, way, strict=True)), fov)


@pytest.fixture
def drawn(device):
    """Draws a wall: (height, width, 3) levels as shown, top row first."""

    def draw(plan, pose, seconds=4.0, size=SIZE, seed=3):
        target, tiles = device.target(size, [(4, "f1")], label="picture"), TilesPass(device, plan, END, seed)
        target.use()
        tiles.draw(pose, seconds, size)
        picture = capture(target).astype(float)
        tiles.release()
        device.release(target)
        return picture

    return draw


def light(levels):
    """Linear light, 0..255, of levels as shown: the shader's tone curve backwards."""
    return 255 * 0.3 * levels / (1.3 * 255 - levels)


# --- what a tile looks like ---


def wave(turns):
    turns = turns - np.round(turns)
    return turns * (8 - 16 * np.abs(turns))


def colour(number, spot, eye, seconds, seed):
    """Levels of the middle of a tile of a flat wall, seen from right before it: a function of its number and the time,
    at a spot (2,) of the wall that the eye (2,) is before, metres."""
    x = (number * 0x9E3779B1 + seed * 0x2545F491 % 2**31) % 2**32
    x = (x ^ x >> 15) * 0x2C1B3C6D % 2**32
    tile = (x - 2**32 * (x >= 2**31)) / 2**31
    first, second, third = (x * spot[0] + y * spot[1] + turns + seconds / period for x, y, turns, period in WAVES)
    a = wave(first)
    b = wave(second + 0.14 * a)
    c = wave(third + 0.5 * b - 0.4 * a)
    n = tile * np.array([0.17, -0.119])
    e = n + (np.array(spot) - eye) * 0.16 + (0.3 * a + 0.09 * c - 0.35, 0.3 * b - 0.30)
    sheen = max(1 - 0.8 * e @ e, 0) ** 2
    body = np.array([0.055, 0.060, 0.062]) + np.array([-0.020, -0.006, 0.020]) * a
    body = body + np.array([0.02, 0.22, 0.26]) * (0.5 + 0.5 * b) ** 4 * (1 + 0.4 * c)
    film = np.array([0.40, 0.42, 0.44]) + np.array([0.22, -0.04, -0.16]) * wave(0.3 * a + 0.25 * b + n[0])
    shade = 1 + 0.34 * tile + n[1] - n[0]
    linear = (body * shade + film * (0.12 * sheen + 0.8 * sheen**4)) * 0.98 + (0.003, 0.010, 0.018)
    return np.minimum(255 * 1.3 * linear / (linear + 0.3), 255)


@pytest.mark.parametrize("seconds", [0.0, 7.3, 4000.0])
def test_a_tiles_colour_is_the_published_function_of_its_number_and_the_time(drawn, seconds):
    plan = wall(600, relief=0.0)
    (columns, rows), (wide, tall), size = plan.shape, plan.tile, (480, 270)
    eye = np.array([5.6, 3.3])
    picture = drawn(plan, looking(eye[0] - 5.25, yaw=0.0, y=eye[1]), seconds, size)
    scale = size[1] / (2 * math.tan(math.radians(20)) * 2.8)
    seen = 0
    for row in range(rows):
        for column in range(columns):
            spot = np.array([(column + 0.5) * wide, (row + 0.5) * tall])
            x, y = (spot - eye) * scale * (1, -1) + np.array(size) / 2
            if 2 < x < size[0] - 2 and 2 < y < size[1] - 2:
                seen += 1
                wanted = colour(row * columns + column, spot, eye, seconds, seed=3)
                assert np.abs(picture[int(y), int(x)] - wanted).max() < 6, (row, column)
    assert seen > 40


def test_neighbours_differ_and_another_seed_lays_another_wall(drawn):
    pose = looking(0.0, yaw=0.0)
    one, other = (drawn(wall(600, 0.0), pose, seed=seed) for seed in (3, 4))
    assert np.abs(one - other).mean() > 4
    assert np.array_equal(one, drawn(wall(600, 0.0), pose, seed=3))


@pytest.mark.parametrize("side", [1, -1])
def test_near_tiles_stand_out_and_of_far_ones_only_their_shade_is_left(drawn, side):
    pose = looking(-4.6 * side, yaw=40.0 * side)
    near, far = (drawn(wall(tiles), pose) - drawn(wall(tiles, 0.0), pose) for tiles in (800, 10**7))
    assert np.abs(near).mean() > 4
    assert np.abs(np.diff(far, axis=1)).max() <= 3


def test_the_swell_moves_every_tile(drawn):
    one, other = (drawn(wall(800), looking(-4.6), seconds) for seconds in (0.0, 5.0))
    assert (np.abs(one - other).max(axis=2) > 3).mean() > 0.8


def test_beyond_the_walls_edge_is_night_and_within_the_picture_is_the_same(drawn):
    pose = looking(0.0, distance=14.0, yaw=0.0)
    picture = drawn(wall(600), pose)
    assert picture[0].max() < 24 and picture[:, 0].max() < 24
    assert picture[45].max() > 80
    away = CameraPose((0.0, 3.0, END + 3.0), (0.0, 3.0, 0.0), 60.0)
    assert drawn(wall(600), away).max() < 24
    assert Seen.of(looking(-5.2), wall(600), END, (1280, 720)).framed(wall(600))
    assert not Seen.of(pose, wall(600), END, (1280, 720)).framed(wall(600))


# --- a slow pan ---


@pytest.fixture
def pans(drawn):
    """A slow pan, half a centimetre a picture: as drawn, as each pixel's mean of many, and by one sample a pixel."""

    def pan(tiles, distance, yaw):
        shown, means, points = [], [], []
        for i in range(5):
            pose = looking(-5.2 + 0.005 * i if yaw else 0.005 * i, distance, yaw)
            shown.append(light(drawn(wall(tiles), pose)))
            fine = light(drawn(wall(tiles), pose, size=(SIZE[0] * FINER, SIZE[1] * FINER)))
            for kept, picture in zip((means, points), means_and_points(fine, FINER), strict=True):
                kept.append(picture)
        return np.array(shown), np.array(means), np.array(points)

    return pan


@pytest.mark.parametrize(
    ("tiles", "distance", "yaw"),
    [(300, 2.8, 40), (3_000, 2.8, 40), (10_000, 2.8, 40), (100_000, 2.8, 40), (10_000, 3.0, 0), (10_000, 9.0, 0)],
)
def test_a_slow_pan_does_not_shimmer_at_any_distance(pans, tiles, distance, yaw):
    shown, means, points = pans(tiles, distance, yaw)
    assert crawl(points, means) > 1.5 * CRAWL, "one sample a pixel would pass, so the test would prove nothing"
    assert crawl(shown, means) < CRAWL
    assert abs(shown.mean() - means.mean()) < 0.08 * means.mean(), "many tiles together have another brightness"


# --- what it takes ---


def test_more_tiles_take_no_more_gl_objects(device):
    held, target = [], device.target(SIZE, [(4, "f1")], label="picture")
    for tiles in (1, 10_000, 10_000_000):
        before, drawn = device.labels(), TilesPass(device, wall(tiles), END, 3)
        target.use()
        drawn.draw(looking(-5.2), 0.0, SIZE)
        held.append(device.labels() - before)
        made = device.created_total.copy()
        drawn.wall = wall(12_345)
        for x in (-5.1, 0.0, 5.0):
            drawn.draw(looking(x), 1.0, SIZE)
        assert device.created_total == made
        drawn.release()
    device.release(target)
    assert held[0] == held[1] == held[2]
    assert not [label for label in held[0] if label.startswith(("buffer", "texture"))]
