"""Scene files: what is right is read, what is wrong is named with file, key, value and what is allowed."""

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.controls import controls_of, linear, plain
from viz.errors import Wrong
from viz.paths import find
from viz.scene import Controls, Scene, load, parse
from viz.world.acts import ACTS

COURSE = "".join(f'[[act]]\nname = "{name}"\n' for name in ACTS)


class Story(NamedTuple):
    name: str
    text: str
    shade: str | None = None
    imperfection: str | None = None
    hue: float | None = None


def test_an_empty_file_is_a_plain_evening():
    scene = parse("", "plain.toml")
    assert [act.name for act in scene.act] == list(ACTS)
    assert scene.name == "plain.toml"
    assert scene.source == ""


def test_control_tables_stand_at_top_level():
    scene = parse("[kai.override]\nstrength = 0.25\n[camera]\nposition = [1, 2, -3]\n", "x.toml")
    assert scene.controls.kai.override.strength == 0.25
    assert scene.controls.camera.position == (1.0, 2.0, -3.0)


def test_the_controls_are_a_fresh_tree_each_time():
    scene = parse("", "x.toml")
    scene.controls.kai.override.strength = 0.1
    assert scene.controls.kai.override.strength == 0.85


def test_every_control_has_title_description_and_a_default_in_range():
    for control in controls_of(Controls).values():
        assert control.title
        assert control.description.strip(), control.path
        if control.lo is not None and control.hi is not None:
            assert control.lo <= control.default <= control.hi


def test_the_number_of_people_is_fixed_by_the_scene_and_no_control():
    scene = parse("crowd.people = 12", "x.toml")
    assert scene.crowd.people == 12
    assert "crowd/people" not in controls_of(scene.controls)


def test_colours_may_be_named_in_the_palette_wherever_a_colour_stands():
    text = '[palette]\naqua = "#00ff80"\n' + COURSE.replace('"glitch"\n', '"glitch"\nlook = {key = "aqua", glow = 2}\n')
    scene = parse(text, "x.toml")
    assert scene.act[1].look.key == pytest.approx((0.0, 1.0, linear(128 / 255)))
    assert scene.palette["aqua"] == scene.act[1].look.key


def shot(where: str) -> str:
    return COURSE.replace('"aftermath"\n', f'"aftermath"\nshots = [{{position = {where}, look_at = [0, 2, -9]}}]\n')


def look(line: str) -> str:
    return '[palette]\naqua = "#00ffff"\n' + COURSE.replace('"confrontation"\n', f'"confrontation"\nlook.{line}\n')


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("hall = ", "line 1, column 8: Invalid value"),
        ("[show]\ntitle = 'x'\nseed = 1 2\n", "line 3, column 10: Expected newline or end of document"),
        ("title = '''", "line 1, column 12: Expected \"'''\""),
        ("[show]\nseed = 1\nseed = 2\n", "line 3, column 9: Cannot overwrite a value"),
        ("[hall]\nwidht = 9", "hall.widht: there is no such key; did you mean width?"),
        ("[hal]", "hal: there is no such key; did you mean hall?"),
        ("zzz = 1", "zzz: there is no such key"),
        ("[hall]\nwidth = 3", "hall.width: 3 is not allowed; a number from 6 to 40"),
        ("[hall]\nwidth = '9'", 'hall.width: "9" is not allowed; a number from 6 to 40'),
        ("[hall]\nbays = 9.0", "hall.bays: 9.0 is not allowed; a whole number from 3 to 40"),
        ("[hall]\nwall = nan", "hall.wall: nan is not allowed; a number from 3 to 20"),
        ("[hall]\nwall = 9\napex = 8", "hall.apex: 8 is not allowed; a number from hall.wall = 9"),
        ("hall = 1", "hall: 1 is not allowed; a table"),
        ("act = 1", "act: 1 is not allowed; an array"),
        ("act = [1]", "act[0]: 1 is not allowed; a table"),
        ("show.title = 1", "show.title: 1 is not allowed; text"),
        ("crowd.people = true", "crowd.people: true is not allowed; a whole number from 0 to 20000"),
        ("kai.override.armed = 1", "kai.override.armed: 1 is not allowed; true or false"),
        ("kai.override.where = [1]", "kai.override.where: [1] is not allowed; two numbers"),
        ("camera.mode = 'fre'", 'camera.mode: "fre" is not allowed; one of "authored", "free"'),
        ("hall.bays = 2\nhall.wall = 1", "hall.wall: 1 is not allowed; a number from 3 to 20 (and 1 more)"),
        (
            '[palette]\naqua = "00ffff"',
            "palette.aqua: \"00ffff\" is not allowed; a colour: '#rrggbb', or three numbers",
        ),
        ("palette = 1", "palette: 1 is not allowed; a table"),
        (look("glow = 9"), "act[2].look.glow: 9 is not allowed; a number from 0 to 4"),
        (look("glwo = 1"), "act[2].look.glwo: there is no such key; did you mean glow?"),
        (look("key = 'aqau'"), 'act[2].look.key: "aqau" is not allowed; a colour'),
        (look("key = 'aqau'"), "or a name in the palette; did you mean aqua?"),
        (look("key = [0, 2, 0]"), "act[2].look.key: [0, 2, 0] is not allowed; a colour"),
        ("[[act]]\nseconds = 3", "act[0].name: is missing; one of"),
        (COURSE.replace("unveiling", "unveilling"), 'act[0].name: "unveilling" is not allowed; one of "unveiling"'),
        (COURSE.partition("[[act]]\n")[2].join(["[[act]]\n", COURSE]), "act: "),
        (COURSE.rpartition("[[act]]")[0], "exactly five in this order: unveiling, glitch, confrontation, aftermath"),
        (COURSE + "shots = []", "act[4].shots: [] is not allowed; an array of at least 1"),
        (shot("[1, 2]"), "act[3].shots[0].position: [1, 2] is not allowed; three numbers"),
        (
            shot("[1, 2, 3]"),
            "act[3].shots[0].position: [1.0, 2.0, 3.0] is not allowed; a place in the hall: x from -10.5",
        ),
    ],
)
def test_what_is_wrong_is_named(text: str, says: str):
    with pytest.raises(Wrong) as wrong:
        parse(text, "evening.toml")
    assert str(wrong.value).startswith("evening.toml: ")
    assert says in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_deep_nesting_is_an_error_and_no_crash():
    with pytest.raises(Wrong, match="nested too deeply"):
        parse("a = " + "[" * 100_000, "x.toml")


