"""The live loop, frame by frame: hands over the hall, files saved while it runs, and what must not stop it."""

import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from flash import linear, worst_second
from imgui_bundle import imgui

from viz import camera
from viz.app import LiveShow
from viz.flash.light import luminance
from viz.flash_log import PAUSE_S
from viz.gpu.capture import capture
from viz.journal import read
from viz.opening import open_show
from viz.options import RunOptions
from viz.passes.flash_meter import LATE
from viz.paths import SHADERS
from viz.quality import TIERS
from viz.scene import load
from viz.screens import Offscreen
from viz.show import Show
from viz.world.story import read_stories

SIZE = (640, 360)
LENGTHS = {"unveiling": 30, "glitch": 14, "confrontation": 12, "aftermath": 5, "renaissance": 4}
SCENE = 'show.stories = "told.csv"\ncrowd.people = 8\nmosaics.tesserae = 500\nmosaics.least = 60\n' + "".join(
    f'[[act]]\nname = "{name}"\nseconds = {seconds}\ntransition = 1\nglitch = {0.8 if name == "glitch" else 0}\n'
    for name, seconds in LENGTHS.items()
)
STORIES = "name,story\n" + "".join(f"Visitor {i},A quiet evening told by visitor number {i}.\n" for i in range(12))


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """A scene file of a short evening, with its stories beside it."""
    (tmp_path / "told.csv").write_text(STORIES, "utf-8")
    file = tmp_path / "short.toml"
    file.write_text(SCENE, "utf-8")
    return file


class Evening:
    """A stage that nobody sees, with an operator's hands and a clock of its own."""

    def __init__(self, options: RunOptions, shaders: Path = SHADERS) -> None:
        show = open_show(options.scene, journal=options.journal, record=True, warn=print)
        self.screen = Offscreen(SIZE, operated=True)
        self.screen.device.shaders = shaders
        self.told: list[str] = []
        """What stands in the terminal."""
        self.stage = LiveShow(show, options, self.screen, warn=self.told.append)
        self.now = 100.0
        self.frames(2)

    @property
    def show(self) -> Show:
        return self.stage.show

    def frames(self, count: int = 2) -> None:
        for _ in range(count):
            self.now += 1 / 60
            self.stage.frame(self.now)

    def press(self, *keys: imgui.Key) -> None:
        for down in (True, False):
            for key in keys:
                self.io.add_key_event(key, down)
            self.frames()

    def click(self, x: float, y: float, button: int = 0) -> None:
        self.io.add_mouse_pos_event(x, y)
        self.frames()
        for down in (True, False):
            self.io.add_mouse_button_event(button, down)
            self.frames()

    def pixel_of(self, mosaic: int) -> tuple[float, float]:
        """Where the middle of a mosaic stands on the screen."""
        pose = self.stage.desk.frame.camera
        point = np.append(self.show.hanging.centre[mosaic], 1.0)
        x, y, _, w = point @ camera.view(pose) @ camera.projection(pose, SIZE)
        return float((x / w + 1) / 2 * SIZE[0]), float((1 - y / w) / 2 * SIZE[1])

    @property
    def io(self) -> imgui.IO:
        assert self.screen.surface is not None
        return self.screen.surface.io


Begin = Callable[..., Evening]


@pytest.fixture
def begin(scene: Path) -> Iterator[Begin]:
    """Begins evenings, and ends them: each must have given back every GL object."""
    begun: list[Evening] = []

    def start(shaders: Path = SHADERS, **given: object) -> Evening:
        evening = Evening(replace(RunOptions(scene=str(scene), headless=True, panel=False), **given), shaders)
        begun.append(evening)
        return evening

    yield start
    for evening in begun:
        assert evening.screen.device.errors() == []
        evening.stage.__exit__(None, None, None)
        assert evening.screen.device.counts() == {}
        assert len(evening.told) == 2 * len(evening.stage.health.guard.log.episodes), (
            "each is told as it begins and ends"
        )


# --- quality ---


def test_a_tier_chosen_on_the_panel_is_drawn_from_the_next_frame_on_and_the_show_hears_nothing(begin: Begin):
    evening = begin()
    said = list(evening.show.journal.entries)
    for tier in ("ultra", "low"):
        evening.stage.health.quality = tier
        evening.frames(2)
        assert (evening.stage.renderer.quality, evening.stage.health.drawn) == (TIERS[tier], tier)
    assert evening.show.journal.entries == said


