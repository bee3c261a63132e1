"""Kai's nanobots: the glitch that spreads from smile to smile, and the override that heals it.

The glitch is a contagion on the graph of near mosaics: each takes it up from its neighbours at a rate that grows with
how excitable the act makes the nanobots, and loses it when they calm down, when the healing front has passed, or when
its owner's consent ends. The front is a circle on the unrolled walls. Its speed follows the bistable travelling wave
w' = D w'' + k w (1 - w)(w - α), whose front moves at √(kD/2)·(1 - 2α) (Nagumo's equation; Murray, Mathematical
Biology I): strength sets α, so that a weak override loses ground and a strong one gains it.

The override runs on a charge. It drains in proportion to strength and to the wall that the front holds, and comes back
while the override is released. When it runs low the strength sags, the front loses ground, and the glitch returns: an
override that is engaged too early, or held at full strength for too long, can lose.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from viz.clock import TICK
from viz.controls import Point, Settings
from viz.world.chance import key_of, uniform
from viz.world.hall import Hanging

Floats = NDArray[np.float64]

FARTHEST = 100.0
"""The longest reach of the override, metres: every wall of the hall."""
_SPEED = 3.8
"""Metres a second of the front were α zero: √(kD/2)."""
_FLOW = 12.0
"""Metres a second at which a front flows to where it is called, and draws back to a shorter reach."""
_SOFT = 3.0
"""Width of the front in metres."""
_STAND, _HOLD = 0.004, 0.0004
"""Share of the charge that full strength takes in a second, for standing by, and for each metre of the radius held."""
_FILL = 75.0
"""Seconds in which an empty charge fills again while the override is released."""
_LOW = 0.25
"""Charge below which the strength sags."""
_KIN, _REACH, _PASSED = 10, 1.3, 1.85
"""How many others a mosaic hears of the glitch from, over how many metres of bare wall, and how much of it in all."""
_EXCHANGES = 256
"""How often two pairs may exchange partners before the pairs are good enough."""
_REST = 1e-3
"""A mosaic below this much glitch is at rest."""
_DOZE = 3.0
"""Seconds at rest after which the medium sleeps."""


class Override(Settings):
    """The operator's hand on Kai's override. Touching it takes it over from the autopilot."""

    armed: bool = Field(
        False, title="Arm", description="Readies the override; while it is armed the autopilot keeps off"
    )
    engaged: bool = Field(
        False, title="Engage", description="Launches the healing front; needs the override to be armed"
    )
    strength: float = Field(
        0.85,
        ge=0,
        le=1,
        title="Strength",
        description="Below 0.5 the glitch wins; 0.5: stalemate; 1: heals fastest, and drains the charge fastest",
    )
    reach: float = Field(
        FARTHEST,
        ge=4,
        le=FARTHEST,
        title="Reach",
        description="How far the front goes at most; the less wall it holds, the longer the charge lasts",
        json_schema_extra={"unit": "m"},
    )
    where: Point = Field(
        (84.5, 4.5),
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
        description="The most that anyone may allow: 0: nothing; 0.25: light; 0.5: colour; 0.75: place; 1: everything",
    )
    give_back: bool = Field(
        False, title="Give Kai back", description="The autopilot plays Kai again", json_schema_extra={"trigger": True}
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
    """What is near what on the walls, and how the glitch can travel there: fixed until the mosaics are hung anew."""

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
        if self.count == 1:
            return np.zeros((1, 1), np.int64), np.zeros((1, 1))
        near, gaps = self._kin(np.arange(self.count))
        weight = np.exp(-gaps / self._reach)
        weight *= _PASSED / weight.sum(axis=1).mean()
        return np.ascontiguousarray(near.T), np.ascontiguousarray(weight.T)

    @cached_property
    def _reach(self) -> float:
        """Metres of bare wall over which the glitch is passed on: farther where mosaics hang far apart."""
        some = np.linspace(0, self.count - 1, min(self.count, 256)).astype(np.int64)
        # The median by hand: numpy's loads its masked arrays, which keeps the first picture waiting.
        nearest = np.sort(self._gaps(some).min(axis=1)).tolist()
        return max(_REACH, 0.5 * (nearest[(len(nearest) - 1) // 2] + nearest[len(nearest) // 2]))

    def _kin(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], Floats]:
        """(n, K) some of the mosaics near those (n,), and the metres of bare wall between."""
        kin = min(_KIN, self.count - 1)
        near, gaps = np.empty((len(rows), kin), np.int64), np.empty((len(rows), kin))
        for start in range(0, len(rows), 256):  # in blocks, so that thousands of mosaics need little memory
            block = slice(start, start + 256)
            gap = self._gaps(rows[block])
            around = np.maximum((gap < 3.75 * self._reach).sum(axis=1), kin)
            ranks = np.round(np.linspace(0, around - 1, kin, axis=1)).astype(np.int64)
            near[block] = np.take_along_axis(np.argsort(gap, axis=1, kind="stable"), ranks, axis=1)
            gaps[block] = np.take_along_axis(gap, near[block], axis=1)
        return near, gaps

    def joined(self, hanging: Hanging, changed: NDArray[np.int64]) -> Wall:
        """This wall once more mosaics hang on it, after all that hung; changed: those and whoever made room.

        Everybody else goes on hearing of the glitch from whom they heard before, and keeps their partner; of the new
        ones two pair with each other, or one with who has nobody.
        """
        wall = Wall(hanging, self.seed)
        keep: dict[str, Any] = {"_origins": self._origins, "partner": wall._paired(self.partner)}
        if self.count > _KIN:
            keep["_reach"] = self._reach
            wall.__dict__.update(keep)
            near, gaps = wall._kin(changed)
            # As much is passed to a newcomer as to others in the mean.
            weight = np.exp(-gaps / self._reach)
            weight *= _PASSED / np.maximum(weight.sum(axis=1, keepdims=True), 1e-9)
            more = ((0, 0), (0, wall.count - self.count))
            keep["near"] = tuple(np.pad(part, more) for part in self.near)
            for part, columns in zip(keep["near"], (near.T, weight.T), strict=True):
                part[:, changed] = columns
        wall.__dict__.update(keep)
        return wall

    def _paired(self, before: NDArray[np.int64]) -> NDArray[np.int64]:
        """(N,) partners, where those before (n,) have theirs already."""
        partner = np.append(before, np.arange(len(before), self.count))
        for new in range(len(before), self.count):
            alone = np.flatnonzero(partner[:new] == np.arange(new))
            if alone.size and partner[new] == new:
                away = np.square(self.hanging.strip[alone] - self.hanging.strip[new]).sum(axis=1)
                other = alone[np.argmin(away)]
                partner[[new, other]] = other, new
        return partner

    def _gaps(self, rows: NDArray[np.int64]) -> Floats:
        """(n, N) metres of bare wall between those mosaics and all; infinite from each to itself."""
        strip, half = self._walled, self.hanging.half
        apart = np.maximum(np.abs(strip[rows, None] - strip) - half[rows, None] - half, 0.0)
        gap = np.sqrt((apart * apart).sum(axis=-1))
        gap[np.arange(len(rows)), rows] = np.inf
        return gap

    @cached_property
    def _walled(self) -> Floats:
        """(N, 2) middles of the mosaics on walls that close up over their windows."""
        strip = self.hanging.strip
        return np.column_stack([self.hanging.hall.walled(strip[:, 0]), strip[:, 1]])

    @cached_property
    def out(self) -> Floats:
        """(N,) metres along the walls from the middle of the great mosaic to that of each."""
        return np.abs(self.hanging.strip[:, 0] - self.hanging.strip[0, 0])

    @cached_property
    def partner(self) -> NDArray[np.int64]:
        """(N,) the mosaic that each is paired with, a near one: mutual.

        The nearest two that are both free pair first; what is left over pairs in the order along the walls, and those
        far apart exchange partners with others between them. With an odd number the great mosaic stays by itself,
        being made of everyone's colours already.
        """
        partner = np.arange(self.count)
        free = np.ones(self.count, bool)
        free[0] = self.count % 2 == 0
        near, weight = self.near
        order = np.argsort(-weight, axis=None, kind="stable")
        pairs = [*zip((order % self.count).tolist(), near.ravel()[order].tolist(), strict=True)]
        for one, other in pairs:
            if one != other and free[one] and free[other]:
                partner[[one, other]], free[[one, other]] = (other, one), False
        rest = np.flatnonzero(free)
        rest = rest[np.argsort(self.hanging.strip[rest, 0], kind="stable")]
        partner[rest[::2]], partner[rest[1::2]] = rest[1::2], rest[::2]
        for _ in range(_EXCHANGES):
            if not self._exchange(partner):
                break
        return partner

    def _exchange(self, partner: NDArray[np.int64]) -> bool:
        """Let the two of the longest pair exchange partners with another pair, in place; False if none is nearer."""
        strip = self.hanging.strip
        one = int(np.argmax(np.square(strip[partner] - strip).sum(axis=1)))
        other = int(partner[one])
        longest = np.maximum(
            np.square(strip - strip[one]).sum(axis=1), np.square(strip[partner] - strip[other]).sum(axis=1)
        )
        longest[[one, other]] = np.inf
        longest[partner == np.arange(self.count)] = np.inf
        third = int(np.argmin(longest))
        if not longest[third] < np.square(strip[one] - strip[other]).sum():
            return False
        fourth = int(partner[third])
        partner[[one, third, other, fourth]] = third, one, fourth, other
        return True

    @cached_property
    def toward(self) -> Floats:
        """(N,) direction on the wall from each mosaic to its partner: radians, 0 to the right, π/2 up."""
        away = self.hanging.strip[self.partner] - self.hanging.strip
        return np.arctan2(away[:, 1], away[:, 0])

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

    @cached_property
    def turns(self) -> Floats:
        """(N,) a number of each mosaic's own, 0..1: when its owner's turn comes among those who stand as near."""
        return self._draw("turn")

    def _draw(self, what: str) -> Floats:
        return uniform(_keys(what, self.seed), np.arange(self.count), 0)


def _keys(what: str, seed: int) -> NDArray[np.uint64]:
    return np.array([key_of(what, str(seed))], np.uint64)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the evening asks of the nanobots in a tick; the last four are the autopilot's wish for the override."""

    tick: int
    evening: int
    spreading: bool
    """Whether the act itself keeps the glitch going at its origin."""
    glitch: float
    """How excitable they are, 0..1."""
    engage: bool
    strength: float
    where: tuple[float, float]
    """Strip metres."""
    reach: float = FARTHEST
    """Metres."""


