"""The nanobots' medium: at rest it is nothing, where the world lets it, it runs, and the override heals it."""

import numpy as np
import pytest
from tiles import scattered

from viz.frame import Drive
from viz.passes.base import Venue
from viz.passes.medium import MediumPass
from viz.world.hall import Hall, hang

HALL = Hall(width=6, length=12, wall=4, apex=7, bays=3)
NOWHERE = (0.0, 0.0, 0.0, 0.0)


@pytest.fixture
def make(device):
    """Media of a small hall with thirteen mosaics; released after the test."""
    mosaics = scattered(1, [4] * 13)
    hanging = hang(np.tile((2.0, 1.2), (13, 1)), HALL)
    made = []

    def one():
        made.append(MediumPass(Venue(device, HALL, mosaics, hanging)))
        return made[-1]

    yield one
    for medium in made:
        medium.release()


def state(medium):
    """(height, width, 4) excitement, recovery, healed, and nothing."""
    width, height = medium.size
    return np.frombuffer(medium.field.snapshot(), np.float32).reshape(height, width, 4)


def owner(medium):
    """(height, width) number of the mosaic each texel is of; -1 between them."""
    width, height = medium.size
    ground = np.frombuffer(medium.ground.read(), np.float32).reshape(height, width, 4)
    return ground[..., 0].astype(int) - 1


def inner(mask, texels):
    """The texels of a region that are at least so many texels away from its edge."""
    for _ in range(texels):
        padded = np.pad(mask, 1)
        mask = mask & padded[2:, 1:-1] & padded[:-2, 1:-1] & padded[1:-1, 2:] & padded[1:-1, :-2]
    return mask


def run(medium, ticks, glitch=1.0, override=NOWHERE, alpha=0.5, epoch=0, consent=1.0):
    """Drive the medium at the ticks given, with glitch and consent (a number or one each)."""
    count = len(medium.hanging.scale)
    mosaic = np.zeros((count, 4), np.float32)
    mosaic[:, 0], mosaic[:, 2] = glitch, consent
    for tick in ticks:
        medium.step(Drive(tick, epoch, mosaic, np.array(override, np.float32), alpha, 1.0, medium.hanging))
    return state(medium)


def seeded(medium, at, radius=4):
    """Excite a disc about a texel (x, y)."""
    width, height = medium.size
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    field = state(medium).copy()
    field[(x - at[0]) ** 2 + (y - at[1]) ** 2 <= radius**2, 0] = 1.0
    medium.field.restore(field.tobytes())


def quiet_tick(medium):
    """A tick at which no spark falls anywhere, even where all is allowed."""
    for tick in range(2, 400, 2):
        if not run(medium, [tick], epoch=tick).any():
            return tick
    raise AssertionError("there is a spark in every tick")


def test_it_is_zero_until_something_glitches(make):
    medium = make()
    assert not state(medium).any()
    assert not run(medium, range(2, 402, 2), glitch=0.0).any()


def test_an_excitation_dies_where_no_glitch_is_allowed(make):
    medium = make()
    run(medium, [2], glitch=0.0)
    seeded(medium, (40, 16), radius=8)
    assert state(medium)[..., 0].sum() > 150
    after = run(medium, range(4, 804, 2), glitch=0.0)
    assert after[..., :2].max() < 1e-3 and not after[..., 2].any()


def test_where_all_is_allowed_it_grows_and_stays(make):
    medium = make()
    mosaics = owner(medium) >= 0
    shares = [
        (run(medium, range(start + 2, start + 32, 2))[..., 0] > 0.1)[mosaics].mean() for start in range(0, 1500, 30)
    ]
    early, late = shares[0], shares[25:]
    assert 0.0 < early < 0.5 * np.mean(late)
    assert min(late) > 0.1


def test_it_stays_finite_and_within_0_and_1(make):
    medium = make()
    for start, where in ((0, NOWHERE), (300, (8.0, 2.0, 5.0, 1.0)), (600, NOWHERE)):
        field = run(medium, range(start + 2, start + 302, 2), override=where, alpha=0.1)
        assert np.isfinite(field).all()
        assert field.min() >= 0.0 and field.max() <= 1.0
    assert field[..., 0].max() > 0.5


