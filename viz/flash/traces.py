"""Where there are stripes that must not be held, how strong and how long they are: what it takes to soften them.

What is taken to be stripes here is a little more than what is counted as such, so that nothing is left to be counted.
Of most pictures a glance says that there are none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viz.flash.patterns import EDGE, SURE, covered, grown, kin, of_wave
from viz.flash.rules import SAME, STRIPES_AREA, Rules
from viz.flash.waves import measured, strongest

Floats = NDArray[np.floating]
Bools = NDArray[np.bool_]

_MARGIN = 0.9
"""Of what counts, what counts here."""
_EASE, _ENOUGH, _BRIGHT = 0.75, 0.6, 0.08
"""Of all that is asked of stripes, what a glance asks; of their area; and the share of it that is as bright as they."""
_PLACES = 16
"""Along the longer side, at a glance."""
_FOLDED = 0.71
"""Cycles a pixel of the finest waves at a glance: all that there are."""
_FAINT = 0.1
"""Of the least difference between stripes, the amplitude below which they are left alone."""
_FINE, _BEAT = 6.0, 30.0
"""Pixels of a pair so short that it beats with the pixels, and of the beats: pairs that are only seen when the others
have gone, and need a blur of their own length."""
_LEFT = 0.4
"""Of the amplitude from which on they are found, what is left: not the half with which they go on."""


@dataclass(frozen=True)
class Traces:
    """Stripes that are to be softened."""

    places: Bools
    """(R, C) where they are."""
    soften: float
    """By what share of their contrast."""
    period: float
    """Of the longest pair, as a share of the picture's width."""


def glance(folded: Floats, rules: Rules) -> bool:
    """Whether there may be stripes in a picture's luminance, of which every second pixel of every second row is given.

    As nothing between was mixed in, stripes too fine for these pixels are seen as coarser ones, and as strong.
    """
    bright = np.count_nonzero(folded >= _MARGIN * rules.stripes_light)
    if bright < _BRIGHT * STRIPES_AREA * folded.size:
        return False
    waves = measured(folded, strongest(folded, _FOLDED, padding=1), _PLACES)
    return any(covered(wave, waves, rules, _EASE).mean() > _ENOUGH * STRIPES_AREA for wave in waves)


def traces(luminance: Floats, rules: Rules) -> Traces | None:
    """All stripes in a picture's luminance (H, W), at most 640 pixels wide, if some of them must not be held."""
    rules = Rules(max(rules.peak, SAME) / _MARGIN)
    waves = measured(luminance, strongest(luminance))
    found = [
        (wave, part.places)
        for wave in waves
        if (part := of_wave(luminance, wave, waves, rules, _MARGIN * STRIPES_AREA)) is not None
    ]
    if not found:
        return None
    faint = _FAINT * rules.stripes_step
    within = np.logical_or.reduce([(wave.share > 0.5 * EDGE) & (wave.amplitude > faint) for wave in waves])
    places = grown(np.logical_or.reduce([places for _, places in found]), within)
    amplitude = max(float(wave.amplitude[places].max()) for wave in waves)
    lengths = [1 / other.cycles for wave, _ in found for other in kin(wave, waves)]
    longest = max(*lengths, _BEAT if min(lengths) < _FINE else 0.0)
    return Traces(places, 1 - _LEFT * SURE * rules.stripes_step / amplitude, longest / luminance.shape[1])
