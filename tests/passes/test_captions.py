"""Words over the picture: where they should be, readable over anything, and nowhere else."""

from dataclasses import replace

import numpy as np
import pytest

from viz.gpu.capture import capture
from viz.passes.captions import CAP_SHARE, COLOURS, SAFE, CaptionLook, CaptionsPass
from viz.world.lines import SPEAKERS, Caption

SIZE = (480, 270)
LINE = Caption("Lumi Chen", "A smile that can be switched off was never quite yours.", 1.0, "line")
SHORT = Caption("", "Leaving is an answer too.", 1.0, "line")
TITLE = Caption("II", "The Glitch\nKai Adira’s nanobots fall out of step.", 1.0, "title")


def relative(levels):
    """WCAG's relative luminance 0 … 1 of sRGB levels (…, 3)."""
    encoded = np.asarray(levels) / 255
    light = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    return light @ (0.2126, 0.7152, 0.0722)


def contrast(one, other):
    bright, dark = max(one, other), min(one, other)
    return (bright + 0.05) / (dark + 0.05)


@pytest.fixture
def over(device, venue):
    """over(caption, level, size, light, **settings) → (h, w, 3) levels of a picture that was all of one level."""
    made = CaptionsPass(venue, SIZE)

    def draw(caption, level=0, picture=SIZE, light=1.0, **settings):
        made.resize(picture)
        target = device.target(picture, [(4, "f1")], label="picture")
        target.clear(*(level / 255,) * 3, 1.0)
        target.use()
        made.draw(caption, CaptionLook(**settings), light)
        levels = capture(target).astype(int)
        device.release(target)
        return levels

    yield draw
    device.release(made)


def inked(over, caption, picture=SIZE, **settings):
    """Where there are letters: (h, w) bool."""
    return over(caption, 0, picture, ground=0.0, **settings).max(axis=2) > 110


@pytest.mark.parametrize("caption", [LINE, TITLE])
@pytest.mark.parametrize("size", [SIZE, (1280, 720), (240, 426), (1200, 300)])
def test_words_stand_in_the_lower_part_within_the_safe_margins(over, caption, size):
    rows, columns = np.nonzero(inked(over, caption, size))
    assert rows.size
    assert rows.min() > 0.55 * size[1]
    assert rows.max() < (1 - SAFE) * size[1]
    assert columns.min() >= SAFE * size[0] - 1 and columns.max() < (1 - SAFE) * size[0] + 1
    assert (columns.min() + columns.max()) / 2 == pytest.approx(size[0] / 2, abs=0.02 * size[0])


def test_capitals_are_as_high_as_ten_metres_ask_for(over):
    size = (1280, 720)
    rows = np.flatnonzero(inked(over, Caption("", "HHHH", 1.0, "line"), size).any(axis=1))
    assert len(rows) / size[1] == pytest.approx(CAP_SHARE, abs=1.5 / size[1])
    assert 2.5 * 250 * CAP_SHARE > 15, "metres from which they read on a wall 2.5 m high"
    larger = np.flatnonzero(inked(over, Caption("", "HHHH", 1.0, "line"), size, size=1.5).any(axis=1))
    assert len(larger) / len(rows) == pytest.approx(1.5, abs=0.1)


@pytest.mark.parametrize("caption", [LINE, TITLE])
@pytest.mark.parametrize("level", [0, 128, 255])
def test_words_can_be_read_over_black_grey_and_white(over, caption, level):
    size = (1280, 720)
    letters = inked(over, caption, size)
    picture = over(caption, level, size)
    rows, columns = np.nonzero(letters)
    around = np.zeros_like(letters)
    for down in range(-6, 7, 2):
        for right in range(-6, 7, 2):
            around |= np.roll(letters, (down, right), (0, 1))
    around &= ~inked(over, caption, size) & (over(caption, 0, size, ground=0.0).max(axis=2) < 4)
    light = np.median(relative(picture[rows, columns]))
    assert contrast(light, np.percentile(relative(picture[around]), 90)) >= 4.5


