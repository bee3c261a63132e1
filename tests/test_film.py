"""Stills and films: the files are read again, and show what the show showed."""

import signal
import subprocess
import sys
from fractions import Fraction

import av
import numpy as np
import pytest
from av.video.reformatter import ColorRange, Colorspace
from evening import write_evening
from PIL import Image

from viz.__main__ import main
from viz.film import EXCERPT, Reel, film, short, shots
from viz.opening import open_show

SIZE = (160, 90)


@pytest.fixture
def scene(tmp_path):
    return str(write_evening(tmp_path))


def decoded(path):
    """All pictures of a film, (frames, height, width, 3)."""
    with av.open(str(path)) as file:
        return np.stack(
            [
                frame.reformat(
                    format="rgb24",
                    src_colorspace=Colorspace.ITU709,
                    src_color_range=ColorRange.MPEG,
                    dst_color_range=ColorRange.JPEG,
                ).to_ndarray()
                for frame in file.decode(video=0)
            ]
        )


def test_a_still_is_the_same_bytes_each_time_and_another_moment_is_another_picture(scene, tmp_path, device):
    for name, at in (("a", "3.5"), ("b", "3.5"), ("c", "8")):
        assert main(["still", scene, str(tmp_path / f"{name}.png"), "--at", at, "--size", "160x90"]) == 0
    a, b, c = ((tmp_path / f"{name}.png").read_bytes() for name in "abc")
    assert a == b
    assert a != c
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.size == SIZE
        assert np.asarray(picture).std() > 5


def test_a_film_holds_the_pictures_of_its_moments_at_its_rate(scene, tmp_path, device):
    path = tmp_path / "out.mp4"
    line = ["film", scene, str(path), "--from", "4.5", "--to", "5", "--fps", "29.97", "--size", "160x90"]
    assert main(line) == 0
    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        codec = stream.codec_context
        assert (codec.name, codec.pix_fmt, codec.width, codec.height) == ("h264", "yuv420p", *SIZE)
        assert stream.average_rate == Fraction(30000, 1001)
        assert (codec.color_primaries, codec.color_trc, codec.colorspace, codec.color_range) == (1, 1, 1, 1)
    data = path.read_bytes()
    assert data.find(b"moov") < data.find(b"mdat")
    pictures = decoded(path)
    assert len(pictures) == 15
    still = tmp_path / "still.png"
    assert main(["still", scene, str(still), "--at", "4.5", "--size", "160x90"]) == 0
    with Image.open(still) as picture:
        difference = np.asarray(picture).astype(float) - pictures[0]
    assert np.abs(difference).mean() < 4
    assert np.abs(difference.mean(axis=(0, 1))).max() < 2.5  # no channel is swapped, no range stretched


def test_the_same_film_twice_is_the_same_bytes(scene, tmp_path, device):
    for name in ("a", "b"):
        show = open_show(scene, warn=print)
        told = shots(Fraction(2), Fraction(12, 5), Fraction(25))
        assert film(show, tmp_path / f"{name}.mp4", told, Fraction(25), SIZE)
    assert [p.tobytes() for p in decoded(tmp_path / "a.mp4")] == [p.tobytes() for p in decoded(tmp_path / "b.mp4")], (
        "other pictures"
    )
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


def test_a_film_and_a_still_of_a_recorded_run_show_what_was_said(scene, tmp_path, device):
    journal = tmp_path / "run.jsonl"
    live = open_show(scene, journal=journal, record=True, warn=print)
    live.say("picture/hall/city", 4.0)
    live.say("acts/go", "renaissance")
    live.step(60)
    live.journal.close()
    for name, options in (("plain", [scene]), ("replayed", [])):
        line = ["still", *options, str(tmp_path / f"{name}.png"), "--at", "1", "--size", "160x90"]
        assert main(line + (["--journal", str(journal)] if name == "replayed" else [])) == 0
    plain, replayed = (np.asarray(Image.open(tmp_path / f"{n}.png")).astype(float) for n in ("plain", "replayed"))
    assert np.abs(plain - replayed).mean() > 2


def test_the_short_film_tells_each_act_in_order_in_half_a_minute(tmp_path):
    show = open_show(str(write_evening(tmp_path, seconds=20.0)), warn=print)
    fps = Fraction(24)
    told = short(show, fps)
    assert 25 <= len(told) / fps <= 30
    ticks = [shot.tick for shot in told]
    assert ticks == sorted(ticks)
    acts, engaged = [], []
    for tick in ticks:
        show.seek(tick)
        acts.append(show.frame().act)
        engaged.append(show.frame().engaged)
    shares = [acts.count(act) for act in range(5)]
    assert max(abs(share - EXCERPT * fps) for share in shares) <= 2
    override = engaged.index(True)
    assert acts[override] == 2, "the override sets out before the viewer's eyes"
    assert acts[override - 1] == 2
    assert told[0].light < 0.2 > told[-1].light
    assert max(shot.light for shot in told) == 1.0


def test_the_short_film_of_an_evening_of_short_acts_shows_them_whole(scene):
    told = short(open_show(scene, warn=print), Fraction(10))
    assert len(told) == pytest.approx(100, abs=5)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_leaves_a_film_that_plays(scene, tmp_path, number):
    path = tmp_path / "out.mp4"
    line = ["film", scene, str(path), "--to", "10", "--fps", "240", "--size", "160x90"]
    process = subprocess.Popen([sys.executable, "-m", "viz", *line], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    with process:
        next(line for line in process.stderr if "10 %" in line)
        process.send_signal(number)
        rest = process.stderr.read()
    assert process.returncode == 130
    assert f"stopped; {path} holds" in rest
    assert "Traceback" not in rest
    assert 240 <= len(decoded(path)) < 2400


def test_a_film_of_no_pictures_leaves_what_was_there(tmp_path):
    path = tmp_path / "out.mp4"
    with Reel(path, SIZE, Fraction(30)):
        pass
    assert not path.exists()
    path.write_bytes(b"yesterday's")
    with Reel(path, SIZE, Fraction(30)):
        pass
    assert path.read_bytes() == b"yesterday's"


def test_a_fault_in_the_middle_leaves_what_was_drawn(tmp_path):
    path = tmp_path / "out.mp4"
    with pytest.raises(ZeroDivisionError), Reel(path, SIZE, Fraction(30)) as reel:
        for level in (10, 20, 30):
            reel.add(np.full((90, 160, 3), level, np.uint8))
        raise ZeroDivisionError
    assert len(decoded(path)) == 3
