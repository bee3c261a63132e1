"""Tiers and rungs show the same moment: as bright, and as much alike as fineness allows."""

from itertools import pairwise

import numpy as np
import pytest
from evening import write_evening
from flip_evaluator import evaluate

from viz.errors import Wrong
from viz.gpu.capture import capture
from viz.opening import open_show
from viz.quality import CHOICES, LADDER, TIERS, asked, fixed, start
from viz.renderer import Renderer

SIZE = (480, 270)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """One moment of the glitch, drawn at every step of the ladder."""
    from viz.gpu.device import Device

    show = open_show(str(write_evening(tmp_path_factory.mktemp("evening"), seconds=3.0)), warn=print)
    show.seek(330)
    with Device.offscreen() as device:
        renderer, target = Renderer(device, show, SIZE), device.target(SIZE, [(4, "f1")], label="picture")
        renderer.follow(show)
        drawn = []
        for quality in LADDER:
            renderer.quality = quality
            renderer.draw(show.frame(), target)
            drawn.append(capture(target).astype(np.float32) / 255)
        renderer.release()
    return drawn


def test_every_step_is_as_bright_as_the_best(pictures):
    for quality, picture in zip(LADDER, pictures, strict=True):
        assert picture.mean() == pytest.approx(pictures[-1].mean(), rel=0.03), str(quality)
        # Where it is bright, too: bloom keeps its place and strength.
        blocks = [p.reshape(9, 30, 16, 30, 3).mean(axis=(1, 3, 4)) for p in (picture, pictures[-1])]
        assert np.abs(blocks[0] - blocks[1]).max() < 0.03, str(quality)


def test_from_a_step_to_the_next_little_changes(pictures):
    for quality, (lower, upper) in zip(LADDER, pairwise(pictures), strict=False):
        assert evaluate(upper, lower, "LDR")[1] < 0.09, str(quality)
    assert evaluate(pictures[-1], pictures[0], "LDR")[1] > 0.01, "no step does anything"


def test_better_steps_cost_no_less():
    order = list(TIERS)
    for lower, upper in pairwise(LADDER):
        assert lower != upper
        assert lower.scale <= upper.scale or lower.tier != upper.tier
        assert order.index(lower.tier) <= order.index(upper.tier)
        for dial in ("figures", "lifted", "cubic"):
            assert getattr(lower, dial) <= getattr(upper, dial)


def test_without_a_gpu_a_machine_begins_low():
    assert LADDER[start(software=True)] == fixed("auto", software=True) == TIERS["low"]
    assert LADDER[start(software=False)] == TIERS["high"]
    assert fixed("ultra", software=True) == TIERS["ultra"]


def test_a_quality_that_there_is_not_is_refused_with_those_there_are():
    assert [asked(choice) for choice in CHOICES] == list(CHOICES)
    with pytest.raises(Wrong, match=r"--quality best: .*; write auto, low, medium, high or ultra"):
        asked("best")
