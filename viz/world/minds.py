"""What people have in mind, and when they think again.

Ten times a second those think who have stood long enough, who were frightened or calmed, or whom something calls.
What they come up with stands in choices.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from viz.world import choices, plans
from viz.world.acts import ACTS
from viz.world.bodies import Bodies
from viz.world.cast import CAST, KAI
from viz.world.chance import uniform
from viz.world.choices import CALL, Around, Thinkers
from viz.world.debates import appoint
from viz.world.felt import Felt
from viz.world.floor import Floor
from viz.world.moods import Moods
from viz.world.people import VOLUNTEER, People
from viz.world.plane import far
from viz.world.plans import Doing

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Bools = NDArray[np.bool_]

BEAT = 0.1
"""Seconds between two rounds of thinking, and of feeling."""
_AFRAID, _CALM = 0.55, 0.35
"""Panic above which somebody is driven by fear, and below which no more."""
_CALLED = 40.0
"""Seconds for which volunteers stay where they are called."""
_STAY = np.array([18.0, 20.0, 30.0, 30.0, 30.0, 30.0, 45.0, 9.0, 10.0, 5.0, 4.0, 2.0, 8.0])
"""Seconds for which people keep at what they do, once there, by number of Doing."""


@dataclass(frozen=True)
class Minds:
    """What M people have in mind. Arrays are replaced, never written into."""

    doing: Indices
    """(M,) see Doing."""
    goal: Floats
    gaze: Floats
    """(M, 2) where each is going, and what each looks at when standing."""
    watch: Indices
    """(M,) the mosaic that each looks at when standing; -1: none."""
    post: Indices
    """(M,) a seat in a circle, a knot, or a lane, by what each is doing; -1: none. Lumi's knot is the last one."""
    wait: Floats
    """(M,) seconds until each thinks of something else; for those outside, until they may come back."""
    draws: Indices
    """(M,) how often each has thought."""
    alarmed: Bools
    """(M,) whether each is driven by fear."""
    called: Floats
    """(M,) seconds for which a volunteer still follows the operator's call."""
    speakers: Indices
    """(K,) who speaks in each knot; -1: nobody."""
    state: tuple[int, ...] = (0, 0, 0)
    """What called people together when they last thought: act, rally, circles."""

    @staticmethod
    def idle(people: People, floor: Floor, place: Floats) -> Minds:
        """People who stand at place (M, 2) and look at the wall before them, for a while each."""
        count = len(people)
        one = np.zeros(count, np.int64)
        _, gaze, watch = plans.view(floor, place, np.full((6, count), 0.5))
        return Minds(
            doing=one,
            goal=place,
            gaze=gaze,
            watch=watch,
            post=one - 1,
            wait=24.0 * uniform(people.keys, one, 70),
            draws=one,
            alarmed=np.zeros(count, bool),
            called=np.zeros(count),
            speakers=np.full(len(floor.knots) + 1, -1),
        )

    def working(self, people: People, hands: float) -> Bools:
        """(M,) which volunteers are at work: the called ones, and that share of all."""
        at_work = self.called > 0
        at_work[people.volunteers[: round(hands * len(people.volunteers))]] = True
        return at_work

    def call(self, people: People, bodies: Bodies, where: tuple[float, float]) -> Minds:
        """Volunteers within reach are called to a place."""
        near = (people.role == VOLUNTEER) & bodies.walking & (far(bodies.place, where) < CALL)
        return replace(self, called=np.where(near, _CALLED, self.called), wait=np.where(near, 0.0, self.wait))

    def passed(self, people: People, floor: Floor, before: Bodies, after: Bodies) -> Minds:
        """Those who came in look for something to see, those who went out stay there until they are calm."""
        out, came = before.inside & ~after.inside, after.inside & ~before.inside
        moved = out | came
        if not moved.any():
            return self
        begins, ways, _ = floor.lanes
        stay = 6.0 + 10.0 * uniform(people.keys, self.draws, 73)
        inward = begins[after.lane] - ways[after.lane] * (1.5 + 0.3 * stay)[:, None]
        return replace(
            self,
            doing=np.where(moved, Doing.STROLL, self.doing),
            goal=np.where(came[:, None], inward, np.where(out[:, None], after.place, self.goal)),
            gaze=np.where(came[:, None], inward - ways[after.lane], self.gaze),
            watch=np.where(moved, -1, self.watch),
            post=np.where(moved, -1, self.post),
            wait=np.where(out, stay, np.where(came, 3.0 + 0.4 * stay, self.wait)),
            draws=np.where(moved, self.draws + 1, self.draws),
        )

    def think(self, people: People, bodies: Bodies, moods: Moods, around: Around) -> Minds:
        """One beat: who has to thinks, the others carry on."""
        felt = around.felt
        waited = replace(self, called=np.maximum(self.called - BEAT, 0.0), wait=self.wait - BEAT)
        minds = waited._roused(people, moods, felt)._settled(bodies)
        speakers = appoint(minds.speakers, people, bodies, moods, around.floor, felt)
        if speakers is not minds.speakers:
            wait = _put(minds.wait, speakers[speakers >= 0], np.float64(0))
            minds = replace(minds, speakers=speakers, wait=wait)
        due = np.flatnonzero((minds.wait <= 0) & bodies.walking & people.attendees)
        if due.size:
            minds = minds._decided(people, bodies, moods, around, due)
        goal, gaze = minds.goal.copy(), minds.gaze.copy()
        goal[: len(CAST)] = np.minimum(np.maximum(felt.goals, around.floor.free[0]), around.floor.free[1])
        gaze[: len(CAST)] = _characters_gaze(around.floor, bodies.place)
        return replace(minds, goal=goal, gaze=gaze)

    def _roused(self, people: People, moods: Moods, felt: Felt) -> Minds:
        """Fear, its end, and a call that concerns everybody make people think again: not all in the same breath."""
        alarmed = moods.panic > np.where(self.alarmed, _CALM, _AFRAID)
        state = (ACTS.index(felt.act), int(felt.rally), int(felt.circles > 0.5))
        turns, late = alarmed != self.alarmed, 1.2
        if state != self.state:
            turns, late = np.ones_like(turns), 6.0
        if not turns.any():
            return self
        soon = late * uniform(people.keys, self.draws, 71)
        wait = np.where(turns & (self.doing != Doing.LEAVE), np.minimum(self.wait, soon), self.wait)
        return replace(self, alarmed=alarmed, wait=wait, state=state)

    def _settled(self, bodies: Bodies) -> Minds:
        """Who comes no farther stays there, if it is near enough, and looks for something else sooner if it is not."""
        away = far(self.goal, bodies.place)
        # In a throng one stands where one has come to; a seat or a lane one has to reach.
        free = (self.doing != Doing.CIRCLE) & (self.doing < Doing.FLEE)
        stuck = (away > 0.15) & (bodies.pace < 0.12) & bodies.walking
        here = stuck & free & (away < np.where(self.doing == Doing.STROLL, 2.5, 4.0))
        wait = np.where(stuck & ~here, self.wait - 2 * BEAT, self.wait)
        return replace(self, goal=np.where(here[:, None], bodies.place, self.goal), wait=wait)

    def _decided(self, people: People, bodies: Bodies, moods: Moods, around: Around, due: Indices) -> Minds:
        """Those due, with new plans."""
        thinkers = Thinkers.of(people, bodies, moods, self, around, due)
        doing, post = thinkers.posts(thinkers.choose())
        goal, gaze, watch = thinkers.plan(doing, post)
        lo, hi = around.floor.free
        edge = np.where(post * (doing >= Doing.FLEE) > 0, 0.0, 0.25)[:, None]
        goal = np.minimum(np.maximum(goal, lo + edge), hi - edge)
        # Whoever is where something goes on stays there.
        stays = (doing == self.doing[due]) & np.isin(doing, choices.LASTING)
        goal = np.where(stays[:, None], self.goal[due], goal)
        stay = np.where(thinkers.lonely(doing, post), 6.0, _STAY[doing]) * (0.6 + 0.8 * thinkers.chance[2])
        wait = np.minimum(far(goal, thinkers.place) / people.stroll[due], 60.0) + stay
        return replace(
            self,
            doing=_put(self.doing, due, doing),
            goal=_put(self.goal, due, goal),
            gaze=_put(self.gaze, due, gaze),
            watch=_put(self.watch, due, watch),
            post=_put(self.post, due, post),
            wait=_put(self.wait, due, wait),
            draws=_put(self.draws, due, self.draws[due] + 1),
        )


def _put(values: NDArray, where: NDArray, new: NDArray | np.generic) -> NDArray:
    """The values with new ones somewhere."""
    values = values.copy()
    values[where] = new
    return values


def _characters_gaze(floor: Floor, place: Floats) -> Floats:
    """(4, 2) what the characters look at: Nova, Lumi and Finn down the hall, Kai at the walls."""
    length = floor.hall.length
    z = np.where(place[: len(CAST), 1] < -0.5 * length, 0.0, -length)
    gaze = np.stack([np.zeros(len(CAST)), z], axis=-1)
    gaze[KAI] = (np.sign(place[KAI, 0] + 1e-9) * floor.hall.width / 2, place[KAI, 1] - 1)
    return gaze
