"""Softening stripes, right before the flash guard. Regular stripes over much of the picture can hurt as flashes do;
where the guidelines rule them out, haze comes over them within half a second, and goes when they are gone.

A few times a second the picture's light is drawn small, read back some frames later, so that nothing waits for it, and
looked at in a thread: every fourth pixel of it at a glance, all of them where there may be stripes. What was found is
taken up when so much time has gone by, never sooner, so that the same pictures at the same times are shown alike on any
machine. Where there are no stripes the picture goes through to the bit.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from viz.flash.patterns import made_one
from viz.flash.rules import SAME, Rules
from viz.flash.traces import Traces, glance, traces
from viz.passes.veil import GRID, Veil

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device
    from viz.gpu.targets import Size

EVERY, READ = 0.15, 0.03
"""Seconds from a look to the next, and to when it is read back."""
KNOWN = {2: 0.038, 1: 0.1}
"""Seconds after which it is known what is seen of every second pixel of every second row, and of all of them."""
_HALVINGS = 3
"""Of the small picture, at most, until it is blurred."""
_BLUR = 0.5
"""Standard deviation of the blur, in periods of the longest stripes: seven thousandths of them are left."""
_SHARPEST = 1.2
"""Texels of it at least, so that what is left is smooth between them."""
_INSET = 2.0
"""Standard deviations from the edges within which the blur lacks one side, and bears the marks of stripes."""
_LIGHT = (np.arange(256, dtype=np.float32) / 255) ** 2


def _seen(levels: bytes, shape: tuple[int, int], fold: int, rules: Rules) -> Traces | bool | None:
    """What there is in a picture (H, W) of roots of luminance; at a glance, whether there may be something."""
    luminance = _LIGHT[np.frombuffer(levels, np.uint8).reshape(shape)]
    return glance(luminance, rules) if fold == 2 else traces(luminance, rules)


class SoftenPass:
    """Softens a finished picture where it stands. What it knows outlives scenes, seeks and sizes, as with the guard."""

    def __init__(self, device: Device, size: Size) -> None:
        self._device = device
        self.peak = SAME
        """Of the display, cd/m²."""
        self._veil = Veil()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="stripes")
        self._coming: Future[Traces | bool | None] | None = None
        self._idle, self._since = EVERY, 0.0
        """Seconds since a look began, and since a picture was drawn for it."""
        self._fold = 1
        """Every how manieth pixel of that picture was drawn."""
        self._haze = device.texture(GRID, 1, "f4", label="veil")
        names = "look", "light", "down", "blur", "mix"
        programs = self._look, self._light, self._down, self._blur, self._mix = [
            device.program(f"soften_{name}") for name in names
        ]
        self._draws = {program: device.fullscreen(program) for program in programs}
        self._make(size)

    def _make(self, size: Size) -> None:
        device = self._device
        self._size, by = size, made_one(size[0])
        self._look["by"] = self._light["by"] = by
        small = max(size[0] // by, 1), max(size[1] // by, 1)
        self._levels = device.target(small, [(1, "f1")], label="look")
        self._buffer = device.buffer(small[0] * small[1], label="look")
        self._unread = False
        self._before = device.target(size, [(4, "f1")], label="unsoftened")
        sizes = [(max(small[0] >> n, 1), max(small[1] >> n, 1)) for n in range(_HALVINGS + 1)]
        self._steps, self._others = (
            [device.target(one, [(3, "f2")], label="soften") for one in sizes] for _ in range(2)
        )

    @property
    def _sized(self) -> tuple[object, ...]:
        return self._levels, self._buffer, self._before, *self._steps, *self._others

    def draw(self, elapsed: float | None, finished: moderngl.Framebuffer) -> None:
        """Soften the finished picture.

        elapsed: seconds since the last one was shown; None: it stands by itself, and is shown as it is.
        """
        if elapsed is None:
            return
        passed = min(max(elapsed, 0.0), 1.0)
        self._idle += passed
        self._since += passed
        self._look_back(finished)
        if self._idle >= EVERY and not self._unread and self._coming is None:
            self._idle = 0.0
            self._look_at(finished, 1 if self._veil.seen else 2)
        if self._veil.step(passed):
            self._soften(finished)

    def _look_at(self, finished: moderngl.Framebuffer, fold: int) -> None:
        """Draw the picture's light, small, and have it brought back."""
        self._since, self._unread, self._fold = 0.0, True, fold
        size = self._read_size
        self._device.state()
        self._levels.use(size)
        self._look["fold"] = fold
        self._look.bind(picture=finished.color_attachments[0])  # type: ignore[arg-type]
        self._draws[self._look]()
        self._levels.framebuffer.read_into(self._buffer, (0, 0, *size), components=1, alignment=1)

    @property
    def _read_size(self) -> Size:
        width, height = self._levels.size
        return -(-width // self._fold), -(-height // self._fold)

    def _look_back(self, finished: moderngl.Framebuffer) -> None:
        """Take up what was seen, when it is time to."""
        if self._unread and self._since >= READ:
            self._unread = False
            width, height = self._read_size
            levels = self._buffer.read(width * height)
            self._coming = self._worker.submit(_seen, levels, (height, width), self._fold, Rules(self.peak))
        if self._coming is not None and self._since >= KNOWN[self._fold]:
            seen, self._coming = self._coming.result(), None
            if isinstance(seen, Traces):
                self._veil.see(seen)
            elif seen:
                self._look_at(finished, 1)

    def _soften(self, finished: moderngl.Framebuffer) -> None:
        """Mix the picture toward the light about each pixel, as much as haze lies there."""
        device, steps = self._device, self._steps
        device.ctx.copy_framebuffer(self._before.framebuffer, finished)
        self._haze.write(self._veil.strength)
        spread = _BLUR * self._veil.period * steps[0].size[0]
        halvings = max(1, min(_HALVINGS, int(np.log2(max(spread / _SHARPEST, 1.0)))))
        device.state()
        self._light.bind(picture=self._before)
        steps[0].use()
        self._draws[self._light]()
        for large, small in pairwise(steps[: halvings + 1]):
            self._down.bind(image=large)
            small.use()
            self._draws[self._down]()
        around, other = steps[halvings], self._others[halvings]
        spread = max(spread / 2**halvings, _SHARPEST)
        self._blur["spread"] = spread
        for source, into, way in ((around, other, (1, 0)), (other, around, (0, 1))):
            self._blur.bind(image=source)
            self._blur["way"] = way
            into.use()
            self._draws[self._blur]()
        self._mix["inset"] = tuple(min(_INSET * spread / side, 0.4) for side in around.size)
        self._mix.bind(before=self._before, around=around, veil=self._haze)
        finished.use()
        self._draws[self._mix]()

    def resize(self, size: Size) -> None:
        """Soften pictures of another size from now on; haze stays where it lies."""
        if size != self._size:
            before = self._sized
            self._make(size)
            for thing in before:
                self._device.release(thing)

    def release(self) -> None:
        """Give all GL objects and the thread back."""
        self._worker.shutdown(cancel_futures=True)
        for thing in (*self._draws.values(), *self._draws, self._haze, *self._sized):
            self._device.release(thing)
