"""The evening's five acts: what each asks of the world and waits for, how it looks, and where its camera goes.

An act ends when what it waits for has come about and it has had its shortest time, or at its longest time whatever
happened: so people and operators change the evening, and every evening reaches its end.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from viz.camera import CameraControls, CameraPose, forward
from viz.clock import TICK
from viz.controls import Colour, Settings, Vector
from viz.world.aims import Until, aim_of
from viz.world.hall import Hall
from viz.world.words import Words

Floats = NDArray[np.float64]

Name = Literal["unveiling", "glitch", "confrontation", "aftermath", "renaissance"]
ACTS: tuple[Name, ...] = ("unveiling", "glitch", "confrontation", "aftermath", "renaissance")

_Part = Annotated[float, Field(ge=0, le=1)]


_STEADY = 2.0
"""Seconds for which what an act waits for has to hold."""
_CALMING = 6.0
"""Seconds in which the show grows as calm as it can be."""
_STILL = 0.94
"""Share of its way that a calm camera leaves out."""


class Look(Settings):
    """An act's light and colour."""

    exposure: float = Field(1.0, ge=0.05, le=8, description="Brightness of everything")
    key: Colour = Field((0.10, 0.62, 0.72), description="Light in the veins of the ribs")
    haze: Colour = Field((0.03, 0.07, 0.12), description="Light in the air")
    city: Colour = Field((0.35, 0.22, 0.60), description="Light of the city outside")
    glow: float = Field(1.0, ge=0, le=4, description="The mosaics' own light")
    veins: float = Field(1.0, ge=0, le=4, description="Strength of the light in the ribs")
    saturation: float = Field(1.0, ge=0, le=2, description="0: grey; 1: as painted; 2: vivid")
    density: float = Field(0.3, ge=0, le=1, description="Haze: 0: clear; 1: thick")
    lamps: float = Field(0.6, ge=0, le=4, description="The picture lights above the mosaics")
    shafts: float = Field(1.0, ge=0, le=4, description="Light of the city that stands in the air before the windows")
    plants: float = Field(1.0, ge=0, le=4, description="Light of what grows and hangs in the hall")
    pearl: float = Field(0.0, ge=0, le=1, description="How far smiles are pearl instead of their owners' colours")


class Shot(Settings):
    """A point of the camera's way: metres in hall axes (right, up, toward the entrance), fov in degrees, vertical."""

    position: Vector
    look_at: Vector
    fov: float = Field(55.0, ge=15, le=110)


class Act(Settings):
    """One act: its length, what it asks of everyone, its look, and its camera's way."""

    name: Name
    title: Words = Field(default_factory=dict, description="Its name on the wall as it begins; empty: no card")
    says: Words = Field(default_factory=dict, description="What happens in it, below its title")
    seconds: float = Field(60.0, ge=1, le=86_400, description="Length, where nothing is waited for")
    shortest: float = Field(0.0, ge=0, le=86_400, description="It never ends before; 0: its length")
    longest: float = Field(0.0, ge=0, le=86_400, description="It always ends then; 0: its length")
    aim: str = Field("", max_length=200, description="What it is for, in words for the operator")
    until: list[Until] = Field(default_factory=list, description="What it waits for")
    transition: float = Field(6.0, ge=0, le=60, description="Seconds in which it takes over from the act before")
    breath: float = Field(0.0, ge=0, le=0.8, description="How far the light sinks midway, as it comes and as it goes")
    glitch: _Part = Field(0.0, description="How excitable the nanobots are")
    kai: _Part = Field(0.0, description="Strength of the override by Kai's own hand; 0: he does nothing")
    kai_after: float = Field(0.0, ge=0, description="Seconds into the act before Kai may use the override")
    lumi: _Part = Field(0.0, description="How loudly Lumi warns")
    finn: _Part = Field(0.0, description="How much of ToothPact is there")
    decides: bool = Field(False, description="Every owner decides what nanobots may do to their mosaic")
    circles: bool = Field(False, description="Sharing circles form, and neighbouring mosaics exchange colours")
    recalibrates: bool = Field(False, description="Nova lets the smiles show their own imperfections")
    look: Look = Field(default_factory=Look)
    shots: list[Shot] = Field(
        default_factory=lambda: [Shot(position=(0.0, 1.7, -4.0), look_at=(0.0, 2.6, -40.0))], min_length=1
    )

    @property
    def bounds(self) -> tuple[float, float]:
        """Shortest and longest seconds; where the scene says neither, both are its length."""
        return self.shortest or self.seconds, self.longest or self.seconds


