"""A display behind what keeps the wall from hurting: it is fed with pictures, and says what stands on it."""

import numpy as np

from viz.flash.tally import Tally
from viz.gpu.capture import capture
from viz.passes.guard import GuardPass


class Display:
    """Shows pictures (H, W, 3) of levels through a flash guard, and through what softens before it, if there is one."""

    def __init__(self, device, size, copies=True, soften=None):
        """size: (width, height). soften: the class of that pass."""
        self._device = device
        self.guard = GuardPass(device, size, copies)
        self.soften = soften(device, size) if soften else None
        self.tick = 0
        """Pictures that were shown."""
        self._make(size)

    def _make(self, size):
        self.size = size
        self._feed = self._device.target(size, [(4, "f1")], label="feed")
        self._target = self._device.target(size, [(4, "f1")], label="picture")

    def show(self, picture, elapsed):
        """What it shows when that picture is finished, so many seconds after the last; None: it stands by itself."""
        self.feed(picture, elapsed)
        return self.shown()

    def feed(self, picture, elapsed):
        """Show a picture, and do not look."""
        levels = np.concatenate([picture, np.full((*picture.shape[:2], 1), 255, np.uint8)], axis=2)
        self._feed.color.write(np.ascontiguousarray(levels[::-1]), alignment=1)
        self._device.ctx.copy_framebuffer(self.guard.finished, self._feed.framebuffer)
        if self.soften:
            self.soften.draw(elapsed, self.guard.finished)
        self.guard.draw(elapsed, self._target, self.tick)
        self.tick += 1

    def shown(self):
        """(H, W, 3) levels that stand there now."""
        return capture(self._target).copy()

    def resize(self, size):
        for one in self._passes:
            one.resize(size)
        self._give_back()
        self._make(size)

    @property
    def _passes(self):
        return [one for one in (self.soften, self.guard) if one]

    def _give_back(self):
        self._device.release(self._feed)
        self._device.release(self._target)

    def release(self):
        for one in self._passes:
            one.release()
        self._give_back()


class Guarded(Display):
    """A display behind a flash guard alone, that plays pictures."""

    def play(self, pictures, elapsed, peak=200.0):
        """(T, H, W, 3) what is shown of pictures, so many seconds after each other; the first begins anew."""
        self.guard.peak = peak
        steps = [None, *elapsed[1:]]
        return np.stack([self.show(picture, step) for picture, step in zip(pictures, steps, strict=True)])


def most(counter, seen, elapsed):
    """The most transitions in any second, of any of (T, N, ...), by a counter that began with the first of them."""
    tally = Tally(seen.shape[1])
    for one, now in zip(seen[1:], np.cumsum(elapsed)[1:], strict=True):
        tally.add(counter.step(one), now)
    return int(tally.most.max())


def greys(light):
    """(…, 3) levels of grey linear light."""
    encoded = np.where(light <= 0.0031308, 12.92 * light, 1.055 * np.maximum(light, 1e-9) ** (1 / 2.4) - 0.055)
    return np.repeat(np.round(255 * np.clip(encoded, 0, 1)).astype(np.uint8)[..., None], 3, axis=-1)
