"""The verdict in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from viz.certify import Measured, Played
from viz.flash.counter import Kind
from viz.flash.rules import TRANSITIONS


def general(played: Played) -> Kind:
    """Its transitions of luminance."""
    return played.found.general


def red(played: Played) -> Kind:
    """Its red transitions."""
    return played.found.red


def worst(measured: Measured, kind: Callable[[Played], Kind]) -> Played:
    """The stretch with the pixel that made the most transitions in a second."""
    return max(measured.played, key=lambda played: kind(played).worst)


def most(measured: Measured, kind: Callable[[Played], Kind] = general) -> NDArray[np.uint16]:
    """(H, W) the most transitions of each pixel in any second of all stretches."""
    return np.maximum.reduce([kind(played).most for played in measured.played])


def sentences(measured: Measured) -> list[str]:
    """Why it does not pass, hazard by hazard; or, in one, what was found where it does."""
    return list(_hazards(measured)) or [
        f"In {seconds(measured):,.0f} seconds, no pixel made more than {worst(measured, general).found.general.worst} "
        "opposing transitions in any one second; there was no red flash, and no pattern of stripes."
    ]


def seconds(measured: Measured) -> float:
    """Of everything that was played."""
    return sum(played.found.end - played.found.begin for played in measured.played)


def _hazards(measured: Measured) -> Iterator[str]:
    played = measured.played
    if any(one.found.general.over for one in played):
        total, over = most(measured).size, int(np.count_nonzero(most(measured) > TRANSITIONS))
        most_of_all = worst(measured, general)
        yield (
            f"More than three flashes in a second at {over:,} of {total:,} pixels, in "
            f"{_in(one for one in played if one.found.general.over)}; the worst pixel made "
            f"{most_of_all.found.general.worst} transitions, in {_called(most_of_all)}."
        )
    if any(one.found.red.over for one in played):
        over = int(np.count_nonzero(most(measured, red) > 1))
        yield f"Red flashes at {over:,} pixels, in {_in(one for one in played if one.found.red.over)}."
    if any(one.found.patterns for one in played):
        yield f"Patterns of stripes that are held, in {_in(one for one in played if one.found.patterns)}."
    by_other = [one for one in played if one.opinion and one.opinion.failures]
    if by_other:
        failures = sorted({failure for one in by_other if one.opinion for failure in one.opinion.failures})
        yield f"The second detector finds {' and '.join(failures)}, in {_in(by_other)}."


def _in(played: Iterator[Played] | list[Played]) -> str:
    names = [_called(one) for one in played]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _called(played: Played) -> str:
    return f"“{played.name}”"
