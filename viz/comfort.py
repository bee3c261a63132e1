"""Comfort: a calmer show for visitors whom motion or flickering colours make ill, by hand or at set hours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import Field

from viz.controls import Settings

CALM = "comfort/calm"
"""The control's path."""
HOURS = 'hours of the day, such as "14:00-15:30"'
_SPAN = re.compile(r"([01]?\d|2[0-3]):([0-5]\d) *[-–] *([01]?\d|2[0-3]):([0-5]\d)")
_A_DAY = 24 * 60


class Comfort(Settings):
    """How much of motion and of colours' flicker is taken out of the show. What happens in it stays the same."""

    calm: float = Field(
        0.0,
        ge=0,
        le=1,
        title="Less motion",
        description="0: as it was made; 1: the camera hardly moves, tiles stay in their beds, hues barely turn",
    )


def are_hours(text: str) -> bool:
    """Whether this says from when until when, by the clock on the wall, as HOURS shows."""
    return _SPAN.fullmatch(text.strip()) is not None


def _minutes(hours: str) -> tuple[int, int]:
    match = _SPAN.fullmatch(hours.strip())
    assert match is not None
    a, b, c, d = map(int, match.groups())
    return 60 * a + b, 60 * c + d


def is_quiet(quiet: Sequence[str], minute: int) -> bool:
    """Whether a minute of the day (0 … 1439) lies in any of those hours, which are_hours; over midnight where they end
    before they begin. Their end is no part of them."""
    spans = map(_minutes, quiet)
    return any((minute - start) % _A_DAY < ((end - start) % _A_DAY or _A_DAY) for start, end in spans)
