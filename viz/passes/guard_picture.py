"""How a picture lies in the textures of the flash guard: four pixels in a texel, and some of its rows side by side.

A software rasteriser looks at a picture in a fifth less time where a row of texels fills an odd number of pages of
memory; an even number, or a part of one, gains nothing (measured at 19 widths on one processor).
"""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, NamedTuple

from viz.gpu.targets import Size

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device

PAGE = 256
"""Texels in 4,096 bytes."""


class Packed(NamedTuple):
    """Of a picture: texels in a row of it, its rows, and how many of those lie side by side in a row of the texture."""

    across: int
    rows: int
    abreast: int

    @classmethod
    def of(cls, size: Size, pages: bool, limit: int) -> Packed:
        """A picture of that size (width, height). pages: its rows are to fill pages, where textures may be so wide
        (limit, texels) and it has so many."""
        across, rows = (size[0] + 3) // 4, size[1]
        abreast = PAGE // gcd(across, PAGE)
        odd = across * abreast % (2 * PAGE) == PAGE
        return cls(across, rows, abreast if pages and odd and abreast <= rows and across * abreast <= limit else 1)

    @property
    def size(self) -> Size:
        """Of the texture. In memory its texels stand in the picture's order, and behind the last there may be more."""
        return self.across * self.abreast, -(-self.rows // self.abreast)


class Picture:
    """What is shown of a picture, and what is kept of its pixels: what they did up to it."""

    def __init__(self, device: Device, size: Size, marks: moderngl.Texture | None) -> None:
        """size: of the textures. marks: by their depth texels are passed over."""
        self.shown, self.kept = (device.texture(size, 4, "i4", label="guard") for _ in range(2))
        self.only_shown = device.framebuffer((self.shown,), label="guard")
        self.only_kept = device.framebuffer((self.kept,), marks, label="guard")
        self.both = device.framebuffer((self.kept, self.shown), marks, label="guard")

    @property
    def all(self) -> tuple[moderngl.Texture | moderngl.Framebuffer, ...]:
        """Its GL objects."""
        return self.only_shown, self.only_kept, self.both, self.shown, self.kept
