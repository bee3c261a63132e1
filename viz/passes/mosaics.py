"""Bio-enamel on the walls: one draw for all mosaics; each pixel finds its tile, so the cost does not grow with their
number."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from viz.controls import Settings
from viz.frame import Frame
from viz.passes.base import Venue
from viz.passes.film import FILM_SIZE, film_table
from viz.passes.lifted import LiftedPass, chances
from viz.world.mosaic import PITTED
from viz.world.tiling import Tiling, tiling

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.targets import PingPong
    from viz.world.mosaic import Mosaics

TABLE = 2048
"""Width of the tables' textures in texels, as in shaders/lib/tile.glsl."""
LARGEST = 0.5
"""The largest half edge of a tile that the table of shapes holds, mosaic metres: coarser than any scene may ask for."""
FAR_CELL = (96, 48)
FAR_COLUMNS = 10
FAR_GREAT = 4
"""Cells across and down of Nova's far picture: hers is as much larger as her mosaic."""
FAR_MARGIN = 0.84
"""Share of a far picture's cell that the smile fills; the rest keeps neighbours apart when it is filtered."""


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
    """Holds tiles, cells, the far pictures and the film's table on the GPU. The arrays never change after loading."""

    def __init__(self, venue: Venue, light_map: moderngl.Texture, medium: PingPong) -> None:
        device = self._device = venue.device
        mosaics = venue.mosaics
        tiles = tiling(mosaics)
        self.count = len(venue.hanging.scale)
        self._instances = device.buffer(_instances(venue, tiles), label="mosaics")
        self._cells = _table(venue, tiles.cells, "tile cells")
        self._shapes = _table(venue, packed(mosaics), "tiles")
        self._far, self._far_curated = (
            device.texture(picture.shape[1::-1], 4, "f1", picture, mipmaps=True, label="far mosaics")
            for picture in far_pictures(mosaics)
        )
        self._film = device.texture(FILM_SIZE, 3, "f2", film_table().astype(np.float16), label="film")
        self._state = device.texture((self.count, 1), 4, "f4", linear=False, label="mosaic state")
        self._design = device.texture((2, self.count), 4, "f4", linear=False, label="mosaic design")
        self._program = device.program(
            "mosaics",
            {
                "FAR_CELL": f"vec2({FAR_CELL[0]}.0, {FAR_CELL[1]}.0)",
                "FAR_GREAT": f"{FAR_GREAT}.0",
                "FAR_MARGIN": FAR_MARGIN,
                "LARGEST": LARGEST,
                "PITTED": PITTED,
                "TABLE": TABLE,
            },
        )
        self._program.bind(
            light_map=light_map,
            medium=medium,
            tile_cells=self._cells,
            tile_shapes=self._shapes,
            far_picture=self._far,
            far_curated=self._far_curated,
            film=self._film,
            mosaic_state=self._state,
            mosaic_design=self._design,
        )
        self._mesh = device.vertex_array(
            self._program, [(self._instances, "4f 4f 4f 4f 1f/i", "hung", "extent", "emission", "cells", "bow")]
        )

        self._lifted = LiftedPass(venue, light_map, medium, self._state, self._film)
        self._stirred = False

    def update(self, frame: Frame, enamel: Enamel, glitch: GlitchLook, lifted: int) -> None:
        """Send what this frame says of the mosaics. lifted: how many tiles the glitch may throw at most."""
        self._state.write(np.ascontiguousarray(frame.mosaic, np.float32))
        self._design.write(np.ascontiguousarray(frame.design, np.float32))
        self._program["enamel"] = (enamel.iridescence, enamel.inner, enamel.relief, enamel.grout)
        self._program["lamp"] = enamel.lamp
        count, share = self._lifted.few(lifted)
        self._program["lifted"] = (share, min(glitch.displacement / 0.4, 1.0))
        self._thrown = (glitch.displacement, glitch.hue, enamel.lamp, count)
        self._stirred = frame.awake
        self._program["glitch_look"] = (glitch.hue, glitch.displacement, glitch.tilt, glitch.flicker)

    def draw(self) -> None:
        """Draw into the framebuffer in use, over the walls."""
        self._device.state(depth=True, blend="alpha")
        self._mesh.render(vertices=4, instances=self.count, mode=self._device.ctx.TRIANGLE_STRIP)

    def draw_lifted(self) -> None:
        """Draw the tiles that are in the air."""
        if self._stirred:
            self._lifted.draw(*self._thrown)

    def release(self) -> None:
        """Give all GL objects back."""
        self._lifted.release()
        things = (
            self._mesh,
            self._program,
            self._instances,
            self._cells,
            self._shapes,
            self._far,
            self._far_curated,
            self._film,
            self._state,
            self._design,
        )
        for thing in things:
            self._device.release(thing)


def _instances(venue: Venue, tiles: Tiling) -> NDArray[np.float32]:
    """(N, 17): hung, extent, emission, cells, bow, as shaders/passes/mosaics.vert reads them."""
    mosaics, hanging = venue.mosaics, venue.hanging
    count = len(hanging.scale)
    number = np.arange(count)
    rows = np.empty((count, 17), np.float32)
    rows[:, 0:2], rows[:, 2], rows[:, 3] = hanging.strip, hanging.scale, tiles.tile / 2
    rows[:, 4:6], rows[:, 6:8] = mosaics.size, far_cells(count)
    rows[:, 8:11], rows[:, 11] = mosaics.emission, number
    rows[:, 12], rows[:, 13:15], rows[:, 15] = tiles.first[:-1], tiles.shape, tiles.pitch
    # The ends of a smile rise by its curve's share of its half width.
    rows[:, 16] = 2.0 * np.array([traits.curve for traits in mosaics.traits]) / mosaics.size[:, 0]
    return rows


