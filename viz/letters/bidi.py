"""In which order letters are seen: the Unicode bidirectional algorithm (UAX #9), at its implicit level of conformance.

Marks (LRM, RLM) count; explicit embeddings, overrides and isolates are ignored as signs with no width. Rule names are
the annex's. No library that is kept today gives levels, which shaping needs, rather than a string turned round.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_OPEN, _CLOSE = "([{⟨⟦「『（［｛【《〈〔", ")]}⟩⟧」』）］｝】》〉〕"
_IGNORED = ("BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
_NEUTRAL = ("B", "S", "WS", "ON")


def kind(sign: str) -> str:
    """The bidirectional class of a sign; the ignored ones are all BN."""
    found = unicodedata.bidirectional(sign) or "L"
    return "BN" if found in _IGNORED else found


def base_level(text: str) -> int:
    """1 for a text that is read from right to left, which its first letter tells (P2, P3); else 0."""
    strong = next((found for found in map(kind, text) if found in ("L", "R", "AL")), "L")
    return int(strong != "L")


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each sign of a paragraph: odd ones run from right to left."""
    kinds = [kind(sign) for sign in text]
    seen = [i for i, found in enumerate(kinds) if found != "BN"]
    resolved = [kinds[i] for i in seen]
    edge = "R" if base else "L"
    _weak(resolved, edge)
    _brackets("".join(text[i] for i in seen), resolved, edge)
    _neutral(resolved, edge)
    found = dict(zip(seen, (_implicit(one, base) for one in resolved), strict=True))
    out: list[int] = []
    for i in range(len(text)):
        out.append(found.get(i, out[-1] if out else base))
    return out


def line_order(row_levels: Sequence[int]) -> list[int]:
    """Where the parts of a row stand in logical order, from left to right (L2)."""
    order = list(range(len(row_levels)))
    odd = [level for level in row_levels if level % 2]
    for level in range(max(row_levels, default=0), min(odd, default=1) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and row_levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order


def _implicit(one: str, base: int) -> int:
    """I1, I2."""
    if base % 2 == 0:
        return base + {"L": 0, "R": 1}.get(one, 2)
    return base + (one != "R")


def _weak(kinds: list[str], edge: str) -> None:
    """W1 … W7: marks, numbers and what stands between and beside them."""
    before = edge
    for i, one in enumerate(kinds):
        if one == "NSM":
            kinds[i] = before
        before = kinds[i]
    strong = edge
    for i, one in enumerate(kinds):
        if one in ("L", "R", "AL"):
            strong = one
        elif one == "EN" and strong == "AL":
            kinds[i] = "AN"
    kinds[:] = ["R" if one == "AL" else one for one in kinds]
    for i in range(1, len(kinds) - 1):
        around = kinds[i - 1], kinds[i + 1]
        if around == ("EN", "EN") and kinds[i] in ("ES", "CS"):
            kinds[i] = "EN"
        elif around == ("AN", "AN") and kinds[i] == "CS":
            kinds[i] = "AN"
    for start, end in _runs(kinds, ("ET",)):
        if "EN" in (kinds[start - 1 : start] + kinds[end : end + 1]):
            kinds[start:end] = ["EN"] * (end - start)
    strong = edge
    for i, one in enumerate(kinds):
        if one in ("ES", "ET", "CS"):
            kinds[i] = "ON"
        elif one in ("L", "R"):
            strong = one
        elif one == "EN" and strong == "L":
            kinds[i] = "L"


def _brackets(text: str, kinds: list[str], edge: str) -> None:
    """N0: both brackets of a pair take the direction of what they hold, or of what stands before them."""
    for start, end in _pairs(text, kinds):
        inside = {_direction(one) for one in kinds[start + 1 : end]} - {""}
        if edge in inside:
            towards = edge
        elif inside:
            before = next((_direction(one) for one in reversed(kinds[:start]) if _direction(one)), edge)
            towards = before if before in inside else edge
        else:
            continue
        kinds[start] = kinds[end] = towards
        for at in (start, end):
            while at + 1 < len(kinds) and kind(text[at + 1]) == "NSM":
                at += 1
                kinds[at] = towards


def _pairs(text: str, kinds: Sequence[str]) -> list[tuple[int, int]]:
    """Opening and closing brackets that belong together, by where they open (BD16)."""
    opened: list[tuple[str, int]] = []
    pairs = []
    for i, sign in enumerate(text):
        if kinds[i] != "ON":
            continue
        if sign in _OPEN:
            opened.append((_CLOSE[_OPEN.index(sign)], i))
        elif sign in _CLOSE:
            match = next((n for n in reversed(range(len(opened))) if opened[n][0] == sign), None)
            if match is not None:
                pairs.append((opened[match][1], i))
                del opened[match:]
    return sorted(pairs)


def _neutral(kinds: list[str], edge: str) -> None:
    """N1, N2: neutrals between two of a kind are of that kind, others as the paragraph."""
    for start, end in _runs(kinds, _NEUTRAL):
        before = _direction(kinds[start - 1]) if start else edge
        after = _direction(kinds[end]) if end < len(kinds) else edge
        kinds[start:end] = [before if before == after else edge] * (end - start)


def _direction(one: str) -> str:
    """The direction that a kind has for neutrals beside it; "": none."""
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(one, "")


def _runs(kinds: Sequence[str], of: Sequence[str]) -> list[tuple[int, int]]:
    """Where runs of some kinds begin and end."""
    marked = [False, *(one in of for one in kinds), False]
    starts = [i for i in range(len(kinds)) if marked[i + 1] and not marked[i]]
    ends = [i for i in range(1, len(kinds) + 1) if marked[i] and not marked[i + 1]]
    return list(zip(starts, ends, strict=True))
