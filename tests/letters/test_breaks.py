"""Where rows may break: at spaces where a script has them, and by its own rules where it has none."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.letters.block import LINE
from viz.letters.breaks import SPLIT, chances, clusters
from viz.letters.rows import balanced
from viz.letters.shaping import Text


def pieces(text: str) -> list[str]:
    """What a row may begin and end with."""
    places = [0, *(place for place, cost in chances(text) if cost < SPLIT), len(text)]
    return [text[a:b] for a, b in itertools.pairwise(places)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One, two\u00a0three", ["One, ", "two\u00a0three"]),
        ("笑った。彼は", ["笑っ", "た。", "彼", "は"]),
        ("「もう一度」と", ["「も", "う", "一", "度」", "と"]),
        ("나노봇이 무서워서", ["나노봇이 ", "무서워서"]),
        ("देखो यह", ["देखो ", "यह"]),
        ("well-known", ["well-", "known"]),
        ("3-4", ["3-4"]),
    ],
)
def test_a_text_may_break_where_its_readers_expect_it(text, parts):
    assert pieces(text) == parts


def test_thai_breaks_before_no_mark_and_after_no_leading_vowel():
    text = "ฉันหัวเราะจนน้ำตาไหล"
    for part in pieces(text)[1:]:
        assert part[0] not in "ะาำๅๆฯิีึืุู่้๊๋์ั"
    assert not any(part[-1] in "เแโใไ" for part in pieces(text))


@pytest.mark.parametrize(
    ("text", "count"),
    [("कि", 1), ("क्षि", 1), ("กี่", 1), ("가각", 2), ("각", 1), ("e\u0301a", 2), ("🇩🇪🇪🇸", 2), ("👩\u200d🦰", 1)],
)
def test_what_readers_take_for_a_letter_is_one(text, count):
    assert len(clusters(text)) - 1 == count


def test_a_japanese_word_is_not_parted_from_its_ending_if_that_can_be_helped():
    text = "ここにある笑顔は、どれも最初は物語だった。見とれる前に、読んでほしい。"
    places = {round(float(Text(text, LINE).ends[i]), 3): text[i - 1 : i + 1] for i in range(1, len(text))}
    at = 0.0
    for row in balanced(Text(text, LINE), 12)[:-1]:
        at += row.width
        assert places[round(at, 3)][1] not in "とん", places[round(at, 3)]


@given(st.text(alphabet="aé,. כדم९किा日本、。กเี่각\u200d", max_size=40))
def test_no_row_is_wider_than_its_measure_unless_one_letter_is(text):
    text = " ".join(text.split())
    words = Text(text, LINE)
    for row in balanced(words, 6.0) if text else []:
        assert row.width <= 6.0 + 1e-6
