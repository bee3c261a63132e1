"""Stripes and gratings in a picture: regular light-dark pairs, straight or bent, at any angle, however fine.

The strongest waves in the picture's spectrum are looked for where they are: about each of some places, in a window of
about two periods, it is asked how much of the light's variance is that wave's. Regular stripes are nearly all of it
(a sine all, square stripes 8/π²), whereas of noise, edges and textures no one wave is more than a small part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viz.flash.rules import PAIRS, STRIPES_AREA, Rules

Floats = NDArray[np.floating]
Bools = NDArray[np.bool_]

_WIDEST = 640
"""Pixels beyond which a picture is made smaller before it is looked at."""
_PLACES = 40
"""Places along a picture's longer side at which waves are measured."""
_WAVES = 8
"""Waves that are looked for: bent stripes are made of several."""
_WINDOW = 0.7
"""Standard deviation of the window about a place, in periods."""
_SHARE, _EDGE = 0.4, 0.15
"""The wave's share of the variance in stripes, and where they end."""
_FINEST = 0.47
"""Cycles a pixel beyond which nothing can be told."""


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


@dataclass(frozen=True)
class _Wave:
    """How strong one wave is at each of the places (R, C)."""

    down: float
    """Cycles a pixel, downward."""
    right: float
    """Cycles a pixel, to the right."""
    amplitude: Floats
    share: Floats
    """Of the variance about a place."""

    @property
    def cycles(self) -> float:
        """Cycles a pixel along the normal."""
        return float(np.hypot(self.down, self.right))


def find(luminance: Floats, rules: Rules) -> Pattern | None:
    """The largest pattern of stripes that must not be held, in a picture's relative luminance (H, W)."""
    if luminance.max() < rules.stripes_light:
        return None
    picture = _smaller(luminance)
    waves = [_measured(picture, down, right) for down, right in _strongest(picture)]
    found = [pattern for wave in waves if (pattern := _pattern(picture, wave, waves, rules))]
    return max(found, key=lambda pattern: pattern.area, default=None)


