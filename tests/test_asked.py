"""What people type: read exactly, or refused in words that help."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz import asked
from viz.errors import Wrong

anything = st.text(max_size=12) | st.sampled_from(["nan", "inf", "-1", "1e9", "٣x٤", "1x", "x", "0x0", "1_0", "½"])


@given(st.integers(1, asked.LARGEST), st.integers(1, asked.LARGEST), st.sampled_from("xX×"))
def test_a_size_is_read(width, height, between):
    assert asked.size(f"{width}{between}{height}") == (width, height)


@given(anything)
def test_any_other_size_names_what_was_given_and_what_would_be_right(text):
    try:
        width, height = asked.size(text)
    except Wrong as wrong:
        assert str(wrong).startswith(f"--size {text}: ")
        assert "such as 1280x720" in str(wrong)
    else:
        assert f"{width}x{height}" == text.lower().replace("×", "x").lstrip("0").replace("x0", "x")


@given(st.integers(0, 60 * asked.LONGEST))
def test_the_time_of_a_tick_is_that_tick(tick):
    text = f"{tick / 60:.12f}"
    assert round(asked.seconds("--at", text) * 60) == tick
    assert asked.seconds("--at", str(Fraction(tick, 60))) * 60 == tick


@given(anything)
def test_a_time_is_never_negative_endless_or_no_number(text):
    try:
        value = asked.seconds("--at", text)
    except Wrong as wrong:
        assert str(wrong).startswith(f"--at {text}: ")
    else:
        assert 0 <= value <= asked.LONGEST


def test_more_than_nothing_is_asked_for_where_nothing_makes_no_sense():
    assert asked.seconds("--at", "0") == 0
    with pytest.raises(Wrong, match=r"--every 0: .* above 0"):
        asked.seconds("--every", "0", above=True)


@pytest.mark.parametrize(
    ("text", "rate"),
    [("24", 24), ("29.97", Fraction(30000, 1001)), ("30000/1001", Fraction(30000, 1001)), ("12.5", Fraction(25, 2))],
)
def test_frame_rates_are_exact(text, rate):
    assert asked.rate(text) == rate


@given(anything)
def test_a_frame_rate_is_from_1_to_240(text):
    try:
        assert 1 <= asked.rate(text) <= 240
    except Wrong as wrong:
        assert str(wrong).startswith(f"--fps {text}: ")


@pytest.mark.parametrize(("size", "better"), [((641, 360), "642x360"), ((640, 359), "640x360"), ((2, 4), "16x16")])
def test_a_film_has_even_sides(size, better):
    with pytest.raises(Wrong, match=f"--size {size[0]}x{size[1]}: .*such as {better}"):
        asked.even("--size", size)
    assert asked.even("--size", (640, 360)) == (640, 360)


def test_an_output_that_cannot_be_is_told_at_once(tmp_path):
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "file").touch()
    for path, words in (
        (tmp_path / "a.jpg", "a still is a .png file; name it a.png"),
        (tmp_path / "folder.png", "is a folder"),
        (tmp_path / "none/a.png", f"there is no folder {tmp_path / 'none'}"),
        (tmp_path / "file/a.png", "there is no folder"),
    ):
        with pytest.raises(Wrong, match=words):
            asked.output(path, ".png", "a still")
    kept = tmp_path / "kept.png"
    kept.write_bytes(b"before")
    assert asked.output(kept, ".png", "a still").read_bytes() == b"before"
    assert not asked.output(tmp_path / "new.PNG", ".png", "a still").exists()


def test_a_folder_that_may_not_be_written_is_told_at_once():
    nowhere = Path("/proc/version_of.png")
    if not nowhere.parent.is_dir():
        pytest.skip("needs a folder that nobody may write to")
    with pytest.raises(Wrong, match="cannot be written"):
        asked.output(nowhere, ".png", "a still")
