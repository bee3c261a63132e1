"""Visitors' stories, and reading them from a file.

A file of stories is CSV in UTF-8 with a header. Columns `name` and `story` are needed; `shade`, `imperfection` and
`hue` are the visitor's own choices and may be left empty. Rows are judged one by one: a bad one is reported and left
out, the rest show.
"""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from viz.errors import Wrong

SHADES = ("A1", "A2", "A3", "A3.5", "A4", "B1", "B2", "B3", "B4", "C1", "C2", "C3", "C4", "D2", "D3", "D4")
"""The VITA Classical shades."""

IMPERFECTIONS = {
    "diastema": "a gap between the two upper front teeth",
    "midline_shift": "the upper teeth's midline beside the lower's",
    "crowding": "teeth that turn and overlap for want of room",
    "peg_lateral": "a small, pointed tooth beside the front ones",
    "chip": "a corner broken off a front tooth",
    "craze_line": "a fine crack running down the enamel",
    "fluorosis": "white flecks in the enamel",
    "hypoplasia": "small pits in the enamel",
    "wear_facet": "edges worn flat",
    "gold_crown": "a tooth crowned with gold",
}
"""The imperfections a visitor may choose, and what each is."""

NAME_LIMIT, STORY_LIMIT = 80, 2000
"""Characters in a name and in a story."""

REQUIRED, OPTIONAL = ("name", "story"), ("shade", "imperfection", "hue")
_BROKEN = re.compile("[\udc80-\udcff]")
"""A byte that is not UTF-8, as it comes through `_lines`."""
_BYTES_LIMIT = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Story:
    """One visitor's words and choices."""

    name: str
    text: str
    shade: str | None = None
    """VITA Classical code, one of SHADES."""
    imperfection: str | None = None
    """One of IMPERFECTIONS."""
    hue: float | None = None
    """Degrees on the colour circle, 0–360: 0 red, 120 green, 240 blue."""
    line: int = field(default=0, compare=False)
    """Where it stands in its file, if it came from one."""


def read_stories(path: str | Path) -> tuple[list[Story], list[str]]:
    """The stories of a CSV file in its order, and what is wrong with it, each as "FILE:line: column name: …".

    Lines are counted as an editor does; a row that spans several is named by its first. Raises Wrong where the file
    cannot be read, its header lacks a required column, or no row is good.
    """
    file = Path(path)
    return _read(file, _lines(file, _bytes(file)), [])


class StoriesFile:
    """A file of stories that is read each time it was saved. Of one that only grew, the new rows alone are read, so
    that thousands of rows keep nobody waiting for one more."""

    def __init__(self, path: str | Path) -> None:
        self._file = Path(path)
        self._before, self._rows = b"", 0
        self._stories: list[Story] = []

    def read(self) -> tuple[list[Story], list[str]]:
        """As `read_stories`."""
        raw = _bytes(self._file)
        lines = _lines(self._file, raw)
        header = next(i for i, line in enumerate(lines) if line.strip())
        if self._before and raw.startswith(self._before) and '"' not in lines[header]:
            # In the place of what is known blank lines stand, which are passed over, so that lines keep their numbers.
            lines[header + 1 : self._rows] = [""] * (self._rows - header - 1)
            stories, problems = _read(self._file, lines, self._stories)
        else:
            stories, problems = _read(self._file, lines, [])
        # A last row that has no end yet may still grow, and what is wrong is to be told again.
        self._before = raw if raw.endswith(b"\n") and not problems else b""
        self._rows, self._stories = len(lines), stories
        return list(stories), problems


def _read(file: Path, lines: list[str], before: list[Story]) -> tuple[list[Story], list[str]]:
    """The stories before, and those of the lines; and what is wrong with these."""
    delimiter = _delimiter(next(line for line in lines if line.strip()))
    problems: list[str] = []
    rows = _rows(lines, delimiter, file, problems)
    first = next(rows, None)
    if first is None:
        raise Wrong(
            problems[0] if problems else f"{file}: is empty; give a header with the columns name and story, and rows"
        )
    columns = _columns(f"{file}:{first[0]}", first[1], problems)
    stories = list(before)
    for line, cells in rows:
        row, wrong = _row(f"{file}:{line}", cells, columns, len(first[1]))
        problems += wrong
        if row is not None:
            stories.append(replace(row, line=line))
    if not stories:
        raise Wrong(
            f"{problems[0]}; no story could be read" if problems else f"{file}: has a header but no stories below it"
        )
    return stories, problems


def story_of(words: Any, where: str) -> Story:
    """The story in the form of `words_of`, in which choices may be left out. Raises Wrong, naming where."""
    known = (*REQUIRED, *OPTIONAL)
    if not isinstance(words, dict) or not set(REQUIRED) <= words.keys() <= set(known):
        raise Wrong(f"{where}: is no story; that has {' and '.join(REQUIRED)}, and may have {', '.join(OPTIONAL)}")
    cells = ["" if words.get(name) is None else str(words[name]) for name in known]
    story, wrong = _row(where, cells, {name: at for at, name in enumerate(known)}, len(known))
    if story is None:
        raise Wrong(wrong[0])
    return story


def words_of(story: Story) -> dict[str, Any]:
    """A story by the names of a file's columns: what a journal keeps of it."""
    values = (story.name, story.text, story.shade, story.imperfection, story.hue)
    return dict(zip((*REQUIRED, *OPTIONAL), values, strict=True))


