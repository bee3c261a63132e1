"""How fast the crowd steps on this machine, for more and more people, and beside JuPedSim where that is installed.

Everybody has a square metre and walks to a place of their own. Both programs step the same collision-free speed model
from the same start with the same parameters; JuPedSim in steps of 0.01 s as it recommends, the crowd in those of the
show. That it is the same model can be seen from how far people get. They are timed in turn, so that what else the
machine does falls on both.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viz.clock import HZ, TICK
from viz.world.chance import bell, key_of, uniform
from viz.world.crowd import Crowd, CrowdControls, Felt, Floor
from viz.world.feelings import DRAWS, feel, temper
from viz.world.hall import Hall, hang
from viz.world.motion import Tordeux, walk
from viz.world.near import Near
from viz.world.opinions import debate

Floats = NDArray[np.float64]
Figures = dict[str, Any]

PEOPLE = (500, 2_000, 5_000, 10_000, 20_000)
FEWEST, MOST = 2, 100_000
"""People that a bench takes."""
MISSING = "JuPedSim is not installed; to compare with it: uv run --with 'jupedsim>=1.4,<2' neo-lumine bench --crowd"
_WIDE = 20
"""Metres from wall to wall: people begin on a grid of one to a square metre."""
_WARM, _TIMED = 1, 4
"""Seconds of the crowd's life before the timing, and those timed."""
_STEP = 0.01
"""Seconds of one of JuPedSim's steps."""
_BEAT = 6
"""Ticks in which all of the crowd's work is done once or more."""


