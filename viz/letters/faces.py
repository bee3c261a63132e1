"""The faces that letters are taken from: Alegreya Sans first, then Noto Sans for further scripts (viz/fonts/noto)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import uharfbuzz as hb

from viz.paths import FONTS

UNITS = 1 << 14
"""An em of the captions, in the units that glyphs are measured in."""
REPLACEMENT = "□"
"""Stands for what no face has a letter for."""


@dataclass(frozen=True, slots=True)
class Face:
    """A face in the weights Light and Medium."""

    stem: str
    """Of its files in viz/fonts, stem-WEIGHT.ttf; with an ending, it is the one file for all weights."""
    scale: float = 1.0
    """Ems of it by ems of the captions, so that it looks as large as Alegreya Sans, whose letters are small."""
    bold: tuple[float, float] = (0.0, 0.0)
    """Ems that Light and Medium are bolder than the one file."""


FACES: Sequence[Face] = (
    Face("AlegreyaSans"),
    Face("noto/NotoSansHebrew", 0.92),
    Face("noto/NotoSansArabic", 1.02),
    Face("noto/NotoSansDevanagari", 0.92),
    Face("noto/NotoSansThai", 0.92),
    Face("noto/NotoSansCJK-Regular.otf", 0.9, (-0.016, 0.006)),
)
WEIGHTS = ("Light", "Medium")


@cache
def font(face: int, weight: str) -> hb.Font:
    """A face of FACES by its number; UNITS to an em of the captions."""
    one = FACES[face]
    name = one.stem if one.stem.endswith(".otf") else f"{one.stem}-{weight}.ttf"
    made = hb.Font(_file(name))
    made.scale = (round(UNITS * one.scale),) * 2
    if any(one.bold):
        made.synthetic_bold = (*(one.bold[WEIGHTS.index(weight)],) * 2, True)
    return made


@cache
def _file(name: str) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(FONTS / name))


@cache
def letters(face: int) -> frozenset[int]:
    """The code points for which a face has letters, in either weight."""
    return frozenset(font(face, WEIGHTS[1]).face.unicodes)


@lru_cache(maxsize=4096)
def holding(cluster: str) -> tuple[int, ...]:
    """The faces that have letters for a whole cluster, the first one best; what has no width needs none."""
    needed = {ord(sign) for sign in cluster if not unseen(sign)}
    return tuple(i for i in range(len(FACES)) if needed <= letters(i))


def unseen(sign: str) -> bool:
    """Whether a sign only tells others how to stand: joiners, marks of direction, variation selectors."""
    code = ord(sign)
    return code in (0xAD, 0x34F, 0x61C, 0xFEFF) or (
        0x200B <= code <= 0x200F or 0x202A <= code <= 0x202E or 0x2060 <= code <= 0x206F or 0xFE00 <= code <= 0xFE0F
    )


@lru_cache(maxsize=4096)
def script(sign: str) -> str:
    """The ISO 15924 code of a sign's script; "" for those that all scripts share."""
    buffer = hb.Buffer()
    buffer.add_str(sign)
    buffer.guess_segment_properties()
    return buffer.script if buffer.script not in (None, "Zyyy", "Zinh", "Zzzz") else ""
