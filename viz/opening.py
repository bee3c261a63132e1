"""Opening a show from what someone asked for: scene, stories, seed, a journal to replay or to write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from viz import journal as journals
from viz.errors import Wrong
from viz.journal import Header, Journal
from viz.paths import find
from viz.scene import Scene, load, parse
from viz.show import ARRIVE, Show
from viz.world.story import Story, read_stories

DEFAULT = "neo_lumine"
Warn = Callable[[str], None]


def open_show(
    scene: str | None = None,
    *,
    seed: int | None = None,
    stories: Path | None = None,
    journal: Path | None = None,
    record: bool = False,
    tiles: int | None = None,
    warn: Warn,
) -> Show:
    """The show that was asked for, at tick 0. None means: as the journal, or else the scene, says.

    journal is read and replayed; with record a new run is appended to it instead. tiles: how many to aim for in all.
    warn is told, a line each, what is worth knowing but stops nothing: story rows left out, a torn journal line.
    Raises Wrong.
    """
    replay = None
    if journal is not None and not record:
        replay, warnings = journals.read(journal)
        for warning in warnings:
            warn(warning)
    header = replay.header if replay else None
    loaded = load(scene or DEFAULT) if scene or header is None else _as_it_was(header)
    if tiles is not None:
        _aim(loaded, tiles)
    told = _stories(stories or loaded.stories_path, warn)
    if replay is not None and header is not None:
        told = _as_they_were(told, replay, header, loaded)
    seed = _seed(seed, header, journal, loaded)
    if header is not None and header.digest != loaded.digest(told):
        warn(f"{journal}: was written with another version of this scene or these stories; the picture may differ")
    if journal is not None and record:
        return Show(loaded, told, seed, _record(journal, scene or DEFAULT, loaded, told, seed, warn))
    return Show(loaded, told, seed, replay)


def _as_it_was(header: Header) -> Scene:
    """The scene of a run, as its file read when the run began."""
    return parse(header.text, str(find(header.scene))) if header.text else load(header.scene)


def _as_they_were(told: list[Story], run: Journal, header: Header, scene: Scene) -> list[Story]:
    """The stories with which a run began. Those that came while it played are told by its journal, and by now they may
    stand in the file as well, below the others."""
    came = sum(entry.path == ARRIVE for entry in run.entries)
    opened = told[: len(told) - came]
    return opened if header.digest != scene.digest(told) and header.digest == scene.digest(opened) else told


def _stories(path: Path, warn: Warn) -> list[Story]:
    stories, problems = read_stories(path)
    for problem in problems:
        warn(problem)
    return stories


def _seed(seed: int | None, header: Header | None, journal: Path | None, scene: Scene) -> int:
    if header is None:
        return scene.show.seed if seed is None else seed
    if seed is not None and seed != header.seed:
        raise Wrong(f"--seed {seed}: the run in {journal} had the seed {header.seed}; leave --seed out to replay it")
    return header.seed


def _aim(scene: Scene, tiles: int) -> None:
    field = type(scene.mosaics).model_fields["tesserae"]
    try:
        if scene.wall.tiles:
            field = type(scene.wall).model_fields["tiles"]
            scene.wall.tiles = tiles
            return
        scene.mosaics.tesserae = tiles
        # Who asks for few tiles means it: the scene's own least for each mosaic stands back.
        scene.mosaics.least = 60
    except ValueError:
        from viz.controls import allowed

        raise Wrong(f"--tiles {tiles}: is not allowed; {allowed(field)}") from None


def _record(path: Path, asked: str, scene: Scene, stories: list[Story], seed: int, warn: Warn) -> Journal:
    """A journal that appends a new run; its header names the scene so that it is found again from any folder."""
    named = asked if Path(asked).suffix != ".toml" and len(Path(asked).parts) == 1 else str(Path(scene.name).resolve())
    journal, warnings = journals.append_to(path, Header(named, scene.digest(stories), seed, scene.source))
    for warning in warnings:
        warn(warning)
    return journal
