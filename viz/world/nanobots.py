"""Kai's nanobots: the glitch that spreads from smile to smile, and the override that heals it.

The glitch is a contagion on the graph of near mosaics: each takes it up from its neighbours at a rate that grows with
how excitable the act makes the nanobots, and loses it when they calm down, when the healing front has passed, or when
its owner's consent ends. The front is a circle on the unrolled walls. Its speed follows the bistable travelling wave
w' = D w'' + k w (1 - w)(w - α), whose front moves at √(kD/2)·(1 - 2α) (Nagumo's equation; Murray, Mathematical
Biology I): strength sets α, so that a weak override loses ground and a strong one gains it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from viz.clock import TICK
from viz.controls import Point, Settings
from viz.world.chance import key_of, uniform
from viz.world.hall import Hanging

Floats = NDArray[np.float64]

HAND_BACK = 20.0
"""Seconds after the operator let go of the override until the autopilot may use it."""
_SPEED = 3.8
"""Metres a second of the front were α zero: √(kD/2)."""
_SOFT = 2.0
"""Width of the front in metres."""
_KIN, _REACH, _PASSED = 10, 1.3, 1.85
"""How many others a mosaic hears of the glitch from, over how many metres of bare wall, and how much of it in all."""
_LOW = 1e-3
"""A mosaic below this much glitch is at rest."""
_DOZE = 3.0
"""Seconds at rest after which the medium sleeps."""


class Override(Settings):
    """The operator's hand on Kai's override. Touching it takes it over from the autopilot."""

    armed: bool = Field(
        False, title="Arm", description="Readies the override; disarming gives it back to the autopilot after 20 s"
    )
    engaged: bool = Field(
        False, title="Engage", description="Launches the healing front; needs the override to be armed"
    )
    strength: float = Field(
        0.85, ge=0, le=1, title="Strength", description="Below 0.5 the glitch wins; 0.5: stalemate; 1: heals fastest"
    )
    where: Point = Field(
        (52.5, 3.0),
        title="Where",
        description="Where the front starts: metres along the walls from the entrance, then height",
        json_schema_extra={"unit": "m"},
    )


class Kai(Settings):
    """What Kai Adira may do with the nanobots."""

    override: Override = Field(default_factory=Override)
    consent: float = Field(
        1.0,
        ge=0,
        le=1,
        title="Consent",
        description="How much nanobots may change: 0: nothing; 1: as much as the act allows",
    )


class Nanobots(Settings):
    """How the glitch behaves."""

    glitch: float = Field(
        1.0, ge=0, le=1, title="Glitch", description="How far it may go: 0: not at all; 1: as far as the act says"
    )
    spread: float = Field(
        1.0,
        ge=0.1,
        le=4,
        title="Spread",
        description="How fast it passes to the next smile; 1: as rehearsed",
        json_schema_extra={"log": True},
    )
    restless: float = Field(
        0.5, ge=0, le=1, title="Restless", description="0: every smile glitches steadily; 1: each waxes and wanes"
    )


@dataclass(frozen=True)
class Wall:
    """How the glitch can travel over the mosaics as they hang: fixed until they are hung anew."""

    hanging: Hanging
    seed: int

    @property
    def count(self) -> int:
        """How many mosaics there are."""
        return len(self.hanging.strip)

    @cached_property
    def near(self) -> tuple[NDArray[np.int64], Floats]:
        """(K, N) some of the mosaics near each, and how strongly each of those passes the glitch on.

        However many mosaics share the walls, the glitch crosses the same metres in a second: each has ten others, from
        the nearest to some a few metres off, and together they pass on the same.
        """
        kin = min(_KIN, self.count - 1)
        if kin == 0:
            return np.zeros((1, 1), np.int64), np.zeros((1, 1))
        some = np.linspace(0, self.count - 1, min(self.count, 256)).astype(np.int64)
        reach = max(_REACH, float(np.median(self._gaps(some).min(axis=1))))
        near, gaps = np.empty((self.count, kin), np.int64), np.empty((self.count, kin))
        for start in range(0, self.count, 256):  # in blocks, so that thousands of mosaics need little memory
            rows = np.arange(start, min(start + 256, self.count))
            gap = self._gaps(rows)
            around = np.maximum((gap < 3.75 * reach).sum(axis=1), kin)
            ranks = np.round(np.linspace(0, around - 1, kin, axis=1)).astype(np.int64)
            near[rows] = np.take_along_axis(np.argsort(gap, axis=1, kind="stable"), ranks, axis=1)
            gaps[rows] = np.take_along_axis(gap, near[rows], axis=1)
        weight = np.exp(-gaps / reach)
        weight *= _PASSED / weight.sum(axis=1).mean()
        return np.ascontiguousarray(near.T), np.ascontiguousarray(weight.T)

    def _gaps(self, rows: NDArray[np.int64]) -> Floats:
        """(n, N) metres of bare wall between those mosaics and all; infinite from each to itself."""
        strip, half = self.hanging.strip, self.hanging.half
        apart = np.maximum(np.abs(strip[rows, None] - strip) - half[rows, None] - half, 0.0)
        gap = np.sqrt((apart * apart).sum(axis=-1))
        gap[np.arange(len(rows)), rows] = np.inf
        return gap

    @cached_property
    def owners(self) -> Floats:
        """(N,) exponents: how much less than everybody's consent each owner gives."""
        return 0.5 + 1.5 * self._draw("consent")

    @cached_property
    def rhythm(self) -> tuple[Floats, Floats]:
        """(N,) angular speed per second and phase by which each mosaic waxes and wanes."""
        return 2 * math.pi / (7 + 9 * self._draw("period")), 2 * math.pi * self._draw("phase")

    def origin(self, evening: int) -> int:
        """The mosaic on a side wall in which an evening's glitch begins."""
        return int(self._origins[evening % len(self._origins)])

    @cached_property
    def _origins(self) -> NDArray[np.int64]:
        if self.count == 1:
            return np.zeros(1, np.int64)
        length = self.hanging.hall.length
        # In the middle of a side wall, where the glitch has far to go both ways, and visitors stand.
        depth = np.minimum(self.hanging.strip[1:, 0], self.hanging.hall.strip_length - self.hanging.strip[1:, 0])
        middle = 1 + np.flatnonzero((depth > 0.35 * length) & (depth < 0.7 * length))
        choice = middle if middle.size else np.arange(1, self.count)
        return choice[(uniform(_keys("origin", self.seed), np.arange(365), 0) * choice.size).astype(int)]

    def _draw(self, what: str) -> Floats:
        return uniform(_keys(what, self.seed), np.arange(self.count), 0)


