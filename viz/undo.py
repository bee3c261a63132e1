"""Undo and redo: every change of a control can be taken back, and taken back again."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from viz.controls import controls_of
from viz.show import Show


@dataclass(frozen=True, slots=True)
class Change:
    """A control's change, from the value before the operator's hand came to the value that it left."""

    path: str
    before: Any
    after: Any


@dataclass
class Undo:
    """The changes said to a show through this desk, to be walked back and forth.

    Undoing is saying the value before, so it goes to the journal like any change. A trigger cannot be taken back.
    """

    show: Show
    depth: int = 500
    """The most changes that are remembered."""
    _done: list[Change] = field(default_factory=list)
    _undone: list[Change] = field(default_factory=list)
    _gesture: Hashable = None

    def say(self, path: str, value: Any, gesture: Hashable = None) -> None:
        """Say a change to the show, and remember it. Raises Wrong, remembering nothing, for what is not allowed.

        Changes of one path in one gesture, such as a slider's drag, are one: gesture is any mark that the calls share.
        """
        control = controls_of(self.show.controls).get(path)
        before = self.show.value(path) if control else None
        self.show.say(path, value)
        if control is None or control.kind == "trigger":
            return
        after = self.show.value(path)
        last = self._done[-1] if self._done else None
        if gesture is not None and gesture == self._gesture and last and last.path == path and not self._undone:
            before = self._done.pop().before
        self._gesture = gesture
        if after != before:
            self._done.append(Change(path, before, after))
            self._undone.clear()
            del self._done[: -self.depth]

    @property
    def next_undo(self) -> Change | None:
        """The change that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> Change | None:
        """The change that redo would make again."""
        return self._undone[-1] if self._undone else None

    def undo(self) -> Change | None:
        """Take the last change back, and return it; None when there is none."""
        if not self._done:
            return None
        change = self._done.pop()
        self.show.say(change.path, change.before)
        self._undone.append(change)
        self._gesture = None
        return change

    def redo(self) -> Change | None:
        """Make the change last taken back again, and return it; None when there is none."""
        if not self._undone:
            return None
        change = self._undone.pop()
        self.show.say(change.path, change.after)
        self._done.append(change)
        self._gesture = None
        return change
