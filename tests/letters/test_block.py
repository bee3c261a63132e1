"""Captions set in type: rows that fit and read well, letters of the height that was asked for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.letters import block
from viz.letters.block import LINE
from viz.letters.measures import CAP, PAD, SHADE, Room
from viz.letters.rows import balanced
from viz.letters.shaping import Text
from viz.scene import load

EM = 40.0
ROOM = Room(2000, 1000, 0.0)


def rows(words, ems=27.0):
    """The words of each row."""
    text = Text(words, LINE)
    found, at = [], 0
    for row in balanced(text, ems, 19):
        end = next(i for i in range(len(words), at, -1) if text.row(at, i).glyphs == row.glyphs)
        found.append(words[at:end].strip())
        at = end
    return found


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
def test_no_letter_is_lost_and_rows_fit(words):
    text = Text(" ".join(words), LINE)
    found = balanced(text, 27, 19)
    whole = text.row(0, len(text.signs))
    spaces = sum(sign == " " for sign in text.signs)
    shown = sum(len(row.glyphs) for row in found)
    assert len(whole.glyphs) - spaces <= shown <= len(whole.glyphs)
    for row in found:
        assert row.width <= 27.001 or len(found) == 1


def test_the_shipped_lines_take_two_rows_at_most():
    for line in load("neo_lumine").line:
        for text in line.text.values():
            assert len(balanced(Text(text, LINE), 27, 19)) <= 2, text


@pytest.mark.parametrize("em", [12.0, 30.0, 88.0])
def test_capitals_have_the_height_asked_for(em):
    made = block.line("", "HHH", em, ROOM)
    inked = np.flatnonzero((made.letters > 127).any(axis=1))
    assert len(inked) == pytest.approx(CAP * em, abs=1)


@pytest.mark.parametrize("em", [14.0, 30.0, 88.0])
def test_letters_are_sharp_at_any_size(em):
    """The foot of an H goes from paper to ink from one row of pixels to the next."""
    letters = block.line("", "HHH", em, ROOM).letters.astype(int)
    column = letters[:, np.flatnonzero((letters > 250).any(axis=0))[0]]
    assert np.abs(np.diff(column)).max() > 250


@pytest.mark.parametrize(
    ("width", "height", "em"),
    [(480, 180, 11.0), (1280, 480, 29.0), (3840, 1440, 87.0), (240, 284, 17.0), (160, 40, 29.0)],
)
@pytest.mark.parametrize(
    "said",
    [
        "Every smile here was a story first. Read it before you admire it.",
        "ここにある笑顔は、どれも最初は物語だった。",
        "पहले एक कहानी थी",
    ],
)
def test_a_block_fits_its_room_with_an_empty_border(width, height, em, said):
    room = Room(width, height, 0.05 * width)
    for made in (
        block.line("Lumi Chen", said, em, room),
        block.title("III", f"The Confrontation\n{said}", em, room),
    ):
        high, wide = made.letters.shape
        assert high <= height and wide <= width and made.em <= em
        inked = np.flatnonzero((made.letters > 0).any(axis=0))
        assert np.ptp(inked) <= width - 2 * room.margin + 3
        border = int(0.5 * PAD * made.em)
        for edge in (made.letters[:border], made.letters[high - border :], made.letters[:, :border]):
            assert not edge.any()
        assert made.shade.shape == (high // SHADE, wide // SHADE)
        assert 0 < made.head < made.foot <= high


def test_name_and_words_stand_on_their_own_side_of_the_border():
    made = block.line("Lumi Chen", "Leaving is an answer too.", EM, ROOM)
    empty = np.flatnonzero(~made.letters.any(axis=1))
    assert made.head in empty or made.head + 1 in empty
    assert made.letters[: made.head].any() and made.letters[made.head :].any()


def test_what_a_title_says_begins_below_its_foot():
    made = block.title("II", "The Glitch\nColours run.", EM, ROOM)
    alone = block.title("II", "The Glitch", EM, ROOM)
    assert made.letters[made.foot :].any()
    assert not alone.letters[alone.foot :].any()


def test_a_long_title_breaks_where_a_narrow_wall_has_no_room_for_it():
    narrow = block.title("III", "The Confrontation", EM, Room(640, 1000, 0.0))
    wide = block.title("III", "The Confrontation", EM, ROOM)
    assert len(narrow.letters) > 1.3 * len(wide.letters) and narrow.em > 0.8 * EM


@pytest.mark.parametrize("text", ["ÅÉÑÜ Ế", "إِلَى", "ปั๊ฏุ", "र्क्ष्मिं"])
def test_high_letters_keep_away_from_the_row_above(text):
    made = block.title("III", text, EM, ROOM)
    inked = made.letters.any(axis=1)
    above, below = np.flatnonzero(inked[: made.head])[-1], made.head + np.flatnonzero(inked[made.head :])[0]
    assert below - above >= 0.13 * EM


def test_a_full_stop_hangs_out_of_a_centred_row():
    def middle(text):
        inked = np.flatnonzero((block.line("", text, EM, ROOM).letters > 0).any(axis=0))
        return inked[0], inked[-1]

    bare, stopped = middle("HHHH"), middle("HHHH.")
    assert stopped[1] - bare[1] > 0
    left, right = block.line("", "HHHH", EM, ROOM), block.line("", "HHHH.", EM, ROOM)
    shift = (bare[0] - left.letters.shape[1] / 2) - (stopped[0] - right.letters.shape[1] / 2)
    assert 0 <= shift < 0.06 * EM


def test_the_same_words_give_the_same_letters():
    one, other = (block.line("Kai Adira", "It is over.", 31.5, ROOM) for _ in range(2))
    assert one.letters.tobytes() == other.letters.tobytes() and one.shade.tobytes() == other.shade.tobytes()
