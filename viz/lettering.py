"""Captions set in type: words to a picture of their letters. It knows no GL.

The face is Alegreya Sans by Juan Pablo del Peral (viz/fonts, SIL Open Font License): open forms and much difference
between letters, which is what is left to read by from far away.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter, ImageFont, features

FONTS = Path(__file__).resolve().parent / "fonts"
CAP = 0.642
"""Height of a capital letter in this face, in ems."""
PAD = 0.9
"""Ems of nothing round the letters, in which their shadow ends."""
SHADE = 4
"""The shadow is a picture so many times smaller than the letters'."""
_LEADING = 1.24
"""From baseline to baseline within a text, in ems of it."""
_BREAK: Mapping[str, float] = {".": 0.0, "?": 0.0, "!": 0.0, ":": 4.0, ";": 4.0, ",": 5.0}
"""What a break after a sign costs in squared ems: 8 is as bad as rows of lengths 4 ems apart."""
_MIDST, _SMALL = 40.0, 12.0
"""What a break within a phrase costs, and how much more it does after a word of at most three letters."""
_ABOVE, _BELOW = 0.78, 0.26
"""Ems that letters reach above their baseline, and below."""
_BLUR = 0.26
"""Ems over which the shadow is blurred."""
_SPACE = 0.255
"""Ems between two words: a little more than the face has, for white on dark."""
_SHARP = 72
"""Pixels an em is drawn with at least, before it is made smaller: so letters stand where they should to a fraction."""
_SHAPES = features.check("raqm")
"""Whether letters can be shaped. Without it small capitals are written as small letters."""

Grey = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Style:
    """How a row of words is set; all but the weight's name in ems of the caption."""

    weight: str = "Medium"
    size: float = 1.0
    drop: float = 1.24
    """From the baseline of another style's row above down to its own."""
    tracking: float = 0.0
    """Space between letters."""
    features: tuple[str, ...] = ()
    """Of OpenType."""


NAME = Style(size=0.86, tracking=0.055, features=("smcp",))
LINE = Style(drop=1.26)
NUMBER = Style(tracking=0.12)
TITLE = Style(weight="Light", size=2.25, drop=2.05)
SAYS = Style(drop=1.75)

Row = tuple[str, Style]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of letters, centred: (height, width) coverage, top row first, and the same blurred and SHADE times smaller.

    head and foot are the pixel rows between which the middle part stands: the words below a name, a title.
    """

    letters: Grey
    shade: Grey
    head: int
    foot: int


def line(name: str, text: str, em: float, measure: float) -> Block:
    """A name over its line, ems of so many pixels, no wider than measure pixels."""
    rows = [(row, LINE) for row in balanced(text, LINE, em, min(measure, 27 * em), 19 * em)]
    return _block([(name, NAME)] if name else [], rows, [], em, measure)


def title(number: str, text: str, em: float, measure: float) -> Block:
    """A number over a title over what is said of it: text has the title, and the rest after a line break."""
    name, _, says = text.partition("\n")
    rows = [(row, SAYS) for row in balanced(says, SAYS, em, min(measure, 32 * em))]
    return _block([(number, NUMBER)], [(name, TITLE)], rows, em, measure)


def balanced(text: str, style: Style, em: float, measure: float, single: float = math.inf) -> list[str]:
    """A text in as few rows as fit the measure, all about as long, and rather broken where its sense breaks.

    A single row is no wider than `single`, pixels as the measure and the em: longer ones are read faster as two.
    """
    words = text.split()
    widths = [_word(word, style, em) / em for word in words]
    for count in range(1, len(words)):
        cost, breaks = _breaks(words, widths, count, (min(measure, single) if count == 1 else measure) / em)
        if cost < math.inf:
            return [" ".join(words[a:b]) for a, b in zip((0, *breaks), (*breaks, len(words)), strict=True)]
    return words


def _breaks(words: list[str], widths: list[float], count: int, measure: float) -> tuple[float, tuple[int, ...]]:
    """Where to break words into so many rows: rows' squares and what breaks cost, in ems, are least together."""
    Way = tuple[float, tuple[int, ...]]
    ends = range(len(words) + 1)

    def row(start: int, end: int) -> float:
        wide = sum(widths[start:end]) + _SPACE * (end - start - 1)
        return wide * wide if wide <= measure else math.inf

    best: list[Way] = [(row(0, end), ()) for end in ends]
    for _ in range(count - 1):
        best = [
            min(
                ((best[cut][0] + _cost(words[cut - 1]) + row(cut, end), (*best[cut][1], cut)) for cut in range(1, end)),
                default=(math.inf, ()),
            )
            for end in ends
        ]
    return best[-1]


