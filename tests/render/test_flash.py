"""The glitch at its wildest keeps to what a public room may show: at most three flashes in any second, nowhere
saturated red. So do voices, which may not even come near."""

from dataclasses import replace

import numpy as np
from flash import linear, worst_second

from viz.clock import HZ
from viz.gpu.capture import capture
from viz.gpu.device import Device
from viz.opening import open_show
from viz.paths import SCENES
from viz.renderer import Renderer
from viz.world.voices import Speakers, Voices

FPS, SECONDS, SIZE = 30, 3, (320, 180)


def test_the_wildest_glitch_flashes_no_more_than_it_may(device: Device):
    show = open_show(str(SCENES / "validation/medium.toml"), warn=print)
    show.seek(20 * HZ)
    renderer, target = Renderer(device, show, SIZE), device.target(SIZE, [(4, "f1")])
    frames = []
    for _ in range(FPS * SECONDS):
        show.step(HZ // FPS)
        renderer.follow(show)
        renderer.draw(show.frame(), target)
        frames.append(capture(target).copy())
    renderer.release()
    device.release(target)
    light = linear(np.stack(frames))
    luminance = light @ (0.2126, 0.7152, 0.0722)
    assert np.abs(np.diff(light, axis=0)).max() > 0.1, "the glitch does not move"
    worst = worst_second(luminance, FPS)
    assert worst <= 6, f"{worst} opposing transitions in one second at one pixel"
    share = light[..., 0] / np.maximum(light.sum(axis=-1), 1e-6)
    red = (share >= 0.8) & (light[..., 0] > 0.05)
    assert not red.any(), f"{red.sum()} pixels of saturated red"


def test_a_rally_in_unison_pulses_and_does_not_flash(device: Device):
    """Forty people shout as one before the camera, with the strongest light that the operator can ask for."""
    show = open_show(str(SCENES / "validation/vault.toml"), warn=print)
    show.controls.picture.hall.voices = 3.0
    renderer, target = Renderer(device, show, SIZE), device.target(SIZE, [(4, "f1")])
    hall, spread = show.hanging.hall, np.linspace(-1, 1, 40)
    place = np.stack([3 * spread, -0.4 * hall.length + 2 * np.sin(9 * spread)], axis=1)
    rally, voices = Speakers(place, np.ones(40), 0.5 + 0.5 * spread, np.ones(40)), Voices()
    frames = []
    for i in range(FPS * (SECONDS + 3)):
        for _ in range(HZ // FPS):
            voices.travel(hall, rally, 1.0)
        if i >= 3 * FPS:
            renderer.draw(replace(show.frame(), voices=voices.light, support=0.9), target)
            frames.append(capture(target).copy())
    renderer.release()
    device.release(target)
    luminance = linear(np.stack(frames)) @ (0.2126, 0.7152, 0.0722)
    assert np.ptp(luminance, axis=0).max() > 0.3, "the rally does not light the hall"
    assert worst_second(luminance, FPS) <= 4
    mean = luminance.mean(axis=(1, 2))
    assert np.ptp(mean) < 0.1, "the whole picture pulses"
