"""A show on the GPU: seeking and playing draw the same picture, and hours of it take no more than the first second."""

import gc
import hashlib

import numpy as np
import pytest
from evening import write_evening

from viz.opening import open_show
from viz.studio import Studio

SIZE = (96, 54)


@pytest.fixture
def studio(tmp_path, device):
    scene = str(write_evening(tmp_path, seconds=3.0))

    def make(size=SIZE):
        return Studio(open_show(scene, warn=print), size)

    return make


def digest(picture):
    return hashlib.blake2b(picture.tobytes()).hexdigest()


def field(studio):
    return studio.renderer.medium.field.snapshot()


@pytest.mark.parametrize("tick", [1, 181, 260, 700])
def test_a_seek_draws_what_playing_draws_the_fields_on_the_gpu_included(studio, tick):
    with studio() as played:
        for now in range(tick + 1):
            if now % 7 == 0 or now == tick:
                played.draw(now)
        picture, state = played.picture(tick), field(played)
    with studio() as sought:
        assert digest(sought.picture(tick)) == digest(picture)
        assert field(sought) == state
        excited = np.frombuffer(state, "f4").reshape(-1, 4)[:, 0]
        assert tick != 700 or excited.max() > 0.5  # or the fields would be alike for having nothing in them


def test_going_back_and_forth_comes_to_the_same_picture(studio):
    with studio() as one:
        first = [one.picture(tick) for tick in (520, 200)]
        again = [one.picture(tick) for tick in (200, 330, 520)]
    assert digest(first[0]) == digest(again[2])
    assert digest(first[1]) == digest(again[0])


def test_every_act_has_a_picture_of_its_own(studio):
    with studio() as one:
        pictures = [one.picture(90 + 180 * act).astype(float) for act in range(5)]
    for picture in pictures:
        assert picture.std() > 5
    apart = [np.abs(a - b).mean() for i, a in enumerate(pictures) for b in pictures[:i]]
    assert min(apart) > 0.5


def test_a_whole_arc_makes_no_gl_object_and_leaves_none(studio):
    one = studio()
    with one:
        one.draw(0)
        one.device.check("first frame")
        made = one.device.created_total.copy()
        for tick in range(0, 900, 30):
            one.draw(tick)
        assert one.device.created_total == made
        one.device.check("arc")
    assert one.device.counts() == {}


def test_releasing_the_renderer_leaves_only_what_it_was_given(studio):
    with studio() as one:
        one.renderer.release()
        left = one.device.labels()
        assert set(left) == {"texture rest", "framebuffer rest", "texture picture", "framebuffer picture"}


def test_a_resize_draws_as_if_it_had_always_been_of_that_size(studio):
    with studio((160, 90)) as one:
        expected = one.picture(400)
    with studio() as other:
        other.picture(100)
        other.target.resize((160, 90))
        other.renderer.resize((160, 90))
        assert digest(other.picture(400)) == digest(expected)


@pytest.mark.soak
def test_memory_stays_flat(studio, soak):
    frames, first = (20_000, 2_000) if soak else (600, 250)
    with studio((64, 36)) as one:
        show, renderer = one.show, one.renderer
        for frame in range(frames):
            if frame == first:
                gc.collect()
                before, made = resident(), one.device.created_total.copy()
            show.step()
            renderer.follow(show)
            renderer.draw(show.frame(), one.target.framebuffer)
            one.device.finish()
        gc.collect()
        assert one.device.created_total == made
        assert resident() - before < 8
        one.device.check("soak")


def resident():
    """Resident memory of this process, MiB."""
    with open("/proc/self/statm") as statm:  # noqa: PTH123
        return int(statm.read().split()[1]) * 4096 / 2**20
