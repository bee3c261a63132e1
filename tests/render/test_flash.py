"""The glitch at its wildest keeps to what a public room may show: at most three flashes in any second, nowhere
saturated red.

Definitions: WCAG 2.2, "general flash and red flash thresholds", counted for every pixel on its own.
"""

import numpy as np

from viz.clock import HZ
from viz.gpu.capture import capture
from viz.gpu.device import Device
from viz.opening import open_show
from viz.paths import SCENES
from viz.renderer import Renderer

FPS, SECONDS, SIZE = 30, 3, (320, 180)
TRANSITION, BRIGHT = 0.10, 0.80
"""A change of relative luminance that counts, where the darker state is below BRIGHT."""


def linear(picture: np.ndarray) -> np.ndarray:
    """Linear light 0..1 of sRGB levels."""
    encoded = picture / 255.0
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def transitions(luminance: np.ndarray) -> np.ndarray:
    """(frames, …) of luminance → bool (frames, …): where a pixel completes a change against the one before."""
    extreme, direction = luminance[0].copy(), np.zeros(luminance[0].shape, int)
    found = np.zeros(luminance.shape, bool)
    for i, now in enumerate(luminance):
        way = np.sign(now - extreme).astype(int)
        far = (np.abs(now - extreme) >= TRANSITION) & (np.minimum(now, extreme) < BRIGHT)
        turned = far & (way != direction)
        found[i] = turned & (direction != 0)
        direction = np.where(turned, way, direction)
        onward = way == direction
        extreme = np.where(turned | onward, now, extreme)
    return found


def test_the_counter_counts():
    """Ten full flashes a second are twenty transitions, a ripple of 8 % none."""
    t = np.arange(60) / 60
    square, ripple = (np.floor(t * 20) % 2)[:, None], (0.5 + 0.04 * np.sin(t * 60))[:, None]
    assert 18 <= transitions(square).sum() <= 20
    assert transitions(ripple).sum() == 0


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
    changes = transitions(luminance)
    worst = max(changes[i : i + FPS].sum(axis=0).max() for i in range(FPS * (SECONDS - 1) + 1))
    assert worst <= 6, f"{worst} opposing transitions in one second at one pixel"
    share = light[..., 0] / np.maximum(light.sum(axis=-1), 1e-6)
    red = (share >= 0.8) & (light[..., 0] > 0.05)
    assert not red.any(), f"{red.sum()} pixels of saturated red"
