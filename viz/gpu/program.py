"""Programs from shader files: compiled, reloaded while the show runs, and drawn with all their textures bound."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import moderngl

from viz.errors import Wrong, nearest
from viz.gpu.source import Files, ShaderError, expand, inputs_declared, map_log, uniforms_declared
from viz.gpu.targets import PingPong, Target

if TYPE_CHECKING:
    from viz.gpu.device import Device

Sampled = moderngl.Texture | moderngl.TextureArray | moderngl.Texture3D | moderngl.TextureCube | Target | PingPong

_SAMPLERS = ("sampler", "isampler", "usampler")
FULLSCREEN = "lib/fullscreen.vert"


class Program:
    """shaders/passes/NAME.vert and NAME.frag; without a .vert, the shared one that covers the target.

    Made by Device.program. `program["name"] = value` sets a loose uniform, to a number, a tuple of numbers or an array;
    one that the compiler dropped is ignored, one that the text never declares is Wrong. `bind(name=texture)` gives
    samplers their textures; every draw binds them all again, so that no other pass can leave a wrong one behind.
    """

    def __init__(self, device: "Device", name: str, defines: Mapping[str, object], vertex: str | None) -> None:
        self._device = device
        self.name = name
        self._vertex = vertex
        self._defines = dict(defines)
        self._values: dict[str, Any] = {}
        self._textures: dict[str, Sampled] = {}
        self._units: dict[str, int] = {}
        self._bound: dict[str, tuple[Callable[[int], None], int]] = {}
        """Sampler → what binds its texture, and the unit: as `ready` needs it in every draw."""
        self._declared: dict[str, str] = {}
        self.inputs: list[str] = []
        self._stamps: dict[Path, tuple[int, int]] = {}
        self._gl: moderngl.Program | None = None
        self.generation = 0
        self._compile()

    @property
    def gl(self) -> moderngl.Program:
        """The program as it is now; another object after a reload."""
        if self._gl is None:
            raise RuntimeError(f"shader {self.name} was released")
        return self._gl

    def _compile(self) -> None:
        """Compile from the files as they are. On failure the program stays as it was, and ShaderError is raised."""
        device = self._device
        files = Files(device.shaders, device.virtual)
        vertex_file = f"passes/{self._vertex or self.name}.vert"
        if self._vertex is None and not (device.shaders / vertex_file).is_file():
            vertex_file = FULLSCREEN
        try:
            vertex = expand(vertex_file, files, self._defines)
            fragment = expand(f"passes/{self.name}.frag", files, self._defines)
            try:
                fresh = device.compile(vertex.text, fragment.text, self.name)
            except moderngl.Error as problem:
                stages = {"vertex_shader": vertex, "fragment_shader": fragment}
                raise ShaderError(self.name, map_log(str(problem), stages)) from None
            bindings = self._bindings(fresh)
        except ShaderError as problem:
            raise ShaderError(self.name, problem.lines) from None
        finally:
            self._stamps = {path: stamp(path) for path in files.paths}
        declared = uniforms_declared(vertex.text) | uniforms_declared(fragment.text)
        self._adopt(fresh, declared, bindings)
        self.inputs = inputs_declared(vertex.text)

    def _bindings(self, fresh: moderngl.Program) -> dict[str, int]:
        """Uniform block → binding point. Raises ShaderError, and releases the fresh program, where there is none."""
        try:
            members = (fresh[name] for name in fresh)
            blocks = [member for member in members if isinstance(member, moderngl.UniformBlock)]
            return {b.name: self._device.binding(b.name, b.size, self.name) for b in blocks}
        except ShaderError:
            self._device.release(fresh)
            raise

    def _adopt(self, fresh: moderngl.Program, declared: dict[str, str], bindings: dict[str, int]) -> None:
        """Put a freshly linked program in the place of the old one, with all that was set on it."""
        old, self._gl, self._declared = self._gl, fresh, declared
        self.generation += 1
        samplers = [name for name, kind in declared.items() if kind.startswith(_SAMPLERS)]
        self._units = {name: unit for unit, name in enumerate(n for n in samplers if n in fresh)}
        self._bound.clear()
        for name, unit in self._units.items():
            fresh[name] = unit
        self.bind(**{name: texture for name, texture in self._textures.items() if name in declared})
        for block_name, binding in bindings.items():
            fresh[block_name].binding = binding  # type: ignore[union-attr]
        for name, value in self._values.items():
            if name in declared:
                self._write(name, value)
        if old is not None:
            self._device.release(old)

    def __setitem__(self, name: str, value: Any) -> None:
        if name not in self._declared:
            raise Wrong(f'shader {self.name} declares no uniform "{name}"{nearest(name, self._declared)}')
        # Most stay what they were from frame to frame, and a comparison takes a tenth of what packing and sending do.
        if getattr(value, "ndim", 0) or self._values.get(name) != value:
            self._write(name, value)
            self._values[name] = value

    def _write(self, name: str, value: Any) -> None:
        uniform: Any = self.gl.get(name, None)
        if uniform is None:
            return
        if getattr(value, "ndim", 0):  # an array of numpy's, which a picture that needs none does not wait for
            uniform.write(value.astype({"f": "f4", "i": "i4", "I": "u4"}[uniform.fmt[-1]], order="C"))
        else:
            uniform.value = value

    def bind(self, **textures: Sampled) -> None:
        """Give samplers their textures: a texture, a Target (its first colour) or a PingPong (the one to read)."""
        for name, texture in textures.items():
            if name not in self._declared:
                samplers = [n for n, kind in self._declared.items() if kind.startswith(_SAMPLERS)]
                raise Wrong(f'shader {self.name} declares no sampler "{name}"{nearest(name, samplers)}')
            self._textures[name] = texture
            if name in self._units:
                use = texture.sample if isinstance(texture, Target | PingPong) else texture.use
                self._bound[name] = use, self._units[name]

    def ready(self) -> None:
        """Bind every sampler's texture to its unit: called before each draw."""
        if len(self._bound) < len(self._units):
            name = next(name for name in self._units if name not in self._bound)
            raise Wrong(f'shader {self.name}: nothing is bound to the sampler "{name}"')
        for use, unit in self._bound.values():
            use(unit)

    def changed(self, stamps: dict[Path, tuple[int, int]]) -> bool:
        """Whether any file differs from what was compiled. `stamps` saves asking the disk twice in one look."""
        for path, known in self._stamps.items():
            if path not in stamps:
                stamps[path] = stamp(path)
            if stamps[path] != known:
                return True
        return False

    def reload(self) -> None:
        """Compile again. On failure the last good program stays in use, and ShaderError is raised."""
        self._compile()

    def release(self) -> None:
        """Give the program back."""
        if self._gl is not None:
            self._device.release(self._gl)
            self._gl = None
        self._device.forget(self)


