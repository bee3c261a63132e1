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
    """Bloom, exposure, saturation, tone curve, vignette, encoding, dither."""

    def __init__(self, venue: Venue, image: Target, glow: Target) -> None:
        self._device = venue.device
        self._program = venue.device.program("grade")
        self._program.bind(image=image, bloom=glow)
        self._draw = venue.device.fullscreen(self._program)

    def draw(self, settings: Grade, bloom: float, glow: Target | None = None) -> None:
        """Draw into the framebuffer in use, pixel for pixel. bloom: the glow's share of the picture; glow: where it
        lies now, if elsewhere than before."""
        self._device.state()
        if glow is not None:
            self._program.bind(bloom=glow)
        self._program["picture"] = (settings.exposure, bloom, settings.vignette, settings.dither)
        self._program["stage"] = (settings.curtain, settings.mood)
        self._draw()

    def release(self) -> None:
        """Give all GL objects back."""
        self._device.release(self._draw)
        self._device.release(self._program)