class ActControls(Settings):
    """The operator's hand on the evening's course."""

    hold: bool = Field(False, title="Hold", description="Stay in this act until released")
    go: Literal["", "unveiling", "glitch", "confrontation", "aftermath", "renaissance"] = Field(
        "", title="Go to", description="Begin this act now", json_schema_extra={"trigger": True}
    )
    hand_back: float = Field(
        20.0,
        ge=2,
        le=600,
        title="Hand back",
        description="Seconds after the last touch of a character's controls until the autopilot plays it again",
        json_schema_extra={"unit": "s", "log": True},
    )
    pace: float = Field(
        1.0,
        ge=0.1,
        le=10,
        title="Pace",
        description="Speed of the acts: 1: as written; 2: twice as fast",
        json_schema_extra={"log": True},
    )


def smootherstep(x: float) -> float:
    """0 below 0, 1 above 1, and between them a curve flat to the second derivative at both ends (Perlin 2002)."""
    x = min(max(x, 0.0), 1.0)
    return x * x * x * (x * (6 * x - 15) + 10)


@dataclass(frozen=True)
class Course:
    """The acts made ready to be played: what is looked up at every tick. Fixed until the scene file changes."""

    acts: Sequence[Act]
    hall: Hall

    @cached_property
    def asks(self) -> Floats:
        """(5, 3): glitch, lumi and finn of each act."""
        return np.array([[act.glitch, act.lumi, act.finn] for act in self.acts])

    @cached_property
    def bounds(self) -> list[tuple[float, float]]:
        """Shortest and longest seconds of each act, less a hair: many ticks add up to a hair less than their sum."""
        return [(shortest - 1e-6, longest - 1e-6) for shortest, longest in (act.bounds for act in self.acts)]

    @cached_property
    def looks(self) -> Floats:
        """(5, numbers of a look): each act's look, the exposure as its logarithm, so that blends go by stops."""
        return np.array([_numbers(act.look) for act in self.acts])

    @cached_property
    def breaths(self) -> Floats:
        """(5,) how far the light sinks as each act comes and goes."""
        return np.array([act.breath for act in self.acts])

    @cached_property
    def paths(self) -> list[Path]:
        """The camera's way through each act."""
        return [Path.through(act.shots) for act in self.acts]

    def look(self, weights: Floats) -> Look:
        """The blend of the acts' looks by weights (5,), darker where acts that breathe come and go."""
        shares = weights.tolist()
        # Most of the time there is but one.
        return self._alone[shares.index(1.0)] if 1.0 in shares else self._blend(weights)

    @cached_property
    def _alone(self) -> list[Look]:
        return [self._blend(weights) for weights in np.eye(len(self.acts))]

    def _blend(self, weights: Floats) -> Look:
        values = (weights[:, None] * self.looks).sum(axis=0).tolist()
        midway = 4 * weights * (1 - weights)
        values[0] = math.exp(values[0]) * float(np.prod(1 - self.breaths * midway * midway))
        numbers = iter(values)
        fields: dict[str, Any] = {
            name: tuple(islice(numbers, 3)) if isinstance(field.default, tuple) else next(numbers)
            for name, field in Look.model_fields.items()
        }
        return Look.model_construct(None, **fields)

    def pose(self, act: int, seconds: float) -> Floats:
        """(7,) place, look-at and fov of the camera, seconds into an act; past its end it sways slowly."""
        length = self.acts[act].seconds
        pose = self.paths[act].at(_ease(seconds / length))
        held = seconds - length
        return pose + smootherstep(held / 12) * _sway(held) if held > 0 else pose

    def inside(self, pose: Floats) -> Floats:
        """The pose (7,), its place moved into the hall's open room where it is not in it."""
        hall, room = self.hall, 0.4
        side = hall.width / 2
        x = min(max(float(pose[0]), room - side), side - room)
        roof = hall.wall + (hall.apex - hall.wall) * math.sqrt(1 - (x / side) ** 2)
        y = min(max(float(pose[1]), 0.3), roof - room)
        z = min(max(float(pose[2]), room - hall.length), -room)
        return np.array([x, y, z, *pose[3:]])


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