def _table(venue: Venue, rows: NDArray[np.uint32], label: str) -> moderngl.Texture:
    """A texture of (M, 4) words, row after row of TABLE texels."""
    height = max(1, -(-len(rows) // TABLE))
    padded = np.zeros((height * TABLE, 4), np.uint32)
    padded[: len(rows)] = rows
    return venue.device.texture((TABLE, height), 4, "u4", padded, linear=False, label=label)


def packed(mosaics: Mosaics) -> NDArray[np.uint32]:
    """(2 T, 4): shape and matter of each tile, packed as shaders/lib/tile.glsl and matter.glsl unpack them."""
    count = len(mosaics.angle)
    rows = np.zeros((count, 2, 4), np.uint32)

    def unit(values: NDArray) -> NDArray[np.uint32]:
        return (np.minimum(np.maximum(values, 0.0), 1.0) * 65535.0 + 0.5).astype(np.uint32)

    rows[:, 0, :2] = np.ascontiguousarray(mosaics.centre, np.float32).view(np.uint32)
    # Half sizes as their beds hold them, the second without its lowest bit, which says whether a pit shrinks them.
    half = unit(mosaics.half / np.where(mosaics.pitted, PITTED, 1.0)[:, None] / LARGEST)
    rows[:, 0, 2] = half[:, 0] | (half[:, 1] & ~np.uint32(1) | mosaics.pitted) << 16
    rows[:, 0, 3] = unit(np.mod(mosaics.angle / (2 * np.pi), 1.0)) | unit(mosaics.order) << 16

    def paint(albedo: NDArray) -> NDArray[np.uint32]:
        levels = (np.sqrt(np.minimum(np.maximum(albedo, 0.0), 1.0)) * 255 + 0.5).astype(np.uint32)
        return levels[:, 0] | levels[:, 1] << 8 | levels[:, 2] << 16

    gloss = np.clip(mosaics.gloss * 255 + 0.5, 0, 255).astype(np.uint32)
    rows[:, 1, 0] = paint(mosaics.albedo) | gloss << 24
    rows[:, 1, 3] = paint(mosaics.curated) | mosaics.strand.astype(np.uint32) << 24
    normal = unit(0.5 * mosaics.normal + 0.5)
    rows[:, 1, 1] = normal[:, 0] | normal[:, 1] << 16
    rows[:, 1, 2] = unit(mosaics.rise) | chances(count) << 16
    return rows.reshape(-1, 4)


def far_columns(count: int) -> int:
    """Cells across the far pictures of count mosaics: more with thousands, for textures may only be so high."""
    return max(FAR_COLUMNS, math.isqrt(count // 2) + 1)


def far_cells(count: int) -> NDArray[np.int64]:
    """(N, 2) column and row of each mosaic's far picture, in cells: Nova's first, the others below it."""
    number, columns = np.arange(count) - 1, far_columns(count)
    cells = np.stack([number % columns, FAR_GREAT + number // columns], 1)
    cells[0] = 0
    return cells


def far_pictures(mosaics: Mosaics) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Every mosaic small, its own and its curated design.

    (height, width, 4) each: square root of albedo, weighted by cover, and cover.
    """
    cells = far_cells(len(mosaics.size))
    shape = np.array([far_columns(len(cells)), cells[:, 1].max() + 1 if len(cells) > 1 else FAR_GREAT]) * FAR_CELL
    owner = np.repeat(np.arange(len(mosaics.size)), np.diff(mosaics.first))
    cell = np.array(FAR_CELL) * np.where(owner == 0, FAR_GREAT, 1)[:, None]
    texel, half_cell = (mosaics.size[owner] / (cell * FAR_MARGIN)).astype(np.float32), (cell / 2).astype(np.float32)
    corner = cells[owner] * FAR_CELL
    cosine, sine = np.cos(mosaics.angle), np.sin(mosaics.angle)
    # As many spots a tile as leave no texel under it out: nine, unless tiles are coarse.
    across = 2.0 * mosaics.half.max(axis=1) / texel.min(axis=1)
    spots = max(3, math.ceil(1.25 * np.quantile(across, 0.95))) if len(across) else 3
    line = [(2 * k + 1) / spots - 1 for k in range(spots)]
    grid = [(i, j) for i in line for j in line]
    weight = 4.4 * mosaics.half[:, 0] * mosaics.half[:, 1] / (texel[:, 0] * texel[:, 1]) / len(grid)
    at = []
    for u, v in grid:
        x, y = u * mosaics.half[:, 0], v * mosaics.half[:, 1]
        spot = mosaics.centre + np.stack([x * cosine - y * sine, x * sine + y * cosine], 1)
        place = corner + np.minimum(np.maximum(spot / texel + half_cell, 0), cell - 1).astype(np.int64)
        at.append(place[:, 1] * shape[0] + place[:, 0])
    places, size = np.concatenate(at), shape[0] * shape[1]
    cover = np.bincount(places, np.tile(weight, len(grid)), size)

    def picture(albedo: NDArray) -> NDArray[np.uint8]:
        paint = np.sqrt(np.clip(albedo, 0, 1)) * weight[:, None]
        sums = [np.bincount(places, np.tile(paint[:, channel], len(grid)), size) for channel in range(3)]
        full = np.stack([*sums, cover], 1) / np.maximum(cover, 1.0)[:, None]
        return (np.minimum(full, 1.0) * 255 + 0.5).astype(np.uint8).reshape(shape[1], shape[0], 4)

    return picture(mosaics.albedo), picture(mosaics.curated)
