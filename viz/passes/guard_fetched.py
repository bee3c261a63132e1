"""How the flash guard holds pixels on a GPU: in one draw each pixel is fetched, blurred, looked at and mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.passes.guard_calm import BLURS

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device
    from viz.gpu.program import Program
    from viz.gpu.targets import Size, Target
    from viz.passes.guard_picture import Packed, Picture
    from viz.passes.guard_places import GuardPlaces


class FetchedHold:
    """`begin` with a picture and `hold` those that come; `pass_on` what is made of them."""

    marks, sized = None, ()
    """Texels need no marks to be passed over, and nothing has to be made for a size."""

    def __init__(self, device: Device, places: GuardPlaces) -> None:
        self._device = device
        self._begin = device.program("guard", {"BEGIN": 1, "COPIED": 0})
        self._mend = device.program("guard_mend", BLURS | {"LOOKS": 1}, vertex="guard")
        self._show = device.program("guard_show")
        self._draws = {one: device.fullscreen(one) for one in (self._begin, self._mend, self._show)}
        self._mend.bind(calm=places.known)

    @property
    def timed(self) -> tuple[Program, ...]:
        """Programs that need to be told what time has passed."""
        return (self._mend,)

    @property
    def laid(self) -> tuple[Program, ...]:
        """Programs that need to be told how pictures lie in textures."""
        return self._begin, self._mend

    def make(self, size: Size, packed: Packed) -> None:
        """Pictures are so large from now on."""

    def tell(self, faded: float) -> None:
        """What has faded since the picture before: see guard_calm."""
        self._mend["faded"] = faded

    def begin(self, levels: Target, new: Picture) -> None:
        """Know nothing but this picture."""
        self._device.state()
        self._begin.bind(picture=levels)
        new.both.use()
        self._draws[self._begin]()

    def hold(self, levels: Target, old: Picture, new: Picture) -> None:
        """Make of a picture as it was drawn what is to be shown."""
        self._device.state()
        self._mend.bind(picture=levels, memory=old.kept, before=old.shown)
        new.both.use()
        self._draws[self._mend]()

    def pass_on(self, levels: Target, new: Picture, target: Target | moderngl.Framebuffer, mended: bool) -> None:
        """Show it there, whether or not it is mended."""
        self._device.state()
        target.use()
        self._show.bind(shown=new.shown)
        self._draws[self._show]()

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (*self._draws.values(), *self._draws):
            self._device.release(thing)
