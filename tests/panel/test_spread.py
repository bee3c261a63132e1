"""How feelings were spread over the crowd."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.panel import desk as desks
from viz.panel.desk import Desk
from viz.panel.tracks import Histograms


def sample(*values: float) -> np.ndarray:
    """Shares (M, 1) of as many people."""
    return np.array(values, np.float32).reshape(-1, 1)


@given(st.lists(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=9), max_size=40), st.integers(1, 4))
def test_columns_hold_everybody_oldest_first(samples: list[list[float]], each: int):
    spread = Histograms(1, 5, each)
    for values in samples:
        spread.add(sample(*values))
    seen = spread.get(0)
    assert seen.shape[1] == min(-(-len(samples) // each), 5)
    assert seen.sum(axis=0) == pytest.approx(np.ones(seen.shape[1]), abs=1e-5)
    if samples:
        newest = samples[(len(samples) - 1) // each * each :]
        bins = [np.histogram(values, spread.BINS, (0, 1))[0] / len(values) for values in newest]
        assert seen[:, -1] == pytest.approx(np.mean(bins, axis=0), abs=1e-5)


def test_a_debate_splits_and_comes_together():
    spread, rng = Histograms(1, 8, 1), np.random.default_rng(2)
    for apart in (0.0, 0.1, 0.25, 0.35, 0.35, 0.2, 0.05, 0.0):
        side = np.where(rng.random(2000) < 0.5, -apart, apart)
        spread.add(sample(*np.clip(0.5 + side + 0.02 * rng.standard_normal(2000), 0, 1)))
    middle, ends = spread.get(0)[6:10].sum(axis=0), spread.get(0)[[0, 1, 2, 3, -4, -3, -2, -1]].sum(axis=0)
    assert (middle[[0, -1]] > 0.99).all()
    assert (ends[[3, 4]] > 0.99).all()
    assert (middle[[3, 4]] == 0).all()


def test_memory_never_grows():
    spread = Histograms(3, 12, 10)
    people = np.random.default_rng(0).random((300, 3), dtype=np.float32)
    spread.add(people)
    size = spread._data.nbytes
    for _ in range(3000):
        spread.add(people)
    assert spread._data.nbytes == size
    assert spread.get(2).shape == (spread.BINS, 12)
    assert np.shares_memory(spread.get(1), spread._data)


def test_an_empty_hall_is_spread_over_nothing():
    spread = Histograms(3, 4, 2)
    spread.add(np.zeros((0, 3), np.float32))
    assert spread.get(0).tolist() == [[0.0]] * spread.BINS


def test_the_desk_keeps_five_minutes_and_forgets_them_after_a_jump_back(desk: Desk):
    frame = desk.frame
    for nth in range(1, 3001):
        desk.look_at(replace(frame, tick=nth * desks.SAMPLE_TICKS))
    kept = desk.spread.get(0).shape[1] * desks.COLUMN * desks.SAMPLE_TICKS / 60
    assert kept == 300
    desk.look_at(replace(frame, tick=0))
    assert desk.spread.get(0).shape[1] == 1
    assert desk.crowd.get("panic").size == 1