def test_with_no_gpu_and_no_tier_asked_for_it_begins_low(begin: Begin):
    assert begin().stage.health.drawn.startswith("low")
    assert begin(quality="medium").stage.health.drawn == "medium"


# --- flashes ---


@pytest.mark.parametrize("guarded", [True, False])
def test_flashes_reach_the_wall_only_where_the_guard_was_taken_off_at_the_start(begin: Begin, guarded: bool):
    """Somebody draws the curtain in every frame, before a picture that is much too bright."""
    evening = begin(guarded=guarded)
    evening.screen.resize((64, 36))
    grade, seen = evening.show.controls.picture.grade, []
    grade.exposure = 4.0
    for i in range(40):
        grade.curtain = float(i % 2)
        evening.frames(1)
        seen.append(capture(evening.screen.target()).copy())
    worst = worst_second(luminance(linear(np.stack(seen))), 39)
    warning = evening.stage.desk.problems.get("The flash guard", "")
    assert (worst <= 6, "is off" in warning) == (guarded, not guarded), worst


def test_somebody_is_told_when_the_guard_acts_and_when_no_longer(begin: Begin):
    """A wild hand at the curtain in the second act."""
    evening = begin()
    evening.screen.resize((64, 36))
    evening.show.say("acts/go", "glitch")
    grade, guard = evening.show.controls.picture.grade, evening.stage.health.guard
    grade.exposure = 4.0
    evening.frames(10)
    assert (evening.told, guard.log.going) == ([], None)
    begun = evening.show.tick
    for i in range(40):
        grade.curtain = float(i % 2)
        evening.frames(1)
    assert guard.log.going
    assert guard.now is not None
    assert guard.now.held > 0.2
    grade.curtain = 0.0
    for seconds in (1.2, PAUSE_S):  # what was held goes on, and after the pause it is told
        evening.now += seconds
        evening.frames(LATE + 1)
    [first, last] = evening.told
    assert " the flash guard holds " in first
    assert "(glitch, " in first
    assert " the flash guard blurred " in last, "flicker as a whole goes to its mean"
    [episode] = guard.log.episodes
    assert begun <= episode.begin < episode.worst.tick <= episode.end < begun + 100
    assert last.endswith(f"ticks {episode.begin} to {episode.end}")


# --- time ---


def test_ticks_follow_the_clock_and_not_the_frames(begin: Begin):
    evening = begin()
    start = evening.show.tick
    evening.now += 0.1
    evening.stage.frame(evening.now)
    assert evening.show.tick - start == pytest.approx(6, abs=1)


def test_the_show_goes_on_while_there_is_nothing_to_draw_on(begin: Begin, monkeypatch: pytest.MonkeyPatch):
    evening = begin()
    tick = evening.show.tick
    monkeypatch.setattr(Offscreen, "size", (0, 0))
    evening.frames(30)
    monkeypatch.undo()
    assert evening.show.tick - tick == pytest.approx(30, abs=1)
    evening.frames()


def test_another_size_from_one_frame_to_the_next(begin: Begin):
    evening = begin()
    evening.screen.resize((320, 200))
    evening.frames()
    assert evening.stage.renderer.size == (320, 200)


def test_it_leaves_after_its_duration(begin: Begin):
    evening = begin()
    evening.stage.play(duration=0.05)
    assert not evening.stage.left


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_between_two_frames(begin: Begin, monkeypatch: pytest.MonkeyPatch, number: signal.Signals):
    evening = begin()
    before = signal.getsignal(number)
    monkeypatch.setattr(evening.screen, "poll", lambda: signal.raise_signal(number))
    evening.stage.play()
    assert evening.stage.left
    assert signal.getsignal(number) is before


# --- leaving ---


def test_esc_asks_and_esc_again_stays(begin: Begin):
    evening = begin()
    evening.press(imgui.Key.escape)
    assert evening.stage.asking
    evening.press(imgui.Key.escape)
    assert not evening.stage.asking
    assert not evening.stage.left


def test_esc_asks_and_enter_leaves(begin: Begin):
    evening = begin()
    evening.press(imgui.Key.escape)
    evening.press(imgui.Key.enter)
    assert evening.stage.left


