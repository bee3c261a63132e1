"""Stripes and gratings in a picture: regular light-dark pairs, straight or bent, at any angle, however fine.

The strongest waves in the picture's spectrum are looked for where they are: about each of some places, in a window of
about two periods, it is asked how much of the light's variance is that wave's. Regular stripes are nearly all of it
(a sine all, square stripes 8/π²), whereas of noise, edges and textures no one wave is more than a small part.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from viz.flash.rules import PAIRS, STRIPES_AREA, Rules
from viz.flash.waves import Wave, measured, strongest

Floats = NDArray[np.floating]
Bools = NDArray[np.bool_]

_WIDEST = 640
"""Pixels beyond which a picture is made smaller before it is looked at."""
_SHARE, EDGE = 0.4, 0.15
"""The wave's share of the variance in stripes, and where they end."""
SURE = 0.3
"""Its amplitude in stripes, of their least difference."""


@dataclass(frozen=True)
class Pattern:
    """Stripes that the guidelines rule out, if they are held."""

    area: float
    """Share of the picture."""
    pairs: int
    """Light-dark pairs of stripes across them."""
    angle: float
    """Degrees by which the stripes' normal turns from the picture's right, downward: 0 is upright stripes."""
    period: float
    """Of a pair, as a share of the picture's width."""
    light: float
    """Relative luminance of the lighter stripes."""
    dark: float
    """Relative luminance of the darker stripes."""
    box: tuple[float, float, float, float]
    """Left, top, right and bottom, as shares of the picture's width and height."""


class Part(NamedTuple):
    """A pattern, and the places (R, C) that it takes up."""

    pattern: Pattern
    places: Bools


def find(luminance: Floats, rules: Rules) -> Pattern | None:
    """The largest pattern of stripes that must not be held, in a picture's relative luminance (H, W)."""
    if luminance.max() < rules.stripes_light:
        return None
    picture = _smaller(luminance)
    waves = measured(picture, strongest(picture))
    found = [part.pattern for wave in waves if (part := of_wave(picture, wave, waves, rules))]
    return max(found, key=lambda pattern: pattern.area, default=None)


def made_one(width: int) -> int:
    """How many pixels along a side are made one of in a picture so wide, before it is looked at."""
    return -(-width // _WIDEST)


def _smaller(picture: Floats) -> Floats:
    """Means over squares of pixels."""
    by = made_one(picture.shape[1])
    if by == 1:
        return picture
    rows, columns = picture.shape[0] // by, picture.shape[1] // by
    return picture[: rows * by, : columns * by].reshape(rows, by, columns, by).mean(axis=(1, 3))


def of_wave(picture: Floats, wave: Wave, waves: list[Wave], rules: Rules, least: float = STRIPES_AREA) -> Part | None:
    """What this wave, and others as long as it in other directions, make up together: not less than a share of the
    picture (H, W)."""
    region = _largest(covered(wave, waves, rules))
    area = float(region.mean())
    if area < least:
        return None
    rows, columns = np.nonzero(region)
    size = np.array(picture.shape) / region.shape
    normal = np.array([wave.down, wave.right]) / wave.cycles
    across = np.stack([rows, columns], axis=1) * size @ normal
    pairs = round((np.ptp(across) + float(np.abs(normal) @ size)) * wave.cycles)
    pixels = picture[_spread_to(region, picture.shape)]
    dark, light = (float(level) for level in np.percentile(pixels, (10, 90)))
    if pairs <= PAIRS or light < rules.stripes_light or light - dark < rules.stripes_step:
        return None
    height, width = region.shape
    box = columns.min() / width, rows.min() / height, (columns.max() + 1) / width, (rows.max() + 1) / height
    angle = float(np.degrees(np.arctan2(wave.down, wave.right))) % 180
    pattern = Pattern(area, pairs, angle, 1 / wave.cycles / picture.shape[1], light, dark, tuple(map(float, box)))  # type: ignore[arg-type]
    return Part(pattern, region)


def kin(wave: Wave, waves: list[Wave]) -> list[Wave]:
    """Those about as long as it, itself among them."""
    return [other for other in waves if 0.8 < other.cycles / wave.cycles < 1.25]


def covered(wave: Wave, waves: list[Wave], rules: Rules, ease: float = 1.0) -> Bools:
    """(R, C) where the wave or one as long as it is.

    ease: of all that is asked for, how much is.
    """
    return np.logical_or.reduce([_covered(other, rules, ease) for other in kin(wave, waves)])


def _covered(wave: Wave, rules: Rules, ease: float) -> Bools:
    """(R, C) where the wave is nearly all that there is, and about that as far as it is half as strong."""
    sure = (wave.share > ease * _SHARE) & (wave.amplitude > ease * SURE * rules.stripes_step)
    if not sure.any():
        return sure
    half = 0.5 * ease * float(np.median(wave.amplitude[sure]))
    return grown(sure, (wave.share > ease * EDGE) & (wave.amplitude > half))


def grown(seed: Bools, within: Bools) -> Bools:
    """Everything within that hangs together with the seed by sides."""
    within = within | seed
    while True:
        wider = seed.copy()
        wider[1:] |= seed[:-1]
        wider[:-1] |= seed[1:]
        wider[:, 1:] |= seed[:, :-1]
        wider[:, :-1] |= seed[:, 1:]
        wider &= within
        if (wider == seed).all():
            return seed
        seed = wider


def _largest(there: Bools) -> Bools:
    """The largest part that hangs together."""
    best, left = np.zeros_like(there), there.copy()
    while np.count_nonzero(left) > np.count_nonzero(best):
        seed = np.zeros_like(there)
        seed[np.unravel_index(int(left.argmax()), left.shape)] = True
        part = grown(seed, left)
        best = max(best, part, key=np.count_nonzero)
        left &= ~part
    return best


def _spread_to(region: Bools, shape: tuple[int, ...]) -> Bools:
    """The region (R, C) as pixels (H, W)."""
    rows, columns = (np.arange(n) * cells // n for n, cells in zip(shape, region.shape, strict=True))
    return region[rows[:, None], columns]
