"""The voices in the hall, as loudness and as light that travels through the architecture.

The walls and the vault are unrolled into a sheet: round the section from the left wall's foot over the crown to the
right wall's foot, and along the hall from the entrance to the end wall. Whoever speaks gives light to the sheet at the
feet of the walls; from there it runs as a damped wave, up the ribs and down the hall.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viz.clock import TICK
from viz.world.hall import Hall

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]

ROUND, ALONG = 24, 64
"""Cells of the sheet round the section and along the hall."""
SPEED = (10.0, 7.0)
"""Metres a second that light travels round and along: quick enough to answer, slow enough to follow with the eye.

Leapfrog is stable while (speed · tick / cell)² adds up to less than 1; the smallest hall that a scene may hold comes to
about a half.
"""
_DECAY = 0.5
"""1/s: how fast a wave fades wherever it is."""
_SOFT = 2.2
"""1/s more at the ends of the hall, so that what comes back from there is a soft echo."""
_RHYTHM = 0.55
"""Pulses a second of those who speak as one."""
_HEAR = 4
"""Ticks between looks at who speaks."""
_EASE = 1 - math.exp(-TICK / 0.18)
"""Share of the way that a tick goes toward what is spoken, twice over: shouts in quick turns become a murmur."""
_REACH = 7.0
"""Metres from a wall at which half a voice is lost on the way."""
_STILL = 1e-6
"""A wave lower than this is none."""
_TAIL = 0.12
"""1/s: how much of the wave's height is seen beside its rise."""
_LENS = 6.5 * (1.0 + 1.6 * np.sin(np.pi * (np.arange(ROUND) + 0.5) / ROUND))[:, None]
"""(ROUND, 1) how bright a wave is seen: more toward the crown, where it has spread."""


@dataclass(frozen=True, slots=True)
class Speakers:
    """M people inside the hall who may have something to say."""

    place: Floats
    """(M, 2) x, z in metres."""
    voice: Floats
    """(M,) loudness, 0..1."""
    variety: Floats
    """(M,) a number of each one's own, 0..1, which stays: whoever speaks alone pulses to it."""
    weight: Floats
    """(M,) how much each one's voice counts: 1 for an attendee, about 4 for those whom all listen to."""


@dataclass
class Voices:
    """What the hall hears. Arrays are replaced, never written into, so that a shallow copy is a snapshot."""

    lumi: float = 0.0
    finn: float = 0.0
    """Loudness of Lumi's warning and of ToothPact, 0..1: they swell and ebb rather than start and stop."""
    ticks: int = 0
    """How long light has been travelling."""
    given: Floats = field(default_factory=lambda: np.zeros((2, ALONG)))
    """(2, ALONG) what is spoken at the feet of the left and the right wall, when last looked at."""
    eased: Floats = field(default_factory=lambda: np.zeros((2, ALONG)))
    source: Floats = field(default_factory=lambda: np.zeros((2, ALONG)))
    """The same, eased once, and twice, which the wave is fed with."""
    wave: Floats = field(default_factory=lambda: np.zeros((ROUND, ALONG)))
    wave_before: Floats = field(default_factory=lambda: np.zeros((ROUND, ALONG)))
    """(ROUND, ALONG) height of the wave now, and one tick ago."""

    def step(self, lumi: float, finn: float) -> None:
        """Go on by one tick toward how loudly each is asked to speak, 0..1."""
        ease = 1 - math.exp(-TICK / 2.5)
        self.lumi += (lumi - self.lumi) * ease
        self.finn += (finn - self.finn) * ease

    @property
    def listens(self) -> bool:
        """Whether it is looked at in the next tick who speaks."""
        return self.ticks % _HEAR == 0

    def travel(self, hall: Hall, speakers: Speakers | None, unison: float) -> None:
        """Let light travel for one tick. Speakers need only be said where it listens.

        unison: 0: everyone pulses to a rhythm of their own; 1: all to the shared one.
        """
        if self.listens and speakers is not None:
            self.given = heard(hall, speakers, unison, self.ticks * TICK)
        self.ticks += 1
        self.eased = self.eased + (self.given - self.eased) * _EASE
        self.source = self.source + (self.eased - self.source) * _EASE
        if all(part.max() < _STILL for part in (self.eased, self.source, np.abs(self.wave), self.wave_before)):
            # All is said: rest is exactly zero, and costs nothing.
            self.eased = self.source = np.zeros((2, ALONG))
            self.wave = self.wave_before = np.zeros((ROUND, ALONG))
            return
        self.wave, self.wave_before = _wave(hall, self.wave, self.wave_before, self.source), self.wave

    @property
    def light(self) -> Singles:
        """(ROUND, ALONG) light of the voices in the sheet, 0 to about 1, and always below 2.

        A wave in a plane drags a tail behind it; its rise in time has none, so crests stand apart. The root keeps a
        single voice visible up to the crown beside a choir; toward nothing light goes softly.
        """
        crest = np.maximum((self.wave - self.wave_before) * (1 / TICK) + _TAIL * self.wave, 0.0) * _LENS
        more = crest + 0.02
        light = crest * crest / (more * np.sqrt(np.sqrt(more)))
        return (1.2 * light / (1.0 + 0.6 * light)).astype(np.float32)


