"""The show's own counter of flashes, for luminance that a test has at hand."""

import numpy as np

from viz.flash.light import LIGHT
from viz.flash.rules import Rules
from viz.flash.swings import Swings
from viz.flash.tally import Tally


def linear(picture: np.ndarray) -> np.ndarray:
    """Linear light 0..1 of sRGB levels."""
    return LIGHT[picture]


def worst_second(luminance: np.ndarray, fps: int) -> int:
    """The most transitions that any pixel makes in any one second of (frames, …) luminance."""
    pixels = luminance.reshape(len(luminance), -1).astype(np.float32)
    swings, tally = Swings(Rules(), pixels[0]), Tally(pixels.shape[1])
    for i, now in enumerate(pixels[1:], 1):
        tally.add(swings.step(now), i / fps)
    return int(tally.most.max())