@dataclass
class Stage:
    """Where the evening stands. Arrays are replaced, never written into, so that a shallow copy is a snapshot."""

    act: int = 0
    seconds: float = 0.0
    """Seconds into the act, at the operator's pace."""
    evening: int = 0
    """How often the arc has started over."""
    came: Floats = field(default_factory=lambda: np.eye(5)[0])
    """(5,) weights of the acts when this one began."""
    left: Floats | None = None
    """(7,) authored camera pose when this act began; None: it began the show."""
    pose: Floats = field(default_factory=lambda: np.zeros(7))
    """(7,) camera now: place, look-at, fov."""
    pose_before: Floats = field(default_factory=lambda: np.zeros(7))
    """(7,) camera one tick ago."""
    free: Floats = field(default_factory=lambda: np.zeros(6))
    """(6,) the operator's camera on its way to where the controls say: place, yaw, pitch, fov."""
    met: float = 0.0
    """Seconds for which all that the act waits for has held."""
    freed: float = 0.0
    """0: the authored camera shows; 1: the operator's does."""
    weights: Floats = field(default_factory=lambda: np.eye(5)[0])
    """(5,) how much of each act there is now; their sum is 1."""
    calm: float = 0.0
    """0: all moves as it was made; 1: as calm as it can be. It follows the control slowly, for calming is no jolt."""

    def begin(self, course: Course, camera: CameraControls, calm: float = 0.0) -> None:
        """Set the camera up for the first tick."""
        self.calm = calm
        self._aim(course, camera)
        self.pose_before = self.pose

    def step(
        self, course: Course, controls: ActControls, camera: CameraControls, readings: Floats, calm: float = 0.0
    ) -> None:
        """Go on by one tick; readings (len(READINGS),) are the room's. calm: how calm the operator wants it, 0 … 1."""
        self.calm += min(max(calm - self.calm, -TICK / _CALMING), TICK / _CALMING)
        stride = TICK * controls.pace
        self.seconds += stride
        act, (shortest, longest) = course.acts[self.act], course.bounds[self.act]
        enough = bool(act.until) and aim_of("", act.until, readings).met
        self.met = self.met + stride if enough else 0.0
        length = shortest if self.met >= _STEADY else longest
        if controls.go:
            self._enter(course, ACTS.index(controls.go), 0.0)
        elif self.seconds >= length and not controls.hold:
            # An act may be long past its end, held or waiting: the next one begins at its beginning all the same.
            self._enter(course, (self.act + 1) % 5, min(self.seconds - length, stride))
        taken = self._taken(course)
        self.weights = self.came * (1 - taken) + np.eye(5)[self.act] * taken
        self.pose_before = self.pose
        self._aim(course, camera)

    def camera(self, alpha: float) -> CameraPose:
        """The camera at alpha (0 … 1) of the way through the last tick."""
        x, y, z, u, v, w, fov = (self.pose_before + (self.pose - self.pose_before) * alpha).tolist()
        return CameraPose((x, y, z), (u, v, w), fov)

    def _enter(self, course: Course, act: int, seconds: float) -> None:
        left = self._authored(course)
        self.evening += act == 0 and self.act != 0
        self.came, self.left = self.weights, left
        self.act, self.seconds, self.met = act, seconds, 0.0

    def _taken(self, course: Course) -> float:
        transition = course.acts[self.act].transition
        return smootherstep(self.seconds / transition) if transition > 0 else 1.0

    def _authored(self, course: Course) -> Floats:
        pose, still = course.pose(self.act, self.seconds), course.paths[self.act].at(0.5)
        pose = pose + (still - pose) * (_STILL * smootherstep(self.calm))
        return pose if self.left is None else self.left + (pose - self.left) * self._taken(course)

    def _aim(self, course: Course, camera: CameraControls) -> None:
        self.freed = min(max(self.freed + (TICK if camera.mode == "free" else -TICK) / 1.5, 0.0), 1.0)
        goal = course.inside(np.array([*camera.position, camera.yaw, camera.pitch, camera.fov]))
        if self.freed <= TICK:
            self.free = goal
        away = goal - self.free
        away[3] = (away[3] + 180) % 360 - 180
        self.free = self.free + away * (1 - math.exp(-TICK / 0.3))
        pose = self._authored(course)
        if self.freed > 0:
            place = self.free[:3]
            look_at = place + 6 * np.array(forward(float(self.free[3]), float(self.free[4])))
            pose = pose + (np.array([*place, *look_at, self.free[5]]) - pose) * smootherstep(self.freed)
        self.pose = course.inside(pose)


def _numbers(look: Look) -> list[float]:
    """The fields one after another, colours as three; of the exposure, which is the first, the logarithm."""
    numbers: list[float] = []
    for name in Look.model_fields:
        value = getattr(look, name)
        numbers += value if isinstance(value, tuple) else (value,)
    return [math.log(numbers[0]), *numbers[1:]]


def _ease(t: float) -> float:
    """0 to 1 at a steady speed that swells over the first and ebbs over the last fifth; its slope is continuous."""
    t, ramp = min(max(t, 0.0), 1.0), 0.2
    if t > 0.5:
        return 1 - _ease(1 - t)
    return (t * t / (2 * ramp) if t < ramp else t - ramp / 2) / (1 - ramp)


def _sway(seconds: float) -> Floats:
    turn = [math.sin(2 * math.pi * seconds / period) for period in (37, 23, 53, 41, 29, 47)]
    return np.array([*turn, 0.0]) * (0.30, 0.06, 0.40, 0.35, 0.10, 0.2, 0.0)
