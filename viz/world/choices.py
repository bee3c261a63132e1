"""What people decide to do: acts lean them one way or another, but what they feel decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from viz.world import debates, plans
from viz.world.bodies import Bodies
from viz.world.cast import CAST, FINN, LUMI
from viz.world.chance import uniform
from viz.world.felt import Felt
from viz.world.floor import SEATS, Floor
from viz.world.moods import Moods
from viz.world.people import People
from viz.world.plane import far
from viz.world.plans import Doing, Plan

if TYPE_CHECKING:
    from viz.world.minds import Minds

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Bools = NDArray[np.bool_]

CALL = 28.0
"""Metres from which volunteers come when they are called, and people who rally round Finn."""
LASTING = np.array([Doing.GATHER, Doing.DEBATE, Doing.SPEAK, Doing.RALLY])
"""What people who go on with it do without walking about."""
_HELD = 0.45
"""Support above which frightened people hold together instead of running."""
_FEW = 4
"""People in a circle who would rather join another."""
_FULL = 1.7
"""People on a square metre beyond which nobody heads for a place."""
_DOOR, _SEEN_ENOUGH, _DOORWAY = 30.0, 15.0, 10.0
"""Metres from which frightened people run to an open door, from which others leave by it when people wait outside, and
within which nobody freezes."""


@dataclass(frozen=True, slots=True)
class Around:
    """What everybody may go by when they think."""

    floor: Floor
    felt: Felt
    open: Bools
    """(D,) which doors one can go out by."""
    waits: bool
    """Whether the hall is full and people wait outside for somebody to leave."""
    where: tuple[float, float]
    """The place that the operator called ToothPact to."""


@dataclass(frozen=True, slots=True)
class Thinkers:
    """Those n of the people who think in a beat."""

    people: People
    bodies: Bodies
    moods: Moods
    minds: Minds
    around: Around
    who: Indices
    """(n,) their rows."""
    place: Floats
    """(n, 2) where they are."""
    chance: Floats
    """(6, n) their luck."""
    density: Floats
    """People on a square metre in each cell of the floor: half by where they are, half by where they go."""

    @staticmethod
    def of(people: People, bodies: Bodies, moods: Moods, minds: Minds, around: Around, who: Indices) -> Thinkers:
        """Those people, as they begin to think."""
        chance = np.stack([uniform(people.keys[who], minds.draws[who], salt) for salt in range(6)])
        there = np.flatnonzero(bodies.walking)
        both = np.concatenate([bodies.place.take(there, axis=0), minds.goal.take(there, axis=0)])
        density = 0.5 * around.floor.density(both)
        return Thinkers(people, bodies, moods, minds, around, who, bodies.place[who], chance, density)

    def choose(self) -> Indices:
        """(n,) what they do next: what the act suggests, under what they feel."""
        felt, who, moods = self.around.felt, self.who, self.moods
        lot, mood = self.chance[4], self.chance[5]
        doing = self._suggested()
        doing[np.isin(who, self.minds.speakers)] = Doing.SPEAK
        doing[mood < 0.85 * felt.circles] = Doing.CIRCLE
        finn = self._to(felt.goals[FINN])
        doing[felt.rally & (mood < 0.8 * (1 - finn / CALL))] = Doing.RALLY
        if self.around.waits:
            # Who has seen enough and is near a door makes room for the next.
            out = self._lane(np.arange(len(who)), _SEEN_ENOUGH) >= 0
            doing[out & (mood > 0.75)] = Doing.LEAVE
        panic, supported = moods.panic[who], moods.support[who] > _HELD
        holds = supported & (lot < np.minimum(3.0 * panic + 0.3 * moods.alert[who], 0.85))
        doing[holds & (doing != Doing.RALLY)] = Doing.HOLD
        afraid = self.minds.alarmed[who]
        # Some freeze, but not in a doorway.
        freezes = (uniform(self.people.keys[who], who, 72) < 0.15) & (self._lane(np.arange(len(who)), _DOORWAY) < 0)
        doing[afraid] = np.where(supported, Doing.HOLD, np.where(freezes, Doing.FREEZE, Doing.FLEE))[afraid]
        doing[self.minds.working(self.people, felt.hands)[who]] = Doing.HELP
        return doing

    def posts(self, doing: Indices) -> tuple[Indices, Indices]:
        """What they do, and the seat, knot or lane each has for it: who finds no seat looks around instead."""
        doing, post = doing.copy(), np.full(len(self.who), -1)
        here = np.flatnonzero(doing == Doing.CIRCLE)
        if here.size:
            post[here] = self._sit(here)
            doing[here[post[here] < 0]] = Doing.STROLL
        here = np.flatnonzero((doing == Doing.DEBATE) | (doing == Doing.SPEAK))
        if here.size:
            floor, felt = self.around.floor, self.around.felt
            post[here] = debates.join(self.minds, floor, felt, self.who[here], self.place[here], self.chance[:, here])
        here = np.flatnonzero((doing == Doing.FLEE) | (doing == Doing.LEAVE))
        if here.size:
            post[here] = self._lane(here, np.where(doing[here] == Doing.FLEE, _DOOR, 1e9))
            doing[here[(post[here] < 0) & (doing[here] == Doing.LEAVE)]] = Doing.STROLL
        return doing, post

    def lonely(self, doing: Indices, post: Indices) -> Bools:
        """(n,) who of them would sit in a circle that has hardly anybody yet."""
        held = self.minds.post[self.minds.doing == Doing.CIRCLE]
        full = np.bincount(held // SEATS, minlength=len(self.around.floor.circles[0]))
        return (doing == Doing.CIRCLE) & (full[np.maximum(post, 0) // SEATS] < _FEW)

    def plan(self, doing: Indices, post: Indices) -> Plan:
        """Where what they do takes them, and what they look at there."""
        plan = self._view()
        for kind in np.unique(doing):
            here = np.flatnonzero(doing == kind)
            if kind != Doing.STROLL:
                for low, high in zip(plan, self._plan(Doing(int(kind)), here, post[here]), strict=True):
                    low[here] = high
        return plan

    def _suggested(self) -> Indices:
        """(n,) what the act, and Lumi's voice, suggest."""
        felt, lot = self.around.felt, self.chance[4]
        doing = np.full(len(self.who), Doing.STROLL, np.int64)
        doing[lot > 0.75] = Doing.OWN
        if felt.act == "unveiling":
            deep = -self.place[:, 1] / self.around.floor.hall.length
            doing[lot < 0.25 + 0.55 * deep] = Doing.GATHER
        elif felt.act == "aftermath":
            doing[lot > 0.5] = Doing.OWN
            doing[lot > 0.94] = Doing.TERMINAL
        near = (felt.lumi > 0.5) & (self._to(felt.goals[LUMI]) < 14)
        doing[(lot < 0.8) & ((felt.act == "confrontation") | near)] = Doing.DEBATE
        own = np.flatnonzero(doing == Doing.OWN)
        there = self.around.floor.before[self.people.cares[self.who[own]]]
        doing[own[self.density[self.around.floor.cell(there)] > _FULL]] = Doing.STROLL
        return doing

    def _to(self, point: Floats) -> Floats:
        """(n,) metres to a point (2,)."""
        return far(self.place, point)

    def _view(self) -> Plan:
        """Of three viewing places that come to mind, the one with the fewest people."""
        floor = self.around.floor
        some = [plans.view(floor, self.place, (self.chance + 0.382 * k) % 1.0) for k in range(3)]
        full = np.stack([self.density[floor.cell(goal)] for goal, _, _ in some])
        best, each = np.argmin(full, axis=0), np.arange(len(self.who))
        goal, gaze, watch = (np.stack(part)[best, each] for part in zip(*some, strict=True))
        if self.around.felt.circles > 0.3:
            plans.listen(floor, goal, gaze, watch, self.chance)
        return goal, gaze, watch

    def _plan(self, kind: Doing, here: Indices, post: Indices) -> Plan:
        """What doing that kind of thing means for some of them."""
        floor, felt = self.around.floor, self.around.felt
        who, place, chance = self.who[here], self.place[here], self.chance[:, here]
        match kind:
            case Doing.OWN:
                return plans.own(floor, self.people.cares[who], chance)
            case Doing.GATHER:
                # In a full hall people cannot come as close as they would.
                return plans.gather(floor, place, chance, float(min(0.72, 0.3 + 0.3 * self.density.mean())))
            case Doing.DEBATE | Doing.SPEAK:
                there = debates.centres(floor, felt)[post]
                members = np.bincount(
                    self.minds.post[self.minds.doing == Doing.DEBATE] + 1, minlength=1 + post.max() + 1
                )
                plan = plans.around(there, place, chance, 1.3, np.maximum(members[post + 1] + 10, 24) / 1.9)
                return plan if kind == Doing.DEBATE else (there, place, plan[2])
            case Doing.RALLY:
                size = float((self.minds.doing == Doing.RALLY).sum() + 40)
                there = np.repeat(felt.goals[[FINN]], len(who), 0)
                return plans.around(there, place, chance, 1.4, np.full(len(who), size / 1.7))
            case Doing.CIRCLE:
                return plans.circle(floor, post)
            case Doing.HOLD:
                return plans.hold(floor, place, chance)
            case Doing.TERMINAL:
                return plans.terminal(floor, place, chance)
            case Doing.HELP:
                return self._help(here)
            case Doing.FREEZE:
                _, gaze, watch = plans.flee(floor, place, chance)
                return place, gaze, watch
        plan, given = plans.flee(floor, place, chance), plans.out(floor, np.maximum(post, 0))
        for low, high in zip(plan, given, strict=True):
            low[post >= 0] = high[post >= 0]
        return plan

    def _help(self, here: Indices) -> Plan:
        """Beside the most frightened of some people not far away, or where the operator calls to."""
        people, bodies, moods = self.people, self.bodies, self.moods
        who, place, chance = self.who[here], self.place[here], self.chance[:, here]
        some = np.stack([uniform(people.keys[who], self.minds.draws[who], 200 + k) for k in range(16)])
        other = len(CAST) + (some * (len(people) - len(CAST))).astype(np.int64)
        away = far(bodies.place[other], place)
        merit = moods.panic[other] + 0.5 * (1 - moods.support[other]) - away / 20 - 9.0 * ~bodies.walking[other]
        chosen = other[np.argmax(merit, axis=0), np.arange(len(who))]
        plan = plans.around(bodies.place[chosen], place, chance, 0.7, np.full(len(who), 0.5))
        called = self.minds.called[who] > 0
        call = np.repeat(np.array([self.around.where]), len(who), 0)
        for low, high in zip(plan, plans.around(call, place, chance, 0.5, np.full(len(who), 24.0)), strict=True):
            low[called] = high[called]
        return plan

    def _sit(self, here: Indices) -> Indices:
        """(n,) a free seat in a circle before one's own mosaic or nearby, rather where others sit; -1: none."""
        floor, minds = self.around.floor, self.minds
        who, place, each = self.who[here], self.place[here], np.arange(len(here))
        centres, _ = floor.circles
        taken = np.zeros(len(centres) * SEATS, bool)
        taken[minds.post[(minds.doing == Doing.CIRCLE) & (minds.post >= 0)]] = True
        # Who sits with others stays; who has found nobody looks for another circle.
        sits = minds.doing[who] == Doing.CIRCLE
        seated = sits & (taken.reshape(-1, SEATS).sum(axis=1)[minds.post[who] // SEATS] > _FEW)
        taken[minds.post[who[sits]]] = False
        seats = taken.reshape(-1, SEATS)
        full = seats.sum(axis=1)
        choice = np.concatenate([floor.circle_of[self.people.cares[who]], floor.circles_near(place)], axis=1)
        merit = 0.4 * full[choice] - far(centres[choice], place[:, None]) / 6
        merit[:, :2] += (2.5, 1.0)
        merit = np.where((choice >= 0) & (full[choice] < SEATS), merit, -np.inf)
        best = np.argmax(merit, axis=1)
        circle = choice[each, best]
        # Of the free seats in it, by lot; who has one keeps it; of two who want the same one, the first has it.
        lots = np.where(seats[circle], -1.0, (self.chance[3, here][:, None] + np.arange(SEATS) * 0.618) % 1.0)
        seat = np.where(seated, minds.post[who], circle * SEATS + np.argmax(lots, axis=1))
        seat[~seated & ~np.isfinite(merit[each, best])] = -1
        order = np.argsort(~seated, kind="stable")
        first = order[np.unique(seat[order], return_index=True)[1]]
        return np.where(np.isin(each, first), seat, -1)

    def _lane(self, here: Indices, reach: Floats | float) -> Indices:
        """(n,) a lane of the nearest open door within reach, of all or of each (n,); -1: none."""
        begins, _, door = self.around.floor.lanes
        lot = (self.chance[3, here] + np.arange(len(begins))[:, None] * 0.618) % 1.0
        away = far(begins[:, None], self.place[here]) + 1.5 * lot
        away = np.where(self.around.open[door][:, None], away, np.inf)
        lane = np.argmin(away, axis=0)
        return np.where(away[lane, np.arange(len(here))] < reach, lane, -1)