@pytest.mark.parametrize("name", [name for name in SPEAKERS.values() if name])
def test_names_have_their_own_colours_and_can_be_read(over, name):
    size = (1280, 720)
    picture = over(Caption(name, "So.", 1.0, "line"), 255, size)
    top = np.flatnonzero(inked(over, Caption("", "So.", 1.0, "line"), size).any(axis=1)).min() - 8
    name_at = inked(over, Caption(name, "So.", 1.0, "line"), size)[:top]
    assert name_at.any()
    levels = picture[:top][name_at & (picture[:top].max(axis=2) > 200)]
    assert np.abs(np.median(levels, axis=0) - np.array(COLOURS[name]) * 255).max() < 30
    assert contrast(relative(np.array(COLOURS[name]) * 255), 0.02) > 7
    others = [other for other in COLOURS if other != name]
    assert min(np.abs(np.subtract(COLOURS[other], COLOURS[name])).max() for other in others) > 0.1


def test_the_picture_is_left_alone_away_from_the_words(over):
    picture = over(LINE, 255)
    assert (picture[:140] == 255).all()
    assert (picture[:, :40] == 255).all() and (picture[:, -40:] == 255).all()
    assert picture[200:260].min() < 100


@pytest.mark.parametrize("caption", [SHORT, TITLE])
def test_the_dark_ground_has_no_edge(over, caption):
    size = (1280, 720)
    picture, letters = over(caption, 255, size)[..., 0], over(caption, 0, size, ground=0.0)[..., 0] > 0
    near = letters | np.roll(letters, -1, 0) | np.roll(letters, -1, 1)
    for axis in (0, 1):
        steps = np.abs(np.diff(picture, axis=axis))
        assert steps[~near[: steps.shape[0], : steps.shape[1]]].max() <= 16
    assert (picture[0] == 255).all() and (picture[:, 0] == 255).all()


@pytest.mark.parametrize(
    ("caption", "settings"),
    [
        (None, {}),
        (Caption("Lumi Chen", "Look.", 0.0, "line"), {}),
        (LINE, {"shown": False}),
        (TITLE, {"titles": False}),
    ],
)
def test_nothing_is_drawn_where_nothing_is_said(over, caption, settings):
    assert (over(caption, 77, **settings) == 77).all()


def test_lines_and_titles_are_switched_apart(over):
    assert (over(LINE, 77, titles=False) != 77).any()
    assert (over(TITLE, 77, shown=False) != 77).any()


def test_a_picture_too_small_to_read_stays_clean(over):
    assert (over(LINE, 77, (64, 36)) == 77).all()


def test_words_come_and_go_evenly(over):
    full = over(Caption("", "Look.", 1.0, "line"), 60) - 60
    assert full.max() > 150 and full.min() < -20
    for shown in (0.001, 0.25, 0.5, 0.75):
        assert np.abs(over(Caption("", "Look.", shown, "line"), 60) - 60 - shown * full).max() <= 2


def test_a_blackout_takes_the_words_with_it(over):
    assert not over(LINE, 0, light=0.0).any()
    half = over(LINE, 0, light=0.5)
    assert half.max() == pytest.approx(over(LINE, 0).max() / 2, abs=2)


def test_the_same_words_are_the_same_bytes_and_other_words_leave_no_trace(over):
    first = over(LINE, 50).tobytes()
    over(TITLE, 50)
    over(SHORT, 50)
    assert over(LINE, 50).tobytes() == first


@pytest.mark.parametrize("size", [SIZE, (240, 426), (1200, 120)])
def test_no_caption_makes_a_gl_object(device, venue, size):
    made, target = CaptionsPass(venue, size), device.target(size, [(4, "f1")], label="picture")
    target.use()
    before = device.created_total.copy()
    for caption in (SHORT, TITLE, LINE, Caption("Kai Adira", "เธอยิ้ม " * 11, 1.0, "line")):
        for large in (0.6, 1.0, 2.0):
            made.draw(caption, CaptionLook(size=large), 1.0)
    assert device.created_total == before
    for thing in (made, target):
        device.release(thing)


def test_words_are_being_set_before_they_can_be_seen(device, venue):
    made, target = CaptionsPass(venue, SIZE), device.target(SIZE, [(4, "f1")], label="picture")
    target.clear(0.3, 0.3, 0.3, 1.0)
    target.use()
    before = capture(target)
    made.draw(replace(LINE, shown=0.015), CaptionLook(), 1.0)
    coming = made._coming
    assert coming is not None and (capture(target) == before).all()
    made.draw(LINE, CaptionLook(), 1.0)
    assert made._coming is coming and (capture(target) != before).any()
    for thing in (made, target):
        device.release(thing)
