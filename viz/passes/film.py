"""Colours of a thin film on enamel: a table of reflectance by angle and thickness.

Airy's formula for one film between air and enamel, both polarisations averaged, summed over the visible spectrum
with the CIE 1931 colour matching functions in the multi-lobe fit of Wyman, Sloan and Shirley (JCGT 2, 2013), to
linear sRGB. Enamel has an index of 1.631 (Meng 2009), the film 1.33.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FILM_SIZE = (64, 64)
AIR, FILM, ENAMEL = 1.0, 1.33, 1.631
THINNEST, THICKEST = 80.0, 900.0
"""Nanometres at the first and the last row."""

_XYZ_TO_SRGB = np.array(
    [[3.2404542, -1.5371385, -0.4985314], [-0.9692660, 1.8760108, 0.0415560], [0.0556434, -0.2040259, 1.0572252]]
)


def film_table() -> NDArray[np.float64]:
    """(64, 64, 3) linear sRGB: rows by thickness, columns by the cosine at the eye 0..1; a white mirror would be 1.

    The film's reflectance is stretched by three: what is a few per cent on bare enamel is meant to be seen across a
    hall.
    """
    wave = np.linspace(390.0, 730.0, 48)
    cosine = (np.arange(FILM_SIZE[0]) + 0.5) / FILM_SIZE[0]
    total = reflectance(cosine, np.linspace(THINNEST, THICKEST, FILM_SIZE[1]), wave)
    match = colour_match(wave)
    xyz = total @ match / match[:, 1].sum()
    return np.clip(xyz @ _XYZ_TO_SRGB.T, 0.0, None) * 3.0


def reflectance(cosine: NDArray, thick: NDArray, wave: NDArray) -> NDArray[np.float64]:
    """(T, C, W) share of unpolarised light that film and enamel mirror: cosines (C,) at the eye, thicknesses (T,) and
    wavelengths in air (W,) in nanometres."""
    sine2 = 1.0 - cosine**2
    in_film, in_enamel = np.sqrt(1.0 - sine2 / FILM**2), np.sqrt(1.0 - sine2 / ENAMEL**2)
    phase = 4.0 * np.pi * FILM * thick[:, None, None] * in_film[:, None] / wave
    total = np.zeros(phase.shape)
    for first, second in (
        (_step(AIR * cosine, FILM * in_film), _step(FILM * in_film, ENAMEL * in_enamel)),
        (_step(FILM * cosine, AIR * in_film), _step(ENAMEL * in_film, FILM * in_enamel)),
    ):
        a, b = first[:, None], second[:, None]
        cross = 2.0 * a * b * np.cos(phase)
        total += 0.5 * (a**2 + b**2 + cross) / (1.0 + a**2 * b**2 + cross)
    return total


def _step(before: NDArray, after: NDArray) -> NDArray:
    """Fresnel's amplitude at one surface."""
    return (before - after) / (before + after)


def colour_match(wave: NDArray) -> NDArray[np.float64]:
    """(W, 3) CIE 1931 x̄ȳz̄ at wavelengths (W,) in nanometres."""

    def lobe(peak: float, low: float, high: float) -> NDArray:
        t = (wave - peak) * np.where(wave < peak, low, high)
        return np.exp(-0.5 * t * t)

    x = 0.362 * lobe(442.0, 0.0624, 0.0374) + 1.056 * lobe(599.8, 0.0264, 0.0323) - 0.065 * lobe(501.1, 0.0490, 0.0382)
    y = 0.821 * lobe(568.8, 0.0213, 0.0247) + 0.286 * lobe(530.9, 0.0613, 0.0322)
    z = 1.217 * lobe(437.0, 0.0845, 0.0278) + 0.681 * lobe(459.0, 0.0385, 0.0725)
    return np.stack([x, y, z], -1)
