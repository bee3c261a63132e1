"""The story's state as numbers, and its fixed step. It knows nothing of pictures."""

from __future__ import annotations

import copy
import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from viz.camera import CameraControls
from viz.clock import TICK
from viz.comfort import Comfort
from viz.world.acts import Act, ActControls, Course, Stage
from viz.world.aims import READINGS, Reading
from viz.world.cast import CAST, KAI, Cast, Finn, Lumi, Nova, Played, Scenery, front
from viz.world.consent import Consents, Lived
from viz.world.crowd import Crowd, CrowdControls, Felt
from viz.world.designs import Designs
from viz.world.floor import Floor
from viz.world.hall import Hall, Hanging, moved
from viz.world.lines import LISTEN, RoomState, Script, Speech
from viz.world.nanobots import Asked, Kai, Nanobots, Swarm, Wall
from viz.world.opinions import camps
from viz.world.voices import Speakers, Voices

Floats = NDArray[np.float64]

_TROUBLE = 120
"""Ticks for which Finn goes to the same place."""
_FIELD = 6.0
"""Metres of hall within which fear is summed up to find the worst of it."""
_HEEDED = 5.0
"""How much more a character's voice counts than an attendee's."""
_APART = 0.3
"""How far from each other two camps stand who do not heed each other any more."""
_FAINT = 0.05
"""Below this on the crowd's faders nobody hears Lumi, or sees anything of ToothPact."""
_ARRIVAL, _TAKEN_OFF = 5.0, 2.0
"""Seconds in which a newcomer's tiles come to the wall, and in which those are taken off who make room for it."""
_READY = -0.1
"""Arrival from which a newcomer sets out: half a second unseen, in which the renderer prepares what it needs."""
_SHARING = 0.75
"""Share of people who stand in sharing circles while there are any."""


class Hands(Protocol):
    """The controls that the world goes by."""

    acts: ActControls
    kai: Kai
    lumi: Lumi
    finn: Finn
    nova: Nova
    nanobots: Nanobots
    crowd: CrowdControls
    camera: CameraControls
    comfort: Comfort


@dataclass(frozen=True)
class Stand:
    """What the world stands on: fixed until the scene file changes."""

    course: Course
    wall: Wall
    floor: Floor
    script: Script

    @staticmethod
    def of(acts: Sequence[Act], hall: Hall, hanging: Hanging, script: Script, seed: int) -> Stand:
        """The stand of acts played in a hall with mosaics hung, and of what can be said there."""
        return Stand(Course(acts, hall), Wall(hanging, seed), Floor(hanging, seed), script)

    def joined(self, hanging: Hanging) -> Stand:
        """This stand once more mosaics hang, after all that hung: what the others had stays theirs."""
        changed = moved(self.wall.hanging, hanging)
        return replace(self, wall=self.wall.joined(hanging, changed), floor=self.floor.joined(hanging))


