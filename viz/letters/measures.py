"""Measures of a caption that pictures are made by. They cost nothing to know: no library is loaded for them."""

from __future__ import annotations

from typing import NamedTuple

CAP = 0.642
"""Height of a capital letter in Alegreya Sans, in ems."""
PAD = 0.9
"""Ems of nothing round the letters, in which their shadow ends."""
SHADE = 4
"""The shadow is a picture so many times smaller than the letters'."""


class Room(NamedTuple):
    """Where a caption has to fit, with PAD round it. Pixels."""

    width: int
    height: int
    margin: float
    """How far words keep from the left and the right side."""

    def measure(self, em: float) -> float:
        """How long a row may be, in ems of so many pixels."""
        return self.width / em - 2 * max(self.margin / em, PAD)

    def fitting(self, em: float, wide: float, high: float) -> float:
        """The em, or the largest below it with which a block of so many ems fits."""
        sides = (self.width - 2 * self.margin) / wide if wide else em
        return min(em, sides, self.width / (wide + 2 * PAD), self.height / (high + 2 * PAD))
