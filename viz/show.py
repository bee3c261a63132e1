"""The show is a function: what stands on the wall at a tick follows from scene, stories, seed and journal."""

from __future__ import annotations

import copy
import hashlib
import json
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

import numpy as np

from viz.clock import HZ, TICK
from viz.controls import check, controls_of, get, plain, put
from viz.errors import Wrong
from viz.frame import Drive, Frame
from viz.journal import Entry, Journal
from viz.scene import Controls, Scene, parse
from viz.world.aims import aim_of
from viz.world.cast import CAST
from viz.world.crowd import Crowd
from viz.world.hall import Hanging, hang, moved
from viz.world.lines import Script
from viz.world.mosaic import Laying, Mosaics, lay, lay_one
from viz.world.room import Room
from viz.world.story import Story, story_of, words_of
from viz.world.world import Stand, World

SNAPSHOT = 10 * HZ
"""Ticks between snapshots."""
SNAPSHOTS = 128
"""The most snapshots kept: the older, the farther apart."""
_LEAST, _SNAPSHOT_BYTES = 24, 96 * 2**20
"""The fewest kept of a large crowd, and the bytes that they may take where there are more."""
FIELD = 2
"""Ticks between field ticks."""
ARRIVE = "arrive"
"""The path at which a visitor's story comes into the show, in the words of viz.world.story.words_of."""
_PAUSE, _LAYING = 4, 24
"""Ticks between two steps of laying a newcomer's mosaic, so that no frame has two; and ticks after which it is laid."""
_DRIVES = 32 * 2**20
"""Bytes of recent drives kept."""
_TREE = Controls()
_TRIGGERS = [
    (control.path, attrgetter(control.path.replace("/", ".")), control.default)
    for control in controls_of(Controls).values()
    if control.kind == "trigger"
]
"""Path of each trigger, what reads it, and its value at rest: every tick looks at all of them."""
_TRIGGER_PATHS = {path for path, _, _ in _TRIGGERS}


@dataclass
class _Now:
    """The show at a tick. Scene, mosaics and stand are never changed, only replaced."""

    tick: int
    scene: Scene
    controls: Controls
    mosaics: Mosaics
    stand: Stand
    world: World
    coming: tuple[Story, ...] = ()
    """Stories that were told and do not hang yet, in order."""
    since: int | None = None
    """The tick since which the first of them is laid, and room is made for it."""

    def copy(self) -> _Now:
        """The show at this tick, to go on by itself."""
        return replace(self, controls=self.controls.model_copy(deep=True), world=self.world.copy())


