"""Bio-enamel on the walls: one draw for all mosaics; each pixel finds its tile, so the cost does not grow with their
number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from viz.controls import Settings
from viz.frame import Frame
from viz.passes.base import SOON, Venue, spare
from viz.passes.far_pictures import FAR_CELL, FAR_GREAT, FAR_MARGIN, FarPictures, far_cells
from viz.passes.film import FILM_SIZE, film_table
from viz.passes.lifted import LiftedPass
from viz.passes.mosaic_tables import LARGEST, TABLE, Table, packed
from viz.world.hall import moved
from viz.world.mosaic import PITTED
from viz.world.tiling import NONE, Tiling, tiling

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.targets import PingPong
    from viz.world.hall import Hanging
    from viz.world.mosaic import Mosaics

_DEFINES = {
    "FAR_CELL": f"vec2({FAR_CELL[0]}.0, {FAR_CELL[1]}.0)",
    "FAR_GREAT": f"{FAR_GREAT}.0",
    "FAR_MARGIN": FAR_MARGIN,
    "LARGEST": LARGEST,
    "PITTED": PITTED,
    "TABLE": TABLE,
    "DISSOLVED": 0.7,  # pixels a tile, measured as a share of it, from which on none is seen
}
_COLUMNS = 17
"""Numbers of a mosaic, as shaders/passes/mosaics.vert reads them: hung, extent, emission, cells, bow."""


class Enamel(Settings):
    """How the tiles look at rest."""

    inner: float = Field(1.0, ge=0, le=3, title="Inner light", description="Bioluminescence under the enamel; 0: dark")
    iridescence: float = Field(
        1.0, ge=0, le=3, title="Iridescence", description="Thin-film colours of the coat; 0: none"
    )
    relief: float = Field(1.0, ge=0, le=2, title="Relief", description="Bevel of the tiles; 0: flat")
    lamp: float = Field(
        1.0,
        ge=0,
        le=3,
        title="Picture lights",
        description="Lamps above the mosaics; 1: as the act says; 0: off",
        json_schema_extra={"unit": "×"},
    )
    grout: float = Field(0.14, ge=0, le=1, title="Grout light", description="Light that seeps out between tiles")


class GlitchLook(Settings):
    """How the nanobots' excitement shows. Luminance hardly changes: the chaos is in hue, place and tilt."""

    hue: float = Field(
        0.42, ge=0, le=1, title="Colour shift", description="How far hues turn", json_schema_extra={"unit": "turns"}
    )
    displacement: float = Field(
        0.40,
        ge=0,
        le=0.45,
        title="Displacement",
        description="How far tiles leave their bed",
        json_schema_extra={"unit": "tiles"},
    )
    tilt: float = Field(0.45, ge=0, le=1, title="Tilt", description="How far tiles lean out; 0: not")
    flicker: float = Field(
        0.5, ge=0, le=0.8, title="Drop-outs", description="How dark the tiles that fail become; 0: none do"
    )


