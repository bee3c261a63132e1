"""A visitor's story that comes while the show runs: it hangs after the others, who keep all that they have, and a show
that is played, sought or replayed has it at the same tick, to the bit."""

from pathlib import Path

import numpy as np
import pytest
from test_show import SCENE, STORIES, show

from viz.errors import Wrong
from viz.journal import Header, append_to, read
from viz.scene import parse
from viz.show import ARRIVE, Show
from viz.world.hall import moved
from viz.world.mosaic import OF_TILES, lay_one
from viz.world.story import Story, words_of

NEW = [
    Story("Ada", "I laughed so hard on the ferry that the gulls came to look.", hue=200.0),
    Story("Bo", "Nobody danced until my grandmother did.", imperfection="chip"),
    Story("Cy", "It rained, and we were never so happy."),
]
AT = (100, 130, 700)
HANGS = 400
"""Ticks in which a newcomer hangs, and in which all its tiles have come."""


def evening(live: Show, end: int) -> Show:
    """Play with three newcomers, of whom the second comes while room is made for the first."""
    for tick, story in zip(AT, NEW, strict=True):
        if tick <= end:
            live.step(tick - live.tick)
            live.say(ARRIVE, words_of(story))
    live.step(end - live.tick)
    return live


@pytest.fixture(scope="module")
def played() -> Show:
    return evening(show(), 1150)


def test_a_newcomer_hangs_after_the_others_and_comes_tile_by_tile():
    live = show()
    live.say(ARRIVE, words_of(NEW[0]))
    assert live.stories == (*STORIES, NEW[0]), "what was told counts at once"
    seen = []
    for _ in range(HANGS):
        live.step()
        seen.append(float(live.world.arrival[-1]) if len(live.mosaics.names) == 11 else -1.0)
    assert live.mosaics.stories[1:] == live.stories == (*STORIES, NEW[0])
    assert seen[-1] == 1.0 and (np.diff(seen) >= 0).all()
    assert len({round(arrival, 3) for arrival in seen}) > 100
    frame = live.frame()
    assert len(frame.mosaic) == len(frame.design) == 11
    assert (frame.design[:, 8] == 1.0).all()


def test_who_makes_room_is_off_the_wall_when_it_moves():
    live = show()
    live.say(ARRIVE, words_of(NEW[0]))
    live.step()
    for story in NEW[1:] * 2:
        live.say(ARRIVE, words_of(Story(story.name, story.text + " So it was.")))
        live.step()
    elsewhere = 0
    for _ in range(1150):
        before, shown = live.hanging, live.frame().design[:, 8]
        live.step()
        gone = moved(before, live.hanging)
        elsewhere += (gone < len(shown)).sum()
        assert (shown[gone[gone < len(shown)]] == 0.0).all()
    assert len(live.mosaics.names) == 15 and elsewhere > 0
    assert (live.world.arrival == 1.0).all()


def test_the_others_keep_all_that_they_have(played):
    without = show()
    assert played.mosaics.opened == 10 and len(played.mosaics.names) == 13
    tiles = without.mosaics.first[-1]
    for name in OF_TILES:
        assert np.array_equal(getattr(played.mosaics, name)[:tiles], getattr(without.mosaics, name)), name
    partner = played._now.stand.wall.partner
    before = without._now.stand.wall.partner
    paired = before != np.arange(10)
    assert np.array_equal(partner[:10][paired], before[paired])
    assert np.array_equal(partner[partner], np.arange(13)), "partners are each other's"


def test_a_newcomers_smile_is_what_it_would_have_been_among_the_others(played):
    alone = lay_one(NEW[1], SCENE.mosaics, 3, played.mosaics.density).finish()
    among = played.mosaics.part(11, 12)
    assert all(np.array_equal(getattr(alone, name), getattr(among, name)) for name in OF_TILES)


@pytest.mark.parametrize("tick", [101, 131, 300, 1100])
def test_seeking_there_is_playing_there_with_newcomers(played, tick):
    there, straight = played.copy(), evening(show(), tick)
    there.seek(tick)
    assert there.state_digest() == straight.state_digest()
    assert np.array_equal(there.frame().design, straight.frame().design)
    there.seek(1150)
    assert there.state_digest() == played.state_digest()


def test_another_story_may_come_after_going_back(played):
    other = played.copy()
    other.seek(90)
    other.journal.entries = [entry for entry in other.journal.entries if entry.tick < 90]
    other.say(ARRIVE, words_of(NEW[2]))
    other.step(HANGS)
    assert other.stories == (*STORIES, NEW[2])
    assert played.stories == (*STORIES, *NEW), "a show that went back takes nothing from one that did not"


def test_newcomers_are_in_the_journal(tmp_path: Path, played: Show):
    file = tmp_path / "run.jsonl"
    live = show()
    live.journal, _ = append_to(file, Header(SCENE.name, SCENE.digest(STORIES), 3))
    evening(live, 1150)
    live.journal.close()
    again = show(journal=read(file)[0])
    again.seek(1150)
    assert again.state_digest() == live.state_digest() == played.state_digest()


def test_a_scene_saved_while_somebody_comes_loses_nobody():
    live = show()
    live.say(ARRIVE, words_of(NEW[0]))
    live.step(30)
    live.say("scene", SCENE.source.replace("mosaics.tesserae = 500", "mosaics.tesserae = 900"))
    live.step(HANGS)
    assert live.mosaics.stories[1:] == (*STORIES, NEW[0]) and (live.world.arrival == 1.0).all()
    assert parse(SCENE.source, "short.toml").mosaics != live.scene.mosaics


def test_what_is_no_story_is_said_to_nobody():
    live = show()
    with pytest.raises(Wrong, match="name"):
        live.say(ARRIVE, {"story": "no name"})
    with pytest.raises(Wrong, match="shade"):
        live.say(ARRIVE, {"name": "A", "story": "Words.", "shade": "Z9"})
    assert not live.journal.entries