class Mesh:
    """A program and the buffers it draws, or none. Made by Device.fullscreen and vertex_array; survives reloads."""

    def __init__(
        self,
        device: "Device",
        program: Program,
        content: list[Any],
        index: moderngl.Buffer | None,
        mode: int,
        vertices: int,
    ) -> None:
        self._device, self.program = device, program
        self._content, self._index, self._mode, self._vertices = content, index, mode, vertices
        self._generation = -1
        self._vao: moderngl.VertexArray | None = None
        for name in [attribute for _, _, *attributes in content for attribute in attributes]:
            if name not in program.inputs:
                raise Wrong(f'shader {program.name} declares no input "{name}"{nearest(name, program.inputs)}')
        self._build()

    def _build(self) -> moderngl.VertexArray:
        if self._vao is not None:
            self._device.release(self._vao)
        self._vao = self._device.link(self.program.gl, self._content, self._index, self.program.name)
        self._generation = self.program.generation
        return self._vao

    def render(self, vertices: int | None = None, instances: int = -1, first: int = 0, mode: int | None = None) -> None:
        """Draw into the framebuffer in use. `vertices` and `instances` default to what the buffers hold."""
        self._device.own()
        vao = self._vao if self._generation == self.program.generation and self._vao is not None else self._build()
        self.program.ready()
        count = self._vertices if vertices is None else vertices
        vao.render(self._mode if mode is None else mode, count, first, instances)

    __call__ = render

    def release(self) -> None:
        """Give the vertex array back (not its buffers, nor the program)."""
        if self._vao is not None:
            self._device.release(self._vao)
            self._vao = None


def stamp(path: Path) -> tuple[int, int]:
    """When a file was written and how long it is; (0, -1) while it is missing."""
    try:
        status = path.stat()
    except OSError:
        return 0, -1
    return status.st_mtime_ns, status.st_size
