"""Visitors' words in whatever script they wrote: drawn where this machine has the letters, and honest where it has not."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from imgui_bundle import imgui

from viz.panel import draw, style
from viz.panel.desk import Desk

_NAMES = {
    "CJK": "Chinese characters",
    "HIRAGANA": "Japanese kana",
    "KATAKANA": "Japanese kana",
    "HANGUL": "Korean Hangul",
}


def paragraph(desk: Desk, words: str, size: float = 1.0, strong: bool = False) -> None:
    """Wrapped text; below it a line that names the scripts for which no font was found, if any."""
    imgui.push_text_wrap_pos(0.0)
    draw.text(visual(words), style.TEXT, size, strong)
    imgui.pop_text_wrap_pos()
    lacking = desk.memory.setdefault("scripts", {})
    if words not in lacking:
        lacking[words] = missing(words)
    if lacking[words]:
        draw.warn(f"No font here for {', '.join(lacking[words])}; install one, such as Noto Sans, and start again.")


def missing(words: str) -> list[str]:
    """The scripts in words for which the current face has no letters."""
    face = imgui.get_font()
    return list(
        dict.fromkeys(_script(sign) for sign in words if sign.isalpha() and not face.is_glyph_in_font(ord(sign)))
    )


def _script(sign: str) -> str:
    first = unicodedata.name(sign, "AN UNKNOWN SCRIPT").split()[0]
    return _NAMES.get(first, first.capitalize())


@lru_cache(maxsize=256)
def visual(words: str) -> str:
    """Words in the order in which they are drawn: ImGui draws left to right, so right-to-left lines are turned round."""
    return words