def _smaller(picture: Floats) -> Floats:
    """Means over squares of pixels."""
    by = -(-picture.shape[1] // _WIDEST)
    if by == 1:
        return picture
    rows, columns = picture.shape[0] // by, picture.shape[1] // by
    return picture[: rows * by, : columns * by].reshape(rows, by, columns, by).mean(axis=(1, 3))


def _strongest(picture: Floats) -> list[tuple[float, float]]:
    """Cycles a pixel, downward and to the right, of the waves that stand out of the picture's spectrum, which without
    any would fall with the frequency."""
    rows, columns = picture.shape
    window = np.outer(np.hanning(rows), np.hanning(columns)).astype(np.float32)
    spectrum = np.abs(np.fft.rfft2((picture - picture.mean()) * window, s=(2 * rows, 2 * columns)))
    down = np.fft.fftfreq(2 * rows).astype(np.float32)[:, None]
    right = np.fft.rfftfreq(2 * columns).astype(np.float32)[None]
    cycles = np.sqrt(down**2 + right**2)
    left = spectrum * np.sqrt(cycles)
    left[(cycles < 0.9 * PAIRS / np.hypot(rows, columns)) | (cycles > _FINEST)] = 0
    waves = []
    for _ in range(_WAVES):
        row, column = map(int, np.unravel_index(int(left.argmax()), left.shape))
        if not left[row, column]:
            break
        y, x = _summit(spectrum, row, column)
        wave = float(down[row, 0]) + y / (2 * rows), float(right[0, column]) + x / (2 * columns)
        waves.append(wave)
        about = max(0.15 * float(np.hypot(*wave)), 2 / rows)
        for way in (1, -1):
            left[(down - np.float32(way * wave[0])) ** 2 + (right - np.float32(way * wave[1])) ** 2 < about**2] = 0
        left[row, column] = 0
    return waves


def _summit(spectrum: Floats, row: int, column: int) -> tuple[float, float]:
    """How far from a peak's bin its summit lies, downward and to the right: parabolas through the logarithms."""
    rows, columns = spectrum.shape
    back = spectrum[-row % rows, 1] if column == 0 else spectrum[row, column - 1]
    sides = (
        (spectrum[(row - 1) % rows, column], spectrum[(row + 1) % rows, column]),
        (back, spectrum[row, min(column + 1, columns - 1)]),
    )
    middle, found = float(np.log(spectrum[row, column] + 1e-12)), []
    for before, after in sides:
        a, b = float(np.log(before + 1e-12)), float(np.log(after + 1e-12))
        curve = a - 2 * middle + b
        found.append(min(max(0.5 * (a - b) / curve, -0.5), 0.5) if curve < 0 else 0.0)
    return found[0], found[1]


def _measured(picture: Floats, down: float, right: float) -> _Wave:
    """The wave at each place, by windows that are products of one along each side, so that they are matrices."""
    spread = _WINDOW / np.hypot(down, right)
    cell = max(1.0, max(picture.shape) / _PLACES)
    level_y, slope_y, wave_y = _windows(picture.shape[0], cell, spread, down)
    level_x, slope_x, wave_x = _windows(picture.shape[1], cell, spread, right)
    rows = level_y @ picture
    mean = rows @ level_x.T
    # A slope of the light under the stripes is no part of them.
    variance = level_y @ picture**2 @ level_x.T - mean**2
    variance -= (rows @ slope_x.T) ** 2 + (slope_y @ picture @ level_x.T) ** 2
    beat = wave_y @ picture @ wave_x.T - mean * np.outer(wave_y.sum(axis=1), wave_x.sum(axis=1))
    amplitude: Floats = 2 * np.abs(beat)
    share: Floats = amplitude**2 / 2 / np.maximum(variance, np.float32(1e-7))
    return _Wave(down, right, amplitude, share)


def _windows(pixels: int, cell: float, spread: float, cycles: float) -> tuple[Floats, Floats, NDArray[np.complex64]]:
    """(places, pixels) Gaussian windows along one side: as they are, times a slope, and times a wave."""
    places = max(1, round(pixels / cell))
    at = (np.arange(places) + 0.5) * pixels / places - 0.5
    away = np.arange(pixels) - at[:, None]
    level = np.exp(-0.5 * (away / spread) ** 2)
    level /= level.sum(axis=1, keepdims=True)
    away = away - (level * away).sum(axis=1, keepdims=True)
    slope = level * away / np.sqrt((level * away**2).sum(axis=1, keepdims=True) + 1e-9)
    wave = level * np.exp(-2j * np.pi * cycles * np.arange(pixels))
    return level.astype(np.float32), slope.astype(np.float32), wave.astype(np.complex64)


def _pattern(picture: Floats, wave: _Wave, waves: list[_Wave], rules: Rules) -> Pattern | None:
    """What this wave, and others as long as it in other directions, make up together."""
    kin = [other for other in waves if 0.8 < other.cycles / wave.cycles < 1.25]
    there = np.logical_or.reduce([_covered(other, rules) for other in kin])
    region = _largest(there)
    area = float(region.mean())
    if area < STRIPES_AREA:
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
    return Pattern(area, pairs, angle, 1 / wave.cycles / picture.shape[1], light, dark, tuple(map(float, box)))  # type: ignore[arg-type]


def _covered(wave: _Wave, rules: Rules) -> Bools:
    """(R, C) where the wave is nearly all that there is, and about that as far as it is half as strong."""
    sure = (wave.share > _SHARE) & (wave.amplitude > 0.3 * rules.stripes_step)
    if not sure.any():
        return sure
    half = 0.5 * float(np.median(wave.amplitude[sure]))
    return _grown(sure, (wave.share > _EDGE) & (wave.amplitude > half))


def _grown(seed: Bools, within: Bools) -> Bools:
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
        part = _grown(seed, left)
        best = max(best, part, key=np.count_nonzero)
        left &= ~part
    return best


def _spread_to(region: Bools, shape: tuple[int, ...]) -> Bools:
    """The region (R, C) as pixels (H, W)."""
    rows, columns = (np.arange(n) * cells // n for n, cells in zip(shape, region.shape, strict=True))
    return region[rows[:, None], columns]
