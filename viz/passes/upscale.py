"""From the size that is drawn to the output's: the developed picture, enlarged and sharp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.passes.base import Part, Venue

if TYPE_CHECKING:
    from viz.gpu.targets import Target


class UpscalePass:
    """Enlarges what grade has drawn. Levels and not light are filtered: bright tiles get no dark rims."""

    def __init__(self, venue: Venue, developed: Target) -> None:
        self._device = venue.device
        self._developed = developed
        self._program = venue.device.program("upscale")
        self._program.bind(image=developed)
        self._draw = venue.device.fullscreen(self._program)

    def draw(self, part: Part, cubic: bool) -> None:
        """Draw that part of the developed picture over the whole framebuffer in use. cubic: sharper, at thrice the
        price."""
        self._device.state()
        self._program["part"] = part
        self._program["around"] = int(cubic)
        self._draw()

    def release(self) -> None:
        """Give all GL objects back."""
        self._device.release(self._draw)
        self._device.release(self._program)
