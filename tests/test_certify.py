"""Certificates of films and of a show: what they say is what was there, and the exit status follows."""

import base64
import re
from fractions import Fraction
from html.parser import HTMLParser
from io import BytesIO

import numpy as np
import pytest
from evening import write_evening
from PIL import Image

from viz.__main__ import main
from viz.certificate import maps, plots
from viz.certificate.page import page
from viz.certificate.verdict import sentences
from viz.certify import Measured, Played, moments, of_film
from viz.film import Reel
from viz.flash.counter import Counter
from viz.flash.rules import Rules
from viz.iris import Opinion
from viz.opening import open_show
from viz.paths import SCENES
from viz.stretches import Stretch, Word, plan

SIZE = (96, 54)


def film(path, hertz, seconds=2, fps=30, part=1.0):
    """A grey film of which a part of the width flashes."""
    with Reel(path, SIZE, Fraction(fps)) as reel:
        for i in range(seconds * fps):
            picture = np.full((SIZE[1], SIZE[0], 3), 60, np.uint8)
            if int(2 * hertz * i / fps + 1e-6) % 2:
                picture[:, : int(SIZE[0] * part)] = 190
            reel.add(picture)
    return path


class Page(HTMLParser):
    """A page's text, and its tags as they open and close."""

    EMPTY = ("meta", "img", "path", "rect", "circle")

    def __init__(self, html):
        super().__init__()
        self.open, self.text, self.links = [], "", []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.links += [value for name, value in attributes if name in ("src", "href") and tag != "a"]
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.EMPTY:
            assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.text += data


def measured(levels, *, opinion=None, name="A & B", peak=200.0, red=False):
    """What a certificate says of a pixel field of those levels, 30 a second."""
    counter = Counter(Rules(peak))
    for i, level in enumerate(levels):
        picture = np.full((6, 8, 3), level, np.uint8)
        picture[3:] = 0
        picture[..., 1:] *= not red
        counter.add(picture, i / 30)
    played = Played(name, "as it is", counter.found(), opinion=opinion)
    return Measured("<Film>", {"Size": "8x6"}, Rules(peak), (8, 6), (played,), "" if opinion else "not installed")


@pytest.mark.parametrize(("hertz", "status", "words"), [(3, 0, "passes. In 2 seconds"), (5, 2, "does not pass. More")])
def test_a_film_is_certified_and_the_exit_status_says_whether_it_passes(tmp_path, capsys, hertz, status, words):
    path, report = film(tmp_path / "a.mp4", hertz), tmp_path / "a.html"
    assert main(["certify", "--video", str(path), "--report", str(report)]) == status
    assert f"{report}: {words}" in capsys.readouterr().out
    text = Page(report.read_text("utf-8")).text
    assert ("Does not pass" in text) == bool(status)


def test_what_is_found_in_a_film_is_where_and_as_often_as_it_was_put_there(tmp_path):
    found = of_film(film(tmp_path / "a.mp4", 5, part=0.25)).played[0].found
    assert found.pictures == 60
    assert found.general.worst == 10
    flashing = found.general.most > 6
    assert flashing[:, :22].all() and not flashing[:, 27:].any()
    first = of_film(tmp_path / "a.mp4", to=Fraction(1, 2)).played[0].found
    assert (first.pictures, first.general.worst) == (15, 4)


@pytest.fixture
def scene(tmp_path):
    return str(write_evening(tmp_path))


def test_a_show_is_played_at_its_worst_and_every_stretch_is_in_the_report(scene, tmp_path, capsys, device):
    journal, report = tmp_path / "day.jsonl", tmp_path / "out.html"
    live = open_show(scene, journal=journal, record=True, warn=print)
    live.say("picture/grade/curtain", 0.0)
    live.journal.close()
    line = ["certify", "--journal", str(journal), "--report", str(report), "--to", "0.3", "--each", "0.2"]
    status = main([*line, "--size", "96x54", "--fps", "20", "--peak", "400"])
    out, err = capsys.readouterr()
    assert status == (2 if "does not pass" in out else 0)
    assert "certify: 100 %" in err
    told = Page(report.read_text("utf-8"))
    assert told.open == []
    for stretch in plan(open_show(scene, warn=print).scene, Fraction(1), journal=str(journal)):
        assert stretch.name in told.text
        assert stretch.says in told.text
    for fact in ("A small evening", "small.toml", "day.jsonl", "96x54", "cut to 0.3 s", "cut to 0.2 s"):
        assert fact in told.text
    assert "set for 200 cd/m² at full white, as the scene says" in told.text
    assert "Full white is 400 cd/m²." in told.text
    assert told.text.count(", 4 pictures") == 9


