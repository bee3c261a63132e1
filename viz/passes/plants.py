"""Fronds and lamps: all that grows and hangs in the hall, in one draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from viz.passes.base import Venue, quads
from viz.world.garden import plant

if TYPE_CHECKING:
    import moderngl

_STEPS = 8
"""Quads of a ribbon, one on another, as in shaders/passes/plants.vert."""


class PlantsPass:
    """Draws the garden after all that is opaque."""

    def __init__(self, venue: Venue, light_map: moderngl.Texture) -> None:
        device = self._device = venue.device
        garden = plant(venue.hall)
        # From the far end to the entrance: the eye mostly looks down the hall, and ribbons are feathered.
        order = np.argsort(garden.root[:, 2], kind="stable")
        self.count = len(order)
        rows = np.concatenate([garden.root, garden.habit], axis=1)[order].astype(np.float32)
        self._program = device.program("plants")
        self._program.bind(light_map=light_map)
        self._rows = device.buffer(np.ascontiguousarray(rows) if self.count else 32, label="plants")
        self._index = device.buffer(quads(_STEPS, apart=2), label="a plant's quads")
        self._mesh = device.vertex_array(self._program, [(self._rows, "4f 4f/i", "root", "habit")], self._index)

    def draw(self) -> None:
        """Draw into the framebuffer in use."""
        if self.count:
            self._device.state(depth=True, blend="premultiplied")
            into = self._device.ctx.fbo
            into.depth_mask = False
            self._mesh.render(instances=self.count)
            into.depth_mask = True

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (self._mesh, self._index, self._program, self._rows):
            self._device.release(thing)