@dataclass
class Swarm:
    """The nanobots' state. Arrays are replaced, never written into, so that a shallow copy is a snapshot."""

    glitch: Floats
    """(N,) how far each mosaic is glitching, 0..1."""
    healed: Floats
    """(N,) how far the override holds each, 0..1."""
    excited: float = 0.0
    centre: tuple[float, float] = (0.0, 0.0)
    """Where the front started: strip metres."""
    radius: float = 0.0
    strength: float = 0.0
    """What is asked of the override, 0..1, eased."""
    charge: float = 1.0
    """What is left to the override, 0..1."""
    presence: float = 0.0
    """How much of the override there is: 1 while engaged, fading after."""
    engaged: bool = False
    """Whether anyone, operator or autopilot, engages the override."""
    epoch: int = -1
    """The tick at which the medium woke; -1: it is at rest."""
    dozing: float = 0.0
    """Seconds that all mosaics have been at rest."""

    @staticmethod
    def asleep(count: int) -> Swarm:
        """Nanobots of that many mosaics as they are before anything happened."""
        return Swarm(np.zeros(count), np.zeros(count))

    def joined(self, more: int) -> None:
        """So many more mosaics hang, after the others; they are well."""
        self.glitch, self.healed = (np.append(part, np.zeros(more)) for part in (self.glitch, self.healed))

    @property
    def awake(self) -> bool:
        """Whether the glitch is anywhere."""
        return self.epoch >= 0

    @property
    def effective(self) -> float:
        """The strength that the charge still carries: it sags when the charge runs low."""
        return self.strength * min(1.0, self.charge / _LOW)

    @property
    def front(self) -> tuple[float, float, float, float]:
        """s, y (strip metres) and radius (m) of the healing front, and what it does: strength, fading once released."""
        return *self.centre, self.radius, self.presence * self.effective

    @property
    def alpha(self) -> float:
        """The front's α, below ½ when it gains ground."""
        return 0.9 - 0.8 * self.effective

    def step(self, wall: Wall, kai: Kai, nanobots: Nanobots, asked: Asked, consent: Floats, *, held: bool) -> None:
        """Go on by one tick; consent (N,) is each owner's, and held whether the operator holds Kai."""
        self._override(wall, kai.override, asked, held)
        self._heal(wall)
        self.excited += (asked.glitch * nanobots.glitch - self.excited) * (1 - math.exp(-TICK / 0.8))
        if self.excited < 1e-6:
            self.excited = 0.0
        if self.awake or self.excited > 0:
            self._spread(wall, nanobots, asked, consent)
            self._wake(asked.tick)

    def _override(self, wall: Wall, override: Override, asked: Asked, held: bool) -> None:
        hall = wall.hanging.hall
        wanted, strength, where, reach = asked.engage, asked.strength, asked.where, asked.reach
        if held:
            wanted, strength = override.armed and override.engaged, override.strength
            where, reach = override.where, override.reach
        where = (min(max(where[0], 0.0), hall.strip_length), min(max(where[1], 0.0), hall.wall))
        self.engaged = wanted
        if not wanted:
            self.charge = min(1.0, self.charge + TICK / _FILL)
            self.presence *= math.exp(-TICK / 3.0)
            if self.presence < 0.01:
                self.presence = self.radius = 0.0
            return
        if self.presence == 0.0:
            self.centre, self.radius, self.strength = where, 1.2, strength
        self.presence += (1 - self.presence) * (1 - math.exp(-TICK / 0.5))
        self.strength += (strength - self.strength) * (1 - math.exp(-TICK / 0.5))
        away = (where[0] - self.centre[0], where[1] - self.centre[1])
        stride = min(1.0, _FLOW * TICK / max(math.hypot(*away), 1e-9))
        self.centre = (self.centre[0] + away[0] * stride, self.centre[1] + away[1] * stride)
        self._advance(min(reach, hall.strip_length))

    def _advance(self, reach: float) -> None:
        """Gain or lose ground, never beyond the reach, and pay for what is held."""
        if self.radius > reach:
            self.radius = max(reach, self.radius - _FLOW * TICK)
        else:
            self.radius = min(max(self.radius + _SPEED * (1 - 2 * self.alpha) * TICK, 0.0), reach)
        self.charge = max(0.0, self.charge - TICK * self.effective * (_STAND + _HOLD * self.radius))

    def _heal(self, wall: Wall) -> None:
        if self.presence == 0.0 and not self.healed.any():
            return
        apart = wall.hanging.strip - self.centre
        depth = (self.radius - np.sqrt((apart * apart).sum(axis=1))) / _SOFT + 0.5
        depth = np.minimum(np.maximum(depth, 0.0), 1.0)
        goal = self.presence * min(1.0, self.radius) * depth * depth * (3 - 2 * depth)
        healed = self.healed + (goal - self.healed) * np.where(goal > self.healed, TICK / 0.3, TICK / 4.0)
        self.healed = np.where(healed < 1e-6, 0.0, healed)

    def _spread(self, wall: Wall, nanobots: Nanobots, asked: Asked, consent: Floats) -> None:
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
        self.glitch = np.minimum(np.maximum(glitch, 0.0), consent)

    def _wake(self, tick: int) -> None:
        if (self.glitch > _REST).any():
            self.dozing = 0.0
            if self.epoch < 0:
                self.epoch = tick
        elif self.awake:
            self.dozing += TICK
            if self.dozing >= _DOZE:
                self.epoch, self.dozing = -1, 0.0
                self.glitch = np.zeros_like(self.glitch)
