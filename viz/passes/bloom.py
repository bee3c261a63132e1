"""Bloom: bright things glow into the air between them and the eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from viz.controls import Settings
from viz.passes.base import WHOLE, Part, Venue

if TYPE_CHECKING:
    from viz.gpu.program import Sampled

LEVELS = 4


class Bloom(Settings):
    """Glow around bright things."""

    strength: float = Field(0.16, ge=0, le=0.6, title="Bloom", description="Share of the glow in the picture; 0: none")
    spread: float = Field(0.62, ge=0, le=0.95, title="Bloom spread", description="0: tight halos; 0.95: wide veils")


class BloomPass:
    """Filters the picture down from a quarter of the output's size, and up again; `texture` holds the glow.

    The levels follow the output and not the picture drawn, so that halos are as wide however fine that one is.
    """

    def __init__(self, venue: Venue, size: tuple[int, int]) -> None:
        device = self._device = venue.device
        self._targets = [device.target(level, [(3, "f2")], label="bloom") for level in _sizes(size)]
        self._down, self._up = device.program("bloom_down"), device.program("bloom_up")
        self._draw_down, self._draw_up = device.fullscreen(self._down), device.fullscreen(self._up)
        self.texture = self._targets[0]

    def draw(self, image: Sampled, settings: Bloom, part: Part = WHOLE, first: int = 0) -> None:
        """Filter `image`, a texture or target, or a part of it. first: the level to begin with, 0 at a quarter."""
        device, source, targets = self._device, image, self._targets[first:]
        device.state()
        for i, target in enumerate(targets):
            size = targets[i - 1].size if i else (target.size[0] * 4, target.size[1] * 4)
            share = WHOLE if i else part
            self._down.bind(image=source)
            self._down["texel"] = (share[0] / size[0], share[1] / size[1])
            self._down["part"] = share
            self._down["karis"] = 0.0 if i else 1.0
            target.use()
            self._draw_down()
            source = target
        device.state(blend="alpha")
        self._up["spread"] = settings.spread
        self.texture = targets[0]
        for small, large in zip(targets[:0:-1], targets[-2::-1], strict=True):
            self._up.bind(image=small)
            self._up["texel"] = (1.0 / small.size[0], 1.0 / small.size[1])
            large.use()
            self._draw_up()

    def resize(self, size: tuple[int, int]) -> None:
        """Follow the picture's size."""
        for target, level in zip(self._targets, _sizes(size), strict=True):
            target.resize(level)

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (self._draw_down, self._draw_up, self._down, self._up, *self._targets):
            self._device.release(thing)


def _sizes(size: tuple[int, int]) -> list[tuple[int, int]]:
    return [(max(1, size[0] >> (k + 2)), max(1, size[1] >> (k + 2))) for k in range(LEVELS)]
