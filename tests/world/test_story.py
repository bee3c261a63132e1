"""What a curator relies on when handing over a file of stories."""

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from viz.errors import Wrong
from viz.world.story import IMPERFECTIONS, NAME_LIMIT, SHADES, STORY_LIMIT, StoriesFile, Story, read_stories

DEFAULT = Path(__file__).parents[2] / "scenes" / "neo_lumine.stories.csv"
GOOD = "Ada,My tooth and I.\n"


@pytest.fixture
def write(tmp_path):
    def write(content: str | bytes) -> Path:
        file = tmp_path / "s.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write


def test_the_citizens_stories_are_read_without_a_complaint():
    stories, problems = read_stories(DEFAULT)
    assert problems == []
    assert len(stories) >= 72
    assert len({story.name for story in stories}) == len(stories)
    scripts = {unicodedata.name(sign).split()[0] for story in stories for sign in story.text if sign.isalpha()}
    assert {
        "LATIN",
        "GREEK",
        "CYRILLIC",
        "ARABIC",
        "HEBREW",
        "DEVANAGARI",
        "CJK",
        "HIRAGANA",
        "HANGUL",
        "THAI",
    } <= scripts


def test_rows_carry_the_visitors_choices(write):
    file = write("name,story,shade,imperfection,hue\nAda,Mine.,a3.5,Gold Crown,359.5\nBo,Mine too.,,,\nCy,Also.\n")
    assert read_stories(file) == (
        [Story("Ada", "Mine.", "A3.5", "gold_crown", 359.5), Story("Bo", "Mine too."), Story("Cy", "Also.")],
        [],
    )


@pytest.mark.parametrize("shade", SHADES)
def test_every_vita_shade_is_taken(write, shade):
    assert read_stories(write(f"name,story,shade\nAda,Mine.,{shade}\n"))[0][0].shade == shade


@pytest.mark.parametrize("flaw", IMPERFECTIONS)
def test_every_imperfection_is_taken(write, flaw):
    assert read_stories(write(f"name,story,imperfection\nAda,Mine.,{flaw}\n"))[0][0].imperfection == flaw


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("Bo,,,,", "story", "is empty"),
        (",Mine.,,,", "name", "is empty"),
        ("Bo,Mine.,A9,,", "shade", "'A9' is not known; allowed are A1, A2, A3"),
        ("Bo,Mine.,,golden crown,", "imperfection", "did you mean gold_crown"),
        ("Bo,Mine.,,,red", "hue", "'red' is no angle; give degrees from 0 to 360"),
        ("Bo,Mine.,,,361", "hue", "'361'"),
        ("Bo,Mine.,,,-1", "hue", "'-1'"),
        ("Bo,Mine.,,,nan", "hue", "'nan'"),
        (f"{'B' * (NAME_LIMIT + 1)},Mine.,,,", "name", f"has {NAME_LIMIT + 1} characters; at most {NAME_LIMIT}"),
        (f"Bo,{'m' * (STORY_LIMIT + 1)},,,", "story", f"at most {STORY_LIMIT}"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column_and_the_other_rows_show(write, row, column, said):
    file = write(f"name,story,shade,imperfection,hue\nAda,Mine.,,,\n{row}\nCy,Also.,,,\n")
    stories, problems = read_stories(file)
    assert [story.name for story in stories] == ["Ada", "Cy"]
    assert len(problems) == 1
    assert problems[0].startswith(f"{file}:3: column {column}: ")
    assert said in problems[0]


def test_every_bad_cell_of_a_row_is_named(write):
    _, problems = read_stories(write(f"name,story,shade,hue\n{GOOD}Bo,,X,400\n"))
    assert [problem.split(": ")[1] for problem in problems] == ["column story", "column shade", "column hue"]


def test_lines_are_counted_as_an_editor_does(write):
    rows = [
        "name,story,hue",
        "",
        'Ada,"One',
        "two",
        "",
        'three",10',
        'Bo,"One\u2028still one",x',
        'Cy,"a',
        'b",y',
        "Di,Mine.,1",
        "",
    ]
    file = write("\r\n".join(rows))
    stories, problems = read_stories(file)
    assert [story.text for story in stories] == ["One two three", "Mine."]
    assert [problem.split(":")[1] for problem in problems] == ["7", "8"]


def test_a_row_with_too_many_cells_says_how_to_mend_it(write):
    stories, problems = read_stories(write(f"name,story\n{GOOD}Bo,One, two.\n"))
    assert len(stories) == 1
    assert ":3: has 3 cells, the header 2; put a story that contains the separator in quotes" in problems[0]


def test_a_quotation_mark_left_open_costs_no_other_row(write):
    stories, problems = read_stories(write(f'name,story\n{GOOD}Bo,"Mine\nCy,Also.\nDi,Too.\n'))
    assert [story.name for story in stories] == ["Ada", "Cy", "Di"]
    assert ":3: a quotation mark is opened and not closed" in problems[0]


def test_a_stray_quotation_mark_is_reported_on_its_line(write):
    stories, problems = read_stories(write(f'name,story\n{GOOD}Bo,"Mi"ne\nCy,Also.\n'))
    assert [story.name for story in stories] == ["Ada", "Cy"]
    assert ":3: " in problems[0]


def test_bytes_that_are_not_utf8_are_reported_where_they_stand(write):
    stories, problems = read_stories(write(f"name,story\n{GOOD}".encode() + b"Bo,Stra\xdfe.\nCy,Also.\n"))
    assert [story.name for story in stories] == ["Ada", "Cy"]
    assert ":3: column story: holds bytes that are not UTF-8" in problems[0]


@pytest.mark.parametrize("sign", [";", "\t"])
def test_other_countries_separators_and_a_byte_order_mark_are_fine(write, sign):
    file = write(f"\ufeffName{sign}STORY{sign}hue\nAda{sign}Mine, and yours.{sign}12,5\n")
    assert read_stories(file) == ([Story("Ada", "Mine, and yours.", hue=12.5)], [])


def test_a_misspelt_optional_column_is_reported_and_others_columns_are_left_alone(write):
    stories, problems = read_stories(write("name,story,imperfecton,e-mail\nAda,Mine.,chip,a@b\n"))
    assert stories == [Story("Ada", "Mine.")]
    assert len(problems) == 1
    assert ":1: column imperfecton: is not known and not read; did you mean imperfection?" in problems[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"name,story\n", "no stories below it"),
        (b"name,stroy\nAda,Mine.\n", ":1: column story: is missing; is 'stroy' meant to be it?"),
        (b"story\nMine.\n", ":1: column name: is missing; the header has 'story'"),
        (b"name,story,name\nAda,Mine.,Ada\n", ":1: column name: stands twice"),
        (b"name,story,hue\nAda,Mine.,x\n", ":2: column hue: 'x' is no angle"),
        ("name,story\nAda,Mine.\n".encode("utf-16"), "is UTF-16; save it as UTF-8"),
    ],
)
def test_a_file_without_one_story_is_an_error(write, content, said):
    with pytest.raises(Wrong) as error:
        read_stories(write(content))
    assert said in str(error.value)
    assert "s.csv" in str(error.value)