class Show:
    """A show being played. It reads no clock: whoever plays it says when to step."""

    def __init__(self, scene: Scene, stories: Sequence[Story], seed: int, journal: Journal | None = None) -> None:
        """Open the doors. A journal's entries are said again at their ticks; new ones go to its end.

        Raises Wrong, naming the journal's line, when it holds something that cannot be said.
        """
        self.seed = seed
        self.journal = journal or Journal()
        for i, entry in enumerate(self.journal.entries):
            try:
                self._check(scene, entry.path, entry.value)
            except Wrong as wrong:
                raise Wrong(f"{self.journal.name}: line {self.journal.line + 1 + i}: {wrong}") from None
        controls = scene.controls
        mosaics = self._lay(scene, stories)
        stand = self._stand(scene, mosaics)
        world = World.begin(stand, controls, seed)
        self._now = _Now(0, scene, controls, mosaics, stand, world)
        self._snapshots = {0: self._now.copy()}
        self._next = 0
        self._drives: deque[Drive] = deque(maxlen=max(256, _DRIVES // (16 * len(mosaics.names) + 64)))
        self._drives_since = 0

    @property
    def tick(self) -> int:
        """Ticks played."""
        return self._now.tick

    @property
    def stories(self) -> tuple[Story, ...]:
        """The visitors' stories that hang, and those that were told and come to hang soon."""
        said = (entry for entry in self.journal.entries[self._next :] if entry.tick == self.tick)
        told = (story_of(entry.value, ARRIVE) for entry in said if entry.path == ARRIVE)
        return (*self._told, *told)

    @property
    def _told(self) -> tuple[Story, ...]:
        return self._now.mosaics.stories[1:] + self._now.coming

    @property
    def scene(self) -> Scene:
        """The scene as it stands: another after the file was saved during the show."""
        return self._now.scene

    @property
    def controls(self) -> Controls:
        """The controls as they stand: to be read. `say` changes them."""
        return self._now.controls

    @property
    def mosaics(self) -> Mosaics:
        """The mosaics' tiles."""
        return self._now.mosaics

    @property
    def hanging(self) -> Hanging:
        """Where the mosaics hang."""
        return self._now.stand.wall.hanging

    @property
    def world(self) -> World:
        """The story's state: to be read."""
        return self._now.world

    def say(self, path: str, value: Any) -> None:
        """Set a control, or "scene" to the text of a scene file, or have a story "arrive" (words_of). It acts in the
        next step, and goes to the journal; a story hangs a moment later, once others have made room.

        Raises Wrong, and says nothing, for what is not allowed.
        """
        self.journal.add(self.tick, path, self._check(self.scene, path, value))
        # What was computed beyond this tick came of another story.
        self._snapshots = {tick: now for tick, now in self._snapshots.items() if tick <= self.tick}

    def value(self, path: str) -> Any:
        """The control's value as it will be in the next step, with what was said since the last one."""
        for entry in reversed(self.journal.entries[self._next :]):
            if entry.path == path and entry.tick == self.tick:
                return check(self.controls, path, entry.value)
        return get(self.controls, path)

    def step(self, n: int = 1) -> None:
        """Play n ticks."""
        for _ in range(n):
            now = self._now
            entries = self.journal.entries
            while self._next < len(entries) and entries[self._next].tick <= now.tick:
                self._hear(entries[self._next])
                self._next += 1
            if not now.controls.kai.override.armed and now.controls.kai.override.engaged:
                now.controls.kai.override.engaged = False
            if now.coming:
                self._welcome()
            now.tick += 1
            now.world.step(now.tick, now.stand, now.controls)
            for path, value, rest in _TRIGGERS:
                if value(now.controls) != rest:
                    put(now.controls, path, rest)
            if now.world.swarm.awake and now.tick % FIELD == 0:
                self._keep_drive()
            if now.tick % SNAPSHOT == 0 and now.tick not in self._snapshots:
                self._snapshots[now.tick] = now.copy()
                self._thin()

    def seek(self, tick: int) -> None:
        """Go to a tick, before or after this one: bit for bit where playing to it would lead."""
        start = max(at for at in self._snapshots if at <= tick)
        if not start <= self.tick <= tick:
            if start < self.tick:
                while self._drives and self._drives[-1].tick > start:
                    self._drives.pop()
                self._drives_since = min(self._drives_since, start)
            else:
                self._drives.clear()
                self._drives_since = start
            self._now = self._snapshots[start].copy()
            self._next = bisect_left(self.journal.entries, start, key=lambda entry: entry.tick)
        self.step(tick - self.tick)

    def frame(self, alpha: float = 0.0) -> Frame:
        """What to show at alpha (0 … 1) of the way from the tick before to this one."""
        now, world = self._now, self._now.world
        stage, swarm, crowd = world.stage, world.swarm, world.crowd
        act = now.stand.course.acts[stage.act]
        shortest, longest = act.bounds
        doors = np.empty((len(crowd.doors.open), 3), np.float32)
        doors[:, :2], doors[:, 2] = now.stand.floor.doors, crowd.doors.open
        return Frame(
            tick=now.tick,
            alpha=alpha,
            seconds=(now.tick + alpha) * TICK,
            evening=stage.evening,
            act=stage.act,
            act_weights=stage.weights,
            act_seconds=stage.seconds,
            shortest=shortest,
            longest=longest,
            look=now.stand.course.look(stage.weights),
            calm=stage.calm,
            mosaic=world.mosaic.astype(np.float32),
            design=world.designs.rows(now.stand.wall, now.mosaics.gifts, world.consents.content, world.arrival),
            people=crowd.shown(alpha, np.float32),
            cares=crowd.people.cares[crowd.bodies.inside],
            outside=crowd.outside,
            doors=doors,
            voices=world.voices.light,
            caption=world.speech.caption(now.stand.script, now.tick + alpha),
            panic=crowd.panic,
            support=crowd.support,
            opinion=crowd.opinion,
            glitch_share=float(swarm.glitch.mean()),
            healed_share=float(swarm.healed.mean()),
            override=swarm.front,
            engaged=swarm.engaged,
            charge=swarm.charge,
            hands=tuple(world.cast.hands.tolist()),
            aim=aim_of(act.aim, act.until, world.readings),
            awake=swarm.awake,
            epoch=swarm.epoch,
            camera=stage.camera(alpha),
            dissolve=stage.dissolve(alpha),
            controls=now.controls,
        )

    def drives(self, after: int) -> Iterator[Drive]:
        """The present epoch's drives of ticks beyond after, in order; none while the medium is at rest."""
        epoch = self.world.swarm.epoch
        if epoch < 0:
            return
        start = max(after, epoch - 1)
        if start >= self._drives_since:
            skip = 0
            for drive in reversed(self._drives):
                if drive.tick <= start:
                    break
                skip += 1
            yield from list(self._drives)[len(self._drives) - skip :]
            return
        scratch, end = self.copy(), self.tick
        scratch.seek(start)
        while scratch.tick < end:
            scratch.step()
            if scratch.tick % FIELD == 0 and scratch.world.swarm.awake:
                yield scratch._drive()

    def copy(self) -> Show:
        """The show at this tick, to go on by itself; what is said to it is said to no file."""
        other = copy.copy(self)
        other._now = self._now.copy()
        other._snapshots = dict(self._snapshots)
        other._drives = deque(self._drives, self._drives.maxlen)
        other.journal = replace(self.journal, entries=list(self.journal.entries), _file=None)
        return other

    def state_digest(self) -> str:
        """32 hexadecimal digits that two shows share only if they stand at the same point to the last bit."""
        now = self._now
        digest = hashlib.blake2b(digest_size=16)
        for piece in (
            str(now.tick),
            json.dumps(plain(now.controls)),
            now.scene.digest(self._told),
        ):
            digest.update(piece.encode() + b"\0")
        digest.update(now.world.digest())
        return digest.hexdigest()

    @staticmethod
    def _check(scene: Scene, path: str, value: Any) -> Any:
        if path == ARRIVE:
            return words_of(story_of(value, ARRIVE))
        if path != "scene":
            return check(_TREE, path, value)
        if not isinstance(value, str):
            raise Wrong("scene: the text of a scene file is needed")
        parse(value, scene.name)
        return value

    def _hear(self, entry: Entry) -> None:
        if entry.path == "scene":
            self._change(parse(entry.value, self.scene.name))
            return
        if entry.path == ARRIVE:
            self._now.coming += (story_of(entry.value, ARRIVE),)
            return
        put(self.controls, entry.path, entry.value)
        self._touch(entry.path)

    def _touch(self, path: str) -> None:
        """Who touches a character's control takes that character over; orders to others do not."""
        name, _, control = path.partition("/")
        if name in CAST and control == "give_back":
            self.world.cast.touch(name, 0.0)
        elif name in CAST and path not in _TRIGGER_PATHS and path != "kai/consent":
            self.world.cast.touch(name, self.controls.acts.hand_back)

    def _change(self, scene: Scene) -> None:
        """Go on with another scene: what its file changed is taken, what the operator set otherwise stays."""
        now, before, laid = self._now, self._now.scene, self._now.mosaics
        old, new = before.controls, scene.controls
        for path in controls_of(new):
            if get(new, path) != get(old, path):
                put(now.controls, path, get(new, path))
        now.since = None
        now.world.make_room(())
        if scene.mosaics != before.mosaics or scene.show.nova != before.show.nova:
            now.mosaics = self._lay(scene, now.mosaics.stories[1:])
        if now.mosaics is not laid or scene.hall != before.hall or scene.act != before.act:
            now.stand = self._stand(scene, now.mosaics)
        elif (scene.line, scene.captions) != (before.line, before.captions):
            now.stand = replace(now.stand, script=_script(scene))
        if scene.crowd.people != before.crowd.people or scene.hall != before.hall:
            now.world.crowd = Crowd.gather(now.stand.floor, now.stand.wall.count, scene.crowd.people, self.seed)
            now.controls.crowd.people = scene.crowd.people
        now.scene = scene

    def _welcome(self) -> None:
        """Bring the first of the stories that come a step nearer to the wall: it is laid in steps, those whose places
        change are taken off, then all are hung. Everybody else, and all that they have been through, stay as they are.
        """
        now, mosaics, story = self._now, self._now.mosaics, self._now.coming[0]
        assert mosaics.room is not None
        if now.since is None:
            now.since = now.tick
            sizes = np.append(mosaics.size, mosaics.size[-1:], axis=0)
            changed = moved(self.hanging, hang(sizes, now.scene.hall))
            now.world.make_room(changed[changed < len(sizes) - 1])
        elif now.tick - now.since < _LAYING:
            if (now.tick - now.since) % _PAUSE == 0:
                mosaics.room.lay(mosaics, story, self._begin(story))
        elif now.world.has_room:
            now.mosaics, now.coming, now.since = (
                mosaics.room.onto(mosaics, story, self._begin(story)),
                now.coming[1:],
                None,
            )
            before, now.stand = now.stand, now.stand.joined(hang(now.mosaics.size, now.scene.hall))
            now.world.join(before, now.stand)

    def _begin(self, story: Story) -> Callable[[], Laying]:
        now, seed = self._now, self.seed
        return lambda: lay_one(story, now.scene.mosaics, seed, now.mosaics.density)

    def _lay(self, scene: Scene, stories: Sequence[Story]) -> Mosaics:
        """Nova's great mosaic first, then the visitors'."""
        nova = Story("Nova Hale", scene.show.nova, shade="A1", imperfection="craze_line", hue=186.0)
        return Room(lay((nova, *stories), scene.mosaics, self.seed)).whole

    def _stand(self, scene: Scene, mosaics: Mosaics) -> Stand:
        return Stand.of(scene.act, scene.hall, hang(mosaics.size, scene.hall), _script(scene), self.seed)

    def _drive(self) -> Drive:
        swarm = self.world.swarm
        override = np.array(swarm.front, np.float32)
        mosaic = self.world.mosaic.astype(np.float32)
        return Drive(self.tick, swarm.epoch, mosaic, override, swarm.alpha, swarm.excited, self.hanging)

    def _keep_drive(self) -> None:
        if len(self._drives) == self._drives.maxlen:
            self._drives_since = self._drives[0].tick
        self._drives.append(self._drive())

    def _thin(self) -> None:
        """Drop the snapshots that are missed least: many of late stay, and some of long ago."""
        most = min(SNAPSHOTS, max(_LEAST, _SNAPSHOT_BYTES // self.world.nbytes))
        while len(self._snapshots) > most:
            ticks = sorted(self._snapshots)
            age = ticks[-1] + SNAPSHOT
            spare = min(range(1, len(ticks) - 1), key=lambda i: (ticks[i + 1] - ticks[i - 1]) / (age - ticks[i]))
            del self._snapshots[ticks[spare]]


def _script(scene: Scene) -> Script:
    return Script.of(scene.line, scene.act, scene.captions.language)
