"""Scene files: TOML to a Scene, with errors that name the file, the key, the value and what is allowed."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import Field, PrivateAttr, ValidationError
from pydantic.fields import FieldInfo

from viz.camera import CameraControls
from viz.comfort import HOURS, Comfort, are_hours
from viz.controls import A_COLOUR, Colour, Settings, allowed, plain, shown
from viz.errors import Wrong, nearest
from viz.paths import find
from viz.picture import Picture
from viz.world.acts import ACTS, Act, ActControls
from viz.world.cast import Finn, Lumi, Nova
from viz.world.crowd import CrowdControls
from viz.world.hall import Hall
from viz.world.lines import Captions, Line, wrong
from viz.world.mosaic import MosaicSettings
from viz.world.nanobots import Kai, Nanobots
from viz.world.wall import Wall


class ShowSettings(Settings):
    """What the evening is called, and what it is made of. Seed and stories count from the next start."""

    title: str = "Neo-Lumine"
    seed: int = Field(1, ge=0, le=2**63 - 1)
    stories: str = "neo_lumine.stories.csv"
    nova: str = Field(
        "I cut my first tile from my own wisdom tooth. Since then I have asked everyone I meet what their smile "
        "remembers, and glued the answers side by side. This wall is not mine. I only held the tweezers.",
        min_length=1,
        max_length=4000,
    )
    """Nova Hale's own story, which becomes the great mosaic."""
    quiet: list[str] = Field(default_factory=list)
    """Hours of the day in which the show is as calm as comfort can make it."""


class Display(Settings):
    """The screen or the projection that the show is shown on: part of the scene and no control."""

    peak: float = Field(
        200.0,
        ge=20,
        le=10_000,
        title="Peak",
        description="Luminance of full white; above 200, smaller changes are flashes",
        json_schema_extra={"unit": "cd/m²"},
    )


class Controls(Settings):
    """Everything that an operator can change while the show runs."""

    acts: ActControls = Field(default_factory=ActControls)
    kai: Kai = Field(default_factory=Kai)
    lumi: Lumi = Field(default_factory=Lumi)
    finn: Finn = Field(default_factory=Finn)
    nova: Nova = Field(default_factory=Nova)
    nanobots: Nanobots = Field(default_factory=Nanobots)
    crowd: CrowdControls = Field(default_factory=CrowdControls)
    camera: CameraControls = Field(default_factory=CameraControls)
    picture: Picture = Field(default_factory=Picture)
    comfort: Comfort = Field(default_factory=Comfort)


