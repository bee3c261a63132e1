"""Films of any kind are read as a display shows them: levels, times, and what cannot be read is refused."""

from fractions import Fraction

import av
import numpy as np
import pytest

from viz.errors import Wrong
from viz.film import Reel
from viz.video import Video

COLOURS = [(16, 16, 16), (200, 30, 20), (40, 180, 90), (235, 235, 235), (30, 60, 210)]
TIMES = [0, 40, 90, 100, 333, 400]


def pictures(size=(64, 48)):
    return [np.full((*size[::-1], 3), colour, np.uint8) for colour in COLOURS]


def written(path, times, codec="libx264", matrix=1, curve=1, form="yuv420p"):
    """A film of plain pictures at those milliseconds."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream(codec, rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, form
        stream.time_base = stream.codec_context.time_base = Fraction(1, 1000)
        stream.codec_context.colorspace, stream.codec_context.color_trc = matrix, curve
        for i, time in enumerate(times):
            picture = av.VideoFrame.from_ndarray(pictures()[i % 5], format="rgb24")
            frame = picture.reformat(format=form, dst_colorspace={1: 1, 2: 5}[matrix], dst_color_range=1)
            frame.pts, frame.time_base = time, Fraction(1, 1000)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path


def test_a_film_of_ours_has_the_levels_that_were_drawn(tmp_path):
    with Reel(tmp_path / "a.mp4", (64, 48), Fraction(24)) as reel:
        for picture in pictures():
            reel.add(picture)
    with Video(tmp_path / "a.mp4") as video:
        assert (video.size, video.fps, video.codec) == ((64, 48), 24, "h264")
        read = list(video)
    assert [seconds for _, seconds in read] == pytest.approx([i / 24 for i in range(5)])
    for (picture, _), colour in zip(read, COLOURS, strict=True):
        assert picture.shape == (48, 64, 3)
        assert np.abs(picture[20, 20].astype(int) - colour).max() <= 4


def test_a_small_film_that_does_not_say_its_matrix_has_that_of_small_films(tmp_path):
    with Video(written(tmp_path / "a.mkv", TIMES, matrix=2)) as video:
        for (picture, _), colour in zip(video, COLOURS, strict=False):
            assert np.abs(picture[20, 20].astype(int) - colour).max() <= 4


def test_times_are_the_pictures_own_however_irregular(tmp_path):
    with Video(written(tmp_path / "a.mkv", [time + 500 for time in TIMES])) as video:
        assert [seconds for _, seconds in video] == pytest.approx([time / 1000 for time in TIMES], abs=1e-3)


def test_films_of_high_dynamic_range_and_files_that_are_no_films_are_refused(tmp_path):
    with Video(written(tmp_path / "a.mp4", TIMES, curve=16)) as video, pytest.raises(Wrong, match="high dynamic range"):
        list(video)
    (tmp_path / "b.mp4").write_text("no film")
    with pytest.raises(Wrong, match=r"b\.mp4: cannot be read as a film"):
        Video(tmp_path / "b.mp4")
    with pytest.raises(Wrong, match=r"c\.mp4: cannot be read as a film: No such file"):
        Video(tmp_path / "c.mp4")
    with av.open(str(tmp_path / "d.wav"), "w") as file:
        stream = file.add_stream("pcm_s16le", rate=8000)
        sound = av.AudioFrame.from_ndarray(np.zeros((1, 800), np.int16), format="s16", layout="mono")
        sound.sample_rate = 8000
        file.mux(stream.encode(sound))
    with pytest.raises(Wrong, match=r"d\.wav: has no pictures"):
        Video(tmp_path / "d.wav")
