"""Shots: the path through them, and the curve that things come and go by."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.world.shots import Path, Shot, Way, smootherstep

SHOTS = [
    Shot(position=(0.0, 1.7, -11.0), look_at=(0.0, 2.5, -40.0), fov=52.0),
    Shot(position=(0.5, 2.4, -14.0), look_at=(5.0, 2.5, -30.0), fov=60.0),
    Shot(position=(0.0, 3.0, -15.0), look_at=(-5.0, 2.5, -30.0), fov=45.0),
]


def test_the_path_goes_through_its_shots():
    shots = SHOTS
    path = Path.through(shots)
    for knot, shot in zip(path.knots, shots, strict=True):
        assert path.at(float(knot)) == pytest.approx([*shot.position, *shot.look_at, shot.fov])


def test_the_camera_passes_a_shot_without_stopping():
    path = Path.through(SHOTS)
    knot = float(path.knots[1])
    before, after = (path.at(knot) - path.at(knot - 1e-6)) * 1e6, (path.at(knot + 1e-6) - path.at(knot)) * 1e6
    assert before == pytest.approx(after, abs=1e-3)
    assert before == pytest.approx(path.points[2] - path.points[0], abs=1e-3), (
        "along the chord, as Catmull and Rom have it"
    )


def test_a_single_shot_stands_still():
    assert np.array_equal(
        Path.through([Shot(position=(1, 2, -3), look_at=(0, 2, -9))]).at(0.7), [1, 2, -3, 0, 2, -9, 55]
    )


@given(st.floats(-1, 2), st.floats(0, 0.1))
def test_smootherstep_rises_from_0_to_1(x: float, more: float):
    assert 0 <= smootherstep(x) <= smootherstep(x + more) <= 1
    assert (smootherstep(0), smootherstep(0.5), smootherstep(1)) == (0, 0.5, 1)


kinds = st.lists(st.sampled_from(["glide", "dissolve"]), min_size=1, max_size=6)


@given(kinds, st.floats(0, 30))
def test_every_take_goes_from_its_first_shot_to_its_last(kinds: list[str], seconds: float):
    shots = [Shot(position=(i, 2, -3 - i), look_at=(0, 2, -40), arrive=kind) for i, kind in enumerate(kinds)]
    way = Way.through(shots, 30.0)
    assert way.dissolves == (kinds[0] == "dissolve")
    assert len(way.takes) == 1 + kinds[1:].count("dissolve")
    take = way.take(seconds)
    first = [i for i, kind in enumerate(kinds) if i == 0 or kind == "dissolve"]
    last = [*(i - 1 for i in first[1:]), len(kinds) - 1]
    assert first[take] - 1e-6 <= way.pose(seconds)[0] <= last[take] + 1e-6
    length = 30.0 / len(way.takes)
    begin = take * length
    assert way.pose(begin + 1e-9)[0] == pytest.approx(first[take], abs=1e-6)
    assert way.pose(begin + length - 1e-6)[0] == pytest.approx(last[take], abs=1e-6)
    assert way.take(100.0) == len(way.takes) - 1, "past its end the last one stays"
