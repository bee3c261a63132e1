"""The check: says what works here and what will not, and fails when the show could not run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from evening import STORIES, write_evening

from viz.__main__ import main

ROOT = Path(__file__).parent.parent


def test_all_is_well_here(capsys, device, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    status = main(["check"])
    out, err = capsys.readouterr()
    assert status == 0, out
    assert err == ""
    assert "WRONG" not in out
    lines = out.splitlines()
    assert [line for line in lines if line.startswith("ok     scene neo_lumine: ") and "mosaics" in line]
    assert [line for line in lines if line.startswith("ok     OpenGL: ") and device.renderer in line]
    assert [line for line in lines if line.startswith("ok     shaders: ") and line.endswith("programs compiled")]
    assert [line for line in lines if line.startswith("note   display: no display") and "--headless" in line]
    assert lines[-1] == "The show can run."


def test_a_broken_scene_and_rows_left_out_are_told(capsys, device, tmp_path):
    good = write_evening(tmp_path)
    (tmp_path / "small.csv").write_text(STORIES + "Nobody,\n", "utf-8")
    broken = tmp_path / "broken.toml"
    broken.write_text("[hall]\nwidth = 'wide'\n", "utf-8")
    assert main(["check", str(good), str(broken), "nowhere"]) == 2
    out = capsys.readouterr().out
    assert f"note   scene {good}: {tmp_path / 'small.csv'}:5" in out
    assert f"WRONG  scene {broken}: {broken}: hall.width: " in out
    assert "WRONG  scene nowhere: nowhere: there is no such scene" in out
    assert out.splitlines()[-1] == "The show cannot run: 2 things to mend."


def test_what_no_font_has_a_letter_for_is_told_once_with_its_row(capsys, device, tmp_path):
    scene = write_evening(tmp_path)
    with (tmp_path / "small.csv").open("a", encoding="utf-8") as stories:
        stories.write("Mio,歯を見せて笑った😀\nமலர்,Again 😀\n")
    assert main(["check", str(scene)]) == 0
    out = capsys.readouterr().out
    found = [line for line in out.splitlines() if "no font in viz/fonts" in line]
    assert len(found) == 1 + len("மலர்")
    assert found[0].startswith(f"note   scene {scene}: {tmp_path / 'small.csv'}:5: column story: ")
    assert found[0].endswith('has "😀" (U+1F600 grinning face)')
    assert all(f"{tmp_path / 'small.csv'}:6: column name: " in line for line in found[1:])


@pytest.mark.parametrize("file", ["passes/grade.frag", "lib/hash.glsl"])
def test_a_broken_shader_is_named_by_file_and_line(tmp_path, file):
    for part in ("viz", "shaders", "scenes"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shader = tmp_path / "shaders" / file
    shader.write_text("int broken = nonsense;\n" + shader.read_text())
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    line = [sys.executable, "-m", "viz", "check", "neo_lumine"]
    done = subprocess.run(line, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 2, done.stdout + done.stderr
    assert f": shaders/{file}:1: " in done.stdout
    assert done.stdout.splitlines()[-1].startswith("The show cannot run: ")
    assert done.stderr == ""
