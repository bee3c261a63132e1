"""The certificate's plots as SVG: a few lines and boxes, coloured by the page's style sheet."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from viz.flash.rules import WINDOW
from viz.flash.trace import Trace

_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 10, 24, 30
"""Margins about a plot, in its units."""
T = TypeVar("T")


def svg(width: int, height: int, parts: Sequence[str], label: str) -> str:
    """A drawing of that size in units, as wide as the page gives it."""
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{label}">{"".join(parts)}</svg>'


def worst_second(trace: Trace, limit: int) -> str:
    """A pixel's luminance over its worst second, its transitions marked and numbered."""
    width, height = 900, 300
    begin, end = float(trace.seconds[0]), float(trace.seconds[-1])
    top = _nice(float(trace.luminance.max()))
    right, bottom = width - _RIGHT, height - _BOTTOM

    def x(seconds: float) -> float:
        return _LEFT + (right - _LEFT) * (seconds - begin) / max(end - begin, 1e-9)

    def y(light: float) -> float:
        return bottom - (bottom - _TOP) * light / top

    left = x(max(begin, end - WINDOW))
    parts = [f'<rect class="second" x="{left:.1f}" y="{_TOP}" width="{right - left:.1f}" height="{bottom - _TOP}"/>']
    for i in range(5):
        light = top * i / 4
        parts.append(f'<path class="axis" d="M{_LEFT} {y(light):.1f}H{right}"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y(light) + 4:.1f}" text-anchor="end">{light:.2g}</text>')
    for tenth in range(math.ceil(begin * 10 - 1e-6), math.floor(end * 10 + 1e-6) + 1, 2):
        parts.append(f'<text x="{x(tenth / 10):.1f}" y="{bottom + 18}" text-anchor="middle">{tenth / 10:.1f} s</text>')
    points = [(x(float(t)), y(float(light))) for t, light in zip(trace.seconds, trace.luminance, strict=True)]
    parts.append(f'<path class="light" d="M{"L".join(f"{a:.1f} {b:.1f}" for a, b in points)}"/>')
    parts += [f'<circle class="sample" cx="{a:.1f}" cy="{b:.1f}" r="1.3"/>' for a, b in points]
    written = -np.inf
    for number, mark in enumerate(trace.marks, 1):
        above = " above" if number > limit else ""
        light = float(trace.luminance[int(np.abs(trace.seconds - mark).argmin())])
        parts.append(f'<circle class="mark{above}" cx="{x(mark):.1f}" cy="{y(light):.1f}" r="3.6"/>')
        if x(mark) > written + 14:
            written = x(mark)
            parts.append(f'<text class="number{above}" x="{written:.1f}" y="{_TOP - 9}">{number}</text>')
    return svg(width, height, parts, "luminance of the worst pixel over its worst second")


def histogram(most: NDArray[np.uint16], limit: int) -> str:
    """How many pixels made how many transitions in their worst second; a logarithmic scale."""
    width, height = 440, 270
    counts = np.bincount(most.ravel(), minlength=limit + 3)
    decades = max(1, math.ceil(math.log10(most.size)))
    right, bottom = width - _RIGHT, height - _BOTTOM
    step = (right - _LEFT) / len(counts)

    def y(count: float) -> float:
        return bottom - (bottom - _TOP) * (math.log10(count) + 0.25) / (decades + 0.25)

    parts = []
    for decade in range(decades + 1):
        parts.append(f'<path class="axis" d="M{_LEFT} {y(10**decade):.1f}H{right}"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y(10**decade) + 4:.1f}" text-anchor="end">{_short(10**decade)}</text>')
    every = max(1, math.ceil(len(counts) / 14))
    for number, count in enumerate(counts.tolist()):
        left, kind = _LEFT + step * number, " above" if number > limit else " none" if number == 0 else ""
        if count:
            box = f'x="{left + step * 0.12:.1f}" y="{y(count):.1f}" width="{step * 0.76:.1f}"'
            parts.append(
                f'<rect class="bar{kind}" {box} height="{bottom - y(count):.1f}"><title>{count} pixels</title></rect>'
            )
        if number % every == 0:
            parts.append(f'<text x="{left + step / 2:.1f}" y="{bottom + 17}" text-anchor="middle">{number}</text>')
    edge = _LEFT + step * (limit + 1)
    parts.append(f'<path class="limit" d="M{edge:.1f} {_TOP - 8}V{bottom}"/>')
    parts.append(f'<text x="{edge + 6:.1f}" y="{_TOP}">above the limit</text>')
    return svg(width, height, parts, "histogram of the most transitions of each pixel")


def timeline(course: Sequence[int], acts: Sequence[str], limit: int) -> str:
    """The most transitions of any pixel in the second up to each moment, and the acts below."""
    width, height = 760, 74
    bottom, top = height - 14, max(limit + 2, *course)
    step = width / len(course)

    def y(count: float) -> float:
        return bottom - (bottom - 4) * count / top

    parts = [f'<path class="axis" d="M0 {bottom}H{width}"/>']
    for count, first, last in _runs(course):
        if count:
            above = " above" if count > limit else ""
            box = f'x="{first * step:.2f}" y="{y(count):.1f}" width="{(last - first) * step:.2f}"'
            parts.append(f'<rect class="bar{above}" {box} height="{bottom - y(count):.1f}"/>')
    parts.append(f'<path class="limit" d="M0 {y(limit):.1f}H{width}"/>')
    for act, first, last in _runs(acts):
        box = f'x="{first * width / len(acts):.2f}" y="{bottom + 4}" width="{(last - first) * width / len(acts):.2f}"'
        parts.append(f'<rect class="{act}" {box} height="6"><title>{act}</title></rect>')
    return svg(width, height, parts, "the most transitions in each second")


def _runs(values: Sequence[T]) -> Iterator[tuple[T, int, int]]:
    """Each value with where it begins and ends to stand several times in a row."""
    first = 0
    for value, run in groupby(values):
        last = first + len(list(run))
        yield value, first, last
        first = last


def _nice(most: float) -> float:
    """A round number that a scale of four steps may end with."""
    return next((top for top in (0.04, 0.1, 0.2, 0.4, 0.6, 0.8) if most <= top), 1.0)


def _short(number: int) -> str:
    return (
        f"{number // 1000}k"
        if 1000 <= number < 1_000_000
        else f"{number // 1_000_000}M"
        if number >= 1000
        else str(number)
    )
