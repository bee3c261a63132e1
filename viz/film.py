"""Pictures of a show as files: stills in PNG, films in MP4 (H.264)."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from viz.clock import HZ, Scripted, moment
from viz.errors import Wrong
from viz.evening import spans
from viz.progress import Progress
from viz.show import Show
from viz.studio import Studio

THREADS = 2
"""Of the encoder. Another number gives other bytes, so it does not follow the machine."""

Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of a film: the moment in the show, and how bright (1: as it is; 0: black)."""

    tick: int
    alpha: float
    light: float = 1.0


def still(show: Show, path: Path, at: Fraction, size: tuple[int, int], quality: str = "high") -> None:
    """Write the picture of a moment, seconds into the show, as a PNG. Raises Wrong."""
    from PIL import Image

    with Studio(show, size, quality) as studio:
        picture = studio.picture(*moment(at))
    try:
        Image.fromarray(picture).save(path, format="PNG")
    except OSError as problem:
        raise Wrong(f"{path}: cannot be written: {problem.strerror or problem}") from None


def shots(start: Fraction, end: Fraction, fps: Fraction) -> list[Shot]:
    """The pictures of a film from start to end, seconds into the show."""
    clock = Scripted(fps, start)
    return [Shot(*clock.at(frame)) for frame in range(clock.frames(end))]


EXCERPT = Fraction(11, 2)
"""Seconds that the short film shows of each act."""
FADE = Fraction(2, 5)
"""Seconds in which an excerpt comes out of the dark, and goes back."""


def short(show: Show, fps: Fraction) -> list[Shot]:
    """The pictures of the arc told in half a minute: a few seconds of each act, with dips to black between.

    The evening is played once to find them.
    """
    told: list[Shot] = []
    for span in spans(show):
        begin, end = Fraction(span.first, HZ), Fraction(span.end, HZ)
        start = max(begin, min(Fraction(span.telling, HZ) - Fraction(1, 2), end - EXCERPT))
        told += _faded(shots(start, min(start + EXCERPT, end), fps), max(1, int(FADE * fps)))
    return told


def _faded(excerpt: list[Shot], fade: int) -> list[Shot]:
    last = len(excerpt) - 1
    return [
        Shot(shot.tick, shot.alpha, min(1.0, (i + 1) / (fade + 1), (last - i + 1) / (fade + 1)))
        for i, shot in enumerate(excerpt)
    ]


def film(show: Show, path: Path, told: list[Shot], fps: Fraction, size: tuple[int, int], quality: str = "high") -> bool:
    """Write a film, with a progress bar. False when Ctrl-C ended it early; what was done by then is a whole file.

    Raises Wrong.
    """
    with (
        Studio(show, size, quality) as studio,
        Reel(path, size, fps) as reel,
        _stoppable() as stopped,
        Progress(path.name, len(told)) as bar,
    ):
        for shot in told:
            if stopped.is_set():
                return False
            reel.add(_lit(studio.picture(shot.tick, shot.alpha, float(1 / fps)), shot.light))
            bar.advance()
    return True


def _lit(picture: Picture, light: float) -> Picture:
    return picture if light == 1.0 else (picture * light).astype(np.uint8)


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """Ctrl-C (and a polite kill) sets the event instead of breaking off in the middle of a picture."""
    stopped = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return
    before = {number: signal.signal(number, lambda *_: stopped.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Reel:
    """An MP4 being written: H.264 in 4:2:0, BT.709, its index in front, so that every player starts at once.

    The file is touched with the first picture, and whole again when the reel is left, for whatever reason.
    """

    def __init__(self, path: Path, size: tuple[int, int], fps: Fraction) -> None:
        import av

        self.path, self.frames, self._fps = path, 0, fps
        try:
            self._file = av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"})
            self._stream = self._file.add_stream("libx264", rate=fps, options={"crf": "18", "preset": "medium"})
        except (OSError, ValueError, av.FFmpegError) as problem:
            raise Wrong(f"{path}: cannot be written: {problem}") from None
        stream = self._stream
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.thread_count = THREADS
        stream.time_base = 1 / fps
        codec = stream.codec_context
        codec.color_primaries = codec.color_trc = codec.colorspace = 1  # BT.709, as ISO/IEC 23091-2 numbers it
        codec.color_range = 1  # studio swing

    def add(self, picture: Picture) -> None:
        """The next picture: (height, width, 3) sRGB, top row first. Raises Wrong when it cannot be written."""
        import av
        from av.video.reformatter import ColorRange, Colorspace

        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
        frame = frame.reformat(format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG)
        frame.pts, frame.time_base = self.frames, 1 / self._fps
        self._mux(self._stream.encode(frame))
        self.frames += 1

    def _mux(self, packets: Iterable[object]) -> None:
        import av

        try:
            for packet in packets:
                self._file.mux(packet)  # type: ignore[arg-type]
        except (OSError, av.FFmpegError) as problem:
            raise Wrong(f"{self.path}: cannot be written: {problem}") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self.frames:
                self._mux(self._stream.encode(None))
        finally:
            self._close(failed=kind is not None)

    def _close(self, failed: bool) -> None:
        import av

        try:
            self._file.close()
        except (OSError, av.FFmpegError) as problem:
            if not failed:
                raise Wrong(f"{self.path}: cannot be written: {problem}") from None
