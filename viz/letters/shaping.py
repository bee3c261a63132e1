"""A row of text to its glyphs: faces and scripts told apart, directions resolved, each run shaped by HarfBuzz."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import uharfbuzz as hb

from viz.letters import bidi, faces
from viz.letters.breaks import clusters
from viz.letters.faces import REPLACEMENT, UNITS

SPACE = 0.255
"""Ems between two words: a little more than Alegreya Sans has, for white on dark."""
_JOINED = ("Arab", "Deva")
"""Scripts whose letters hang together: they are never spaced."""
_HANGING: Mapping[str, float] = {
    **dict.fromkeys(".,:;…·‥'\"’‘“”„‚«»‹›-–—،؛۔", 0.6),
    **dict.fromkeys("!?¿¡؟।()", 0.25),
    **dict.fromkeys("、。，．：；！？「」『』（）［］｛｝〈〉《》【】〔〕", 0.5),
}
"""The share of a sign's width that hangs over the end of a row: it is too light to count there."""
_UNJOINED: Mapping[str, bool] = {"liga": False, "clig": False}


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


class Glyph(NamedTuple):
    """A glyph of a face, and where its origin stands in ems: right of the row's start, above its baseline."""

    face: int
    number: int
    x: float
    y: float


@dataclass(frozen=True)
class Row:
    """Glyphs from left to right. Measures are ems."""

    glyphs: tuple[Glyph, ...]
    width: float
    style: Style
    hang: tuple[float, float] = (0.0, 0.0)
    """How much of the width, left and right, the eye does not count."""

    @cached_property
    def reach(self) -> tuple[float, float]:
        """How far the letters reach above the baseline, and below."""
        above = below = 0.0
        for face, number, _, y in self.glyphs:
            high, low = _ink(face, self.style.weight, number)
            above, below = max(above, y + high * self.style.size), max(below, -y - low * self.style.size)
        return above, below


class _Run(NamedTuple):
    start: int
    end: int
    face: int
    script: str
    level: int


