"""From a picture's levels to the light that a display makes of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viz.flash.rules import RED_SEEN, RED_SHARE

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

_LEVEL = np.arange(256) / 255
LIGHT = np.where(_LEVEL <= 0.04045, _LEVEL / 12.92, ((_LEVEL + 0.055) / 1.055) ** 2.4).astype(np.float32)
"""(256,) linear light 0 to 1 of each level (IEC 61966-2-1)."""

XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
"""From linear sRGB to CIE 1931 XYZ (IEC 61966-2-1)."""
_UV: Floats = (np.stack([4 * XYZ[0], 9 * XYZ[1], XYZ[0] + 15 * XYZ[1] + 3 * XYZ[2]], axis=1)).astype(np.float32)
BLACK = 1e-4
"""White light that even black has: so black is as colourless as it looks, and has a place on the diagram."""


def linear(picture: NDArray[np.uint8]) -> Floats:
    """Linear light (…, 3) of sRGB levels (…, 3)."""
    return LIGHT[picture]


def luminance(light: Floats) -> Floats:
    """Relative luminance (…) of linear light (…, 3): WCAG's weights."""
    return light @ np.array([0.2126, 0.7152, 0.0722], np.float32)


def chromaticity(light: Floats) -> Floats:
    """(…, 2) u′ and v′ on the CIE 1976 diagram: 4X / (X + 15Y + 3Z) and 9Y / (X + 15Y + 3Z)."""
    parts: Floats = np.matmul(light + np.float32(BLACK), _UV, dtype=np.float32)
    return parts[..., :2] / parts[..., 2:]


def saturated(light: Floats) -> Bools:
    """(…) where light (…, 3) is saturated red that can be seen."""
    red, rest = light[..., 0], light[..., 1] + light[..., 2]
    return (red >= np.float32(RED_SHARE) * (red + rest) - 1e-6) & (red - rest > RED_SEEN)
