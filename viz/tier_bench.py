"""How fast each tier of quality draws a show on this machine, each at the size that it is for."""

from __future__ import annotations

from typing import Any

import numpy as np

from viz.bench import frames_drawn, glitch_middle, passes_drawn
from viz.clock import HZ
from viz.quality import TIERS, Tier
from viz.show import Show
from viz.studio import Studio

SIZES: dict[Tier, tuple[int, int]] = {
    "low": (960, 540),
    "medium": (1280, 720),
    "high": (1920, 1080),
    "ultra": (3840, 2160),
}
TURNS = 3
"""The tiers take turns so often, so that what else the machine does meets all of them."""
DEAREST = 4
"""Passes that are told of each tier."""
Figures = dict[str, Any]


def bench(show: Show, frames: int, at: float | None = None, size: tuple[int, int] | None = None) -> Figures:
    """Draw about `frames` frames in each tier, from `at` on (seconds; by default the middle of the glitch act).

    size: of every tier's picture, instead of each one's own. Returns one flat dict: for each tier its size, the size
    that is drawn, the median, the 99th percentile and the rate of its frames, and its dearest passes, in ms.
    """
    sizes = {tier: size or own for tier, own in SIZES.items()}
    each = max(2, frames // TURNS)
    times: dict[str, list[float]] = {tier: [] for tier in sizes}
    passes: dict[str, Figures] = {}
    with Studio(show, sizes["low"]) as studio:
        studio.draw(round((glitch_middle(show) if at is None else at) * HZ))
        for _ in range(TURNS):
            for tier, pixels in sizes.items():
                _turn_to(studio, tier, pixels)
                times[tier] += list(frames_drawn(studio, each)[0][:, 0])
        for tier, pixels in sizes.items():
            _turn_to(studio, tier, pixels)
            passes[tier] = passes_drawn(studio, each)
        figures: Figures = {"renderer": studio.device.renderer, "at_s": at, "frames": each * TURNS}
    for tier, pixels in sizes.items():
        inner, ms = TIERS[tier].inner(pixels), float(np.median(times[tier]))
        figures |= {f"{tier}_size": "{}x{}".format(*pixels), f"{tier}_drawn": "{}x{}".format(*inner)}
        figures |= {f"{tier}_ms": round(ms, 2), f"{tier}_fps": round(1e3 / ms, 1)}
        figures[f"{tier}_p99_ms"] = round(float(np.percentile(times[tier], 99)), 2)
        dearest = sorted(passes[tier].items(), key=lambda one: -one[1])[:DEAREST]
        figures[f"{tier}_dearest"] = {name: round(value, 1) for name, value in dearest}
    return figures


def _turn_to(studio: Studio, tier: Tier, size: tuple[int, int]) -> None:
    """Draw in this tier and size from now on; the first frame, which is no measure, is drawn here."""
    studio.target.resize(size)
    studio.renderer.resize(size)
    studio.renderer.quality = TIERS[tier]
    frames_drawn(studio, 1)


def table(figures: Figures) -> str:
    """The figures for people to read."""
    lines = [
        figures["renderer"],
        f"{'tier':<8}{'size':>11}{'drawn':>11}{'ms':>9}{'p99':>9}{'frames/s':>10}  dearest passes, ms",
    ]
    for tier in TIERS:
        dearest = " · ".join(f"{name} {ms:g}" for name, ms in figures[f"{tier}_dearest"].items())
        size, drawn = figures[f"{tier}_size"], figures[f"{tier}_drawn"]
        ms, late, rate = (figures[f"{tier}_{name}"] for name in ("ms", "p99_ms", "fps"))
        lines.append(f"{tier:<8}{size:>11}{drawn:>11}{ms:>9.1f}{late:>9.1f}{rate:>10.1f}  {dearest}")
    return "\n".join(lines)
