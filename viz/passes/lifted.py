"""Tiles that the glitch throws off the walls, as geometry.

They are a fixed choice among all tiles, evenly spread, so the price does not grow with the mosaics; the mosaics' own
pass leaves out the same ones, as far as they have left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from viz.passes.base import Venue, quads

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.targets import PingPong
    from viz.world.hall import Hanging
    from viz.world.mosaic import Mosaics

MOST = 12_000
"""Tiles that can leave the walls."""
LINE = 512
"""Tiles a row of the table."""
_SIDES = 3
"""Of a tile, which face the eye."""


class LiftedPass:
    """Holds the table of the tiles that can be thrown."""

    def __init__(self, venue: Venue, light_map: moderngl.Texture, medium: PingPong, film: moderngl.Texture) -> None:
        device = self._device = venue.device
        size = (LINE * 4, -(-MOST // LINE))
        self._table = device.texture(size, 4, "f4", linear=False, label="tiles that can be thrown")
        self._found = device.target((LINE, size[1]), [(4, "f4")], linear=False, label="thrown tiles found")
        self.finder = device.program("lifted_find")
        """It reads what the mosaics' own pass sends of them: mosaic_state, mosaic_design."""
        self.finder.bind(thrown=self._table, medium=medium)
        self._find = device.fullscreen(self.finder)
        self._any = device.count_query("thrown tiles")
        """Of tiles that were found in the air and in sight."""
        self._program = device.program("lifted", {"LINE": LINE})
        self._program.bind(thrown=self._table, found=self._found, light_map=light_map, film=film)
        self._index = device.buffer(quads(MOST * _SIDES), label="thrown tiles")
        self._mesh = device.vertex_array(self._program, [], self._index)
        self._most = 0
        for _ in self.hang(venue.mosaics, venue.hanging):
            pass

    def hang(self, mosaics: Mosaics, hanging: Hanging) -> Iterator[None]:
        """Choose among those mosaics' tiles from now on, in steps. What is chosen says nothing of what hung before."""
        tiles, share = chosen(len(mosaics.angle))
        own = chances(len(mosaics.angle))[tiles]
        yield
        table = np.zeros((-(-max(len(tiles), 1) // LINE), LINE * 4, 4), np.float32)
        table.reshape(-1, 4, 4)[: len(tiles)] = _rows(mosaics, hanging, tiles)
        yield
        self.count, self._share, self._chances = len(tiles), share, own
        self._table.write(table, (0, 0, LINE * 4, len(table)))

    def few(self, most: int) -> tuple[int, float]:
        """How many can be thrown where at most `most` shall be, and the share of all tiles that is: those whose own
        number is below it, so that the wall keeps the others."""
        if most >= self.count:
            return self.count, self._share
        level = int(self._chances[most])
        return int(np.searchsorted(self._chances, level)), (level - 0.5) / 65535.0

    def update(self, displacement: float, hue: float, lamp: float, count: int) -> None:
        """Send how this frame throws tiles, the first `count` of the table at most."""
        self.finder["amount"] = (min(displacement / 0.4, 1.0), hue)
        self._program["lamp"] = lamp
        self._most = count

    def find(self) -> None:
        """Find which of them are in the air and in sight. Leaves another framebuffer in use."""
        self._device.state()
        self._found.use((LINE, -(-self._most // LINE)))
        self._found.clear()
        with self._any:
            self._find()

    def draw(self) -> None:
        """Draw those that were found in the air and in sight into the framebuffer in use. Where none was, the GPU
        itself passes it over."""
        self._device.state(depth=True, blend="alpha")
        if_any = self._any.crender
        assert if_any is not None, "every query that counts can be drawn by"
        with if_any:
            self._mesh.render(vertices=6 * _SIDES * self._most)

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (
            self._mesh,
            self._index,
            self._program,
            self._find,
            self.finder,
            self._any,
            self._found,
            self._table,
        ):
            self._device.release(thing)


def chances(count: int, first: int = 0) -> NDArray[np.uint32]:
    """(T,) a number of each tile's own, 0..65535, spread evenly: the golden ratio's multiples. The tiles' numbers begin
    with first."""
    return (np.mod(np.arange(first, first + count) * 0.6180339887498949, 1.0) * 65535.0 + 0.5).astype(np.uint32)


def chosen(count: int, most: int = MOST) -> tuple[NDArray[np.int64], float]:
    """The tiles (K,) of `count` that can be thrown, in an order in which any first few are spread evenly too, and the
    share below which a tile's own number says so."""
    level = min(65535, round(65535 * most / max(count, 1)))
    own = chances(count)
    tiles = np.flatnonzero(own < level)[:most]
    return tiles[np.argsort(own[tiles].astype(np.uint16), kind="stable")], level / 65535.0


def _rows(mosaics: Mosaics, hanging: Hanging, tiles: NDArray[np.int64]) -> NDArray[np.float32]:
    """(K, 4, 4): place, angle; half sizes (m), strip; albedo, mosaic; light, and which way right is (2: along x)."""
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
