"""How opinions move, against the equilibria and the numbers of camps that the models' authors found."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.world.near import Near
from viz.world.opinions import Voice, clusters, debate, settle


@pytest.mark.parametrize(
    ("confidence", "camps"), [(0.30, {1}), (0.25, {1}), (0.15, {2, 3}), (0.10, {3, 4}), (0.05, {6, 7, 8, 9})]
)
@pytest.mark.parametrize("seed", range(3))
def test_bounded_confidence_leaves_as_many_camps_as_hegselmann_and_krause_found(confidence, camps, seed):
    """Hegselmann, Krause 2002, from random opinions: consensus from about .25 on, more and more camps below."""
    opinion = anchor = np.random.default_rng(seed).random(2000)
    for _ in range(60):
        opinion = debate(opinion, anchor, np.ones(2000), None, 2.0, confidence=confidence)
    means, shares = clusters(opinion, least=0.01)
    assert len(means) in camps
    assert shares.sum() > 0.95
    again = debate(opinion, anchor, np.ones(2000), None, 2.0, confidence=confidence)
    assert np.allclose(again, opinion, rtol=0, atol=1e-9), "they have settled"


@pytest.mark.parametrize(
    ("confidence", "camps"),
    [(0.5, {1}), (0.4, {1}), (0.3, {1}), (0.2, {2}), (0.15, {3}), (0.1, {4, 5}), (0.05, {7, 8, 9, 10})],
)
@pytest.mark.parametrize("seed", range(3))
def test_talks_of_two_leave_as_many_camps_as_deffuant_found(confidence, camps, seed):
    """Deffuant, Neau, Amblard, Weisbuch 2000, mu = .5: about 1 / (2 confidence) great camps."""
    rng = np.random.default_rng(seed)
    opinion = rng.random(2000)
    for _ in range(600):
        pairs = rng.permutation(2000)
        opinion = settle(opinion, pairs[:1000], pairs[1000:], confidence=confidence)
    means, _ = clusters(opinion, least=0.05)
    assert len(means) in camps


@pytest.mark.parametrize("dt", [2.0, 0.1])
def test_with_full_confidence_opinions_end_where_friedkin_and_johnsen_say(dt):
    """Friedkin, Johnsen 1990: (I - L W)^-1 (I - L) x0, with susceptibilities L and everybody's weights W."""
    rng = np.random.default_rng(0)
    place, anchor, lead, weight = rng.uniform(0, 12, (150, 2)), rng.random(150), rng.uniform(0.6, 0.95, 150), None
    weight = rng.uniform(0.5, 3, 150)
    apart = np.hypot(*(place[:, None] - place).transpose(2, 0, 1))
    matrix = (apart <= 2.0) * weight
    matrix /= matrix.sum(axis=1, keepdims=True)
    end = np.linalg.solve(np.eye(150) - lead[:, None] * matrix, (1 - lead) * anchor)
    near, opinion = Near.of(place), anchor
    for _ in range(round(1000 / dt)):
        opinion = debate(opinion, anchor, lead, near, dt, confidence=1.0, weight=weight)
    assert np.allclose(opinion, end, rtol=0, atol=1e-9)


@settings(max_examples=40, deadline=None)
@given(count=st.integers(1, 80), seed=st.integers(0, 10**6), confidence=st.floats(0.02, 1))
def test_all_to_all_is_a_crowd_in_which_everybody_is_near(count, seed, confidence):
    rng = np.random.default_rng(seed)
    opinion, anchor, lead, weight = rng.random((4, count))
    near = Near.of(rng.uniform(0, 1, (count, 2)))
    one = debate(opinion, anchor, lead, near, 0.1, confidence=confidence, weight=weight + 0.1)
    other = debate(opinion, anchor, lead, None, 0.1, confidence=confidence, weight=weight + 0.1)
    assert np.allclose(one, other, rtol=0, atol=1e-9)


