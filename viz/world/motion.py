"""How people walk: the collision-free speed model, in a rectangular room.

Tordeux, Chraibi, Seyfried: Collision-free speed model for pedestrian dynamics, Traffic and Granular Flow '15 (2016): a
person's direction is their goal's, turned away from others and from walls; their speed follows from the room ahead, so
that nobody walks into anybody. Fear hurries and lets follow the others: Helbing, Farkas, Vicsek, Simulating dynamical
features of escape panic, Nature 407 (2000).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from viz.world.near import Near, tally

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

HURRY = 2.2
"""m/s at which people walk in full panic."""
_FADED = 8.0
"""Ranges after which a push is over: the exponential has fallen to 0.0003."""
_CREEP = 0.15
"""m/s."""
_TINY = 1e-12
_BLOCK = 16384
"""Pairs compared at once: their numbers fit the processor's cache."""


@dataclass(frozen=True, slots=True)
class Tordeux:
    """The model's parameters.

    Its authors' T is 1 s, and JuPedSim's defaults are T = 1 s, l = 0.4 m: with these a corridor flows about 40 %
    slower than people were seen to (Weidmann 1993), for who wants to pass is always behind somebody. T and l are
    fitted to Weidmann.
    """

    length: float = 0.42
    """l: metres between two who touch, twice the radius of a body."""
    time: float = 0.55
    """T: seconds that a person keeps to the one ahead."""
    strength: float = 8.0
    reach: float = 0.1
    """A, and D in metres: how others push one's direction away."""
    wall_strength: float = 5.0
    wall_reach: float = 0.02
    """The same for walls, metres."""
    give: float = 0.6
    """m/s at most with which someone who stands gives way when pressed."""
    aside: float = 20.0
    """How strongly those who stand are pushed out of a walker's way. Both are ours: the model knows no standing
    people, and through a hall full of them nobody would get anywhere."""

    @property
    def touch(self) -> float:
        """Metres at which bodies push."""
        return self.length + _FADED * self.reach

    @property
    def ahead(self) -> float:
        """Metres at which someone ahead slows those who hurry most."""
        return self.length + self.time * HURRY


def walk(
    place: Floats,
    wish: Floats,
    speed: Floats,
    near: Near,
    lo: Floats,
    hi: Floats,
    dt: float,
    model: Tordeux | None = None,
) -> tuple[Floats, Floats, Floats]:
    """Everybody's place (M, 2), direction (M, 2, of length 1, or 0 for those who stand) and pace (M,) in m/s, dt
    seconds later.

    wish (M, 2): unit vectors to where each wants to go. speed (M,): how fast each would walk alone, m/s; 0 stands,
    and gives way a little when pressed. near must be no older than its skin allows. lo, hi (2,): the room's walls, x
    and z in metres; nobody leaves it. In a corridor with a period (see Near) the ends in z are no walls.
    """
    model = model or _USUAL
    if near.touch < model.touch - _TINY or near.reach < model.ahead - _TINY:
        raise ValueError(f"near lists {near.touch:g} and {near.reach:g} m: needs {model.touch:g} and {model.ahead:g} m")
    x, z = np.ascontiguousarray(place.T)
    between = _between(x, z, near)
    push_x, push_z = _push(between, near, model, len(x))
    goes = speed > 0
    aside_x, aside_z = _aside(between, wish, goes, near, model)
    wall_x, wall_z = _off_wall(x, lo[0], hi[0], model), 0.0 if near.period else _off_wall(z, lo[1], hi[1], model)
    ex = wish[:, 0] * goes + push_x + wall_x + aside_x
    ez = wish[:, 1] * goes + push_z + wall_z + aside_z
    force = ex * ex + ez * ez
    free = np.where(goes, speed, model.give * np.maximum(force - 0.04, 0.0) / (1.0 + force))
    length = np.sqrt(np.maximum(force, _TINY))
    moves = free > 0
    ex, ez = ex * moves / length, ez * moves / length
    pace = np.minimum(free, _room_ahead(between, ex, ez, near, model) / model.time)
    # Two who stand in each other may be hemmed in: they creep apart all the same.
    pace = np.maximum(pace, _CREEP * (~goes & (force > model.strength**2)))
    x, z = x + dt * pace * ex, z + dt * pace * ez
    z = z % near.period if near.period else np.minimum(np.maximum(z, lo[1]), hi[1])
    x = np.minimum(np.maximum(x, lo[0]), hi[0])
    return np.stack([x, z], axis=-1), np.stack([ex, ez], axis=-1), pace


def hurry(speed: Floats, panic: Floats) -> Floats:
    """(M,) free speeds, m/s, of those who would walk at speed, in so much panic (0 … 1)."""
    return (1 - panic) * speed + panic * HURRY


