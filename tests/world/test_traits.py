"""What a visitor relies on: words and choices decide, the same everywhere, and the reasons given are true."""

import os
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.world.story import IMPERFECTIONS, SHADES, Story, read_stories
from viz.world.traits import ANDAMENTI, FLOWS, great, traits, why

STORIES = read_stories(Path(__file__).parents[2] / "scenes" / "neo_lumine.stories.csv")[0]
anything = st.text(max_size=120)


@given(anything, anything)
def test_any_text_has_traits_in_range_and_reasons(name, text):
    story = Story(name, text)
    of = traits(story)
    assert of == traits(story)
    assert -1 <= of.sentiment <= 1
    assert -1 <= of.authenticity <= 1
    assert 0 <= of.rhythm <= 1
    assert 0 <= of.glow <= 1.2
    assert 0 <= of.hue < 360
    assert 0 < of.vivid <= 1
    assert 3 <= of.lower <= 7
    assert 4 <= of.upper <= 7
    assert of.shade in SHADES
    assert of.andamento in ANDAMENTI
    assert of.flow in FLOWS
    assert all(line.endswith(".") for line in why(of))


@given(anything)
def test_texts_that_read_the_same_have_the_same_traits(text):
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert traits(Story("Zoë", composed)) == traits(Story("Zoë", unicodedata.normalize("NFC", apart)))
    assert traits(Story("Zoë", composed)).key == traits(Story(unicodedata.normalize("NFD", "Zoë"), apart)).key


def test_another_process_with_another_hash_seed_finds_the_same_traits():
    code = (
        "from viz.world.story import Story; from viz.world.traits import traits;"
        "of = traits(Story('Ana', 'My mother laughed at sea; the nanobots froze.'));"
        "print(of.key, of.hue, of.glow, of.andamento, of.flow, of.shade, of.imperfection, list(of.themes))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(said) == 1
    assert said.pop().strip()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("I was so happy, and we laughed and loved each other at the wonderful party.", 0.5, 1),
        ("It was a terrible night, and I was afraid and crying for the brother that I lost.", -1, -0.5),
        ("The tooth is in the jaw and the jaw is in the head.", 0, 0),
        ("Die Maschine steht in der Halle, und das Licht ist kalt.", 0, 0),
        ("Lloré de miedo cuando murió.", -0.8, -0.3),
        ("祖母が笑った。", 0.3, 0.8),
        ("ܫܠܡܐ ܠܟ", 0, 0),
    ],
)
def test_sentiment_follows_words_it_knows_and_is_neutral_about_others(text, low, high):
    assert low <= traits(Story("Ada", text)).sentiment <= high


def test_english_words_inside_another_language_are_not_taken_for_english():
    assert traits(Story("Ada", "Er war sehr brav, aber die Not war groß und der Rest war fatal.")).sentiment == 0


def test_machines_lean_to_dependency_and_honesty_to_authenticity():
    machine = traits(Story("Ada", "The nanobots updated my perfect teeth."))
    honest = traits(Story("Ada", "Crooked, honest, and my own."))
    assert machine.authenticity < -0.5 < 0.5 < honest.authenticity
    assert machine.jitter < honest.jitter
    assert machine.shade in ("A1", "B1")


def test_glad_words_curve_the_smile_more_than_heavy_ones():
    glad = traits(Story("Ada", "I was so happy and we laughed and loved the wonderful day."))
    heavy = traits(Story("Ada", "I was so afraid and we cried and hated the terrible day."))
    assert glad.curve > heavy.curve + 0.1


def test_longer_stories_show_more_teeth():
    upper = [traits(Story("Ada", "tooth " * count)).upper for count in (10, 40, 60)]
    assert upper == sorted(set(upper))


@pytest.mark.parametrize("flaw", IMPERFECTIONS)
def test_choices_are_obeyed_and_named_as_the_cause(flaw):
    of = traits(Story("Ada", "The tooth.", "C4", flaw, 240.0))
    assert (of.shade, of.imperfection) == ("C4", flaw)
    assert 255 < of.hue < 275, "the blue of the common circle"
    said = " ".join(why(of))
    assert "The visitor chose the enamel shade C4." in said
    assert "The visitor chose the colour: blue" in said
    assert f"The visitor asked for it: {IMPERFECTIONS[flaw]}." in said


@pytest.mark.parametrize(
    ("text", "flaw", "word"),
    [
        ("There is a gap that I whistle through.", "diastema", "gap"),
        ("لي سنّ من الذهب", "gold_crown", "الذهب"),
        ("前歯が欠けた。", "chip", "欠け"),
        ("Mein Zahn hat einen Riss, knirsche ich?", "craze_line", "riss"),
        ("टूटा दाँत", "chip", "टूटा"),
        ("이가 깨졌다", "chip", "깨졌다"),
    ],
)
def test_an_imperfection_the_words_name_shows_and_the_word_is_quoted(text, flaw, word):
    of = traits(Story("Ada", text))
    assert of.imperfection == flaw
    assert any(word in line and IMPERFECTIONS[flaw] in line for line in why(of))


def test_words_are_not_found_inside_other_words():
    assert "night" not in traits(Story("سامر", "توقف قليلًا")).themes, "ليل is night, قليلًا is a little"


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_every_reason_quotes_words_that_stand_in_the_story(story):
    heard = unicodedata.normalize("NFC", story.text).lower().replace("’", "'")
    for line in why(traits(story)):
        for quoted in line.split("“")[1:]:
            assert quoted.split("”")[0] in heard


def test_the_great_mosaic_shows_every_tooth_and_says_so():
    of = great(traits(STORIES[0]))
    assert (of.upper, of.lower, of.andamento) == (7, 7, "rings")
    assert "great mosaic" in why(of)[0]
    assert replace(of, great=False).key == traits(STORIES[0]).key
