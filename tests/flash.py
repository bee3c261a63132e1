"""What may flash in a public room: changes of luminance, counted for every pixel on its own.

Definitions: WCAG 2.2, "general flash and red flash thresholds".
"""

import numpy as np

TRANSITION, BRIGHT = 0.10, 0.80
"""A change of relative luminance that counts, where the darker state is below BRIGHT."""


def linear(picture: np.ndarray) -> np.ndarray:
    """Linear light 0..1 of sRGB levels."""
    encoded = picture / 255.0
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def transitions(luminance: np.ndarray) -> np.ndarray:
    """(frames, …) of luminance → bool (frames, …): where a pixel completes a change against the one before."""
    extreme, direction = luminance[0].copy(), np.zeros(luminance[0].shape, int)
    found = np.zeros(luminance.shape, bool)
    for i, now in enumerate(luminance):
        way = np.sign(now - extreme).astype(int)
        far = (np.abs(now - extreme) >= TRANSITION) & (np.minimum(now, extreme) < BRIGHT)
        turned = far & (way != direction)
        found[i] = turned & (direction != 0)
        direction = np.where(turned, way, direction)
        onward = way == direction
        extreme = np.where(turned | onward, now, extreme)
    return found


def worst_second(luminance: np.ndarray, fps: int) -> int:
    """The most transitions that any pixel makes in any one second of (frames, …) luminance."""
    changes = transitions(luminance).astype(np.int32)
    run = np.cumsum(np.concatenate([np.zeros_like(changes[:1]), changes]), axis=0)
    return int((run[fps:] - run[:-fps]).max())
