"""The command line: what is refused and how, what is printed, and that no traceback gets out."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from evening import STORIES, write_evening

from viz.__main__ import main


@pytest.fixture
def scene(tmp_path, monkeypatch):
    """A small scene, small.toml, in the current folder."""
    monkeypatch.chdir(tmp_path)
    write_evening(tmp_path)
    return "small.toml"


def refused(capsys, *arguments):
    """The one line that a command line is refused with."""
    status = main(list(arguments))
    out, err = capsys.readouterr()
    assert status == 2, err
    assert out == ""
    assert re.fullmatch(r"neo-lumine: [^\n]+\n", err), err
    return err.removeprefix("neo-lumine: ").rstrip()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--size", "12"], "--size 12: is no size"),
        (["run", "--size", "0x9", "--headless"], "--size 0x9: cannot be drawn"),
        (["run", "--size", "99999x9"], "--size 99999x9: "),
        (["--seed", "-1"], "--seed -1: "),
        (["--seed", "many"], "--seed many: is not allowed; write a whole number"),
        (["--duration", "0"], "--duration 0: "),
        (["--duration", "soon", "--headless"], "--duration soon: is no time; write seconds"),
        (["--duration", "nan"], "--duration nan: "),
        (["--monitor", "one"], "--monitor one: "),
        (["--headless", "--fullscreen"], "--headless and --fullscreen exclude each other"),
        (["--headless", "--monitor", "0"], "--headless and --monitor exclude"),
        (["--headless", "--panel-window"], "--headless and --panel-window exclude"),
        (["--panel-window", "--no-panel"], "--panel-window and --no-panel exclude"),
        (["--ful"], "--ful"),
        (["run", "a", "b"], "b"),
        (["still", "out.png"], "--at"),
        (["still", "--at", "3"], "OUT.png"),
        (["still", "out.jpg", "--at", "3"], "out.jpg: a still is a .png file; name it out.png"),
        (["still", "out.png", "small.toml", "--at", "3"], "small.toml: a still is a .png file"),
        (["still", "small.toml", "out.png", "more", "--at", "3"], "more: is one too many"),
        (["still", "none/out.png", "--at", "3"], "none/out.png: there is no folder none"),
        (["still", "nowhere", "out.png", "--at", "3"], "nowhere: there is no such scene"),
        (["still", "nowhere.toml", "out.png", "--at", "3"], "nowhere.toml: there is no such scene file"),
        (["still", "small.toml", "out.png", "--at", "-3"], "--at -3: is no time"),
        (["still", "small.toml", "out.png", "--at", "1e9"], "--at 1e9: is no time"),
        (["still", "small.toml", "out.png", "--at", "3", "--stories", "no.csv"], "no.csv: "),
        (["still", "small.toml", "out.png", "--at", "3", "--journal", "no.jsonl"], "no.jsonl: cannot be read"),
        (["film", "small.toml", "out.png"], "out.png: a film is a .mp4 file; name it out.mp4"),
        (["film", "small.toml", "out.mp4", "--size", "161x90"], "--size 161x90: a film's width and height are even"),
        (["film", "small.toml", "out.mp4", "--fps", "0"], "--fps 0: is no frame rate"),
        (["film", "small.toml", "out.mp4", "--fps", "fast"], "--fps fast: is no frame rate"),
        (["film", "small.toml", "out.mp4", "--from", "5", "--to", "5"], "--to 5: the film would end before it begins"),
        (["film", "small.toml", "out.mp4", "--from", "11"], "--from 11: the show is over by then; it takes 10 s"),
        (["trace", "small.toml", "--every", "0"], "--every 0: "),
        (["trace", "small.toml", "--to", "later"], "--to later: is no time"),
        (["--quality", "best", "--headless"], "--quality best: there is no such quality; write auto, low"),
        (["still", "out.png", "--at", "3", "--quality", "High"], "--quality High: "),
        (["certify", "small.toml"], "--report"),
        (["certify", "--report", "out.pdf"], "out.pdf: a certificate is a .html file; name it out.html"),
        (["certify", "--report", "out.html", "--video", "no.mp4"], "no.mp4: cannot be read as a film: No such file"),
        (["certify", "--report", "out.html", "--video", "small.csv"], "small.csv: cannot be read as a film"),
        (["certify", "a", "--report", "out.html", "--video", "a.mp4"], "--video and a scene exclude each other"),
        (["certify", "--report", "out.html", "--video", "a.mp4", "--fps", "30"], "--video and --fps exclude"),
        (["certify", "small.toml", "--report", "out.html", "--each", "0"], "--each 0: is no time"),
        (["certify", "small.toml", "--report", "out.html", "--peak", "5"], "--peak 5: is not allowed"),
        (["certify", "small.toml", "--report", "out.html", "--journal", "no.jsonl"], "no.jsonl: cannot be read"),
        (["bench", "--tiers", "--quality", "low"], "--tiers and --quality low exclude each other"),
        (["bench", "--crowd", "--tiers"], "--crowd and --tiers exclude each other"),
        (["bench", "small.toml", "--frames", "0"], "--frames 0: "),
        (["bench", "small.toml", "--frames", "x"], "--frames x: "),
        (["bench", "small.toml", "--tiles", "none"], "--tiles none: "),
        (["bench", "small.toml", "--tiles", "1000000000"], "--tiles 1000000000: is not allowed"),
    ],
)
def test_what_is_wrong_is_refused_in_one_line_that_names_it(capsys, scene, arguments, words):
    assert words in refused(capsys, *arguments)
    assert sorted(path.name for path in Path().iterdir()) == ["small.csv", "small.toml"]


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("small.toml", "[show]\ntitle = \n", "small.toml: line 2, column 9: "),
        ("small.toml", "[haul]\nwidth = 3\n", "small.toml: haul: there is no such key; did you mean hall?"),
        ("small.toml", "[display]\npeak = 5.0\n", "small.toml: display.peak: 5.0 is not allowed; a number from 20 to"),
        ("small.toml", "[hall]\nwidth = 3\n", "small.toml: hall.width: 3 is not allowed; a number from 6 to 40"),
        ("small.csv", "name,story\n", "small.csv: "),
        ("small.csv", "who,what\na,b\n", "small.csv:1: "),
        ("run.jsonl", "nonsense\nmore\n", "run.jsonl: line 1: "),
    ],
)
def test_what_is_wrong_in_a_file_is_named_with_its_place(capsys, scene, file, text, words):
    Path(file).write_text(text, "utf-8")
    journal = ["--journal", "run.jsonl"] if file == "run.jsonl" else []
    assert words in refused(capsys, "trace", scene, *journal)


def test_a_window_is_not_tried_where_there_is_no_display(scene, tmp_path):
    done = command([scene, "--size", "64x36", "--monitor", "0"], tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("neo-lumine: no display: neither DISPLAY nor WAYLAND_DISPLAY is set; ")
    assert "neo-lumine.mp4: 100 %" in done.stderr
    assert str(tmp_path / "neo-lumine.mp4") in done.stdout
    assert "window" in done.stdout
    assert (tmp_path / "neo-lumine.mp4").stat().st_size > 10_000


def command(arguments, folder, **environment):
    """Run the program as from a shell with no display."""
    kept = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-m", "viz", *arguments],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(Path(__file__).parent.parent), **environment},
        capture_output=True,
        text=True,
    )


def test_a_fault_of_ours_is_one_line_and_a_report_in_a_file(capsys, scene, monkeypatch):
    def fault(*_, **__):
        raise ZeroDivisionError("no\nway")

    monkeypatch.setattr("viz.opening.open_show", fault)
    assert main(["trace", scene]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    told = re.fullmatch(
        r"neo-lumine: a fault inside the program, ZeroDivisionError: no way; please send us (\S+)\n", err
    )
    assert told, err
    report = Path(told[1])
    assert "Traceback" in report.read_text()
    assert "ZeroDivisionError" in report.read_text()
    report.unlink()


def test_ctrl_c_leaves_quietly(capsys, scene, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("viz.opening.open_show", interrupt)
    assert main(["trace", scene]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_trace_is_a_table_of_the_world_over_time(capsys, scene):
    assert main(["trace", scene, "--to", "4", "--every", "0.5"]) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [float(row["seconds"]) for row in table] == [0.5 * i for i in range(9)]
    assert [row["act_name"] for row in table][::4] == ["unveiling", "glitch", "confrontation"]
    assert {"glitch_share", "panic", "override_strength"} <= table[0].keys()
    assert main(["trace", scene, "--to", "4", "--every", "0.5", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [str(row["panic"]) for row in rows] == [row["panic"] for row in table]


def test_a_trace_goes_to_the_end_of_the_evening_and_may_be_cut_short_by_its_reader(scene, tmp_path):
    whole = command(["trace", scene], tmp_path)
    assert len(whole.stdout.splitlines()) == 11
    shell = f"{sys.executable} -m viz trace {scene} --every 0.02 | head -n 2"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    cut = subprocess.run(["sh", "-c", shell], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert len(cut.stdout.splitlines()) == 2
    assert cut.stderr == ""


def test_other_stories_and_another_seed_make_another_evening(capsys, scene):
    Path("more.csv").write_text(STORIES + "Ida,Rain on the tin roof and a whole city holding its breath.\n", "utf-8")
    told = set()
    for options in ([], ["--seed", "6"], ["--stories", "more.csv"]):
        assert main(["trace", scene, "--to", "6", *options]) == 0
        told.add(capsys.readouterr().out)
    assert len(told) == 3


@pytest.mark.parametrize(
    "line", [["--help"], ["--version"], ["run", "--help"], ["film", "-h"], ["bench", "--help"], ["certify", "-h"]]
)
def test_help_is_given(capsys, line):
    assert main(line) == 0
    out, err = capsys.readouterr()
    assert "neo-lumine" in out
    assert err == ""


def test_a_bench_is_one_flat_object(capsys, scene, device):
    assert main(["bench", scene, "--size", "64x36", "--frames", "9", "--tiles", "1000", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert all(isinstance(value, str | int | float) for value in figures.values())
    wanted = {
        "median_ms",
        "p95_ms",
        "p99_ms",
        "submit_ms",
        "first_frame_ms",
        "rss_mib",
        "tiles",
        "size",
        "frames",
        "renderer",
    }
    assert wanted <= figures.keys()
    assert (figures["size"], figures["frames"]) == ("64x36", 9)
    assert figures["python_ms"] < figures["p95_ms"]
    assert 0 < figures["submit_ms"] <= figures["median_ms"] <= figures["p95_ms"] <= figures["p99_ms"]
    assert 0 < figures["tiles"] < 3000
    assert figures["first_frame_ms"] > 0 < figures["rss_mib"]
    passes = {key for key in figures if key.startswith("pass_") and key.endswith("_ms")}
    assert all(figures[key] >= 0 for key in passes)
    assert all(figures[f"pass_{name}_ms"] > 0 for name in ("mosaics", "grade", "bloom"))
    assert main(["bench", scene, "--size", "64x36", "--frames", "3"]) == 0
    assert "median_ms" in capsys.readouterr().out


def test_a_bench_of_the_tiers_is_a_table_with_a_row_for_each(capsys, scene, device):
    assert main(["bench", scene, "--tiers", "--size", "64x36", "--frames", "3"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()[2:]]
    assert [(row[0], row[1]) for row in rows] == [(tier, "64x36") for tier in ("low", "medium", "high", "ultra")]
    assert rows[0][2] == "29x16" and rows[2][2] == "64x36"
    assert all(0 < float(row[3]) <= float(row[4]) and float(row[5]) > 0 for row in rows)
