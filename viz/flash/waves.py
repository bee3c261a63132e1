"""The waves that a picture's light is made of: which stand out of its spectrum, and how strong each is where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from viz.flash.rules import PAIRS

Floats = NDArray[np.floating]
Vector = tuple[float, float]
"""Cycles a pixel, downward and to the right."""

PLACES = 40
"""Places along a picture's longer side at which waves are measured."""
_WAVES = 8
"""Waves that are looked for: bent stripes are made of several."""
_WINDOW = 0.7
"""Standard deviation of the window about a place, in periods."""
FINEST = 0.47
"""Cycles a pixel beyond which nothing can be told."""


@dataclass(frozen=True)
class Wave:
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


class _Bins(NamedTuple):
    """A spectrum's frequencies, and the window before it."""

    window: Floats
    down: Floats
    """(rows,) cycles a pixel."""
    right: Floats
    weight: Floats
    """(rows, columns) by which a picture without waves would be as strong everywhere; 0 where none is looked for."""


def strongest(picture: Floats, finest: float = FINEST, padding: int = 2) -> list[Vector]:
    """The waves that stand out of the spectrum of a picture (H, W), which without any would fall with the frequency.

    padding: how many times as fine as need be the spectrum is made, so that waves are found where they are.
    """
    bins = _bins(picture.shape, finest, padding)
    rows, columns = (padding * n for n in picture.shape)
    spectrum = np.abs(np.fft.rfft2((picture - picture.mean()) * bins.window, s=(rows, columns)))
    left, waves = spectrum * bins.weight, list[Vector]()
    for _ in range(_WAVES):
        row, column = map(int, np.unravel_index(int(left.argmax()), left.shape))
        if not left[row, column]:
            break
        y, x = _summit(spectrum, row, column)
        wave = float(bins.down[row]) + y / rows, float(bins.right[column]) + x / columns
        waves.append(wave)
        about = max(0.15 * float(np.hypot(*wave)), 2 / picture.shape[0])
        for way in (1, -1):
            off = (bins.down - np.float32(way * wave[0])) ** 2, (bins.right - np.float32(way * wave[1])) ** 2
            near = np.ix_(*(np.flatnonzero(axis < about**2) for axis in off))
            left[near] *= off[0][near[0]] + off[1][near[1]] >= about**2
        left[row, column] = 0
    return waves


@lru_cache(8)
def _bins(shape: tuple[int, int], finest: float, padding: int) -> _Bins:
    rows, columns = shape
    window = np.outer(np.hanning(rows), np.hanning(columns)).astype(np.float32)
    down = np.fft.fftfreq(padding * rows).astype(np.float32)
    right = np.fft.rfftfreq(padding * columns).astype(np.float32)
    cycles = np.sqrt(down[:, None] ** 2 + right**2)
    weight = np.sqrt(cycles)
    weight[(cycles < 0.9 * PAIRS / np.hypot(rows, columns)) | (cycles > finest)] = 0
    return _Bins(window, down, right, weight)


def _summit(spectrum: Floats, row: int, column: int) -> Vector:
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


def measured(picture: Floats, waves: list[Vector], places: int = PLACES) -> list[Wave]:
    """Each wave at each place, by windows that are products of one along each side, so that they are matrices.

    places: along the picture's longer side.
    """
    if not waves:
        return []
    cell, vectors = max(1.0, max(picture.shape) / places), np.array(waves, np.float32)
    spread = np.float32(_WINDOW) / np.hypot(*vectors.T)
    y, x = (_windows(pixels, cell, spread, vectors[:, side]) for side, pixels in enumerate(picture.shape))
    across = x.reshape(len(waves), -1, picture.shape[1]).swapaxes(1, 2)
    n, r, c = len(waves), y.shape[2], x.shape[2]
    rows = (y.reshape(-1, picture.shape[0]) @ picture).reshape(n, 4 * r, -1)
    sums = np.matmul(rows, across).reshape(n, 4, r, 4, c)
    squares = (y[:, 0].reshape(-1, picture.shape[0]) @ picture**2).reshape(n, r, -1)
    mean = sums[:, 0, :, 0]
    # A slope of the light under the stripes is no part of them.
    variance = np.matmul(squares, across[:, :, :c]) - mean**2 - sums[:, 0, :, 1] ** 2 - sums[:, 1, :, 0] ** 2
    (even_y, odd_y), (even_x, odd_x) = y[:, 2:].sum(axis=3).swapaxes(0, 1), x[:, 2:].sum(axis=3).swapaxes(0, 1)
    even_y, odd_y, even_x, odd_x = even_y[:, :, None], odd_y[:, :, None], even_x[:, None], odd_x[:, None]
    even = sums[:, 2, :, 2] - sums[:, 3, :, 3] - mean * (even_y * even_x - odd_y * odd_x)
    odd = sums[:, 2, :, 3] + sums[:, 3, :, 2] - mean * (even_y * odd_x + odd_y * even_x)
    amplitude: Floats = 2 * np.hypot(even, odd)
    share: Floats = amplitude**2 / 2 / np.maximum(variance, np.float32(1e-7))
    return [Wave(*wave, amplitude[i], share[i]) for i, wave in enumerate(waves)]


def _windows(pixels: int, cell: float, spread: Floats, cycles: Floats) -> Floats:
    """(n, 4, places, pixels) Gaussian windows along one side for n waves: as they are, times a slope, and times the
    wave's two parts."""
    places = max(1, round(pixels / cell))
    at = (np.arange(places) + 0.5) * pixels / places - 0.5
    away = (np.arange(pixels) - at[:, None]).astype(np.float32)
    made = np.empty((len(cycles), 4, places, pixels), np.float32)
    level, slope = made[:, 0], made[:, 1]
    np.exp((-0.5 * away**2) / spread[:, None, None] ** 2, out=level)
    level /= level.sum(axis=2, keepdims=True)
    np.multiply(level, away, out=slope)
    off = slope.sum(axis=2, keepdims=True)
    slope -= level * off
    slope /= np.sqrt((slope * away).sum(axis=2, keepdims=True) + np.float32(1e-9))
    turn = np.exp(2j * np.pi * cycles[:, None] * np.arange(pixels)).astype(np.complex64)[:, None]
    np.multiply(level, turn.real, out=made[:, 2])
    np.multiply(level, turn.imag, out=made[:, 3])
    return made
