"""How people walk, against what was measured of people, and against the model written out person by person."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.world.motion import HURRY, Tordeux, herd, hurry, walk
from viz.world.near import Near

STEP = 1 / 30
HALL = np.array([-5.0, -12.0]), np.array([5.0, 0.0])


def crowd(count: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Places in the hall, wishes and free speeds; every fourth stands."""
    rng = np.random.default_rng(seed)
    angle = rng.uniform(0, 2 * math.pi, count)
    speed = np.clip(rng.normal(1.34, 0.26, count), 0.5, HURRY)
    speed[::4] = 0.0
    return rng.uniform(*HALL, (count, 2)), np.stack([np.cos(angle), np.sin(angle)], axis=-1), speed


def go(place, wish, speed, seconds, lo, hi, *, model=None, period=0.0, listen=None):
    """Walk on, with a new list every third step."""
    model = model or Tordeux()
    ranges = {"touch": model.touch, "reach": model.ahead, "heard": model.ahead + 0.4}
    for step in range(round(seconds / STEP)):
        if step % 3 == 0:
            near = Near.of(place, period=period, **ranges)
        place, direction, pace = walk(place, wish, speed, near, lo, hi, STEP, model)
        if listen:
            listen(step, direction, pace)
    return place, pace


def nearest(place: np.ndarray) -> float:
    apart = np.hypot(*(place[:, None] - place).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    return float(apart.min())


@pytest.mark.parametrize(("density", "speed"), [(1.0, 0.6038), (1.5, 0.2893), (2.0, 0.1321), (2.5, 0.0377)])
def test_in_single_file_people_walk_as_seen_by_seyfried(density, speed):
    """Seyfried, Steffen, Klingsch, Boltes: The fundamental diagram of pedestrian movement revisited, J. Stat. Mech.
    (2005) P10002, d = 0.36 m + 1.06 s v: so v = (1/density - 0.36) / 1.06."""
    length = 24.0
    count = round(density * length)
    z = np.sort((np.arange(count) + 0.3 * np.random.default_rng(0).random(count)) * length / count)
    place, wish = np.stack([0 * z, z], axis=-1), np.tile([0.0, 1.0], (count, 1))
    ends = np.zeros(2), np.array([0.0, length])
    _, pace = go(place, wish, np.full(count, 1.34), 60, *ends, model=Tordeux(length=0.36, time=1.06), period=length)
    assert pace.mean() == pytest.approx(speed, abs=1e-3)


def corridor_speed(density: float, seed: int) -> float:
    """Mean speed along a corridor 6 m wide, once people have found their places."""
    wide, long, rng = 6.0, 24.0, np.random.default_rng(seed)
    count = round(density * wide * long)
    rows = math.ceil(math.sqrt(count * long / wide))
    across = math.ceil(count / rows)
    x, z = np.meshgrid((np.arange(across) + 0.5) * wide / across, (np.arange(rows) + 0.5) * long / rows)
    place = np.stack([x.ravel(), z.ravel()], axis=-1)[rng.choice(x.size, count, replace=False)]
    place += rng.normal(0, 0.02, (count, 2))
    place[:, 0], place[:, 1] = np.clip(place[:, 0], 0.2, wide - 0.2), place[:, 1] % long
    speed = np.clip(rng.normal(1.34, 0.26, count), 0.5, HURRY)
    seen: list[float] = []

    def listen(step: int, direction: np.ndarray, pace: np.ndarray) -> None:
        if step >= 600:
            seen.append(float((pace * direction[:, 1]).mean()))

    ends = np.zeros(2), np.array([wide, long])
    go(place, np.tile([0.0, 1.0], (count, 1)), speed, 40, *ends, period=long, listen=listen)
    return float(np.mean(seen))


@pytest.mark.parametrize(
    ("density", "speed"),
    [(0.5, 1.298), (1.0, 1.058), (1.75, 0.700), (2.0, 0.606), (3.0, 0.331), (4.0, 0.156), (5.0, 0.037)],
)
def test_in_a_corridor_people_walk_as_seen_by_weidmann(density, speed):
    """Weidmann: Transporttechnik der Fussgänger, ETH Zürich IVT 90 (1993): 1.34 (1 - exp(-1.913 (1/density - 1/5.4))).

    The greatest flow, 1.225 /m/s, is at 1.75 /m²; near a standstill jams come and go, so that some corridors are
    needed.
    """
    seeds = range(3) if density == 5.0 else range(1)
    assert np.mean([corridor_speed(density, seed) for seed in seeds]) == pytest.approx(speed, rel=0.25)


def test_one_step_is_the_model_written_out_person_by_person():
    """Tordeux, Chraibi, Seyfried 2016, for those who walk; those who stand here stand alone."""
    model = Tordeux(give=0.0)
    place, wish, speed = crowd(150, 1)
    lo, hi = HALL
    new, direction, pace = walk(place, wish, speed, Near.of(place), lo, hi, STEP, model)
    for i in np.flatnonzero(speed):
        e, ahead = wish[i].copy(), math.inf
        for j in range(len(place)):
            off = place[i] - place[j]
            r = math.hypot(*off)
            if 0 < r < model.touch:
                e += off / r * model.strength * math.exp((model.length - r) / model.reach)
        for axis in range(2):
            for gap, inward in ((place[i, axis] - lo[axis], 1), (hi[axis] - place[i, axis], -1)):
                if gap < 0.5 * model.length + 8 * model.wall_reach:
                    e[axis] += inward * model.wall_strength * math.exp((0.5 * model.length - gap) / model.wall_reach)
        e /= math.hypot(*e)
        for j in range(len(place)):
            x, z = place[j] - place[i]
            if x * e[0] + z * e[1] > 0 and abs(x * e[1] - z * e[0]) <= model.length:
                ahead = min(ahead, math.hypot(x, z) - model.length)
        v = min(speed[i], max(0.0, ahead / model.time))
        assert direction[i] == pytest.approx(e, abs=1e-4)
        assert pace[i] == pytest.approx(v, abs=1e-4)
        assert new[i] == pytest.approx(np.clip(place[i] + STEP * v * e, lo, hi), abs=1e-5)


def test_who_is_alone_walks_straight_at_their_own_speed():
    place, _ = go(np.array([[0.0, -1.0]]), np.array([[0.6, -0.8]]), np.array([1.5]), 4, *HALL)
    assert place[0] == pytest.approx([3.6, -5.8], abs=1e-9)


def test_walkers_walk_into_nobody_and_round_each_other():
    rng = np.random.default_rng(2)
    place = np.stack(np.meshgrid(np.arange(10) - 4.5, np.arange(12) - 11.5), axis=-1).reshape(-1, 2)
    place = place + rng.uniform(-0.2, 0.2, place.shape)
    wish = np.where(rng.random(120) < 0.5, 1.0, -1.0)[:, None] * (0.0, 1.0)
    later, _ = go(place, wish, np.full(120, 1.34), 5, *HALL)
    assert nearest(later) > 0.9 * Tordeux().length
    assert ((later - place)[:, 1] * wish[:, 1]).mean() > 2.0


def test_who_walks_at_a_wall_stops_before_it():
    place, pace = go(np.array([[3.0, -6.0]]), np.array([[1.0, 0.0]]), np.array([2.0]), 4, *HALL)
    assert 4.7 < place[0, 0] < 5.0
    assert pace[0] <= 2.0


def standing(density: float, seed: int) -> np.ndarray:
    """A standing crowd of such a density in the hall, evenly spread with a little disorder."""
    side = 1 / math.sqrt(density)
    x, z = np.meshgrid(np.arange(-5 + side / 2, 5, side), np.arange(-12 + side / 2, 0, side))
    place = np.stack([x.ravel(), z.ravel()], axis=-1)
    return np.clip(place + np.random.default_rng(seed).normal(0, 0.06, place.shape), *HALL)


def test_one_can_walk_through_a_standing_crowd_which_then_stands_about_where_it_stood():
    crowd = standing(2.0, 3)
    place = np.concatenate([crowd, [[0.1, -0.2]]])
    speed, wish = np.zeros(len(place)), np.zeros_like(place)
    speed[-1], wish[-1] = 1.34, (0.0, -1.0)
    later, _ = go(place, wish, speed, 14, *HALL)
    assert place[-1, 1] - later[-1, 1] > 7
    assert np.hypot(*(later - place)[:-1].T).mean() < 0.2
    assert nearest(later) > Tordeux().length


def test_people_who_stand_in_each_other_come_apart_and_then_stand_still():
    place = np.random.default_rng(4).uniform(*HALL, (240, 2))
    place[1] = place[0]
    later, pace = go(place, np.zeros_like(place), np.zeros(240), 12, *HALL)
    assert nearest(place) < 0.1 < Tordeux().length < nearest(later)
    assert np.median(pace) < 0.005


def test_who_stands_and_is_not_pressed_does_not_move_at_all():
    place = standing(0.7, 5)
    later, pace = go(place, np.zeros_like(place), np.zeros(len(place)), 1, *HALL)
    assert np.array_equal(later, place)
    assert not pace.any()


@settings(max_examples=40, deadline=None)
@given(
    count=st.integers(1, 120),
    seed=st.integers(0, 10**6),
    squeezed=st.booleans(),
    period=st.sampled_from([0.0, 12.0]),
)
def test_nobody_leaves_the_room_or_goes_faster_than_they_would(count, seed, squeezed, period):
    place, wish, speed = crowd(count, seed)
    lo, hi = (HALL[0] + 12, HALL[1] + 12) if period else HALL
    place = place + 12 if period else place
    if squeezed:  # some on the walls, and some on one spot
        place[: count // 2, 0] = lo[0]
        place[count // 3 : count // 2] = place[0]
    for _ in range(3):
        place, direction, pace = walk(place, wish, speed, Near.of(place, period=period), lo, hi, STEP)
        assert (place >= lo).all()
        assert (place <= hi).all()
        assert (pace[speed > 0] <= speed[speed > 0]).all()
        assert (pace[speed == 0] <= Tordeux().give).all()
        assert (pace >= 0).all()
        length = np.hypot(*direction.T)
        assert ((np.abs(length - 1) < 1e-9) | (length == 0)).all()


@settings(max_examples=25, deadline=None)
@given(count=st.integers(2, 200), seed=st.integers(0, 10**6))
def test_it_is_the_same_in_any_order_and_the_same_to_the_bit_in_the_same_order(count, seed):
    place, wish, speed = crowd(count, seed)
    order = np.random.default_rng(seed).permutation(count)
    once = walk(place, wish, speed, Near.of(place), *HALL, STEP)
    again = walk(place, wish, speed, Near.of(place), *HALL, STEP)
    other = walk(place[order], wish[order], speed[order], Near.of(place[order]), *HALL, STEP)
    for one, same, mixed in zip(once, again, other, strict=True):
        assert np.array_equal(one, same)
        assert np.allclose(one[order], mixed, rtol=0, atol=1e-9)


def test_nothing_that_is_given_is_written_into():
    given = crowd(60, 6)
    near, kept = Near.of(given[0]), [each.copy() for each in given]
    walk(*given, near, *HALL, STEP)
    assert all(np.array_equal(each, before) for each, before in zip(given, kept, strict=True))


def test_a_list_that_is_too_short_for_the_model_is_refused():
    place, wish, speed = crowd(10, 7)
    with pytest.raises(ValueError, match=r"near lists 1.22 and 1.65 m: needs 1.2 and 2.6 m"):
        walk(place, wish, speed, Near.of(place), *HALL, STEP, Tordeux(length=0.4, time=1.0))


def test_fear_hurries():
    """Helbing, Farkas, Vicsek 2000: v0 = (1 - q) v0 + q vmax, with a nervousness of q."""
    assert hurry(np.array([1.2, 1.2, 1.2]), np.array([0.0, 0.5, 1.0])) == pytest.approx([1.2, 1.7, HURRY])


def test_fear_lets_follow_the_others():
    """Helbing, Farkas, Vicsek 2000: norm((1 - q) e_goal + q <e> of the neighbours)."""
    place = np.array([[0.0, -5.0], [1.0, -5.0], [0.0, -6.0], [5.0, -5.0]])
    wish = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [1.0, 0.0]])
    goes = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0], [0.0, 1.0]])
    follows = herd(wish, goes, np.array([0.5, 0.0, 1.0, 0.5]), Near.of(place))
    # The first's neighbours go (0, 1) and nowhere: (0, 1/2) on average.
    assert follows[0] == pytest.approx(np.array([0.5, 0.25]) / math.hypot(0.5, 0.25))
    assert follows[1] == pytest.approx([0.0, 1.0])
    assert follows[2] == pytest.approx(np.array([0.5, 0.5]) / math.hypot(0.5, 0.5))
    assert follows[3] == pytest.approx([1.0, 0.0])