@dataclass(frozen=True)
class Text:
    """A paragraph in one style: language is a code such as "ja" or "", which guesses.

    Signs are counted in `signs`: the text with its accents composed and a visible stand-in for what no face has.
    """

    text: str
    style: Style
    language: str = ""

    @cached_property
    def signs(self) -> str:
        """What is shown."""
        text = unicodedata.normalize("NFC", self.text)
        ends = clusters(text)
        parts = [text[a:b] for a, b in itertools.pairwise(ends)]
        return "".join(part if faces.holding(part) else _held(part) for part in parts)

    @cached_property
    def base(self) -> int:
        """1: it is read from right to left."""
        return bidi.base_level(self.signs)

    @cached_property
    def levels(self) -> list[int]:
        """The embedding level of each sign."""
        return bidi.levels(self.signs, self.base)

    @cached_property
    def ends(self) -> npt.NDArray[np.float64]:
        """(signs + 1,) ems: how long the text is up to each sign, read in its order."""
        lengths = np.zeros(len(self.signs) + 1)
        for run in self._runs(0, len(self.signs)):
            for cluster, advance, *_ in self._shaped(run):
                lengths[cluster + 1] += advance
        return np.cumsum(lengths)

    def length(self, start: int, end: int) -> float:
        """Ems from sign to sign, without the spaces at the end."""
        end = start + len(self.signs[start:end].rstrip())
        return float(self.ends[end] - self.ends[start]) - (
            self._spaced(self._dressed[1][end - 1]) if end > start else 0
        )

    def row(self, start: int, end: int) -> Row:
        """The signs from start to end set as a row, without the spaces at its end."""
        end = start + len(self.signs[start:end].rstrip())
        runs = list(self._runs(start, end))
        glyphs: list[Glyph] = []
        hangs: list[float] = []
        x = spaced = 0.0
        for index in bidi.line_order([run.level for run in runs]):
            run = runs[index]
            spaced = self._spaced(run.script)
            for cluster, advance, number, dx, dy in self._shaped(run):
                glyphs.append(Glyph(run.face, number, x + dx, dy))
                hangs.append(_HANGING.get(self.signs[cluster], 0.0) * advance)
                x += advance
        if not glyphs:
            return Row((), 0.0, self.style)
        return Row(tuple(glyphs), x - spaced, self.style, (hangs[0], hangs[-1]))

    @cached_property
    def _dressed(self) -> tuple[list[int], list[str]]:
        """The face and the script of each sign; what all scripts share takes those of the letter before, or after."""
        ends = clusters(self.signs)
        chosen: list[int] = []
        written: list[str] = []
        face, code = next(self._letters(ends), (0, ""))
        for start, end in itertools.pairwise(ends):
            able = faces.holding(self.signs[start:end]) or (0,)
            own = next(filter(None, map(faces.script, self.signs[start:end])), "")
            code = own or code
            face = able[0] if own or face not in able or self.signs[start] == " " else face
            chosen += [face] * (end - start)
            written += [code] * (end - start)
        return chosen, written

    def _letters(self, ends: list[int]) -> Iterator[tuple[int, str]]:
        for start, end in itertools.pairwise(ends):
            if own := faces.script(self.signs[start]):
                yield (faces.holding(self.signs[start:end]) or (0,))[0], own

    def _runs(self, start: int, end: int) -> Iterator[_Run]:
        """Parts of one face, script and level, in logical order."""
        chosen, written = self._dressed
        first = start
        for at in range(start + 1, end + 1):
            here = (chosen[first], written[first], self.levels[first])
            if at == end or (chosen[at], written[at], self.levels[at]) != here:
                yield _Run(first, at, *here)
                first = at

    def _shaped(self, run: _Run) -> Iterator[tuple[int, float, int, float, float]]:
        """Glyphs from left to right: sign, advance, number, offsets right and up, all in ems of the caption."""
        style, size = self.style, self.style.size / UNITS
        buffer = hb.Buffer()
        buffer.add_codepoints([ord(sign) for sign in self.signs], run.start, run.end - run.start)
        buffer.direction = "rtl" if run.level % 2 else "ltr"
        buffer.script = run.script or "Zyyy"
        buffer.language = self._language(run.script)
        features = {**dict.fromkeys(style.features, True), **(_UNJOINED if style.tracking else {})}
        hb.shape(faces.font(run.face, style.weight), buffer, features)
        spaced = self._spaced(run.script)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        for i, (info, place) in enumerate(zip(infos, positions, strict=True)):
            advance = place.x_advance * size
            last = i + 1 == len(infos) or infos[i + 1].cluster != info.cluster
            if self.signs[info.cluster] == " ":
                advance = SPACE * style.size
            yield info.cluster, advance + spaced * last, info.codepoint, place.x_offset * size, place.y_offset * size

    def _spaced(self, code: str) -> float:
        """Ems between letters of a script."""
        return 0.0 if code in _JOINED else self.style.tracking

    def _language(self, code: str) -> str:
        """What HarfBuzz is told: Chinese, Japanese and Korean share characters that they write differently."""
        if code not in ("Hani", "Hira", "Kana", "Hang", "Bopo") or self.language[:2] in ("ja", "ko", "zh"):
            return self.language or "und"
        return guessed(self.signs)


@lru_cache(maxsize=256)
def guessed(text: str) -> str:
    """Which language a text with Chinese characters is in: kana is Japanese, Hangul Korean, else Chinese."""
    written = {faces.script(sign) for sign in text}
    if written & {"Hira", "Kana"}:
        return "ja"
    if "Hang" in written:
        return "ko"
    return "zh-Hans" if all(_simple(sign) for sign in text) else "zh-Hant"


def _simple(sign: str) -> bool:
    """Whether a sign is none that only traditional writing has."""
    return faces.script(sign) != "Hani" or bool(sign.encode("gb2312", "ignore"))


def _held(part: str) -> str:
    """A cluster as far as there are letters for it."""
    return "".join(sign if faces.holding(sign) else " " if sign.isspace() else REPLACEMENT for sign in part)


def missing(text: str) -> list[str]:
    """The signs of a text that no face has a letter for, each once."""
    return list(dict.fromkeys(s for s in unicodedata.normalize("NFC", text) if not (s.isspace() or faces.holding(s))))


@lru_cache(maxsize=8192)
def _ink(face: int, weight: str, number: int) -> tuple[float, float]:
    """How far above its origin a glyph begins and ends, in ems."""
    extents = faces.font(face, weight).get_glyph_extents(number)
    if extents is None:
        return 0.0, 0.0
    return extents.y_bearing / UNITS, (extents.y_bearing + extents.height) / UNITS
