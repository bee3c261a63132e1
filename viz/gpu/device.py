"""The device: every GL object is made, counted and released here."""

import contextlib
import ctypes
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypeVar

import moderngl

from viz.errors import Wrong
from viz.gpu.program import Mesh, Program
from viz.gpu.source import ShaderError
from viz.gpu.targets import Format, PingPong, Size, Target
from viz.gpu.uniforms import Block, UniformBlock
from viz.paths import SHADERS

Blend = Literal["", "add", "alpha", "premultiplied", "max"]
_GL = moderngl.Context
_BLENDS: dict[Blend, tuple[Any, Any]] = {
    "add": (_GL.FUNC_ADD, (_GL.ONE, _GL.ONE)),
    "alpha": (_GL.FUNC_ADD, (_GL.SRC_ALPHA, _GL.ONE_MINUS_SRC_ALPHA, _GL.ONE, _GL.ONE_MINUS_SRC_ALPHA)),
    "premultiplied": (_GL.FUNC_ADD, (_GL.ONE, _GL.ONE_MINUS_SRC_ALPHA)),
    "max": (_GL.MAX, (_GL.ONE, _GL.ONE)),
}
"""Equation and factors."""

GLObject = (
    moderngl.Texture
    | moderngl.TextureArray
    | moderngl.Framebuffer
    | moderngl.Buffer
    | moderngl.Program
    | moderngl.VertexArray
    | moderngl.Query
)
T = TypeVar("T", bound=GLObject)
U = TypeVar("U")
_KINDS: dict[type, str] = {
    moderngl.Texture: "texture",
    moderngl.TextureArray: "texture",
    moderngl.Framebuffer: "framebuffer",
    moderngl.Buffer: "buffer",
    moderngl.Program: "program",
    moderngl.VertexArray: "vertex_array",
    moderngl.Query: "query",
}
_SOFTWARE = ("llvmpipe", "softpipe", "swiftshader", "software rasterizer", "gdi generic")


