"""Letters are shaped, not only set one after the other: in every script that the stories are told in."""

import csv
import itertools

import pytest
import uharfbuzz as hb

from viz.letters import faces
from viz.letters.block import LINE, NAME, TITLE
from viz.letters.shaping import Style, Text, guessed, missing
from viz.paths import FONTS, SCENES
from viz.scene import load


def row(words, style=LINE, language=""):
    text = Text(words, style, language)
    return text.row(0, len(text.signs))


def numbers(words, style=LINE, language=""):
    """The glyphs' numbers from left to right."""
    return [glyph.number for glyph in row(words, style, language).glyphs]


def told():
    with (SCENES / "neo_lumine.stories.csv").open(encoding="utf-8", newline="") as file:
        return [cell for line in csv.DictReader(file) for cell in (line["name"], line["story"])]


def test_latin_letters_are_kerned_and_joined():
    assert row("AVAV").width < 2 * row("A").width + 2 * row("V").width - 0.05
    assert numbers("ff") != 2 * numbers("f"), "a ligature"
    assert numbers("ff", Style(tracking=0.1)) == 2 * numbers("f"), "spaced letters are not joined"


def test_spacing_parts_letters_and_neither_marks_nor_what_is_joined():
    spaced = Style(tracking=0.1)
    assert row("xx", spaced).width == pytest.approx(row("xx").width + 0.1)
    assert row("x̂x", spaced).width == pytest.approx(row("x̂x").width + 0.1)
    assert row("سين", spaced).width == pytest.approx(row("سين").width)


def test_an_accent_apart_is_the_letter_composed():
    assert numbers("e\u0301") == numbers("é")


def test_names_are_set_in_small_capitals():
    assert numbers("umi", NAME) != numbers("umi")
    assert row("umi", NAME).reach[0] < row("UMI", NAME).reach[0]


def test_turkish_is_set_by_its_own_rules():
    assert numbers("i", NAME, "tr") != numbers("i", NAME, "en")


def test_arabic_letters_join_and_run_from_right_to_left():
    alone, inner = numbers("ه"), numbers("ههه")
    assert len(set(inner)) == 3 and alone[0] not in inner, "initial, medial, final; none of them isolated"
    assert len(numbers("لا")) == 1, "lam and alef are one"
    first, second = numbers("دم"), numbers("د")
    assert first[-1] == second[0], "the first letter stands at the right"


def test_hebrew_runs_from_right_to_left_and_numbers_in_it_do_not():
    left = {number: glyph.x for glyph, number in zip(row("א 12").glyphs, numbers("א 12"), strict=True)}
    one, two, alef = (numbers(sign)[0] for sign in ("1", "2", "א"))
    assert left[one] < left[two] < left[alef]


def test_hebrew_points_stand_below_their_letter():
    base, mark = row("בָ").glyphs[-1], row("בָ").glyphs[0]
    assert row("בָ").width == pytest.approx(row("ב").width)
    assert {base.number, mark.number} == set(numbers("בָ"))


def test_devanagari_reorders_and_joins():
    ka, sign_i = numbers("क")[0], numbers("कि")[0]
    assert numbers("कि")[1] == ka and sign_i != ka, "the vowel sign i is written after ka and stands before it"
    assert len(numbers("क्ष")) == 1, "a conjunct"
    reph = numbers("र्क")
    assert reph[0] == ka and len(reph) == 2, "ra before ka stands above it, at its end"


def test_thai_marks_stand_above_their_consonant_and_above_each_other():
    assert row("กี่").width == pytest.approx(row("ก").width)
    high = [row(word).reach[0] for word in ("ก", "กี", "กี่")]
    assert high[0] + 0.1 < high[1] and high[1] + 0.1 < high[2]
    assert numbers("กี่") != [n for sign in "กี่" for n in numbers(sign)], "the tone mark is the one for high places"


def test_japanese_korean_and_chinese_write_shared_characters_in_their_own_way():
    forms = [tuple(numbers("直骨", language=language)) for language in ("ja", "zh-Hans", "zh-Hant")]
    assert len(set(forms)) == 3


@pytest.mark.parametrize(
    ("words", "language"),
    [("読んでほしい", "ja"), ("이야기였다", "ko"), ("这里的每一个", "zh-Hans"), ("這裡的每一個", "zh-Hant")],
)
def test_the_language_of_han_characters_is_guessed(words, language):
    assert guessed(words) == language
    assert numbers(words) == numbers(words, language=language)


def test_scripts_within_a_line_take_their_own_face():
    found = {glyph.face for glyph in row("Neo-Lumine שלום мир 看 ดู").glyphs}
    assert found == {0, 1, 4, 5}


@pytest.mark.parametrize("weight", faces.WEIGHTS)
def test_no_shipped_story_or_caption_shows_a_box(weight):
    scene = load("neo_lumine")
    captions = [text for line in scene.line for text in line.text.values()]
    captions += [text for act in scene.act for words in (act.title, act.says) for text in words.values()]
    for text in (*told(), *captions):
        assert missing(text) == [], text
        shown = row(text, Style(weight=weight))
        assert all(glyph.number for glyph in shown.glyphs), text
        assert shown.width > 0


def test_what_no_face_has_is_named_and_stood_for():
    assert missing("a😀b😀ம") == ["😀", "ம"]
    assert Text("a😀b", LINE).signs == "a□b"
    assert all(numbers("a😀b"))


def test_lengths_up_to_each_sign_add_up_to_the_row():
    for text in told():
        words = Text(text, LINE)
        assert words.ends[-1] == pytest.approx(row(text).width, abs=1e-6)
        assert all(b >= a - 1e-9 for a, b in itertools.pairwise(words.ends))


def test_light_is_lighter_than_medium_in_every_face():
    for face, sign in enumerate("nנنनน字"):
        assert faces.holding(sign)[0] == face
        light, medium = (row(sign, Style(weight=weight)) for weight in faces.WEIGHTS)
        assert light.glyphs[0].number and medium.glyphs[0].number
    assert TITLE.weight == "Light"


def test_every_font_has_its_licence_beside_it_its_owner_in_it_and_its_line_in_the_list():
    files = sorted(FONTS.rglob("*.?tf"))
    assert len(files) == 11
    listed = (FONTS / "README.md").read_text("utf-8")
    for file in files:
        owner = hb.Face(hb.Blob.from_file_path(file)).get_name(hb.OTNameIdPredefined.COPYRIGHT)
        licence = (file.parent / "OFL.txt").read_text("utf-8")
        assert owner and owner in licence, file.name
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence
        assert file.relative_to(FONTS).as_posix() in listed
    assert sum(file.stat().st_size for file in files) < 5_200_000
