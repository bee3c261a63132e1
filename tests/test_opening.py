"""Opening a show: which seed, which scene, and what is told on the way."""

import json

import pytest
from evening import STORIES, write_evening

from viz.errors import Wrong
from viz.evening import length
from viz.journal import read
from viz.opening import open_show


@pytest.fixture
def told():
    return []


def test_a_run_that_was_recorded_is_replayed_from_its_journal_alone(tmp_path, told):
    scene, journal = write_evening(tmp_path), tmp_path / "run.jsonl"
    live = open_show(str(scene), seed=9, journal=journal, record=True, warn=told.append)
    live.step(130)
    live.say("kai/override/armed", True)
    live.step(50)
    live.journal.close()
    again = open_show(journal=journal, warn=told.append)
    again.seek(180)
    assert again.seed == 9
    assert again.state_digest() == live.state_digest()
    assert told == []


def test_a_scene_by_name_is_named_so_in_the_journal_and_one_by_path_by_its_whole_path(tmp_path, told, monkeypatch):
    write_evening(tmp_path)
    monkeypatch.chdir(tmp_path)
    for number, scene in enumerate((None, "neo_lumine", "small.toml")):
        journal = tmp_path / f"{number}.jsonl"
        open_show(scene, journal=journal, record=True, warn=told.append).journal.close()
    named = [read(tmp_path / f"{number}.jsonl")[0].header.scene for number in range(3)]
    assert named == ["neo_lumine", "neo_lumine", str(tmp_path / "small.toml")]


def test_the_seed_is_the_one_given_or_the_scenes(tmp_path, told):
    scene = str(write_evening(tmp_path))
    assert open_show(scene, warn=told.append).seed == 5
    assert open_show(scene, seed=0, warn=told.append).seed == 0


def test_another_seed_than_the_journals_is_refused(tmp_path, told):
    scene, journal = str(write_evening(tmp_path)), tmp_path / "run.jsonl"
    open_show(scene, journal=journal, record=True, warn=told.append).journal.close()
    assert open_show(scene, seed=5, journal=journal, warn=told.append).seed == 5
    with pytest.raises(Wrong, match=r"--seed 6: the run in .* had the seed 5"):
        open_show(scene, seed=6, journal=journal, warn=told.append)


def test_other_stories_than_the_journals_are_told(tmp_path, told):
    scene, journal = str(write_evening(tmp_path)), tmp_path / "run.jsonl"
    open_show(scene, journal=journal, record=True, warn=told.append).journal.close()
    other = tmp_path / "other.csv"
    other.write_text(STORIES.replace("gold", "blue"), "utf-8")
    show = open_show(scene, stories=other, journal=journal, warn=told.append)
    assert len(show.stories) == 3
    assert [line for line in told if "another version" in line]


def test_rows_that_are_left_out_are_told(tmp_path, told):
    stories = tmp_path / "some.csv"
    stories.write_text(STORIES + "Empty,\n", "utf-8")
    show = open_show(str(write_evening(tmp_path)), stories=stories, warn=told.append)
    assert len(show.stories) == 3
    assert len(told) == 1
    assert told[0].startswith(f"{stories}:5")


def test_tiles_are_aimed_at_and_an_aim_beyond_all_bounds_is_refused(tmp_path, told):
    scene = str(write_evening(tmp_path))
    few, many = (open_show(scene, tiles=n, warn=told.append).mosaics.first[-1] for n in (1000, 6000))
    assert many > 2 * few
    with pytest.raises(Wrong, match="--tiles -1: is not allowed; a whole number"):
        open_show(scene, tiles=-1, warn=told.append)


def test_an_evening_is_as_long_as_its_acts_or_as_its_journal(tmp_path, told):
    scene, journal = str(write_evening(tmp_path, seconds=2.0)), tmp_path / "run.jsonl"
    live = open_show(scene, journal=journal, record=True, warn=told.append)
    assert length(live) == pytest.approx(10.0, abs=0.1)
    live.journal.close()
    with journal.open("a") as file:
        file.write(json.dumps({"tick": 1200, "path": "acts/hold", "value": True}) + "\n")
    assert length(open_show(journal=journal, warn=told.append)) > 20.0


def test_a_run_is_replayed_with_the_scene_as_it_was(tmp_path):
    """Artists save the scene again and again; what stood on the wall before must not change with it."""
    scene, journal = write_evening(tmp_path), tmp_path / "run.jsonl"
    live = open_show(str(scene), journal=journal, record=True, warn=print)
    live.step(90)
    live.journal.close()
    scene.write_text(scene.read_text("utf-8").replace("people = 12", "people = 3"), "utf-8")
    told: list[str] = []
    again = open_show(journal=journal, warn=told.append)
    again.step(90)
    assert told == []
    assert again.state_digest() == live.state_digest()