@settings(max_examples=40, deadline=None)
@given(count=st.integers(1, 120), seed=st.integers(0, 10**6), dt=st.sampled_from([0.1, 30.0]))
def test_opinions_stay_between_0_and_1_and_are_the_same_in_any_order(count, seed, dt):
    rng = np.random.default_rng(seed)
    place, (opinion, anchor, lead, loud) = rng.uniform(0, 8, (count, 2)), rng.random((4, count)).round(1)
    order, pinned = rng.permutation(count), rng.random(count) < 0.1
    near = Near.of(place)

    def step() -> np.ndarray:
        return debate(opinion, anchor, lead, near, dt, pinned=pinned, voices=[Voice(0.9, 9 * loud, 1.0)])

    once = step()
    mixed = debate(
        *(each[order] for each in (opinion, anchor, lead)),
        Near.of(place[order]),
        dt,
        pinned=pinned[order],
        voices=[Voice(0.9, 9 * loud[order], 1.0)],
    )
    assert ((once >= 0) & (once <= 1)).all()
    assert np.array_equal(once, step())
    assert np.array_equal(once[pinned], opinion[pinned])
    assert np.allclose(once[order], mixed, rtol=0, atol=1e-9)


def test_a_speaker_wins_those_who_hear_and_trust_them():
    opinion, zero = np.array([0.30, 0.30, 0.30, 0.65]), np.zeros(4)
    loud, apart = np.array([5.0, 0.0, 5.0, 5.0]), Near.of(np.arange(8.0).reshape(4, 2) * 9)
    for _ in range(200):
        opinion = debate(opinion, zero, np.ones(4), apart, 0.1, voices=[Voice(0.9, loud, 0.3)])
    assert opinion == pytest.approx([0.30, 0.30, 0.30, 0.9], abs=0.01)
    for _ in range(200):
        opinion = debate(opinion, zero, np.ones(4), apart, 0.1, voices=[Voice(0.9, loud, 1.0)])
    assert opinion == pytest.approx([0.9, 0.30, 0.9, 0.9], abs=0.01)


def test_one_who_is_not_moved_draws_the_others_along():
    """Friedkin and Johnsen with one stubborn: all whom nothing else holds end at that opinion."""
    opinion, pinned = np.array([0.9, 0.7, 0.5]), np.array([True, False, False])
    for _ in range(2000):
        opinion = debate(opinion, opinion, np.ones(3), None, 0.1, confidence=0.5, pinned=pinned)
    assert opinion == pytest.approx([0.9, 0.9, 0.9], abs=1e-6)


def test_two_who_talk_meet_in_the_middle_unless_too_far_apart():
    opinion = np.array([0.2, 0.4, 0.9, 0.1])
    later = settle(opinion, np.array([0, 2]), np.array([1, 3]))
    assert later == pytest.approx([0.3, 0.3, 0.9, 0.1])
    assert opinion == pytest.approx([0.2, 0.4, 0.9, 0.1]), "what is given is not written into"
    assert settle(opinion, np.array([0]), np.array([1]), mu=0.25)[:2] == pytest.approx([0.25, 0.35])


def test_camps_are_told_with_their_means_and_shares():
    rng = np.random.default_rng(1)
    left, right = rng.normal(0.25, 0.04, 600), rng.normal(0.75, 0.05, 390)
    between = np.linspace(0.3, 0.7, 30)
    means, shares = clusters(np.concatenate([left, right, between]).clip(0, 1))
    assert means == pytest.approx([0.25, 0.75], abs=0.02)
    assert shares == pytest.approx([0.6, 0.39], abs=0.03)


@pytest.mark.parametrize(
    ("opinion", "camps"),
    [
        ([], []),
        ([0.5], [0.5]),
        ([0.0, 1.0], [0.0, 1.0]),
        ([1.0] * 50, [1.0]),
        ([0.50, 0.545] * 30, [0.50, 0.545]),
        ([0.5] * 200 + [0.9], [0.5]),
    ],
)
def test_camps_of_few_and_of_extremes(opinion, camps):
    means, shares = clusters(np.array(opinion))
    assert means == pytest.approx(camps)
    assert len(shares) == len(camps)
