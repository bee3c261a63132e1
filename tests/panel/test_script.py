"""Stories in right-to-left scripts, and in scripts that no font here has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imgui_bundle import imgui

from viz.panel import script, style
from viz.paths import SCENES
from viz.world.story import read_stories


def test_hebrew_is_turned_round_and_its_brackets_with_it():
    assert script.seen("אבג (דה)") == "(הד) גבא"


def test_numbers_and_latin_words_keep_their_order():
    assert script.seen("שנת 1987, Neo-Lumine היא") == "איה Neo-Lumine ,1987 תנש"


def test_a_quotation_is_turned_within_english():
    assert script.quoting("“אבג דה” speaks of home") == "“הד גבא” speaks of home"


def test_arabic_letters_join():
    # seen, yeh, noon: initial, medial, final
    assert script.joined("سين") == "\ufeb3\ufef4\ufee6"


def test_letters_that_do_not_join_onward_part_the_word():
    # dal joins only to the letter before it, so the reh after it stands alone
    assert script.joined("بدر") == "\ufe91\ufeaa\ufead"


def test_lam_and_alef_are_one_sign():
    assert script.joined("سلام") == "\ufeb3\ufefc\ufee1"


def test_vowel_signs_do_not_part_letters():
    assert script.joined("بَب") == "\ufe91\u064e\ufe90"


@pytest.mark.parametrize(
    ("words", "from_right"), [("أهلا", True), ("שלום 3", True), ("3 hello שלום", False), ("", False)]
)
def test_the_first_letter_tells_the_direction(words: str, from_right: bool):
    assert script.rightward(words) is from_right


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_nothing_is_lost_by_turning(words: str):
    assert len(script.seen(words)) == len(script.joined(words))


@given(st.text(alphabet="abcXYZ 0123456789.,"))
def test_left_to_right_words_are_not_joined(words: str):
    assert script.joined(words) == words


def test_every_shipped_story_has_its_letters_on_any_machine(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(style, "_FOLDERS", ())
    before, context = imgui.get_current_context(), imgui.create_context()
    imgui.set_current_context(context)
    try:
        style.load_fonts()
        stories, _ = read_stories(SCENES / "neo_lumine.stories.csv")
        shown = {
            sign for story in stories for sign in script.joined(f"{story.name} {story.text}") if sign.isprintable()
        }
        for face in (style.face(False), style.face(True)):
            assert face is not None
            assert [sign for sign in sorted(shown) if not face.is_glyph_in_font(ord(sign))] == []
            assert not face.is_glyph_in_font(ord("ம"))
    finally:
        imgui.destroy_context(context)
        if before is not None:
            imgui.set_current_context(before)
