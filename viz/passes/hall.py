"""The hall: ribs, walls, doors, floor, glass and the city outside. The floor reflects what the mirror target holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from viz.controls import Settings
from viz.frame import Frame
from viz.passes.base import Venue

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device
    from viz.gpu.targets import PingPong, Target

RIB_STEPS = (90, 45)
"""In how many steps a rib's curve can be drawn, the first of them a multiple of all."""
_VAULT_VERTICES = 48 * 6
_WINDOW_VERTICES = 25 * 3
_CARDS = 3
"""Of light in the air before each window."""
SKYLINE = (2048, 1024)
DOORS = 16
"""The most doors shown."""


class HallLook(Settings):
    """Surfaces of the hall."""

    gloss: float = Field(
        0.9, ge=0, le=1.5, title="Floor gloss", description="How strongly the floor mirrors the hall; 0: matt stone"
    )
    haze: float = Field(
        1.0,
        ge=0,
        le=4,
        title="Haze",
        description="Haze in the air; 1: as the act says; 0: none",
        json_schema_extra={"unit": "×"},
    )
    city: float = Field(
        1.0,
        ge=0,
        le=4,
        title="City",
        description="Light of the city outside; 1: as the act says",
        json_schema_extra={"unit": "×"},
    )
    veins: float = Field(
        1.0,
        ge=0,
        le=4,
        title="Veins",
        description="Light in the ribs; 1: as the act says",
        json_schema_extra={"unit": "×"},
    )
    shafts: float = Field(
        1.0,
        ge=0,
        le=4,
        title="Shafts",
        description="Light of the city in the air before the windows; 1: as the act says; 0: none",
        json_schema_extra={"unit": "×"},
    )
    plants: float = Field(
        1.0,
        ge=0,
        le=4,
        title="Plants",
        description="Light of what grows and hangs in the hall; 1: as the act says; 0: none",
        json_schema_extra={"unit": "×"},
    )
    voices: float = Field(
        1.0,
        ge=0,
        le=3,
        title="Voices",
        description="Light of people's voices on its way through ribs and vault; 0: none",
        json_schema_extra={"unit": "×"},
    )


class HallPass:
    """A draw for each surface: windows, walls, floor, vault, lunette, doors; the ribs after what is behind them."""

    def __init__(self, venue: Venue, light_map: moderngl.Texture, medium: PingPong, mirror: Target) -> None:
        device = self._device = venue.device
        self._ribs_count = venue.hall.bays + 1
        self.skyline = device.lasting("skyline", lambda device: _bake(device, "skyline", SKYLINE))
        self._matter = device.lasting("matter", lambda device: _bake(device, "matter_bake", (512, 512)))
        self._index = {steps: device.buffer(_rib_quads(steps), label="rib quads") for steps in RIB_STEPS}
        self._programs = {name: device.program(name) for name in ("ribs", "walls", "floor", "doors")}
        self._windows_count = 2 * len(venue.hall.glazed)
        self._programs["vault"] = device.program("glass", {"LUNETTE": 0, "NEAREST": 1, "TRAFFIC": 0})
        self._programs["lunette"] = device.program("glass", {"LUNETTE": 1, "NEAREST": 1, "TRAFFIC": 1})
        self._programs["shafts"] = device.program("shafts")
        self._programs["windows"] = device.program("windows", {"NEAREST": 0, "TRAFFIC": 1})
        for name, program in self._programs.items():
            if name not in ("doors", "shafts"):
                program.bind(light_map=light_map)
            if name == "walls":
                program.bind(medium=medium)
            if name == "floor":
                program.bind(mirror_image=mirror)
            if name in ("walls", "ribs"):
                program.bind(matter_map=self._matter)
            if name in ("vault", "lunette", "windows"):
                program.bind(skyline=self.skyline)
        self._meshes = {
            name: device.vertex_array(program, [])
            for name, program in self._programs.items()
            if name not in ("doors", "ribs")
        }
        self._ribs = {n: device.vertex_array(self._programs["ribs"], [], index) for n, index in self._index.items()}
        self._doors = device.buffer(DOORS * 12, dynamic=True, label="doors")
        self._meshes["doors"] = device.vertex_array(self._programs["doors"], [(self._doors, "3f/i", "door")])
        self._doors_count = 0

    def reflect(self, mirror: Target, level: float) -> None:
        """The floor shows this mirror from now on. level: how much finer it is than a third of the output, in halvings:
        polished stone blurs it as much however fine it is."""
        self._programs["floor"].bind(mirror_image=mirror)
        self._programs["floor"]["mirror_level"] = level

    def update(self, frame: Frame) -> None:
        """Send which doors stand open in this frame."""
        doors = np.ascontiguousarray(frame.doors[:DOORS], np.float32)
        self._doors_count = len(doors)
        if len(doors):
            self._doors.write(doors)

    def draw(self, settings: HallLook, floor: bool) -> None:
        """Draw into the framebuffer in use. Without the floor it is the mirror's picture."""
        device, meshes = self._device, self._meshes
        device.state(depth=True)
        # Windows first: the wall behind them then costs nothing.
        if self._windows_count:
            meshes["windows"].render(vertices=_WINDOW_VERTICES, instances=self._windows_count)
        meshes["walls"].render(vertices=18)
        if floor:
            self._programs["floor"]["gloss"] = settings.gloss
            meshes["floor"].render(vertices=6)
        meshes["vault"].render(vertices=_VAULT_VERTICES)
        meshes["lunette"].render(vertices=6)
        if self._doors_count:
            device.state(depth=True, blend="premultiplied")
            meshes["doors"].render(vertices=12 if floor else 6, instances=self._doors_count)

    def draw_ribs(self, steps: int) -> None:
        """Draw the ribs, whose feathered edges lie over what is behind them. steps: of their curves, one of
        RIB_STEPS."""
        self._device.state(depth=True, blend="alpha")
        self._ribs[steps].render(instances=self._ribs_count)

    def draw_shafts(self, into: moderngl.Framebuffer) -> None:
        """Draw the light that stands in the air before the windows, over everything that is behind it."""
        if self._windows_count:
            self._device.state(depth=True, blend="add")
            into.depth_mask = False
            self._meshes["shafts"].render(vertices=6, instances=self._windows_count * _CARDS)
            into.depth_mask = True

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (
            *self._meshes.values(),
            *self._ribs.values(),
            *self._programs.values(),
            *self._index.values(),
            self._doors,
        ):
            self._device.release(thing)


def _rib_quads(steps: int) -> NDArray[np.int32]:
    """(steps, 3, 6) vertices of the quads of a rib, of which there are four in every finest step."""
    on = 4 * (RIB_STEPS[0] // steps)
    first = np.arange(steps)[:, None] * on + np.arange(3)
    return (first[..., None] + np.array([0, 1, on + 1, 0, on + 1, on])).astype(np.int32)


def _bake(device: Device, name: str, size: tuple[int, int]) -> Target:
    """A picture that a shader draws once and that is filtered down, so that what shows it never shimmers."""
    target = device.target(size, [(4, "f1")], mipmaps=True, repeat=True, label=name)
    program = device.program(name)
    draw = device.fullscreen(program)
    device.state()
    target.use()
    draw()
    target.build_mipmaps()
    # Between levels too, or the windows of far towers shimmer as the camera drifts.
    target.color.filter = (device.ctx.LINEAR_MIPMAP_LINEAR, device.ctx.LINEAR)
    device.release(draw)
    device.release(program)
    return target
