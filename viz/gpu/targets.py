"""What is drawn into: targets, and pairs of textures for state that evolves."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device

Size = tuple[int, int]
Format = tuple[int, str]
"""(components, dtype as moderngl calls it: f1 8-bit normalised, f2 half, f4 single, u1… integer)"""


class Target:
    """A framebuffer with its own textures. Stays the same object over a resize, so a bound target needs no new bind."""

    def __init__(
        self,
        device: "Device",
        size: Size,
        formats: Sequence[Format],
        depth: bool,
        linear: bool,
        mipmaps: bool,
        repeat: bool,
        label: str,
    ) -> None:
        self._device = device
        self._formats, self._depth = tuple(formats), depth
        self._options = {"linear": linear, "mipmaps": mipmaps, "repeat": repeat}
        self.label = label
        self._make(size)

    def _make(self, size: Size) -> None:
        device = self._device
        self.size = size
        self.colors = tuple(
            device.texture(size, components, dtype, label=self.label, **self._options)
            for components, dtype in self._formats
        )
        self.depth = device.depth(size, label=self.label) if self._depth else None
        self.framebuffer = device.framebuffer(self.colors, self.depth, label=self.label)

    @property
    def color(self) -> "moderngl.Texture":
        """The first colour texture: what a sampler reads when the whole target is bound."""
        return self.colors[0]

    def sample(self, unit: int) -> None:
        """Let samplers at that unit read the first colour texture."""
        self.colors[0].use(unit)

    def use(self, size: Size | None = None) -> None:
        """Draw into this from now on: over its whole size, or into its lower left corner of this size."""
        self._device.own()
        self.framebuffer.viewport = (0, 0, *(size or self.size))
        self.framebuffer.use()

    def clear(self, *value: float, depth: float = 1.0) -> None:
        """Fill every colour texture with (r, g, b, a), missing ones 0, and the depth."""
        self._device.own()
        red, green, blue, alpha = (*value, 0.0, 0.0, 0.0, 0.0)[:4]
        self.framebuffer.clear(red, green, blue, alpha, depth)

    def build_mipmaps(self) -> None:
        """Filter the level drawn into down to the smaller ones."""
        for texture in self.colors:
            texture.build_mipmaps()

    def resize(self, size: Size) -> None:
        """New textures of another size; what was in them is lost. Does nothing when the size is the same."""
        if size != self.size:
            self.release()
            self._make(size)

    def release(self) -> None:
        """Give the textures and the framebuffer back."""
        for thing in (self.framebuffer, *self.colors, self.depth):
            if thing is not None:
                self._device.release(thing)


class PingPong:
    """Two textures that take turns: a step reads one and writes the other, then swap.

    Bound to a sampler, it is always the one to read.
    """

    def __init__(
        self, device: "Device", size: Size, components: int, dtype: str, linear: bool, repeat: bool, label: str
    ) -> None:
        self._device = device
        formats = [(components, dtype)]
        self._pair = [Target(device, size, formats, False, linear, False, repeat, label) for _ in range(2)]
        self.clear()

    @property
    def size(self) -> Size:
        return self._pair[0].size

    @property
    def read(self) -> "moderngl.Texture":
        """The state as it is."""
        return self._pair[0].color

    @property
    def write(self) -> "moderngl.Framebuffer":
        """Where the next state goes."""
        return self._pair[1].framebuffer

    def sample(self, unit: int) -> None:
        """Let samplers at that unit read the state as it is."""
        self._pair[0].sample(unit)

    def swap(self) -> None:
        """What was written is now the state."""
        self._pair.reverse()

    def step(self, draw: Callable[[], None]) -> None:
        """Draw the next state, and go on to it."""
        self.write.use()
        draw()
        self.swap()

    def clear(self, *value: float) -> None:
        """Set the state to (r, g, b, a) everywhere, in both textures."""
        for target in self._pair:
            target.clear(*value)

    def snapshot(self) -> bytes:
        """The state, bit for bit."""
        self._device.own()
        return self.read.read(alignment=1)

    def restore(self, state: bytes) -> None:
        """Make the state what a snapshot holds. Raises ValueError if it is of another size."""
        self._device.own()
        texture = self.read
        expected = texture.width * texture.height * texture.components * int(texture.dtype[1])
        if len(state) != expected:
            raise ValueError(f"a snapshot of {len(state)} bytes cannot fill a texture of {expected}")
        texture.write(state, alignment=1)

    def resize(self, size: Size) -> None:
        """Another size, filled with 0. Does nothing when the size is the same."""
        if size != self.size:
            for target in self._pair:
                target.resize(size)
            self.clear()

    def release(self) -> None:
        """Give both textures back."""
        for target in self._pair:
            target.release()
