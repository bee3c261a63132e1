"""How the flash guard holds pixels in software, where a fetch costs more than all that is done with it.

Four pixels stand in a texel of the picture too: it passes through a buffer, which is a copy of memory, and so does what
is shown, if anything was mended. Pixels to be mended are marked by their depth, for it is by that alone that a
rasteriser passes others over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.gpu.targets import Size, Target
from viz.passes.guard_calm import BLURS, CalmGuard

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device
    from viz.gpu.program import Program, Sampled
    from viz.passes.guard_picture import Packed, Picture
    from viz.passes.guard_places import GuardPlaces


class CopiedHold:
    """`begin` with a picture and `hold` those that come; `pass_on` what is made of them."""

    def __init__(self, device: Device, places: GuardPlaces) -> None:
        self._device, self._places = device, places
        self._begin, self._look = (device.program("guard", {"BEGIN": begin, "COPIED": 1}) for begin in (1, 0))
        self._mend, self._mend_blurred = (device.program("guard_mend", some, vertex="guard") for some in ({}, BLURS))
        programs = self._begin, self._look, self._mend, self._mend_blurred
        self._draws = {one: device.fullscreen(one) for one in programs}
        self._calm = CalmGuard(device)
        self._mend_blurred.bind(calm=self._calm.calm)
        self._mended = device.count_query("guard")
        """Of texels that were drawn to mend them."""
        self._blurs = False

    @property
    def timed(self) -> tuple[Program, ...]:
        """Programs that need to be told what time has passed."""
        return self._look, self._mend, self._mend_blurred

    @property
    def laid(self) -> tuple[Program, ...]:
        """Programs that need to be told how pictures lie in textures."""
        return self._mend, self._mend_blurred, self._calm.program

    def make(self, size: Size, packed: Packed) -> None:
        """Pictures are so large from now on."""
        self._packed = packed
        self._made = self._device.target((4 * packed.across, packed.rows), [(4, "f1")], label="guard")
        self._made.framebuffer.viewport = (0, 0, *size)
        self._buffer = self._device.buffer(16 * packed.size[0] * packed.size[1], label="guard")
        self._buffer.clear()
        self.marks = self._device.depth(packed.size, label="guard")

    @property
    def sized(self) -> tuple[object, ...]:
        """What was made for that size."""
        return self._made, self._buffer, self.marks

    def tell(self, faded: float) -> None:
        """What has faded since the picture before: see guard_calm. Waits until all is drawn that was asked for."""
        self._mend_blurred["faded"] = faded
        self._blurs = self._calm.find(self._places.calm, faded)

    def begin(self, levels: Target, new: Picture) -> None:
        """Know nothing but this picture."""
        self._take(levels, new)
        self._mark(self._begin, new, picture=new.shown)
        self._blurs = False

    def hold(self, levels: Target, old: Picture, new: Picture) -> None:
        """Make of a picture as it was drawn what is to be shown."""
        self._take(levels, new)
        if self._blurs:
            self._calm.blur(levels, old, new, self._packed.abreast)
        self._mark(self._look, new, picture=new.shown, memory=old.kept)
        program = self._mend_blurred if self._blurs else self._mend
        self._device.state(depth=True)
        program.bind(picture=levels, memory=old.kept, before=old.shown)
        new.both.use()
        with self._mended:
            self._draws[program]()

    def _take(self, levels: Target, new: Picture) -> None:
        """Let it be shown as it was drawn."""
        levels.color.read_into(self._buffer, alignment=1)
        new.shown.write(self._buffer, alignment=1)

    def _mark(self, program: Program, new: Picture, **textures: Sampled) -> None:
        """Keep what pixels do, and mark those that need mending."""
        self._device.state(depth="always")  # the marks take the place of those of the picture before
        program.bind(**textures)
        new.only_kept.use()
        self._draws[program]()

    @property
    def mended(self) -> bool:
        """Whether the last picture is shown otherwise than it was drawn. Waits until that is known."""
        return self._blurs or self._mended.samples > 0

    def pass_on(self, levels: Target, new: Picture, target: Target | moderngl.Framebuffer, mended: bool) -> None:
        """Show it there. mended: otherwise than it was drawn."""
        source = levels
        if mended:
            source = target if isinstance(target, Target) and target.size == levels.size else self._made
            new.shown.read_into(self._buffer, alignment=1)
            source.color.write(self._buffer, alignment=1)
        if source is not target:
            into = target.framebuffer if isinstance(target, Target) else target
            self._device.ctx.copy_framebuffer(into, source.framebuffer)

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (*self._draws.values(), *self._draws, self._mended, *self.sized):
            self._device.release(thing)
        self._calm.release()
