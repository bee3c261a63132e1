"""Situations of the room: what can truly be said of it, by name, from a few numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

When = Literal[
    "opening",
    "new_evening",
    "gathering",
    "first_glitch",
    "glitch_spreads",
    "glitch_everywhere",
    "glitch_fades",
    "glitch_over",
    "glitch_stays",
    "panic_rising",
    "panic_high",
    "panic_stays",
    "calm_returns",
    "calm_kept",
    "people_leave",
    "people_return",
    "no_one_helps",
    "toothpact_arrives",
    "support_spreads",
    "rally",
    "support_strong",
    "lumi_speaks",
    "leaning_dependency",
    "leaning_authenticity",
    "divided",
    "united",
    "charge_ready",
    "charge_low",
    "override_begins",
    "override_gains",
    "override_losing",
    "override_gone",
    "override_holds",
    "deciding",
    "consent_given",
    "consent_mixed",
    "consent_withheld",
    "recalibrating",
    "recalibrated",
    "circles",
    "exchange",
    "no_circles",
    "content",
    "quiet_evening",
    "evening_ends",
]
"""The names of situations, about in the order of an evening."""

SITUATIONS: tuple[When, ...] = get_args(When)

REMARK, STATE, TURN, EVENT = 0, 1, 2, 3
"""How much a situation asks to be spoken of."""


@dataclass(frozen=True, slots=True)
class RoomState:
    """The room in numbers: shares and feelings 0..1, times in seconds, rates per second."""

    act: str = "unveiling"
    seconds: float = 0.0
    """Into the act."""
    shortest: float = math.inf
    """Seconds before which the act never ends."""
    evening: int = 0
    """How often the arc has started over."""
    # What acts wait for, by the same names (viz.world.aims).
    seen: float = 0.0
    glitch: float = 0.0
    healed: float = 0.0
    panic: float = 0.0
    support: float = 0.0
    opinion: float = 0.25
    """0 dependency .. 1 authenticity."""
    divided: float = 0.0
    outside: float = 0.0
    charge: float = 1.0
    consent: float = 1.0
    decided: float = 0.0
    content: float = 0.0
    recalibrated: float = 0.0
    shared: float = 0.0
    # What the characters do.
    engaged: bool = False
    """Whether Kai's override is."""
    lumi: float = 0.0
    """How loudly she speaks."""
    hands: float = 0.0
    """How much of ToothPact is at work."""
    rally: bool = False
    circles: bool = False
    unheard: tuple[str, ...] = ()
    """Speakers whom nobody hears this evening, whatever is true."""
    # What follows is worked out by Speech from one look to the next.
    engaged_for: float = 0.0
    """Seconds since the override was engaged."""
    glitch_rate: float = 0.0
    healed_rate: float = 0.0
    panic_rate: float = 0.0
    support_rate: float = 0.0
    outside_rate: float = 0.0
    worst_glitch: float = 0.0
    """The most there was this evening."""
    worst_panic: float = 0.0

    @property
    def debate(self) -> bool:
        """Whether the evening has come to the point of talking about it."""
        return self.act in ("confrontation", "aftermath", "renaissance")

    @property
    def late(self) -> bool:
        """Whether the worst ought to be over."""
        return self.act in ("aftermath", "renaissance")


@dataclass(frozen=True, slots=True)
class Situation:
    """What makes a situation true, how much it asks to be spoken of, and for how many seconds it is news."""

    urgency: int
    holds: Callable[[RoomState, bool], bool]
    """Of the room and whether it held before: it takes more to begin than to go on."""
    lasts: float = math.inf


def situations(room: RoomState, before: Collection[str] = ()) -> frozenset[When]:
    """The names of all that is true of the room; before: what was true at the last look."""
    return frozenset(name for name, situation in TABLE.items() if situation.holds(room, name in before))


def _over(value: float, held: bool, begin: float, stay: float) -> bool:
    return value > (stay if held else begin)