class Device:
    """One GL context and all that lives in it. A context manager: leaving it releases everything.

    It belongs to the thread that made it: GL calls from another one would do nothing and say nothing, so they raise
    RuntimeError here.
    """

    def __init__(self, ctx: moderngl.Context, standalone: bool, shaders: Path = SHADERS) -> None:
        self.ctx = ctx
        self.shaders = shaders
        self.virtual: dict[str, str] = {}
        self.renderer: str = ctx.info["GL_RENDERER"]
        self.version: str = ctx.info["GL_VERSION"]
        self.software = any(word in self.renderer.lower() for word in _SOFTWARE)
        self.max_size: int = ctx.info["GL_MAX_TEXTURE_SIZE"]
        self.shader_errors: dict[str, str] = {}
        self.created_total: Counter[str] = Counter()
        self._standalone = standalone
        self._thread = threading.get_ident()
        self._live: dict[int, tuple[str, GLObject, str]] = {}
        self._lasting: dict[tuple[str, Path], Any] = {}
        self._lasts: set[int] = set()
        self._programs: list[Program] = []
        self._blocks: dict[str, UniformBlock] = {}
        self._rest = ctx.screen or self.framebuffer([self.texture((1, 1), 4, label="rest")], label="rest")
        self._rest.use()

    @classmethod
    def offscreen(cls, shaders: Path = SHADERS) -> Self:
        """A context of its own with no window and no display, through EGL (elsewhere the system's own way)."""
        problems = []
        backends: list[dict[str, Any]] = [{"backend": "egl"}, {}]
        for settings in backends:
            try:
                ctx = moderngl.create_context(330, True, False, **settings)
                return cls(ctx, standalone=True, shaders=shaders)
            except Exception as problem:  # moderngl and its loaders raise many kinds
                problems.append(" ".join(str(problem).split()) or type(problem).__name__)
        raise Wrong(
            f"no OpenGL 3.3 without a window here ({'; '.join(problems)});"
            " on Debian and Ubuntu: apt install libegl1 libgl1-mesa-dri"
        )

    @classmethod
    def current(cls, shaders: Path = SHADERS) -> Self:
        """The context that is current in this thread, as a window made it."""
        try:
            return cls(moderngl.create_context(require=330), standalone=False, shaders=shaders)
        except Exception as problem:
            reason = " ".join(str(problem).split())
            raise Wrong(f"the window's OpenGL is not 3.3 or newer ({reason}); update the graphics driver") from None

    # --- the thread and the context ---

    def own(self) -> None:
        """Raise RuntimeError if called from a thread that the context does not belong to."""
        if threading.get_ident() != self._thread:
            raise RuntimeError("GL used from a thread that its context does not belong to; nothing would be drawn")

    def make_current(self) -> None:
        """Make this the current context again after another one was used in this thread."""
        self.own()
        self.ctx.__enter__()

    def let_go(self) -> None:
        """Leave this thread with no current context, if this one has no window. `make_current` takes it up again.

        GLX ends the whole process when it shall make a window's context current while one of EGL's is.
        """
        self.own()
        if self._standalone and sys.platform == "linux":
            with contextlib.suppress(OSError):
                ctypes.CDLL("libEGL.so.1").eglReleaseThread()

    def errors(self) -> list[str]:
        """GL errors since the last look, oldest first."""
        found: list[str] = []
        while (error := self.ctx.error) != "GL_NO_ERROR" and len(found) < 16:
            found.append(error)
        return found

    def check(self, label: str = "") -> None:
        """Raise RuntimeError if GL reports an error."""
        if found := self.errors():
            raise RuntimeError(f"{label or 'GL'}: {', '.join(found)}")

    def finish(self) -> None:
        """Wait until everything asked for is drawn."""
        self.own()
        self.ctx.finish()

    def state(self, *, blend: Blend = "", depth: bool | Literal["always"] = False, cull: bool = False) -> None:
        """Fixed-function state for the draws that follow; whatever is not named is off.

        depth: only what is nearer than what was drawn; "always": all, and its depth takes the place of what was there.
        blend: "add" adds; "alpha" mixes by the fragment's alpha; "premultiplied" is dst·(1−a) + src; "max" keeps the
        larger.
        """
        ctx = self.ctx
        ctx.enable_only((ctx.BLEND if blend else 0) | (ctx.DEPTH_TEST if depth else 0) | (ctx.CULL_FACE if cull else 0))
        if depth:
            ctx.depth_func = "1" if depth == "always" else "<"
        if blend:
            ctx.blend_equation, ctx.blend_func = _BLENDS[blend]

    # --- making ---

    def texture(
        self,
        size: Size,
        components: int,
        dtype: str = "f1",
        data: Any = None,
        *,
        linear: bool = True,
        mipmaps: bool = False,
        repeat: bool = False,
        label: str = "",
    ) -> moderngl.Texture:
        """A 2D texture. data: a buffer of size[1] × size[0] × components, bottom row first, or None.

        mipmaps: smaller levels are made of data at once; without data, by `build_mipmaps` once it was drawn into.
        """
        self._check_size(size, label)
        texture = self._keep(self.ctx.texture(size, components, data, alignment=1, dtype=dtype), label)
        ctx = self.ctx
        smooth = linear and dtype[0] in "fn"
        magnify = ctx.LINEAR if smooth else ctx.NEAREST
        if mipmaps:
            if data is not None:
                texture.build_mipmaps()
            texture.filter = (ctx.LINEAR_MIPMAP_LINEAR if smooth else ctx.NEAREST_MIPMAP_NEAREST, magnify)
        else:
            texture.filter = (magnify, magnify)
        texture.repeat_x = texture.repeat_y = repeat
        return texture

    def depth(self, size: Size, label: str = "") -> moderngl.Texture:
        """A depth texture that can be sampled as plain numbers."""
        self._check_size(size, label)
        texture = self._keep(self.ctx.depth_texture(size), label)
        texture.compare_func = ""
        texture.filter = (self.ctx.NEAREST, self.ctx.NEAREST)
        texture.repeat_x = texture.repeat_y = False
        return texture

    def framebuffer(
        self, colors: Sequence[moderngl.Texture], depth: moderngl.Texture | None = None, label: str = ""
    ) -> moderngl.Framebuffer:
        """A framebuffer over textures that exist; see `target` for one with its own."""
        return self._keep(self.ctx.framebuffer(tuple(colors), depth), label)

    def target(
        self,
        size: Size,
        colors: Sequence[Format] = ((4, "f1"),),
        depth: bool = False,
        *,
        linear: bool = True,
        mipmaps: bool = False,
        repeat: bool = False,
        label: str = "",
    ) -> Target:
        """A framebuffer with one texture for each (components, dtype), and a depth texture if wanted."""
        return Target(self, size, colors, depth, linear, mipmaps, repeat, label)

    def ping_pong(
        self,
        size: Size,
        components: int = 4,
        dtype: str = "f4",
        linear: bool = True,
        repeat: bool = False,
        label: str = "",
    ) -> PingPong:
        """Two textures that take turns, both 0 at first."""
        return PingPong(self, size, components, dtype, linear, repeat, label)

    def buffer(self, data: Any, *, dynamic: bool = False, label: str = "") -> moderngl.Buffer:
        """A buffer holding `data` (anything with a buffer), or of `data` bytes if it is a number."""
        if isinstance(data, int):
            return self._keep(self.ctx.buffer(reserve=data, dynamic=dynamic), label)
        return self._keep(self.ctx.buffer(data, dynamic=dynamic), label)

    def uniform_block(self, spec: Block) -> UniformBlock:
        """Memory and buffer for a block; its declaration is what shaders get by `#include` from now on. One a name."""
        if spec.name in self._blocks:
            raise ValueError(f"uniform block {spec.name} exists on this device already")
        # The lowest free one: a driver has only some dozens, and renderers come and go all day.
        taken = {block.binding for block in self._blocks.values()}
        binding = next(number for number in range(1, len(taken) + 2) if number not in taken)
        made = UniformBlock(spec, self.buffer(spec.size, dynamic=True, label=spec.name), binding)
        self._blocks[spec.name] = made
        self.virtual[spec.include] = spec.glsl
        made.upload()
        return made

    def program(self, name: str, defines: Mapping[str, object] | None = None, *, vertex: str | None = None) -> Program:
        """Compile shaders/passes/NAME.vert and .frag (`vertex`: another stem for the .vert). Raises ShaderError."""
        made = Program(self, name, defines or {}, vertex)
        self._programs.append(made)
        return made

    def fullscreen(self, program: Program) -> Mesh:
        """One triangle over the whole target: call it to draw."""
        return Mesh(self, program, [], None, self.ctx.TRIANGLES, 3)

    def vertex_array(
        self,
        program: Program,
        content: Sequence[tuple[Any, ...]],
        index: moderngl.Buffer | None = None,
        *,
        mode: int | None = None,
    ) -> Mesh:
        """Buffers as (buffer, format, *attribute names), formats as moderngl's ("2f 1f/i"); triangles by default.

        An attribute that the compiler dropped is skipped; one that the shader never declares is Wrong.
        """
        return Mesh(self, program, list(content), index, self.ctx.TRIANGLES if mode is None else mode, -1)

    def query(self) -> moderngl.Query:
        """A query for GPU time."""
        return self._keep(self.ctx.query(time=True), "timer")

    def count_query(self, label: str = "") -> moderngl.Query:
        """A query for how many pixels are drawn. Asking for its `samples` waits until they are."""
        return self._keep(self.ctx.query(samples=True), label)

    def compile(self, vertex: str, fragment: str, label: str) -> moderngl.Program:
        """Compile and link whole texts. Raises moderngl.Error with the driver's log."""
        self.own()
        return self._keep(self.ctx.program(vertex_shader=vertex, fragment_shader=fragment), label)

    def link(
        self, program: moderngl.Program, content: list[Any], index: moderngl.Buffer | None, label: str
    ) -> moderngl.VertexArray:
        """A vertex array of a program and its buffers; attributes that the compiler dropped are stepped over."""
        used = [entry for entry in (_without_dropped(program, *entry) for entry in content) if len(entry) > 2]
        return self._keep(self.ctx.vertex_array(program, used, index), label)

    def binding(self, name: str, size: int, shader: str) -> int:
        """The binding point of a block that a shader uses. Raises ShaderError for none or another layout."""
        known = self._blocks.get(name)
        if known is None:
            raise ShaderError(shader, [f"uses the uniform block {name}, which no Python code has made"])
        if size > known.spec.size:
            raise ShaderError(shader, [f"the driver lays {name} out in {size} bytes, std140 in {known.spec.size}"])
        return known.binding

    def _check_size(self, size: Size, label: str) -> None:
        if min(size) < 1 or max(size) > self.max_size:
            what = f"{label or 'texture'} of {size[0]}x{size[1]} pixels"
            raise Wrong(f"{what}: each side must be 1 to {self.max_size} on {self.renderer}")

    # --- reloading ---

    @property
    def programs(self) -> tuple[Program, ...]:
        """The programs in use."""
        return tuple(self._programs)

    def reload(self) -> list[str]:
        """Compile the programs whose files were saved; their names. Failures stand in `shader_errors`, and
        the last good program goes on.

        Reads the time stamps of some dozens of files: call it a few times a second.
        """
        self.own()
        stamps: dict[Path, tuple[int, int]] = {}
        touched = [program for program in self._programs if program.changed(stamps)]
        for program in touched:
            try:
                program.reload()
            except ShaderError as problem:
                self.shader_errors[program.name] = "\n".join(problem.lines)
            else:
                self.shader_errors.pop(program.name, None)
        return [program.name for program in touched]

    def forget(self, program: Program) -> None:
        """No longer watch a program that was released."""
        if program in self._programs:
            self._programs.remove(program)
        self.shader_errors.pop(program.name, None)

    # --- counting and releasing ---

    def _keep(self, thing: T, label: str) -> T:
        kind = _KINDS[type(thing)]
        self._live[id(thing)] = (kind, thing, label)
        self.created_total[kind] += 1
        return thing

    def lasting(self, name: str, make: Callable[[Self], U]) -> U:
        """What is the same for every show, such as a baked picture: made when it is first asked for, and alive as long
        as the device. Nobody gives it back, and it is no leak."""
        known = self._lasting.get((name, self.shaders))
        if known is None:
            before = set(self._live)
            known = self._lasting[name, self.shaders] = make(self)
            self._lasts |= set(self._live) - before
        return known

    def counts(self) -> dict[str, int]:
        """How many GL objects of each kind are alive."""
        return dict(Counter(kind for kind, _, _ in self._live.values()))

    def labels(self) -> Counter[str]:
        """How many GL objects are alive that somebody has to give back, by "kind label": what a leak is made of."""
        return Counter(
            f"{kind} {label}".rstrip() for key, (kind, _, label) in self._live.items() if key not in self._lasts
        )

    def bytes(self) -> int:
        """About how much GPU memory textures and buffers take, in bytes."""
        total = 0
        for _, thing, _ in self._live.values():
            if isinstance(thing, moderngl.Texture):
                total += thing.width * thing.height * thing.components * int(thing.dtype[1])
            elif isinstance(thing, moderngl.Buffer):
                total += thing.size
        return total

    def release(self, thing: Any) -> None:
        """Release a GL object, or anything made here that holds some. Releasing twice does nothing."""
        self.own()
        if isinstance(thing, UniformBlock):
            if self._blocks.pop(thing.spec.name, None) is not None:
                self.virtual.pop(thing.spec.include)
                self.release(thing.buffer)
        elif id(thing) in self._live:
            del self._live[id(thing)]
            self._lasts.discard(id(thing))
            if thing is self.ctx.fbo:  # moderngl goes back to the bound framebuffer by number, which would be nobody's
                self._rest.use()
            if not isinstance(thing, moderngl.Query):  # moderngl frees those with the context
                thing.release()
        elif hasattr(thing, "release") and type(thing) not in _KINDS:
            thing.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release everything, and the context if it is the device's own."""
        self._programs.clear()
        self._lasting.clear()
        for _, thing, _ in reversed(list(self._live.values())):
            self.release(thing)
        self._blocks.clear()
        if self._standalone:
            self.ctx.release()
            self.let_go()


def _without_dropped(program: moderngl.Program, buffer: moderngl.Buffer, layout: str, *names: str) -> tuple[Any, ...]:
    """A buffer's entry with the attributes that the compiler dropped turned into padding.

    moderngl's own way (skip_errors) raises GL_INVALID_VALUE for those.
    """
    nodes, slash, per = layout.partition("/")
    rest, padded, kept = list(names), [], []
    for node in nodes.split():
        count, kind, size = re.fullmatch(r"(\d*)([a-z]+)(\d?)", node).groups()  # type: ignore[union-attr]
        if kind != "x":
            name = rest.pop(0)
            if program.get(name, None) is not None:
                kept.append(name)
            else:
                node = f"{int(count or 1) * int(size or 4)}x"
        padded.append(node)
    return buffer, " ".join(padded) + slash + per, *kept