def _cost(word: str) -> float:
    return _BREAK.get(word[-1], _MIDST + _SMALL * (len(word) <= 3))


def _block(head: list[Row], body: list[Row], foot: list[Row], em: float, measure: float) -> Block:
    rows = [*head, *body, *foot]
    times = max(1, min(4, math.ceil(_SHARP / em)))
    em, measure = em * times, measure * times
    em *= min(1.0, measure / max(_width(row, em) for row in rows))
    widths, pad = [_width(row, em) for row in rows], PAD * em
    baselines = pad + em * np.cumsum(
        [_drop(above, style) for above, (_, style) in zip([None, *rows[:-1]], rows, strict=True)]
    )
    grid = SHADE * times
    width = math.ceil((max(widths) + 2 * pad) / grid) * grid
    height = math.ceil((baselines[-1] + _BELOW * rows[-1][1].size * em + pad) / grid) * grid
    letters = Image.new("L", (width, height))
    draw = ImageDraw.Draw(letters)
    for row, wide, baseline in zip(rows, widths, baselines, strict=True):
        _set(draw, row, em, (width - wide) / 2, round(baseline / times) * times)
    letters = letters.reduce(times) if times > 1 else letters
    shade = letters.reduce(SHADE).filter(ImageFilter.GaussianBlur(_BLUR * em / times / SHADE))
    ends = [round((baselines[i] + _BELOW * rows[i][1].size * em) / times) for i in range(len(rows))]
    top, bottom = len(head), len(head) + len(body)
    return Block(
        np.asarray(letters),
        np.asarray(shade),
        head=ends[top - 1] if head else 0,
        foot=ends[bottom - 1] if foot else letters.height,
    )


def _drop(above: Row | None, style: Style) -> float:
    """Ems from the baseline above down to a row's own; for the first one, from the top of its letters."""
    if above is None:
        return _ABOVE * style.size
    return _LEADING * style.size if above[1] is style else style.drop


def _set(draw: ImageDraw.ImageDraw, row: Row, em: float, x: float, baseline: float) -> None:
    """Draw a row from x on."""
    style = row[1]
    for piece, at in _pieces(row, em)[:-1]:
        draw.text((x + at, baseline), piece, fill=255, font=_font(style, em), anchor="ls", features=_features(style))


def _pieces(row: Row, em: float) -> list[tuple[str, float]]:
    """The words of a row, or its letters where they are spaced, and how far in each stands; at last where it ends."""
    text, style = row
    pieces, x = [], 0.0
    for word in unicodedata.normalize("NFC", text).split():
        if x:
            x += _SPACE * style.size * em
        if not style.tracking:
            pieces.append((word, x))
            x += _word(word, style, em)
            continue
        for i, letter in enumerate(word):
            pieces.append((letter, x))
            after = word[i + 1 : i + 2]
            x += _word(letter + after, style, em) - _word(after, style, em) + style.tracking * em
    return [*pieces, ("", x - style.tracking * em)]


def _width(row: Row, em: float) -> float:
    return _pieces(row, em)[-1][1]


def _word(word: str, style: Style, em: float) -> float:
    return _font(style, em).getlength(word, features=_features(style)) if word else 0.0


def _features(style: Style) -> list[str] | None:
    return list(style.features) if _SHAPES else None


def _font(style: Style, em: float) -> ImageFont.FreeTypeFont:
    return _loaded(style.weight, round(style.size * em, 2))


@lru_cache(maxsize=32)
def _loaded(weight: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"AlegreyaSans-{weight}.ttf", size)