def test_closing_the_wall_asks_first_and_leaves_when_insisted_on(begin: Begin, monkeypatch: pytest.MonkeyPatch):
    evening = begin()
    monkeypatch.setattr(evening.screen, "poll", lambda: True)
    evening.frames(1)
    assert evening.stage.asking
    assert not evening.stage.left
    evening.frames(1)
    assert evening.stage.left


def test_enter_alone_leaves_nothing(begin: Begin):
    evening = begin()
    evening.press(imgui.Key.enter)
    assert not evening.stage.left


# --- hands over the hall ---


def test_a_click_on_a_mosaic_selects_it_and_one_beside_them_none(begin: Begin):
    evening = begin()
    evening.click(*evening.pixel_of(0))
    assert evening.stage.desk.selected == 0
    evening.click(SIZE[0] / 2, SIZE[1] - 2)
    assert evening.stage.desk.selected is None


def test_the_override_is_picked_on_the_wall(begin: Begin):
    evening = begin()
    evening.stage.desk.picking = True
    evening.click(*evening.pixel_of(0))
    assert not evening.stage.desk.picking
    assert evening.stage.desk.selected is None
    assert evening.show.value("kai/override/where") == pytest.approx(tuple(evening.show.hanging.strip[0]), abs=0.3)


def test_esc_ends_picking_before_it_asks(begin: Begin):
    evening = begin()
    evening.stage.desk.picking = True
    evening.press(imgui.Key.escape)
    assert not evening.stage.desk.picking
    assert not evening.stage.asking


def test_the_camera_is_taken_where_it_stands_and_dragged(begin: Begin):
    evening = begin()
    evening.press(imgui.Key.c)
    yaw, _ = camera.angles(evening.stage.desk.frame.camera)
    assert evening.show.value("camera/mode") == "free"
    assert evening.show.value("camera/yaw") == pytest.approx(yaw, abs=0.5)
    evening.io.add_mouse_pos_event(300, 200)
    evening.frames()
    evening.io.add_mouse_button_event(1, True)
    for step in range(8):
        evening.io.add_mouse_pos_event(300 + 20 * step, 200)
        evening.frames(1)
    evening.io.add_mouse_button_event(1, False)
    evening.frames()
    assert evening.show.value("camera/yaw") > yaw + 10
    said = [entry.tick for entry in evening.show.journal.entries if entry.path == "camera/yaw"]
    assert len(said) == len(set(said))


def test_walking_keeps_inside_the_hall(begin: Begin):
    evening = begin()
    evening.press(imgui.Key.c)
    evening.io.add_key_event(imgui.Key.w, True)
    evening.io.add_key_event(imgui.Key.mod_shift, True)
    for _ in range(90):
        evening.now += 0.1
        evening.stage.frame(evening.now)
    hall = evening.show.hanging.hall
    x, y, z = evening.show.value("camera/position")
    assert abs(x) < hall.width / 2
    assert 0 < y < hall.apex
    assert -hall.length < z < -hall.length / 3


def test_a_mouse_that_lies_still_is_hidden_from_visitors(begin: Begin):
    evening = begin()
    evening.io.add_mouse_pos_event(300, 200)
    evening.frames()
    assert imgui.get_mouse_cursor() == imgui.MouseCursor_.arrow
    evening.stage.desk.memory["mouse moved"] -= 4.0
    evening.frames(1)
    assert imgui.get_mouse_cursor() == imgui.MouseCursor_.none
    evening.io.add_mouse_pos_event(301, 200)
    evening.frames()
    assert imgui.get_mouse_cursor() == imgui.MouseCursor_.arrow


# --- the panel ---


def test_f1_hides_and_shows_the_panel(begin: Begin):
    evening = begin(panel=True)
    assert evening.stage.panel
    evening.press(imgui.Key.f1)
    assert not evening.stage.panel
    evening.press(imgui.Key.f1)
    assert evening.stage.panel


def test_without_a_panel_f1_brings_none(begin: Begin):
    evening = begin(panel=False)
    evening.press(imgui.Key.f1)
    assert not evening.stage.panel


# --- files saved while it runs ---


def look(evening: Evening) -> None:
    """Let the loop find what was saved."""
    evening.now += 1.0
    evening.frames(2)


def test_a_saved_scene_takes_effect(begin: Begin, scene: Path):
    evening = begin()
    scene.write_text(SCENE + "[kai.override]\nstrength = 0.3\n", "utf-8")
    look(evening)
    assert evening.show.value("kai/override/strength") == 0.3


