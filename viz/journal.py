"""What was said to the show, by tick: JSON Lines, appended as it happens, read back to replay a run.

A file may hold several runs. Each begins with a header line

    {"neo-lumine": "journal", "version": 1, "scene": …, "digest": …, "seed": …, "tick_hz": 60}

and goes on with one entry a line, {"tick": n, "path": "…", "value": …}, ticks never going back. A line counts once its
newline is there: a power cut can tear the last one, which is dropped with a warning. Any other damage is an error that
names the line.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from viz.clock import HZ
from viz.errors import Wrong

VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A value said to a path, to act in the step that follows the tick."""

    tick: int
    path: str
    value: Any


@dataclass(frozen=True, slots=True)
class Header:
    """Which show a run was: with its entries, all that it takes to play it again."""

    scene: str
    digest: str
    seed: int
    text: str = ""
    """The scene as it was written when the run began: it may be saved otherwise while the show runs, or ever after."""


@dataclass
class Journal:
    """One run's entries in order; in memory, and in a file as well when it was opened by `append_to`."""

    header: Header | None = None
    entries: list[Entry] = field(default_factory=list)
    name: str = "journal"
    """The file, as messages name it."""
    line: int = 0
    """The header's line in the file; entry i stands i + 1 lines below."""
    trouble: str = ""
    """Why nothing is written to the file any more, such as a full disk. The show itself goes on."""
    _file: int | None = None

    def add(self, tick: int, path: str, value: Any) -> Entry:
        """Append an entry and write it to the file. Raises Wrong when something was said later than that tick."""
        if self.entries and tick < self.entries[-1].tick:
            raise Wrong(f"{path}: cannot be said at tick {tick}; the last word was at tick {self.entries[-1].tick}")
        line = json.dumps({"tick": tick, "path": path, "value": value}, allow_nan=False)
        entry = Entry(tick, path, json.loads(line)["value"])  # exactly what a reader of the file will see
        self.entries.append(entry)
        self._write(line)
        return entry

    def between(self, start: int, end: int) -> list[Entry]:
        """The entries of ticks start ≤ tick < end."""
        lo, hi = (bisect_left(self.entries, tick, key=lambda entry: entry.tick) for tick in (start, end))
        return self.entries[lo:hi]

    def sync(self) -> None:
        """Have the system put what was written on the disk. It may take long, and may be called on another thread."""
        if self._file is not None:
            os.fsync(self._file)

    def close(self) -> None:
        """Put everything on the disk and let go of the file."""
        if self._file is not None:
            self.sync()
            os.close(self._file)
            self._file = None

    def _write(self, line: str) -> None:
        if self._file is None or self.trouble:
            return
        data = line.encode() + b"\n"
        try:
            while data:
                data = data[os.write(self._file, data) :]
        except OSError as error:
            self.trouble = f"{self.name}: no longer written: {error.strerror}"


def read(path: str | Path) -> tuple[Journal, list[str]]:
    """The last run of a journal file, and warnings. Raises Wrong."""
    runs, warnings, _ = _runs(_bytes(path), str(path))
    if not runs:
        raise Wrong(f"{path}: holds no run of the show")
    return runs[-1], warnings


def append_to(path: str | Path, header: Header) -> tuple[Journal, list[str]]:
    """A journal that writes a new run at the end of a file, made where there is none, and warnings. Raises Wrong.

    A torn last line is cut off first, so that the new header stands on a line of its own.
    """
    file = Path(path)
    runs, warnings, whole = _runs(_bytes(file), str(path)) if file.exists() else ([], [], 0)
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        os.truncate(descriptor, whole)
        os.lseek(descriptor, whole, os.SEEK_SET)
    except OSError as error:
        raise Wrong(f"{path}: cannot be written: {error.strerror}") from None
    line = runs[-1].line + len(runs[-1].entries) + 1 if runs else 1
    journal = Journal(header, name=str(path), line=line, _file=descriptor)
    words = {"neo-lumine": "journal", "version": VERSION, "scene": header.scene, "digest": header.digest}
    journal._write(json.dumps(words | {"seed": header.seed, "tick_hz": HZ, "text": header.text}))
    if journal.trouble:
        os.close(descriptor)
        raise Wrong(f"{path}: cannot be written: {journal.trouble.rpartition(': ')[2]}")
    return journal, warnings