def herd(wish: Floats, direction: Floats, panic: Floats, near: Near) -> Floats:
    """(M, 2) unit vectors: the more panic (M,), the less one's own goal counts and the more where those around go."""
    (count, x, z) = near.sums(np.ones(len(wish)), direction[:, 0], direction[:, 1])
    share = panic / np.maximum(count, 1.0)
    ex, ez = (1 - panic) * wish[:, 0] + share * x, (1 - panic) * wish[:, 1] + share * z
    length = np.sqrt(np.maximum(ex * ex + ez * ez, _TINY))
    return np.stack([ex / length, ez / length], axis=-1)


class _Between(NamedTuple):
    """(P,) metres from the first to the second of each pair of walkers, and their square."""

    x: Floats
    z: Floats
    squared: Floats


def _between(x: Floats, z: Floats, near: Near) -> _Between:
    first, second = near.first[: near.walking], near.second[: near.walking]
    dx, dz = x.take(second), z.take(second)
    dx -= x.take(first)
    dz -= z.take(first)
    if near.period:
        dz -= near.period * np.rint(dz / near.period)
    squared = dx * dx
    squared += dz * dz
    return _Between(dx, dz, squared)


def _push(between: _Between, near: Near, model: Tordeux, count: int) -> tuple[Floats, Floats]:
    """(M,) sums over all others of A exp((l - r) / D), away from each."""
    felt = np.flatnonzero(between.squared[: near.touching] < model.touch**2)
    first, second = near.first.take(felt), near.second.take(felt)
    dx, dz, squared = between.x.take(felt), between.z.take(felt), between.squared.take(felt)
    dx = np.where(squared < _TINY, 1e-3, dx)  # two on one spot: any way out will do
    r = np.sqrt(np.maximum(squared, _TINY))
    size = model.strength * _exp((model.length - r) / model.reach) / r
    dx, dz = dx * size, dz * size
    return (
        tally(second, dx, count) - tally(first, dx, count),
        tally(second, dz, count) - tally(first, dz, count),
    )


def _aside(
    between: _Between, wish: Floats, goes: NDArray[np.bool_], near: Near, model: Tordeux
) -> tuple[Floats, Floats]:
    """(M,) pushes on those who stand out of the way of those who walk at them, square to where these want to go."""
    first, second, count = near.first[: near.touching], near.second[: near.touching], len(goes)
    leads = goes.take(first)
    meet = np.flatnonzero(leads != goes.take(second))
    leads, first, second = leads.take(meet), first.take(meet), second.take(meet)
    sign, walker, other = np.where(leads, 1.0, -1.0), np.where(leads, first, second), np.where(leads, second, first)
    dx, dz = sign * between.x.take(meet), sign * between.z.take(meet)
    hx, hz = wish[:, 0].take(walker), wish[:, 1].take(walker)
    across, size = hx * dz - hz * dx, model.aside * (hx * dx + hz * dz > 0)
    size *= np.maximum(1 - np.sqrt(between.squared.take(meet)) / model.touch, 0.0)
    size *= np.maximum(1 - 0.5 * np.abs(across) / model.length, 0.0)
    size *= np.where(across < 0, -1.0, 1.0)
    return tally(other, -hz * size, count), tally(other, hx * size, count)


def _off_wall(at: Floats, lo: float, hi: float, model: Tordeux) -> Floats:
    """(M,) pushes along one axis off the nearer of two walls."""
    off = at - 0.5 * (lo + hi)
    gap = 0.5 * (hi - lo) - np.abs(off)
    push = np.zeros_like(at)
    felt = np.flatnonzero(gap < 0.5 * model.length + _FADED * model.wall_reach)
    size = _exp((0.5 * model.length - np.maximum(gap.take(felt), 0.0)) / model.wall_reach)
    push[felt] = -model.wall_strength * size * np.sign(off.take(felt))
    return push


def _room_ahead(between: _Between, ex: Floats, ez: Floats, near: Near, model: Tordeux) -> Floats:
    """(M,) metres to whoever is next in the strip, two radii to each side, that somebody is about to walk; or 0."""
    room = np.full(len(ex), np.inf)
    for start in range(0, near.walking, _BLOCK):
        block = slice(start, min(start + _BLOCK, near.walking))
        dx, dz, squared = (each[block] for each in between)
        # |e_perp . r| <= l and e . r > 0, said with e . r alone.
        least = squared - model.length**2
        np.sqrt(np.maximum(least, _TINY, out=least), out=least)
        for who, side in ((near.first[block], 1), (near.second[block], -1)):
            along, across = ex.take(who), ez.take(who)
            along *= dx
            across *= dz
            along += across
            seen = np.flatnonzero(along >= least if side > 0 else along <= -least)
            np.minimum.at(room, who.take(seen), squared.take(seen))
    return np.maximum(np.sqrt(room) - model.length, 0.0)


def _exp(y: Floats) -> Floats:
    """e^y for |y| <= 11, to 1e-5, by sums and products alone: np.exp's last bits differ between processors."""
    y = y / 32
    power = 1 + y * (1 + y / 2 * (1 + y / 3 * (1 + y / 4 * (1 + y / 5 * (1 + y / 6)))))
    for _ in range(5):
        power = power * power
    return power


_USUAL = Tordeux()
