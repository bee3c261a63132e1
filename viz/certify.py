"""Playing a show, or a film, through the counter: what a certificate says."""

from __future__ import annotations

import platform
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from viz.clock import HZ, Scripted
from viz.errors import Wrong
from viz.flash.counter import Counter, Found
from viz.flash.rules import SAME, Rules
from viz.iris import Iris, Opinion, missing
from viz.progress import Progress
from viz.show import Show
from viz.stretches import Stretch, wildest
from viz.studio import Studio
from viz.video import Video

Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class Played:
    """A stretch that was played, and what came of it."""

    name: str
    says: str
    found: Found
    acts: tuple[str, ...] = ()
    """The act in each whole second; none in a film."""
    opinion: Opinion | None = None
    """The second detector's, where there is one."""

    @property
    def passed(self) -> bool:
        """Whether neither detector found a hazard."""
        return self.found.passed and not (self.opinion and self.opinion.failures)


@dataclass(frozen=True)
class Measured:
    """All that a report tells."""

    subject: str
    facts: dict[str, str]
    """What was measured, and with what."""
    rules: Rules
    size: tuple[int, int]
    played: tuple[Played, ...]
    second: str
    """Why there is no second opinion, or ''."""

    @property
    def passed(self) -> bool:
        """The verdict: every stretch passed."""
        return all(played.passed for played in self.played)


def of_show(
    show: Show, stretches: list[Stretch], fps: Fraction, size: tuple[int, int], quality: str, peak: float | None = None
) -> Measured:
    """Play all stretches offscreen, each from its beginning, with a progress bar.

    size: (width, height). peak: what is counted with, cd/m², if not with the scene's, which the flash guard goes by: so
    it turns out when a display is brighter than the scene says. Raises Wrong.
    """
    rules, second = Rules(peak or show.scene.display.peak), missing()
    total = sum(_clock(stretch, fps, 0)[1] for stretch in stretches)
    played, worlds = list[Played](), _Worlds(show)
    with Studio(show, size, quality) as studio, Progress("certify", total) as bar:
        for stretch in stretches:
            studio.show = worlds.at(stretch.prepared)
            counting = _Counting(size, fps, rules, second)
            acts = _play(studio, stretch, fps, counting, bar)
            played.append(Played(stretch.name, stretch.says, counting.counter.found(), acts, counting.opinion()))
        facts = _facts(show, studio, fps, size)
    return Measured(show.scene.show.title, facts, rules, size, tuple(played), second)


def of_film(path: Path, to: Fraction | None = None, peak: float | None = None) -> Measured:
    """Count over a film, from its beginning to so many seconds, or to its end. Raises Wrong."""
    rules, second = Rules(peak or SAME), missing()
    with Video(path) as video, Progress(path.name, video.pictures(to)) as bar:
        counting = _Counting(video.size, video.fps, rules, second)
        for picture, seconds in video:
            if to is not None and seconds >= to:
                break
            counting.add(picture, seconds)
            bar.advance()
        if not counting.counter.pictures:
            raise Wrong(f"{path}: has no picture to count")
        facts = {"Film": path.name, "Size": f"{video.size[0]}x{video.size[1]}", "Codec": video.codec}
        facts |= {"Pictures a second": f"{float(video.fps):.5g} on average", "Program": _program()}
    played = Played("The film", "as it is", counting.counter.found(), opinion=counting.opinion())
    return Measured(path.name, facts, rules, video.size, (played,), second)


class _Counting:
    """Both detectors on the same pictures."""

    def __init__(self, size: tuple[int, int], fps: Fraction, rules: Rules, second: str) -> None:
        self.counter = Counter(rules)
        self._iris = None if second else Iris(size, fps)

    def add(self, picture: Picture, seconds: float) -> None:
        self.counter.add(picture, seconds)
        if self._iris:
            self._iris.add(picture)

    def opinion(self) -> Opinion | None:
        return self._iris.opinion() if self._iris else None


class _Worlds:
    """Where stretches begin: the evening's own beginning, and the wildest glitch."""

    def __init__(self, show: Show) -> None:
        show.seek(0)
        self._show, self._wild = show, show.copy()
        self._wild.journal.entries.clear()
        for path, value in wildest():
            self._wild.say(path, value)

    def at(self, prepared: Fraction) -> Show:
        """A show to go on with, after so many seconds of the glitch; after none, the evening with its journal."""
        if not prepared:
            self._show.seek(0)
            return self._show
        self._wild.seek(int(prepared * HZ))
        return self._wild.copy()


def _clock(stretch: Stretch, fps: Fraction, tick: int) -> tuple[Scripted, int]:
    """The moments of a stretch's pictures from a tick on, and how many there are: two at least."""
    start = Fraction(tick, HZ)
    clock = Scripted(fps, start)
    return clock, max(2, clock.frames(start + stretch.seconds))


def moments(show: Show, stretch: Stretch, fps: Fraction) -> Iterator[tuple[int, float]]:
    """Tick and alpha of each picture of a stretch that begins where the show stands.

    On the way from one to the next everything is said at its moment.
    """
    begin = show.tick
    words = deque(sorted(stretch.words, key=lambda word: word.at))
    clock, pictures = _clock(stretch, fps, begin)
    for picture in range(pictures):
        tick, alpha = clock.at(picture)
        while words and (said := begin + int(words[0].at * HZ)) < tick:
            show.seek(said)
            show.say(words[0].path, words[0].value)
            words.popleft()
        yield tick, alpha


def _play(studio: Studio, stretch: Stretch, fps: Fraction, counting: _Counting, bar: Progress) -> tuple[str, ...]:
    """Draw a stretch from where the show stands, as visitors see it; the act in each whole second."""
    show, acts = studio.show, list[str]()
    for picture, moment in enumerate(moments(show, stretch, fps)):
        counting.add(studio.picture(*moment, float(1 / fps)), float(picture / fps))
        if picture // fps == len(acts):
            acts.append(show.scene.act[show.world.stage.act].name)
        bar.advance()
    return tuple(acts)


def _facts(show: Show, studio: Studio, fps: Fraction, size: tuple[int, int]) -> dict[str, str]:
    journal = show.journal.name if show.journal.header else "none"
    return {
        "Scene": Path(show.scene.name).name,
        "Digest": f"{show.scene.digest(show.stories)}, of scene and stories",
        "Seed": str(show.seed),
        "Stories": str(len(show.stories)),
        "Journal": journal,
        "Size": f"{size[0]}x{size[1]}",
        "Pictures a second": f"{float(fps):g}",
        "Flash guard": f"set for {show.scene.display.peak:g} cd/m² at full white, as the scene says",
        "Quality": str(studio.renderer.quality),
        "Renderer": f"{studio.device.renderer}, OpenGL {studio.device.version}",
        "Program": _program(),
    }


def _program() -> str:
    names = ("neo-lumine", "numpy", "av")
    return ", ".join([*(f"{name} {version(name)}" for name in names), f"Python {platform.python_version()}"])
