"""The camera's way through an act: points it glides through, in one take or in several that dissolve into each other.

A camera that passes a wall of tiles fast shows none of them: the flash guard has to blur what changes so often. So
takes are slow, and what lies far apart is joined by a dissolve and not by a flight.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from viz.controls import Settings, Vector

Floats = NDArray[np.float64]

DISSOLVE = 3.0
"""Seconds in which one take gives way to the next."""
_EBB = 1.5
"""Seconds in which a camera whose act is over comes to rest."""
_RAMP = 0.2
"""Share of a take in which the camera gathers speed, and in which it comes to rest."""


class Shot(Settings):
    """A point of the camera's way: metres in hall axes (right, up, toward the entrance), fov in degrees, vertical."""

    position: Vector
    look_at: Vector
    fov: float = Field(55.0, ge=15, le=110)
    arrive: Literal["glide", "dissolve"] = Field(
        "glide", description="glide: the camera moves here from the shot before; dissolve: a new take begins here"
    )


@dataclass(frozen=True)
class Path:
    """A Catmull-Rom spline through shots, by length: the camera keeps its speed where shots lie closer together."""

    knots: Floats
    """(K,) rising from 0 to 1; K is 1 for a camera that stands still."""
    points: Floats
    """(K, 7) place, look-at, fov."""
    slopes: Floats
    """(K, 7) derivatives by the knot parameter."""

    @staticmethod
    def through(shots: Sequence[Shot]) -> Path:
        """The path through one or more shots in order."""
        points = np.array([[*shot.position, *shot.look_at, shot.fov] for shot in shots])
        if len(points) == 1:
            return Path(np.zeros(1), points, np.zeros_like(points))
        legs = np.diff(points, axis=0) * (1, 1, 1, 0.4, 0.4, 0.4, 0.05)
        knots = np.concatenate([[0.0], np.cumsum(np.sqrt((legs**2).sum(axis=1)) + 0.1)])
        knots /= knots[-1]
        slopes = np.empty_like(points)
        slopes[[0, -1]] = (points[[1, -1]] - points[[0, -2]]) / (knots[[1, -1]] - knots[[0, -2]])[:, None]
        slopes[1:-1] = (points[2:] - points[:-2]) / (knots[2:] - knots[:-2])[:, None]
        return Path(knots, points, slopes)

    def at(self, u: float) -> Floats:
        """(7,) at parameter u, 0 to 1."""
        if len(self.knots) == 1:
            return self.points[0]
        i = min(max(int(np.searchsorted(self.knots, u, side="right")) - 1, 0), len(self.knots) - 2)
        span = float(self.knots[i + 1] - self.knots[i])
        t = (u - float(self.knots[i])) / span
        near, far = (1 + 2 * t) * (1 - t) ** 2, t * t * (3 - 2 * t)
        leave, arrive = span * t * (1 - t) ** 2, span * t * t * (t - 1)
        ends, slopes = self.points[i : i + 2], self.slopes[i : i + 2]
        return near * ends[0] + far * ends[1] + leave * slopes[0] + arrive * slopes[1]


@dataclass(frozen=True)
class Way:
    """An act's takes, each as long as every other, whatever lies in it."""

    takes: Sequence[Path]
    seconds: float
    """Of all of them."""
    dissolves: bool
    """Whether the act begins with a new take, instead of gliding on from the act before."""

    @staticmethod
    def through(shots: Sequence[Shot], seconds: float) -> Way:
        """The way through one or more shots, a new take at each that arrives by a dissolve."""
        begins = [0, *(i for i, shot in enumerate(shots) if i and shot.arrive == "dissolve"), len(shots)]
        takes = [Path.through(shots[i:j]) for i, j in pairwise(begins)]
        return Way(takes, seconds, shots[0].arrive == "dissolve")

    def take(self, seconds: float) -> int:
        """The number of the take so many seconds into the act."""
        return min(int(seconds / self.seconds * len(self.takes)), len(self.takes) - 1)

    def pose(self, seconds: float, still: float = 0.0) -> Floats:
        """(7,) place, look-at and fov so many seconds into the act; past its end the camera sways slowly.

        still: share of every take's movement that is left out, 0 to 1.
        """
        take = self.take(seconds)
        path, held = self.takes[take], seconds - self.seconds
        pose = path.at(_ease(seconds / self.seconds * len(self.takes) - take))
        if held > 0:
            pose = pose + smootherstep(held / 12) * _sway(held)
        return pose + (path.at(0.5) - pose) * still


@dataclass(frozen=True)
class Left:
    """The camera of an act that is over: it comes to rest."""

    pose: Floats
    """(7,) as the act ended."""
    speed: Floats
    """(7,) per second."""

    def at(self, seconds: float) -> Floats:
        """(7,) so many seconds after the act's end."""
        return self.pose + self.speed * (_EBB * (1 - math.exp(-seconds / _EBB)))


def smootherstep(x: float) -> float:
    """0 below 0, 1 above 1, and between them a curve flat to the second derivative at both ends (Perlin 2002)."""
    x = min(max(x, 0.0), 1.0)
    return x * x * x * (x * (6 * x - 15) + 10)


def _ease(t: float) -> float:
    """0 to 1 at a steady speed that swells as it begins and ebbs as it ends; its slope is continuous."""
    t = min(max(t, 0.0), 1.0)
    if t > 0.5:
        return 1 - _ease(1 - t)
    return (t * t / (2 * _RAMP) if t < _RAMP else t - _RAMP / 2) / (1 - _RAMP)


def _sway(seconds: float) -> Floats:
    turn = [math.sin(2 * math.pi * seconds / period) for period in (37, 23, 53, 41, 29, 47)]
    return np.array([*turn, 0.0]) * (0.30, 0.06, 0.40, 0.35, 0.10, 0.2, 0.0)
