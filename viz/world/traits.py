"""What a story's words, rhythm and choices make of a smile, and why.

The same words give the same traits on every machine. What the words do not decide is drawn from a key of name and text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from viz.world import chance
from viz.world.lexicon import ENGLISH, found, has_unspaced, words_of
from viz.world.story import IMPERFECTIONS, SHADES, Story

Andamento = Literal["rings", "rows", "rain", "fans", "waves", "chevrons"]
Flow = Literal["veins", "bands", "drift", "tips", "necks", "halo"]

ANDAMENTI: tuple[Andamento, ...] = ("rings", "rows", "rain", "fans", "waves", "chevrons")
FLOWS: tuple[Flow, ...] = ("veins", "bands", "drift", "tips", "necks", "halo")

_ANDAMENTO_OF: dict[str, Andamento] = {
    "family": "rings",
    "age": "rings",
    "work": "rows",
    "machine": "rows",
    "grief": "rain",
    "night": "rain",
    "joy": "fans",
    "child": "fans",
    "pride": "fans",
    "sea": "waves",
    "music": "waves",
    "love": "waves",
    "fear": "chevrons",
    "authentic": "chevrons",
}
_ANDAMENTO_SAID: dict[Andamento, str] = {
    "rings": "the tiles run in rings around each tooth, as in opus vermiculatum",
    "rows": "the tiles lie in level courses that follow the smile",
    "rain": "the tiles run down from the gum to the edge",
    "fans": "the tiles open in fans from each root",
    "waves": "the rows of tiles roll in waves",
    "chevrons": "the tiles lie slantwise, meeting in a chevron at the midline",
}
_HUE_OF = {
    "grief": 255,
    "joy": 85,
    "love": 5,
    "family": 40,
    "fear": 300,
    "machine": 200,
    "authentic": 145,
    "sea": 225,
    "night": 280,
    "music": 330,
    "work": 60,
    "pride": 100,
    "child": 165,
}
_HUES_SAID = (
    (16, "rose"),
    (46, "coral"),
    (70, "copper"),
    (105, "gold"),
    (130, "spring green"),
    (165, "green"),
    (205, "teal"),
    (245, "sky blue"),
    (280, "blue"),
    (312, "violet"),
    (345, "orchid"),
    (361, "rose"),
)
# The pure colours of the common circle (0 red, 120 green, 240 blue) on OKLCH's, which is even to the eye.
_CIRCLE = (29.2, 109.8, 142.5, 194.8, 264.1, 328.4, 389.2)
_GLOWS_SAID = (
    (0.12, "violet, as enamel itself fluoresces"),
    (0.3, "the blue of dinoflagellates"),
    (0.48, "the blue-green of sea bacteria"),
    (0.66, "the green of jellyfish and foxfire"),
    (0.84, "the yellow-green of glow-worms"),
    (1.09, "the amber of railroad worms"),
    (1.21, "rose, where amber and violet lights meet"),
)


@dataclass(frozen=True, slots=True)
class Traits:
    """What a smile is laid from, and the causes of it."""

    key: int
    """64 bits of name and text."""
    great: bool
    """Whether it is the great mosaic, whose shape is the designer's and whose colours are everyone's."""
    sentiment: float
    """-1 sorrow or fear … 1 joy."""
    authenticity: float
    """-1 leaning on machines … 1 leaning on oneself."""
    rhythm: float
    """0 short, broken sentences … 1 long, flowing ones."""
    words: int
    themes: dict[str, str]
    """Themes the words touch, each with the word that did."""
    flaws: dict[str, str]
    """Imperfections the words name, each with the word that did."""
    chosen: frozenset[str]
    """Which of shade, imperfection and hue the visitor chose."""
    andamento: Andamento
    laid: str | None
    """The theme that gave the andamento."""
    flow: Flow
    """How colour runs over the tiles."""
    upper: int
    """Teeth shown on each side of the upper arch."""
    lower: int
    curve: float
    """How far the smile's ends rise, as a share of its half width."""
    opening: float
    """Between the arches at the midline, mm."""
    slender: float
    """Height to width of the teeth against the textbook's."""
    form: float
    """-1 tapering, 0 ovoid, 1 square teeth."""
    dominance: float
    """Size of the front teeth against the textbook's."""
    tessera: float
    """Side of a tile against the others' smiles."""
    jitter: float
    """How uneven the tiles are, against the scene's setting."""
    shade: str
    hue: float
    """Of the coloured tiles, degrees in OKLCH: about 25 red, 85 yellow, 145 green, 255 blue."""
    tint: str | None
    """The theme that gave the hue."""
    vivid: float
    """Share of colour in the coloured tiles, 0–1."""
    spread: float
    """How far apart the colours lie, degrees."""
    glow: float
    """The smile's own light: 0 violet, over blue and green, to 1 amber and 1.2 rose."""
    imperfection: str | None


