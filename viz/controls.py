"""The control tree: every control is one typed field of a settings model, addressed by its path.

A field's annotation and `Field(...)` say all about it; widget, scene key, journal entry and uniform follow:

    strength: float = Field(0.8, ge=0, le=1, title="Strength", description="…", json_schema_extra={"unit": "%"})

`json_schema_extra` knows `unit` (text), `log` (True: a slider feels best on a logarithmic scale), `trigger` (True: the
value acts once, at its tick, then returns to its default) and `hidden` (True: fixed by the scene, so no control).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args, get_origin

import annotated_types
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, ValidationInfo
from pydantic.fields import FieldInfo

from viz.errors import Wrong, nearest

Kind = Literal["float", "int", "bool", "choice", "colour", "point", "vector", "trigger"]


class Settings(BaseModel):
    """Base of all that a scene file or an operator can set: exact types, no unknown keys, checked at every change."""

    model_config = ConfigDict(
        extra="forbid", strict=True, validate_assignment=True, validate_default=True, allow_inf_nan=False
    )


def linear(encoded: float) -> float:
    """Linear light 0..1 of an sRGB-encoded value 0..1 (IEC 61966-2-1)."""
    return encoded / 12.92 if encoded <= 0.04045 else ((encoded + 0.055) / 1.055) ** 2.4


def _as_colour(value: object, info: ValidationInfo) -> object:
    if isinstance(value, str) and info.context:
        value = info.context["palette"].get(value, value)
    if isinstance(value, str) and len(value) == 7 and value[0] == "#":
        try:
            red, green, blue = bytes.fromhex(value[1:])
        except ValueError:
            return value
        return linear(red / 255), linear(green / 255), linear(blue / 255)
    return _as_tuple(value)


def _as_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


_Unit = Annotated[float, Field(ge=0, le=1)]

Colour = Annotated[tuple[_Unit, _Unit, _Unit], BeforeValidator(_as_colour), "colour"]
"""Linear-light RGB, each 0..1. Also accepts '#rrggbb' in sRGB and a name in the palette of a validation context."""
A_COLOUR = "a colour: '#rrggbb', or three numbers from 0 to 1 in linear light"

A_TEXT = 'text, or a table of texts by language such as {en = "…", de = "…"}'

Point = Annotated[tuple[float, float], BeforeValidator(_as_tuple), "point"]
"""Two numbers, such as a place on the walls."""
Vector = Annotated[tuple[float, float, float], BeforeValidator(_as_tuple), "vector"]
"""Three numbers, such as a place in the hall."""


@dataclass(frozen=True, slots=True)
class Control:
    """What a widget, a journal entry or a remote address needs to know about one field."""

    path: str
    kind: Kind
    title: str
    description: str
    unit: str
    lo: float | None
    hi: float | None
    choices: tuple[str, ...]
    default: Any
    log: bool

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


def controls_of(root: Settings | type[Settings]) -> Mapping[str, Control]:
    """All controls below root, depth first in the order of declaration; nested settings make the parts of a path.

    Raises TypeError for a field that no kind of control fits.
    """
    return _controls(root if isinstance(root, type) else type(root))


def get(root: Settings, path: str) -> Any:
    """The value at path. Raises Wrong for an unknown path."""
    parent, name = _parent(root, path)
    return getattr(parent, name)


def put(root: Settings, path: str, value: Any) -> Any:
    """Set the control at path; return its value as validated. Raises Wrong, changing nothing, if it is not allowed."""
    parent, name = _parent(root, path)
    return _assign(parent, name, path, value)


def check(root: Settings, path: str, value: Any) -> Any:
    """The value as `put` would set it, without setting it. Raises Wrong as `put` does."""
    parent, name = _parent(root, path)
    return _assign(parent.model_copy(), name, path, value)


def plain(root: Settings) -> dict[str, Any]:
    """Everything below root as nested JSON-able data; validating it gives an equal root."""
    return root.model_dump(mode="json")


def allowed(field: FieldInfo) -> str:
    """What a field accepts, in words: 'a number from 0 to 1'."""
    kind, (lo, hi) = _kind(field), _bounds(field)
    if kind == "colour":
        return A_COLOUR
    if kind == "point":
        return "two numbers"
    if kind == "vector":
        return "three numbers"
    if "words" in field.metadata:
        return A_TEXT
    if kind == "bool" or field.annotation is bool:
        return "true or false"
    if get_origin(field.annotation) is Literal:
        return f"one of {', '.join(map(shown, get_args(field.annotation)))}"
    if field.annotation in (int, float):
        return f"{'a whole number' if field.annotation is int else 'a number'}{_between(lo, hi)}"
    if field.annotation is str:
        return "text"
    if get_origin(field.annotation) is list:
        least = next((mark.min_length for mark in field.metadata if isinstance(mark, annotated_types.MinLen)), 0)
        return f"an array of at least {least}" if least else "an array"
    return "a table"


def shown(value: object, limit: int = 60) -> str:
    """A value as an error message shows it: as JSON where it can be, cut at limit characters."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError):
        text = _safe_repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _safe_repr(value: object) -> str:
    try:
        return repr(value)
    except ValueError:  # an integer of more digits than Python prints
        return f"{type(value).__name__} too long to show"