def test_what_dies_away_ends_before_threads_of_the_rasteriser_would_round_it_differently(make):
    medium = make()
    run(medium, range(0, 60, 2))
    field = run(medium, range(60, 1200, 2), glitch=0.0)
    assert not ((field > 0) & (field < 1e-12)).any()


def test_excitement_crosses_from_a_mosaic_to_its_neighbour(make):
    medium = make()
    of, tick = owner(medium), quiet_tick(medium)
    one = np.argwhere(of == 1)
    y, x = one.mean(axis=0).round().astype(int)
    others = {i: np.abs(np.argwhere(of == i).mean(axis=0)[1] - x) for i in range(2, 13)}
    near = min(others, key=others.get)
    run(medium, [tick])
    assert not run(medium, [tick] * 40).any(), "a spark fell, so that nothing would be proved"
    seeded(medium, (x, y))
    reached = np.zeros(13, int)
    for step in range(1, 400):
        excited = run(medium, [tick])[..., 0]
        for i in range(13):
            if not reached[i] and excited[of == i].max() > 0.5:
                reached[i] = step
    assert reached[1] == 1
    assert reached[near] > 1, f"the neighbour {near} was never reached: {reached}"
    assert reached[near] >= 0.5 * (others[near] - 20)


def test_a_mosaic_whose_owner_allows_nothing_stays_calm_inside(make):
    medium = make()
    of = owner(medium)
    glitch = np.ones(13)
    glitch[[0, 4]] = 0.0
    field = run(medium, range(2, 802, 2), glitch=glitch)
    assert (field[..., 0] > 0.5).any()
    for calm in (0, 4):
        inside = inner(of == calm, 2)
        assert inside.sum() > 20
        assert field[..., 0][inside].max() < 0.1, f"mosaic {calm} is excited inside"


def looked_up(medium, spots):
    """(S, 2) excitement and recovery as shaders read them, filtered, at spots (S, 2) in strip metres."""
    width, height = medium.size
    at = spots / medium.extent * medium.size - 0.5
    low = np.floor(at).astype(int)
    x, y = (at - low).T[..., None]
    field = state(medium)[..., :2]

    def texel(dx, dy):
        return field[np.clip(low[:, 1] + dy, 0, height - 1), np.clip(low[:, 0] + dx, 0, width - 1)]

    below, above = texel(0, 0) * (1 - x) + texel(1, 0) * x, texel(0, 1) * (1 - x) + texel(1, 1) * x
    return below * (1 - y) + above * y


@pytest.fixture
def crowded(device):
    """The medium of eighty mosaics that hang wall to wall: where each tile's middle is, whose it is, and the medium."""
    mosaics = scattered(4, [120] * 80)
    hanging = hang(mosaics.size, HALL)
    smile = np.repeat(np.arange(80), np.diff(mosaics.first))
    medium = MediumPass(Venue(device, HALL, mosaics, hanging))
    yield hanging.strip[smile] + mosaics.centre * hanging.scale[smile, None], smile, medium
    medium.release()


def test_on_no_tile_does_the_glitch_exceed_its_owners_consent(crowded):
    """Every rung of the ladder, read back at the middle of every tile, from the moment of the decisions on."""
    spots, smile, medium = crowded
    run(medium, range(2, 302, 2))
    assert looked_up(medium, spots).max() > 0.9, "nobody was asked"
    consent = np.random.default_rng(2).permutation(np.arange(80) % 5 / 4)
    most = np.zeros(80)
    for start in range(300, 900, 30):
        run(medium, range(start + 2, start + 32, 2), consent=consent)
        seen = looked_up(medium, spots).max(axis=1)
        assert (seen <= consent[smile] + 1e-6).all()
        np.maximum.at(most, smile, seen)
    for rung in (0.25, 0.5, 0.75, 1.0):
        assert most[consent == rung].max() > 0.8 * rung, "the glitch goes as far as it may"
    assert (most[consent == 1.0] > 0.75).mean() > 0.5


