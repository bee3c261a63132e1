"""Softening stripes: the last pass before the flash guard. Regular stripes over much of the picture can hurt as flashes do;
where the guidelines rule them out, haze comes over them within half a second, and goes when they are gone.

A few times a second the picture's light is drawn small, read back some frames later, so that nothing waits for it, and
looked at in a thread. What was found is taken up when so much time has gone by, sooner never, and later only where a
picture waits for it: the same pictures at the same times are shown alike, however fast the machine is. Where there are
no stripes the picture goes through to the bit.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from viz.flash.patterns import WIDEST
from viz.flash.rules import SAME, Rules
from viz.flash.traces import Traces, glance, traces
from viz.passes.veil import GRID, Veil

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device
    from viz.gpu.targets import Size

EVERY, READ, KNOWN = 0.12, 0.03, 0.06
"""Seconds from a look to the next, to when it is read back, and to when it is known what was seen."""
_HALVINGS = 3
"""Of the small picture, until it is coarse enough to be blurred."""
_BLUR = 0.5
"""Standard deviation of the blur, in periods of the longest stripes: seven thousandths of them are left."""
_INSET = 2.0
"""Standard deviations from the edges within which the blur lacks one side, and bears the marks of stripes."""
_SHARPEST = 1.2
"""Texels of it at least, so that what is left is smooth between them."""
_LIGHT = (np.arange(256, dtype=np.float32) / 255) ** 2


def _seen(levels: bytes, shape: tuple[int, int], rules: Rules) -> Traces | None:
    """What there is in a picture (H, W) of roots of luminance."""
    roots = np.frombuffer(levels, np.uint8).reshape(shape)
    return traces(_LIGHT[roots], rules) if glance(_LIGHT[roots[::2, ::2]], rules) else None


class SoftenPass:
    """Softens a finished picture where it stands. What it knows outlives scenes, seeks and sizes, as the guard's does."""

    def __init__(self, device: Device, size: Size) -> None:
        self._device = device
        self.peak = SAME
        """Of the display, cd/m²."""
        self._veil = Veil()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="stripes")
        self._coming: Future[Traces | None] | None = None
        self._since = EVERY
        """Seconds since the last look."""
        self._haze = device.texture(GRID, 1, "f4", label="veil")
        self._down, self._blur, self._mix = (device.program(f"soften_{name}") for name in ("down", "blur", "mix"))
        self._fixed = [device.fullscreen(program) for program in (self._down, self._blur, self._mix)]
        self._draw_down, self._draw_blur, self._draw_mix = self._fixed
        self._make(size)

    def _make(self, size: Size) -> None:
        device = self._device
        self._size, by = size, -(-size[0] // WIDEST)
        small = max(size[0] // by, 1), max(size[1] // by, 1)
        self._look, self._light = (device.program(f"soften_{name}", {"BY": by}) for name in ("look", "light"))
        self._draw_look, self._draw_light = device.fullscreen(self._look), device.fullscreen(self._light)
        self._levels = device.target(small, [(1, "f1")], label="look")
        self._buffer = device.buffer(small[0] * small[1], label="look")
        self._unread = False
        self._before = device.target(size, [(4, "f1")], label="unsoftened")
        sizes = [(max(small[0] >> n, 1), max(small[1] >> n, 1)) for n in range(_HALVINGS + 1)]
        self._steps = [device.target(one, [(3, "f2")], label="soften") for one in (*sizes, sizes[-1])]

    @property
    def _sized(self) -> tuple[object, ...]:
        draws = self._draw_look, self._draw_light, self._look, self._light
        return *draws, self._levels, self._buffer, self._before, *self._steps

    def draw(self, elapsed: float | None, finished: moderngl.Framebuffer) -> None:
        """Soften the finished picture.

        elapsed: seconds since the last one was shown; None: it stands by itself, and is shown as it is.
        """
        if elapsed is None:
            return
        passed = min(max(elapsed, 0.0), 1.0)
        self._since += passed
        self._look_back()
        if self._since >= EVERY and self._coming is None and not self._unread:
            self._look_at(finished)
        if self._veil.step(passed):
            self._soften(finished)

    def _look_at(self, finished: moderngl.Framebuffer) -> None:
        """Draw the picture's light, small, and have it brought back."""
        self._since, self._unread = 0.0, True
        self._device.state()
        self._levels.use()
        self._look.bind(picture=finished.color_attachments[0])
        self._draw_look()
        self._levels.framebuffer.read_into(self._buffer, components=1, alignment=1)

    def _look_back(self) -> None:
        """Take up what was seen, when it is time to."""
        if self._unread and self._since >= READ:
            self._unread = False
            shape = self._levels.size[::-1]
            self._coming = self._worker.submit(_seen, self._buffer.read(), shape, Rules(self.peak))
        if self._coming is not None and self._since >= KNOWN:
            self._veil.see(self._coming.result())
            self._coming = None

    def _soften(self, finished: moderngl.Framebuffer) -> None:
        """Mix the picture toward the light about each pixel, as much as haze lies there."""
        device, steps, last = self._device, self._steps, self._steps[-2:]
        device.ctx.copy_framebuffer(self._before.framebuffer, finished)
        self._haze.write(self._veil.strength)
        device.state()
        self._light.bind(picture=self._before)
        steps[0].use()
        self._draw_light()
        for large, small in zip(steps, steps[1:-1], strict=False):
            self._down.bind(image=large)
            small.use()
            self._draw_down()
        (width, height), spread = last[0].size, max(_BLUR * self._veil.period * last[0].size[0], _SHARPEST)
        self._blur["spread"] = spread
        for (source, into), way in zip((last, last[::-1]), ((1, 0), (0, 1)), strict=True):
            self._blur.bind(image=source)
            self._blur["way"] = way
            into.use()
            self._draw_blur()
        self._mix.bind(before=self._before, around=last[0], veil=self._haze)
        self._mix["inset"] = min(_INSET * spread / width, 0.4), min(_INSET * spread / height, 0.4)
        finished.use()
        self._draw_mix()

    def resize(self, size: Size) -> None:
        """Soften pictures of another size from now on; haze stays where it lies."""
        if size != self._size:
            before = self._sized
            self._make(size)
            self._since = max(self._since, EVERY if self._coming is None else 0.0)
            for thing in before:
                self._device.release(thing)

    def release(self) -> None:
        """Give all GL objects and the thread back."""
        self._worker.shutdown(cancel_futures=True)
        for thing in (*self._fixed, self._down, self._blur, self._mix, self._haze, *self._sized):
            self._device.release(thing)