def _parent(root: Settings, path: str) -> tuple[Settings, str]:
    names = controls_of(root)
    if not isinstance(path, str) or path not in names:
        raise Wrong(f"{path}: there is no such control{nearest(str(path), names)}")
    *above, name = path.split("/")
    parent = root
    for part in above:
        parent = getattr(parent, part)
    return parent, name


def _assign(parent: Settings, name: str, path: str, value: Any) -> Any:
    try:
        setattr(parent, name, value)
    except ValidationError:
        raise Wrong(f"{path}: {shown(value)} is not allowed; {allowed(type(parent).model_fields[name])}") from None
    return getattr(parent, name)


@cache
def _controls(model: type[Settings], above: str = "") -> Mapping[str, Control]:
    found: dict[str, Control] = {}
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Settings):
            found |= _controls(field.annotation, f"{above}{name}/")
        elif not _extra(field).get("hidden"):
            found[above + name] = _control(above + name, field, getattr(model(), name))
    return MappingProxyType(found)


def _control(path: str, field: FieldInfo, default: Any) -> Control:
    kind = _kind(field)
    if kind is None:
        raise TypeError(f"{path}: {field.annotation} is no kind of control")
    extra, (lo, hi) = _extra(field), _bounds(field)
    return Control(
        path=path,
        kind=kind,
        title=field.title or path.rpartition("/")[2].replace("_", " ").capitalize(),
        description=field.description or "",
        unit=str(extra.get("unit", "")),
        lo=lo,
        hi=hi,
        choices=get_args(field.annotation) if get_origin(field.annotation) is Literal else (),
        default=default,
        log=bool(extra.get("log")),
    )


def _kind(field: FieldInfo) -> Kind | None:
    if _extra(field).get("trigger"):
        return "trigger"
    for mark in ("colour", "point", "vector"):
        if mark in field.metadata:
            return mark
    if get_origin(field.annotation) is Literal:
        return "choice"
    kinds: dict[Any, Kind] = {bool: "bool", int: "int", float: "float"}
    return kinds.get(field.annotation)


def _bounds(field: FieldInfo) -> tuple[float | None, float | None]:
    lo = next((mark.ge for mark in field.metadata if isinstance(mark, annotated_types.Ge)), None)
    hi = next((mark.le for mark in field.metadata if isinstance(mark, annotated_types.Le)), None)
    return lo, hi  # type: ignore[return-value]


def _between(lo: float | None, hi: float | None) -> str:
    if lo is not None and hi is not None:
        return f" from {lo:.10g} to {hi:.10g}"
    return f" of at least {lo:.10g}" if lo is not None else f" of at most {hi:.10g}" if hi is not None else ""


def _extra(field: FieldInfo) -> Mapping[str, Any]:
    return field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
