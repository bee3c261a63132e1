"""The journal: what is written is read, a torn end is dropped, any other damage is named."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from viz.errors import Wrong
from viz.journal import Entry, Header, Journal, append_to, read

HEADER = Header("neo_lumine.toml", "0f" * 16, 7, "# Łódź\n[show]\n")
LINE = (
    '{"neo-lumine": "journal", "version": 1, "scene": "a.toml", "digest": "ab", "seed": 1, "tick_hz": 60, "text": ""}\n'
)

number = st.floats(allow_nan=False, allow_infinity=False)
values = st.booleans() | st.integers() | number | st.text() | st.tuples(number, number)
said = st.lists(st.tuples(st.integers(0, 10**6), st.text(), values), max_size=12).map(
    lambda rows: sorted(rows, key=lambda row: row[0])
)
on_disk = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(file: Path, rows: list, header: Header = HEADER) -> list[Entry]:
    journal, _ = append_to(file, header)
    for row in rows:
        journal.add(*row)
    journal.close()
    return journal.entries


@on_disk
@given(said, said)
def test_the_last_run_is_read_as_written(tmp_path: Path, first: list, second: list):
    file = tmp_path / "j.jsonl"
    file.unlink(missing_ok=True)
    write(file, first, Header("other.toml", "00", 1))
    entries = write(file, second)
    journal, warnings = read(file)
    assert (journal.header, journal.entries, warnings) == (HEADER, entries, [])
    assert journal.line == len(first) + 2


@on_disk
@given(said, st.data())
def test_a_file_cut_anywhere_gives_the_beginning_and_takes_a_new_run(tmp_path: Path, rows: list, data):
    file = tmp_path / "j.jsonl"
    file.unlink(missing_ok=True)
    entries = write(file, rows)
    whole = file.read_bytes()
    start = whole.index(b"\n") + 1
    cut = data.draw(st.integers(start, len(whole)))
    file.write_bytes(whole[:cut])
    kept = whole[:cut].count(b"\n") - 1
    journal, warnings = read(file)
    assert journal.entries == entries[:kept]
    assert len(warnings) == (not whole[:cut].endswith(b"\n"))
    again = write(file, rows)
    assert read(file)[0].entries == again
    assert file.read_bytes().count(b"\n") == kept + 1 + len(rows) + 1


def test_every_line_is_in_the_file_as_soon_as_it_is_said(tmp_path: Path):
    file = tmp_path / "j.jsonl"
    journal, _ = append_to(file, HEADER)
    journal.add(3, "kai/override/strength", 0.5)
    assert read(file)[0].entries == [Entry(3, "kai/override/strength", 0.5)]
    journal.close()


def test_a_long_torn_end_is_cut_off_before_a_new_run(tmp_path: Path):
    file = tmp_path / "j.jsonl"
    file.write_text(LINE + '{"tick": 1, "path": "scene", "value": "' + "x" * 5000)
    entries = write(file, [(4, "a", 1)])
    assert read(file)[0].entries == entries
    assert read(file)[1] == []


def test_a_header_torn_before_any_run_leaves_none_but_can_be_written_over(tmp_path: Path):
    file = tmp_path / "j.jsonl"
    file.write_text(LINE[:30])
    with pytest.raises(Wrong, match=r"j\.jsonl: holds no run"):
        read(file)
    journal, warnings = append_to(file, HEADER)
    journal.close()
    assert "line 1: dropped" in warnings[0]
    assert read(file)[0].header == HEADER


@pytest.mark.parametrize(
    "tail", [b'{"tick": 9, "pa', b"\0\0\0\0", b"\xff\xfe\n", b"garbage\n", b'{"tick": 9}', b"{}x\n"]
)
def test_a_torn_end_is_dropped_with_a_warning(tmp_path: Path, tail: bytes):
    file = tmp_path / "j.jsonl"
    file.write_bytes(LINE.encode() + b'{"tick": 1, "path": "a", "value": 2}\n' + tail)
    journal, warnings = read(file)
    assert journal.entries == [Entry(1, "a", 2)]
    assert len(warnings) == 1
    assert f"{file}: line 3: dropped" in warnings[0]


GOOD = '{"tick": 5, "path": "a", "value": 1}\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD, "line 1: it is an entry, but a journal begins with a header"),
        (LINE + "{]\n" + GOOD, "line 2: column 2: it is not JSON"),
        (LINE + "\n" + GOOD, "line 2: column 1: it is not JSON"),
        (LINE + GOOD + GOOD.replace("5", "4"), "line 3: tick 4 comes after tick 5; ticks never go back"),
        (LINE + GOOD.replace("5", "-1"), "line 2: tick -1 comes after tick 0"),
        (
            LINE + '{"tick": 5, "value": 1}\n',
            "line 2: it is not an entry; that has exactly tick (int), path (str), value",
        ),
        (LINE + GOOD.replace("}", ', "more": 1}'), "line 2: it is not an entry"),
        (LINE + GOOD.replace("5", "5.0"), "line 2: it is not an entry"),
        (LINE + GOOD.replace("5", "true"), "line 2: it is not an entry"),
        (LINE + "[1, 2]\n", "line 2: it is not an entry"),
        (LINE + "7\n", "line 2: it is not an entry"),
        (LINE + GOOD.replace('"path"', '"tick"') + GOOD, "line 2: it is not JSON: a key stands twice"),
        (LINE + GOOD.replace("1}", "NaN}") + GOOD, "line 2: it is not JSON: NaN is no number"),
        (LINE + "[" * 100_000 + "\n" + GOOD, "line 2: it is nested too deeply"),
        (LINE.replace('"version": 1', '"version": 2'), "line 1: it is a header of another kind"),
        (LINE.replace('"journal"', '"scene"'), "line 1: it is a header of another kind"),
        (LINE.replace('"seed": 1, ', ""), "line 1: it is not a header; that has exactly"),
        (LINE.replace('"seed": 1', '"seed": -1'), "line 1: it is a header that cannot be played"),
        (LINE.replace("60", "50"), "line 1: it is a header that cannot be played"),
        ("", "holds no run"),
    ],
)
def test_damage_is_named_by_file_and_line(tmp_path: Path, text: str, says: str):
    file = tmp_path / "j.jsonl"
    file.write_text(text)
    with pytest.raises(Wrong) as wrong:
        read(file)
    assert str(wrong.value).startswith(f"{file}: {says}")


def test_text_that_is_not_utf8_amid_the_file_is_damage(tmp_path: Path):
    file = tmp_path / "j.jsonl"
    file.write_bytes(LINE.encode() + b'{"tick": 1, "path": "\xff", "value": 2}\n' + GOOD.encode())
    for attempt in (lambda: read(file), lambda: append_to(file, HEADER)):
        with pytest.raises(Wrong, match="line 2: it is not UTF-8 text"):
            attempt()


def test_what_cannot_be_read_or_written_is_said(tmp_path: Path):
    with pytest.raises(Wrong, match="cannot be read: No such file"):
        read(tmp_path / "none.jsonl")
    with pytest.raises(Wrong, match="cannot be read: Is a directory"):
        append_to(tmp_path, HEADER)
    with pytest.raises(Wrong, match="cannot be written: No such file"):
        append_to(tmp_path / "no" / "folder.jsonl", HEADER)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")  # noqa: PTH110
def test_a_full_disk_stops_the_writing_and_not_the_show():
    journal = Journal(HEADER, name="j.jsonl", _file=os.open("/dev/full", os.O_WRONLY))
    journal.add(1, "a", 1)
    journal.add(2, "a", 2)
    assert [entry.tick for entry in journal.entries] == [1, 2]
    assert journal.trouble == "j.jsonl: no longer written: No space left on device"


def test_nothing_is_said_before_what_was_said():
    journal = Journal()
    journal.add(5, "a", 1)
    with pytest.raises(Wrong, match="a: cannot be said at tick 4; the last word was at tick 5"):
        journal.add(4, "a", 2)
    assert len(journal.entries) == 1


def test_entries_are_found_by_tick():
    journal = Journal()
    for tick in (1, 3, 3, 7):
        journal.add(tick, "a", tick)
    assert [entry.tick for entry in journal.between(3, 7)] == [3, 3]
    assert journal.between(4, 7) == []


def test_a_value_is_kept_as_a_reader_will_see_it():
    entry = Journal().add(0, "kai/override/where", (1.0, 2.0))
    assert entry.value == json.loads("[1.0, 2.0]")
