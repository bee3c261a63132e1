"""Where fonts, shaders and scenes lie: the latter beside the package in a checkout, inside it in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_ROOT = _PACKAGE if (_PACKAGE / "shaders").is_dir() else _PACKAGE.parent

SHADERS = _ROOT / "shaders"
SCENES = _ROOT / "scenes"
FONTS = _PACKAGE / "fonts"
