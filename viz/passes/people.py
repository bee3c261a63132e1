"""The attendees: figures of an atlas in one draw, lit by the walls they stand between; their shadows and their light on
the floor in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from viz.controls import Settings
from viz.frame import Frame
from viz.passes.base import Venue
from viz.passes.figure_atlas import CELL, SHEETS, FigureAtlas
from viz.passes.figure_choice import HEIGHT, OPINION, PANIC, ROLE, SUPPORT, VARIETY, VOICE, X, YAWS, Z, choose
from viz.passes.figure_wardrobe import OUTFITS, wardrobe

if TYPE_CHECKING:
    import moderngl

NEAREST = 500
"""How many of the nearest are drawn first and whole, so that whom they hide costs nothing."""
_FLOATS = 16


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
        1.0, ge=0, le=2, title="Shadows", description="How dark the floor is where people stand; 0: not darker"
    )


class PeoplePass:
    """Everyone is drawn from the farthest to the nearest, so that outlines let through who stands behind. Before that
    the nearest are drawn the other way round, without their outlines: what they hide is never shaded."""

    def __init__(self, venue: Venue, light_map: moderngl.Texture) -> None:
        device = self._device = venue.device
        self._atlas = FigureAtlas(device)
        cells = self._atlas.cells
        known = np.concatenate([cells.boxes, cells.marks], axis=1)
        self._cells = device.texture(known.shape[1::-1], 4, "f4", known.tobytes(), linear=False, label="figures' cells")
        worn = wardrobe()
        self._wardrobe = device.texture(worn.shape[1::-1], 4, "f4", worn.tobytes(), linear=False, label="wardrobe")
        self._program = device.program("people", {"YAWS": YAWS, "SHEETS": SHEETS})
        self._program.bind(
            light_map=light_map, figures=self._atlas.target, cells=self._cells, wardrobe=self._wardrobe
        )
        self._program["cell"] = (*CELL, *self._atlas.target.size)
        self._floor = device.program("people_floor")
        self._capacity = self.count = self._near = 0
        self._make(64)

    def update(self, frame: Frame, settings: PeopleLook) -> None:
        """Send where everyone is in this frame."""
        seen = _in_view(frame)
        self.count = len(seen)
        if self.count > self._capacity:
            self._drop()
            self._make(self.count)
        eye = frame.camera.position
        away = (seen[:, X] - eye[0]) ** 2 + (seen[:, Z] - eye[2]) ** 2
        rows = _rows(seen[np.argsort(-away, kind="stable")], (eye[0], eye[2]))
        self._near = min(self.count, NEAREST)
        nearest = rows[::-1][: self._near].copy()
        nearest[:, -1] = 1.0
        self._buffer.write(np.concatenate([nearest, rows]))
        self._everyone.write(rows)
        self._program["people_look"] = (settings.rim, settings.glow, settings.aura, settings.voices)
        self._floor["floor_look"] = (settings.shadow, settings.aura, settings.glow)

    def _make(self, capacity: int) -> None:
        self._capacity = capacity
        device, row = self._device, 4 * _FLOATS
        self._buffer = device.buffer((capacity + min(capacity, NEAREST)) * row, dynamic=True, label="people")
        self._everyone = device.buffer(capacity * row, dynamic=True, label="people on the floor")
        self._mesh = device.vertex_array(
            self._program, [(self._buffer, "4f 4f 4f 4f/i", "stance", "shown", "mind", "dress")]
        )
        self._marks = device.vertex_array(
            self._floor, [(self._everyone, "4f 16x 4f 4f/i", "stance", "mind", "dress")]
        )

    def draw(self, mirror: bool = False) -> None:
        """Draw into the framebuffer in use, after all that is opaque. In the mirror the floor is not seen."""
        if not self.count:
            return
        device = self._device
        device.state(depth=True, blend="premultiplied")
        into = device.ctx.fbo
        into.depth_mask = False
        self._marks.render(vertices=6, instances=self.count)
        into.depth_mask = True
        self._mesh.render(vertices=6, instances=self.count + self._near)

    def _drop(self) -> None:
        for thing in (self._mesh, self._marks, self._buffer, self._everyone):
            self._device.release(thing)

    def release(self) -> None:
        """Give all GL objects back."""
        self._drop()
        for thing in (self._program, self._floor, self._atlas, self._cells, self._wardrobe):
            self._device.release(thing)


def _in_view(frame: Frame) -> NDArray[np.float64]:
    """(K, 12) those who are not behind the camera."""
    people = np.asarray(frame.people, np.float64)
    eye, at = np.array(frame.camera.position), np.array(frame.camera.look_at)
    ahead = at - eye
    ahead /= max(float(np.linalg.norm(ahead)), 1e-9)
    # The whole of a person is before the eye's plane, or some of it.
    depth = (people[:, X] - eye[0]) * ahead[0] + (people[:, Z] - eye[2]) * ahead[2] - eye[1] * ahead[1]
    return people[depth + np.maximum(2.2 * ahead[1], 0.0) > -1.0]


def _rows(people: NDArray[np.float64], eye: tuple[float, float]) -> NDArray[np.float32]:
    """(M, 16) what the shaders know of each person."""
    chosen = choose(people, eye)
    role = people[:, ROLE]
    rows = np.zeros((len(people), _FLOATS), np.float32)
    rows[:, :3] = people[:, [X, Z, HEIGHT]]
    rows[:, 3] = chosen.hand
    rows[:, 4], rows[:, 5], rows[:, 6] = chosen.first, chosen.second, chosen.blend
    rows[:, 7] = people[:, VARIETY]
    rows[:, 8:12] = people[:, [PANIC, SUPPORT, OPINION, VOICE]]
    outfit = np.floor(np.remainder(people[:, VARIETY], 1.0) * OUTFITS)
    rows[:, 12] = np.where((role >= 1) & (role <= 4), OUTFITS + role - 1, outfit)
    rows[:, 13] = role
    return rows