def _bytes(path: str | Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise Wrong(f"{path}: cannot be read: {error.strerror}") from None


def _runs(data: bytes, name: str) -> tuple[list[Journal], list[str], int]:
    """All runs in a file's bytes, warnings, and how many bytes are whole lines."""
    runs: list[Journal] = []
    warnings: list[str] = []
    whole = 0
    for number, (line, last) in enumerate(_lines(data), 1):
        try:
            if not line.endswith(b"\n"):
                raise _Torn("it has no end")
            words = _words(line)
        except _Torn as torn:
            if not last:
                raise Wrong(f"{name}: line {number}: {torn}") from None
            warnings.append(f"{name}: line {number}: dropped, for it was torn: {torn}")
            break
        try:
            _take(words, runs, name, number)
        except Wrong as wrong:
            raise Wrong(f"{name}: line {number}: {wrong}") from None
        whole += len(line)
    return runs, warnings, whole


def _lines(data: bytes) -> Iterator[tuple[bytes, bool]]:
    """Lines with their newlines, and whether each is the last."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start) + 1 or len(data)
        yield data[start:end], end == len(data)
        start = end


class _Torn(Exception):
    """A line that is no JSON: a power cut's work at the end of a file, damage anywhere else."""


def _words(line: bytes) -> Any:
    try:
        return json.loads(line.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise _Torn(f"it is not UTF-8 text (byte {error.start})") from None
    except json.JSONDecodeError as error:
        raise _Torn(f"column {error.colno}: it is not JSON: {error.msg}") from None
    except RecursionError:
        raise _Torn("it is nested too deeply") from None
    except ValueError as error:
        raise _Torn(f"it is not JSON: {error}") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    words = dict(pairs)
    if len(words) < len(pairs):
        raise ValueError("a key stands twice")
    return words


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")


_HEADER = {"neo-lumine": str, "version": int, "scene": str, "digest": str, "seed": int, "tick_hz": int, "text": str}
_ENTRY = {"tick": int, "path": str, "value": object}


def _take(words: Any, runs: list[Journal], name: str, number: int) -> None:
    """Add a line's words to the runs."""
    if isinstance(words, dict) and "neo-lumine" in words:
        if words["neo-lumine"] != "journal" or words.get("version") != VERSION:
            raise Wrong(f"it is a header of another kind; this program reads journals of version {VERSION}")
        _fits(words, _HEADER, "a header")
        if words["tick_hz"] != HZ or words["seed"] < 0:
            raise Wrong(f"it is a header that cannot be played; tick_hz is {HZ}, and seed 0 or more")
        header = Header(words["scene"], words["digest"], words["seed"], words["text"])
        runs.append(Journal(header, name=name, line=number))
        return
    _fits(words, _ENTRY, "an entry")
    if not runs:
        raise Wrong("it is an entry, but a journal begins with a header")
    before = runs[-1].entries[-1].tick if runs[-1].entries else 0
    if words["tick"] < before:
        raise Wrong(f"tick {words['tick']} comes after tick {before}; ticks never go back")
    runs[-1].entries.append(Entry(words["tick"], words["path"], words["value"]))


def _fits(words: Any, kinds: dict[str, type], what: str) -> None:
    right = isinstance(words, dict) and words.keys() == kinds.keys()
    if not right or any(
        not isinstance(words[key], kind) or words[key] is True for key, kind in kinds.items() if kind is not object
    ):
        form = ", ".join(f"{key} ({kind.__name__})" if kind is not object else key for key, kind in kinds.items())
        raise Wrong(f"it is not {what}; that has exactly {form}")
