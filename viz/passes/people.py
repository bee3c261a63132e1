"""The attendees: figures out of an atlas, lit by the walls they stand between, with their shadows and their light, in
one draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from viz.controls import Settings
from viz.frame import Frame
from viz.passes.base import Venue
from viz.passes.figure_atlas import CELL, LEVELS, FigureAtlas
from viz.passes.figure_choice import YAWS, X, Z
from viz.passes.figure_quads import quads
from viz.passes.figure_wardrobe import wardrobe

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device

LINE = 64
"""Quads side by side in the texture that holds them: no texture is as high as a crowd is large."""


class PeopleLook(Settings):
    """How the attendees look."""

    rim: float = Field(1.0, ge=0, le=3, title="Rim light", description="Light of the walls on the figures' edges")
    glow: float = Field(
        1.0, ge=0, le=3, title="Feelings", description="How strongly panic and support glow on people; 0: not"
    )
    aura: float = Field(
        1.0,
        ge=0,
        le=3,
        title="Aura",
        description="Light about Nova, Kai, Lumi, Finn and ToothPact, by which they are found in a crowd; 0: none",
    )
    voices: float = Field(
        1.0, ge=0, le=3, title="Voices", description="How strongly those glow who speak or sing; 0: not"
    )
    shadow: float = Field(
        1.0, ge=0, le=1.5, title="Shadows", description="How dark the floor is where people stand; 0: not darker"
    )


class PeoplePass:
    """Quads from the farthest to the nearest, so that outlines let through who stands behind."""

    def __init__(self, venue: Venue, light_map: moderngl.Texture, atlas: FigureAtlas) -> None:
        device = self._device = venue.device
        self._atlas = atlas
        self._cells = _table(device, self._atlas.known, "figures' cells")
        self._wardrobe = _table(device, wardrobe(), "wardrobe")
        self._program = device.program("people", {"YAWS": YAWS, "LEVELS": LEVELS, "LINE": LINE})
        self._program.bind(light_map=light_map, figures=self._atlas.texture, cells=self._cells, wardrobe=self._wardrobe)
        self._program["cell"] = (*CELL, *self._atlas.texture.size)
        self._capacity = self.count = self._reflected = 0
        self._make(256)

    def update(self, frame: Frame, settings: PeopleLook) -> None:
        """Send where everyone is in this frame."""
        eye = frame.camera.position
        look = (settings.shadow, settings.aura, settings.voices)
        rows, self._reflected = quads(_in_view(frame), (eye[0], eye[2]), self._atlas.spot, look)
        self.count = len(rows)
        if self.count > self._capacity:
            self._drop()
            self._make(self.count)
        lines = -(-self.count // LINE)
        self._sent[: self.count] = rows
        self._quads.write(self._sent[: lines * LINE], viewport=(0, 0, 4 * LINE, lines))
        self._program["rim"] = 0.28 * settings.rim
        self._program["glow"] = settings.glow

    def _make(self, capacity: int) -> None:
        device, lines = self._device, -(-capacity // LINE)
        self._capacity = capacity = lines * LINE
        self._sent = np.zeros((capacity, 16), np.float32)
        self._quads = device.texture((4 * LINE, lines), 4, "f4", linear=False, label="people")
        corners = np.arange(capacity, dtype=np.int32)[:, None] * 4 + np.array([0, 1, 3, 0, 3, 2], np.int32)
        self._index = device.buffer(corners, label="people")
        self._mesh = device.vertex_array(self._program, [], self._index)
        self._program.bind(quads=self._quads)

    def draw(self, mirror: bool = False) -> None:
        """Draw into the framebuffer in use, after all that is opaque.

        In the mirror neither the floor is seen nor those whose feet others hide.
        """
        first = self._reflected if mirror else 0
        if first >= self.count:
            return
        self._device.state(depth=True, blend="premultiplied")
        into = self._device.ctx.fbo
        into.depth_mask = False
        self._mesh.render(vertices=6 * (self.count - first), first=6 * first)
        into.depth_mask = True

    def _drop(self) -> None:
        for thing in (self._mesh, self._index, self._quads):
            self._device.release(thing)

    def release(self) -> None:
        """Give all GL objects back but the atlas."""
        self._drop()
        for thing in (self._program, self._cells, self._wardrobe):
            self._device.release(thing)


def _table(device: Device, values: NDArray[np.float32], label: str) -> moderngl.Texture:
    """A texture of numbers (rows, columns, 4)."""
    return device.texture(values.shape[1::-1], 4, "f4", values.tobytes(), linear=False, label=label)


def _in_view(frame: Frame) -> NDArray[np.float64]:
    """(K, 12) those who are not behind the camera."""
    people = np.asarray(frame.people, np.float64)
    eye, at = np.array(frame.camera.position), np.array(frame.camera.look_at)
    ahead = at - eye
    ahead /= max(float(np.linalg.norm(ahead)), 1e-9)
    # Between their feet and their heads, whichever is farther ahead.
    depth = (people[:, X] - eye[0]) * ahead[0] + (people[:, Z] - eye[2]) * ahead[2] - eye[1] * ahead[1]
    return people[depth + max(2.4 * ahead[1], 0.0) > -1.0]
