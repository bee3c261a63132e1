"""Where fonts, shaders and scenes lie: the latter beside the package in a checkout, inside it in an installed wheel."""

from pathlib import Path

from viz.errors import Wrong, nearest

_PACKAGE = Path(__file__).resolve().parent
_ROOT = _PACKAGE if (_PACKAGE / "shaders").is_dir() else _PACKAGE.parent

SHADERS = _ROOT / "shaders"
SCENES = _ROOT / "scenes"
FONTS = _PACKAGE / "fonts"


def find(scene: str | Path) -> Path:
    """The file of a scene given by name or by path. Raises Wrong when there is none."""
    path = Path(scene)
    if path.suffix == ".toml" or len(path.parts) > 1:
        if path.is_file():
            return path
        raise Wrong(f"{path}: there is no such scene file")
    known = {file.stem: file for folder in ("validation", ".") for file in sorted((SCENES / folder).glob("*.toml"))}
    if path.name in known:
        return known[path.name]
    hint = nearest(path.name, known) or f"; there are {', '.join(sorted(known))}"
    raise Wrong(f"{scene}: there is no such scene{hint}")
