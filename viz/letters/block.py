"""Captions set in type: rows of words to a picture of their letters.

The first face is Alegreya Sans by Juan Pablo del Peral (viz/fonts, SIL Open Font License): open forms and much
difference between letters, which is what is left to read by from far away. Letters are outlines filled at the picture's
own pixels, by the share of each pixel that they cover: as sharp at any size as that size can show.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import uharfbuzz as hb
from PIL import Image, ImageFilter

from viz.letters import faces
from viz.letters.measures import CAP, PAD, SHADE, Room
from viz.letters.rows import balanced
from viz.letters.shaping import Row, Style, Text

_LEADING = 1.24
"""From baseline to baseline within a text, in ems of it."""
_ABOVE, _BELOW = 0.78, 0.26
"""Ems that Latin letters reach above their baseline, and below: other scripts may need more."""
_AIR = 0.14
"""Ems between the lowest letters of a row and the highest of the next, at least."""
_BLUR = 0.26
"""Ems over which the shadow is blurred."""
_RULE, _RULE_GAP, _RULE_HIGH = 3.6, 0.75, 0.045
"""Ems that the hairlines beside an act's number are long, stand away from it, and are thick."""

Grey = npt.NDArray[np.uint8]

NAME = Style(size=0.86, tracking=0.055, features=("smcp",))
LINE = Style(drop=1.26)
NUMBER = Style(size=0.92, tracking=0.12)
TITLE = Style(weight="Light", size=2.35, drop=2.2, tracking=0.03)
SAYS = Style(drop=1.8, tracking=0.012)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of letters, centred: (height, width) coverage, top row first, and the same blurred and SHADE times smaller.

    head and foot are the pixel rows between which the middle part stands: the words below a name, a title. em: the em
    that they are set with, in pixels.
    """

    letters: Grey
    shade: Grey
    head: int
    foot: int
    em: float


def line(name: str, text: str, em: float, room: Room, language: str = "") -> Block:
    """A name over its line, ems of so many pixels, or of fewer where the room is too small.

    language: a code such as ja, by which some letters take other forms; "": it is guessed.
    """
    rows = balanced(Text(text, LINE, language), min(room.measure(em), 27), 19)
    return _block([_whole(name, NAME)] if name else [], rows, [], em, room)


def title(number: str, text: str, em: float, room: Room, language: str = "") -> Block:
    """A number over a title over what is said of it: text has the title, and the rest after a line break."""
    name, _, says = text.partition("\n")
    measure = room.measure(em)
    rows = balanced(Text(says, SAYS, language), min(measure, 32)) if says else []
    return _block([_whole(number, NUMBER)], balanced(Text(name, TITLE, language), measure), rows, em, room, ruled=True)


def _whole(text: str, style: Style) -> Row:
    words = Text(text, style)
    return words.row(0, len(words.signs))


def _block(head: list[Row], body: list[Row], foot: list[Row], em: float, room: Room, ruled: bool = False) -> Block:
    rows = [*head, *body, *foot]
    baselines = _baselines(rows)
    lows = [down + max(_BELOW * row.style.size, row.reach[1]) for row, down in zip(rows, baselines, strict=True)]
    wide, high = max(row.width for row in rows), lows[-1]
    em = room.fitting(em, wide, high)
    width = min(math.ceil((wide + 2 * PAD) * em / SHADE) * SHADE, room.width)
    height = min(math.ceil((high + 2 * PAD) * em / SHADE) * SHADE, room.height)
    middle = width / em / 2
    # Baselines stand on whole pixels: the feet of letters are sharp.
    places = [
        (middle - row.width / 2 + (row.hang[1] - row.hang[0]) / 2, round((PAD + down) * em) / em)
        for row, down in zip(rows, baselines, strict=True)
    ]
    letters = _drawn(rows, places, em, width, height)
    if ruled:
        _rule(letters, rows[0], places[0], em)
    small = Image.fromarray(letters).reduce(SHADE).filter(ImageFilter.GaussianBlur(_BLUR * em / SHADE))
    top, bottom = len(head), len(head) + len(body)
    return Block(
        letters,
        np.asarray(small),
        head=round((PAD + lows[top - 1]) * em) if head else 0,
        foot=round((PAD + lows[bottom - 1]) * em) if foot else height,
        em=em,
    )


def _baselines(rows: Sequence[Row]) -> list[float]:
    """Ems from the top of the first row's letters down to each baseline: even within a text, whatever its scripts."""
    above = {row.style: max(_ABOVE * row.style.size, *_reaches(rows, row.style, 0)) for row in rows}
    below = {row.style: max(_BELOW * row.style.size, *_reaches(rows, row.style, 1)) for row in rows}
    found = [above[rows[0].style]]
    for last, row in itertools.pairwise(rows):
        usual = _LEADING * row.style.size if last.style == row.style else row.style.drop
        found.append(found[-1] + max(usual, below[last.style] + above[row.style] + _AIR))
    return found


def _reaches(rows: Sequence[Row], style: Style, side: int) -> list[float]:
    return [0.0, *(row.reach[side] for row in rows if row.style == style)]


def _drawn(rows: Sequence[Row], places: Sequence[tuple[float, float]], em: float, width: int, height: int) -> Grey:
    """(height, width) coverage of rows whose first letters stand so many ems right and down. One fill for all."""
    raster = hb.RasterDraw()
    for row, (right, down) in zip(rows, places, strict=True):
        scale = em * row.style.size / faces.UNITS
        for face, number, x, y in row.glyphs:
            raster.transform = (scale, 0.0, 0.0, scale, (right + x) * em, height - (down - y) * em)
            raster.draw_glyph(faces.font(face, row.style.weight), number)
    raster.extents = hb.RasterExtents(0, 0, width, height)
    image = raster.render()
    pixels = np.frombuffer(image.buffer, np.uint8).reshape(height, image.extents.stride)
    return pixels[::-1, :width].copy()


def _rule(letters: Grey, number: Row, place: tuple[float, float], em: float) -> None:
    """Hairlines at half the height of an act's number, that end in nothing away from it."""
    thick = max(1, round(_RULE_HIGH * em))
    y = round(place[1] * em - CAP * number.style.size * em / 2 - thick / 2)
    middle, away = letters.shape[1] / 2, (number.width / 2 + _RULE_GAP) * em
    distance = np.abs(np.arange(letters.shape[1]) + 0.5 - middle) - away
    fade = np.where(distance >= 0, 1 - distance / (_RULE * em), 0.0).clip(0, 1)
    letters[y : y + thick] = np.maximum(letters[y : y + thick], np.rint(200 * fade * fade * (3 - 2 * fade)))
