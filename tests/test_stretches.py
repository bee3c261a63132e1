"""What a certificate has played: nothing that can happen in a show may be missing from it."""

from fractions import Fraction
from itertools import pairwise

import pytest

from viz.controls import check, controls_of
from viz.scene import Controls, parse
from viz.stretches import plan, wildest
from viz.world.acts import ACTS

SCENE = parse("", "plain")


@pytest.fixture
def stretches():
    return {stretch.name: stretch for stretch in plan(SCENE, Fraction(60))}


def test_the_evening_comes_first_and_then_every_act_at_its_worst(stretches):
    names = list(stretches)
    assert names[:6] == ["The evening", *(act.capitalize() for act in ACTS)]
    assert not stretches["The evening"].prepared and not stretches["The evening"].words
    for name, act in zip(names[1:6], SCENE.act, strict=True):
        said = {word.path: word for word in stretches[name].words}
        assert said["acts/go"].value == act.name
        assert stretches[name].seconds > act.transition + 2
        assert 0 < said["kai/override/engaged"].at < stretches[name].seconds
        assert stretches[name].prepared >= 20


def test_every_act_is_entered_from_every_other(stretches):
    jumps = [word.value for word in stretches["Jumps"].words]
    assert {*pairwise(jumps)} == {(a, b) for a in ACTS for b in ACTS if a != b}
    assert stretches["Jumps"].words[-1].at < stretches["Jumps"].seconds


def test_hurried_the_acts_have_the_time_to_be_played_through(stretches):
    hurried = stretches["Hurried"]
    pace = next(word.value for word in hurried.words if word.path == "acts/pace")
    assert pace == controls_of(Controls)["acts/pace"].hi
    assert hurried.seconds * pace >= sum(act.bounds[1] for act in SCENE.act)


def test_every_cue_is_given_and_every_slider_of_the_picture_thrown_to_both_ends(stretches):
    tree = controls_of(Controls)
    cues = {path for path, control in tree.items() if control.kind == "trigger" and path != "acts/go"}
    assert cues <= {word.path for word in stretches["Cues"].words}
    ends = {(word.path, word.value) for word in stretches["Thrown"].words}
    for path, control in tree.items():
        if path.startswith("picture/") and control.kind == "float":
            assert {(path, control.lo), (path, control.hi)} <= ends
    assert {("picture/captions/titles", False), ("camera/mode", "free")} <= ends


def test_all_that_is_said_can_be_said(stretches):
    controls = Controls()
    said = [(word.path, word.value) for stretch in stretches.values() for word in stretch.words]
    for path, value in (*wildest(), *said):
        check(controls, path, value)
    assert dict(wildest())["picture/glitch/flicker"] == controls_of(Controls)["picture/glitch/flicker"].hi


def test_worst_cases_that_are_cut_short_say_so():
    evening, *worst = plan(SCENE, Fraction(3), whole=False, each=Fraction(1, 2), journal="day.jsonl")
    assert evening.seconds == 3
    assert evening.says == "as it was played in day.jsonl; cut to 3 s"
    for stretch in worst:
        assert stretch.seconds == Fraction(1, 2)
        assert stretch.says.endswith("; cut to 0.5 s")