def traits(story: Story) -> Traits:
    """The traits of a story. Any text will do; one in a language nobody here knows is taken as neither glad nor sad."""
    key = chance.key_of(story.name, story.text)
    words = words_of(story.text)
    themes = found(story.text, words, "themes")
    flaws = found(story.text, words, "imperfections")
    count = _count(story.text, words)
    sentiment = _sentiment(story.text, words, themes)
    leaning = _leaning(themes, story.imperfection)
    rhythm = _rhythm(story.text, count)
    draw = _Draw(key)
    warm = 0.5 + 0.5 * sentiment
    laid = _one_of(themes, _ANDAMENTO_OF, draw, 1)
    tint = _one_of(themes, _HUE_OF, draw, 14) if story.hue is None else None
    hue = _hue(story, tint, draw)
    flaw = story.imperfection or next(iter(flaws), None) or _own_flaw(leaning, draw)
    letters = sum(map(len, words)) / max(len(words), 1)
    return Traits(
        key=key,
        great=False,
        sentiment=sentiment,
        authenticity=leaning,
        rhythm=rhythm,
        words=count,
        themes=themes,
        flaws=flaws,
        chosen=frozenset(name for name in ("shade", "imperfection", "hue") if getattr(story, name) is not None),
        andamento=_ANDAMENTO_OF[laid] if laid else draw.one(ANDAMENTI, 2),
        laid=laid,
        flow=draw.one(FLOWS, 3),
        upper=4 + (count > 33) + (count > 46),
        lower=3 + (count > 24) + (count > 40),
        curve=0.02 + 0.28 * warm + 0.16 * draw(5),
        opening=0.5 + 1.6 * draw(6) ** 2 + 2.2 * ("joy" in themes or "music" in themes) + 0.6 * max(sentiment, 0),
        slender=0.86 + 0.18 * rhythm + 0.20 * draw(7),
        form=min(1.0, max(-1.0, 2.2 * draw(8) - 1.1)),
        dominance=0.95 + 0.18 * draw(9) + (0.06 if "pride" in themes else 0.0),
        tessera=min(1.16, max(0.84, 0.68 + 0.06 * letters + 0.16 * (draw(10) - 0.5)))
        * (0.92 if "fear" in themes else 1.0),
        jitter=min(1.7, max(0.35, 1.0 + 0.7 * leaning + 0.3 * (draw(11) - 0.5))),
        shade=story.shade or _shade(themes, leaning, draw),
        hue=hue,
        tint=tint,
        vivid=0.42 + 0.34 * abs(sentiment) + 0.24 * draw(12),
        spread=18.0 + 95.0 * draw(13) ** 2 + (30.0 if leaning > 0 else 0.0),
        glow=_glow(story, hue, warm, draw),
        imperfection=flaw,
    )


def great(of: Traits) -> Traits:
    """The same story as the great mosaic: a mouth open wide, every tooth to the second molars, all laid in rings."""
    return replace(
        of,
        great=True,
        andamento="rings",
        laid=None,
        upper=7,
        lower=7,
        curve=0.40,
        opening=3.6,
        slender=1.12,
        form=0.1,
        dominance=1.05,
        tessera=1.0,
    )


def why(of: Traits) -> list[str]:
    """Why a mosaic looks as it does.

    Lines of plain English, each from a cause in the words or choices to what is seen.
    """
    if of.great:
        lines = [
            "It is the great mosaic: the mouth is open wide, and every tooth to the second molars shows.",
            "Every two rings of tiles carry the colour of another visitor's story.",
        ]
        return [*lines, *_why_glow(of), *_why_shade(of), *_why_flaw(of)]
    parts = (_why_andamento, _why_curve, _why_colour, _why_glow, _why_shade, _why_tiles, _why_shape, _why_flaw)
    return [line for part in parts for line in part(of)]


