"""Tiles that the glitch throws off the walls, as geometry.

They are a fixed choice among all tiles, evenly spread, so the price does not grow with the mosaics; the mosaics' own
pass leaves out the same ones, as far as they have left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from viz.passes.base import Venue

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.targets import PingPong

MOST = 12_000
"""Tiles that can leave the walls."""
LINE = 512
"""Tiles a row of the table, as in shaders/passes/lifted.vert."""
_SIDES = 18
"""Vertices of the three sides of a tile that face the eye."""


class LiftedPass:
    """Holds the table of the tiles that can be thrown."""

    def __init__(
        self,
        venue: Venue,
        light_map: moderngl.Texture,
        medium: PingPong,
        state: moderngl.Texture,
        film: moderngl.Texture,
    ) -> None:
        device = self._device = venue.device
        tiles, self._share = chosen(len(venue.mosaics.angle))
        self.count = len(tiles)
        self._chances = chances(len(venue.mosaics.angle))[tiles]
        rows = -(-max(self.count, 1) // LINE)
        table = np.zeros((rows * LINE, 4, 4), np.float32)
        table[: self.count] = _rows(venue, tiles)
        self._table = device.texture((LINE * 4, rows), 4, "f4", table, linear=False, label="tiles that can be thrown")
        self._program = device.program("lifted", {"LINE": LINE})
        self._program.bind(thrown=self._table, light_map=light_map, medium=medium, mosaic_state=state, film=film)
        self._mesh = device.vertex_array(self._program, [])

    def few(self, most: int) -> tuple[int, float]:
        """How many can be thrown where at most `most` shall be, and the share of all tiles that is: those whose own
        number is below it, so that the wall keeps the others."""
        if most >= self.count:
            return self.count, self._share
        level = int(self._chances[most])
        return int(np.searchsorted(self._chances, level)), (level - 0.5) / 65535.0

    def draw(self, displacement: float, hue: float, lamp: float, count: int) -> None:
        """Draw those of the first `count` that are in the air into the framebuffer in use."""
        self._program["amount"] = (min(displacement / 0.4, 1.0), hue)
        self._program["lamp"] = lamp
        self._device.state(depth=True, blend="alpha")
        self._mesh.render(vertices=count * _SIDES)

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (self._mesh, self._program, self._table):
            self._device.release(thing)


def chances(count: int) -> NDArray[np.uint32]:
    """(T,) a number of each tile's own, 0..65535, spread evenly: the golden ratio's multiples."""
    return (np.mod(np.arange(count) * 0.6180339887498949, 1.0) * 65535.0 + 0.5).astype(np.uint32)


def chosen(count: int, most: int = MOST) -> tuple[NDArray[np.int64], float]:
    """The tiles (K,) of `count` that can be thrown, in an order in which any first few are spread evenly too, and the
    share below which a tile's own number says so."""
    level = min(65535, round(65535 * most / max(count, 1)))
    own = chances(count)
    tiles = np.flatnonzero(own < level)[:most]
    return tiles[np.argsort(own[tiles], kind="stable")], level / 65535.0


def _rows(venue: Venue, tiles: NDArray[np.int64]) -> NDArray[np.float32]:
    """(K, 4, 4): place, angle; half sizes (m), strip; albedo, mosaic; light, and which way right is (2: along x)."""
    mosaics, hanging = venue.mosaics, venue.hanging
    owner = np.searchsorted(mosaics.first, tiles, side="right") - 1
    scale = hanging.scale[owner, None]
    strip = hanging.strip[owner] + mosaics.centre[tiles] * scale
    _, right = hanging.hall.facing(strip[:, 0])
    rows = np.empty((len(tiles), 4, 4), np.float32)
    rows[:, 0, :3], rows[:, 0, 3] = hanging.hall.from_strip(strip[:, 0], strip[:, 1]), mosaics.angle[tiles]
    rows[:, 1, :2], rows[:, 1, 2:] = mosaics.half[tiles] * scale, strip
    rows[:, 2, :3], rows[:, 2, 3] = mosaics.albedo[tiles], owner
    rows[:, 3, :3], rows[:, 3, 3] = mosaics.emission[owner], np.where(right[:, 0] > 0.5, 2.0, right[:, 2])
    return rows