@dataclass(frozen=True)
class Start:
    """Where people begin, where they go, and how fast they would."""

    place: Floats
    goal: Floats
    """(M, 2) metres."""
    speed: Floats
    """(M,) m/s."""
    length: float
    """Metres of the hall, which is 20 m wide."""
    keys: NDArray[np.uint64]

    @staticmethod
    def of(count: int, seed: int) -> Start:
        """People on a grid with a little disorder, bound for places all over the hall."""
        keys = np.array([key_of("bench", str(seed), str(i)) for i in range(count)], np.uint64)
        draws = np.stack([uniform(keys, np.zeros(count, int), salt) for salt in range(4)], axis=-1)
        rows = -(-count // _WIDE)
        grid = np.stack(np.divmod(np.arange(count), _WIDE)[::-1], axis=-1) + 0.5
        goal = 1.0 + draws[:, 2:] * (_WIDE - 2.0, max(rows - 2.0, 0.0))
        speed = np.clip(1.34 + 0.26 * bell(keys, np.zeros(count, int), 9), 0.5, 2.2)
        return Start(grid + 0.4 * (draws[:, :2] - 0.5), goal, speed, float(rows), keys)


class Models:
    """The published models alone, in the show's rhythm: walking on even ticks, all the rest on odd ones of their
    own."""

    def __init__(self, start: Start) -> None:
        zeros = np.zeros(len(start.place), int)
        draws = np.stack([uniform(start.keys, zeros, 10 + salt) for salt in range(3 * DRAWS)])
        self.shows, self.takes, self.panic = (temper(draws[i * DRAWS : (i + 1) * DRAWS]) for i in range(3))
        self.support = uniform(start.keys, zeros, 50)
        self.anchor = self.opinion = uniform(start.keys, zeros, 51)
        self.lead = 0.6 + 0.35 * uniform(start.keys, zeros, 52)
        self.start, self.place, self.tick = start, start.place, 0
        self.walls = np.zeros(2), np.array([float(_WIDE), start.length])
        self.near = Near.of(start.place)

    def step(self) -> None:
        """Go on by one tick."""
        beat, self.tick = self.tick % _BEAT, self.tick + 1
        if beat % 2 == 0:
            way = self.start.goal - self.place
            far = np.sqrt((way * way).sum(axis=1))
            wish = way / np.maximum(far, 1e-9)[:, None]
            speed = self.start.speed * (far > 0.3)
            self.place, _, _ = walk(self.place, wish, speed, self.near, *self.walls, 2 * TICK)
        elif beat == 1:
            self.panic, self.support = feel(self.panic, self.support, self.near, self.shows, self.takes, _BEAT * TICK)
        elif beat == 3:
            self.opinion = debate(self.opinion, self.anchor, self.lead, self.near, _BEAT * TICK)
        else:
            self.near = Near.of(self.place)


class Whole:
    """The crowd as the show plays it, in the middle of its glitch, in a hall with a square metre for everybody."""

    def __init__(self, start: Start) -> None:
        count = len(start.place)
        width = min(21.0, max(6.0, math.sqrt(count)))
        length = max(count / width, 6.0)
        hall = Hall(width=width).model_copy(update={"length": length, "bays": max(3, round(length / 8))})
        self.floor = Floor(hang(np.tile([2.0, 1.0], (80, 1)), hall), seed=1)
        self.crowd, self.controls, self.tick = Crowd.gather(self.floor, 80, count, 1), CrowdControls(), 0
        self.glitch, self.healed = np.full(80, 0.8), np.zeros(80)

    @property
    def place(self) -> Floats:
        """(M, 2) metres."""
        return self.crowd.bodies.place

    def step(self) -> None:
        """Go on by one tick."""
        self.tick += 1
        felt = Felt(self.glitch, self.healed, self.tick, act="glitch", lumi=0.5, hands=0.5)
        self.crowd.step(self.floor, self.controls, felt)


class JuPedSim:
    """The same people in JuPedSim. Raises ImportError where it is not installed."""

    def __init__(self, start: Start) -> None:
        import jupedsim

        self.version = jupedsim.__version__
        model = Tordeux()
        self.simulation = jupedsim.Simulation(
            model=jupedsim.CollisionFreeSpeedModel(
                strength_neighbor_repulsion=model.strength,
                range_neighbor_repulsion=model.reach,
                strength_geometry_repulsion=model.wall_strength,
                range_geometry_repulsion=model.wall_reach,
            ),
            geometry=[(0.0, 0.0), (_WIDE, 0.0), (_WIDE, start.length), (0.0, start.length)],
            dt=_STEP,
        )
        stage = self.simulation.add_direct_steering_stage()
        journey = self.simulation.add_journey(jupedsim.JourneyDescription([stage]))
        self.agents = []
        for place, goal, speed in zip(start.place.tolist(), start.goal.tolist(), start.speed.tolist(), strict=True):
            agent = jupedsim.CollisionFreeSpeedModelAgentParameters(
                position=tuple(place),
                time_gap=model.time,
                radius=model.length / 2,
                desired_speed=speed,
                journey_id=journey,
                stage_id=stage,
            )
            self.agents.append(self.simulation.add_agent(agent))
            self.simulation.agent(self.agents[-1]).target = tuple(goal)

    def second(self) -> None:
        """Go on by one second."""
        self.simulation.iterate(round(1 / _STEP))

    @property
    def place(self) -> Floats:
        """(M, 2) metres."""
        return np.array([self.simulation.agent(agent).position for agent in self.agents])


def bench(people: tuple[int, ...] = PEOPLE, seed: int = 0) -> Figures:
    """Time a crowd of each size, smallest first. Returns one flat dict: crowd_<people>_<what>, times in ms.

    show_median_ms, show_p99_ms: of one tick of the crowd as the show plays it. growth: by how much that gets dearer
    for twice the people, 2 being in proportion. median_ms, p99_ms: of one tick of the models alone. second_ms: of a
    second in the models' life. moved_m: how far people are from where they began, on average, after 5 s.
    jupedsim_second_ms, jupedsim_moved_m: the same of JuPedSim, whose version is given too, where it is installed.
    """
    figures: Figures = {}
    before = None
    for count in people:
        start = Start.of(count, seed)
        own, other, whole = Models(start), _other(start), Whole(start)
        ticks, seconds = _in_turn(own.step, other.second if other else None)
        shown, _ = _in_turn(whole.step, None)
        median = float(np.median(shown))
        row = {
            "show_median_ms": median,
            "show_p99_ms": np.percentile(shown, 99),
            "median_ms": np.median(ticks),
            "p99_ms": np.percentile(ticks, 99),
            "second_ms": np.median(ticks.reshape(-1, HZ).sum(axis=1)),
            "growth": 2 ** (np.log(median / before[1]) / np.log(count / before[0])) if before else None,
            "moved_m": _moved(start, own.place),
            "jupedsim_second_ms": np.median(seconds) if other else None,
            "jupedsim_moved_m": _moved(start, other.place) if other else None,
        }
        figures |= {f"crowd_{count}_{name}": round(float(value), 3) for name, value in row.items() if value is not None}
        figures |= {"jupedsim": other.version} if other else {}
        before = (count, median)
    return figures


def table(figures: Figures) -> str:
    """The figures for people to read."""
    heads = ("the crowd:", "p99", "twice the", "the models:", "p99", "ms a second", "moved", "JuPedSim:", "moved")
    units = ("ms a tick", "", "people", "ms a tick", "", "of its life", "m", "ms a second", "m")
    names = (
        *("show_median_ms", "show_p99_ms", "growth", "median_ms", "p99_ms", "second_ms", "moved_m"),
        *("jupedsim_second_ms", "jupedsim_moved_m"),
    )
    shown = 9 if "jupedsim" in figures else 7
    lines = [f"{'people':>7}" + "".join(f"{head:>13}" for head in heads[:shown])]
    lines.append(" " * 7 + "".join(f"{unit:>13}" for unit in units[:shown]))
    for count in (int(key.split("_")[1]) for key in figures if key.endswith("_show_p99_ms")):
        row = [figures.get(f"crowd_{count}_{name}") for name in names[:shown]]
        cells = ["–" if value is None else f"{'x' if i == 2 else ''}{value:.2f}" for i, value in enumerate(row)]
        lines.append(f"{count:>7,}" + "".join(f"{cell:>13}" for cell in cells))
    return "\n".join([*lines, "", *([] if "jupedsim" in figures else [MISSING])]).rstrip()


def _other(start: Start) -> JuPedSim | None:
    try:
        return JuPedSim(start)
    except ImportError:
        return None


def _in_turn(tick: Callable[[], None], second: Callable[[], None] | None) -> tuple[Floats, Floats]:
    """ms of each of the crowd's ticks and of each of the other's seconds, taken second by second."""
    clock = time.perf_counter
    ticks, seconds = [], []
    for turn in range(_WARM + _TIMED):
        for _ in range(HZ):
            begin = clock()
            tick()
            ticks.append(clock() - begin)
        if second:
            begin = clock()
            second()
            seconds.append(clock() - begin)
        if turn < _WARM:
            ticks.clear()
            seconds.clear()
    return 1e3 * np.array(ticks), 1e3 * np.array(seconds)


def _moved(start: Start, place: Floats) -> float:
    way = place - start.place
    return float(np.sqrt((way * way).sum(axis=1)).mean())
