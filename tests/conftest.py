"""A real GL device for the tests that draw, and proof that each of them cleaned up after itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import viz.__main__  # noqa: F401  sets up numpy as the program does, before it is loaded
from viz.gpu.device import Device

# How long an example takes says something of the machine and what else it does, nothing of the show.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="write reference pictures anew instead of comparing")
    parser.addoption("--soak", action="store_true", help="hours of show at full length instead of a slice")


@pytest.fixture
def soak(request: pytest.FixtureRequest) -> bool:
    """Whether soak tests run at full length."""
    return bool(request.config.getoption("--soak"))


@pytest.fixture(scope="session")
def _shared_device() -> Iterator[Device]:
    with Device.offscreen() as device:
        yield device
        device.make_current()


@pytest.fixture
def device(_shared_device: Device) -> Iterator[Device]:
    """The session's offscreen device. After the test it must hold what it held before, and GL must report no error."""
    shared = _shared_device
    shared.make_current()
    before, found = shared.labels(), shared.errors()
    assert not found, f"GL errors from before the test: {found}"
    yield shared
    shared.make_current()
    assert not (found := shared.errors()), f"GL errors left by the test: {found}"
    assert shared.labels() == before, f"GL objects left by the test: {shared.labels() - before}"
    shared.let_go()


@pytest.fixture
def shaders(tmp_path: Path) -> Path:
    """An empty folder laid out as shaders/, with the shared fullscreen vertex shader in it."""
    from viz.paths import SHADERS

    root = tmp_path / "shaders"
    (root / "lib").mkdir(parents=True)
    (root / "passes").mkdir()
    (root / "lib/fullscreen.vert").write_text((SHADERS / "lib/fullscreen.vert").read_text())
    return root


@pytest.fixture
def workshop(device: Device, shaders: Path) -> Iterator[Device]:
    """The shared device, reading its shaders from the `shaders` folder of this test."""
    kept, device.shaders = device.shaders, shaders
    device.state()  # whatever a test before has left
    yield device
    device.shaders = kept