def test_a_broken_scene_is_told_and_the_last_good_one_plays_on(begin: Begin, scene: Path):
    evening = begin()
    scene.write_text(SCENE + "[kai.override]\nstrength = 3\n", "utf-8")
    look(evening)
    [(concern, words)] = evening.stage.desk.problems.items()
    assert concern == str(scene)
    assert "kai.override.strength" in words.replace("/", ".")
    assert evening.show.value("kai/override/strength") == 0.85
    scene.write_text(SCENE, "utf-8")
    look(evening)
    assert evening.stage.desk.problems == {}


def test_saved_stories_are_hung_in_the_same_act(begin: Begin, scene: Path, tmp_path: Path):
    evening = begin(journal=tmp_path / "run.jsonl")
    evening.press(imgui.Key._3)
    count = len(evening.show.mosaics.names)
    (tmp_path / "told.csv").write_text(STORIES.replace("number 3", "another one") + "Late,One more.\n", "utf-8")
    look(evening)
    assert len(evening.show.mosaics.names) == count + 1
    assert evening.stage.desk.frame.act == 2
    replayed(evening, tmp_path / "run.jsonl")


def test_a_row_written_below_the_others_comes_into_the_running_show(begin: Begin, scene: Path, tmp_path: Path):
    evening = begin(journal=tmp_path / "run.jsonl")
    running, count = evening.show, len(evening.show.mosaics.names)
    with (tmp_path / "told.csv").open("a", encoding="utf-8") as file:
        file.write("Late,One more story for the wall.\nLater,And one after it.\n")
    for _ in range(3):
        look(evening)
    assert evening.show is running and [story.name for story in evening.show.stories[-2:]] == ["Late", "Later"]
    evening.show.step(600)
    evening.frames(2)
    assert len(evening.show.mosaics.names) == count + 2
    evening.show.journal.sync()
    again = open_show(None, journal=tmp_path / "run.jsonl", warn=print)
    again.seek(evening.show.tick)
    assert again.state_digest() == evening.show.state_digest()


def test_bad_rows_of_stories_are_told(begin: Begin, tmp_path: Path):
    evening = begin()
    (tmp_path / "told.csv").write_text(STORIES.replace("Visitor 3,", ","), "utf-8")
    look(evening)
    [words] = evening.stage.desk.problems.values()
    assert "5" in words


def test_a_broken_shader_is_told_and_mended(begin: Begin, tmp_path: Path):
    shaders = tmp_path / "shaders"
    shutil.copytree(SHADERS, shaders)
    evening = begin(shaders=shaders)
    file = shaders / "passes/grade.frag"
    good = file.read_text("utf-8")
    file.write_text(good + "\nnot a shader\n", "utf-8")
    look(evening)
    [(concern, words)] = evening.stage.desk.problems.items()
    assert concern.startswith("shaders/")
    assert "grade" in concern
    assert "The last good one plays on." in words
    file.write_text(good + "\n", "utf-8")
    look(evening)
    assert evening.stage.desk.problems == {}


# --- the journal ---


def replayed(evening: Evening, file: Path) -> None:
    """A journal's last run, played to the same tick, leads to the same state."""
    journal, warnings = read(file)
    assert warnings == []
    scene = load(evening.show.scene.name)
    again = Show(scene, read_stories(scene.stories_path)[0], evening.show.seed, journal)
    again.seek(evening.show.tick)
    assert again.state_digest() == evening.show.state_digest()


def test_a_run_is_replayed_from_its_journal(begin: Begin, tmp_path: Path):
    evening = begin(journal=tmp_path / "run.jsonl")
    evening.press(imgui.Key._2)
    evening.frames(20)
    evening.press(imgui.Key.space)
    evening.press(imgui.Key.c)
    evening.press(imgui.Key.mod_ctrl, imgui.Key.z)
    evening.stage.desk.picking = True
    evening.click(*evening.pixel_of(0))
    evening.frames(30)
    replayed(evening, tmp_path / "run.jsonl")


# --- health ---


def test_a_late_frame_is_counted_and_blamed(begin: Begin):
    evening = begin()
    evening.now += 0.2
    evening.stage.frame(evening.now)
    health = evening.stage.health
    assert health.late >= 1
    assert health.latest is not None
    assert health.latest.ms == pytest.approx(200, abs=20)
    assert health.latest.culprit in health.parts
    assert {"world", "panel", "hall"} <= set(health.parts)
    assert health.gl_objects["texture"] > 0
