"""From one take of the camera to the next: the last picture of the one that goes lies over the one that comes.

The camera comes to rest before it goes, so that nobody sees that this picture stands still.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.gpu.targets import Size, Target

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device
    from viz.world.acts import Dissolve


class DissolvePass:
    """Ask `begins` before a picture is drawn, and `draw` when it is."""

    def __init__(self, device: Device, size: Size) -> None:
        self._device = device
        self._left = device.target(size, [(4, "f1")], label="dissolve")
        self._program = device.program("dissolve")
        self._program.bind(left=self._left)
        self._draw = device.fullscreen(self._program)
        self._takes: int | None = None
        """Of the picture before."""
        self._holds = False

    def begins(self, dissolve: Dissolve, elapsed: float | None) -> bool:
        """Whether the picture that comes is to show once more where the camera was.

        elapsed: seconds since the picture before; None: this one stands by itself, and begins nothing.
        """
        new = dissolve.takes != self._takes
        self._takes = dissolve.takes
        if new or dissolve.share >= 1.0:
            self._holds = False
        return new and elapsed is not None and dissolve.share < 1.0

    def keep(self, picture: Target | moderngl.Framebuffer) -> None:
        """Keep a picture of this size: it is the one that goes."""
        source = picture.framebuffer if isinstance(picture, Target) else picture
        self._device.ctx.copy_framebuffer(self._left.framebuffer, source)
        self._holds = True

    def draw(self, share: float) -> None:
        """Lay what was kept over the framebuffer in use, the thinner the larger the share of what comes."""
        if self._holds:
            self._device.state(blend="alpha")
            self._program["share"] = 1.0 - share
            self._draw()

    def resize(self, size: Size) -> None:
        """Follow the picture's size."""
        self._left.resize(size)
        self._holds = False

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (self._draw, self._program, self._left):
            self._device.release(thing)