@dataclass
class World:
    """All state of the story. Its parts hold arrays that are replaced, never written into."""

    stage: Stage
    cast: Cast
    voices: Voices
    crowd: Crowd
    swarm: Swarm
    consents: Consents
    designs: Designs
    speech: Speech
    attention: Floats
    """(N,) how many eyes are on each mosaic, 0..1."""
    seen: Floats
    """(N,) 1 for each mosaic that somebody stood before this evening."""
    arrival: Floats
    """(N,) how far each mosaic has come to its place on the wall: at most 0 no tile is there, 1 all are. Those of the
    opening hang from the first."""
    leaving: NDArray[np.bool_]
    """(N,) which are being taken off the wall, to hang elsewhere."""
    readings: Floats
    """(len(READINGS),) what the acts wait for, as it stands: see viz.world.aims."""
    trouble: tuple[float, float]
    """x, z on the floor where people are most afraid."""

    @staticmethod
    def begin(stand: Stand, controls: Hands, seed: int) -> World:
        """The world as the doors open."""
        stage = Stage()
        stage.begin(stand.course, controls.camera, controls.comfort.calm)
        count = stand.wall.count
        world = World(
            stage=stage,
            cast=Cast(),
            voices=Voices(),
            crowd=Crowd.gather(stand.floor, count, controls.crowd.people, seed),
            swarm=Swarm.asleep(count),
            consents=Consents.unasked(count),
            designs=Designs.curated(stand.wall),
            speech=Speech(),
            attention=np.zeros(count),
            seen=np.zeros(count),
            arrival=np.ones(count),
            leaving=np.zeros(count, bool),
            readings=np.zeros(len(READINGS)),
            trouble=(0.0, -0.5 * stand.course.hall.length),
        )
        world.readings = world._read()
        return world

    def make_room(self, which: Sequence[int] | NDArray[np.int64]) -> None:
        """Take those mosaics off the wall, tile by tile, and no others."""
        self.leaving = np.isin(np.arange(len(self.arrival)), which)

    @property
    def has_room(self) -> bool:
        """Whether all that were to be taken off are."""
        return not (self.arrival[self.leaving] > 0.0).any()

    def join(self, before: Stand, stand: Stand) -> None:
        """Go on with more mosaics than before, after the others. Those keep all that they have; newcomers, and who made
        room for them, come to their places tile by tile."""
        count = stand.wall.count
        more = count - before.wall.count
        self.crowd.joined(count)
        self.swarm.joined(more)
        self.consents.joined(more)
        self.designs.joined(stand.wall, more)
        none = np.zeros(more)
        self.attention, self.seen = np.append(self.attention, none), np.append(self.seen, none)
        self.arrival, self.leaving = np.append(self.arrival, none), np.zeros(count, bool)
        self.arrival[moved(before.wall.hanging, stand.wall.hanging)] = _READY

    def step(self, tick: int, stand: Stand, controls: Hands) -> None:
        """Go on to the given tick: acts, voices, crowd, nanobots, mosaics."""
        stage = self.stage
        act, evening = stage.act, stage.evening
        stage.step(stand.course, controls.acts, controls.camera, self.readings, controls.comfort.calm)
        anew = stage.evening != evening
        glitch, lumi, finn = (stage.weights[:, None] * stand.course.asks).sum(axis=0).tolist()
        now = stand.course.acts[stage.act]
        if tick % _TROUBLE == 1:
            self._look_for_trouble(stand.course.hall)
        played = self._play(tick, stand, controls, lumi, finn)
        self.voices.step(played.lumi, played.hands)
        self.crowd.step(stand.floor, controls.crowd, self._felt(tick, now, stage.act != act or anew, controls, played))
        self._let_voices_travel(stand.course.hall, played)
        self._mosaics(tick, stand, controls, played, now, glitch)
        self.attention = self.attention + (np.minimum(self.crowd.eyes / 4, 1.0) - self.attention) * (TICK / 2.0)
        self.seen = np.maximum(0.0 if anew else self.seen, self.attention > 0.2)
        stride = np.where(self.leaving, -TICK / _TAKEN_OFF, TICK / _ARRIVAL)
        self.arrival = np.minimum(np.maximum(self.arrival + stride, _READY), 1.0)
        listens = tick % LISTEN == 0
        if listens or anew:
            self.readings = self._read()
        if listens:
            self.speech.step(self._room(now, played, controls.crowd), stand.script, tick)

    @property
    def mosaic(self) -> Floats:
        """(N, 4) glitch, healed, consent and attention of each mosaic."""
        return np.stack([self.swarm.glitch, self.swarm.healed, self.consents.consent, self.attention], axis=-1)

    def copy(self) -> World:
        """A world that goes on by itself."""
        parts = {part.name: copy.copy(getattr(self, part.name)) for part in fields(self)}
        return World(**parts)

    @property
    def nbytes(self) -> int:
        """Bytes of the state: what a snapshot may take at most."""
        return sum(len(piece) for piece in _pieces(self))

    def digest(self) -> bytes:
        """16 bytes that two worlds share only if they are the same to the last bit."""
        digest = hashlib.blake2b(digest_size=16)
        for piece in _pieces(self):
            digest.update(piece)
        return digest.digest()

    # --- the parts of a tick ---

    def _play(self, tick: int, stand: Stand, controls: Hands, lumi: float, finn: float) -> Played:
        """What the characters do, whoever plays them."""
        place = self.crowd.bodies.place
        before = stand.floor.before[stand.wall.origin(self.stage.evening)].tolist()
        scenery = Scenery(
            act=stand.course.acts[self.stage.act],
            seconds=self.stage.seconds,
            lumi=lumi * controls.crowd.lumi,
            finn=finn * controls.crowd.finn,
            glitch=self.readings[READINGS.index("glitch")].item(),
            opinion=self.crowd.opinion,
            charge=self.swarm.charge,
            speaking=self.speech.speaker(stand.script, tick) == "lumi",
            trouble=self.trouble,
            origin=(before[0], before[1]),
            kai_at=(place[KAI, 0].item(), place[KAI, 1].item()) if len(place) else None,
        )
        cast, c = self.cast, controls
        return cast.step(stand.course.hall, c.kai, c.lumi, c.finn, c.nova, c.acts.hand_back, scenery)

    def _felt(self, tick: int, act: Act, turned: bool, controls: Hands, played: Played) -> Felt:
        """What the hall gives the people in it."""
        swarm = self.swarm
        return Felt(
            glitch=swarm.glitch,
            healed=swarm.healed,
            tick=tick,
            act=act.name,
            evening=self.stage.evening,
            turned=turned,
            fresh=_fresh(self.stage, act),
            calming=swarm.presence * min(1.0, 2.0 * max(swarm.effective - 0.4, 0.0)),
            lumi=self.voices.lumi,
            heeded=controls.crowd.lumi >= _FAINT,
            hands=self.voices.finn,
            rally=played.rally,
            circles=_SHARING if played.circles else 0.0,
            toothpact=controls.finn.toothpact,
            goals=played.goals,
            hurry=played.hurry,
        )

    def _let_voices_travel(self, hall: Hall, played: Played) -> None:
        unison = min(max(2.0 * self.crowd.support - 0.6, 0.7 if played.rally else 0.0), 1.0)
        self.voices.travel(hall, self._speakers() if self.voices.listens else None, unison)

    def _speakers(self) -> Speakers:
        crowd = self.crowd
        inside = np.flatnonzero(crowd.bodies.inside)
        weight = np.where(inside < len(CAST), _HEEDED, 1.0)
        place, voice = crowd.bodies.place.take(inside, axis=0), crowd.voice.take(inside)
        return Speakers(place, voice, crowd.people.variety.take(inside), weight)

    def _mosaics(self, tick: int, stand: Stand, controls: Hands, played: Played, act: Act, glitch: float) -> None:
        """Consent first, so that the glitch never exceeds it; then the nanobots, then what Nova and neighbours do."""
        crowd, swarm, designs, stage = self.crowd, self.swarm, self.designs, self.stage
        lived = Lived(
            evening=stage.evening,
            deciding=act.decides,
            ceiling=controls.kai.consent,
            feelings=crowd.owner_feelings(stand.wall.count),
            glitch=swarm.glitch,
            healed=swarm.healed,
            recalibrated=designs.recalibrated,
            shared=designs.shared,
        )
        self.consents.step(stand.wall, lived)
        asked = Asked(
            tick=tick,
            evening=stage.evening,
            spreading=act.name == "glitch",
            glitch=glitch,
            engage=played.kai > 0,
            strength=played.kai,
            where=front(stand.course.hall),
        )
        held = self.cast.held(KAI)
        swarm.step(stand.wall, controls.kai, controls.nanobots, asked, self.consents.consent, held=held)
        designs.step(
            stand.wall,
            evening=stage.evening,
            recalibrating=act.recalibrates,
            blend=played.blend,
            circles=crowd.circles,
        )

    def _look_for_trouble(self, hall: Hall) -> None:
        """Find the stretch of the hall with the most fear in it, and the middle of that."""
        bodies, moods = self.crowd.bodies, self.crowd.moods
        fear = np.maximum(moods.panic - 0.3, 0.0) * bodies.inside
        if not fear.any():
            return
        stretches = max(1, round(hall.length / _FIELD))
        stretch = np.clip((-bodies.place[:, 1] / hall.length * stretches).astype(np.int64), 0, stretches - 1)
        worst = stretch == np.argmax(np.bincount(stretch, fear, stretches))
        weight = fear * worst
        x, z = ((weight[:, None] * bodies.place).sum(axis=0) / weight.sum()).tolist()
        self.trouble = (x, z)

    def _read(self) -> Floats:
        """What acts and lines go by."""
        swarm, crowd, consents, designs = self.swarm, self.crowd, self.consents, self.designs
        read: dict[Reading, float] = {
            "seen": float(self.seen.mean()),
            "glitch": float(swarm.glitch.mean()),
            "healed": swarm.presence * float(swarm.healed.mean()),
            "panic": crowd.panic,
            "support": crowd.support,
            "opinion": crowd.opinion,
            "divided": _divided(crowd.moods.opinion),
            "outside": crowd.outside / max(1, len(crowd.people)),
            "charge": swarm.charge,
            "consent": float(consents.consent.mean()),
            "decided": float(consents.decided.mean()),
            "content": float(consents.content.mean()),
            "recalibrated": float(designs.recalibrated.mean()),
            "shared": float(designs.shared.mean()),
        }
        return np.array([read[name] for name in READINGS])

    def _room(self, act: Act, played: Played, heard: CrowdControls) -> RoomState:
        """The room as lines go by it, in a tick of new readings."""
        return RoomState(
            act=act.name,
            seconds=self.stage.seconds,
            shortest=act.bounds[0],
            evening=self.stage.evening,
            engaged=self.swarm.engaged,
            lumi=self.voices.lumi,
            hands=self.voices.finn,
            rally=played.rally,
            circles=played.circles,
            unheard=(
                *(("lumi",) if heard.lumi < _FAINT else ()),
                *(("finn", "toothpact") if heard.finn < _FAINT else ()),
            ),
            **dict(zip(READINGS, self.readings.tolist(), strict=True)),
        )


def _divided(opinion: Floats) -> float:
    """The share of the second-largest camp of opinions (M,); less, where it stands near the largest."""
    means, shares = camps(opinion)
    if len(shares) < 2:
        return 0.0
    first, second = np.argsort(-shares, kind="stable")[:2]
    return float(shares[second] * min(1.0, abs(means[first] - means[second]) / _APART))


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
    if value is None or isinstance(value, int | str):
        return [repr(value).encode() + b";"]
    raise TypeError(f"a {type(value).__name__} is no part of the world's state")
