"""The page: the verdict first, then where it comes from, then how it was found. Its frame is page.html."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from string import Template

import numpy as np

from viz.certificate import maps, plots
from viz.certificate.letters import faces
from viz.certificate.verdict import general, most, red, seconds, sentences, whole, worst
from viz.certify import Measured, Played
from viz.errors import Wrong
from viz.flash import rules as guideline
from viz.flash.counter import Kind
from viz.flash.rules import RED_TRANSITIONS, SAME, TRANSITIONS, Rules
from viz.flash.watch import Sighting

_FRAME, _STYLE = (Path(__file__).with_name(f"page.{kind}") for kind in ("html", "css"))


def write(path: Path, measured: Measured) -> None:
    """Write the certificate as an HTML file. Raises Wrong."""
    try:
        path.write_text(page(measured), "utf-8")
    except OSError as problem:
        raise Wrong(f"{path}: cannot be written: {problem.strerror or problem}") from None


def page(measured: Measured) -> str:
    """The certificate as HTML."""
    told = Template(_FRAME.read_text("utf-8")).substitute(
        style=_STYLE.read_text("utf-8"),
        subject=escape(measured.subject),
        verdict="passes" if measured.passed else "fails",
        word="Passes" if measured.passed else "Does not pass",
        why="\n".join(f'<p class="why">{escape(sentence)}</p>' for sentence in sentences(measured)),
        figures="\n".join(_figures(measured)),
        worst="\n".join(_worst_seconds(measured)),
        map=maps.picture(most(measured), TRANSITIONS, "map of the most transitions"),
        key="".join(_key()),
        histogram=plots.histogram(most(measured), TRANSITIONS),
        at_once=_share(max(played.found.general.at_once for played in measured.played)),
        field=_share(max(played.found.general.field for played in measured.played)),
        patches=_many(max(played.found.patches.worst for played in measured.played), "transition"),
        stretches="\n".join(_stretch(played) for played in measured.played),
        patterns=_patterns(measured),
        second=_second(measured),
        facts="\n".join(_facts(measured)),
        **_thresholds(measured.rules),
    )
    return told.replace("<style>", f"<style>{faces(_plain(told))}", 1)


def _plain(told: str) -> str:
    """Every character of a page once."""
    return "".join(sorted(set(told) - {"\n"}))


def _figures(measured: Measured) -> Iterator[str]:
    """The figures that the verdict stands on."""
    pixels, reds, mean = most(measured), worst(measured, red).found.red, worst(measured, whole).found.whole
    over, patterns = int(np.count_nonzero(pixels > TRANSITIONS)), _sightings(measured)
    for value, means, bad in (
        (str(pixels.max()), f"transitions in the worst second of any pixel; {TRANSITIONS} are allowed", over > 0),
        (_share(over / pixels.size), f"of the pixels ever above that: {over:,} of {pixels.size:,}", over > 0),
        (str(mean.worst), f"of the mean light of the whole picture; {TRANSITIONS} are allowed", mean.over > 0),
        (str(reds.worst // 2), "red flashes in the worst second of any pixel; none is allowed", reds.over > 0),
        (str(len(patterns)), "patterns of stripes held for half a second; none is allowed", bool(patterns)),
    ):
        yield f'<div class="{"bad" if bad else "good"}"><dt>{means}</dt><dd>{value}</dd></div>'


def _worst_seconds(measured: Measured) -> Iterator[str]:
    flashing, redding = worst(measured, general), worst(measured, red)
    yield "<h2>The worst pixel’s worst second</h2>"
    yield _worst_second(flashing, flashing.found.general, "transitions")
    if redding.found.red.worst > RED_TRANSITIONS:
        yield "<h2>The worst red flash</h2>"
        yield _worst_second(redding, redding.found.red, "transitions to saturated red and away from it")


def _worst_second(played: Played, kind: Kind, what: str) -> str:
    if kind.trace is None:
        return "<p>Nowhere did the luminance of any pixel change by as much as one transition.</p>"
    column, row = kind.trace.pixel
    return (
        f"<figure>{plots.worst_second(kind.trace, kind.limit)}<figcaption>Relative luminance of the pixel in column "
        f"{column}, row {row}, in “{escape(played.name)}”{_act(played, kind.trace.marks[-1])}: {kind.worst} {what} in "
        "the second that the lighter field marks. A dot is a picture.</figcaption></figure>"
    )


def _act(played: Played, when: float) -> str:
    return f", act {played.acts[min(int(when), len(played.acts) - 1)]}" if played.acts else ""


def _key() -> Iterator[str]:
    """What the map's colours mean."""
    far, colours = maps.FAR * TRANSITIONS, maps.ramp(TRANSITIONS).tolist()
    for count in (0, 2, TRANSITIONS, TRANSITIONS + 1, far):
        name = f"{count} or more" if count == far else str(count)
        yield f'<span style="--of:rgb({",".join(map(str, colours[count]))})">{name}</span>'


