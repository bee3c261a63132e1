"""Where a text may be broken into rows, and at what cost: at spaces, and within scripts that write none.

After UAX #14 and the kinsoku rules of JIS X 4051, as far as captions need them. Thai has no dictionary here: it breaks
at its spaces, which end phrases, or else before vowels that begin a syllable.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from viz.letters.faces import script

Chance = tuple[int, float]
"""A place in a text, in signs, and what a break costs, in squared ems: 8 is as bad as rows 4 ems apart in length."""

_SIGNS: Mapping[str, float] = {
    **dict.fromkeys(".?!。．！？؟।…", 0.0),
    **dict.fromkeys(":;：；؛", 4.0),
    **dict.fromkeys(",，、،", 5.0),
}
"""What a break after a sign costs."""
_MIDST, _SMALL = 40.0, 12.0
"""What a break within a phrase costs, and how much more it does after a word of at most three letters."""
_WITHIN, SPLIT = 30.0, 1000.0
"""How much more it costs within what may be one word, and where it surely is one: that is for words that fit no row."""
_IDEOGRAPHIC = ("Hani", "Hira", "Kana", "Bopo")
_CLOSING = "」』）］｝〉》】〕”’)]}»"
_OPENING = "「『（［｛〈《【〔“‘([{«"
_NEVER_FIRST = (
    _CLOSING + "、。，．・：；？！ー々ゝゞヽヾ…‥％％,.:;?!ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ゛゜〜～"
)
_THAI_FIRST = "เแโใไ"
_THAI_LATER = "ะาำๅๆฯ"
_GLUE = "\u00a0\u202f\u2060\ufeff"


def clusters(text: str) -> list[int]:
    """Where what readers take for one letter begins (UAX #29's grapheme clusters), and at last the text's length."""
    return [i for i in range(len(text)) if i == 0 or not _joined(text, i)] + [len(text)]


def chances(text: str) -> list[Chance]:
    """Every place between two clusters with what a break there costs; a row's spaces go with the row that they end."""
    found = []
    for at in clusters(text)[1:-1]:
        if not text[at].isspace():
            found.append((at, _cost(text, at)))
    return found


def _cost(text: str, at: int) -> float:
    before, after = text[at - 1], text[at]
    if before.isspace() and before not in _GLUE:
        word = text[:at].split()[-1:] or [""]
        return _after(word[0]) if script(word[0][-1:] or " ") != "Thai" else _SIGNS[","]
    if before == "\u200b":
        return _MIDST
    if before in _GLUE or after in _GLUE or after in _NEVER_FIRST or before in _OPENING:
        return SPLIT
    sides = script(before), script(after)
    if set(sides) & set(_IDEOGRAPHIC) or (unicodedata.east_asian_width(before) in "WF" and "Hang" not in sides):
        return _ideographic(before, sides)
    if sides == ("Thai", "Thai"):
        return _thai(before, after)
    if before in "—–-" and at > 1 and text[at - 2].isalpha() and after.isalpha():
        return _MIDST + _WITHIN
    return SPLIT


def _after(word: str) -> float:
    """What a break after a word costs: little where the sense pauses, much after a small word that leads on."""
    return _SIGNS.get(word.rstrip(_CLOSING)[-1:], _MIDST + _SMALL * (len(word) <= 3))


def _ideographic(before: str, sides: Sequence[str]) -> float:
    """Between ideographs and kana: after a sign, or else where an ideograph follows kana, as most phrases begin; hardly
    ever between a word's ideograph and its ending.
    """
    if before in _SIGNS or before in _CLOSING:
        return _SIGNS.get(before, _MIDST)
    if sides == ("Hani", "Hira"):
        return _MIDST + 4 * _WITHIN
    return _MIDST if sides[0] == "Hira" and sides[1] in ("Hani", "Kana") else _MIDST + _WITHIN


def _thai(before: str, after: str) -> float:
    if before in _THAI_FIRST or after in _THAI_LATER:
        return SPLIT
    return _MIDST + (_WITHIN if after in _THAI_FIRST or before == "ๆ" else 3 * _WITHIN)


def _joined(text: str, at: int) -> bool:
    """Whether the sign at a place belongs to the one before it."""
    before, sign = text[at - 1], text[at]
    if (
        unicodedata.category(sign) in ("Mn", "Me", "Mc")
        or sign in "\u200d\u200cำຳ"
        or "\U0001f3fb" <= sign <= "\U0001f3ff"
    ):
        return True
    if before == "\u200d" or (unicodedata.combining(before) == 9 and script(sign) == script(before) != ""):
        return True  # what a joiner joins, and a consonant after a virama
    if "\U0001f1e6" <= sign <= "\U0001f1ff":
        flags = len(text[:at]) - len(text[:at].rstrip("".join(map(chr, range(0x1F1E6, 0x1F200)))))
        return flags % 2 == 1
    return _syllable(before, sign)


def _syllable(before: str, sign: str) -> bool:
    """Korean letters that stand in one block: leading, vowel, trailing."""
    composed = "\uac00" <= before <= "\ud7a3"
    leads, vowel = "\u1100" <= before <= "\u115f", "\u1160" <= before <= "\u11a7"
    open_ = composed and (ord(before) - 0xAC00) % 28 == 0
    if "\u1160" <= sign <= "\u11a7":
        return leads or vowel or open_
    if "\u11a8" <= sign <= "\u11ff":
        return vowel or composed or "\u11a8" <= before <= "\u11ff"
    return leads and ("\u1100" <= sign <= "\u115f" or "\uac00" <= sign <= "\ud7a3")