def _bytes(file: Path) -> bytes:
    try:
        if file.is_file() and file.stat().st_size > _BYTES_LIMIT:
            raise Wrong(f"{file}: is larger than {_BYTES_LIMIT >> 20} MiB, which no file of stories is")
        return file.read_bytes()
    except OSError as error:
        raise Wrong(f"{file}: cannot be read: {error.strerror or error}") from None


def _lines(file: Path, raw: bytes) -> list[str]:
    """The file's lines.

    Bytes that are not UTF-8 come through as lone surrogates, to be reported where they stand.
    """
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Wrong(f"{file}: is UTF-16; save it as UTF-8")
    text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    if not text.strip():
        raise Wrong(f"{file}: is empty; give a header with the columns name and story, and rows")
    # Only these three end a line: str.splitlines would also cut at separators that may stand inside a story.
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


def _delimiter(header: str) -> str:
    """Spreadsheets write commas, semicolons or tabs, as the country goes."""
    return max(",;\t", key=lambda sign: (header.count(sign), sign == ","))


def _rows(lines: list[str], delimiter: str, file: Path, problems: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Rows as (first line, cells).

    Blank ones are skipped. After a row that cannot be parsed, reading goes on at its second line.
    """
    start = 0
    while start < len(lines):
        reader = csv.reader((line + "\n" for line in lines[start:]), delimiter=delimiter, strict=True)
        begun = start
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield begun + 1, cells
                begun = start + reader.line_num
            return
        except csv.Error as error:
            what = "a quotation mark is opened and not closed" if "end of data" in str(error) else f"is no CSV: {error}"
            problems.append(f"{file}:{begun + 1}: {what}; write a quotation mark inside a quoted cell twice")
            start = begun + 1


def _columns(where: str, header: list[str], problems: list[str]) -> dict[str, int]:
    """Where each known column stands.

    A column of a name near a known one is reported, others are the file's own business.
    """
    if any(_BROKEN.search(name) or "\0" in name for name in header):
        raise Wrong(f"{where}: is not UTF-8 text; save the table as CSV in UTF-8")
    names = [name.strip().lower() for name in header]
    known = (*REQUIRED, *OPTIONAL)
    columns: dict[str, int] = {}
    for place, name in enumerate(names):
        if name in columns:
            raise Wrong(f"{where}: column {name}: stands twice in the header; name it once")
        if name in known:
            columns[name] = place
    strangers = [name for name in names if name not in known]
    for needed in REQUIRED:
        if needed not in columns:
            near = get_close_matches(needed, strangers, 1, 0.6)
            hint = f"; is {near[0]!r} meant to be it?" if near else f"; the header has {', '.join(map(repr, header))}"
            raise Wrong(f"{where}: column {needed}: is missing{hint}")
    for name in strangers:
        near = get_close_matches(name, [other for other in OPTIONAL if other not in columns], 1, 0.6)
        if near:
            problems.append(f"{where}: column {name}: is not known and not read; did you mean {near[0]}?")
    return columns


def _row(where: str, cells: list[str], columns: dict[str, int], width: int) -> tuple[Story | None, list[str]]:
    """The story of a row, or what is wrong with it."""
    raw = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
    wrong = [
        f"{where}: column {name}: holds bytes that are not UTF-8; save the file as UTF-8"
        for name, value in raw.items()
        if _BROKEN.search(value)
    ]
    if wrong:
        return None, wrong
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        return None, [
            f"{where}: has {len(cells)} cells, the header {width}; put a story that contains the separator in quotes"
        ]
    values = {name: _tidy(value) for name, value in raw.items()}
    for column, limit in (("name", NAME_LIMIT), ("story", STORY_LIMIT)):
        if not values[column]:
            wrong.append(f"{where}: column {column}: is empty; every row needs a name and a story")
        elif len(values[column]) > limit:
            wrong.append(f"{where}: column {column}: has {len(values[column])} characters; at most {limit} are allowed")
    shade = _chosen(where, "shade", values.get("shade", "").upper().replace(",", "."), SHADES, wrong)
    flaw = values.get("imperfection", "").lower().replace(" ", "_").replace("-", "_")
    imperfection = _chosen(where, "imperfection", flaw, tuple(IMPERFECTIONS), wrong)
    hue = _hue(where, values.get("hue", ""), wrong)
    return (None, wrong) if wrong else (Story(values["name"], values["story"], shade, imperfection, hue), [])


def _chosen(where: str, column: str, value: str, allowed: tuple[str, ...], wrong: list[str]) -> str | None:
    if not value or value in allowed:
        return value or None
    near = get_close_matches(value, allowed, 1, 0.6)
    hint = f"did you mean {near[0]}? allowed are" if near else "allowed are"
    wrong.append(f"{where}: column {column}: {_quoted(value)} is not known; {hint} {', '.join(allowed)}, or nothing")
    return None


def _hue(where: str, value: str, wrong: list[str]) -> float | None:
    if not value:
        return None
    try:
        hue = float(value.removesuffix("°").replace(",", "."))
    except ValueError:
        hue = math.nan
    if 0 <= hue <= 360:
        return hue
    wrong.append(f"{where}: column hue: {_quoted(value)} is no angle; give degrees from 0 to 360, or nothing")
    return None


def _tidy(value: str) -> str:
    """A cell with accents composed, line breaks and runs of space made one space, and control characters left out."""
    kept = unicodedata.normalize("NFC", value)
    if not kept.isprintable():
        kept = "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in kept)
    return " ".join(kept.split())


def _quoted(value: str) -> str:
    return repr(value if len(value) <= 40 else value[:39] + "…")