def test_what_is_said_in_a_stretch_is_heard_in_the_picture_after_its_moment(scene):
    show = open_show(scene, warn=print)
    show.seek(30)
    blink = tuple(Word(Fraction(i, 10), "picture/grade/curtain", float(i % 2)) for i in range(5))
    seen = []
    for tick, _ in moments(show, Stretch("", "", Fraction(1, 2), blink), Fraction(60)):
        show.seek(tick)
        seen.append((tick, show.controls.picture.grade.curtain))
    assert [tick for tick, _ in seen] == list(range(30, 60))
    assert [light for _, light in seen] == [1.0, *([0.0] * 6 + [1.0] * 6) * 2, *[0.0] * 5]


def test_the_page_needs_nothing_from_elsewhere_and_is_well_formed():
    html = page(measured([60, 190] * 20))
    told = Page(html)
    assert told.open == []
    assert all(link.startswith("data:") for link in told.links)
    assert "<script" not in html and "@import" not in html and "url(http" not in html
    assert "<Film>" in told.text and "A & B" in told.text
    assert page(measured([60, 190] * 20)) == html


def test_the_plots_show_every_pixel_and_every_transition():
    counter, chance = Counter(), np.random.default_rng(1)
    for i in range(40):
        counter.add(np.repeat(chance.integers(0, 256, (12, 16, 1), np.uint8), 3, axis=2), i / 30)
    kind = counter.found().general
    bars = re.findall(r"<title>(\d+) pixels</title>", plots.histogram(kind.most, kind.limit))
    assert sum(map(int, bars)) == 12 * 16
    assert kind.trace is not None and kind.worst > 12
    assert plots.worst_second(kind.trace, kind.limit).count('class="mark above"') == kind.worst - kind.limit
    data = maps.picture(kind.most, kind.limit, "map").split("base64,")[1].rstrip('">')
    shown = np.asarray(Image.open(BytesIO(base64.b64decode(data))).convert("RGB"))
    assert (shown == maps.ramp(kind.limit)[np.minimum(kind.most, 18)]).all()


@pytest.mark.parametrize(
    ("given", "passes", "words"),
    [
        ({"levels": [60, 60, 190]}, True, "no pixel made more than 1 opposing transitions in any one second"),
        ({"levels": [60, 190] * 20}, False, "More than three flashes in a second at 24 of 48 pixels, in “A & B”"),
        ({"levels": [60, 190] * 20}, False, "of the whole picture’s mean light, in “A & B”; 30 transitions in “A & B”"),
        ({"levels": [0, 220, 0], "red": True}, False, "Red flashes at 24 pixels, in “A & B”"),
        (
            {"levels": [60] * 3, "opinion": Opinion(("flashes",), 8, 0)},
            False,
            "The second detector finds flashes, in “A & B”",
        ),
        ({"levels": [60] * 3, "opinion": Opinion((), 2, 0)}, True, "saw the same pictures and passes everything"),
        ({"levels": [60] * 3}, True, "not installed. The verdict stands on our counter"),
        ({"levels": [60] * 3, "peak": 400.0}, True, "by 0.05 or more, where the darker state is below 0.4"),
        ({"levels": [60]}, True, "Nowhere did the luminance of any pixel change"),
    ],
)
def test_the_verdict_and_why_stand_on_the_page(given, passes, words):
    result = measured(**given)
    assert result.passed == passes
    text = " ".join(Page(page(result)).text.split())
    assert ("Does not pass" in text) == (not passes)
    assert words in text
    assert all(sentence in text for sentence in sentences(result))


def test_patterns_are_told_with_their_place():
    counter, row = Counter(), np.where(np.arange(160) // 5 % 2, 200, 80)
    for i in range(20):
        counter.add(np.repeat(np.broadcast_to(row, (90, 160))[..., None], 3, axis=2).astype(np.uint8), i / 20)
    result = Measured("x", {}, Rules(), (160, 90), (Played("A", "", counter.found()),), "not installed")
    assert not result.passed
    text = " ".join(Page(page(result)).text.split())
    assert re.search(r"A, 0\.0 to 0\.9 s16 pairs over 100 % of the picture, from 0 to 100 % of its width", text)


def test_the_second_detector_sees_whole_pictures_that_flash(tmp_path):
    pytest.importorskip("iris_pse_detection", exc_type=ImportError)
    flashing = of_film(film(tmp_path / "a.mp4", 6, seconds=3)).played[0].opinion
    assert flashing is not None and flashing.failures == ("flashes",) and flashing.luminance == 12
    calm = of_film(film(tmp_path / "b.mp4", 1, seconds=3)).played[0].opinion
    assert calm is not None and calm.failures == ()


def test_the_certificate_that_the_readme_links_is_of_this_scene_and_passes():
    path = SCENES / "neo_lumine.certificate.html"
    assert path.name in (SCENES.parent / "README.md").read_text("utf-8")
    told, show = Page(path.read_text("utf-8")).text, open_show(warn=print)
    assert "Passes" in told and "Does not pass" not in told
    assert show.scene.digest(show.stories) in told
    assert "second detector" in told and "passes everything" in " ".join(told.split())
