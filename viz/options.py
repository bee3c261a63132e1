"""What a run was asked to be: the command line's answer, before anything heavy is loaded."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The live show's options. None means: as the scene, or the screen, says.

    monitor counts from 0. panel: whether there is one at all. panel_window: it has a window of its own.
    duration: seconds after which the show leaves by itself. quality: a tier of viz/quality.py, or auto.
    guarded: whether the flash guard stands between the show and the screen.
    """

    scene: str = "neo_lumine"
    size: tuple[int, int] | None = None
    seed: int | None = None
    stories: Path | None = None
    journal: Path | None = None
    fullscreen: bool = False
    monitor: int | None = None
    headless: bool = False
    duration: float | None = None
    panel: bool = True
    panel_window: bool = False
    quality: str = "auto"
    guarded: bool = True
