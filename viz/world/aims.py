"""What an act waits for: readings of the room, and levels at which enough has happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from viz.controls import Settings

Reading = Literal[
    "seen",
    "glitch",
    "healed",
    "panic",
    "support",
    "opinion",
    "divided",
    "outside",
    "charge",
    "consent",
    "decided",
    "content",
    "recalibrated",
    "shared",
]
READINGS: tuple[Reading, ...] = get_args(Reading)
MEANING: Mapping[Reading, str] = {
    "seen": "mosaics that somebody has stood before",
    "glitch": "glitch over all mosaics",
    "healed": "wall that the override holds",
    "panic": "panic",
    "support": "mutual support",
    "opinion": "opinion, toward authenticity",
    "divided": "people of the second-largest camp",
    "outside": "people who left for the street",
    "charge": "charge of the override",
    "consent": "what owners let nanobots do",
    "decided": "owners who have decided",
    "content": "owners content",
    "recalibrated": "mosaics that show themselves",
    "shared": "exchange between neighbours",
}
"""What each reading is a mean or a share of; all are 0 to 1."""


class Until(Settings):
    """A level that a reading has to come to before an act may end."""

    of: Reading
    side: Literal["above", "below"] = "above"
    level: float = Field(ge=0, le=1)


@dataclass(frozen=True, slots=True)
class Want:
    """One thing that an act waits for, as it stands."""

    name: str
    value: float
    above: bool
    """Whether the value has to rise to its target, or to fall to it."""
    target: float

    @property
    def met(self) -> bool:
        """Whether it is so now."""
        return self.value >= self.target if self.above else self.value <= self.target


@dataclass(frozen=True, slots=True)
class Aim:
    """What an act is for, and what it waits for."""

    text: str = ""
    wants: tuple[Want, ...] = ()

    @property
    def met(self) -> bool:
        """Whether there is nothing left to wait for."""
        return all(want.met for want in self.wants)


def aim_of(text: str, until: Sequence[Until], readings: NDArray[np.float64]) -> Aim:
    """The aim as the readings (len(READINGS),) leave it."""
    values = readings.tolist()
    wants = (Want(MEANING[u.of], values[READINGS.index(u.of)], u.side == "above", u.level) for u in until)
    return Aim(text, tuple(wants))
