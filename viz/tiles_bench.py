"""How fast a scene that is a plain wall of tiles is drawn on this machine, for more and more tiles.

Nothing is imported here that the first picture does not need.
"""

from __future__ import annotations

import json
import math
import time
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from viz import asked
from viz.errors import Wrong
from viz.gpu.device import Device
from viz.passes.tiles import TilesPass
from viz.paths import find
from viz.pose import CameraPose
from viz.process import peak_rss_mib, since_start
from viz.world.wall_plan import MOST, WallPlan

SIZE = (1280, 720)
TILES = (10_000, 100_000, 1_000_000, 10_000_000)
"""Of a bench that names none."""
BLOCK = 5
"""Frames of one wall before it is the next one's turn, so that what else the machine does meets all of them."""
Figures = dict[str, Any]


@dataclass
class Asked:
    """What a command line says, in its own words."""

    scene: str
    tiles: list[str] = field(default_factory=list)
    frames: str = "120"
    at: str | None = None
    size: str | None = None
    seed: str | None = None
    json: bool = False

    @staticmethod
    def of(arguments: list[str]) -> Asked | None:
        """`bench SCENE` with nothing but such options; None for any other command line, and for a wrong one.

        The library that reads command lines takes longer to load than the first picture takes from the start.
        """
        if len(arguments) < 2 or arguments[0] != "bench" or arguments[1].startswith("-"):
            return None
        found, rest = Asked(arguments[1]), iter(arguments[2:])
        for word in rest:
            option, equals, value = word.partition("=")
            if word == "--json":
                found.json = True
                continue
            if option not in ("--tiles", "--frames", "--at", "--size", "--seed"):
                return None
            value = value if equals else next(rest, "")
            if not value:
                return None
            if option == "--tiles":
                found.tiles.append(value)
            else:
                setattr(found, option[2:], value)
        return found


@dataclass(frozen=True)
class Subject:
    """A scene's plain wall, and how its first shot sees it."""

    scene: str
    wall: WallPlan
    end: float
    """z of the wall, metres."""
    pose: CameraPose
    seed: int


def subject(scene: str) -> Subject | None:
    """The wall of a scene that says all that its first picture takes; None for any other scene, and for a wrong one.

    This is read without the rest of the scene and unchecked, since that would take longer than the first picture.
    Raises Wrong where there is no such scene.
    """
    path = find(scene)
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
        said, shot = data["wall"], data["act"][0]["shots"][0]
        wall = WallPlan(said["tiles"], said["width"], said["height"], said["relief"])
        pose = CameraPose(tuple(shot["position"]), tuple(shot["look_at"]), shot["fov"])
        end, seed = data["hall"]["length"], data["show"]["seed"]
        numbers = wall.tiles, wall.width, wall.height, end, pose.fov, 1 + wall.relief, 1 + seed
        plain = min(numbers) > 0 and sum(pose.position + pose.look_at) < math.inf
    except (OSError, ValueError, LookupError, TypeError):
        return None
    whole = type(wall.tiles) is type(seed) is int and len(pose.position) == len(pose.look_at) == 3
    return Subject(str(path), wall, -end, pose, seed) if plain and whole else None


def command(given: Asked, other: str | None = None) -> bool:
    """Time a scene that is a plain wall of tiles and print the figures; False, with nothing done, for any other scene.

    other: an option that does not go with such a scene. Raises Wrong.
    """
    found = subject(given.scene)
    if found is None:
        return False
    if other:
        raise Wrong(f"{other} and the scene {given.scene} exclude each other: it is a plain wall of tiles")
    counts = tuple(dict.fromkeys(asked.whole("--tiles", text, 1, MOST) for text in given.tiles)) or TILES
    size = asked.size(given.size) if given.size else SIZE
    frames, at = asked.whole("--frames", given.frames, 1, 1_000_000), asked.seconds("--at", given.at or "0")
    seed = asked.whole("--seed", given.seed, 0, 2**63 - 1) if given.seed else found.seed
    figures = bench(replace(found, seed=seed), counts, size, frames, float(at))
    print(json.dumps(figures) if given.json else table(figures))
    return True


