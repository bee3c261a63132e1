"""Texts for the wall, as scene files give them: in languages, of a length that fits, in letters that the font has."""

import pytest

from viz.controls import plain
from viz.errors import Wrong
from viz.letters.faces import holding
from viz.letters.shaping import missing
from viz.scene import Scene, parse
from viz.world import words
from viz.world.acts import ACTS
from viz.world.lines import untranslated
from viz.world.words import in_language, speaks

LINE = '[[line]]\nspeaker = "lumi"\nwhen = "panic_high"\n'
BOTH = LINE + 'text = {en = "Look", de = "Schau"}\n'


def acts(first: str) -> str:
    return "".join(f'[[act]]\nname = "{name}"\n{first if name == "unveiling" else ""}' for name in ACTS)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Look"), ("de", "Schau"), ("de-AT", "Schau"), ("fr", "Look"), ("", "Look")]
)
def test_a_text_is_shown_in_the_nearest_language(language, text):
    assert in_language({"en": "Look", "de": "Schau"}, language) == text


def test_plain_text_is_for_any_language():
    scene = parse(LINE + 'text = "Look"', "x.toml")
    assert in_language(scene.line[0].text, "de") == "Look"
    assert speaks(scene.line[0].text, "de")


def test_what_has_no_translation_is_counted():
    scene = parse(acts('title.en = "I"\nsays.de = "Eins"\n') + BOTH + LINE + 'text.en = "Here"', "x.toml")
    assert untranslated(scene.line, scene.act, "en") == 1
    assert untranslated(scene.line, scene.act, "de") == 2


def test_texts_survive_their_plain_data():
    scene = parse(acts('title = "One"\nsays = {en = "A", de = "B"}\n') + BOTH, "x.toml")
    again = Scene.model_validate(plain(scene))
    assert (again.act, again.line, again.captions) == (scene.act, scene.line, scene.captions)


def test_a_scene_without_words_says_nothing():
    scene = parse("", "x.toml")
    assert scene.line == [] and not any(act.title or act.says for act in scene.act)


@pytest.mark.parametrize("text", ["看", "かお", "얼굴", "انظر", "می\u200cبیند", "הבט", "देखो", "ดู", "Γεια", "x\u00a0y"])
def test_texts_may_be_in_every_script_that_stories_are_told_in(text):
    assert parse(LINE + f'text.en = "{text}"', "x.toml").line[0].text == {"en": text}


def test_what_is_taken_for_granted_of_the_first_font_is_true():
    granted = [chr(code) for code in range(0x20, 0x3000) if words._SURE.fullmatch(chr(code))]
    assert len(granted) > 450
    assert missing("".join(granted)) == []
    assert all(0 in holding(sign) for sign in granted)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (LINE, "line[0].text: is missing; text, or a table of texts by language"),
        (LINE + "text = 3", "line[0].text: 3 is not allowed; text, or a table of texts by language such as"),
        (LINE + "text = {en = 3}", 'line[0].text: {"en": 3} is not allowed; text, or a table'),
        (LINE + "text = {}", "line[0].text: {} is not allowed; text, or a table"),
        (LINE + 'text = ""', 'line[0].text: "" is not allowed; 1 to 90 characters'),
        (BOTH + LINE + 'text = {en = "A", de = "  "}', 'line[1].text.de: "  " is not allowed; 1 to 90 characters'),
        (LINE + f'text.en = "{"a" * 91}"', "(91 characters) is not allowed; 1 to 90 characters"),
        (LINE + 'text.english = "Look"', "line[0].text.english: is no language code; two or three small letters"),
        (LINE + 'text.en = "Look\\nhere"', 'line[0].text.en: "Look\\nhere" is not allowed; one line'),
        (
            LINE + 'text.en = "Hi 😀"',
            'line[0].text.en: "Hi 😀" is not allowed; no font in viz/fonts has "😀" (U+1F600 grinning face)',
        ),
        ('captions.language = "fr"\n' + BOTH, 'captions.language: "fr" is not allowed; one of "de", "en"'),
        ("captions.languge = 'en'", "captions.languge: there is no such key; did you mean language?"),
        (BOTH.replace("panic_high", "panik_high"), 'line[0].when: "panik_high" is not allowed; one of "opening"'),
        (BOTH.replace("panic_high", "panik_high"), "; did you mean panic_high?"),
        (BOTH.replace("lumi", "lummi"), 'line[0].speaker: "lummi" is not allowed; one of "nova", "kai", "lumi"'),
        (BOTH + 'act = "the_end"', 'line[0].act: "the_end" is not allowed; one of'),
        (BOTH + 'wen = "x"', "line[0].wen: there is no such key; did you mean when?"),
        ("line = 1", "line: 1 is not allowed; an array"),
        (acts('says = "No name"\n'), "act[0].title: is missing; what an act says stands below its title"),
        (acts(f'title = "{"a" * 33}"\n'), "(33 characters) is not allowed; 1 to 32 characters"),
        (acts('title = "One"\nsays.en = ""\n'), 'act[0].says.en: "" is not allowed; 1 to 90 characters'),
        (acts("title = 1\n"), "act[0].title: 1 is not allowed; text, or a table of texts"),
    ],
)
def test_what_is_wrong_with_a_text_is_named(text, says):
    with pytest.raises(Wrong) as wrong:
        parse(text, "evening.toml")
    assert str(wrong.value).startswith("evening.toml: ")
    assert says in str(wrong.value)
    assert "\n" not in str(wrong.value)