def test_a_strong_front_leaves_what_it_healed_at_rest(make):
    medium = make()
    metres_x, metres_y = medium.extent[0] / medium.size[0], medium.extent[1] / medium.size[1]
    x, y = np.meshgrid((np.arange(medium.size[0]) + 0.5) * metres_x, (np.arange(medium.size[1]) + 0.5) * metres_y)
    away = np.hypot(x - 15.0, y - 2.0)
    wild = run(medium, range(2, 802, 2))
    assert (wild[..., 0] > 0.3)[away < 3.0].any()
    front = (15.0, 2.0, 4.0, 1.0)
    healing = run(medium, range(802, 1402, 2), override=front, alpha=0.1)
    inside, outside = away < 2.5, away > 6.0
    assert healing[..., 2][inside].min() > 0.9 and healing[..., 0][inside].max() < 0.05
    assert healing[..., 2][outside].max() < 0.2 and (healing[..., 0][outside] > 0.3).any()
    fading = run(medium, range(1402, 1802, 2), override=NOWHERE, alpha=0.9)
    assert fading[..., 2].max() < 0.05
    back = run(medium, range(1802, 2602, 2))
    assert (back[..., 0] > 0.3)[away < 3.0].any()


def test_the_front_heals_no_farther_than_the_radius_it_is_given(make):
    medium = make()
    metres = medium.extent[0] / medium.size[0]
    for radius in (2.0, 5.0):
        healed = run(medium, range(2, 402, 2), 0.0, (15.0, 2.0, radius, 1.0), 0.1, epoch=int(radius))[..., 2]
        row = healed[medium.size[1] // 2] > 0.5
        assert abs(row.sum() * metres / 2 - radius) < 1.2


def test_two_runs_are_alike_to_the_bit_stopped_in_between_or_not(make):
    one, other, third = make(), make(), make()
    front = (9.0, 1.5, 3.0, 0.8)
    whole = run(one, range(2, 602, 2), override=front, alpha=0.3)
    again = run(other, range(2, 602, 2), override=front, alpha=0.3)
    run(third, range(2, 250, 2), override=front, alpha=0.3)
    run(other, range(2, 50, 2), epoch=7)  # something else is drawn meanwhile
    parts = run(third, range(250, 602, 2), override=front, alpha=0.3)
    assert whole[..., 0].max() > 0.5
    assert whole.tobytes() == again.tobytes() == parts.tobytes()


def test_another_epoch_begins_at_rest(make):
    medium, fresh = make(), make()
    run(medium, range(2, 402, 2))
    assert (medium.epoch, medium.tick) == (0, 400)
    later = run(medium, range(1000, 1100, 2), epoch=999)
    assert (medium.epoch, medium.tick) == (999, 1098)
    assert later.tobytes() == run(fresh, range(1000, 1100, 2), epoch=999).tobytes()


def test_rest_is_zero_again(make):
    medium = make()
    assert run(medium, range(2, 402, 2)).any()
    medium.rest()
    assert (medium.epoch, medium.tick) == (-1, -1)
    assert not state(medium).any()


def test_the_ground_gives_each_mosaic_its_own_place(make):
    """Every mosaic has texels about the middle of where it hangs, as many as its size asks for."""
    medium = make()
    of = owner(medium)
    hanging = hang(np.tile((2.0, 1.2), (13, 1)), HALL)
    for i in range(13):
        rows, columns = np.nonzero(of == i)
        texels = np.array([columns.mean() + 0.5, rows.mean() + 0.5]) * np.array(medium.extent) / medium.size
        assert np.allclose(texels, hanging.strip[i], atol=0.1)
        assert np.isclose(
            len(rows) * np.prod(medium.extent) / np.prod(medium.size), 4 * hanging.half[i].prod(), rtol=0.3
        )
