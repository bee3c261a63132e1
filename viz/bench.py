"""How fast a show draws on this machine: offscreen, every frame finished before the next one begins."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from viz.clock import HZ
from viz.evening import spans
from viz.process import peak_rss_mib, since_start
from viz.show import Show
from viz.studio import Studio

Figures = dict[str, Any]


def bench(show: Show, size: tuple[int, int], frames: int, at: float | None = None, quality: str = "high") -> Figures:
    """Draw the show's first frame, then `frames` frames from `at` (seconds; by default the middle of the glitch act).

    Returns one flat dict: times in ms, memory in MiB. A frame is one tick of the world (world_ms), its fields, and its
    picture; python_ms is what the latter two spend in Python and not in the driver.
    """
    with Studio(show, size, quality) as studio:
        studio.draw(0)
        studio.device.finish()
        first = since_start() * 1e3
        at = glitch_middle(show) if at is None else at
        studio.draw(round(at * HZ))
        studio.device.finish()
        rows, results = frames_drawn(studio, frames)
        python = _python_ms(studio, max(8, frames // 4))
        if studio.device.software:
            studio.renderer.timers.exact = True
            _, results = frames_drawn(studio, max(8, frames // 4))
        return {
            "median_ms": _round(np.median(rows[:, 0])),
            "p95_ms": _round(np.percentile(rows[:, 0], 95)),
            "p99_ms": _round(np.percentile(rows[:, 0], 99)),
            "fps": _round(1e3 / np.median(rows[:, 0])),
            "submit_ms": _round(np.median(rows[:, 1])),
            "python_ms": _round(python),
            "world_ms": _round(np.median(rows[:, 2])),
            "first_frame_ms": _round(first),
            "rss_mib": _round(peak_rss_mib()),
            "tiles": int(show.mosaics.first[-1]),
            "mosaics": len(show.mosaics.names),
            "people": len(show.frame().people),
            "size": f"{size[0]}x{size[1]}",
            "quality": str(studio.renderer.quality),
            "frames": frames,
            "at_s": _round(at),
            "scene": Path(show.scene.name).stem,
            "renderer": studio.device.renderer,
            "gl_version": studio.device.version,
            "pass_times_by": _means(studio),
            **_passes(results),
        }


def _python_ms(studio: Studio, turns: int) -> float:
    """Median ms of a frame, without the world's tick, outside the graphics driver: in Python, and in numpy.

    Two frames are timed whole, then in two more only the driver's calls are, since watching for them takes time. Two,
    because the fields are stepped in every other frame. By the thread's own clock, which stands while a software
    rasteriser's threads have the cores.
    """
    show, clock = studio.show, time.thread_time
    called = inside = spent = 0.0

    def watch(_frame: object, event: str, function: Any) -> None:
        nonlocal called, inside
        if event[:2] == "c_" and type(getattr(function, "__self__", None)).__module__ == "mgl":
            if event == "c_call":
                called = clock()
            else:
                inside += clock() - called

    def two_frames() -> None:
        nonlocal spent
        for _ in range(2):
            show.step()
            start = clock()
            studio.renderer.follow(show)
            studio.renderer.draw(show.frame(), studio.target, 1 / HZ)
            studio.device.finish()
            spent += clock() - start

    shares = []
    for _ in range(turns):
        spent = 0.0
        two_frames()
        whole, inside = spent, 0.0
        sys.setprofile(watch)
        two_frames()
        sys.setprofile(None)
        shares.append(whole - inside)
    return float(np.median(shares)) / 2 * 1e3


def frames_drawn(studio: Studio, frames: int) -> tuple[np.ndarray[Any, Any], list[Any]]:
    """(frames, 3) ms of the whole frame, of its submission and of the world's tick; and the times of its passes.

    What keeps light safe is told the time that passed, as in a show: it waits so long for what a thread has to look at.
    """
    show, renderer, device, clock = studio.show, studio.renderer, studio.device, time.perf_counter
    rows, passes, start = np.zeros((frames, 3)), [], clock() - 1 / HZ
    for i in range(frames):
        before, start = start, clock()
        show.step()
        stepped = clock()
        renderer.follow(show)
        renderer.draw(show.frame(), studio.target, start - before)
        submitted = clock()
        device.finish()
        rows[i] = clock() - start, submitted - stepped, stepped - start
        passes.append(renderer.timers.results)
    return rows * 1e3, passes


def passes_drawn(studio: Studio, frames: int) -> dict[str, float]:
    """Median ms of each pass: by the GPU's timers, in software by finishing each before the next."""
    timers = studio.renderer.timers
    timers.exact = studio.device.software
    figures = _passes(frames_drawn(studio, frames)[1])
    timers.exact = False
    return {name: figures[f"pass_{name}_ms"] for name in timers.results}


def _means(studio: Studio) -> str:
    """What pass_<name>_ms is measured with."""
    timers = studio.renderer.timers
    return "finish after each" if timers.exact else "GPU timers" if timers.supported else "submission only"


def _passes(results: Sequence[Any]) -> Figures:
    """pass_<name>_ms: the GPU's time where it can be asked, else the CPU's to submit; that one in any case too."""
    figures: Figures = {}
    for name in results[-1]:
        gpu = [frame[name].gpu_ms for frame in results if name in frame and frame[name].gpu_ms is not None]
        cpu = [frame[name].cpu_ms for frame in results if name in frame]
        figures[f"pass_{name}_ms"] = _round(np.median(gpu or cpu))
        figures[f"pass_{name}_submit_ms"] = _round(np.median(cpu))
    return figures


def glitch_middle(show: Show) -> float:
    """Seconds into the show when the glitch act is half over, when there is most to draw; or the middle of it all."""
    played = spans(show)
    span = next((span for span in played if show.scene.act[span.act].name == "glitch"), played[0])
    return (span.first + span.end) / 2 / HZ


def table(figures: Figures) -> str:
    """The figures for people to read."""
    plain = {key: value for key, value in figures.items() if not key.startswith("pass_") or isinstance(value, str)}
    width = max(len(key) for key in plain)
    lines = [f"{key:<{width}}  {value}" for key, value in plain.items()]
    names = [
        key[5:-3]
        for key in figures
        if key.startswith("pass_") and key.endswith("_ms") and not key.endswith("_submit_ms")
    ]
    lines += ["", f"{'pass':<12}{'ms':>10}{'submit ms':>12}"]
    lines += [f"{n:<12}{figures[f'pass_{n}_ms']:>10.2f}{figures[f'pass_{n}_submit_ms']:>12.2f}" for n in names]
    return "\n".join(lines)


def _round(value: float) -> float | None:
    return round(float(value), 3) if np.isfinite(value) else None