def test_load_reads_a_file_and_names_it_in_errors(tmp_path: Path):
    file = tmp_path / "mine.toml"
    file.write_bytes(b"\xef\xbb\xbf[show]\r\ntitle = 'Mine'\r\nstories = 'ours.csv'\r\n")
    scene = load(file)
    assert scene.show.title == "Mine"
    assert scene.stories_path == tmp_path / "ours.csv"
    file.write_bytes(b"[show]\ntitle = '\xff'")
    with pytest.raises(Wrong, match=r"mine\.toml: is not UTF-8 text \(byte 16\)"):
        load(file)
    file.unlink()
    with pytest.raises(Wrong, match=r"mine\.toml: there is no such scene file"):
        load(file)


def test_a_scene_is_found_by_name_and_a_near_miss_is_suggested():
    assert find("neo_lumine").name == "neo_lumine.toml"
    with pytest.raises(Wrong, match=r"neo_lumin: there is no such scene; did you mean neo_lumine\?"):
        find("neo_lumin")
    with pytest.raises(Wrong, match=r"there are .*neo_lumine"):
        find("qqqq")


def test_the_digest_follows_the_data_and_not_its_spelling():
    stories = [Story("Ada", "I fell off a roof"), Story("Bo", "…", hue=12.5)]
    digest = parse("[hall]\nwidth = 12\n", "a.toml").digest(stories)
    assert parse("# a remark\nhall = {width = 12.0}", "b.toml").digest(stories) == digest
    assert parse("[hall]\nwidth = 12.5\n", "a.toml").digest(stories) != digest
    assert parse("[hall]\nwidth = 12\n", "a.toml").digest(stories[:1]) != digest
    assert parse("[hall]\nwidth = 12\n", "a.toml").digest([stories[0], stories[1]._replace(hue=13.0)]) != digest
    assert len(digest) == 32


def test_a_scene_survives_its_plain_data():
    scene = parse(look("key = 'aqua'"), "x.toml")
    assert Scene.model_validate(plain(scene)).digest([]) == scene.digest([])


words = st.sampled_from(
    ["hall", "act", "name", "look", "palette", "kai", "=", ".", "[", "]", "[[", "]]", "1", '"', "\n", "{", "}"]
)


@given(st.lists(words | st.text(max_size=3), max_size=25).map("".join))
def test_any_text_is_a_scene_or_one_line_of_complaint(text: str):
    try:
        parse(text, "x.toml")
    except Wrong as wrong:
        assert str(wrong).startswith("x.toml: ")
        assert "\n" not in str(wrong)
