"""The attendees: figures in one draw, lit by the walls they stand between, with a soft shadow under each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from viz.controls import Settings
from viz.frame import Frame
from viz.passes.base import Venue

if TYPE_CHECKING:
    import moderngl


class PeopleLook(Settings):
    """How the attendees look."""

    rim: float = Field(1.0, ge=0, le=3, title="Rim light", description="Light of the walls on the figures' edges")
    glow: float = Field(
        1.0, ge=0, le=3, title="Feelings", description="How strongly panic and support glow on people; 0: not"
    )


class PeoplePass:
    """A billboard and a shadow for each attendee, drawn from the farthest to the nearest."""

    def __init__(self, venue: Venue, light_map: moderngl.Texture) -> None:
        self._device = venue.device
        self._program = venue.device.program("people")
        self._program.bind(light_map=light_map)
        self._capacity = self.count = 0
        self._make(64)

    def update(self, frame: Frame, settings: PeopleLook) -> None:
        """Send where everyone is in this frame."""
        self.count = len(frame.people)
        if self.count > self._capacity:
            self._drop()
            self._make(self.count)
        eye = frame.camera.position
        away = (frame.people[:, 0] - eye[0]) ** 2 + (frame.people[:, 1] - eye[2]) ** 2
        self._buffer.write(np.ascontiguousarray(frame.people[np.argsort(-away, kind="stable"), :8], np.float32))
        self._program["people_look"] = (settings.rim, settings.glow)

    def _make(self, capacity: int) -> None:
        self._capacity = capacity
        self._buffer = self._device.buffer(capacity * 32, dynamic=True, label="people")
        self._mesh = self._device.vertex_array(self._program, [(self._buffer, "4f 4f/i", "stance", "feeling")])

    def draw(self) -> None:
        """Draw into the framebuffer in use, after all that is opaque."""
        if self.count:
            self._device.state(depth=True, blend="alpha")
            self._mesh.render(vertices=12, instances=self.count)

    def _drop(self) -> None:
        self._device.release(self._mesh)
        self._device.release(self._buffer)

    def release(self) -> None:
        """Give all GL objects back."""
        self._drop()
        self._device.release(self._program)
