"""From the size that is drawn to the output's: the developed picture, enlarged and sharp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.passes.base import Part, Venue

if TYPE_CHECKING:
    from viz.gpu.targets import Target


class UpscalePass:
    """Enlarges what grade has drawn. Levels and not light are filtered: bright tiles get no dark rims."""

    def __init__(self, venue: Venue, developed: Target) -> None:
        self._device = venue.device
        self._developed = developed
        self._programs = [venue.device.program("upscale", {"CUBIC": cubic}) for cubic in (False, True)]
        for program in self._programs:
            program.bind(image=developed)
        self._draws = [venue.device.vertex_array(program, []) for program in self._programs]

    def draw(self, part: Part, cubic: bool) -> None:
        """Draw that part of the developed picture over the whole framebuffer in use. cubic: sharper, at thrice the
        price."""
        self._device.state()
        self._programs[cubic]["part"] = part
        self._draws[cubic].render(vertices=3)

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (*self._draws, *self._programs):
            self._device.release(thing)
