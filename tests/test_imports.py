"""Who may import whom: the story needs no GPU and no panel, and nothing needs the live loop."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import viz

PACKAGE = Path(viz.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
STORY = ["controls", "clock", "camera", "comfort", "journal", "scene", "show", "frame", "trace", "picture", "undo"]


def name_of(file: Path) -> str:
    parts = ("viz", *file.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(file: Path) -> set[str]:
    """Modules that a file imports when run; what stands under `if TYPE_CHECKING` is not run."""
    tree = ast.parse(file.read_text("utf-8"))
    idle = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for branch in node.body
        for inner in ast.walk(branch)
    }
    found = set()
    for node in ast.walk(tree):
        if node in idle:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


IMPORTS = {name_of(file): imports_of(file) for file in FILES}


def within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


def breaches(importer: str, *banned: str) -> list[str]:
    return [
        f"{name} imports {module}"
        for name, modules in IMPORTS.items()
        if within(name, importer)
        for module in sorted(modules)
        if within(module, *banned)
    ]


GL, WINDOW = ("moderngl", "OpenGL"), ("imgui_bundle", "glfw")


def test_only_the_gpu_package_imports_gl():
    users = {name for name, modules in IMPORTS.items() if any(within(module, "moderngl") for module in modules)}
    assert [name for name in sorted(users) if not within(name, "viz.gpu")] == []


@pytest.mark.parametrize("module", ["viz.world", *(f"viz.{name}" for name in STORY)])
def test_the_story_imports_no_picture_and_no_panel(module: str):
    assert breaches(module, *GL, *WINDOW, "viz.gpu", "viz.panel", "viz.app", "viz.renderer", "viz.film") == []


def test_the_world_knows_neither_show_nor_scene():
    assert breaches("viz.world", "viz.show", "viz.scene", "viz.journal", "viz.frame", "viz.passes") == []


def test_passes_know_no_panel_and_no_gl():
    assert breaches("viz.passes", "viz.panel", *GL, *WINDOW) == []


def test_the_panel_knows_nothing_of_the_world_within():
    models = ("viz.world.acts", "viz.world.hall", "viz.world.mosaic", "viz.world.story", "viz.world.traits")
    wrong = [breach for breach in breaches("viz.panel", "viz.world") if not within(breach.split()[-1], *models)]
    assert [breach for breach in wrong if breach.split()[-1] != "viz.world"] == []


def test_the_counter_of_flashes_knows_nothing_but_numpy():
    """It proves what the show does, so it shares no code with it."""
    loaded = {module for name, modules in IMPORTS.items() if within(name, "viz.flash") for module in modules}
    known = ("viz.flash", "numpy", *sys.stdlib_module_names)
    assert [module for module in sorted(loaded) if not within(module, *known)] == []
    code = "import sys; import viz.flash.counter; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [module for module in done.stdout.split() if within(module, "viz") and module.count(".") == 1] == [
        "viz.flash"
    ]


def test_nothing_imports_the_live_loop_but_the_command_line():
    wrong = [breach for name in IMPORTS for breach in breaches(name, "viz.app")]
    assert [breach for breach in wrong if not breach.startswith(("viz.app ", "viz.cli ", "viz.__main__ "))] == []


def test_playing_the_story_loads_no_gl_and_no_window():
    modules = ["viz.world.world", *(f"viz.{name}" for name in STORY)]
    code = f"import sys; import {', '.join(modules)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    banned = ("moderngl", "imgui_bundle", "glfw", "scipy", "PIL", "uharfbuzz", "av", "viz.panel", "viz.app")
    assert [module for module in loaded if within(module, *banned)] == []


def test_no_wall_clock_in_the_story():
    for file in FILES:
        name = name_of(file)
        if within(name, "viz.world", *(f"viz.{module}" for module in STORY)):
            assert IMPORTS[name].isdisjoint({"time", "datetime", "random"}), name
