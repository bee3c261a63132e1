"""What the flash guard did, for those who mend the cause: a reading of each picture, and episodes of its holding."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace

from viz.clock import HZ

Place = tuple[float, float]
"""Shares of the wall's width, from the left, and of its height, from the top."""
ACTS_FROM, DENSE = 1 / 400, 1 / 4
"""The guard acts when it holds so large a share of the wall, a twentieth of its width and height, or such a share of
one place of the meter. Less than that is glints, each a few pixels wide, which come and go all evening: nobody could
find the cause, or see the effect."""
MILD, BLURS_FROM = 1 / 10, 1 / 20
"""Blur that takes so little luminance from pixels in the mean, as that of a wall that the camera passes does, is told
only where it covers so large a share of the wall."""
PAUSE_S = 2.0
"""An episode goes on over shorter pauses."""
KEPT = 12
"""Episodes that the panel shows."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the meter reads of one picture, or the worst of what it read of some."""

    tick: int
    """Of the show, as it stood in that picture."""
    changes: int = 0
    """How often light changed, up or down, within the last second at the worst place: 0 to 4, the guard's limit."""
    worst: Place = (0.5, 0.5)
    """Where that is."""
    held: float = 0.0
    """Share of the wall's pixels that the guard did not show as they were drawn."""
    blurred: float = 0.0
    """Of these such as are blurred along their way, as a share of the wall."""
    depth: float = 0.0
    """Difference in luminance that it kept from them, their mean, as a share of white."""
    held_at: Place = (0.5, 0.5)
    """Where it holds most …"""
    dense: float = 0.0
    """… and the share of that place, in this picture and some before."""

    @property
    def flashes(self) -> float:
        """Flashes in the last second at the worst place; a flash is a change there and one back."""
        return self.changes / 2

    @property
    def blurs(self) -> bool:
        """Whether it rather blurs what it does not show as it was drawn than holds it."""
        return self.blurred > self.held / 2

    @property
    def acts(self) -> bool:
        """Whether so much is held that the guard is said to act."""
        if self.blurs and self.depth < MILD:
            return self.held >= BLURS_FROM
        return self.held >= ACTS_FROM or (self.held > 0 and self.dense >= DENSE)


def worst_of(readings: Iterable[Reading]) -> Reading:
    """The most of each, with its place, as one reading at the last one's tick."""
    every = list(readings)
    most, held = max(every, key=lambda one: one.changes), max(every, key=lambda one: one.held)
    return replace(held, tick=every[-1].tick, changes=most.changes, worst=most.worst)


def where(place: Place) -> str:
    """A place in words, as somebody before the wall would point: 'lower left'."""
    across, down = (min(int(3 * share), 2) for share in place)
    high, side = ("upper", "", "lower")[down], ("left", "middle", "right")[across]
    return f"{high} {side}".strip()


def share(part: float) -> str:
    """A share in words: '12%', '1.2%'."""
    return f"{part:.0%}" if part >= 0.0995 or not part else f"{max(part, 0.001):.1%}"


@dataclass(slots=True)
class Episode:
    """The guard acted from one tick to another, but for short pauses."""

    begin: int
    end: int
    worst: Reading
    """The most of everything; its tick is that of the most held."""
    act: str
    """Of the story, as it stood then."""
    going: bool = True

    def take(self, reading: Reading, act: str) -> None:
        """It goes on."""
        self.end = reading.tick
        tick = self.worst.tick
        if reading.held > self.worst.held:
            tick, self.act = reading.tick, act
        self.worst = replace(worst_of((self.worst, reading)), tick=tick)

    def __str__(self) -> str:
        """One line: what, where, and the moment to look at."""
        worst, part = self.worst, share(self.worst.held)
        moment = f"({self.act}, {worst.tick / HZ:.1f} s, tick {worst.tick})"
        holds, held = ("blurs", "blurred") if worst.blurs else ("holds", "held")
        if self.going:
            return f"the flash guard {holds} {part} of the wall, {where(worst.held_at)} {moment}"
        across, down = worst.held_at
        flashes = f", {worst.flashes:g} flash{'' if worst.flashes == 1 else 'es'} a second" if worst.changes else ""
        return (
            f"the flash guard {held} {part} at most, {across:.0%} across, {down:.0%} down{flashes} {moment}; "
            f"in all {(self.end - self.begin) / HZ:.1f} s, ticks {self.begin} to {self.end}"
        )


class FlashLog:
    """Episodes of the guard's acting, from one reading after another."""

    def __init__(self) -> None:
        self.episodes: deque[Episode] = deque(maxlen=KEPT)
        """The last ones, oldest first; the last may still go on."""
        self._acted = float("-inf")

    @property
    def going(self) -> Episode | None:
        """The episode that goes on."""
        return self.episodes[-1] if self.episodes and self.episodes[-1].going else None

    def feed(self, now: float, reading: Reading, act: str) -> list[Episode]:
        """The episodes that end and begin with that reading. now: seconds of a steady clock."""
        told, going = [], self.going
        if going and (now - self._acted >= PAUSE_S or reading.tick < going.end):
            told += self.close()
        if reading.acts:
            self._acted = now
            if going := self.going:
                going.take(reading, act)
            else:
                self.episodes.append(Episode(reading.tick, reading.tick, reading, act))
                told.append(self.episodes[-1])
        return told

    def close(self) -> list[Episode]:
        """Nothing more comes: the episode that ends with that, if one goes on."""
        going = self.going
        if going is None:
            return []
        going.going = False
        return [going]
