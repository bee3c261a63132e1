"""Uniform blocks: one spec gives the std140 layout in memory and the GLSL text, so neither is ever written by hand.

    FRAME = block("Frame", [("view_projection", "mat4"), ("camera", "vec4"), ("act", "float", 5)])

A shader says `#include "frame.glsl"` and reads `frame.camera`; Python sets `frame["camera"] = (x, y, z, 1)`, then
`frame.upload()`.
Layout rules: OpenGL 3.3 core specification, 2.11.4, "Standard Uniform Block Layout".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from viz.errors import Wrong, nearest

if TYPE_CHECKING:
    import moderngl
    import numpy as np

# GLSL type → numpy scalar, components of a column, columns
_TYPES: dict[str, tuple[str, int, int]] = {
    "float": ("f4", 1, 1),
    "int": ("i4", 1, 1),
    "uint": ("u4", 1, 1),
    **{f"vec{n}": ("f4", n, 1) for n in (2, 3, 4)},
    **{f"ivec{n}": ("i4", n, 1) for n in (2, 3, 4)},
    **{f"uvec{n}": ("u4", n, 1) for n in (2, 3, 4)},
    "mat3": ("f4", 3, 3),
    "mat4": ("f4", 4, 4),
}


@dataclass(frozen=True)
class Member:
    """One member as it lies in memory. shape is what Python assigns: array length, matrix columns, components."""

    name: str
    kind: str
    count: int | None
    scalar: str
    shape: tuple[int, ...]
    offset: int
    strides: tuple[int, ...]
    size: int


@dataclass(frozen=True)
class Block:
    """The layout of one block. `instance` is what shaders call it, `include` the file that declares it."""

    name: str
    instance: str
    include: str
    members: tuple[Member, ...]
    size: int
    glsl: str


def block(name: str, members: Sequence[tuple[str, str] | tuple[str, str, int]]) -> Block:
    """Lay out (name, GLSL type[, array length]) members by std140. Raises ValueError for what cannot be."""
    offset = 0
    laid: list[Member] = []
    for member_name, kind, *count in members:
        if any(member.name == member_name for member in laid):
            raise ValueError(f"uniform block {name}: two members are called {member_name}")
        member = _lay(name, member_name, kind, count[0] if count else None, offset)
        laid.append(member)
        offset = member.offset + member.size
    instance = name[0].lower() + name[1:]
    body = "".join(f"    {m.kind} {m.name}{'' if m.count is None else f'[{m.count}]'};\n" for m in laid)
    glsl = f"layout(std140) uniform {name} {{\n{body}}} {instance};\n"
    return Block(name, instance, f"{instance}.glsl", tuple(laid), _up(offset, 16), glsl)


def _lay(owner: str, name: str, kind: str, count: int | None, offset: int) -> Member:
    if kind not in _TYPES:
        raise ValueError(f"uniform block {owner}: {name} has the type {kind}; known are {', '.join(_TYPES)}")
    scalar, rows, columns = _TYPES[kind]
    align = {1: 4, 2: 8, 3: 16, 4: 16}[rows]
    if count is not None or columns > 1:
        align = 16  # array elements and matrix columns each start on a vec4
    column_size = 16 if columns > 1 else 4 * rows
    element = _up(column_size * columns, align) if count is not None else column_size * columns
    axes = [(count, element)] if count is not None else []
    axes += [(columns, 16)] if columns > 1 else []
    axes += [(rows, 4)] if rows > 1 else []
    shape, strides = tuple(length for length, _ in axes), tuple(stride for _, stride in axes)
    return Member(name, kind, count, scalar, shape, _up(offset, align), strides, element * (count or 1))


def _up(value: int, multiple: int) -> int:
    return -(-value // multiple) * multiple


class UniformBlock:
    """The memory of a block and the buffer it is sent to. Made by Device.uniform_block.

    Matrices are given as pyrr gives them (row vectors): their memory is what GL calls column major.
    """

    def __init__(self, spec: Block, buffer: moderngl.Buffer, binding: int) -> None:
        import numpy as np  # with the first block: a picture that has none is there sooner

        self.spec = spec
        self.buffer = buffer
        self.binding = binding
        self._memory = bytearray(spec.size)
        self._views: dict[str, np.ndarray[Any, Any]] = {
            m.name: np.ndarray(m.shape, m.scalar, self._memory, m.offset, m.strides) for m in spec.members
        }

    def __setitem__(self, name: str, value: Any) -> None:
        view = self._view(name)
        try:
            view[...] = value
        except (ValueError, TypeError):
            import numpy as np

            got = np.shape(value)
            raise Wrong(f"uniform block {self.spec.name}: {name} takes shape {view.shape}, not {got}") from None

    def __getitem__(self, name: str) -> np.ndarray[Any, Any]:
        return self._view(name).copy()

    def _view(self, name: str) -> np.ndarray[Any, Any]:
        try:
            return self._views[name]
        except KeyError:
            raise Wrong(f'uniform block {self.spec.name} has no member "{name}"{nearest(name, self._views)}') from None

    def update(self, values: Mapping[str, Any]) -> None:
        """Set several members."""
        for name, value in values.items():
            self[name] = value

    def upload(self) -> None:
        """Send the memory to the GPU, and bind it, for the draws that follow."""
        self.buffer.write(self._memory)
        self.buffer.bind_to_uniform_block(self.binding)
