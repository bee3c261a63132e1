"""The attendees: figures out of an atlas, lit by the walls they stand between, with their shadows and their light."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from viz.controls import Settings
from viz.frame import ROLES, Frame
from viz.passes.base import Venue, quads
from viz.passes.figure_atlas import CELL, LEVELS, FigureAtlas
from viz.passes.figure_choice import FOUND, LINE, ROLE, ROOM, VOICE, YAWS, FigureChoice
from viz.passes.figure_order import Order

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device
    from viz.gpu.program import Mesh

CROSSING = 12.0
"""Metres from the eye within which two steps are shown one through the other, and bodies have cores."""
FIRM = 0.97
"""Cover from which on a body hides all that is behind it."""
SHADED, REFLECTED = 400, 700
"""How many of the nearest throw a shadow that one sees, and are seen in the floor."""
SLIM = 0.93
"""Breadth of the figures against that of the bodies they were drawn from: a crowd leaves some of the floor free."""
_POOL, _HALO, _VOICE = 1, 2, 3
"""Kinds of light about people; see shaders/passes/people_lights.vert."""


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
    """Cores of the nearer bodies from the nearest on, so that what they hide costs little; then all bodies from the
    farthest on, so that outlines let through who stands behind.

    `figures`: the most that are drawn, the nearest of all. It may be set at any time.
    """

    def __init__(self, venue: Venue, light_map: moderngl.Texture, atlas: FigureAtlas) -> None:
        device = self._device = venue.device
        self._known = device.texture(
            atlas.known.shape[1::-1], 4, "f4", atlas.known.tobytes(), linear=False, label="figures' cells"
        )
        self._order = Order(ROOM)
        self.choice = FigureChoice(device, light_map, self._known)
        self._lights = _Lights(device, self.choice)
        self._index = device.buffer(quads(2 * ROOM), label="people")
        self._bodies, self._cores = (self._mesh(atlas, more) for more in ({}, {"CORE": 1}))
        self.figures = ROOM
        self.count = self._near = 0
        self._found = False

    def _mesh(self, atlas: FigureAtlas, more: dict[str, int]) -> Mesh:
        device = self._device
        program = device.program("people", {"YAWS": YAWS, "LEVELS": LEVELS, "LINE": LINE, "SLIM": SLIM, **more})
        program.bind(figures=atlas.texture, known=self._known)
        self.choice.lend(program, **{name: name for name in FOUND if not name.startswith("from_")})
        self.choice.lend(program, **{f"{name}_of": name for name in FOUND if name.startswith("from_")})
        program["cell"] = (*CELL, *atlas.texture.size)
        return device.vertex_array(program, [], self._index)

    def update(self, frame: Frame, settings: PeopleLook) -> None:
        """Send where everyone is in this frame."""
        rows = self._order.nearest(np.asarray(frame.people, np.float32), frame.camera)[: self.figures]
        self.count = len(rows)
        self._near = min(self._order.within(CROSSING), self.count)
        self.choice.write(rows)
        self.choice.program["glow"] = settings.glow
        self._lights.update(rows, self._order.distance(SHADED), settings)
        for mesh in (self._bodies, self._cores):
            mesh.program["rim"] = settings.rim
        self._found = False

    def draw(self, mirror: bool = False) -> None:
        """Draw into the framebuffer in use, after all that is opaque.

        In the mirror neither the floor is seen nor outlines, nor those whose feet others hide.
        """
        if not self.count:
            return
        self._find()
        self._draw_cores(min(self.count, REFLECTED) if mirror else self._near, 0.5 if mirror else FIRM)
        with _untouched_depth(self._device):
            if not mirror:
                self._lights.draw_lying()
                self._draw_bodies()
            self._lights.draw_standing()

    def _find(self) -> None:
        """Choose what shows everyone, once a frame: the frame's uniform block is only filled when it is drawn."""
        if not self._found:
            into = self._device.ctx.fbo
            self.choice.find()
            into.use()
            self._found = True

    def _draw_cores(self, count: int, firm: float) -> None:
        if count:
            self._device.state(depth=True)
            self._cores.program["firm"] = firm
            self._cores.render(vertices=6 * count)

    def _draw_bodies(self) -> None:
        self._device.state(depth=True, blend="premultiplied")
        self._bodies.program["drawn"] = (self.count, self._near)
        self._bodies.render(vertices=6 * (self.count + self._near))

    def release(self) -> None:
        """Give all GL objects back but the atlas."""
        self._lights.release()
        self.choice.release()
        for mesh in (self._bodies, self._cores):
            self._device.release(mesh)
            self._device.release(mesh.program)
        for thing in (self._index, self._known):
            self._device.release(thing)


class _Lights:
    """Shade and light about people: lying on the floor, and standing in the air."""

    def __init__(self, device: Device, choice: FigureChoice) -> None:
        self._device = device
        self._list = device.texture((LINE, 3 * ROOM // LINE), 1, "f4", linear=False, label="people's lights")
        self._sent = np.zeros(3 * ROOM, np.float32)
        self._program = device.program("people_lights", {"LINE": LINE})
        self._program.bind(list=self._list)
        choice.lend(self._program, stance="stance", badge="badge", mind="mind")
        self._index = device.buffer(quads(SHADED + 3 * ROOM), label="people's lights")
        self._mesh = device.vertex_array(self._program, [], self._index)
        self._shadows = self._pools = self._standing = 0

    def update(self, rows: NDArray[np.float32], edge: float, settings: PeopleLook) -> None:
        """Find whose lights are seen among people (K, 12), the nearest first. edge: metres at which shadows end."""
        roles, known = rows[:, ROLE], settings.aura > 0
        found = np.flatnonzero((roles > 0) & (roles < ROLES.index("owner"))) if known else _NOBODY
        speak = np.flatnonzero(rows[:, VOICE] > 0.02 / settings.voices) if settings.voices > 0 else _NOBODY
        self._shadows, self._pools = min(len(rows), SHADED), len(found)
        self._standing = len(found) + len(speak)
        start = 0
        for kind, whose in ((_POOL, found), (_HALO, found), (_VOICE, speak)):
            self._sent[start : start + len(whose)] = whose + kind * 32768
            start += len(whose)
        lines = -(-start // LINE)
        if lines:
            self._list.write(self._sent[: lines * LINE], viewport=(0, 0, LINE, lines))
        self._program["strength"] = (settings.shadow, settings.aura, settings.voices, edge)

    def draw_lying(self) -> None:
        """Draw what lies on the floor."""
        self._draw(0, self._shadows + self._pools)

    def draw_standing(self) -> None:
        """Draw what stands in the air."""
        self._draw(self._shadows + self._pools, self._standing)

    def _draw(self, first: int, count: int) -> None:
        if not count:
            return
        self._device.state(depth=True, blend="premultiplied")
        self._program["first"] = (first, self._shadows)
        self._mesh.render(vertices=6 * count)

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (self._mesh, self._index, self._program, self._list):
            self._device.release(thing)


_NOBODY = np.empty(0, np.int64)


@contextmanager
def _untouched_depth(device: Device) -> Iterator[None]:
    """What is drawn meanwhile is hidden by what is nearer and hides nothing itself."""
    into = device.ctx.fbo
    into.depth_mask = False
    yield
    into.depth_mask = True
