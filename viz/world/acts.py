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
from viz.controls import Colour, Settings
from viz.world.aims import Until, aim_of
from viz.world.hall import Hall
from viz.world.shots import DISSOLVE, Left, Shot, Way, smootherstep
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
_NEAR = 4.0
"""Metres, or radians by six, that the camera glides at most from one act's way to that of the next."""


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
    def ways(self) -> list[Way]:
        """The camera's way through each act."""
        return [Way.through(act.shots, act.seconds) for act in self.acts]

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

    def inside(self, pose: Floats) -> Floats:
        """The pose (7,), its place moved into the hall's open room where it is not in it."""
        hall, room = self.hall, 0.4
        side = hall.width / 2
        x = min(max(float(pose[0]), room - side), side - room)
        roof = hall.wall + (hall.apex - hall.wall) * math.sqrt(1 - (x / side) ** 2)
        y = min(max(float(pose[1]), 0.3), roof - room)
        z = min(max(float(pose[2]), room - hall.length), -room)
        return np.array([x, y, z, *pose[3:]])


@dataclass(frozen=True, slots=True)
class Dissolve:
    """Where one take gives way to another."""

    takes: int
    """The number of the take that comes: as long as it is the same, nothing new begins."""
    share: float
    """How far it has come: 0 not yet … 1 it alone shows."""
    leaving: CameraPose
    """Where the camera was before it."""


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
    left: Left | None = None
    """The acts' camera when this act began; None: it began the show, or nothing of what was there before is seen."""
    shown: int = 0
    """The take of this act that shows; -1: still the one that the act before left."""
    takes: int = 0
    """How many dissolves there were."""
    since: float = DISSOLVE
    """Seconds since the last one began."""
    leaving: Floats = field(default_factory=lambda: np.zeros(7))
    """(7,) the camera before it."""
    authored: Floats = field(default_factory=lambda: np.zeros(7))
    """(7,) the acts' own camera now."""
    speed: Floats = field(default_factory=lambda: np.zeros(7))
    """(7,) how fast that moves, per second."""
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
        self.authored = self._authored(course)
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
        dissolves = self._go_on(course)
        self._aim(course, camera)
        if dissolves and self.freed < 1:
            self.takes, self.since, self.leaving = self.takes + 1, 0.0, self.pose_before
            self.pose_before = self.pose

    def camera(self, alpha: float) -> CameraPose:
        """The camera at alpha (0 … 1) of the way through the last tick."""
        return _posed(self.pose_before + (self.pose - self.pose_before) * alpha)

    def dissolve(self, alpha: float) -> Dissolve:
        """How far the take that shows has come at alpha (0 … 1) of the way through the last tick."""
        return Dissolve(self.takes, smootherstep((self.since + alpha * TICK) / DISSOLVE), _posed(self.leaving))

    def _enter(self, course: Course, act: int, seconds: float) -> None:
        way = course.ways[act]
        self.evening += act == 0 and self.act != 0
        self.came, self.left = self.weights, Left(self.authored, self.speed)
        self.act, self.seconds, self.met = act, seconds, 0.0
        self.shown = -1 if way.dissolves or _apart(self.authored, way.pose(0.0)) > _NEAR else 0

    def _go_on(self, course: Course) -> bool:
        """The acts' own camera goes on by a tick. Whether a dissolve begins."""
        self.since = min(self.since + TICK, DISSOLVE)
        waits = self.shown < 0 and self._taken(course) < 0.5
        take = -1 if waits else course.ways[self.act].take(self.seconds)
        dissolves, self.shown = take != self.shown, take
        if dissolves:
            self.left = None
        pose = self._authored(course)
        self.speed = np.zeros(7) if dissolves else (pose - self.authored) / TICK
        self.authored = pose
        return dissolves

    def _taken(self, course: Course) -> float:
        transition = course.acts[self.act].transition
        return smootherstep(self.seconds / transition) if transition > 0 else 1.0

    def _authored(self, course: Course) -> Floats:
        pose = course.ways[self.act].pose(self.seconds, _STILL * smootherstep(self.calm))
        if self.left is None:
            return pose
        left = self.left.at(self.seconds + TICK)  # it was there a tick ago
        return left if self.shown < 0 else left + (pose - left) * self._taken(course)

    def _aim(self, course: Course, camera: CameraControls) -> None:
        self.freed = min(max(self.freed + (TICK if camera.mode == "free" else -TICK) / 1.5, 0.0), 1.0)
        goal = course.inside(np.array([*camera.position, camera.yaw, camera.pitch, camera.fov]))
        if self.freed <= TICK:
            self.free = goal
        away = goal - self.free
        away[3] = (away[3] + 180) % 360 - 180
        self.free = self.free + away * (1 - math.exp(-TICK / 0.3))
        pose = self.authored
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


def _posed(pose: Floats) -> CameraPose:
    x, y, z, u, v, w, fov = pose.tolist()
    return CameraPose((x, y, z), (u, v, w), fov)


def _apart(one: Floats, other: Floats) -> float:
    """How far two poses (7,) lie apart: metres, or by what they turn."""
    directions = [pose[3:6] - pose[:3] for pose in (one, other)]
    a, b = (direction / max(float(np.linalg.norm(direction)), 1e-6) for direction in directions)
    return max(float(np.linalg.norm(one[:3] - other[:3])), 6.0 * float(np.linalg.norm(a - b)))
