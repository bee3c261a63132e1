"""What people wear: outfits of muted cloth with here and there a bright one, and the principals' own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

OUTFITS = 61
"""Outfits of attendees; the rows after them belong to roles 1, 2, …"""

# Albedos, linear light.
_CLOTH = np.array(
    [
        (0.060, 0.066, 0.080),  # slate
        (0.105, 0.098, 0.090),  # stone
        (0.040, 0.062, 0.085),  # ink
        (0.130, 0.105, 0.075),  # sand
        (0.070, 0.052, 0.060),  # plum
        (0.052, 0.080, 0.074),  # moss
        (0.160, 0.158, 0.150),  # chalk
        (0.088, 0.060, 0.048),  # rust
        (0.046, 0.046, 0.052),  # coal
        (0.075, 0.082, 0.105),  # fog
        (0.110, 0.072, 0.082),  # rosewood
    ]
)
_BRIGHT = np.array(
    [(0.060, 0.115, 0.070), (0.150, 0.125, 0.040), (0.150, 0.062, 0.045), (0.110, 0.100, 0.155), (0.230, 0.215, 0.190)]
)
_HAIR = np.array([(0.012, 0.010, 0.010), (0.030, 0.018, 0.012), (0.060, 0.036, 0.020), (0.115, 0.085, 0.050),
                  (0.120, 0.118, 0.115), (0.075, 0.026, 0.012)])  # fmt: skip
_SKIN = np.array([(0.420, 0.270, 0.200), (0.330, 0.200, 0.140), (0.230, 0.130, 0.085), (0.130, 0.070, 0.045),
                  (0.075, 0.042, 0.030)])  # fmt: skip

_ROLES = np.array(
    [
        [(0.24, 0.22, 0.25), (0.32, 0.29, 0.33), (0.150, 0.120, 0.090), _SKIN[0]],  # Nova: pearl
        [(0.020, 0.035, 0.045), (0.020, 0.150, 0.165), (0.014, 0.012, 0.012), _SKIN[1]],  # Kai: teal
        [(0.150, 0.028, 0.160), (0.220, 0.040, 0.200), (0.010, 0.009, 0.010), _SKIN[2]],  # Lumi: magenta
        [(0.040, 0.032, 0.028), (0.290, 0.105, 0.018), (0.090, 0.030, 0.012), _SKIN[0]],  # Finn: amber
    ]
)


def wardrobe() -> NDArray[np.float32]:
    """(OUTFITS + 4, 4, 4): cloth below, cloth above, hair, skin of every outfit, as rgb albedo in linear light; the
    fourth number is 1."""
    i = np.arange(OUTFITS)
    above = np.where((i % 8 == 3)[:, None], _BRIGHT[i // 8 % len(_BRIGHT)], _CLOTH[i * 5 % len(_CLOTH)])
    below = np.where((i % 16 == 10)[:, None], _BRIGHT[i // 16 % len(_BRIGHT)], 0.75 * _CLOTH[i * 7 % len(_CLOTH)])
    hair, skin = _HAIR[i * 7 % len(_HAIR)], _SKIN[(i * 3 + i // 5) % len(_SKIN)]
    outfits = np.concatenate([np.stack([below, above, hair, skin], 1), _ROLES])
    return np.concatenate([outfits, np.ones((*outfits.shape[:2], 1))], axis=-1).astype(np.float32)
