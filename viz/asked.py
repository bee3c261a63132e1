"""Values on the command line, from text. Each raises Wrong naming the option, what was given, what would be right."""

import os
from fractions import Fraction
from pathlib import Path

from viz.errors import Wrong

LONGEST = 7 * 24 * 3600
LARGEST = 16384
_NTSC = {"23.976": Fraction(24000, 1001), "29.97": Fraction(30000, 1001), "59.94": Fraction(60000, 1001)}


def whole(name: str, text: str, lo: int, hi: int) -> int:
    """A whole number within bounds."""
    if not (_whole(text) and lo <= int(text) <= hi):
        raise Wrong(f"{name} {text}: is not allowed; write a whole number from {lo} to {hi}")
    return int(text)


def size(text: str) -> tuple[int, int]:
    """--size: WIDTHxHEIGHT in pixels."""
    width, _, height = text.lower().replace("×", "x").partition("x")
    right = f"WIDTHxHEIGHT in pixels, each from 1 to {LARGEST}, such as 1280x720"
    if not (_whole(width) and _whole(height)):
        raise Wrong(f"--size {text}: is no size; write {right}")
    if not (1 <= int(width) <= LARGEST and 1 <= int(height) <= LARGEST):
        raise Wrong(f"--size {text}: cannot be drawn; write {right}")
    return int(width), int(height)


def even(name: str, size: tuple[int, int]) -> tuple[int, int]:
    """A size that video can have."""
    if size[0] % 2 or size[1] % 2 or min(size) < 16:
        better = f"{max(16, size[0] + size[0] % 2)}x{max(16, size[1] + size[1] % 2)}"
        raise Wrong(f"{name} {size[0]}x{size[1]}: a film's width and height are even and at least 16, such as {better}")
    return size


def seconds(name: str, text: str, *, above: bool = False) -> Fraction:
    """A time in the show, exactly as written: 741 ticks are 12.35 s, not a little less. above: more than 0."""
    value = _number(text)
    if value is None or not 0 <= value <= LONGEST or (above and not value):
        least = "above 0, up" if above else "from 0"
        raise Wrong(f"{name} {text}: is no time; write seconds {least} to {LONGEST}, such as 12.5")
    return value


def rate(text: str) -> Fraction:
    """--fps: frames a second; 23.976, 29.97 and 59.94 mean the exact rates of television."""
    value = _NTSC.get(text) or _number(text)
    if value is None or not 1 <= value <= 240:
        raise Wrong(f"--fps {text}: is no frame rate; write a number from 1 to 240, such as 30, or 30000/1001")
    return value.limit_denominator(100_000)


def output(path: Path, suffix: str, what: str, place: str = ", and write it last") -> Path:
    """A file that can be written, found out before any work is done. What stands in it stays until it is written.

    place: where on the command line it belongs.
    """
    if path.suffix.lower() != suffix:
        raise Wrong(f"{path}: {what} is a {suffix} file; name it {path.with_suffix(suffix).name}{place}")
    if path.is_dir():
        raise Wrong(f"{path}: is a folder; name a {suffix} file in it")
    if not path.parent.is_dir():
        raise Wrong(f"{path}: there is no folder {path.parent}; make it first")
    fresh = not path.exists()
    try:
        with path.open("ab"):
            pass
        if fresh:
            path.unlink()
    except OSError as problem:
        raise Wrong(f"{path}: cannot be written: {os.strerror(problem.errno) if problem.errno else problem}") from None
    return path


def _whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 19


def _number(text: str) -> Fraction | None:
    if len(text) > 40 or "e" in text.lower() or "_" in text:
        return None
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
