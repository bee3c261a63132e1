"""Any film's pictures, with their times, as a display shows them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from viz.errors import Wrong

_UNSAID, _BT709, _BT601 = 2, 1, 5
"""Colour matrices as ISO/IEC 23091-2 numbers them."""
_PQ, _HLG = 16, 18
"""Transfer curves of high dynamic range, in the same standard."""
_HIGH = 720
"""Lines from which on a film that does not say its matrix has BT.709's, as players have it."""
_LEAST = 1e-4
"""Seconds after the last picture at which one is taken that has no later time of its own."""


class Video:
    """A film file being read: `with Video(path) as video: for picture, seconds in video: …`. Raises Wrong."""

    def __init__(self, path: Path) -> None:
        import av

        self.path = path
        try:
            self._file = av.open(str(path))
        except (OSError, ValueError, av.FFmpegError) as problem:
            raise Wrong(f"{path}: cannot be read as a film: {getattr(problem, 'strerror', None) or problem}") from None
        if not self._file.streams.video:
            self._file.close()
            raise Wrong(f"{path}: has no pictures")
        self._stream = self._file.streams.video[0]
        codec = self._stream.codec_context
        self.size = (codec.width, codec.height)
        self.codec = codec.name
        self.fps = Fraction(self._stream.average_rate or self._stream.guessed_rate or 25)

    def pictures(self, to: Fraction | None) -> int:
        """About how many there are before so many seconds, or in all."""
        length = self._file.duration / 1e6 if self._file.duration else 0.0
        return max(1, int((min(length, float(to)) if to else length) * self.fps))

    def __iter__(self) -> Iterator[tuple[NDArray[np.uint8], float]]:
        """Pictures, (height, width, 3) sRGB, and their seconds from the beginning, which always grow."""
        import av

        self._stream.thread_type = "AUTO"
        begin, last = None, -_LEAST
        try:
            for frame in self._file.decode(self._stream):
                time = frame.time if frame.time is not None else last + 1 / self.fps
                begin = time if begin is None else begin
                last = max(float(time - begin), last + _LEAST)
                yield self._shown(frame), last
        except (OSError, ValueError, av.FFmpegError) as problem:
            raise Wrong(f"{self.path}: cannot be read after {max(last, 0):.2f} s: {problem}") from None

    def _shown(self, frame: Any) -> NDArray[np.uint8]:
        """A frame's levels as sRGB."""
        from av.video.reformatter import ColorRange

        if frame.color_trc in (_PQ, _HLG):
            raise Wrong(f"{self.path}: is of high dynamic range, which cannot be counted; export it as BT.709 or sRGB")
        matrix = frame.colorspace
        if matrix == _UNSAID and not frame.format.is_rgb:
            matrix = _BT709 if frame.height >= _HIGH else _BT601
        shown = frame.reformat(*self.size, format="rgb24", src_colorspace=matrix, dst_color_range=ColorRange.JPEG)
        return shown.to_ndarray()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