def _keys(what: str, seed: int) -> NDArray[np.uint64]:
    return np.array([key_of(what, str(seed))], np.uint64)


@dataclass(frozen=True, slots=True)
class Asked:
    """What act and operator ask of the nanobots in a tick."""

    tick: int
    evening: int
    spreading: bool
    """Whether the act itself keeps the glitch going at its origin."""
    glitch: float
    """How excitable they are, 0..1."""
    consent: float
    """0..1."""
    kai: float
    """Strength of the autopilot's override; 0: none."""


@dataclass
class Swarm:
    """The nanobots' state. Arrays are replaced, never written into, so that a shallow copy is a snapshot."""

    glitch: Floats
    """(N,) how far each mosaic is glitching, 0..1."""
    healed: Floats
    """(N,) how far the override holds each, 0..1."""
    consent: Floats
    """(N,) how much each owner lets nanobots change: the glitch never exceeds it."""
    excited: float = 0.0
    agreed: float = 1.0
    """What everybody consents to, 0..1: the ease between acts' and operator's wishes."""
    centre: tuple[float, float] = (0.0, 0.0)
    """Where the front started: strip metres."""
    radius: float = 0.0
    strength: float = 0.0
    presence: float = 0.0
    """How much of the override there is: 1 while engaged, fading after."""
    engaged: bool = False
    """Whether anyone, operator or autopilot, engages the override."""
    hand: float = 0.0
    """Seconds until the operator's hand is off the override; 0: the autopilot has it."""
    epoch: int = -1
    """The tick at which the medium woke; -1: it is at rest."""
    dozing: float = 0.0
    """Seconds that all mosaics have been at rest."""

    @staticmethod
    def asleep(count: int) -> Swarm:
        """Nanobots of that many mosaics as they are before anything happened."""
        return Swarm(np.zeros(count), np.zeros(count), np.ones(count))

    @property
    def awake(self) -> bool:
        """Whether the glitch is anywhere."""
        return self.epoch >= 0

    @property
    def alpha(self) -> float:
        """The front's α, below ½ when it gains ground."""
        return 0.9 - 0.8 * self.strength

    def touched(self) -> None:
        """The operator laid a hand on the override."""
        self.hand = HAND_BACK

    def step(self, wall: Wall, kai: Kai, nanobots: Nanobots, asked: Asked) -> None:
        """Go on by one tick."""
        self._override(wall, kai.override, asked)
        self._heal(wall)
        self._agree(wall, min(asked.consent, kai.consent))
        self.excited += (asked.glitch * nanobots.glitch - self.excited) * (1 - math.exp(-TICK / 0.8))
        if self.excited < 1e-6:
            self.excited = 0.0
        if self.awake or self.excited > 0:
            self._spread(wall, nanobots, asked)
            self._wake(asked.tick)

    def _override(self, wall: Wall, override: Override, asked: Asked) -> None:
        hall = wall.hanging.hall
        self.hand = HAND_BACK if override.armed else max(0.0, self.hand - TICK)
        if self.hand > 0:
            wanted, strength = override.armed and override.engaged, override.strength
            where = (min(max(override.where[0], 0.0), hall.strip_length), min(max(override.where[1], 0.0), hall.wall))
        else:
            wanted, strength, where = asked.kai > 0, asked.kai, (hall.length + hall.width / 2, 0.4 * hall.wall)
        self.engaged = wanted
        if not wanted:
            self.presence *= math.exp(-TICK / 3.0)
            if self.presence < 0.01:
                self.presence = self.radius = 0.0
            return
        if self.presence == 0.0:
            self.centre, self.radius, self.strength = where, 1.2, strength
        self.presence += (1 - self.presence) * (1 - math.exp(-TICK / 0.5))
        self.strength += (strength - self.strength) * (1 - math.exp(-TICK / 0.5))
        away = (where[0] - self.centre[0], where[1] - self.centre[1])
        stride = min(1.0, 8.0 * TICK / max(math.hypot(*away), 1e-9))  # a front that is called elsewhere flows there
        self.centre = (self.centre[0] + away[0] * stride, self.centre[1] + away[1] * stride)
        self.radius += _SPEED * (1 - 2 * self.alpha) * TICK
        self.radius = min(max(self.radius, 0.0), hall.strip_length)

    def _heal(self, wall: Wall) -> None:
        if self.presence == 0.0 and not self.healed.any():
            return
        apart = wall.hanging.strip - self.centre
        depth = (self.radius - np.sqrt((apart * apart).sum(axis=1))) / _SOFT + 0.5
        depth = np.minimum(np.maximum(depth, 0.0), 1.0)
        goal = self.presence * min(1.0, self.radius) * depth * depth * (3 - 2 * depth)
        healed = self.healed + (goal - self.healed) * np.where(goal > self.healed, TICK / 0.3, TICK / 4.0)
        self.healed = np.where(healed < 1e-6, 0.0, healed)

    def _agree(self, wall: Wall, consent: float) -> None:
        if self.agreed == consent:
            return
        self.agreed += (consent - self.agreed) * (1 - math.exp(-TICK / 1.0))
        if abs(self.agreed - consent) < 1e-9:
            self.agreed = consent
        self.consent = self.agreed**wall.owners

    def _spread(self, wall: Wall, nanobots: Nanobots, asked: Asked) -> None:
        near, weight = wall.near
        speed, phase = wall.rhythm
        glitch = self.glitch
        heard = 0.5 * glitch + (weight * glitch[near]).sum(axis=0)
        if asked.spreading and self.excited > 0.2:
            heard[wall.origin(asked.evening)] += 0.5
        wave = 0.5 + 0.5 * np.sin(speed * (asked.tick * TICK) + phase)
        level = self.excited * (1 - 0.5 * nanobots.restless * wave)
        room = level - glitch
        rate = nanobots.spread * self.excited * 0.7 * heard * (1 - self.healed)
        glitch = glitch + TICK * (
            rate * np.maximum(room, 0.0) + 0.4 * np.minimum(room, 0.0) - 2.5 * self.healed * glitch
        )
        self.glitch = np.minimum(np.maximum(glitch, 0.0), self.consent)

    def _wake(self, tick: int) -> None:
        if (self.glitch > _LOW).any():
            self.dozing = 0.0
            if self.epoch < 0:
                self.epoch = tick
        elif self.awake:
            self.dozing += TICK
            if self.dozing >= _DOZE:
                self.epoch, self.dozing = -1, 0.0
                self.glitch = np.zeros_like(self.glitch)
