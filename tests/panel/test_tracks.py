"""The last minutes of a few numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from viz.panel.tracks import Tracks


@given(st.lists(st.floats(-1e6, 1e6, width=32), max_size=60), st.integers(1, 20))
def test_the_latest_samples_stand_in_order(values: list[float], length: int):
    tracks = Tracks(("a", "b"), length)
    for value in values:
        tracks.add(value, -value)
    assert tracks.get("a").tolist() == values[-length:]
    assert tracks.get("b").tolist() == [-value for value in values[-length:]]


def test_memory_never_grows():
    tracks = Tracks(("a",), 8)
    tracks.add(1.0)
    size = tracks._data.nbytes
    for _ in range(1000):
        tracks.add(2.0)
    assert tracks._data.nbytes == size
    assert np.shares_memory(tracks.get("a"), tracks._data)
    assert tracks.get("a").flags.c_contiguous


def test_cleared_it_is_empty():
    tracks = Tracks(("a",), 8)
    tracks.add(1.0)
    tracks.clear()
    assert tracks.get("a").size == 0
