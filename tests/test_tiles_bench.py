"""The wall's bench: what it times and prints, what it refuses, and that the short way in is the command line's own."""

import json

import pytest

from viz.__main__ import main
from viz.tiles_bench import TILES, Asked, subject, table


def told(capsys, *arguments):
    assert main(["bench", "tiles", "--size", "64x36", *arguments]) == 0
    return capsys.readouterr().out


def test_walls_of_each_number_are_timed_in_one_flat_object(capsys):
    figures = json.loads(
        told(capsys, "--tiles", "10000", "--tiles=1000000", "--tiles", "10000", "--frames", "7", "--json")
    )
    assert all(isinstance(value, str | int | float) for value in figures.values())
    counts = [key for key in figures if key.endswith("_median_ms")]
    assert counts == ["tiles_10000_median_ms", "tiles_1000000_median_ms"]
    for count in (10_000, 1_000_000):
        row = {name: figures[f"tiles_{count}_{name}"] for name in ("median_ms", "p99_ms", "cpu_ms", "ratio")}
        assert 0 < row["median_ms"] <= row["p99_ms"]
        assert row["cpu_ms"] >= 0
        base = figures["tiles_10000_median_ms"]
        # Every figure is printed to a thousandth: a median of 0.07 ms is then good to 1 % only, and so is their ratio.
        printed = 0.0005 + row["ratio"] * (0.0005 / row["median_ms"] + 0.0005 / base) * 1.1
        assert row["ratio"] == pytest.approx(row["median_ms"] / base, abs=printed)
    assert (figures["size"], figures["frames"], figures["scene"]) == ("64x36", 7, "tiles")
    assert figures["first_frame_ms"] > 0 < figures["rss_mib"]
    rows = [line.split() for line in table(figures).splitlines()]
    assert [row[0] for row in rows[2:4]] == ["10,000", "1,000,000"]
    assert rows[2][-1] == "x1.00"


def test_with_no_number_the_usual_ones_are_timed(capsys):
    rows = told(capsys, "--frames", "1").splitlines()[2 : 2 + len(TILES)]
    assert [int(row.split()[0].replace(",", "")) for row in rows] == list(TILES)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        *(
            (["tiles", "--tiles", n], f"--tiles {n}: is not allowed; write a whole number from 1 to 1000000000")
            for n in ("0", "-1", "many", "1e12", "1000000000000", "1.5")
        ),
        (["tiles", "--tiles", "10000", "--tiles", "none"], "--tiles none: is not allowed"),
        (["tiles", "--tiles"], "Option '--tiles' requires an argument"),
        (["tiles", "--frames", "0"], "--frames 0: is not allowed"),
        (["tiles", "--size", "big"], "--size big: is no size"),
        (["tiles", "--at", "noon"], "--at noon: is no time"),
        (["tiles", "--seed", "-1"], "--seed -1: is not allowed"),
        (
            ["tiles", "--quality", "low"],
            "--quality and the scene tiles exclude each other: it is a plain wall of tiles",
        ),
        (["tiles", "--tiers"], "--tiers and the scene tiles exclude each other"),
        (["tile"], "tile: there is no such scene; did you mean tiles?"),
        (["great", "--tiles", "5", "--tiles", "6"], "--tiles 6: is one too many"),
    ],
)
def test_what_is_wrong_is_refused_in_one_line(capsys, arguments, words):
    assert main(["bench", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"neo-lumine: {words}")
    assert err.count("\n") == 1


WALL = """
[show]
seed = 3
[wall]
tiles = 600
width = 10
height = 6.4
relief = 0.3
[hall]
length = 20.0
[[act]]
name = "unveiling"
[[act.shots]]
position = [-5.2, 3.4, -17.2]
look_at = [-4.557, 3.4, -17.966]
fov = 40
"""


@pytest.mark.parametrize(
    "change",
    [("tiles = 600", "tiles = 0"), ("tiles = 600", 'tiles = "many"'), ("width = 10", "width = 0"), ("fov = 40", ""),
     ("seed = 3", "seed = 1.5"), ("-17.2]", "nan]"), ("[-5.2, ", "["), ("[wall]", "[wall")],
)  # fmt: skip
def test_only_a_scene_that_says_all_of_its_wall_is_drawn_unchecked(tmp_path, change):
    scene = tmp_path / "wall.toml"
    scene.write_text(WALL)
    found = subject(str(scene))
    assert found is not None
    assert (found.wall.tiles, found.end, found.pose.fov, found.seed) == (600, -20.0, 40, 3)
    scene.write_text(WALL.replace(*change))
    assert subject(str(scene)) is None


def test_a_wall_whose_scene_is_wrong_elsewhere_is_not_timed(capsys, tmp_path):
    scene = tmp_path / "wall.toml"
    scene.write_text(WALL)
    assert main(["bench", str(scene), "--size", "64x36"]) == 2
    assert "wall.toml: act: " in capsys.readouterr().err


def test_the_short_way_in_takes_no_command_line_that_it_does_not_understand():
    assert Asked.of(["bench", "tiles", "--tiles", "5", "--tiles=6", "--json"]) == Asked("tiles", ["5", "6"], json=True)
    for line in (["bench"], ["bench", "--json"], ["bench", "tiles", "--help"], ["bench", "tiles", "--tiers"],
                 ["bench", "tiles", "more"], ["bench", "tiles", "--size"], ["still", "tiles"], []):  # fmt: skip
        assert Asked.of(line) is None
