"""The story's state as numbers, and its fixed step. It knows nothing of pictures."""

from __future__ import annotations

import copy
import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from viz.camera import CameraControls
from viz.clock import TICK
from viz.world.acts import Act, ActControls, Course, Stage
from viz.world.aims import READINGS, Reading
from viz.world.crowd import Crowd, CrowdControls, Felt
from viz.world.hall import Hall, Hanging
from viz.world.nanobots import Asked, Kai, Nanobots, Swarm, Wall
from viz.world.people import Moment, Room
from viz.world.voices import Voices

Floats = NDArray[np.float64]


class Hands(Protocol):
    """The controls that the world goes by."""

    acts: ActControls
    kai: Kai
    nanobots: Nanobots
    crowd: CrowdControls
    camera: CameraControls


@dataclass(frozen=True)
class Stand:
    """What the world stands on: fixed until the scene file changes."""

    course: Course
    wall: Wall
    room: Room

    @staticmethod
    def of(acts: Sequence[Act], hall: Hall, hanging: Hanging, seed: int) -> Stand:
        """The stand of acts played in a hall with mosaics hung."""
        return Stand(Course(acts, hall), Wall(hanging, seed), Room(hanging, seed))


@dataclass
class World:
    """All state of the story. Its parts hold arrays that are replaced, never written into."""

    stage: Stage
    voices: Voices
    crowd: Crowd
    swarm: Swarm
    attention: Floats
    """(N,) how many eyes are on each mosaic, 0..1."""
    seen: Floats
    """(N,) 1 for each mosaic that somebody stood before this evening."""
    readings: Floats
    """(len(READINGS),) what the acts wait for, as it stands: see viz.world.aims."""

    @staticmethod
    def begin(stand: Stand, controls: Hands, seed: int) -> World:
        """The world as the doors open."""
        stage = Stage()
        stage.begin(stand.course, controls.camera)
        count = stand.wall.count
        crowd = Crowd.gather(stand.room, controls.crowd.people, seed)
        zero = np.zeros(count)
        world = World(stage, Voices(), crowd, Swarm.asleep(count), zero, zero, np.zeros(len(READINGS)))
        world.readings = world._read()
        return world

    def step(self, tick: int, stand: Stand, controls: Hands) -> None:
        """Go on to the given tick: acts, voices, crowd, nanobots, mosaics."""
        stage, swarm = self.stage, self.swarm
        act = stage.act
        evening = stage.evening
        stage.step(stand.course, controls.acts, controls.camera, self.readings)
        glitch, lumi, finn = (stage.weights[:, None] * stand.course.asks).sum(axis=0).tolist()
        self.voices.step(lumi * controls.crowd.lumi, finn * controls.crowd.finn)
        now = stand.course.acts[stage.act]
        felt = Felt(
            glitch=float(swarm.glitch.mean()),
            healing=swarm.presence * float(swarm.healed.mean()),
            lumi=self.voices.lumi,
            finn=self.voices.finn,
            fresh=_fresh(stage, now),
        )
        turned = stage.act != act or stage.evening != evening
        eye = (float(stage.pose[0]), float(stage.pose[2]))
        self.crowd.step(stand.room, controls.crowd, felt, Moment(tick, stage.act, turned, eye))
        asked = Asked(
            tick=tick,
            evening=stage.evening,
            spreading=now.name == "glitch",
            glitch=glitch,
            consent=0.5 if now.decides else 1.0,
            kai=now.kai if stage.seconds >= now.kai_after else 0.0,
        )
        swarm.step(stand.wall, controls.kai, controls.nanobots, asked)
        eyes = np.minimum(self.crowd.people.watching(stand.wall.count) / 4, 1.0)
        self.attention = self.attention + (eyes - self.attention) * (TICK / 2.0)
        self.seen = np.maximum(np.where(stage.evening != evening, 0.0, self.seen), self.attention > 0.2)
        self.readings = self._read()

    @property
    def mosaic(self) -> Floats:
        """(N, 4) glitch, healed, consent and attention of each mosaic."""
        swarm = self.swarm
        return np.stack([swarm.glitch, swarm.healed, swarm.consent, self.attention], axis=-1)

    def _read(self) -> Floats:
        swarm, crowd = self.swarm, self.crowd
        known: dict[Reading, float] = {
            "seen": float(self.seen.mean()),
            "glitch": float(swarm.glitch.mean()),
            "healed": swarm.presence * float(swarm.healed.mean()),
            "panic": crowd.panic,
            "support": crowd.support,
            "opinion": crowd.opinion,
            "consent": float(swarm.consent.mean()),
        }
        return np.array([known.get(name, 0.0) for name in READINGS])

    def copy(self) -> World:
        """A world that goes on by itself."""
        parts = {part.name: copy.copy(getattr(self, part.name)) for part in fields(self)}
        return World(**parts)

    def digest(self) -> bytes:
        """16 bytes that two worlds share only if they are the same to the last bit."""
        digest = hashlib.blake2b(digest_size=16)
        for piece in _pieces(self):
            digest.update(piece)
        return digest.digest()


def _fresh(stage: Stage, act: Act) -> float:
    """Visitors of a new evening come while the last one's leave: over the first act's transition, and some more."""
    if stage.evening == 0 or stage.act != 0:
        return 0.0
    transition = max(act.transition, 2.0)
    return 3.0 / transition if stage.seconds < 2 * transition else 0.0


def _pieces(value: Any) -> Sequence[bytes]:
    """The bytes of a state, part after part."""
    if is_dataclass(value):
        return [piece for part in fields(value) for piece in _pieces(getattr(value, part.name))]
    if isinstance(value, np.ndarray):
        return [f"{value.dtype}{value.shape}".encode(), value.tobytes()]
    if isinstance(value, tuple):
        return [piece for part in value for piece in _pieces(part)]
    if isinstance(value, float):
        return [struct.pack("<d", value)]
    if value is None or isinstance(value, int):
        return [repr(value).encode() + b";"]
    raise TypeError(f"a {type(value).__name__} is no part of the world's state")
