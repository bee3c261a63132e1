"""What is played for a certificate: the evening, and then the worst that acts, cues and hands can do to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from viz.controls import Control, controls_of
from viz.scene import Controls, Scene
from viz.world.acts import ACTS

PREPARED = Fraction(20)
"""Seconds of the glitch, as wild as it gets, before a worst case begins: by then it has taken all walls."""
PACE = 10
"""How many times faster than written the acts follow each other when they are hurried: the most that a hand can ask."""
_AFTER = Fraction(4)
"""Seconds of an act that are watched beyond its transition."""
_JUMP, _CUE, _THROW = Fraction(1, 2), Fraction(1, 5), Fraction(1, 10)
"""Seconds between two jumps to another act, two cues, and two throws of all sliders."""
_CUES, _THROWS = Fraction(6), Fraction(4)
"""Seconds for which cues are given, and sliders thrown."""


@dataclass(frozen=True, slots=True)
class Word:
    """A value said to a control, seconds after the stretch begins."""

    at: Fraction
    path: str
    value: Any


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some seconds of show that are counted, and what is said meanwhile."""

    name: str
    says: str
    """What is played, in a sentence's part."""
    seconds: Fraction
    words: tuple[Word, ...] = ()
    prepared: Fraction = PREPARED
    """Seconds of the wildest glitch before it begins; 0: it begins where the evening does, and hears its journal."""


def plan(
    scene: Scene, evening: Fraction, *, whole: bool = True, each: Fraction | None = None, journal: str = ""
) -> list[Stretch]:
    """All that is played: the evening for so many seconds, and the worst cases.

    whole: whether that is all of the evening. each: the seconds of every worst case, if not what it takes; then less is
    prepared, too. journal: the file that says what happens in the evening, if one does.
    """
    course = f"as it was played in {journal}" if journal else "as the scene tells it, with nobody at the desk"
    worst = [*(_act(scene, act, each) for act in range(len(ACTS))), _hurry(scene, each)]
    worst += [_jumps(each), _cues(each), _throws(each)]
    if not whole:
        course += f"; cut to {float(evening):g} s"
    if each is not None:
        cut, ahead = f"; cut to {float(each):g} s", min(PREPARED, 10 * each)
        worst = [replace(one, says=one.says + cut, prepared=ahead) for one in worst]
    return [Stretch("The evening", course, evening, prepared=Fraction(0)), *worst]


def wildest() -> Iterator[tuple[str, Any]]:
    """What is said to bring the glitch to its worst, and keep it there."""
    yield "acts/go", "glitch"
    yield "acts/hold", True
    for path, control in controls_of(Controls).items():
        if path.startswith(("nanobots/", "picture/glitch/")) or path == "kai/consent":
            yield path, control.hi


def _act(scene: Scene, act: int, each: Fraction | None) -> Stretch:
    """An act entered while everything glitches, and the override launched in the middle of it and broken off."""
    last = each or Fraction(scene.act[act].transition).limit_denominator(1000) + _AFTER
    words = (
        Word(Fraction(0), "acts/go", ACTS[act]),
        Word(last * 2 / 5, "kai/override/armed", True),
        Word(last * 2 / 5, "kai/override/engaged", True),
        Word(last * 4 / 5, "kai/override/armed", False),
    )
    says = "entered while all walls glitch at their worst; the override is launched, and broken off"
    return Stretch(ACTS[act].capitalize(), says, last, words)


def _hurry(scene: Scene, each: Fraction | None) -> Stretch:
    longest = sum(act.bounds[1] for act in scene.act) / PACE
    words = (
        Word(Fraction(0), "acts/pace", float(PACE)),
        Word(Fraction(0), "acts/hold", False),
        Word(Fraction(0), "acts/go", ACTS[0]),
    )
    says = f"all acts and the transitions between them, {PACE} times as fast as written"
    return Stretch("Hurried", says, each or Fraction(longest).limit_denominator(10) + 1, words)


def _jumps(each: Fraction | None) -> Stretch:
    """Every act from every other: five times around, by steps of one to four acts."""
    acts = [ACTS[step * k % 5] for step in range(1, 5) for k in range(1, 6)]
    words = tuple(Word(_JUMP * i, "acts/go", act) for i, act in enumerate((ACTS[0], *acts)))
    says = "every act entered from every other, two a second"
    return Stretch("Jumps", says, each or _JUMP * len(words), words)


def _cues(each: Fraction | None) -> Stretch:
    """Everything that acts at once, one after another, while the override and the rallies go on and off."""
    tree = controls_of(Controls)
    cues = [path for path, control in tree.items() if control.kind == "trigger" and path != "acts/go"]
    switches = [path for path in tree if path in ("finn/rally", "finn/circles", "kai/override/engaged")]
    last = each or _CUES
    words = [Word(Fraction(0), "kai/override/armed", True)]
    for i in range(int(last / _CUE)):
        words.append(Word(_CUE * i, cues[i % len(cues)], True))
        words += [Word(_CUE * i, path, i % 2 == 0) for path in switches]
    says = "every cue in turn, five a second, while the override and the rallies go on and off"
    return Stretch("Cues", says, last, tuple(words))


def _throws(each: Fraction | None) -> Stretch:
    """All sliders and switches of the picture, the camera and the nanobots, from end to end."""
    thrown = [
        control
        for path, control in controls_of(Controls).items()
        if path.startswith(("picture/", "camera/", "nanobots/")) and _ends(control)
    ]
    last = each or _THROWS
    words = [
        Word(_THROW * i, control.path, _ends(control)[i % 2]) for i in range(int(last / _THROW)) for control in thrown
    ]
    says = f"all {len(thrown)} sliders of picture, camera and nanobots thrown from end to end, ten times a second"
    return Stretch("Thrown", says, last, tuple(words))


def _ends(control: Control) -> tuple[Any, ...]:
    """A control's two ends; none where it has no such thing."""
    if control.kind == "bool":
        return False, True
    if control.kind == "choice":
        return control.choices[0], control.choices[-1]
    return () if control.lo is None or control.hi is None else (control.lo, control.hi)
