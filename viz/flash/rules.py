"""The guidelines' thresholds, and where each comes from.

WCAG: Web Content Accessibility Guidelines 2.2, "general flash and red flash thresholds" (success criterion 2.3.1).
BT.1702: Recommendation ITU-R BT.1702, in candela a square metre. Ofcom: Guidance Note 2, annex 1, from the same
research (Harding and Binnie 2002; Wilkins, Emmett and Harding 2005).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

WINDOW = 1.0
"""Seconds in which flashes are counted, wherever they begin (WCAG: any one second period)."""
TRANSITIONS = 6
"""The most opposing transitions in a window: three flashes of two transitions each (WCAG, BT.1702)."""
RED_TRANSITIONS = 1
"""The most red transitions in a window. WCAG allows three red flashes; here there is to be none, and one is two."""

STEP, DARK = 0.10, 0.80
"""A transition is a change of that share of the greatest luminance, the darker state of which is below that (WCAG)."""
STEP_CD, DARK_CD = 20.0, 160.0
"""The same in cd/m² (BT.1702)."""
SAME = 200.0
"""The peak luminance, cd/m², at which both say the same. Of a brighter display, the absolute change is the smaller."""
CONTRAST = 1 / 17
"""The Michelson contrast that counts where the darker state is not below DARK_CD (BT.1702, for bright displays)."""

RED_SHARE = 0.80
"""R / (R + G + B) from which on red is saturated (WCAG)."""
RED_SHIFT = 0.20
"""A red transition is to or from saturated red, and by more than that on the CIE 1976 u′v′ diagram (WCAG)."""
RED_SEEN = 20 / 320
"""R - G - B above which red is seen at all: 20 of 320 in the rule that WCAG had before, which detectors keep."""

FIELD, FIELD_SHARE = 1 / 3, 0.25
"""WCAG's estimate of a 10° field, of a picture's width and height, and the share of it that may flash as it likes."""

PAIRS = 5
"""The most light-dark pairs of stripes of a pattern (Ofcom)."""
STRIPES_LIGHT_CD, STRIPES_STEP_CD = 50.0, 20.0
"""A pattern's lighter stripes have at least that luminance, and differ from the darker ones by that, cd/m² (Ofcom)."""
STRIPES_AREA = 0.25
"""The share of the picture that a pattern takes up (Ofcom, for stripes that move; still ones may have two fifths)."""
STRIPES_HELD = 0.5
"""Seconds for which a pattern is seen (Wilkins, Emmett and Harding 2005)."""

_ROUND = 1e-6
"""What float32 may lose of a difference: a change of exactly a tenth counts."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The thresholds of a display with that peak luminance, cd/m², as shares of it."""

    peak: float = SAME

    @property
    def step(self) -> float:
        """The change that counts, where the darker state is below `dark`."""
        return min(STEP, STEP_CD / self.peak)

    @property
    def dark(self) -> float:
        """Below which the darker state makes a change of `step` a transition."""
        return min(DARK, DARK_CD / self.peak)

    @property
    def stripes_light(self) -> float:
        """The least luminance of a pattern's lighter stripes."""
        return STRIPES_LIGHT_CD / max(self.peak, SAME)

    @property
    def stripes_step(self) -> float:
        """The least difference between a pattern's stripes."""
        return STRIPES_STEP_CD / max(self.peak, SAME)

    def apart(self, darker: Floats, lighter: Floats) -> Bools:
        """Where going from one luminance to the other, either way, is a transition; both 0 to 1, of any one shape."""
        change = lighter - darker
        far = (change >= self.step - _ROUND) & (darker < self.dark)
        if self.peak > SAME:
            far |= (darker >= self.dark) & (change >= CONTRAST * (lighter + darker) - _ROUND)
        return far
