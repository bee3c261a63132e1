"""What is said on the wall: lines that the room's state calls for, and a card at the beginning of each act.

A line is spoken only while its situation is true, once an evening, and never into another: silence lies between them,
the shorter the more there is to say. Among lines that fit, the most urgent situation goes first; it is the more urgent
for having only just come about, and the less for having been spoken of. The rest is shuffled by the evening.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, Protocol

from pydantic import Field

from viz.clock import HZ, TICK
from viz.controls import A_TEXT, Settings, shown
from viz.world.chance import key_of
from viz.world.situations import EVENT, SITUATIONS, STATE, TABLE, RoomState, When, situations
from viz.world.words import Words, faults, in_language, nearest, speaks

Speaker = Literal["nova", "kai", "lumi", "finn", "toothpact", "stage"]

SPEAKERS: Mapping[str, str] = {
    "nova": "Nova Hale",
    "kai": "Kai Adira",
    "lumi": "Lumi Chen",
    "finn": "Finn Jett",
    "toothpact": "ToothPact",
    "stage": "",
}
"""Speakers by the names that the wall gives them. The stage, which tells what happens, has none."""

LONGEST, TITLE, SAYS = 90, 32, 90
"""Characters of a line, an act's title, and what is said of the act: what fits two lines that read from ten metres."""
LISTEN = 6
"""Ticks between two looks at the room."""
_ACTS = ("unveiling", "glitch", "confrontation", "aftermath", "renaissance")
_NUMERALS = ("I", "II", "III", "IV", "V")
SILENCE = 4.0
"""Seconds of silence between any two lines."""
_PATIENCE = 1.3
"""Seconds that a line waits longer for each step that it is less urgent than an event."""
_AFTER_CARD = 2.0
"""Seconds of silence that an act's card stands for: it has said what begins."""
_PACE, _SHORTEST, _LONGEST = 15.0, 4.0, 9.0
"""Characters that are read in a second at ease, and the seconds that any caption stands at least and at most."""
_GLANCE = 25.0
"""Characters that are read in a second by those in a hurry: nothing goes before they can have."""
_FADE, _CARD_FADE = 0.6, 1.2
"""Seconds in which a line or a card comes, and goes."""
_NEWS = 8.0
"""Seconds for which a situation has only just come about."""
_AGAIN = 120.0
"""Seconds after which a line may be said again, if its situation was over in between and nothing else fits."""
_LAG = 2.0
"""Seconds over which rates are taken."""


class Captions(Settings):
    """How the wall speaks."""

    language: str = "en"


class Line(Settings):
    """Something to be said when it is true."""

    speaker: Speaker
    when: When
    text: Words
    act: Literal["", "unveiling", "glitch", "confrontation", "aftermath", "renaissance"] = Field(
        "", description="The only act in which it is said; empty: any"
    )


class Titled(Protocol):
    """An act as far as its card goes."""

    name: Literal["unveiling", "glitch", "confrontation", "aftermath", "renaissance"]
    title: Words
    says: Words


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands on the wall, and how far it has come, 0..1.

    A title's speaker is the act's number, its text the act's name and on a second line what happens in it.
    """

    speaker: str
    text: str
    shown: float
    kind: Literal["line", "title"]
    language: str = ""
    """The code of the language that it is in; "": any."""


@dataclass(frozen=True)
class Script:
    """All that can be said, in one language. Fixed until the scene file changes."""

    lines: tuple[Line, ...] = ()
    cards: tuple[str, ...] = ("",) * 5
    """What each act's card says, its title and then the rest; empty: no card."""
    language: str = "en"

    @staticmethod
    def of(lines: Sequence[Line], acts: Sequence[Titled], language: str) -> Script:
        """The script of a scene's lines and acts."""
        cards = ["\n".join(filter(None, (in_language(words, language) for words in (a.title, a.says)))) for a in acts]
        return Script(tuple(lines), tuple(cards), language)

    @cached_property
    def texts(self) -> Mapping[int, tuple[Line, str]]:
        """Each line and what it says, by a key that is the same in every language and wherever it stands."""
        return {
            key_of(line.speaker, line.when, line.act, in_language(line.text, "en")): (
                line,
                in_language(line.text, self.language),
            )
            for line in self.lines
        }


