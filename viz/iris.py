"""A second opinion: IRIS, Electronic Arts' detector, in its port to Python (PyPI: iris-pse-detection, MIT).

It judges the mean of a whole picture, so halves in antiphase cancel in it, and keeps an older rule for red: it can
confirm a failure, and see what is wrong with a counter, but not replace one that counts for every pixel.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

NAME = "iris-pse-detection"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What IRIS says of a run of pictures."""

    failures: tuple[str, ...]
    """In its own words; none: it passes."""
    luminance: int
    """The most transitions of luminance that it saw in a second."""
    red: int
    """The same for saturated red."""


def missing() -> str:
    """Why there is no second opinion, or '' where there is one."""
    try:
        import iris_pse_detection  # noqa: F401
    except ModuleNotFoundError:
        return "not installed: uv sync --extra iris"
    except ImportError as problem:  # OpenCV, which it needs, misses a library of the system
        return f"cannot be loaded: {problem}"
    return ""


class Iris:
    """The detector, fed with pictures of one size (width, height) at a steady rate."""

    def __init__(self, size: tuple[int, int], fps: Fraction) -> None:
        from iris_pse_detection import Configuration
        from iris_pse_detection.flash_detection import FlashDetection
        from iris_pse_detection.pattern_detection import PatternDetection

        settings, rate, shape = Configuration(), round(fps), size[::-1]
        self._flashes = FlashDetection(rate, shape, settings)
        self._patterns = PatternDetection(rate, shape, settings.get_pattern_detection_params())
        self._pictures = self._luminance = self._red = 0

    def add(self, picture: NDArray[np.uint8]) -> None:
        """The next picture, (height, width, 3) sRGB."""
        self._flashes.set_current_frame(np.ascontiguousarray(picture[..., ::-1]))
        seen = self._flashes.analyse_frame(self._pictures)
        luminance = self._flashes.luminance.current_frame
        assert luminance is not None
        self._patterns.check_frame(luminance, self._pictures, seen)
        self._pictures += 1
        self._luminance = max(self._luminance, seen.luminance_transitions)
        self._red = max(self._red, seen.red_transitions)

    def opinion(self) -> Opinion:
        """What it says by now."""
        light, red = self._flashes.luminance_incidents, self._flashes.red_incidents
        failures = {
            "flashes": light.flash_fail_frames,
            "flashes for seconds on end": light.extended_fail_frames,
            "red flashes": red.flash_fail_frames,
            "red flashes for seconds on end": red.extended_fail_frames,
            "a pattern": self._patterns.is_fail,
        }
        return Opinion(tuple(name for name, times in failures.items() if times), self._luminance, self._red)
