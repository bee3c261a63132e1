"""A small hall with a few mosaics, and what tests of passes draw with."""

import pytest
from evening import write_evening
from pictures import Pictures

from viz.opening import open_show
from viz.passes.base import Venue


@pytest.fixture(scope="session")
def show(tmp_path_factory):
    """A small evening at its first tick: never stepped."""
    return open_show(str(write_evening(tmp_path_factory.mktemp("evening"))), warn=print)


@pytest.fixture
def venue(device, show):
    """What the passes of the small evening are made for."""
    return Venue(device, show.hanging.hall, show.mosaics, show.hanging)


@pytest.fixture
def pictures(device, show):
    drawn = Pictures(device, show)
    yield drawn
    drawn.release()
