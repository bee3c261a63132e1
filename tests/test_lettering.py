"""Captions set in type: rows that fit and read well, letters of the height that was asked for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz import lettering
from viz.lettering import CAP, FONTS, LINE, PAD, balanced
from viz.scene import load

EM = 40.0


def rows(text, ems=27.0):
    return balanced(text, LINE, EM, ems * EM, 19 * EM)


def test_a_short_text_is_one_row():
    assert rows("Leaving is an answer too.") == ["Leaving is an answer too."]


def test_a_text_breaks_where_its_sense_does():
    assert rows("I have nothing against tools. I mind being nobody without them.") == [
        "I have nothing against tools.",
        "I mind being nobody without them.",
    ]


def test_a_row_ends_in_no_small_word():
    assert rows("Go home, and look in a mirror that does not answer.") == [
        "Go home, and look in a mirror",
        "that does not answer.",
    ]


@given(st.lists(st.text(st.characters(categories=["L"], max_codepoint=0x24F), min_size=1, max_size=12), min_size=1))
def test_no_word_is_lost_and_rows_fit(words):
    text = " ".join(words)
    set_rows = rows(text)
    assert " ".join(set_rows).split() == text.split()
    for row in set_rows:
        assert len(row.split()) == 1 or lettering._width((row, LINE), EM) <= 27 * EM + 1


def test_the_shipped_lines_take_two_rows_at_most():
    for line in load("neo_lumine").line:
        for text in line.text.values():
            assert len(rows(text)) <= 2, text


@pytest.mark.parametrize("em", [12.0, 30.0, 88.0])
def test_capitals_have_the_height_asked_for(em):
    block = lettering.line("", "HHH", em, 2000)
    inked = np.flatnonzero((block.letters > 127).any(axis=1))
    assert len(inked) == pytest.approx(CAP * em, abs=1)


@pytest.mark.parametrize("size", [(432, 11.0), (1152, 29.0), (3456, 87.0), (150, 29.0)])
def test_a_block_fits_its_measure_with_an_empty_border(size):
    measure, em = size
    for block in (
        lettering.line("Lumi Chen", "Every smile here was a story first. Read it before you admire it.", em, measure),
        lettering.title(
            "III", "The Confrontation\nKai fights for the mosaics. Lumi Chen asks whose they are.", em, measure
        ),
    ):
        inked = np.flatnonzero((block.letters > 0).any(axis=0))
        assert np.ptp(inked) <= measure + 3
        border = int(0.5 * PAD * min(em, measure / 14))
        for edge in (block.letters[:border], block.letters[-border:], block.letters[:, :border]):
            assert not edge.any()
        assert block.shade.shape == tuple(side // lettering.SHADE for side in block.letters.shape)
        assert 0 < block.head < block.foot <= len(block.letters)


def test_name_and_words_stand_on_their_own_side_of_the_border():
    block = lettering.line("Lumi Chen", "Leaving is an answer too.", EM, 2000)
    empty = np.flatnonzero(~block.letters.any(axis=1))
    assert block.head in empty or block.head + 1 in empty
    assert block.letters[: block.head].any() and block.letters[block.head :].any()


def test_what_a_title_says_begins_below_its_foot():
    block = lettering.title("II", "The Glitch\nColours run.", EM, 2000)
    alone = lettering.title("II", "The Glitch", EM, 2000)
    assert block.letters[block.foot :].any()
    assert not alone.letters[alone.foot :].any()


def test_accents_reach_no_border_and_other_scripts_are_there():
    for text in ("ÅÉÑÜ Ế", "Γειά σου κόσμε", "Привет мир", "¿Qué? — «Ой» „So“ …"):
        block = lettering.line("", text, EM, 2000)
        assert block.letters[: int(0.3 * EM)].max() == 0
        missing = lettering.line("", "\U0010fffd" * 3, EM, 2000).letters
        assert block.letters.shape != missing.shape or (block.letters != missing).any()


def test_the_same_words_give_the_same_letters():
    one, other = (lettering.line("Kai Adira", "It is over.", 31.5, 900) for _ in range(2))
    assert one.letters.tobytes() == other.letters.tobytes() and one.shade.tobytes() == other.shade.tobytes()


def test_the_fonts_licence_lies_beside_them():
    assert "SIL Open Font License" in (FONTS / "OFL.txt").read_text("utf-8")
    assert sum(font.stat().st_size for font in FONTS.glob("*.ttf")) < 1_000_000
    assert {font.stem for font in FONTS.glob("*.ttf")} == {"AlegreyaSans-Light", "AlegreyaSans-Medium"}
