"""The operator's desk: what the panels read, and the one way in which they change the show."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Any

from viz.controls import Control, controls_of
from viz.errors import Wrong
from viz.health import Health
from viz.panel.tracks import Histograms, Tracks
from viz.undo import Undo

if TYPE_CHECKING:
    from viz.frame import Frame
    from viz.show import Show

SAMPLE_TICKS = 15
"""A sample of the crowd every quarter of a second …"""
SAMPLES = 1200
"""… for five minutes."""
COLUMN = 10
"""Samples in a column of the history of how feelings are spread."""


def _crowd() -> Tracks:
    return Tracks(("seconds", "panic", "support", "opinion", "glitch"), SAMPLES)


def _spread() -> Histograms:
    return Histograms(3, SAMPLES // COLUMN, COLUMN)


@dataclass
class Desk:
    """State of the panels for one show. Panels are functions of it; `say` is how they speak.

    A drag says many values and is one step of undo: `say(…, more=True)` while it goes on, then `settle`.
    """

    show: Show
    frame: Frame
    health: Health = field(default_factory=Health)
    crowd: Tracks = field(default_factory=_crowd)
    spread: Histograms = field(default_factory=_spread)
    """Of everybody's panic, support and opinion."""
    problems: dict[str, str] = field(default_factory=dict)
    """What is broken now, by what it concerns: a scene or shader whose last good form plays on, a full disk."""
    selected: int | None = None
    """The mosaic that the mosaics panel tells about."""
    picking: bool = False
    """The next click into the hall sets where the override starts."""
    notes: dict[str, str] = field(default_factory=dict)
    """What to say beside a widget: why its last value was refused or changed."""
    memory: dict[str, Any] = field(default_factory=dict)
    """What a panel has to remember between frames, such as how long a switch has been held."""

    def __post_init__(self) -> None:
        self.undo = Undo(self.show)
        self._gesture = 0
        self._sampled = -1

    @property
    def controls(self) -> Mapping[str, Control]:
        """Every control of the show by its path, in order of declaration."""
        return controls_of(type(self.show.controls))

    def value(self, path: str) -> Any:
        """The control's value, or what was just said to it and takes effect at the next tick."""
        return self.show.value(path)

    def default(self, path: str) -> Any:
        """What the scene gives the control."""
        return reduce(getattr, path.split("/"), self.show.scene)

    def say(self, path: str, value: Any, more: bool = False) -> bool:
        """Say a value to the show; False, with a note beside the widget, if it is not allowed.

        more: the same gesture goes on, such as a drag that is not released yet.
        """
        try:
            self.undo.say(path, value, self._gesture)
        except Wrong as wrong:
            self.notes[path] = str(wrong)
            return False
        self.notes.pop(path, None)
        if not more:
            self.settle()
        return True

    def fly(self, path: str, value: Any) -> None:
        """Say where the free camera goes: journaled like everything, but no step of undo, being said at every tick."""
        with suppress(Wrong):
            self.show.say(path, value)

    def settle(self) -> None:
        """A gesture ended: what it said of a control is one step of undo."""
        self._gesture += 1

    def reset(self, path: str) -> None:
        """Back to what the scene gives."""
        if self.value(path) != self.default(path):
            self.say(path, self.default(path))

    def start_over(self) -> None:
        """Another show stands in the place of the one before: what was about that one is forgotten."""
        self.undo = Undo(self.show)
        self.crowd.clear()
        self.spread.clear()
        self.notes.clear()
        self.selected, self.picking, self._sampled = None, False, -1

    def select(self, mosaic: int | None) -> None:
        """Tell about this mosaic."""
        self.selected = mosaic
        self.memory["in front"] = "Mosaics"

    def pick(self, s: float, y: float) -> None:
        """The override starts at this place on the walls, in strip metres."""
        self.picking = False
        self.say("kai/override/where", (round(s, 2), round(y, 2)))

    def look_at(self, frame: Frame) -> None:
        """Take the frame that is about to be drawn, and a sample of the crowd when one is due."""
        self.frame = frame
        if self.selected is not None and self.selected >= len(frame.mosaic):
            self.selected = None
        due = frame.tick // SAMPLE_TICKS
        if due == self._sampled:
            return
        if due < self._sampled:
            self.crowd.clear()
            self.spread.clear()
        self._sampled = due
        self.spread.add(frame.people[:, 4:7])
        self.crowd.add(frame.seconds, frame.panic, frame.support, frame.opinion, frame.glitch_share)
