"""How the machine copes: time of each frame, which frames came late and why, and what memory is in use."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from viz.panel.tracks import Tracks
from viz.quality import AUTO

FRAMES = 600
"""Frames that the plot remembers."""
LATE = 1.5
"""A frame is late when it stands on the screen for this many refreshes instead of one."""


@dataclass(frozen=True, slots=True)
class LateFrame:
    """A frame that took too long, and the part of it that took the most."""

    tick: int
    ms: float
    culprit: str
    culprit_ms: float


@dataclass
class Health:
    """Kept by the live loop, shown by the health panel."""

    refresh: float = 60.0
    """Frames a second that the screen asks for."""
    tracks: Tracks = field(default_factory=lambda: Tracks(("ms",), FRAMES))
    parts: dict[str, float] = field(default_factory=dict)
    """Milliseconds of each part of the latest frame: the passes, and world, panel and swap."""
    late: int = 0
    culprits: Counter[str] = field(default_factory=Counter)
    latest: LateFrame | None = None
    frames: int = 0
    dropped: float = 0.0
    """Seconds of the show that could not be made up for, and were dropped."""
    rss_mib: float | None = None
    gl_objects: dict[str, int] = field(default_factory=dict)
    renderer: str = ""
    quality: str = AUTO
    """The tier that the operator asks for, or auto. It is this machine's, and so no control of the show."""
    drawn: str = ""
    """The quality of the latest frame."""
    journal: str = ""

    @property
    def budget_ms(self) -> float:
        """What a frame may take."""
        return 1000.0 / self.refresh

    def frame(self, tick: int, ms: float, parts: Mapping[str, float]) -> None:
        """A frame came ms milliseconds after the one before; parts tells where the time went."""
        self.frames += 1
        self.parts = dict(parts)
        self.tracks.add(ms)
        if ms > LATE * self.budget_ms:
            self.late += 1
            culprit, most = max(parts.items(), key=lambda part: part[1], default=("unknown", 0.0))
            self.culprits[culprit] += 1
            self.latest = LateFrame(tick, ms, culprit, most)

    def start_over(self) -> None:
        """Forget the late frames so far, as after a start or a change of scene, which are slow once."""
        self.late = 0
        self.culprits.clear()
        self.latest = None


def rss_mib() -> float | None:
    """Resident memory of this process in MiB, or None where the system does not tell."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        import resource

        return int(statm.read_text().split()[1]) * resource.getpagesize() / 2**20
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return None