class Scene(Controls):
    """A scene file. Its control tables, which stand beside the others, are where the operator's controls begin."""

    show: ShowSettings = Field(default_factory=ShowSettings)
    display: Display = Field(default_factory=Display)
    palette: dict[str, Colour] = Field(default_factory=dict)
    hall: Hall = Field(default_factory=Hall)
    wall: Wall = Field(default_factory=Wall)
    mosaics: MosaicSettings = Field(default_factory=MosaicSettings)
    act: list[Act] = Field(default_factory=lambda: [Act(name=name) for name in ACTS])

    captions: Captions = Field(default_factory=Captions)
    line: list[Line] = Field(default_factory=list)

    _name: str = PrivateAttr("")
    _source: str = PrivateAttr("")

    @property
    def name(self) -> str:
        """The file, as messages name it."""
        return self._name

    @property
    def source(self) -> str:
        """The TOML text that it was read from."""
        return self._source

    @property
    def stories_path(self) -> Path:
        """The stories file, which stands beside the scene."""
        return Path(self._name).parent / self.show.stories

    @property
    def controls(self) -> Controls:
        """A fresh control tree as the file sets it."""
        return Controls(**{name: getattr(self, name).model_copy(deep=True) for name in Controls.model_fields})

    def digest(self, stories: Iterable[Any]) -> str:
        """32 hexadecimal digits that change with the scene's data or a story's words or wishes and nothing else."""
        rows = [[story.name, story.text, story.shade, story.imperfection, story.hue] for story in stories]
        text = json.dumps([plain(self), rows], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def load(scene: str | Path) -> Scene:
    """The scene of a .toml file, or of that name in scenes/ or scenes/validation/. Raises Wrong."""
    path = find(scene)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Wrong(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise Wrong(f"{path}: is not UTF-8 text (byte {error.start})") from None
    return parse(text, str(path))


def parse(text: str, name: str) -> Scene:
    """The scene written in TOML text. Raises Wrong, naming the file as name."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Wrong(_syntax(str(error), text, name)) from None
    except RecursionError:
        raise Wrong(f"{name}: is nested too deeply") from None
    try:
        palette = _palette(data)
        scene = Scene.model_validate(data, context={"palette": palette})
    except ValidationError as error:
        raise Wrong(f"{name}: {_explain(error, data)}") from None
    for problem in (*_hours(scene), *_course(scene), *_footing(scene), *wrong(scene.line, scene.act, scene.captions)):
        raise Wrong(f"{name}: {problem}")
    scene._name, scene._source = name, text
    return scene


def _palette(data: dict[str, Any]) -> dict[str, Any]:
    palette = data.get("palette", {})
    if not isinstance(palette, dict):
        return {}
    return {name: colour for name, colour in palette.items() if not isinstance(colour, str) or colour.startswith("#")}


def _hours(scene: Scene) -> Iterable[str]:
    for i, hours in enumerate(scene.show.quiet):
        if not are_hours(hours):
            yield f"show.quiet[{i}]: {shown(hours)} is not allowed; {HOURS}"


def _course(scene: Scene) -> Iterable[str]:
    names = tuple(act.name for act in scene.act)
    if names != ACTS:
        yield f"act: {shown(names)} is not allowed; exactly five in this order: {', '.join(ACTS)}"
    for a, act in enumerate(scene.act):
        shortest, longest = act.bounds
        if longest < shortest:
            yield f"act[{a}].longest: {longest:g} is not allowed; a number from its shortest time, {shortest:g}"


def _footing(scene: Scene) -> Iterable[str]:
    """Shots that stand outside the hall."""
    hall = scene.hall
    if hall.apex < hall.wall:
        yield f"hall.apex: {hall.apex:g} is not allowed; a number from hall.wall = {hall.wall:g}"
    for a, act in enumerate(scene.act):
        for b, shot in enumerate(act.shots):
            x, y, z = shot.position
            if not (abs(x) < hall.width / 2 and 0 < y < hall.apex and -hall.length < z < 0):
                yield (
                    f"act[{a}].shots[{b}].position: {shown(shot.position)} is not allowed; a place in the hall: "
                    f"x from {-hall.width / 2:g} to {hall.width / 2:g}, y from 0 to {hall.apex:g}, "
                    f"z from {-hall.length:g} to 0"
                )


def _syntax(message: str, text: str, name: str) -> str:
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    if not place:
        return f"{name}: {message}"
    lines = text.split("\n")
    line, column = (int(place[1]), int(place[2])) if place[1] else (len(lines), len(lines[-1]) + 1)
    return f"{name}: line {line}, column {column}: {message[: place.start()]}"


def _explain(error: ValidationError, data: dict[str, Any]) -> str:
    """The first of pydantic's errors in our words: key, value, what is allowed."""
    first = error.errors(include_url=False, include_context=False)[0]
    keys, field, owner = _locate(first["loc"])
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in keys).lstrip(".")
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    if first["type"] == "extra_forbidden":
        return f"{key}: there is no such key{nearest(str(keys[-1]), owner.model_fields)}{more}"
    fits = allowed(field) if field else A_COLOUR
    if first["type"] == "missing" and len(keys) == len(first["loc"]):
        return f"{key}: is missing; {fits}{more}"
    value: Any = data
    for part in keys:
        value = value[part]
    names = data.get("palette")
    if field and isinstance(value, str) and fits.startswith("a colour") and isinstance(names, dict):
        fits += f", or a name in the palette{nearest(value, names)}"
    if field and isinstance(value, str) and get_origin(field.annotation) is Literal:
        fits += nearest(value, get_args(field.annotation))
    return f"{key}: {shown(value)} is not allowed; {fits}{more}"


def _locate(loc: tuple[int | str, ...]) -> tuple[list[int | str], FieldInfo | None, type[Settings]]:
    """The keys down to the innermost field that an error is about, that field, and the settings that it belongs to.

    A part of a colour or vector is reported as the whole. The field is None within the palette: a colour.
    """
    owner: type[Settings] = Scene
    field: FieldInfo | None = None
    inner: Any = Scene
    keys: list[int | str] = []
    for part in loc:
        if isinstance(inner, type) and issubclass(inner, Settings):
            owner, field = inner, inner.model_fields.get(str(part))
            inner = field.annotation if field else None
        elif get_origin(inner) is list and isinstance(part, int):
            inner = get_args(inner)[0]
            field = FieldInfo.from_annotation(inner)
        elif get_origin(inner) is dict:
            inner, field = None, None
        else:
            break
        keys.append(part)
    return keys, field, owner