def _under(value: float, held: bool, begin: float, stay: float) -> bool:
    return value < (stay if held else begin)


def _first_glitch(r: RoomState, held: bool) -> bool:
    return 0.004 < r.glitch < 0.4 and r.worst_glitch < 0.4 and _over(r.glitch_rate, held, 0.0005, -0.001)


def _losing(r: RoomState, held: bool) -> bool:
    retreats = _under(r.healed_rate, held, -0.004, -0.001) and r.healed < 0.7
    return r.engaged and r.glitch > 0.1 and r.engaged_for > 9 and (retreats or r.healed < 0.03)


TABLE: Mapping[When, Situation] = MappingProxyType(
    {
        # --- the beginning ---
        "opening": Situation(STATE, lambda r, held: r.act == "unveiling" and r.seconds < 35 and r.glitch < 0.02),
        "new_evening": Situation(STATE, lambda r, held: r.act == "unveiling" and r.seconds < 30 and r.evening > 0),
        "gathering": Situation(REMARK, lambda r, held: r.act == "unveiling" and r.seconds > 18 and r.glitch < 0.02),
        # --- the glitch ---
        "first_glitch": Situation(EVENT, _first_glitch),
        "glitch_spreads": Situation(
            TURN, lambda r, held: r.glitch > 0.1 and _over(r.glitch_rate, held, 0.006, 0.002), 25
        ),
        "glitch_everywhere": Situation(STATE, lambda r, held: _over(r.glitch, held, 0.6, 0.5)),
        "glitch_fades": Situation(
            TURN,
            lambda r, held: (
                r.worst_glitch > 0.3 and 0.02 < r.glitch < 0.5 and _under(r.glitch_rate, held, -0.006, -0.002)
            ),
        ),
        "glitch_over": Situation(
            STATE, lambda r, held: r.worst_glitch > 0.3 and _under(r.glitch, held, 0.03, 0.06), 40
        ),
        "glitch_stays": Situation(TURN, lambda r, held: r.late and r.seconds > 8 and _over(r.glitch, held, 0.25, 0.15)),
        # --- fear ---
        "panic_rising": Situation(TURN, lambda r, held: r.panic > 0.08 and _over(r.panic_rate, held, 0.008, 0.003), 25),
        "panic_high": Situation(TURN, lambda r, held: _over(r.panic, held, 0.5, 0.4)),
        "panic_stays": Situation(TURN, lambda r, held: r.late and r.seconds > 8 and _over(r.panic, held, 0.3, 0.2)),
        "calm_returns": Situation(
            STATE, lambda r, held: r.worst_panic > 0.3 and r.panic_rate < 0.003 and _under(r.panic, held, 0.2, 0.27), 45
        ),
        "calm_kept": Situation(
            STATE, lambda r, held: r.worst_glitch > 0.4 and r.worst_panic < 0.2 and r.act != "unveiling", 60
        ),
        "people_leave": Situation(
            TURN, lambda r, held: _over(r.outside, held, 0.02, 0.01) and _over(r.outside_rate, held, 0.001, 0.0)
        ),
        "people_return": Situation(
            STATE, lambda r, held: r.outside > 0.002 and _under(r.outside_rate, held, -0.001, -0.0002), 20
        ),
        # --- help ---
        "no_one_helps": Situation(
            STATE,
            lambda r, held: _over(r.panic, held, 0.3, 0.2) and _under(r.support, held, 0.15, 0.25) and r.hands < 0.1,
        ),
        "toothpact_arrives": Situation(EVENT, lambda r, held: _over(r.hands, held, 0.2, 0.1), 25),
        "support_spreads": Situation(
            TURN, lambda r, held: r.support > 0.12 and _over(r.support_rate, held, 0.005, 0.002), 25
        ),
        "rally": Situation(TURN, lambda r, held: r.rally and r.act != "unveiling", 8),
        "support_strong": Situation(
            STATE, lambda r, held: r.worst_panic > 0.1 and _over(r.support, held, 0.6, 0.5), 60
        ),
        # --- the debate ---
        "lumi_speaks": Situation(TURN, lambda r, held: r.act != "unveiling" and _over(r.lumi, held, 0.35, 0.25)),
        "leaning_dependency": Situation(
            STATE, lambda r, held: r.debate and r.seconds > 4 and _under(r.opinion, held, 0.4, 0.46)
        ),
        "leaning_authenticity": Situation(STATE, lambda r, held: r.debate and _over(r.opinion, held, 0.6, 0.54), 60),
        "divided": Situation(TURN, lambda r, held: r.debate and _over(r.divided, held, 0.28, 0.2), 40),
        "united": Situation(
            STATE,
            lambda r, held: (
                r.debate
                and _over(r.opinion, held, 0.7, 0.64)
                and _under(r.divided, held, 0.12, 0.18)
                and _over(r.support, held, 0.5, 0.4)
                and r.panic < 0.2
            ),
            60,
        ),
        # --- the override ---
        "charge_ready": Situation(
            STATE,
            lambda r, held: (
                not r.engaged and not r.late and _over(r.charge, held, 0.9, 0.8) and _over(r.glitch, held, 0.3, 0.2)
            ),
        ),
        "charge_low": Situation(
            TURN, lambda r, held: _under(r.charge, held, 0.2, 0.3) and (r.engaged or r.glitch > 0.1)
        ),
        "override_begins": Situation(EVENT, lambda r, held: r.engaged and not (r.late and r.glitch < 0.1), 14),
        "override_gains": Situation(
            TURN, lambda r, held: r.engaged and r.healed > 0.06 and _over(r.healed_rate, held, 0.005, 0.002)
        ),
        "override_losing": Situation(EVENT, _losing),
        "override_gone": Situation(TURN, lambda r, held: not r.engaged and r.healed > 0.04 and r.glitch > 0.15, 20),
        "override_holds": Situation(STATE, lambda r, held: r.engaged and _over(r.healed, held, 0.9, 0.8), 30),
        # --- who decides ---
        "deciding": Situation(TURN, lambda r, held: r.late and 0.02 < r.decided < 0.7, 40),
        "consent_given": Situation(
            STATE, lambda r, held: _over(r.decided, held, 0.6, 0.5) and _over(r.consent, held, 0.6, 0.56), 60
        ),
        "consent_mixed": Situation(
            STATE,
            lambda r, held: (
                _over(r.decided, held, 0.6, 0.5)
                and _over(r.consent, held, 0.3, 0.27)
                and _under(r.consent, held, 0.6, 0.63)
            ),
            60,
        ),
        "consent_withheld": Situation(
            STATE, lambda r, held: _over(r.decided, held, 0.6, 0.5) and _under(r.consent, held, 0.3, 0.33), 60
        ),
        # --- the new designs ---
        "recalibrating": Situation(TURN, lambda r, held: 0.04 < r.recalibrated < 0.85, 40),
        "recalibrated": Situation(STATE, lambda r, held: _over(r.recalibrated, held, 0.85, 0.8), 60),
        "circles": Situation(STATE, lambda r, held: r.circles),
        "exchange": Situation(STATE, lambda r, held: _over(r.shared, held, 0.3, 0.25), 60),
        "no_circles": Situation(REMARK, lambda r, held: r.act == "renaissance" and r.seconds > 20 and not r.circles),
        "content": Situation(STATE, lambda r, held: r.act == "renaissance" and _over(r.content, held, 0.6, 0.5)),
        "quiet_evening": Situation(REMARK, lambda r, held: r.debate and r.seconds > 6 and r.worst_glitch < 0.1),
        "evening_ends": Situation(TURN, lambda r, held: r.act == "renaissance" and r.seconds > r.shortest - 18),
    }
)