def bench(
    subject: Subject,
    tiles: tuple[int, ...],
    size: tuple[int, int],
    frames: int,
    at: float = 0.0,
) -> Figures:
    """Draw `frames` frames of a wall of each number of tiles, in turns, each frame finished before the next.

    at: seconds into the scene. Returns one flat dict, times in ms: first_frame_ms since the start of the process;
    tiles_<n>_median_ms, _p99_ms, _cpu_ms (the median of what all cores spent) and _ratio (of the median to the first
    wall's). A frame is the scene's own, without a world that steps behind it. Raises Wrong for a scene that is wrong.
    """
    walls = {count: replace(subject.wall, tiles=count) for count in tiles}
    with Device.offscreen() as device:
        target = device.target(size, [(4, "f1")], label="picture")
        drawn = TilesPass(device, walls[tiles[0]], subject.end, subject.seed)
        target.use()
        drawn.draw(subject.pose, at, size)
        device.finish()
        first = since_start() * 1e3
        _read_all(subject)
        times: dict[int, list[tuple[float, float]]] = {count: [] for count in tiles}
        for start in range(0, frames, BLOCK):
            for count, wall in walls.items():
                drawn.wall = wall
                for frame in range(start, min(start + BLOCK, frames)):
                    times[count].append(_timed(device, drawn, subject.pose, at + frame / 60, size))
        figures: Figures = {"first_frame_ms": round(first, 1)}
        figures |= _rows(times)
        figures |= {"rss_mib": round(peak_rss_mib(), 1), "size": "{}x{}".format(*size), "frames": frames, "at_s": at}
        figures |= {"scene": Path(subject.scene).stem, "renderer": device.renderer, "gl_version": device.version}
        drawn.release()
    return figures


def _timed(
    device: Device, drawn: TilesPass, pose: CameraPose, seconds: float, size: tuple[int, int]
) -> tuple[float, float]:
    """ms of one frame, and of all cores for it."""
    begin, spent = time.perf_counter(), time.process_time()
    drawn.draw(pose, seconds, size)
    device.finish()
    return (time.perf_counter() - begin) * 1e3, (time.process_time() - spent) * 1e3


def _read_all(subject: Subject) -> None:
    """The rest of the scene, once its first picture is there: a scene that is wrong is not timed."""
    from viz.scene import load

    load(subject.scene)


def _rows(times: dict[int, list[tuple[float, float]]]) -> Figures:
    import numpy as np

    figures: Figures = {}
    base = 0.0
    for count, rows in times.items():
        wall, cpu = np.array(rows).T
        median = float(np.median(wall))
        base = base or median
        row = {"median_ms": median, "p99_ms": np.percentile(wall, 99), "cpu_ms": np.median(cpu), "ratio": median / base}
        figures |= {f"tiles_{count}_{name}": round(float(value), 3) for name, value in row.items()}
    return figures


def table(figures: Figures) -> str:
    """The figures for people to read."""
    names = ("median_ms", "p99_ms", "cpu_ms", "ratio")
    heads = ("ms a frame", "p99", "of all cores", "to the first")
    lines = [f"{figures['renderer']}, {figures['size']}", f"{'tiles':>13}" + "".join(f"{head:>14}" for head in heads)]
    for count in (int(key.split("_")[1]) for key in figures if key.endswith("_median_ms")):
        row = [f"{figures[f'tiles_{count}_{name}']:.2f}" for name in names]
        row[-1] = f"x{row[-1]}"
        lines.append(f"{count:>13,}" + "".join(f"{cell:>14}" for cell in row))
    return "\n".join([*lines, "", f"first finished frame: {figures['first_frame_ms']:.0f} ms after the start"])