def test_a_missing_file_and_a_folder_are_errors_that_name_them(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(Wrong, match=r"cannot be read: \w+"):
            read_stories(path)


def test_thousands_of_rows(write):
    stories, problems = read_stories(write("name,story\n" + "".join(f"V{i},Tooth {i}.\n" for i in range(5000))))
    assert (len(stories), stories[-1].text, problems) == (5000, "Tooth 4999.", [])


words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(
    lambda text: " ".join(unicodedata.normalize("NFC", text).split())
)


@given(st.lists(st.tuples(words, words), min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_whatever_is_written_as_csv_is_read_back(write, rows):
    text = io.StringIO()
    csv.writer(text).writerows([("name", "story"), *rows])
    stories, problems = read_stories(write(text.getvalue()))
    tidy = [tuple(" ".join(unicodedata.normalize("NFC", cell).split()) for cell in row) for row in rows]
    assert problems == []
    assert [(story.name, story.text) for story in stories] == tidy


@given(st.binary(max_size=300), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
def test_no_file_whatever_does_worse_than_an_error_that_names_it(write, content, headed):
    file = write((b"name,story,shade,imperfection,hue\n" if headed else b"") + content)
    try:
        stories, problems = read_stories(file)
    except Wrong as error:
        assert str(file) in str(error)
    else:
        assert stories
        assert all(problem.startswith(f"{file}:") for problem in problems)


def test_a_file_that_is_no_text_is_called_that(tmp_path):
    table = tmp_path / "table.csv"
    table.write_bytes(bytes([0x89, 0xF0, 0xFF, 0x00, 0x9C, 0xC3]) * 40)
    with pytest.raises(Wrong, match=r"table\.csv:1: is not UTF-8 text"):
        read_stories(table)


GROWN = ["name,story\nA,1\nB,2\n", "\n\nname,story\n\nA,1\n", "name,story\nA,1\nB,2", "name;story\n;bad\nA;1\n"]


@pytest.mark.parametrize("more", ["", "\n", "D,4\n", 'D,"4\n5"\nE,6', ",no name\nF,7\n", 'G,"open\n'])
@pytest.mark.parametrize("start", GROWN)
def test_a_file_that_grew_is_read_as_a_whole_one_is(tmp_path, start, more):
    path = tmp_path / "grows.csv"
    path.write_text(start, "utf-8")
    file = StoriesFile(path)
    assert file.read() == read_stories(path)
    for text in (start + more, start + more + "H,8\n", start + "I,9\n", "name,story\nZ,0\n"):
        path.write_text(text, "utf-8")
        stories, problems = file.read()
        again, told = read_stories(path)
        assert (stories, problems) == (again, told)
        assert [story.line for story in stories] == [story.line for story in again]
