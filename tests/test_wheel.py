"""The wheel, installed into an empty environment and run from another folder: shaders, fonts, scenes and stories are
inside it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[1]


def run(*command: object, cwd: Path) -> str:
    # The environment must not see this checkout.
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=clean, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """neo-lumine from a wheel in an environment of its own."""
    uv = os.environ.get("UV") or shutil.which("uv")
    if not uv:
        pytest.skip("needs uv, which the README's first command installs")
    folder = tmp_path_factory.mktemp("wheel")
    run(uv, "build", "--wheel", "--out-dir", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    run(uv, "venv", "--python", sys.executable, folder / "env", cwd=folder)
    bin_folder = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    run(uv, "pip", "install", "--python", bin_folder / "python", wheel, cwd=folder)
    return bin_folder / "neo-lumine"


def test_a_wheel_draws_a_still_from_any_folder(program: Path, tmp_path: Path):
    run(program, "still", "still.png", "--at", "3", "--size", "160x90", cwd=tmp_path)
    with Image.open(tmp_path / "still.png") as image:
        assert image.size == (160, 90)
        assert max(high for _, high in image.convert("RGB").getextrema()) > 100


def test_a_wheel_brings_every_font_and_licence(program: Path):
    (package,) = program.parents[1].glob("lib/**/viz/fonts")
    fonts = ROOT / "viz" / "fonts"
    names = {path.relative_to(fonts) for path in fonts.rglob("*.*")}
    assert {path.relative_to(package) for path in package.rglob("*.*")} == names


def test_a_wheel_brings_every_scene(program: Path, tmp_path: Path):
    carried = {path.name for path in program.parents[1].glob("lib/**/viz/scenes/**/*.toml")}
    assert carried == {path.name for path in (ROOT / "scenes").rglob("*.toml")}
    assert "neo_lumine" in run(program, "check", "neo_lumine", cwd=tmp_path)
