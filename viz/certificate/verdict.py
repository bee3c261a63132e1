"""The verdict in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from viz.certify import Measured, Played
from viz.flash.counter import Kind
from viz.flash.rules import RED_TRANSITIONS, TRANSITIONS


def general(played: Played) -> Kind:
    """Its transitions of luminance."""
    return played.found.general


def red(played: Played) -> Kind:
    """Its red transitions."""
    return played.found.red


def whole(played: Played) -> Kind:
    """The transitions of its mean light."""
    return played.found.whole


def worst(measured: Measured, kind: Callable[[Played], Kind]) -> Played:
    """The stretch with the pixel that made the most transitions in a second."""
    return max(measured.played, key=lambda played: kind(played).worst)


def most(measured: Measured, kind: Callable[[Played], Kind] = general) -> NDArray[np.uint16]:
    """(H, W) the most transitions of each pixel in any second of all stretches."""
    return np.maximum.reduce([kind(played).most for played in measured.played])


def sentences(measured: Measured) -> list[str]:
    """Why it does not pass, hazard by hazard; or, in one, what was found where it does."""
    pixel, mean = worst(measured, general).found.general.worst, worst(measured, whole).found.whole.worst
    return list(_hazards(measured)) or [
        f"In {seconds(measured):,.0f} seconds, no pixel made more than {pixel} opposing transitions in any one second, "
        f"and the mean light of all no more than {mean}; there was no red flash, and no pattern of stripes."
    ]


def seconds(measured: Measured) -> float:
    """Of everything that was played."""
    return sum(played.found.end - played.found.begin for played in measured.played)


def _hazards(measured: Measured) -> Iterator[str]:
    flashing = [played for played in measured.played if played.found.general.over]
    if flashing:
        pixels, first = most(measured), worst(measured, general)
        over = int(np.count_nonzero(pixels > TRANSITIONS))
        yield (
            f"More than three flashes in a second at {over:,} of {pixels.size:,} pixels, {_in(flashing, measured)}; "
            f"the worst pixel made {first.found.general.worst} transitions, in “{first.name}”."
        )
    swaying = [played for played in measured.played if played.found.whole.over]
    if swaying:
        most_of = worst(measured, whole)
        yield (
            f"More than three flashes in a second of the whole picture’s mean light, {_in(swaying, measured)}; "
            f"{most_of.found.whole.worst} transitions in “{most_of.name}”."
        )
    redding = [played for played in measured.played if played.found.red.over]
    if redding:
        over = int(np.count_nonzero(most(measured, red) > RED_TRANSITIONS))
        yield f"Red flashes at {over:,} pixels, {_in(redding, measured)}."
    striped = [played for played in measured.played if played.found.patterns]
    if striped:
        yield f"Patterns of stripes that are held, {_in(striped, measured)}."
    doubted = [played for played in measured.played if played.opinion and played.opinion.failures]
    if doubted:
        failures = sorted({failure for played in doubted if played.opinion for failure in played.opinion.failures})
        yield f"The second detector finds {' and '.join(failures)}, {_in(doubted, measured)}."


def _in(played: list[Played], measured: Measured) -> str:
    if len(played) == len(measured.played) > 1:
        return "in everything that was played"
    *names, last = (f"“{one.name}”" for one in played)
    return f"in {', '.join(names)} and {last}" if names else f"in {last}"
