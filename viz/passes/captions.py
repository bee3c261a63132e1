"""Words over the finished picture: who says what, and the titles of acts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from viz.colours import KNOWN_BY
from viz.controls import Settings
from viz.passes.base import Venue
from viz.world.lines import SPEAKERS, Caption

if TYPE_CHECKING:
    import moderngl

    from viz.lettering import Block

CAP_SHARE = 0.026
"""Height of a capital letter by the picture's.

Letters read with ease from 250 times their height (a rule of signage): 4 cm from ten metres, which is 0.016 of a
picture 2.5 m high. The rest is for those who stand far back, and for letters over a moving picture: 6.5 cm, for 16 m.
"""
SAFE = 0.05
"""Margin of the picture, by its width and height, that captions keep out of: screens and frames may cover it."""
_RISE = 0.012
"""How much higher than that the lowest letters end."""
_SMALLEST = 5.0
"""Pixels of an em below which nobody could read anything: nothing is drawn."""
_WITHIN, _FADE = 1.5, 6.0
"""Ems within the block at which the dark ground under a caption begins to fade, and over which it does."""
_INK = (0.976, 0.968, 0.945)


def _shade(hexadecimal: str) -> tuple[float, ...]:
    return tuple(part / 255 for part in bytes.fromhex(hexadecimal))


COLOURS: Mapping[str, tuple[float, ...]] = {SPEAKERS[name]: _shade(colour) for name, colour in KNOWN_BY.items()}
"""The colour of each name, as the display shows it."""
_NUMBER = _shade("a9d9dc")


class CaptionLook(Settings):
    """How the wall's words look."""

    shown: bool = Field(True, title="Lines", description="Whether spoken lines stand on the wall")
    titles: bool = Field(True, title="Titles", description="Whether acts are announced")
    size: float = Field(
        1.0,
        ge=0.6,
        le=2,
        title="Size",
        description="1: reads from ten metres on a wall 2.5 m high",
        json_schema_extra={"unit": "×"},
    )
    ground: float = Field(0.6, ge=0, le=1, title="Ground", description="How dark the picture gets under words; 0: not")


class CaptionsPass:
    """Draws in display space, over what grade has drawn. Letters are set only when the words change."""

    def __init__(self, venue: Venue) -> None:
        from viz import lettering  # not above: the story knows this file's settings, and needs no Pillow

        self._lettering = lettering
        self._device = venue.device
        self._program = venue.device.program("captions")
        self._draw = venue.device.fullscreen(self._program)
        self._textures: tuple[moderngl.Texture, ...] = ()
        self._room = (0, 0)
        self._set: tuple | None = None
        self._block: Block | None = None

    def draw(self, caption: Caption | None, settings: CaptionLook, size: tuple[int, int], light: float) -> None:
        """Draw into the framebuffer in use, a picture of this size. light: 0 blackout .. 1 as it is."""
        if (
            caption is None
            or caption.shown <= 0
            or not (settings.titles if caption.kind == "title" else settings.shown)
        ):
            return
        em = settings.size * CAP_SHARE * size[1] / self._lettering.CAP
        if em < _SMALLEST:
            return
        block, program = self._typeset(caption, em, size), self._program
        height, width = block.letters.shape
        bottom = round((SAFE + _RISE) * size[1] - self._lettering.PAD * em)
        program["place"] = ((size[0] - width) // 2, bottom, width, height)
        program["picture"] = (*size, _WITHIN * em, _FADE * em)
        program["room"] = self._room
        program["parts"] = (block.head, block.foot)
        program["strength"] = (caption.shown, settings.ground, light)
        program["head"] = COLOURS.get(caption.speaker, _NUMBER)
        program["ink"] = _INK
        self._device.state(blend="premultiplied")
        self._draw.render(vertices=6)

    def _typeset(self, caption: Caption, em: float, size: tuple[int, int]) -> Block:
        wanted = (caption.kind, caption.speaker, caption.text, em, size)
        if self._block is None or wanted != self._set:
            setting = self._lettering.title if caption.kind == "title" else self._lettering.line
            self._block, self._set = setting(caption.speaker, caption.text, em, (1 - 2 * SAFE) * size[0]), wanted
            self._upload(self._block)
        return self._block

    def _upload(self, block: Block) -> None:
        """Into textures with room for it: those of the last caption if they have."""
        height, width = block.letters.shape
        if width > self._room[0] or height > self._room[1]:
            self._drop()
            self._room = (max(width, self._room[0]), max(height, self._room[1]))
            small = (self._room[0] // self._lettering.SHADE, self._room[1] // self._lettering.SHADE)
            self._textures = tuple(self._device.texture(room, 1, label="captions") for room in (self._room, small))
            self._program.bind(letters=self._textures[0], shadow=self._textures[1])
        for texture, picture in zip(self._textures, (block.letters, block.shade), strict=True):
            texture.write(np.ascontiguousarray(picture), viewport=(0, 0, *picture.shape[::-1]), alignment=1)

    def _drop(self) -> None:
        for texture in self._textures:
            self._device.release(texture)
        self._textures = ()

    def release(self) -> None:
        """Give all GL objects back."""
        self._drop()
        self._device.release(self._draw)
        self._device.release(self._program)