class MosaicsPass:
    """Two draws: mosaics whose tiles are seen, and those that are too far away for it, which are cheaper.

    Holds tiles, cells, the far pictures and the film's table on the GPU. What was loaded never changes; mosaics that
    come later are written behind it, into room that was made before.
    """

    def __init__(self, venue: Venue, light_map: moderngl.Texture, medium: PingPong) -> None:
        device = self._device = venue.device
        mosaics, hanging = venue.mosaics, venue.hanging
        self.count = len(hanging.scale)
        self._held, self._hanging = mosaics, hanging
        self._capacity = self.count + spare(self.count)
        tiles = tiling(mosaics)
        self._cells = Table(device, tiles.cells, self._spare(len(tiles.cells)), "tile cells")
        self._shapes = Table(device, packed(mosaics), self._spare(2 * len(mosaics.angle)), "tiles")
        self._far = FarPictures(device, mosaics, self._capacity)
        self._film = device.texture(FILM_SIZE, 3, "f2", film_table().astype(np.float16), label="film")
        self._programs = tuple(device.program("mosaics", {**_DEFINES, "FAR": far}) for far in (0, 1))
        self._core = device.program("mosaic_cores")
        self._bind(
            light_map=light_map,
            medium=medium,
            tile_cells=self._cells.texture,
            tile_shapes=self._shapes.texture,
            far_picture=self._far.textures[0],
            far_curated=self._far.textures[1],
            film=self._film,
        )
        self._rows = np.zeros((self._capacity, _COLUMNS), np.float32)
        self._number(mosaics, tiles, 0)
        self._place(np.arange(self.count))
        self._lifted = LiftedPass(venue, light_map, medium, self._film)
        self._make_instances()
        self._stirred = False

    def takes(self, mosaics: Mosaics) -> bool:
        """Whether those are the ones that are held, some of them, or more after them."""
        return self._held.begins(mosaics) or mosaics.begins(self._held)

    def hang(self, mosaics: Mosaics, hanging: Hanging) -> Iterator[None]:
        """Show those mosaics, which it must take, where they hang now. It is done in steps, of which none is dear."""
        self._drop(mosaics)
        yield from self._add(mosaics)
        changed, fewer = moved(self._hanging, hanging), len(hanging.scale) < self.count
        self.count, self._hanging = len(hanging.scale), hanging
        self._place(changed)
        for i in changed.tolist():
            self._instances.write(self._rows[i], offset=i * self._rows[0].nbytes)
        yield
        if changed.size or fewer:
            yield from self._lifted.hang(mosaics, hanging)
        yield

    def tend(self) -> bool:
        """Whether room ran low, and more was made: one table or texture at a call, so that no frame has all of it to
        do."""
        held = len(self._held.size)
        if self._capacity < held + SOON:
            self._grow_places(held)
            return True
        if (design := self._far.small(self._capacity)) is not None:
            self._grow_far(design)
            return True
        for table in self._tables:
            if table.spare < SOON * 2 * table.count // held:
                self._grow(table)
                return True
        return False

    def update(self, frame: Frame, enamel: Enamel, glitch: GlitchLook, lifted: int) -> None:
        """Send what this frame says of the mosaics. lifted: how many tiles the glitch may throw at most."""
        count = len(frame.mosaic)
        self._state.write(np.ascontiguousarray(frame.mosaic, np.float32), (0, 0, count, 1))
        self._design.write(np.ascontiguousarray(frame.design, np.float32), (0, 0, 3, count))
        thrown, share = self._lifted.few(lifted)
        for program in self._programs:
            program["enamel"] = (enamel.iridescence, enamel.inner, enamel.relief, enamel.grout)
            program["lamp"] = enamel.lamp
            program["lifted"] = (share, min(glitch.displacement / 0.4, 1.0))
            program["glitch_look"] = (glitch.hue, glitch.displacement, glitch.tilt, glitch.flicker)
        self._lifted.update(glitch.displacement, glitch.hue, enamel.lamp, thrown)
        self._stirred = frame.awake

    def draw_cores(self) -> None:
        """Draw what hides the walls for certain, before them: what is behind it then costs nothing."""
        self._device.state(depth=True)
        self._cores.render(vertices=8, instances=self.count, mode=self._device.ctx.TRIANGLE_STRIP)

    def draw(self) -> None:
        """Draw into the framebuffer in use, over the walls."""
        self._device.state(depth=True, blend="alpha")
        for mesh in self._meshes:
            mesh.render(vertices=4, instances=self.count, mode=self._device.ctx.TRIANGLE_STRIP)

    def find_lifted(self) -> None:
        """Find the tiles that are in the air, once a frame, before anything is drawn: what vertices look up must be
        finished, and later there is more to wait for. Leaves another framebuffer in use."""
        if self._stirred:
            self._lifted.find()

    def draw_lifted(self) -> None:
        """Draw the tiles that are in the air."""
        if self._stirred:
            self._lifted.draw()

    def release(self) -> None:
        """Give all GL objects back."""
        self._lifted.release()
        held = (self._cells, self._shapes, self._far, self._film, self._instances, self._state, self._design)
        for thing in (*held, self._cores, self._core, *self._meshes, *self._programs):
            self._device.release(thing)

    @property
    def _tables(self) -> dict[Table, str]:
        """The tables, and what the shader calls them."""
        return {self._cells: "tile_cells", self._shapes: "tile_shapes"}

    def _spare(self, rows: int) -> int:
        """So many rows more leave room for as many mosaics more as there shall be, and for some that are larger."""
        held = len(self._held.size)
        return int(1.3 * rows / held * max(self._capacity - held, SOON)) + TABLE

    def _add(self, mosaics: Mosaics) -> Iterator[None]:
        """Write the mosaics that are not held yet behind those that are."""
        held, count = len(self._held.size), len(mosaics.size)
        if count <= held:
            return
        new, tile, cell = mosaics.part(held, count), int(mosaics.first[held]), self._cells.count
        tiles = tiling(new)
        tiles.cells[tiles.cells != NONE] += np.uint32(tile)
        if count > self._capacity:
            self._grow_places(count)
        yield
        while (design := self._far.small(self._capacity)) is not None:
            self._grow_far(design)
        for table, rows in ((self._cells, tiles.cells), (self._shapes, packed(new, tile))):
            if table.spare < len(rows):
                self._grow(table, len(rows))
            table.add(rows)
        yield
        self._far.add(mosaics, held)
        self._held = mosaics
        self._number(new, tiles, held, cell)
        yield

    def _drop(self, mosaics: Mosaics) -> None:
        """Forget those that are held and hang no more, the last ones: who comes next takes their room."""
        held, count = len(self._held.size), len(mosaics.size)
        if count < held:
            self._far.wipe(count, held)
            self._cells.count, self._shapes.count = int(self._rows[count, 12]), 2 * int(mosaics.first[-1])
            self._held = mosaics

    def _number(self, part: Mosaics, tiles: Tiling, first: int, cell: int = 0) -> None:
        """Fill in what never changes of mosaics from that one on: extent, emission, cells."""
        count = first + len(part.size)
        rows = self._rows[first:count]
        rows[:, 3], rows[:, 4:6] = tiles.tile / 2, part.size
        rows[:, 6:8] = far_cells(count, self._far.columns)[first:]
        rows[:, 8:11], rows[:, 11] = part.emission, np.arange(first, count)
        rows[:, 12], rows[:, 13:15], rows[:, 15] = cell + tiles.first[:-1], tiles.shape, tiles.pitch
        # The ends of a smile rise by its curve's share of its half width.
        rows[:, 16] = 2.0 * np.array([traits.curve for traits in part.traits]) / part.size[:, 0]

    def _place(self, which: NDArray[np.int64]) -> None:
        """Fill in where those hang."""
        self._rows[which, 0:2], self._rows[which, 2] = self._hanging.strip[which], self._hanging.scale[which]

    def _bind(self, **textures: moderngl.Texture | PingPong) -> None:
        for program in self._programs:
            program.bind(**textures)

    def _grow(self, table: Table, rows: int = 0) -> None:
        self._bind(**{self._tables[table]: table.grow(rows + self._spare(table.count))})

    def _grow_far(self, design: int) -> None:
        texture = self._far.grow(design, self._capacity)
        self._bind(**{("far_picture", "far_curated")[design]: texture})

    def _grow_places(self, count: int) -> None:
        rows, self._capacity = self._rows, count + spare(count)
        self._rows = np.zeros((self._capacity, _COLUMNS), np.float32)
        self._rows[: len(rows)] = rows
        for thing in (self._cores, *self._meshes, self._instances, self._state, self._design):
            self._device.release(thing)
        self._make_instances()

    def _make_instances(self) -> None:
        device = self._device
        self._instances = device.buffer(self._rows, dynamic=True, label="mosaics")
        self._state = device.texture((self._capacity, 1), 4, "f4", linear=False, label="mosaic state")
        self._design = device.texture((3, self._capacity), 4, "f4", linear=False, label="mosaic design")
        for program in (*self._programs, self._lifted.finder):
            program.bind(mosaic_state=self._state, mosaic_design=self._design)
        told = [(self._instances, "4f 4f 4f 4f 1f/i", "hung", "extent", "emission", "cells", "bow")]
        self._meshes = tuple(device.vertex_array(program, told) for program in self._programs)
        self._core.bind(mosaic_design=self._design)
        part = [(self._instances, "4f 4f 4f 5x4/i", "hung", "extent", "emission")]
        self._cores = device.vertex_array(self._core, part)
