"""Comfort: which hours are quiet, what calm takes out of the picture, and how the show comes to it."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.app import LiveShow
from viz.comfort import CALM, is_quiet
from viz.errors import Wrong
from viz.opening import open_show
from viz.options import RunOptions
from viz.picture import Picture
from viz.scene import parse
from viz.screens import Offscreen

SCENE = 'show.quiet = ["14:00-15:30"]\ncrowd.people = 4\nmosaics.tesserae = 500\nmosaics.least = 60\n'
minutes = st.integers(0, 24 * 60 - 1)


def told(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


@given(minutes, minutes, minutes)
def test_a_minute_is_quiet_between_begin_and_end_over_midnight_too(start, end, minute):
    after = (minute - start) % 1440
    expected = after < ((end - start) % 1440 or 1440)
    assert is_quiet([f"{told(start)}-{told(end)}"], minute) == expected


def test_no_hours_are_never_quiet_and_of_several_each_is():
    assert not is_quiet([], 600)
    several = ["10:00-11:00", "9:30–9:45"]
    assert [is_quiet(several, minute) for minute in (569, 570, 584, 585, 600, 659, 660)] == [
        False, True, True, False, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("hours", ["14", "14:00", "25:00-26:00", "14:61-15:00", "14:00-15:00-16:00", ""])
def test_what_are_no_hours_is_refused_by_file_key_and_value(hours):
    with pytest.raises(Wrong, match=r"evening\.toml: show\.quiet.*14:00-15:30"):
        parse(f'show.quiet = ["{hours}"]', "evening.toml")


def test_calm_takes_out_what_flickers_and_nothing_else():
    picture = Picture()
    assert picture.calmed(0.0) is picture
    calm = picture.calmed(1.0)
    assert calm.glitch.flicker == calm.glitch.displacement == 0
    assert calm.glitch.hue < 0.3 * picture.glitch.hue
    others = {"glitch", "swarm"}
    assert calm.model_dump(exclude=others) == picture.model_dump(exclude=others)


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    file = tmp_path / "short.toml"
    file.write_text(SCENE + 'show.stories = "told.csv"\n', "utf-8")
    (tmp_path / "told.csv").write_text("name,story\nIda,A quiet evening.\n", "utf-8")
    return file


def test_a_quiet_hour_calms_the_show_and_gives_it_back(scene):
    clock = [0, 0]
    now = time.struct_time((2030, 1, 1, 13, 59, 0, 1, 1, 0))
    show = open_show(str(scene), warn=print)
    show.say(CALM, 0.2)
    options = replace(RunOptions(scene=str(scene)), headless=True, panel=False)
    live = LiveShow(show, options, Offscreen((64, 36)), lambda: time.struct_time((*now[:3], *clock, 0, 1, 1, 0)))
    with live:
        calm = []
        for second, clock[:] in enumerate(((13, 59), (14, 0), (15, 29), (15, 30), (15, 31))):
            for frame in range(2):
                live.frame(10.0 + 1.5 * second + frame / 60)
            calm.append(show.value(CALM))
    assert calm == [0.2, 1.0, 1.0, 0.2, 0.2]
    assert [entry.value for entry in show.journal.entries if entry.path == CALM] == [0.2, 1.0, 0.2]


def test_what_the_operator_chose_in_a_quiet_hour_stays(scene):
    clock = [14, 30]
    show = open_show(str(scene), warn=print)
    options = replace(RunOptions(scene=str(scene)), headless=True, panel=False)
    with LiveShow(
        show, options, Offscreen((64, 36)), lambda: time.struct_time((2030, 1, 1, *clock, 0, 1, 1, 0))
    ) as live:
        live.frame(10.0)
        show.say(CALM, 0.5)
        clock[:] = 16, 0
        live.frame(12.0)
        live.frame(12.1)
    assert show.value(CALM) == 0.5
