"""Shader text before it is compiled: includes and declarations; and compile logs led back to file and line.

GLSL has no `#include`; this one is recursive and includes each file once a stage. Paths are relative to shaders/. Each
line of the whole text remembers where it was written. `#line` with file numbers would be the usual way, but Mesa names
file 0 in many of its complaints, whatever the directive said.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from viz.errors import Wrong, nearest

VERSION = "#version 330 core"

_INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"\s*(?://.*)?$')
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
_UNIFORM = re.compile(r"\buniform\s+(?:lowp\s+|mediump\s+|highp\s+)?(\w+)\s+([^;{]+);")
_INPUT = re.compile(r"^\s*(?:layout\s*\([^)]*\)\s*)?in\s+\w+\s+(\w+)\s*;", re.M)
_LOGS = (
    re.compile(r"^\d+:(?P<line>\d+)\(\d+\):\s*(?P<text>.*)$"),  # Mesa: 0:12(5): error: ...
    re.compile(r"^\d+\((?P<line>\d+)\)\s*:\s*(?P<text>.*)$"),  # NVIDIA: 0(12) : error C1008: ...
    re.compile(r"^(?:ERROR|WARNING):\s*\d+:(?P<line>\d+):\s*(?P<text>.*)$"),  # Apple, Intel, AMD
)


class ShaderError(Wrong):
    """A shader does not compile. Its text is the first complaint; `lines` are all of them, each led by path:line."""

    def __init__(self, name: str, lines: Iterable[str]) -> None:
        self.name = name
        self.lines = tuple(lines) or ("the driver gave no reason",)
        more = f" (and {len(self.lines) - 1} more)" if len(self.lines) > 1 else ""
        super().__init__(f"shader {name}: {self.lines[0]}{more}")


Place = tuple[str, int]
"""A file as shown, and a line in it."""


@dataclass
class Source:
    """One stage's text, ready for the compiler, and where each of its lines was written."""

    text: str
    places: list[Place]


@dataclass
class Files:
    """Where shaders are read from: a folder, and virtual files that Python writes. `paths` are the files to watch."""

    root: Path
    virtual: Mapping[str, str] = field(default_factory=dict)
    paths: set[Path] = field(default_factory=set)

    def read(self, name: str) -> str:
        """The text of a file. Raises FileNotFoundError."""
        if name in self.virtual:
            return self.virtual[name]
        path = self.root / name
        self.paths.add(path)  # before it is read: a file that is missing now may come
        try:
            return path.read_text(encoding="utf-8")
        except (IsADirectoryError, NotADirectoryError) as problem:
            raise FileNotFoundError(name) from problem

    def shown(self, name: str) -> str:
        """A file's name as told to people."""
        return name if name in self.virtual else f"{self.root.name}/{name}"


def expand(name: str, files: Files, defines: Mapping[str, object]) -> Source:
    """The whole text of one stage: version, defines, then the file with its includes.

    Raises ShaderError where a file is missing or not UTF-8, naming the line that asked for it.
    """
    head = [VERSION, *(f"#define {key} {_literal(value)}" for key, value in defines.items())]
    lines = [*((line, ("the head that the loader writes", n)) for n, line in enumerate(head, 1))]
    _expand(name, files, {name}, f"shader {name}", lines)
    return Source("".join(line + "\n" for line, _ in lines), [place for _, place in lines])


def _literal(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _expand(name: str, files: Files, seen: set[str], asked: str, lines: list[tuple[str, Place]]) -> None:
    shown = files.shown(name)
    try:
        text = files.read(name)
    except FileNotFoundError:
        known = [p.relative_to(files.root).as_posix() for p in files.root.rglob("*.*")] + list(files.virtual)
        raise ShaderError(name, [f'{asked}: no file "{name}" in {files.root}{nearest(name, known)}']) from None
    except UnicodeDecodeError as problem:
        raise ShaderError(name, [f"{shown}: not UTF-8 at byte {problem.start}"]) from None
    for number, line in enumerate(text.splitlines(), 1):
        match = _INCLUDE.match(line)
        if match is None:
            lines.append((line, (shown, number)))
        elif match[1] not in seen:
            seen.add(match[1])
            _expand(match[1], files, seen, f"{shown}:{number}", lines)


def uniforms_declared(text: str) -> dict[str, str]:
    """name → GLSL type of every loose uniform (not in a block) that the text declares, whether it is used or not."""
    found: dict[str, str] = {}
    for kind, names in _UNIFORM.findall(_COMMENT.sub(" ", text)):
        for declared in names.split(","):
            found[re.split(r"[\s\[=]", declared.strip())[0]] = kind
    return found


def inputs_declared(text: str) -> list[str]:
    """The names of a vertex stage's inputs, used or not."""
    return _INPUT.findall(_COMMENT.sub(" ", text))


def map_log(log: str, stages: Mapping[str, Source]) -> list[str]:
    """The driver's complaints with path:line in front; errors only, where it also gave warnings.

    log: as moderngl gives it, each stage's part under a heading, one of `stages` (vertex_shader, fragment_shader).
    """
    lines: list[str] = []
    places: list[Place] = []
    for raw in map(str.strip, log.splitlines()):
        if raw in stages:
            places = stages[raw].places
            continue
        match = next((m for m in (pattern.match(raw) for pattern in _LOGS) if m), None)
        if match is not None and 0 < int(match["line"]) <= len(places):
            shown, number = places[int(match["line"]) - 1]
            lines.append(f"{shown}:{number}: {match['text']}")
        elif raw and not set(raw) <= {"="} and raw not in _HEADINGS:
            lines.append(raw)
    return [line for line in lines if ": warning" not in line.lower()] or lines


_HEADINGS = {"GLSL Compiler failed", "GLSL Linker failed", "program", "Program"}
