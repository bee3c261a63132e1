"""Visitors' words in whatever script they wrote: drawn where this machine has the letters, honest where it has not.

ImGui puts one sign after the other from left to right. Hebrew and Arabic lines are therefore broken here and put into
the order in which they are seen, and Arabic letters are joined by way of Unicode's presentation forms.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from imgui_bundle import imgui

from viz.panel import draw, style
from viz.panel.desk import Desk

_NAMES = {"CJK": "Chinese characters", "HIRAGANA": "Japanese kana", "KATAKANA": "Japanese kana", "HANGUL": "Korean"}
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_BACKWARD = re.compile(f"[{_RTL}](?:[{_RTL}\\s]*[{_RTL}])?")
_FORWARD = re.compile(r"[^\W_](?:[^\W_]|[.,:'’-](?=[^\W_]))*")


def paragraph(desk: Desk, words: str, size: float = 1.0, strong: bool = False, ours: bool = False) -> None:
    """Wrapped text; below it a line that names the scripts for which no font was found, if any.

    ours: it is English, whatever script the word it begins with is quoted from.
    """
    if not ours and rightward(words):
        _from_the_right(words, size, strong)
    else:
        imgui.push_text_wrap_pos(0.0)
        draw.text(quoting(words), style.TEXT, size, strong)
        imgui.pop_text_wrap_pos()
    lacking = desk.memory.setdefault("scripts", {})
    if words not in lacking:
        if len(lacking) > 256:
            lacking.clear()
        lacking[words] = missing(words)
    if lacking[words]:
        draw.warn(f"No font here for {', '.join(lacking[words])}: install one, such as Noto Sans, and start again.")


def missing(words: str) -> list[str]:
    """The scripts in words for which the current face has no letters."""
    face = imgui.get_font()
    unknown = (sign for sign in words if sign.isalpha() and not face.is_glyph_in_font(ord(sign)))
    return list(dict.fromkeys(_script(sign) for sign in unknown))


def rightward(words: str) -> bool:
    """Whether words are read from right to left: their first letter is."""
    kinds = (unicodedata.bidirectional(sign) for sign in words)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


@lru_cache(maxsize=512)
def seen(line: str) -> str:
    """A right-to-left line, with its letters joined, in the order in which it is seen from left to right.

    Numbers and words of left-to-right scripts keep their own order within it.
    """
    turned = joined(line)[::-1].translate(_MIRRORED)
    return _FORWARD.sub(lambda run: run[0] if _is_rightward(run[0]) else run[0][::-1], turned)


@lru_cache(maxsize=512)
def quoting(words: str) -> str:
    """Left-to-right text whose quotations from right-to-left scripts are put into the order in which they are seen."""
    return _BACKWARD.sub(lambda run: seen(run[0]), words)


def joined(words: str) -> str:
    """Arabic letters in the forms that they take beside each other (Unicode's presentation forms B)."""
    forms, pairs = _forms()
    signs: list[str] = []
    for sign in words:
        if signs and signs[-1] + sign in pairs:
            signs[-1] += sign
        else:
            signs.append(sign)
    out = []
    for i, sign in enumerate(signs):
        mine = forms.get(sign)
        if mine is None:
            out.append(sign)
            continue
        before, after = _neighbour(signs, i, -1), _neighbour(signs, i, 1)
        from_before = "initial" in forms.get(before, {}) and "final" in mine
        to_after = "initial" in mine and "final" in forms.get(after, {})
        want = ("medial" if to_after else "final") if from_before else ("initial" if to_after else "isolated")
        out.append(mine.get(want, sign))
    return "".join(out)


def _neighbour(signs: list[str], at: int, step: int) -> str:
    """The next letter in a direction; vowel signs above and below do not part letters."""
    at += step
    while 0 <= at < len(signs) and unicodedata.combining(signs[at][0]):
        at += step
    return signs[at] if 0 <= at < len(signs) else ""


@cache
def _forms() -> tuple[dict[str, dict[str, str]], frozenset[str]]:
    """Letter or ligature → form → sign, and the ligatures, from Unicode's own decompositions."""
    forms: dict[str, dict[str, str]] = {}
    for code in range(0xFE80, 0xFEFD):
        kind, *parts = unicodedata.decomposition(chr(code)).split()
        forms.setdefault("".join(chr(int(part, 16)) for part in parts), {})[kind.strip("<>")] = chr(code)
    return forms, frozenset(letters for letters in forms if len(letters) > 1)


def _is_rightward(run: str) -> bool:
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in run)


def _script(sign: str) -> str:
    first = unicodedata.name(sign, "AN UNKNOWN SCRIPT").split()[0]
    return _NAMES.get(first, first.capitalize())


def _from_the_right(words: str, size: float, strong: bool) -> None:
    """Broken into lines by what fits, each set against the right edge."""
    imgui.push_font(style.face(strong), style.TEXT_PX * size)
    room, left = imgui.get_content_region_avail().x, imgui.get_cursor_pos_x()
    for line in _lines(words, room):
        shown = seen(line)
        imgui.set_cursor_pos_x(left + max(0.0, room - imgui.calc_text_size(shown).x))
        imgui.text_unformatted(shown)
    imgui.pop_font()


def _lines(words: str, room: float) -> list[str]:
    lines: list[str] = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and imgui.calc_text_size(seen(longer)).x > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
