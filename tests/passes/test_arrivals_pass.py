"""A newcomer's mosaic on the GPU: nothing is made for it, little is sent a frame, and the picture is the one that a
renderer draws that was made with it."""

import moderngl
import numpy as np
import pytest

from viz.gpu.capture import capture
from viz.opening import open_show
from viz.renderer import Renderer
from viz.show import ARRIVE
from viz.world.story import Story, words_of

SIZE = (224, 126)
MOST = 2**20
"""Bytes that a newcomer may have sent in one frame beyond what every frame sends."""
NEW = [Story(f"New {k}", f"The {k}. story of the night is about a ferry and a brass band.") for k in range(3)]


@pytest.fixture
def sent(monkeypatch):
    """Bytes sent to textures and buffers since it was last emptied, piece by piece."""
    pieces = []
    for kind in (moderngl.Texture, moderngl.Buffer):

        def write(self, data, *args, _write=kind.write, **options):
            if not isinstance(data, moderngl.Buffer):  # that one stays on the GPU
                pieces.append(memoryview(data).nbytes)
            return _write(self, data, *args, **options)

        monkeypatch.setattr(kind, "write", write)
    return pieces


@pytest.fixture
def stage(device, show, tmp_path):
    """A small evening of its own, its renderer and a picture to draw it into."""
    live = open_show(show.scene.name, warn=print)
    renderer, target = Renderer(device, live, SIZE), device.target(SIZE, [(4, "f1")], label="picture")
    yield live, renderer, target
    renderer.release()
    device.release(target)


def drawn(live, renderer, target):
    renderer.follow(live)
    renderer.draw(live.frame(), target)
    return capture(target).astype(int)


def arrive(live, stories):
    for story in stories:
        live.say(ARRIVE, words_of(story))


def test_a_newcomer_has_nothing_made_and_little_sent(device, stage, sent):
    live, renderer, target = stage
    live.say("acts/go", "glitch")
    live.step(120)
    drawn(*stage)
    sent.clear()
    live.step()
    drawn(*stage)
    usual, made, most = sum(sent), device.created_total.copy(), 0
    arrive(live, NEW)
    for _ in range(250):
        live.step(4)
        sent.clear()
        renderer.follow(live)
        if live.tick % 40 == 0:
            renderer.draw(live.frame(), target)
            sent.append(-usual)
        most = max(most, sum(sent))
        assert device.created_total == made
    assert len(live.mosaics.names) == 4 + len(NEW) and (live.world.arrival == 1).all()
    assert 0 < most < MOST


def drawn_anew(live, renderer, target):
    """The picture once all passes were made for what hangs now."""
    for one in renderer._passes:
        one.release()
    renderer._build(live)
    return drawn(live, renderer, target)


def test_the_picture_is_the_one_of_a_renderer_made_with_it(stage):
    """At moments before it hangs, while its tiles come, and once all are there; and after going back."""
    live = stage[0]
    live.say("acts/go", "glitch")
    live.step(60)
    arrive(live, NEW[:2])
    moments, followed = (150, 260, 700, 240, 65), []
    for tick in moments:
        live.seek(tick)
        followed.append(drawn(*stage))
    for tick, picture in zip(moments, followed, strict=True):
        live.seek(tick)
        assert np.abs(picture - drawn_anew(*stage)).max() <= 1, f"tick {tick}"


def test_more_newcomers_than_there_was_room_for_hang_too(stage):
    live, renderer, _ = stage
    renderer.mosaics._capacity = renderer.mosaics.count + 2
    arrive(live, NEW)
    for _ in range(100):
        live.step(16)
        renderer.follow(live)
    assert len(live.mosaics.names) == 4 + len(NEW)
    followed = drawn(*stage)
    assert np.abs(followed - drawn_anew(*stage)).max() <= 1
