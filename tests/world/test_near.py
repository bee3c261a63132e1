"""Nobody who matters is missed, nobody is listed twice, and the list follows from the places alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.world.near import Near

RANGES = {"touch": 1.22, "reach": 1.65, "heard": 2.0, "skin": 0.35}


def crowd(count: int, seed: int, wide: float = 9.0, deep: float = 14.0) -> np.ndarray:
    return np.random.default_rng(seed).uniform((-wide / 2, -deep), (wide / 2, 0), (count, 2))


def distances(place: np.ndarray, period: float = 0.0) -> np.ndarray:
    off = place[:, None] - place
    if period:
        off[..., 1] -= period * np.rint(off[..., 1] / period)
    return np.sqrt((off**2).sum(axis=-1))


def within(apart: np.ndarray, far: float) -> set[tuple[int, int]]:
    return set(zip(*(side.tolist() for side in np.nonzero(np.triu(apart <= far, 1))), strict=True))


def listed(near: Near, count: int) -> list[tuple[int, int]]:
    pairs = zip(near.first[:count].tolist(), near.second[:count].tolist(), strict=True)
    return [(min(pair), max(pair)) for pair in pairs]


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(0, 150),
    seed=st.integers(0, 10**6),
    period=st.sampled_from([0.0, 5.0, 14.0]),
    ranges=st.sampled_from([RANGES, {"touch": 0.3, "reach": 1.2, "heard": 0.7, "skin": 0.0}]),
)
def test_every_pair_is_listed_once_and_in_its_range(count, seed, period, ranges):
    place = crowd(count, seed)
    near = Near.of(place, period=period, **ranges)
    apart = distances(place, period)
    for number, far in [
        (near.touching, ranges["touch"] + ranges["skin"]),
        (near.walking, ranges["reach"] + ranges["skin"]),
        (near.hearing, ranges["heard"]),
        (len(near.first), max(ranges["reach"] + ranges["skin"], ranges["heard"])),
    ]:
        pairs = listed(near, number)
        assert len(pairs) == len(set(pairs))
        assert set(pairs) == within(apart, far)


@pytest.mark.parametrize(
    "place",
    [
        np.zeros((5, 2)),
        np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]]),
        np.stack(np.meshgrid(np.arange(8) * 0.5, np.arange(8) * 0.5), axis=-1).reshape(-1, 2),
        np.array([[-300.0, 4000.0], [300.0, -4000.0]]),
    ],
    ids=["one spot", "just within hearing", "on the edges of cells", "far apart"],
)
def test_odd_places_are_listed_too(place):
    near = Near.of(place)
    assert set(listed(near, near.hearing)) == within(distances(place), RANGES["heard"])


def test_nobody_is_missed_while_people_go_no_farther_than_the_skin():
    place = crowd(300, 3)
    near = Near.of(place)
    way = np.random.default_rng(4).normal(size=place.shape)
    later = place + 0.5 * near.skin * way / np.hypot(*way.T)[:, None]
    assert within(distances(later), near.reach) <= set(listed(near, near.walking))
    assert within(distances(later), near.touch) <= set(listed(near, near.touching))


def test_those_who_are_not_there_are_near_nobody():
    place = crowd(200, 5)
    place[::3] = np.nan
    present = np.ones(200, bool)
    present[::3] = False
    near = Near.of(place, present=present)
    assert set(listed(near, near.hearing)) == within(distances(place), RANGES["heard"])
    (count,) = near.sums(np.ones(200))
    assert not count[~present].any()
    assert count[present].any()


def test_sums_are_those_over_everybody_else_within_hearing():
    place = crowd(250, 6)
    values = np.random.default_rng(7).random((2, 250))
    matrix = (distances(place) <= RANGES["heard"]) & ~np.eye(250, dtype=bool)
    for got, each in zip(Near.of(place).sums(*values), values, strict=True):
        assert np.allclose(got, matrix @ each, rtol=0, atol=1e-12)


def test_the_list_made_anew_is_the_same_to_the_last_bit():
    place = crowd(400, 8)
    place[5] = place[6]
    one, other = Near.of(place), Near.of(place.copy())
    assert np.array_equal(one.first, other.first)
    assert np.array_equal(one.second, other.second)
    assert one.touching == other.touching <= one.walking == other.walking <= one.hearing == other.hearing


@pytest.mark.parametrize("count", [1, 2047, 2048, 2049, 5000])
def test_a_crowd_of_any_size_is_listed(count):
    place = crowd(count, 9, 40.0, max(1.0, count / 40))
    (alone,) = Near.of(place).sums(np.ones(count))
    some = np.linspace(0, count - 1, 7).astype(int)
    apart = np.hypot(*(place[some, None] - place).transpose(2, 0, 1))
    assert np.array_equal(alone[some], (apart <= RANGES["heard"]).sum(axis=1) - 1)


def test_a_corridor_too_short_to_tell_people_apart_is_refused():
    with pytest.raises(ValueError, match="a period of 3 m is shorter than twice the range of 2 m"):
        Near.of(crowd(9, 0), period=3.0)