def girth(hall: Hall) -> float:
    """Metres from foot to foot round the section; the vault's half ellipse by Euler's approximation."""
    rise = hall.apex - hall.wall
    return 2 * hall.wall + math.pi * math.sqrt((hall.width * hall.width / 4 + rise * rise) / 2)


def heard(hall: Hall, speakers: Speakers, unison: float, seconds: float) -> Floats:
    """(2, ALONG) light that those who speak give at the feet of the left and the right wall at a moment.

    A place full of voices gives more than one voice but not without end; and all places share what ears can take, so
    that a choir fills the hall and one voice in silence still carries. How much is shared does not follow the beat.
    """
    speaks = np.flatnonzero(speakers.voice > 0.01)
    if not speaks.size:
        return np.zeros((2, ALONG))
    x, z = speakers.place[speaks, 0], speakers.place[speaks, 1]
    own, shared = speakers.variety[speaks], pulse(np.array(seconds * _RHYTHM))
    beat = pulse(own * 29.0 + seconds * (0.42 + 0.2 * own)) * (1 - unison) + shared * unison
    loud = speakers.voice[speaks] * speakers.weight[speaks]
    left = np.clip(x + hall.width / 2, 0.0, hall.width)
    right = hall.width - left
    shares = loud / (left * left + right * right)
    share = np.concatenate(
        [shares * right * right / (1 + (left / _REACH) ** 2), shares * left * left / (1 + (right / _REACH) ** 2)]
    )
    column = np.clip(-z * (ALONG / hall.length), 0, ALONG - 1).astype(np.int64)
    cells = np.concatenate([column, column + ALONG])
    there = _spread(np.bincount(cells, share, 2 * ALONG))
    beats = _spread(np.bincount(cells, share * np.concatenate([beat, beat]), 2 * ALONG))
    full = 1 + there / 3
    # Added exactly, so that the order of the cells does not matter.
    return beats / full / (1 + math.fsum((there / full).ravel().tolist()) / 28)


def _spread(places: NDArray[Any]) -> Floats:
    """(2, ALONG) from (2 · ALONG,): what stands in a column, shared with those beside it."""
    places = places.reshape(2, ALONG)
    spread: Floats = 0.5 * places
    spread[:, 1:] += 0.25 * places[:, :-1]
    spread[:, :-1] += 0.25 * places[:, 1:]
    return spread


def pulse(turns: Floats) -> Floats:
    """A soft beat, 0..1, once a turn: polynomials only, so that it is the same to the bit on every machine."""
    rise = 1 - np.abs(2 * (turns - np.floor(turns)) - 1)
    bell = rise * rise * (3 - 2 * rise)
    return bell * bell * bell


def _wave(hall: Hall, now: Floats, before: Floats, source: Floats) -> Floats:
    """The wave one tick later: u_tt + 2γ u_t + γ² u = c² ∇²u + source, with open feet and soft ends.

    With γ² a plane wave keeps its shape while it fades (Heaviside's line without distortion). Leapfrog.
    """
    turn = (SPEED[0] * TICK * ROUND / girth(hall)) ** 2
    run = (SPEED[1] * TICK * ALONG / hall.length) ** 2
    new = now * _KEPT - before * _LESS
    climb, go = (now[1:] - now[:-1]) * turn, (now[:, 1:] - now[:, :-1]) * run
    new[:-1] += climb
    new[1:] -= climb
    new[:, :-1] += go
    new[:, 1:] -= go
    # A foot's cell is a share of the girth: in metres, so that a voice lights a large hall as it does a small one.
    new[0] += source[0] * (TICK * TICK * ROUND / girth(hall) * 10.0)
    new[-1] += source[1] * (TICK * TICK * ROUND / girth(hall) * 10.0)
    return new * _SUM


def _fading() -> tuple[Floats, Floats, Floats]:
    """(ALONG,) each: what the wave now is taken by, what the one before, and what the sum."""
    rim = np.minimum(np.arange(ALONG), np.arange(ALONG)[::-1])
    fade = (_DECAY + _SOFT * np.maximum(1 - rim / 5, 0.0)) * TICK
    return 2 - fade * fade, 1 - fade, 1 / (1 + fade)


_KEPT, _LESS, _SUM = _fading()
