"""The order in which letters are seen, held against another implementation of the same algorithm."""

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from viz.letters import bidi

SIGNS = "אבגدمن٣٤12ab\u05b8\u064e+-,.:!%€ ()[]«»"
_ALIKE = str.maketrans(")]»", "([«")


def seen(text: str) -> str:
    """The signs from left to right; opening and closing brackets are not told apart, for they are mirrored."""
    levels = bidi.levels(text, bidi.base_level(text))
    return "".join(text[i] for i in bidi.line_order(levels)).translate(_ALIKE)


@given(st.text(alphabet=SIGNS, max_size=24))
def test_all_texts_are_ordered_as_the_annex_says(text: str):
    text = text.strip()
    base = "R" if bidi.base_level(text) else "L"
    assert seen(text) == get_display(text, base_dir=base).translate(_ALIKE)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("אבג abc", "abc גבא"),
        ("abc אבג 12 דה", "abc הד 12 גבא"),
        ("אבג 12-34", "12-34 גבא"),
        ("دمن ٣٤", "٣٤ نمد"),
        ("abc (אבג) d", "abc (גבא( d"),
    ],
)
def test_words_numbers_and_brackets_stand_where_readers_look_for_them(text: str, shown: str):
    assert seen(text) == shown


def test_a_mark_of_direction_turns_what_has_none():
    assert bidi.levels("אב!", 0)[2] == 0
    assert bidi.levels("אב!\u200f", 0)[2] == 1
