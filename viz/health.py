"""How the machine copes: time of each frame, which frames came late and why, and what memory is in use."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from viz.flash_log import Episode, FlashLog, Reading, worst_of
from viz.panel.tracks import Tracks
from viz.quality import AUTO

FRAMES = 600
"""Frames that the plot remembers."""
LATE = 1.5
"""A frame is late when it stands on the screen for this many refreshes instead of one."""


AT_ONCE_S = 0.5
"""What flickers is held in some pictures and not in others: all of so long a time are one reading."""
SAMPLE_S, SAMPLES = 0.25, 240
"""A minute of what the guard holds."""


@dataclass(frozen=True, slots=True)
class LateFrame:
    """A frame that took too long, and the part of it that took the most."""

    tick: int
    ms: float
    culprit: str
    culprit_ms: float


class Guarding:
    """What the flash guard does, as the panel shows it."""

    def __init__(self) -> None:
        self.on = True
        """Whether there is a guard."""
        self.now: Reading | None = None
        """The worst of the last half second; None before anything was measured."""
        self.held = Tracks(("share",), SAMPLES)
        self.log = FlashLog()
        self._recent: deque[tuple[float, Reading]] = deque()
        self._sampled: float | None = None

    def watch(self, now: float, reading: Reading, act: str) -> list[Episode]:
        """Take the latest reading, at that time of a steady clock and in that act; episodes that end and begin."""
        if not (self._recent and self._recent[-1][1] is reading):
            self._recent.append((now, reading))
        while len(self._recent) > 1 and now - self._recent[0][0] > AT_ONCE_S:
            self._recent.popleft()
        self.now = worst_of(one for _, one in self._recent)
        if self._sampled is None or now - self._sampled > SAMPLES * SAMPLE_S:
            self._sampled = now
        while now - self._sampled >= SAMPLE_S:
            self._sampled += SAMPLE_S
            self.held.add(self.now.held)
        return self.log.feed(now, reading, act)


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
    guard: Guarding = field(default_factory=Guarding)

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
