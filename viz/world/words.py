"""Texts for the wall, each in as many languages as a scene gives it, and what is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import BeforeValidator

from viz.controls import A_TEXT, shown

_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SURE = re.compile("[ -~\u00a0-\u0148\u014a-\u017fά-ώ\u0400-\u045f–—‘-‚“-„…‹›€]*")
"""Signs that the first font has for sure, so that most texts need none opened to be judged."""
_UNSEEN = dict.fromkeys(map(ord, "\u00a0\u202f\u200b\u200c\u200d\u200e\u200f\u2060"))
"""Spaces, joiners and marks of direction that some scripts cannot be written without."""


def _as_words(value: object) -> object:
    if isinstance(value, str):
        return {"": value}
    if isinstance(value, dict) and all(isinstance(text, str) for text in value.values()):
        return value
    raise ValueError(A_TEXT)


Words = Annotated[dict[str, str], BeforeValidator(_as_words), "words"]
"""A text by language code, such as {"en": "Look", "de": "Schau"}. Plain text, which is for any language, has the code
""."""


def nearest(words: Mapping[str, str], language: str) -> str:
    """The code of the text in a language, or in the nearest that there is: of the region, of the language, for any, in
    English.
    """
    for code in (language, language.partition("-")[0], "", "en"):
        if code in words:
            return code
    return next(iter(words), "")


def in_language(words: Mapping[str, str], language: str) -> str:
    """The text in a language, or in the nearest that there is."""
    return words.get(nearest(words, language), "")


def speaks(words: Mapping[str, str], language: str) -> bool:
    """Whether a text can be read by people of a language."""
    return not words or any(code in words for code in (language, language.partition("-")[0], ""))


def faults(key: str, words: Mapping[str, str], limit: int) -> Iterator[str]:
    """What is wrong with a text of at most so many characters in each language, naming key and value."""
    for code, text in words.items():
        place = f"{key}.{code}" if code else key
        if code and not _CODE.fullmatch(code):
            yield f"{place}: is no language code; two or three small letters such as en, de, es"
        elif not text.strip() or len(text) > limit:
            length = f" ({len(text)} characters)" if text.strip() else ""
            yield f"{place}: {shown(text)}{length} is not allowed; 1 to {limit} characters"
        elif not text.translate(_UNSEEN).isprintable():
            yield f"{place}: {shown(text)} is not allowed; one line with no tabs: captions are broken by themselves"
        elif foreign := unlettered(text):
            yield f"{place}: {shown(text)} is not allowed; {no_letter(foreign[0])}"


def unlettered(text: str) -> list[str]:
    """The signs of a text for which no font has a letter, each once."""
    if _SURE.fullmatch(text):
        return []
    from viz.letters.shaping import missing  # not above: few texts need it, and it takes a while to load

    return missing(text)


def no_letter(sign: str) -> str:
    """That no font has a letter for a sign."""
    return f'no font in viz/fonts has "{sign}" (U+{ord(sign):04X} {unicodedata.name(sign, "without a name").lower()})'
