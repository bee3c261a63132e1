"""When the acts of an evening begin and end. Acts are directed, so only playing them tells."""

from __future__ import annotations

from dataclasses import dataclass

from viz.clock import HZ
from viz.show import Show


@dataclass(frozen=True, slots=True)
class Span:
    """An act as it was played: ticks."""

    act: int
    first: int
    end: int
    telling: int
    """The tick that shows best what the act is about: as the override sets out, or past its middle."""


def spans(show: Show) -> list[Span]:
    """The acts of the first evening in the order in which they are played; an act that is held is the last.

    Plays the show from its beginning, with what its journal says, and leaves it where that evening is over.
    """
    show.seek(0)
    played: list[Span] = []
    first, engaged, stage = 0, 0, show.world.stage
    act, seconds = stage.act, stage.seconds
    while not over(show):
        show.step()
        stage = show.world.stage
        if stage.act != act or stage.seconds < seconds:
            played.append(_span(act, first, show.tick, engaged))
            first, engaged = show.tick, 0
        elif not engaged and show.world.swarm.engaged:
            engaged = show.tick
        act, seconds = stage.act, stage.seconds
    if show.tick > first:
        played.append(_span(act, first, show.tick, engaged))
    return [span for span in played if span.end <= show.tick and span.end - span.first > 1]


def over(show: Show) -> bool:
    """Whether the first evening is over, or stands still in an act that is held; never before the journal's last
    word."""
    entries, stage = show.journal.entries, show.world.stage
    if entries and show.tick <= entries[-1].tick + HZ:
        return False
    return stage.evening > 0 or stage.seconds > show.scene.act[stage.act].bounds[1] + 1.0


def length(show: Show) -> float:
    """Seconds that the first evening takes: it is played for that."""
    spans(show)
    return show.tick / HZ


def _span(act: int, first: int, end: int, engaged: int) -> Span:
    # An override that goes on from the act before is nothing new to tell.
    fresh = engaged > first + 1
    return Span(act, first, end, engaged if fresh else first + (end - first) * 3 // 5)
