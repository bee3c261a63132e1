"""The last pass: from light in the hall to what the display shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from viz.controls import Settings
from viz.passes.base import Venue

if TYPE_CHECKING:
    from viz.gpu.targets import Target


class Grade(Settings):
    """How the picture is developed."""

    exposure: float = Field(
        1.0,
        ge=0.05,
        le=8,
        title="Exposure",
        description="Brightness of everything; 1: as the act says",
        json_schema_extra={"log": True, "unit": "×"},
    )
    vignette: float = Field(0.30, ge=0, le=1, title="Vignette", description="How much the corners darken; 0: not")
    dither: float = Field(
        1.0, ge=0, le=4, title="Dither", description="Noise against banding; 0: none", json_schema_extra={"unit": "LSB"}
    )
    mood: float = Field(
        1.0, ge=0, le=2, title="Mood", description="How far panic cools the picture, and support warms it; 0: not"
    )
    curtain: float = Field(1.0, ge=0, le=1, title="Master", description="0: blackout; 1: full light")


class GradePass:
    """Smooth outlines, bloom, exposure, saturation, tone curve, vignette, encoding, dither."""

    def __init__(self, venue: Venue, image: Target, glow: Target) -> None:
        self._device = venue.device
        self._programs = [venue.device.program("grade", {"EDGES": int(edges)}) for edges in (False, True)]
        for program in self._programs:
            program.bind(image=image, bloom=glow)
        self._draws = [venue.device.fullscreen(program) for program in self._programs]

    def draw(self, settings: Grade, bloom: float, glow: Target | None = None, edges: bool = False) -> None:
        """Draw into the framebuffer in use, pixel for pixel. bloom: the glow's share of the picture; glow: where it
        lies now, if elsewhere than before; edges: smooth stepped outlines, at twice the price."""
        self._device.state()
        program = self._programs[edges]
        if glow is not None:
            program.bind(bloom=glow)
        program["picture"] = (settings.exposure, bloom, settings.vignette, settings.dither)
        program["stage"] = (settings.curtain, settings.mood)
        self._draws[edges]()

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (*self._draws, *self._programs):
            self._device.release(thing)
