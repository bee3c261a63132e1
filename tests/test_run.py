"""The run command: in real time with no window, and redrawn from its journal as it was seen."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from evening import write_evening

from viz.app import LiveShow
from viz.gpu.capture import capture
from viz.opening import open_show
from viz.options import RunOptions
from viz.studio import Studio

SIZE = (160, 90)
ROOT = str(Path(__file__).parent.parent)


@pytest.fixture
def scene(tmp_path):
    return str(write_evening(tmp_path))


def line(*arguments):
    return [sys.executable, "-m", "viz", *arguments]


def environment(**more):
    kept = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return {**kept, "PYTHONPATH": ROOT, **more}


def test_a_run_and_its_still_show_the_same_picture(scene, tmp_path, device):
    journal = tmp_path / "run.jsonl"
    options = RunOptions(scene=scene, size=SIZE, journal=journal, headless=True, panel=False, quality="high")
    show = open_show(scene, journal=journal, record=True, warn=print)
    said = {60: ("acts/go", "confrontation"), 90: ("kai/override/armed", True), 91: ("kai/override/engaged", True)}
    with LiveShow(show, options) as stage:
        for frame in range(0, 240, 3):
            stage.frame(frame / 60)
            for path, value in [said[tick] for tick in range(frame, frame + 3) if tick in said]:
                show.say(path, value)
        picture = capture(stage.screen.target())
        moment = show.tick, stage.desk.frame.alpha
    show.journal.close()
    with Studio(open_show(journal=journal, warn=print), SIZE) as again:
        assert np.array_equal(again.picture(*moment), picture)
        assert not np.array_equal(again.picture(30), picture)


def test_a_run_ends_after_its_duration_and_leaves_its_journal(scene, tmp_path):
    journal = tmp_path / "run.jsonl"
    arguments = ["--headless", "--duration", "0.5", "--size", "64x36", "--seed", "7", "--journal", str(journal)]
    done = subprocess.run(line(scene, *arguments), cwd=tmp_path, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Ctrl-C" in done.stderr
    header, *entries = map(json.loads, journal.read_text().splitlines())
    assert (header["scene"], header["seed"], entries) == (scene, 7, [])


def test_ctrl_c_ends_a_run_without_a_word(scene, tmp_path):
    arguments = [scene, "--headless", "--size", "64x36"]
    process = subprocess.Popen(
        line(*arguments), cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    with process:
        assert "Ctrl-C" in next(process.stderr)
        process.send_signal(signal.SIGINT)
        assert process.communicate() == ("", "")
    assert process.returncode in (0, 130)  # before the show stands, or after


def test_a_screen_that_is_not_there_is_named(scene, tmp_path):
    if shutil.which("xvfb-run") is None:
        pytest.skip("needs xvfb-run")
    screen = ["xvfb-run", "-a", "-s", "-screen 0 640x480x24"]
    done = subprocess.run(
        [*screen, *line(scene, "--monitor", "3")], cwd=tmp_path, env=environment(), capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr.startswith("neo-lumine: --monitor 3: there is no such screen; there is 0 (")
