"""The crowd's bench: what it times, what it says, and that it is the same crowd that JuPedSim would show."""

import json

import numpy as np
import pytest

from viz.__main__ import main
from viz.crowd_bench import MISSING, Models, Start, bench, table


@pytest.fixture(scope="module")
def figures() -> dict:
    return bench((60, 240))


def test_the_figures_are_one_flat_object(figures):
    assert all(isinstance(value, float | str) for value in figures.values())
    for count in (60, 240):
        median, p99, second = (figures[f"crowd_{count}_{name}"] for name in ("median_ms", "p99_ms", "second_ms"))
        assert 0 < median <= p99
        assert second > 30 * median, "a second has sixty ticks, half of which take the median or more"
        assert 1 < figures[f"crowd_{count}_moved_m"] < 7
    assert "crowd_60_growth" not in figures
    assert figures["crowd_240_growth"] > 0


def test_the_table_has_a_row_for_each_size_and_says_what_is_missing(figures):
    shown = table({name: value for name, value in figures.items() if not name.startswith("jupedsim")})
    assert [line.split()[0] for line in shown.splitlines()[2:4]] == ["60", "240"]
    assert shown.endswith(MISSING)
    told = figures | {"jupedsim": "1.4.2", "crowd_60_jupedsim_second_ms": 12.5, "crowd_60_jupedsim_moved_m": 3.25}
    assert "12.50" in table(told)
    assert "3.25" in table(told)
    assert MISSING not in table(told)


def test_people_begin_apart_and_within_the_hall():
    start = Start.of(230, 4)
    apart = np.hypot(*(start.place[:, None] - start.place).transpose(2, 0, 1))
    assert apart[~np.eye(230, dtype=bool)].min() > 0.5
    for each in (start.place, start.goal):
        assert (each > 0.2).all()
        assert (each < (19.8, start.length - 0.2)).all()
    assert np.array_equal(Start.of(230, 4).place, start.place)
    assert not np.array_equal(Start.of(230, 5).place, start.place)


def test_all_that_is_timed_happens():
    models = Models(Start.of(120, 0))
    before = models.place, models.panic, models.support, models.opinion, models.near
    for _ in range(6):
        models.step()
    after = models.place, models.panic, models.support, models.opinion, models.near
    assert not any(np.array_equal(one, other) for one, other in zip(before[:4], after[:4], strict=True))
    assert after[4] is not before[4]


def test_people_get_as_far_as_in_jupedsim():
    pytest.importorskip("jupedsim", reason="uv run --with jupedsim pytest")
    figures = bench((400,))
    assert figures["crowd_400_moved_m"] == pytest.approx(figures["crowd_400_jupedsim_moved_m"], rel=0.05)


def test_the_command_prints_the_same_as_a_table_or_as_json(capsys):
    assert main(["bench", "--crowd", "--people", "40", "--people", "20", "--seed", "3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"crowd_20_median_ms", "crowd_40_median_ms", "crowd_40_growth"} <= told.keys()
    assert main(["bench", "--crowd", "--people", "20"]) == 0
    assert capsys.readouterr().out.splitlines()[2].split()[0] == "20"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--crowd", "--people", "many"], "--people many: is not allowed; write a whole number from 2 to 100000"),
        (["--crowd", "--people", "1"], "--people 1: is not allowed"),
        (["--crowd", "--people", "20", "--people", "200000"], "--people 200000: is not allowed"),
        (["--crowd", "--seed", "x"], "--seed x: is not allowed"),
        (["--people", "20"], "--people 20: is about the crowd; write --crowd as well"),
        (["--crowd", "--size", "64x36"], "--crowd and --size exclude each other: nothing is drawn"),
        (["neo_lumine", "--crowd"], "--crowd and a scene exclude each other"),
    ],
)
def test_what_is_wrong_is_refused_in_one_line(capsys, arguments, words):
    assert main(["bench", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"neo-lumine: {words}")
    assert err.count("\n") == 1
