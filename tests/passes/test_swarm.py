"""The nanobots as motes of light: where they gather, what scatters them, and whose mosaics they keep off."""

from dataclasses import replace

import numpy as np
import pytest
from evening import write_evening
from flash import linear, worst_second

from viz.clock import HZ
from viz.gpu.capture import capture
from viz.opening import open_show
from viz.passes.swarm import SwarmLook, SwarmPass
from viz.paths import SCENES
from viz.renderer import Renderer

TO_THE_END = {"position": (0.0, 3.0, -34.0), "look_at": (0.0, 3.0, -46.0), "fov": 60.0}
FAINT, FPS = 0.25, 30
"""A hall so small is bright with them: faint ones add up without clipping."""


@pytest.fixture
def motes(pictures):
    """motes(frame, **changes) → (height, width) levels of light that the nanobots of a frame add to its picture."""

    def lit(frame, brightness=FAINT, **changes):
        frame = replace(frame, **changes)
        without = pictures.draw(frame)
        frame.controls.picture.swarm.brightness = brightness
        both = pictures.draw(frame)
        frame.controls.picture.swarm.brightness = 0.0
        return (both - without).sum(axis=2)

    return lit


def states(show, glitch=0.0, consent=1.0):
    """(N, 4) what the world says of each mosaic."""
    rows = np.zeros((len(show.mosaics.names), 4), np.float32)
    rows[:, 0], rows[:, 2] = glitch, consent
    return rows


def ring(pictures, frame, show, radius):
    """(height, width) metres of each pixel from the middle of the great mosaic, where it shows the end wall."""
    hall, (s, y) = show.hanging.hall, show.hanging.strip[0]
    corners = pictures.pixels(frame, hall.from_strip(np.array([s, s + 1]), np.array([y, y])))
    middle, metre = corners[0], corners[1, 0] - corners[0, 0]
    rows, columns = np.mgrid[: pictures.size[1], : pictures.size[0]]
    return np.abs(np.hypot(columns + 0.5 - middle[0], rows + 0.5 - middle[1]) / metre - radius)


def test_they_gather_on_the_overrides_crest_and_move_on_with_it(pictures, motes, show):
    frame, where = pictures.plain(**TO_THE_END), tuple(show.hanging.strip[0])
    calm = motes(frame)
    for radius in (1.5, 2.5):
        crest = motes(frame, override=(*where, radius, 0.9))
        near = ring(pictures, frame, show, radius) < 0.5
        assert crest[near].sum() > 2 * calm[near].sum() > 0
        assert crest[near].sum() > 0.5 * crest[ring(pictures, frame, show, radius) < 4.0].sum()
    idle = motes(frame, override=(*where, 0.0, 0.0))
    assert np.abs(idle - calm).sum() < 0.01 * calm.sum(), "an override that does nothing moved them"


def test_the_glitch_throws_them_off_the_wall_if_their_owner_lets_it(pictures, motes, show):
    """Seen along the left wall, where only its own mosaics have nanobots: what is right of the middle is in the air."""
    left = (show.hanging.strip[:, 0] < show.hanging.hall.length).astype(float)
    frame = pictures.plain(position=(-5.3, 2.6, -1.0), look_at=(-5.3, 2.6, -40.0), fov=60.0)
    air = np.s_[:, pictures.size[0] // 2 + 4 :]
    rest, wild, kept = (
        motes(frame, brightness=3.0, mosaic=states(show, glitch, consent * left))
        for glitch, consent in ((0.0, 1.0), (0.9, 1.0), (0.6, 0.6))
    )
    assert rest.sum() > 500 and rest[air].sum() == 0
    assert wild[air].sum() > 100, "none is thrown"
    assert kept.sum() > 0 and kept[air].sum() == 0


def test_there_are_none_where_an_owner_allows_nothing_and_more_the_more_is_allowed(pictures, motes, show):
    frame = pictures.plain(**TO_THE_END)
    # Nobody else's climb a rib before the great mosaic.
    light = [motes(frame, mosaic=states(show, consent=np.array([own, 0, 0, 0]))).sum() for own in (0.0, 0.25, 0.5, 1.0)]
    assert light[0] == 0
    assert 0 < light[1] < 0.7 * light[2] and light[2] < 0.8 * light[3]


def test_density_and_brightness_reach_nothing_at_zero(pictures, motes):
    frame = pictures.plain(**TO_THE_END)
    full = motes(frame).sum()
    frame.controls.picture.swarm.density = 0.3
    assert 0.1 * full < motes(frame).sum() < 0.6 * full
    frame.controls.picture.swarm.density = 0.0
    assert not motes(frame).any()


def test_a_seek_draws_what_playing_draws(device, tmp_path):
    show = open_show(str(write_evening(tmp_path)), warn=print)
    size, end = (160, 90), round(5.2 * HZ)
    renderer, target = Renderer(device, show, size), device.target(size, [(4, "f1")])
    pictures = []
    for ticks in (range(1, end + 1), (end // 2, end), (40, end)):
        for tick in ticks:
            show.seek(tick)
            renderer.follow(show)
        assert show.world.swarm.epoch > 0 and show.world.swarm.glitch.max() > 0.1, "nothing is thrown yet"
        renderer.draw(show.frame(), target)
        pictures.append(capture(target).tobytes())
    renderer.release()
    device.release(target)
    assert pictures[0] == pictures[1] == pictures[2]


def test_any_number_of_them_costs_no_memory(device, venue, show):
    medium, target = device.ping_pong((16, 16)), device.target((64, 36), [(3, "f2")], depth=True)
    renderer = Renderer(device, show, (64, 36))
    swarm = SwarmPass(venue, medium)
    swarm.update(show.frame(), SwarmLook())
    target.use()
    swarm.draw(10)
    held, made = device.labels(), dict(device.created_total)
    for motes in (20_000, 0, 3, 4_000):
        swarm.draw(motes)
    assert device.labels() == held and dict(device.created_total) == made
    for thing in (swarm, renderer, medium, target):
        device.release(thing)


def test_glitch_and_crest_flash_no_more_than_they_may(device):
    show, size = open_show(str(SCENES / "validation/swarm.toml"), warn=print), (320, 180)
    show.seek(round(22.5 * HZ))
    renderer, target = Renderer(device, show, size), device.target(size, [(4, "f1")])
    frames = []
    for _ in range(FPS * 2):
        show.step(HZ // FPS)
        renderer.follow(show)
        renderer.draw(show.frame(), target)
        frames.append(capture(target).copy())
    renderer.release()
    device.release(target)
    light = linear(np.stack(frames))
    assert np.abs(np.diff(light, axis=0)).max() > 0.1, "nothing moves"
    worst = worst_second(light @ (0.2126, 0.7152, 0.0722), FPS)
    assert worst <= 6, f"{worst} opposing transitions in one second at one pixel"
    share = light[..., 0] / np.maximum(light.sum(axis=-1), 1e-6)
    assert not ((share >= 0.78) & (light[..., 0] > 0.05)).any(), "saturated red"
