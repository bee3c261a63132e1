"""Pictures of every act and every validation scene against references, drawn for real.

References hold on one rasteriser only, so they are compared where Mesa's llvmpipe draws, and skipped elsewhere.
After a change to the picture: look at the new pictures first, then `uv run pytest tests/render --renew`.
"""

from __future__ import annotations

import itertools
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from flip_evaluator import evaluate
from PIL import Image

from viz.gpu.capture import capture
from viz.gpu.device import Device
from viz.opening import open_show
from viz.paths import SCENES
from viz.renderer import Renderer
from viz.show import Show

HERE = Path(__file__).parent
SIZE = (480, 270)

# What a picture may differ in: single levels from another processor's rounding, not in what is seen. ꟻLIP is the mean
# perceived error, 0 to 1.
MEAN_LEVELS, FLIP = 1.0, 0.02

# name → scene and second. Every scene in scenes/ stands here, or in OFF with the reason.
COMPARED = {
    **{f"act_{name}": ("neo_lumine", at) for name, at in zip("12345", (28.0, 63.0, 99.0, 147.0, 214.0), strict=True)},
    "enamel": ("validation/enamel", 4.0),
    "far": ("validation/far", 4.0),
    "great": ("validation/great", 4.0),
    "vault": ("validation/vault", 4.0),
    "floor": ("validation/floor", 4.0),
    "people": ("validation/people", 4.0),
    "medium": ("validation/medium", 14.0),
    "windows": ("validation/windows", 4.0),
    "plants": ("validation/plants", 4.0),
    "front": ("validation/front", 20.0),
    "swarm": ("validation/swarm", 24.0),
    "tiles": ("validation/tiles", 4.0),
}
OFF: dict[str, str] = {}


@cache
def show_of(scene: str) -> Show:
    return open_show(str(SCENES / f"{scene}.toml"), warn=lambda line: None)


DRAWN: dict[tuple[str, float], np.ndarray] = {}


def draw(device: Device, scene: str, at: float) -> np.ndarray:
    """(height, width, 3) uint8 of a scene at a second; drawn once, since its past has to be played for it."""
    if (scene, at) not in DRAWN:
        DRAWN[scene, at] = _draw(device, scene, at)
    return DRAWN[scene, at]


def _draw(device: Device, scene: str, at: float) -> np.ndarray:
    show = show_of(scene)
    show.seek(round(at * 60))
    renderer, target = Renderer(device, show, SIZE), device.target(SIZE, [(4, "f1")])
    renderer.follow(show)
    renderer.draw(show.frame(), target)
    picture = capture(target).copy()
    renderer.release()
    device.release(target)
    return picture


def reference(name: str) -> np.ndarray:
    with Image.open(HERE / "references" / f"{name}.png") as image:
        return np.asarray(image.convert("RGB"))


def apart(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """Mean difference in levels, and ꟻLIP's mean error."""
    levels = float(np.abs(one.astype(int) - other.astype(int)).mean())
    _, flip, _ = evaluate((one / 255.0).astype(np.float32), (other / 255.0).astype(np.float32), "LDR")
    return levels, float(flip)


def same(one: np.ndarray, other: np.ndarray) -> bool:
    # Perceived errors are dear to find, and not asked for where levels tell already.
    return bool(np.abs(one.astype(int) - other.astype(int)).mean() <= MEAN_LEVELS) and apart(one, other)[1] <= FLIP


@pytest.mark.parametrize("name", COMPARED)
def test_a_moment_looks_as_it_did(device: Device, name: str, request: pytest.FixtureRequest):
    if "llvmpipe" not in device.renderer:
        pytest.skip(f"references are llvmpipe's; this is {device.renderer}")
    picture = draw(device, *COMPARED[name])
    if request.config.getoption("--renew"):
        Image.fromarray(picture).save(HERE / "references" / f"{name}.png", optimize=True)
        return
    if not same(picture, reference(name)):
        diffs = HERE / "diffs"
        diffs.mkdir(exist_ok=True)
        both = np.concatenate(
            [reference(name), picture, np.abs(reference(name).astype(int) - picture).astype(np.uint8)]
        )
        Image.fromarray(both).save(diffs / f"{name}.png")
        levels, flip = apart(picture, reference(name))
        pytest.fail(f"{name} differs by {levels:.2f} levels, ꟻLIP {flip:.3f}: see tests/render/diffs/{name}.png")


@pytest.mark.parametrize("name", COMPARED)
def test_no_picture_is_black_flat_or_clipped(device: Device, name: str):
    picture = draw(device, *COMPARED[name]).astype(float)
    assert picture.std() > 12, "flat"
    assert (picture.max(axis=2) > 140).mean() > 0.003, "nothing shines"
    assert (picture.min(axis=2) >= 254).mean() < 0.02, "clipped"
    assert (picture.max(axis=2) < 4).mean() < 0.5, "black"


def test_the_tolerance_tells_any_two_moments_apart():
    """A threshold that cannot tell two different pictures apart would prove nothing."""
    pictures = {name: reference(name) for name in COMPARED}
    alike = [pair for pair in itertools.combinations(pictures, 2) if same(pictures[pair[0]], pictures[pair[1]])]
    assert alike == []


def test_every_scene_is_compared_or_says_why_not():
    scenes = {path.relative_to(SCENES).with_suffix("").as_posix() for path in SCENES.rglob("*.toml")}
    assert scenes == {scene for scene, _ in COMPARED.values()} | set(OFF)
