"""What colour a tile is: VITA shades, the bioluminescent palette, and the marks a life leaves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

VITA = {
    "A1": (0.606, 0.560, 0.418),
    "A2": (0.576, 0.493, 0.336),
    "A3": (0.591, 0.477, 0.304),
    "A3.5": (0.546, 0.429, 0.253),
    "A4": (0.481, 0.376, 0.221),
    "B1": (0.588, 0.549, 0.415),
    "B2": (0.568, 0.509, 0.345),
    "B3": (0.569, 0.460, 0.268),
    "B4": (0.528, 0.425, 0.245),
    "C1": (0.515, 0.471, 0.350),
    "C2": (0.487, 0.416, 0.276),
    "C3": (0.456, 0.386, 0.254),
    "C4": (0.416, 0.328, 0.202),
    "D2": (0.543, 0.484, 0.355),
    "D3": (0.520, 0.437, 0.299),
    "D4": (0.497, 0.431, 0.278),
}
"""VITA Classical shades in linear sRGB, from their CIELAB values."""

GOLD = np.array([0.94, 0.60, 0.20])
FLECK = np.array([0.86, 0.86, 0.80])
PIT = np.array([0.20, 0.13, 0.07])
_BLUE = np.array([0.45, 0.62, 0.95])
_NECK = np.array([0.90, 0.76, 0.56])

# Living lights from violet to amber, linear sRGB, brightest channel 1: enamel's own fluorescence (440 nm),
# dinoflagellates, sea bacteria, jellyfish, foxfire, glow-worms, fireflies, a railroad worm mixed with firefly so
# that no one sees saturated red.
_LIGHTS = np.array(
    [
        [0.42, 0.20, 1.00],
        [0.00, 0.30, 1.00],
        [0.00, 0.43, 1.00],
        [0.00, 0.85, 1.00],
        [0.00, 1.00, 0.53],
        [0.00, 1.00, 0.31],
        [0.16, 1.00, 0.00],
        [0.61, 1.00, 0.00],
        [1.00, 0.66, 0.06],
        [1.00, 0.42, 0.58],
    ]
)
_LIGHTS_AT = np.array([0.0, 0.15, 0.26, 0.42, 0.56, 0.64, 0.72, 0.82, 1.0, 1.2])


def smooth(low: float, high: float, x: Floats) -> Floats:
    """0 at low, 1 at high, eased between; low may lie above high."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def enamel(shade: Floats, rise: Floats) -> Floats:
    """Bare enamel (T, 3) of shades (T, 3).

    Warm and deep at the neck (rise 0), bluish and clear at the edge (rise 1).
    """
    neck = smooth(0.55, 0.0, rise)[:, None]
    edge = 0.38 * smooth(0.60, 1.0, rise)[:, None]
    body = shade * (1 + (_NECK - 1) * neck)
    return body + (_BLUE * 0.82 - body) * edge


def oklch(light: Floats, chroma: Floats, hue: Floats) -> Floats:
    """Linear sRGB (…, 3) of OKLCH, hue in degrees, clipped into gamut (Ottosson 2020)."""
    a, b = chroma * np.cos(np.radians(hue)), chroma * np.sin(np.radians(hue))
    lms = np.stack(
        [
            light + 0.3963377774 * a + 0.2158037573 * b,
            light - 0.1055613458 * a - 0.0638541728 * b,
            light - 0.0894841775 * a - 1.2914855480 * b,
        ],
        axis=-1,
    )
    matrix = np.array(
        [
            [4.0767416621, -3.3077115913, 0.2309699292],
            [-1.2684380046, 2.6097574011, -0.3413193965],
            [-0.0041960863, -0.7034186147, 1.7076147010],
        ]
    )
    return np.clip((lms * lms * lms) @ matrix.T, 0.0, 1.0)


def light(glow: Floats) -> Floats:
    """A living light's colour (N, 3), linear, brightest channel 1, for places (N,): 0 violet … 1 amber, 1.2 rose."""
    colour = np.stack([np.interp(glow, _LIGHTS_AT, _LIGHTS[:, k]) for k in range(3)], axis=-1)
    return colour / colour.max(axis=-1, keepdims=True)