class _Draw:
    """Numbers in [0, 1) of a key, one a place."""

    def __init__(self, key: int) -> None:
        self.key = key

    def __call__(self, place: int) -> float:
        z = (self.key + place * 0x9E3779B97F4A7C15) & (2**64 - 1)
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & (2**64 - 1)
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & (2**64 - 1)
        return ((z ^ (z >> 31)) >> 11) * 2.0**-53

    def one(self, of: tuple[Any, ...], place: int) -> Any:
        return of[int(self(place) * len(of))]


@cache
def _analyser() -> Any:
    # Loaded on first use: it reads a lexicon of 7,500 words, which a show of no English story does not need.
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def _sentiment(text: str, words: list[str], themes: dict[str, str]) -> float:
    """VADER's for English; for other languages what the few words we know say, else 0."""
    common = sum(word in ENGLISH for word in words)
    if common >= 2 and common >= 0.2 * len(words):
        return float(_analyser().polarity_scores(text)["compound"])
    glad = ("joy" in themes) + ("love" in themes) + 0.6 * ("pride" in themes)
    sad = ("grief" in themes) + ("fear" in themes)
    return max(-0.8, min(0.8, 0.5 * (glad - sad)))


def _leaning(themes: dict[str, str], imperfection: str | None) -> float:
    """Dependency (-1) to authenticity (1)."""
    own = ("authentic" in themes) + 0.3 * ("family" in themes) + 0.6 * (imperfection is not None)
    return max(-1.0, min(1.0, 0.7 * own - 0.8 * ("machine" in themes)))


