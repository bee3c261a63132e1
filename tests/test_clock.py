"""The clock: live time becomes ticks without drift or spiral; scripted time is exact."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.clock import HZ, Live, Scripted, moment


def test_the_first_call_only_takes_the_time():
    assert Live().advance(1000.0) == (0, 0.0)


@given(st.lists(st.floats(0, 0.2), max_size=200), st.floats(0, 1e6))
def test_live_ticks_keep_up_with_time(steps: list[float], start: float):
    clock, now, ticks = Live(), start, 0
    clock.advance(now)
    for step in steps:
        now += step
        n, alpha = clock.advance(now)
        ticks += n
        assert 0 <= alpha < 1
        assert (ticks + alpha) / HZ == pytest.approx(now - start, abs=1e-6)
    assert clock.dropped == 0


def test_a_stall_is_not_made_up_for_and_is_reported():
    clock = Live(catch_up=0.25)
    clock.advance(0.0)
    assert clock.advance(10.0) == (15, 0.0)
    assert clock.dropped == pytest.approx(9.75)
    assert clock.advance(10.0 + 1 / 60 + 1e-9)[0] == 1


def test_time_that_goes_back_is_no_time():
    clock = Live()
    clock.advance(5.0)
    assert clock.advance(4.0) == (0, 0.0)
    assert clock.advance(4.101)[0] == 6


@pytest.mark.parametrize("fps", [24, 25, 30, 50, 60, Fraction(30000, 1001)])
def test_a_film_never_drifts(fps):
    clock = Scripted(Fraction(fps))
    a_day = int(86_400 * Fraction(fps))
    tick, alpha = clock.at(a_day)
    assert tick + alpha == pytest.approx(float(Fraction(a_day) / Fraction(fps) * HZ), abs=1e-9)
    if 60 % fps == 0:
        assert [clock.at(a_day + i)[1] for i in range(10)] == [0.0] * 10


def test_a_film_of_25_frames_shows_its_moments_exactly():
    clock = Scripted(Fraction(25), start=Fraction(2))
    assert [clock.at(i) for i in range(4)] == [(120, 0.0), (122, 0.4), (124, 0.8), (127, 0.2)]
    assert clock.frames(Fraction(3)) == 25
    assert clock.frames(Fraction(301, 100)) == 26
    assert clock.frames(Fraction(1)) == 0


@given(st.floats(0, 1e5))
def test_a_moment_is_its_tick_and_alpha(seconds: float):
    tick, alpha = moment(seconds)
    assert 0 <= alpha < 1
    assert (tick + alpha) / HZ == pytest.approx(seconds)
