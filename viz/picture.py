"""The picture's controls: one settings model a pass."""

from __future__ import annotations

from pydantic import Field

from viz.controls import Settings
from viz.passes.bloom import Bloom
from viz.passes.captions import CaptionLook
from viz.passes.grade import Grade
from viz.passes.hall import HallLook
from viz.passes.light import Light
from viz.passes.mosaics import Enamel, GlitchLook
from viz.passes.people import PeopleLook
from viz.passes.swarm import SwarmLook


class Picture(Settings):
    """How everything looks; an act's own look comes on top of it."""

    grade: Grade = Field(default_factory=Grade, title="Development")
    enamel: Enamel = Field(default_factory=Enamel, title="Bio-enamel")
    glitch: GlitchLook = Field(default_factory=GlitchLook, title="Glitch")
    light: Light = Field(default_factory=Light, title="Light")
    hall: HallLook = Field(default_factory=HallLook, title="Hall")
    people: PeopleLook = Field(default_factory=PeopleLook, title="Attendees")
    swarm: SwarmLook = Field(default_factory=SwarmLook, title="Nanobots")
    bloom: Bloom = Field(default_factory=Bloom, title="Bloom")
    captions: CaptionLook = Field(default_factory=CaptionLook, title="Captions")

    def calmed(self, calm: float) -> Picture:
        """The same with less that moves or flickers; calm: 0 (as it is) … 1."""
        if calm <= 0:
            return self
        glitch, swarm = self.glitch, self.swarm
        return self.model_copy(
            update={
                "glitch": glitch.model_copy(
                    update={
                        "hue": glitch.hue * (1 - 0.75 * calm),
                        "displacement": glitch.displacement * (1 - calm),
                        "tilt": glitch.tilt * (1 - 0.85 * calm),
                        "flicker": glitch.flicker * (1 - calm),
                    }
                ),
                "swarm": swarm.model_copy(update={"brightness": swarm.brightness * (1 - 0.75 * calm)}),
            }
        )