def _stretch(played: Played) -> str:
    name, found = escape(played.name), played.found
    mark = "<span>passes</span>" if played.passed else '<span class="bad">does not pass</span>'
    where = maps.picture(found.general.most, TRANSITIONS, f"where it flashed in {name}")
    return (
        f'<section class="stretch"><div>{where}</div><div><h3>{name}{mark}</h3><p>{escape(played.says)}</p>'
        f"{plots.timeline(found.course, played.acts, TRANSITIONS)}"
        f'<p class="numbers">{"".join(f"<span>{number}</span>" for number in _numbers(played))}</p></div></section>'
    )


def _numbers(played: Played) -> Iterator[str]:
    found = played.found
    when = found.general.when
    yield f"{found.end - found.begin:.1f} s, {found.pictures:,} pictures"
    where = f" ({when:.1f} s{_act(played, when)})" if when is not None else ""
    yield f"at most {_many(found.general.worst, 'transition')} in a second{where}"
    yield f"{_many(found.general.over, 'pixel')} above {TRANSITIONS}"
    yield f"all together: {found.whole.worst}"
    yield f"patches: at most {found.patches.worst}"
    yield _many(found.red.worst // 2, "red flash", "es")
    yield _many(len(found.patterns), "pattern")
    if played.opinion:
        yield f"IRIS: {' and '.join(played.opinion.failures) or 'passes'}"


def _sightings(measured: Measured) -> list[tuple[Played, Sighting]]:
    return [(played, sighting) for played in measured.played for sighting in played.found.patterns]


def _patterns(measured: Measured) -> str:
    rows = [_sighting(played, sighting) for played, sighting in _sightings(measured)]
    if not rows:
        return "<p>No pattern of stripes was held for half a second.</p>"
    return f'<dl class="facts">{"".join(rows)}</dl>'


def _sighting(played: Played, sighting: Sighting) -> str:
    stripes, name = sighting.pattern, escape(played.name)
    left, top, right, bottom = (f"{100 * edge:.0f}" for edge in stripes.box)
    return (
        f"<dt>{name}, {sighting.begin:.1f} to {sighting.end:.1f} s{_act(played, sighting.begin)}</dt>"
        f"<dd>{stripes.pairs} pairs over {_share(stripes.area)} of the picture, from {left} to {right} % of its "
        f"width and {top} to {bottom} % of its height; of luminance {stripes.light:.2f} and {stripes.dark:.2f}, "
        f"{stripes.angle:.0f}° from upright</dd>"
    )


def _second(measured: Measured) -> str:
    who = "iris-pse-detection, a port of Electronic Arts’ IRIS,"
    if measured.second:
        return f"There is none: {who} is {escape(measured.second)}. The verdict stands on our counter."
    opinions = [played.opinion for played in measured.played if played.opinion]
    failed = sum(bool(opinion.failures) for opinion in opinions)
    said = f"does not pass {failed} of {len(opinions)} stretches" if failed else "passes everything"
    light, reds = max(one.luminance for one in opinions), max(one.red for one in opinions)
    return (
        f"{who} saw the same pictures and {said}: at most {_many(light, 'transition')} of luminance in a second, and "
        f"{reds} of red. It judges the mean light of whole pictures, so it sees less than a counter of every pixel; "
        "what it does see counts in the verdict. Its authors give it for information, not as proof of compliance."
    )


def _facts(measured: Measured) -> Iterator[str]:
    pictures = sum(played.found.pictures for played in measured.played)
    facts = measured.facts | {
        "Display": f"{measured.rules.peak:g} cd/m² at full white",
        "Counted": f"{seconds(measured):,.1f} s, {pictures:,} pictures",
    }
    for name, value in facts.items():
        yield f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>"


def _thresholds(rules: Rules) -> dict[str, str]:
    """The numbers in the definitions."""
    if rules.peak <= SAME:
        display = (
            f"Full white is {rules.peak:g} cd/m². Up to {SAME:g} cd/m² WCAG’s tenth is the strictest rule; of a "
            "brighter display BT.1702’s 20 cd/m² would be."
        )
    else:
        display = (
            f"Full white is {rules.peak:g} cd/m². By BT.1702 a change of 20 cd/m² is a transition where the darker "
            "state is below 160 cd/m², and above that a Michelson contrast of 1/17."
        )
    numbers = {
        "step": rules.step,
        "dark": rules.dark,
        "transitions": TRANSITIONS,
        "red_share": guideline.RED_SHARE,
        "red_shift": guideline.RED_SHIFT,
        "pairs": guideline.PAIRS,
        "stripes_light": rules.stripes_light,
        "stripes_step": rules.stripes_step,
        "held": guideline.STRIPES_HELD,
    }
    return {"display": display} | {name: f"{number:.3g}" for name, number in numbers.items()}


def _many(number: int, what: str, ending: str = "s") -> str:
    return f"{number:,} {what}{'' if number == 1 else ending}"


def _share(share: float) -> str:
    """A share in per cent, to two digits that say something."""
    return f"{100 * share:.2g} %" if share < 0.995 else "100 %"
