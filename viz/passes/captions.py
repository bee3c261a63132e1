"""Words over the finished picture: who says what, and the titles of acts."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from pydantic import Field

from viz.colours import KNOWN_BY
from viz.controls import Settings
from viz.letters.measures import CAP, PAD, SHADE, Room
from viz.passes.base import Venue
from viz.world.lines import SPEAKERS, Caption

if TYPE_CHECKING:
    from viz.gpu.device import Device
    from viz.letters.block import Block

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
_SEEN = 0.02
"""How far a caption has come before it is drawn: until then it changes no pixel by more than a few levels in 255."""
_HIGHEST = 2 / 3
"""Of the picture, that a caption takes at most."""
_BEYOND = 4.5
"""Ems that the dark ground under a caption reaches beyond the block."""
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


class _Wanted(NamedTuple):
    """All that the letters of a caption follow from."""

    kind: str
    speaker: str
    text: str
    language: str
    em: float
    room: Room


def _set(wanted: _Wanted) -> Block:
    """A caption's letters. Whoever is first waits for libraries and fonts to load."""
    from viz.letters import block  # not above: the story knows this file's settings, and needs neither

    kind, speaker, text, language, em, room = wanted
    return (block.title if kind == "title" else block.line)(speaker, text, em, room, language)


class _Sheets:
    """Textures for the largest caption of a picture: letters, and their shadow."""

    def __init__(self, device: Device, picture: tuple[int, int]) -> None:
        self._device, self.picture = device, picture
        width, height = (max(SHADE, int(side) // SHADE * SHADE) for side in (picture[0], picture[1] * _HIGHEST))
        self.room = Room(width, height, SAFE * picture[0])
        self.letters = device.texture((width, height), 1, label="captions")
        self.shade = device.texture((width // SHADE, height // SHADE), 1, label="captions")

    def write(self, block: Block) -> None:
        """Into their upper left corner, which comes first."""
        for texture, picture in ((self.letters, block.letters), (self.shade, block.shade)):
            texture.write(np.ascontiguousarray(picture), viewport=(0, 0, *picture.shape[::-1]), alignment=1)

    def release(self) -> None:
        self._device.release(self.letters)
        self._device.release(self.shade)


class CaptionsPass:
    """Draws in display space, over what grade has drawn.

    Words are set beside the show, in a thread, while they are too faint to be seen; the picture waits for them only
    where somebody seeks into their midst. Textures have room for the largest caption from the start.
    """

    def __init__(self, venue: Venue, size: tuple[int, int]) -> None:
        self._device = venue.device
        self._program = venue.device.program("captions")
        self._draw = venue.device.fullscreen(self._program)
        self._sheets = _Sheets(venue.device, size)
        self._setter = ThreadPoolExecutor(1, thread_name_prefix="letters")
        self._loads = False
        self._wanted: _Wanted | None = None
        self._coming: Future[Block] | None = None
        self._block: Block | None = None

    def draw(self, caption: Caption | None, settings: CaptionLook, light: float) -> None:
        """Draw into the framebuffer in use. light: 0 blackout .. 1 as it is."""
        if not self._loads:  # what all words need: beside the show too, and after the first picture, which has none
            self._loads = True
            self._setter.submit(_set, _Wanted("line", "", "A", "", 20.0, Room(200, 200, 0.0)))
        size = self._sheets.picture
        em = settings.size * CAP_SHARE * size[1] / CAP
        if caption is None or not (settings.titles if caption.kind == "title" else settings.shown) or em < _SMALLEST:
            return
        self._ask(_Wanted(caption.kind, caption.speaker, caption.text, caption.language, em, self._sheets.room))
        if caption.shown < _SEEN:
            return
        block, program = self._typeset(), self._program
        height, width = block.letters.shape
        bottom = round((SAFE + _RISE) * size[1] - PAD * block.em)
        program["place"] = ((size[0] - width) // 2, bottom, width, height)
        program["picture"] = (*size, _BEYOND * block.em)
        program["room"] = self._sheets.room[:2]
        program["parts"] = (block.head, block.foot)
        program["strength"] = (caption.shown, settings.ground, light)
        program["head"] = COLOURS.get(caption.speaker, _NUMBER)
        program["ink"] = _INK
        program.bind(letters=self._sheets.letters, shadow=self._sheets.shade)
        self._device.state(blend="premultiplied")
        self._draw.render(vertices=6)

    def _ask(self, wanted: _Wanted) -> None:
        """Have words set, if they are others than the last."""
        if wanted != self._wanted:
            self._wanted, self._block = wanted, None
            self._coming = self._setter.submit(_set, wanted)

    def _typeset(self) -> Block:
        """The words asked for, in the textures."""
        if self._block is None:
            assert self._coming is not None
            self._block = self._coming.result()
            self._sheets.write(self._block)
        return self._block

    def resize(self, size: tuple[int, int]) -> None:
        """Draw over pictures of another size from now on."""
        self._sheets.release()
        self._sheets, self._wanted = _Sheets(self._device, size), None

    def release(self) -> None:
        """Give all GL objects and the thread back."""
        self._setter.shutdown(cancel_futures=True)
        self._sheets.release()
        self._device.release(self._draw)
        self._device.release(self._program)
