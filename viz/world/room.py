"""Mosaics that grow by one story at a time: arrays with room at their ends, shared by all who hold a beginning of them.

A show keeps the mosaics of many moments, in snapshots and in the renderer, and each holds all tiles. Here those are
views of one set of arrays, so that another story costs its own tiles and nobody's else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viz.world.mosaic import OF_SMILES, OF_TILES, Laying, Mosaics
from viz.world.story import Story

Begin = Callable[[], Laying]

_SPARE, _LEAST = 1.25, 4096
"""Room is made for so many times the rows that there are, and for so many rows more."""


class Room:
    """Everything that was ever laid onto some mosaics, in order. Nothing in it changes; it only grows."""

    def __init__(self, laid: Mosaics) -> None:
        parts = {name: getattr(laid, name) for name in (*OF_TILES, *OF_SMILES, "first", "outline", "bearer")}
        self._arrays = {name: _roomy(rows) for name, rows in parts.items()}
        views: dict[str, Any] = {name: self._arrays[name][: len(rows)] for name, rows in parts.items()}
        self.whole = replace(laid, room=self, **views)
        self._begun: tuple[Story, Laying] | None = None

    def lay(self, mosaics: Mosaics, story: Story, begin: Begin) -> None:
        """Go a step further with the smile of a story that shall come after some of these mosaics."""
        if self._known(mosaics, story):
            return
        if self._begun is None or self._begun[0] != story:
            self._begun = (story, begin())
        self._begun[1].go_on()

    def onto(self, mosaics: Mosaics, story: Story, begin: Begin) -> Mosaics:
        """Some of these mosaics, from the first on, with another story after them; begin lays its smile.

        A story that came after them before, in a show that went back since, is not laid again; of another one a room
        of its own is made.
        """
        count = len(mosaics.stories)
        if self._known(mosaics, story):
            return self.whole.part(0, count + 1)
        if count < len(self.whole.stories):
            return Room(mosaics).onto(mosaics, story, begin)
        laying = self._begun[1] if self._begun is not None and self._begun[0] == story else begin()
        self._begun = None
        self._add(laying.finish())
        return self.whole

    def _known(self, mosaics: Mosaics, story: Story) -> bool:
        count = len(mosaics.stories)
        return self.whole.stories[count : count + 1] == (story,)

    def _add(self, one: Mosaics) -> None:
        whole = self.whole
        count, tiles = len(whole.stories), int(whole.first[-1])
        added = {name: getattr(one, name) for name in (*OF_TILES, *OF_SMILES, "outline")}
        added |= {"first": one.first[1:] + tiles, "bearer": one.bearer + np.int32(count)}
        grown: dict[str, Any] = {name: self._grown(name, getattr(whole, name), rows) for name, rows in added.items()}
        words: dict[str, Any] = {
            name: getattr(whole, name) + getattr(one, name) for name in ("names", "stories", "traits")
        }
        self.whole = replace(whole, **words, **grown)

    def _grown(self, name: str, before: NDArray, rows: NDArray) -> NDArray:
        """The rows after those before, in the room that there is, or in more of it."""
        count = len(before) + len(rows)
        if count > len(self._arrays[name]):
            self._arrays[name] = _roomy(before)
        array = self._arrays[name]
        array[len(before) : count] = rows
        return array[:count]


def _roomy(rows: NDArray) -> NDArray:
    """The rows, and after them room for more."""
    room = np.empty((int(_SPARE * len(rows)) + _LEAST, *rows.shape[1:]), rows.dtype)
    room[: len(rows)] = rows
    return room
