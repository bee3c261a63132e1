"""A crowd in its hall with what it is given to feel, stepped by hand."""

from __future__ import annotations

import copy
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from viz.world.crowd import Crowd, CrowdControls, Felt
from viz.world.floor import Floor
from viz.world.hall import Hall, hang


def floor_of(count: int, **hall: Any) -> Floor:
    """The floor of a hall with that many mosaics."""
    return Floor(hang(np.tile([2.0, 1.0], (count, 1)), Hall(**hall)), seed=5)


ROOM = floor_of(73)
SMALL = floor_of(25, width=12, length=24, bays=4)


def digest(state: Any) -> bytes:
    """The bytes of a state, part after part: only what World.digest can take."""
    if is_dataclass(state):
        return b"".join(digest(getattr(state, part.name)) for part in fields(state))
    if isinstance(state, tuple):
        return b"".join(map(digest, state))
    if isinstance(state, np.ndarray):
        return state.tobytes()
    assert isinstance(state, (int, float))
    return repr(state).encode()


class Hallful:
    """A crowd, its controls, and the time."""

    def __init__(self, count: int = 60, seed: int = 2, floor: Floor = SMALL) -> None:
        self.floor, self.controls, self.tick = floor, CrowdControls(), 0
        self.crowd = Crowd.gather(floor, floor.mosaics, count, seed)
        length = floor.hall.length
        self.goals = np.array([(0.0, 2.5 - length), (1.0, -1.5), (-3.0, -0.7 * length), (3.0, -0.5 * length)])

    def step(self, seconds: float = 1 / 60, glitch: float | np.ndarray = 0.0, **felt: Any) -> None:
        """Play on; glitch: everywhere, or (N,). Buttons that are pressed are pressed once."""
        everywhere = np.zeros(self.floor.mosaics)
        given = {"healed": everywhere, "goals": self.goals} | felt
        for _ in range(round(seconds * 60)):
            self.tick += 1
            self.crowd.step(self.floor, self.controls, Felt(everywhere + glitch, tick=self.tick, **given))
            given |= {"toothpact": False, "turned": False}
            for button in ("announce", "rumour", "open_door", "close_doors"):
                setattr(self.controls, button, False)

    def press(self, button: str, where: tuple[float, float], **felt: Any) -> None:
        """One tick in which the operator presses a button for a place."""
        self.controls.where = where
        if button == "toothpact":
            felt["toothpact"] = True
        else:
            setattr(self.controls, button, True)
        self.step(**felt)

    def copy(self) -> Hallful:
        """The same, to go on by itself."""
        other = copy.copy(self)
        other.crowd, other.controls = copy.copy(self.crowd), self.controls.model_copy()
        return other

    def around(self, where: tuple[float, float], reach: float) -> np.ndarray:
        """(M,) the attendees within reach of a place."""
        near = np.hypot(*(self.crowd.bodies.place - where).T) < reach
        return near & self.crowd.people.attendees & self.crowd.bodies.inside

    def gaps(self) -> np.ndarray:
        """(n,) how near each of those inside has their nearest neighbour."""
        place = self.crowd.bodies.place[self.crowd.bodies.inside]
        far = np.hypot(*(place[:, None] - place).transpose(2, 0, 1))
        return (far + 99 * np.eye(len(place))).min(axis=1)
