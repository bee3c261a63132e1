"""The show is a function of scene, stories, seed and journal: played, sought or replayed, it is the same to the bit."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from viz.camera import CameraPose
from viz.clock import HZ
from viz.controls import controls_of
from viz.errors import Wrong
from viz.frame import Drive, Frame
from viz.journal import Header, Journal, append_to, read
from viz.scene import Scene, parse
from viz.show import SNAPSHOT, SNAPSHOTS, Show
from viz.world.acts import ACTS
from viz.world.story import Story

STORIES = [Story(f"Visitor {i}", f"This is story number {i} of a quiet evening") for i in range(9)]
LENGTHS = {"unveiling": 3, "glitch": 14, "confrontation": 12, "aftermath": 5, "renaissance": 4}


def text(people: int = 12, extra: str = "", glow: float = 1.0) -> str:
    """A short evening."""
    acts = "".join(
        f'[[act]]\nname = "{name}"\nseconds = {seconds}\ntransition = 1\nlook.glow = {glow}\n'
        + {"glitch": "glitch = 0.9\n", "confrontation": "glitch = 0.8\nkai = 1.0\nfinn = 1.0\n"}.get(name, "")
        for name, seconds in LENGTHS.items()
    )
    return f"crowd.people = {people}\nmosaics.tesserae = 500\nmosaics.least = 60\n{extra}\n{acts}"


SCENE = parse(text(), "short.toml")


def show(seed: int = 3, journal: Journal | None = None, scene: Scene = SCENE) -> Show:
    return Show(scene, STORIES, seed, journal)


@pytest.fixture(scope="module")
def opened() -> Show:
    """A show at its beginning: copied, never played."""
    return show()


unit = st.floats(0, 1)
VALUES = {
    "acts/hold": st.booleans(),
    "acts/go": st.sampled_from(ACTS),
    "acts/pace": st.floats(0.1, 10),
    "kai/override/armed": st.booleans(),
    "kai/override/engaged": st.booleans(),
    "kai/override/strength": unit,
    "kai/override/where": st.tuples(st.floats(0, 100), st.floats(0, 5)),
    "kai/consent": unit,
    "nanobots/glitch": unit,
    "crowd/calm": unit,
    "crowd/finn": unit,
    "camera/mode": st.sampled_from(["authored", "free"]),
    "camera/yaw": st.floats(-180, 180),
    "scene": st.sampled_from([text(glow=2.0), text(people=7), text(extra="hall.width = 15.0")]),
}
said = st.lists(
    st.integers(0, 900).flatmap(
        lambda tick: st.sampled_from(sorted(VALUES)).flatmap(
            lambda path: st.tuples(st.just(tick), st.just(path), VALUES[path])
        )
    ),
    max_size=10,
).map(lambda rows: sorted(rows, key=lambda row: row[0]))


def play(stage: Show, rows: list, end: int) -> Show:
    for tick, path, value in rows:
        if tick <= end:
            stage.step(tick - stage.tick)
            stage.say(path, value)
    stage.step(end - stage.tick)
    return stage


def same_drives(one: list[Drive], other: list[Drive]) -> bool:
    """Whether two lists of drives are the same to the last bit."""
    return [(d.tick, d.epoch, d.alpha, d.excited, d.mosaic.tobytes(), d.override.tobytes()) for d in one] == [
        (d.tick, d.epoch, d.alpha, d.excited, d.mosaic.tobytes(), d.override.tobytes()) for d in other
    ]


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said, st.lists(st.integers(0, 1000), min_size=1, max_size=3))
def test_seeking_there_is_playing_there(opened: Show, rows: list, ticks: list[int]):
    played = {tick: play(opened.copy(), rows, tick) for tick in ticks}
    sought = play(opened.copy(), rows, 1000)
    for tick in ticks:
        sought.seek(tick)
        assert sought.tick == tick
        assert sought.state_digest() == played[tick].state_digest()
        assert same_drives(list(sought.drives(-1)), list(played[tick].drives(-1)))
        frame, other = sought.frame(0.3), played[tick].frame(0.3)
        assert frame.people.tobytes() == other.people.tobytes()
        assert frame.camera == other.camera


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said)
def test_a_journal_read_back_replays_the_run(tmp_path: Path, opened: Show, rows: list):
    file = tmp_path / "run.jsonl"
    live = opened.copy()
    live.journal, _ = append_to(file, Header(SCENE.name, SCENE.digest(STORIES), 3))
    play(live, rows, 1000)
    live.journal.close()
    again = show(journal=read(file)[0])
    again.seek(1000)
    assert again.state_digest() == live.state_digest()


def test_another_seed_is_another_evening():
    one, other = show(seed=1), show(seed=2)
    one.step(60)
    other.step(60)
    assert one.state_digest() != other.state_digest()


def test_saying_acts_in_the_next_step_and_not_before():
    stage = show()
    stage.say("kai/override/strength", 0.25)
    assert stage.controls.kai.override.strength == 0.85
    assert stage.value("kai/override/strength") == 0.25
    stage.step()
    assert stage.controls.kai.override.strength == 0.25
    assert stage.journal.entries[0].tick == 0


def test_what_is_wrong_is_said_to_nobody():
    stage = show()
    for path, value in (("kai/override/strength", 2), ("kai/strength", 1), ("scene", "hall = 3"), ("scene", 3)):
        with pytest.raises(Wrong):
            stage.say(path, value)
    assert stage.journal.entries == []


def test_nothing_can_be_said_before_what_was_said_later():
    stage = show()
    stage.step(100)
    stage.say("crowd/calm", 0.5)
    stage.seek(50)
    with pytest.raises(Wrong, match="cannot be said at tick 50"):
        stage.say("crowd/calm", 0.6)


def test_saying_after_seeking_back_changes_what_comes():
    stage = show()
    stage.step(SNAPSHOT + 100)
    stage.seek(300)
    stage.say("acts/go", "renaissance")
    stage.seek(SNAPSHOT + 100)
    assert stage.frame().act in (4, 0)
    assert stage.frame().act_weights[1] == 0


def test_a_journal_with_something_unsayable_is_refused_by_line():
    journal = Journal(name="run.jsonl", line=4)
    journal.add(0, "crowd/calm", 0.5)
    journal.add(9, "crowd/clam", 0.5)
    with pytest.raises(
        Wrong, match=r"run\.jsonl: line 6: crowd/clam: there is no such control; did you mean crowd/calm"
    ):
        show(journal=journal)


def test_a_trigger_acts_once():
    stage = show()
    stage.say("acts/go", "aftermath")
    stage.step()
    assert stage.frame().act == 3
    assert stage.controls.acts.go == ""
    stage.step(30)
    assert stage.frame().act_seconds == pytest.approx(0.5, abs=0.02)


def test_a_scene_may_begin_in_a_later_act():
    stage = show(scene=parse(text(extra='acts = {go = "confrontation", hold = true}'), "x.toml"))
    stage.step(20 * HZ)
    assert stage.frame().act == 2


def test_disarming_disengages():
    stage = show()
    stage.say("kai/override/armed", True)
    stage.say("kai/override/engaged", True)
    stage.step()
    assert stage.frame().engaged
    stage.say("kai/override/armed", False)
    stage.step()
    assert stage.controls.kai.override.engaged is False
    stage.say("kai/override/engaged", True)
    stage.step()
    assert stage.controls.kai.override.engaged is False


def test_touching_the_override_takes_it_from_the_autopilot():
    stage = show()
    stage.say("acts/hold", True)
    stage.say("acts/go", "glitch")
    stage.step(10 * HZ)
    stage.say("acts/go", "confrontation")
    stage.step(25 * HZ)
    assert stage.frame().engaged, "Kai came running"
    assert stage.frame().hands == (0, 0, 0, 0)
    stage.say("kai/override/strength", 0.7)
    stage.step()
    assert not stage.frame().engaged
    assert stage.frame().hands[1] == pytest.approx(20, abs=0.1)
    stage.say("kai/give_back", True)
    stage.step(2)
    assert stage.frame().hands[1] == 0
    assert stage.frame().engaged


def test_orders_to_others_take_nobody_over():
    stage = show()
    for path, value in (("finn/toothpact", True), ("kai/consent", 0.5), ("crowd/announce", True)):
        stage.say(path, value)
    stage.step(2)
    assert stage.frame().hands == (0, 0, 0, 0)
    stage.say("lumi/voice", 0.5)
    stage.say("acts/hand_back", 5.0)
    stage.step(2)
    stage.say("finn/rally", True)
    stage.step(2)
    assert stage.frame().hands[2] > 19
    assert 4 < stage.frame().hands[3] <= 5


def test_a_new_evening_begins_calm_and_gently():
    stage = show(scene=parse(text(people=60), "x.toml"))
    stage.step(sum(LENGTHS.values()) * HZ - 30)
    support = stage.frame().support
    assert support > 0.15
    for _ in range(5 * HZ):
        stage.step()
        assert abs(stage.frame().support - support) < 0.03
        support = stage.frame().support
    assert stage.frame().evening == 1
    assert support < 0.11


def test_a_saved_scene_takes_what_changed_and_leaves_what_the_operator_set():
    stage = show(scene=parse(text(extra="nanobots.restless = 0.2\ncrowd.calm = 0.1"), "x.toml"))
    stage.say("crowd/calm", 0.9)
    stage.say("crowd/finn", 0.3)
    stage.step(400)
    panic, tick = stage.world.crowd.panic, stage.tick
    mosaics = stage.mosaics
    stage.say("scene", text(extra="nanobots.restless = 0.7\ncrowd.calm = 0.1", glow=3.0))
    stage.step()
    assert stage.controls.nanobots.restless == 0.7
    assert stage.controls.crowd.calm == 0.9
    assert stage.controls.crowd.finn == 0.3
    assert stage.frame().look.glow == pytest.approx(3.0)
    assert stage.tick == tick + 1
    assert stage.world.crowd.panic == pytest.approx(panic, abs=0.05)
    assert stage.mosaics is mosaics, "tiles that did not change are not laid anew"


def test_a_saved_scene_can_change_hall_mosaics_and_the_number_of_people():
    stage = show()
    stage.step(400)
    mosaics, hanging = stage.mosaics, stage.hanging
    stage.say("scene", text(people=30, extra="hall.length = 60.0\nmosaics.grout = 0.3"))
    stage.step(10)
    assert stage.mosaics is not mosaics
    assert stage.hanging.hall.length == 60
    assert not np.array_equal(stage.hanging.strip, hanging.strip)
    assert stage.frame().people.shape == (34, 12), "and the four characters"


@pytest.mark.parametrize("begin", [20, 21])
def test_drives_come_every_other_tick_of_the_present_epoch(begin: int):
    stage = show()
    assert list(stage.drives(-1)) == []
    stage.step(begin)
    stage.say("acts/go", "glitch")
    stage.step(5 * HZ + begin % 2)
    drives = list(stage.drives(-1))
    epoch = stage.frame().epoch
    assert begin < epoch < begin + HZ
    assert [drive.tick for drive in drives] == list(range(epoch + epoch % 2, stage.tick + 1, 2))
    assert {drive.epoch for drive in drives} == {epoch}
    assert drives[-1].mosaic == pytest.approx(stage.frame().mosaic)
    assert [drive.tick for drive in stage.drives(stage.tick - 10)] == list(range(stage.tick - 8, stage.tick + 1, 2))
    assert list(stage.drives(stage.tick)) == []


def test_drives_long_past_are_played_again():
    stage = show()
    stage.step(12 * HZ)
    kept = list(stage.drives(-1))
    stage._drives = type(stage._drives)(maxlen=20)
    stage._drives_since = stage.tick
    stage.step(50)
    before = stage.state_digest()
    again = list(stage.drives(-1))
    assert same_drives(again[: len(kept)], kept)
    assert len(again) == len(kept) + 25
    assert stage.state_digest() == before


def test_no_drives_once_the_medium_rests():
    stage = show()
    stage.step(8 * HZ)
    stage.say("nanobots/glitch", 0.0)
    stage.step(60 * HZ)
    assert stage.frame().epoch == -1
    assert not stage.frame().awake
    assert list(stage.drives(-1)) == []


def test_a_copy_goes_its_own_way():
    stage = show()
    stage.step(100)
    before = stage.state_digest()
    other = stage.copy()
    other.say("kai/override/strength", 0.1)
    other.step(700)
    assert stage.state_digest() == before
    assert stage.journal.entries == []
    stage.step(700)
    other.seek(100)
    assert other.state_digest() == before


def test_snapshots_stay_few_however_long_the_show():
    stage = show(scene=parse(text(people=0), "x.toml"))
    now = stage._now
    for i in range(1, 5000):
        stage._snapshots[i * SNAPSHOT] = now
        stage._thin()
    ticks = sorted(stage._snapshots)
    assert len(ticks) <= SNAPSHOTS
    assert ticks[0] == 0
    gaps = np.diff(ticks)
    assert gaps[-20:].max() <= 3 * SNAPSHOT
    ages = ticks[-1] - np.array(ticks[:-1]) + SNAPSHOT
    assert (gaps / ages).max() < 0.6, "an hour ago is found from well within that hour"


def test_a_great_crowds_snapshots_take_no_more_memory_than_they_may():
    stage = show(scene=parse(text(people=20_000, extra="hall = {width = 40.0, length = 200.0}"), "great.toml"))
    now = stage._now.copy()
    for i in range(1, 60):
        stage._snapshots[i * SNAPSHOT] = now
        stage._thin()
    assert 20 < len(stage._snapshots) < 60
    assert len(stage._snapshots) * stage.world.nbytes < 200 * 2**20


def test_a_frame_has_the_shapes_it_says():
    stage = show()
    stage.step(10 * HZ)
    frame = stage.frame(0.5)
    assert isinstance(frame, Frame)
    assert frame.seconds == pytest.approx(10 + 0.5 / 60)
    assert frame.mosaic.shape == (1 + len(STORIES), 4)
    assert frame.people.shape == (16, 12)
    assert (frame.mosaic.dtype, frame.people.dtype) == (np.float32, np.float32)
    assert frame.act_weights.sum() == pytest.approx(1)
    assert len(frame.override) == 4
    assert isinstance(frame.camera, CameraPose)
    assert frame.controls is stage.controls
    for part in (frame.mosaic, frame.people[:, 4:7]):
        assert ((part >= 0) & (part <= 1)).all()


def test_frames_between_ticks_join_up():
    stage = show()
    stage.step(200)
    end = stage.frame(1.0)
    stage.step()
    start = stage.frame(0.0)
    assert start.people[:, :2] == pytest.approx(end.people[:, :2])
    assert start.camera.position == pytest.approx(end.camera.position)


def test_every_control_moves_without_trouble():
    stage = show()
    for path, control in controls_of(stage.controls).items():
        for value in (control.lo, control.hi, *control.choices, True, False, control.default):
            try:
                stage.say(path, value)
            except Wrong:
                continue
            stage.step(2)
    assert np.isfinite(stage.frame().people).all()


def test_with_ten_thousand_people_seeking_there_is_playing_there():
    scene = parse(text(people=10_000, extra="hall = {width = 40.0, length = 200.0}"), "great.toml")
    played, sought = show(scene=scene), show(scene=scene)
    for stage in (played, sought):
        stage.say("acts/go", "glitch")
        stage.step(300)
        stage.say("crowd/rumour", True)
    played.step(347)
    sought.step(500)
    sought.seek(611)
    sought.seek(played.tick)
    assert sought.state_digest() == played.state_digest()
    assert sought.frame(0.4).people.tobytes() == played.frame(0.4).people.tobytes()
    assert len(sought.frame().people) == 10_004