def wrong(lines: Sequence[Line], acts: Sequence[Titled], captions: Captions) -> Iterator[str]:
    """What is wrong with a scene's texts, each naming key, value and what would be right."""
    for i, line in enumerate(lines):
        if not line.text:
            yield f"line[{i}].text: {{}} is not allowed; {A_TEXT}"
        yield from faults(f"line[{i}].text", line.text, LONGEST)
    for i, act in enumerate(acts):
        yield from faults(f"act[{i}].title", act.title, TITLE)
        yield from faults(f"act[{i}].says", act.says, SAYS)
        if act.says and not act.title:
            yield f"act[{i}].title: is missing; what an act says stands below its title"
    offered = sorted({code for words in _all(lines, acts) for code in words if code})
    if offered and not any(speaks({code: ""}, captions.language) for code in offered):
        yield f"captions.language: {shown(captions.language)} is not allowed; one of {', '.join(map(shown, offered))}"


def untranslated(lines: Sequence[Line], acts: Sequence[Titled], language: str) -> int:
    """How many texts are shown in another language because they have none in this one."""
    return sum(not speaks(words, language) for words in _all(lines, acts))


def _all(lines: Sequence[Line], acts: Sequence[Titled]) -> list[Words]:
    return [*(line.text for line in lines), *(words for act in acts for words in (act.title, act.says))]


