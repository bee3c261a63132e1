"""A show drawn offscreen, picture by picture: what stills, films, the bench and the check have in common."""

from __future__ import annotations

from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from viz.gpu.capture import capture
from viz.gpu.device import Device
from viz.quality import fixed
from viz.renderer import Renderer
from viz.show import Show


class Studio:
    """A device with no window, a renderer, and a target. A context manager: leaving it gives all of it back."""

    def __init__(self, show: Show, size: tuple[int, int], quality: str = "high") -> None:
        """quality: a tier, or auto: low in software, else high."""
        self.show = show
        self.device = Device.offscreen()
        try:
            self.target = self.device.target(size, [(4, "f1")], label="picture")
            self.renderer = Renderer(self.device, show, size, fixed(quality, self.device.software))
        except BaseException:
            self.device.close()
            raise

    def draw(self, tick: int, alpha: float = 0.0, elapsed: float | None = None) -> None:
        """Bring the show to a tick, before or after where it is, and draw it.

        elapsed: seconds for which the picture before is shown; None: this one stands by itself.
        """
        self.show.seek(tick)
        self.renderer.follow(self.show)
        self.renderer.draw(self.show.frame(alpha), self.target, elapsed)

    def picture(self, tick: int, alpha: float = 0.0, elapsed: float | None = None) -> npt.NDArray[np.uint8]:
        """(height, width, 3) sRGB, top row first, of a moment. Raises RuntimeError if GL reports an error."""
        self.draw(tick, alpha, elapsed)
        picture = capture(self.target)
        self.device.check(f"picture of tick {tick}")
        return picture

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.renderer.release()
        self.device.close()
