"""The trace: rows at the moments asked for, as tables that others read."""

import csv
import io
import json

from viz.scene import parse
from viz.show import Show
from viz.trace import row, rows, write_csv, write_json
from viz.world.acts import ACTS
from viz.world.story import Story


def show(people: int = 5) -> Show:
    acts = "".join(f'[[act]]\nname = "{name}"\nseconds = 2\nglitch = 0.5\n' for name in ACTS)
    text = f"crowd.people = {people}\nmosaics = {{tesserae = 500, least = 60}}\n{acts}"
    return Show(parse(text, "x.toml"), [Story("Ada", "Hello")], 1)


def test_rows_stand_at_their_moments():
    table = list(rows(show(), to=5.0, every=0.5))
    assert [row["seconds"] for row in table] == [i / 2 for i in range(11)]
    assert [row["act_name"] for row in table][::2] == [
        "unveiling",
        "unveiling",
        "glitch",
        "glitch",
        "confrontation",
        "confrontation",
    ]
    assert len({tuple(row) for row in table}) == 1


def test_steps_that_are_no_whole_ticks_do_not_drift():
    assert [row["seconds"] for row in rows(show(), to=1.0, every=0.1)][-1] == 1.0


def test_csv_is_read_back():
    stream = io.StringIO()
    table = list(rows(show(), to=2.0))
    write_csv(table, stream)
    back = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert [row["act_name"] for row in back] == [row["act_name"] for row in table]
    assert [float(row["panic"]) for row in back] == [row["panic"] for row in table]


def test_json_is_read_back():
    for to in (0.0, 2.0):
        stream = io.StringIO()
        table = list(rows(show(), to=to))
        write_json(table, stream)
        assert json.loads(stream.getvalue()) == table
    stream = io.StringIO()
    write_json([], stream)
    assert json.loads(stream.getvalue()) == []


def test_a_hall_with_nobody_is_traced():
    assert next(rows(show(people=0), to=0.0))["panic_p50"] == 0.0


def test_deciles_and_camps_are_those_of_the_people():
    stage = show(people=200)
    stage.step(120)
    line, people = row(stage, 2.0), stage.frame().people
    for name, column in (("panic", 4), ("support", 5), ("opinion", 6)):
        deciles = [line[f"{name}_p{decile}"] for decile in range(10, 100, 10)]
        assert deciles == sorted(deciles)
        assert (people[:, column] <= line[f"{name}_p30"] + 1e-6).mean() >= 0.29
        assert (people[:, column] < line[f"{name}_p30"] - 1e-6).mean() <= 0.31
    assert line["camps"] >= 1
    assert 0 < line["camp_1_share"] <= 1
    assert line["people"] == len(people)
    shares = [line[f"camp_{i}_share"] or 0 for i in (1, 2, 3)]
    assert shares == sorted(shares, reverse=True)
    assert (line["camp_3_share"] is None) == (line["camps"] < 3)
