"""Which files were saved since the last look."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

Stamp = tuple[int, int] | None

EVERY_S = 0.25
"""Seconds between two looks: saving takes effect at once, and the disk is left alone."""


@dataclass
class Watch:
    """Looks at time stamp and size of a few files. A file that is gone, as while an editor saves, is no change."""

    files: list[Path]
    _stamps: dict[Path, Stamp] = field(default_factory=dict)
    _next: float = 0.0

    def __post_init__(self) -> None:
        self._stamps = {file: _stamp(file) for file in self.files}

    def due(self, now: float) -> bool:
        """Whether it is time for a look; now in seconds of any steady clock."""
        if now < self._next:
            return False
        self._next = now + EVERY_S
        return True

    def changed(self) -> list[Path]:
        """The files saved since the last call."""
        found = []
        for file in self.files:
            stamp = _stamp(file)
            if stamp is not None and stamp != self._stamps.get(file):
                found.append(file)
                self._stamps[file] = stamp
        return found


def _stamp(file: Path) -> Stamp:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