def _count(text: str, words: list[str]) -> int:
    """How many words there are; in scripts without spaces, two signs are counted as one."""
    if has_unspaced(text) and len(words) < len(text) / 9:
        return max(1, sum(sign.isalpha() for sign in text) // 2)
    return len(words)


def _rhythm(text: str, count: int) -> float:
    """0 for sentences of five words and less, 1 for twenty-five and more."""
    ends = sum(text.count(sign) for sign in ".!?…。！？।؟;") or 1
    return max(0.0, min(1.0, (count / ends - 5.0) / 20.0))


def _one_of(themes: dict[str, str], book: Mapping[str, object], draw: _Draw, place: int) -> str | None:
    """One of the story's themes that the book knows, if any."""
    known = [theme for theme in themes if theme in book]
    return known[int(draw(place) * len(known))] if known else None


def _hue(story: Story, tint: str | None, draw: _Draw) -> float:
    if story.hue is not None:
        sixth = min(5, int(story.hue / 60))
        return (_CIRCLE[sixth] + (story.hue / 60 - sixth) * (_CIRCLE[sixth + 1] - _CIRCLE[sixth])) % 360.0
    if tint is not None:
        return (_HUE_OF[tint] + 100.0 * (draw(15) - 0.5)) % 360.0
    return 360.0 * draw(15)


def _glow(story: Story, hue: float, warm: float, draw: _Draw) -> float:
    """The living light nearest the tiles' colour; glad words shift it to warmer light, heavy ones to cooler."""
    far = (295.0 - hue) % 360.0
    near = far / 220.0 if far <= 264.0 else 1.2 if far < 320.0 else 0.0
    shift = 0.0 if story.hue is not None else 0.36 * (warm - 0.55) + 0.24 * (draw(16) - 0.5)
    return max(0.0, min(1.2, near + shift))


def _shade(themes: dict[str, str], leaning: float, draw: _Draw) -> str:
    if "machine" in themes and leaning < 0:
        return ("A1", "B1")[int(2 * draw(17))]
    if "age" in themes and "child" not in themes:
        return ("A3", "A3.5", "A4", "B3", "C3", "D3")[int(6 * draw(17))]
    if "child" in themes:
        return ("A1", "B1", "A2", "B2")[int(4 * draw(17))]
    return SHADES[int(len(SHADES) * draw(17))]


def _own_flaw(leaning: float, draw: _Draw) -> str | None:
    """Most mouths have one. Those who let machines see to their teeth show fewer."""
    if draw(18) > 0.58 + 0.35 * leaning:
        return None
    return tuple(IMPERFECTIONS)[int(draw(19) * len(IMPERFECTIONS))]


def _why_andamento(of: Traits) -> list[str]:
    said = _ANDAMENTO_SAID[of.andamento]
    if of.laid:
        word, theme = of.themes[of.laid], _theme_said(of.laid)
        return [f"“{word}”: {said}." if word.startswith(theme) else f"“{word}” speaks of {theme}: {said}."]
    return [f"Name and words, letter by letter, drew the lay of the tiles: {said}."]


def _why_curve(of: Traits) -> list[str]:
    lines = ["The words are neither glad nor sad on balance: the smile has a gentle curve."]
    if abs(of.sentiment) > 0.35:
        glad = of.sentiment > 0
        lines = [
            "The words are glad: the smile's ends rise high."
            if glad
            else "The words are heavy: the smile's ends hardly rise."
        ]
    open_to = next((theme for theme in ("joy", "music") if theme in of.themes), None)
    if open_to:
        lines.append(f"“{of.themes[open_to]}” opens the mouth.")
    return lines


def _why_colour(of: Traits) -> list[str]:
    colour = next(name for limit, name in _HUES_SAID if of.hue < limit)
    if "hue" in of.chosen:
        return [f"The visitor chose the colour: {colour} runs through the tiles."]
    cause = f"“{of.themes[of.tint]}”" if of.tint else "Chance, drawn from the letters,"
    return [f"{cause} tinted the tiles {colour}" + (", strongly, for feelings run high." if of.vivid > 0.8 else ".")]


def _why_glow(of: Traits) -> list[str]:
    light = next(name for limit, name in _GLOWS_SAID if of.glow < limit)
    if "hue" in of.chosen:
        return [f"Of living lights the one nearest the chosen colour shines from it: {light}."]
    mood = "near the tiles' colour"
    if abs(of.sentiment) > 0.35:
        mood = "warmed by glad words" if of.sentiment > 0 else "cooled by heavy words"
    return [f"Its light is {light}, {mood}."]


def _why_shade(of: Traits) -> list[str]:
    if "shade" in of.chosen:
        return [f"The visitor chose the enamel shade {of.shade}."]
    if "machine" in of.themes and of.authenticity < 0:
        return [f"“{of.themes['machine']}” asks for machine-bright enamel: shade {of.shade}."]
    if "child" in of.themes:
        return [f"“{of.themes['child']}” brings back childhood: light enamel, shade {of.shade}."]
    if "age" in of.themes:
        return [f"“{of.themes['age']}” speaks of years: deep, warm enamel, shade {of.shade}."]
    return [f"The enamel's shade {of.shade} was drawn from the letters."]


def _why_tiles(of: Traits) -> list[str]:
    size = (
        "Long words make large tiles"
        if of.tessera > 1.05
        else "Short words make small tiles"
        if of.tessera < 0.95
        else ""
    )
    if of.authenticity > 0.25:
        even = "it leans on what is one's own, so they are cut by hand, no two alike."
    elif of.authenticity < -0.25:
        even = "it leans on machines, so they are even, as if set by one."
    else:
        even = "it leans neither on machines nor away from them, so they are cut with ordinary care."
    return [f"{size or 'The tiles are of middling size'}; {even}"]


def _why_shape(of: Traits) -> list[str]:
    pace = "long, flowing sentences make slender teeth" if of.rhythm > 0.5 else "short sentences make compact teeth"
    return [f"It is {of.words} words long, so {2 * of.upper} upper and {2 * of.lower} lower teeth show; {pace}."]


def _why_flaw(of: Traits) -> list[str]:
    if of.imperfection is None:
        return []
    what = IMPERFECTIONS[of.imperfection]
    if "imperfection" in of.chosen:
        return [f"The visitor asked for it: {what}."]
    if of.imperfection in of.flaws:
        return [f"“{of.flaws[of.imperfection]}” stands in the story: {what}."]
    return [f"Hardly a mouth is without a mark; this one drew {what}."]


def _theme_said(theme: str) -> str:
    said = {"machine": "machines", "authentic": "being oneself", "age": "years", "child": "childhood", "sea": "water"}
    return said.get(theme, theme)