@dataclass
class Speech:
    """What is on the wall, what was said this evening, and since when what is true. Times are ticks."""

    evening: int = 0
    act: int = -1
    seconds: float = 0.0
    """Into the act, at the last look."""
    line: int = 0
    """The key of the line that is on, or was on last."""
    card: int = -1
    """The act whose card is on, or was on last; -1: a line was."""
    next_card: int = -1
    """The act whose card is due; -1: none."""
    start: int = 0
    end: int = -HZ * 60
    """When what is on begins to come, and when it is gone."""
    said: tuple[tuple[int, int], ...] = ()
    """Keys of the lines of this evening, in order, and when each was said."""
    since: tuple[int, ...] = (-1,) * len(SITUATIONS)
    """When each situation became true; -1: it is not."""
    engaged: int = -1
    """When the override was engaged; -1: it is not."""
    slow: tuple[float, ...] = ()
    """Glitch, healed, panic, support and outside as they were a little while ago: where rates come from."""
    worst: tuple[float, float] = (0.0, 0.0)
    """The most glitch and panic of the evening."""
    unheard: tuple[str, ...] = ()
    """Speakers whom nobody hears."""

    def step(self, room: RoomState, script: Script, tick: int) -> None:
        """Listen to the room at a tick; call it every LISTEN ticks."""
        self._turn(room, script, tick)
        room = self._sense(room, tick)
        self.unheard = room.unheard
        before = [name for name, since in zip(SITUATIONS, self.since, strict=True) if since >= 0]
        true = situations(room, before)
        self.since = tuple(
            (since if since >= 0 else tick) if name in true else -1
            for name, since in zip(SITUATIONS, self.since, strict=True)
        )
        if tick < self.end:
            self._cut(script, tick)
        elif self.next_card >= 0:
            self._show_card(script, tick)
        else:
            self._choose(script, tick)

    def caption(self, script: Script, now: float) -> Caption | None:
        """What stands on the wall at a moment, in ticks."""
        if not self.start < now < self.end:
            return None
        if self.card >= 0:
            shown = self._shown(now, _CARD_FADE)
            return Caption(_NUMERALS[self.card], script.cards[self.card], shown, "title", script.language)
        if self.line not in script.texts:
            return None  # the scene file lost it a moment ago
        line, text = script.texts[self.line]
        language = nearest(line.text, script.language)
        return Caption(SPEAKERS[line.speaker], text, self._shown(now, _FADE), "line", language)

    def speaker(self, script: Script, now: float) -> str:
        """Who speaks at a moment, as scenes name them; "" when nobody does."""
        on = self.start < now < self.end and self.card < 0 and self.line in script.texts
        return script.texts[self.line][0].speaker if on else ""

    def true(self) -> list[When]:
        """The situations of the room at the last look."""
        return [name for name, since in zip(SITUATIONS, self.since, strict=True) if since >= 0]

    def _shown(self, now: float, fade: float) -> float:
        x = min(now - self.start, self.end - now, fade * HZ) / (fade * HZ)
        return x * x * (3 - 2 * x)

    def _turn(self, room: RoomState, script: Script, tick: int) -> None:
        """A new evening forgets what was said in the last; a new act is announced."""
        if room.evening != self.evening:
            self.evening, self.said, self.worst = room.evening, (), (0.0, 0.0)
        act = _ACTS.index(room.act)
        if act != self.act or room.seconds < self.seconds:
            self.next_card = act if script.cards[act] else -1
            self._end(tick, _CARD_FADE if self.card >= 0 else _FADE)
        self.act, self.seconds = act, room.seconds

    def _sense(self, room: RoomState, tick: int) -> RoomState:
        """The room with what can only be known by having looked before."""
        levels = (room.glitch, room.healed, room.panic, room.support, room.outside)
        slow = self.slow or levels
        rates = [(level - past) / _LAG for level, past in zip(levels, slow, strict=True)]
        ease = 1 - math.exp(-LISTEN * TICK / _LAG)
        self.slow = tuple(past + (level - past) * ease for level, past in zip(levels, slow, strict=True))
        self.worst = (max(self.worst[0], room.glitch), max(self.worst[1], room.panic))
        self.engaged = (self.engaged if self.engaged >= 0 else tick) if room.engaged else -1
        return replace(
            room,
            engaged_for=(tick - self.engaged) * TICK if room.engaged else 0.0,
            glitch_rate=rates[0],
            healed_rate=rates[1],
            panic_rate=rates[2],
            support_rate=rates[3],
            outside_rate=rates[4],
            worst_glitch=self.worst[0],
            worst_panic=self.worst[1],
        )

    def _end(self, tick: int, fade: float) -> None:
        """Let what is on go now."""
        self.end = min(self.end, tick + round(fade * HZ))

    def _cut(self, script: Script, tick: int) -> None:
        """End a line that is no longer true, or that stands in the way of an event, once it can have been read."""
        if self.card >= 0:
            return
        if self.line not in script.texts:
            self._end(tick, 0.0)
            return
        line, text = script.texts[self.line]
        if (tick - self.start) * TICK < max(len(text) / _GLANCE, 0.6 * _SHORTEST):
            return
        waits = any(
            self._news(name, tick) <= _NEWS and TABLE[name].urgency == EVENT
            for name in {other.when for other, _ in self._fitting(script, tick)}
        )
        if self.since[SITUATIONS.index(line.when)] < 0 or (waits and TABLE[line.when].urgency <= STATE):
            self._end(tick, _FADE)

    def _show_card(self, script: Script, tick: int) -> None:
        self.card, self.next_card, self.line = self.next_card, -1, 0
        self.start, self.end = tick, tick + _reading(script.cards[self.card], _CARD_FADE)

    def _choose(self, script: Script, tick: int) -> None:
        silence = (tick - self.end) * TICK + (_AFTER_CARD if self.card >= 0 else 0.0)
        if silence < SILENCE:
            return
        fitting = [(self._rank(line, key, script, tick), key) for line, key in self._fitting(script, tick)]
        if not fitting:
            return
        (_, urgency, *_), key = max(fitting)
        if silence >= SILENCE + _PATIENCE * (EVENT - urgency):
            self.line, self.card = key, -1
            self.start, self.end = tick, tick + _reading(script.texts[key][1], _FADE)
            self.said = (*(past for past in self.said if past[0] != key), (key, tick))

    def _fitting(self, script: Script, tick: int) -> Iterator[tuple[Line, int]]:
        """The lines that may be said now, and their keys."""
        said = dict(self.said)
        for key, (line, _) in script.texts.items():
            since = self.since[SITUATIONS.index(line.when)]
            true = since >= 0 and self._news(line.when, tick) <= TABLE[line.when].lasts
            past = said.get(key)
            fresh = past is None or (since > past and (tick - past) * TICK > _AGAIN)
            if true and fresh and line.act in ("", _ACTS[self.act]) and line.speaker not in self.unheard:
                yield line, key

    def _rank(self, line: Line, key: int, script: Script, tick: int) -> tuple[bool, float, bool, int]:
        """What a line has for it, before others: that it is new, that it is urgent, that another one speaks; chance."""
        said = [script.texts[past][0] for past, _ in self.said if past in script.texts]
        new = all(key != past for past, _ in self.said)
        urgency = TABLE[line.when].urgency + 0.5 * (self._news(line.when, tick) <= _NEWS)
        urgency -= 1.2 * sum(past.when == line.when for past in said)
        other = not said or said[-1].speaker != line.speaker
        return new, min(urgency, EVENT), other, key_of(str(key), str(self.evening))

    def _news(self, name: When, tick: int) -> float:
        """For how many seconds a situation has been true; infinite if it is not."""
        since = self.since[SITUATIONS.index(name)]
        return (tick - since) * TICK if since >= 0 else math.inf


def _reading(text: str, fade: float) -> int:
    """Ticks for which a text stands, with the time in which it comes and goes."""
    return round(min(max(len(text) / _PACE + 2 * fade, _SHORTEST), _LONGEST) * HZ)
