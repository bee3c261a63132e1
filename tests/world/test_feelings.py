"""How feelings pass, against what can be worked out for pairs, for all alike, and for a front through a standing
crowd."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.world.feelings import DRAWS, Ascribe, calm, feel, leaning, temper
from viz.world.near import Near

AVERAGING = Ascribe(amplify=0.0)


def all_together(count: int) -> Near:
    """That many people, all within hearing of each other."""
    return Near.of(np.random.default_rng(0).uniform(0, 1, (count, 2)))


def run(panic, support, near, shows, takes, seconds, dt, model=None):
    """Let panic pass while support stays as it is."""
    pinned = np.ones(len(panic), bool)
    for _ in range(round(seconds / dt)):
        panic, support = feel(panic, support, near, shows, takes, dt, pinned=pinned, model=model)
    return panic


@pytest.mark.parametrize(("dt", "off"), [(0.01, 0.01), (0.1, 0.03)])
def test_two_who_feel_for_each_other_meet_exponentially(dt, off):
    """ASCRIBE with eta = 0: the difference of two falls as e^(-(gamma_12 + gamma_21) t)."""
    shows, takes = np.array([0.9, 0.4]), np.array([0.6, 0.8])
    panic = run(np.array([0.9, 0.1]), np.zeros(2), all_together(2), shows, takes, 5, dt, AVERAGING)
    gamma = 0.32 * (0.9 * 0.8 + 0.4 * 0.6)
    assert panic[0] - panic[1] == pytest.approx(0.8 * math.exp(-gamma * 5), rel=off)


@pytest.mark.parametrize(("beta", "end"), [(0.8, 0.95745), (0.3, 0.01229)])
@pytest.mark.parametrize("dt", [0.02, 0.1])
def test_where_all_feel_alike_panic_is_logistic(beta, end, dt):
    """With q* = q the equation is dq/dt = Gamma eta (2 beta - 1) q (1 - q): here Gamma = .5 /s, eta = .5, q0 = .2."""
    count = 11
    takes = np.full(count, 0.5 / (0.32 * 0.5 * (count - 1)))
    support = np.full(count, (0.8 - beta) / 0.6)
    assert leaning(support) == pytest.approx(np.full(count, beta))
    panic = run(np.full(count, 0.2), support, all_together(count), np.full(count, 0.5), takes, 30, dt)
    rate = 0.5 * 0.5 * (2 * beta - 1)
    assert 1 / (1 + 4 * math.exp(-rate * 30)) == pytest.approx(end, rel=1e-3)
    assert panic == pytest.approx(np.full(count, end), rel=0.01, abs=5e-4)


def test_where_people_are_as_open_as_expressive_the_mean_panic_stays():
    """ASCRIBE with eta = 0 and gamma_ij = gamma_ji: what one gains the other loses."""
    rng = np.random.default_rng(1)
    place, both, panic = rng.uniform(0, 14, (200, 2)), temper(rng.random((DRAWS, 200))), rng.random(200)
    later = run(panic, np.zeros(200), Near.of(place), both, both, 20, 0.1, AVERAGING)
    assert later.mean() == pytest.approx(panic.mean(), abs=1e-9)
    assert later.std() < 0.5 * panic.std()


def front_speed(eta: float, beta: float, reach: float) -> float:
    """m/s of a panic front through people who stand one to a square metre and take up feelings at 1 /s."""
    long, wide, dt = 200, 12, 0.05
    x, z = np.meshgrid(np.arange(long) + 0.5, np.arange(wide) + 0.5)
    place = np.stack([x.ravel(), z.ravel()], axis=-1)
    place += np.random.default_rng(2).uniform(-0.3, 0.3, place.shape)
    place[:, 1] %= wide
    near = Near.of(place, touch=0.5, reach=1.0, skin=0.0, heard=reach, period=float(wide))
    (count,) = near.sums(np.ones(len(place)))
    takes, shows, support = 1 / (0.32 * count), np.ones(len(place)), np.full(len(place), (0.8 - beta) / 0.6)
    panic, model = np.where(place[:, 0] < 8, 0.5, 0.0), Ascribe(amplify=eta)
    begin = run(panic, support, near, shows, takes, 50, dt, model)
    end = run(begin, support, near, shows, takes, 90, dt, model)
    return float((end - begin).sum()) / wide / 90


def bessel_i1(x: np.ndarray) -> np.ndarray:
    """The modified Bessel function of the first kind and first order, by its power series."""
    return sum((x / 2) ** (2 * k + 1) / (math.factorial(k) * math.factorial(k + 1)) for k in range(40))


@pytest.mark.parametrize(
    ("eta", "beta", "reach", "speed"), [(0.5, 0.8, 2, 0.770), (0.5, 0.8, 3, 1.155), (1, 0.8, 2, 1.072)]
)
def test_panic_runs_through_a_standing_crowd_as_a_pulled_front(eta, beta, reach, speed):
    """A front into calm runs at the least speed of the equation's linear waves (van Saarloos, Phys. Reports 386, 2003).

    A wave e^(-lambda (x - c t)) averages to 2 I1(lambda R) / (lambda R) of itself over the disc of radius R.
    """
    wave = np.linspace(0.05, 6, 5000)
    disc = 2 * bessel_i1(wave * reach) / (wave * reach)
    least = (((1 - eta + eta * beta) * disc - (1 - eta * beta)) / wave).min()
    assert least == pytest.approx(speed, abs=5e-4)
    assert front_speed(eta, beta, reach) == pytest.approx(speed, rel=0.06)


def test_panic_grows_below_half_support_and_dies_out_above():
    near, half = all_together(30), np.full(30, 0.5)
    for support, sign in ((0.4, 1), (0.5, 0), (0.6, -1)):
        panic, _ = feel(half, np.full(30, support), near, half, half, 0.1)
        assert np.all(np.sign(np.round(panic - half, 12)) == sign)


def test_volunteers_keep_their_support_and_lend_it_to_all():
    near, half = all_together(20), np.full(20, 0.5)
    support, volunteers = np.zeros(20), np.arange(20) < 1
    support[0] = 1.0
    seen = [support]
    for _ in range(600):
        seen.append(feel(half, seen[-1], near, half, half, 0.1, pinned=volunteers)[1])
    assert all(each[0] == 1.0 for each in seen)
    assert np.all(np.diff(np.array(seen)[:, 1:].mean(axis=1)) > 0)
    assert seen[-1].min() > 0.95


def test_who_is_alone_keeps_what_they_feel():
    near, own = Near.of(np.array([[0.0, 0.0], [0.0, 5.0]])), np.array([0.3, 0.7])
    assert np.array_equal(feel(own, own, near, own, own, 0.1), (own, own))


def test_calming_takes_panic_away_exponentially():
    """dq/dt = -q / tau with tau = 10 s, for 20 s."""
    panic = np.array([0.9, 0.4])
    for _ in range(200):
        panic = calm(panic, np.array([0.1, 0.0]), 0.1)
    assert panic == pytest.approx([0.9 * math.exp(-2), 0.4], rel=1e-4)


def test_tempers_are_spread_as_beta_5_5():
    """Beta(5, 5): mean 1/2, variance 1/44; and 4.89 % lie below 1/4 (the binomial tail P(X >= 5), 9 draws of 1/4)."""
    tempers = temper(np.random.default_rng(3).random((DRAWS, 200_000)))
    assert tempers.mean() == pytest.approx(0.5, abs=2e-3)
    assert tempers.var() == pytest.approx(1 / 44, rel=0.02)
    tail = sum(math.comb(9, k) * 0.25**k * 0.75 ** (9 - k) for k in range(5, 10))
    assert (tempers < 0.25).mean() == pytest.approx(tail, rel=0.05)


@settings(max_examples=50, deadline=None)
@given(
    count=st.integers(1, 120),
    seed=st.integers(0, 10**6),
    crowded=st.sampled_from([0.5, 3.0, 12.0]),
    dt=st.sampled_from([0.1, 5.0]),
    eta=st.floats(0, 1),
)
def test_feelings_stay_between_0_and_1_in_any_throng_and_any_order(count, seed, crowded, dt, eta):
    rng = np.random.default_rng(seed)
    place, (panic, support, shows, takes) = rng.uniform(0, crowded, (count, 2)), rng.random((4, count)).round(1)
    order, pinned, model = rng.permutation(count), rng.random(count) < 0.1, Ascribe(amplify=eta)
    near, other = Near.of(place), Near.of(place[order])
    once = feel(panic, support, near, shows, takes, dt, pinned=pinned, model=model)
    mixed = feel(panic[order], support[order], other, shows[order], takes[order], dt, pinned=pinned[order], model=model)
    again = feel(panic, support, near, shows, takes, dt, pinned=pinned, model=model)
    for one, two, same in zip(once, mixed, again, strict=True):
        assert ((one >= 0) & (one <= 1)).all()
        assert np.allclose(one[order], two, rtol=0, atol=1e-9)
        assert np.array_equal(one, same)
    assert np.array_equal(once[1][pinned], support[pinned])


def test_two_who_feel_strongly_for_each_other_meet_and_do_not_swap():
    """Gamma dt = 1.6: an unbounded step would throw each beyond the other, and a full one would swap them for ever."""
    near, ones, panic = all_together(2), np.ones(2), np.array([0.0, 1.0])
    for _ in range(3):
        panic, _ = feel(panic, 0.5 * ones, near, ones, ones, 5.0, model=AVERAGING)
    assert panic == pytest.approx([0.5, 0.5])
