"""What a pass is given. A pass is a settings model and a class with `draw`; it asks the device for everything GL, so
this package needs none to import.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from viz.gpu.device import Device
    from viz.world.hall import Hall, Hanging
    from viz.world.mosaic import Mosaics

STRIP_HEIGHT = 1.12
"""Height of the unrolled walls as the medium knows them, in wall heights: the great mosaic reaches over the
springing."""
SOON = 8
"""With less room than for so many mosaics more, some is made."""
Part = tuple[float, float, float, float]
"""What is drawn of a texture, from its lower left corner on: shares of its width and height; and the farthest place
(u, v) where a filtered look still finds none of the rest."""
WHOLE: Part = (1.0, 1.0, 2.0, 2.0)


def spare(count: int) -> int:
    """For how many mosaics more there shall be room where so many hang: those of a day, that nothing need be made as
    they come."""
    return max(128, count // 4)


def part_of(size: tuple[int, int], whole: tuple[int, int]) -> Part:
    """The part of so many pixels of a texture."""
    if size == whole:
        return WHOLE
    (width, height), (all_width, all_height) = size, whole
    return width / all_width, height / all_height, (width - 0.5) / all_width, (height - 0.5) / all_height


def quads(count: int, apart: int = 4) -> NDArray[np.int32]:
    """(count, 6) the vertices of each quad's two triangles: those of its corners 0..3, of which bit 0 is right and bit
    1 top. apart: vertices from one quad to the next; 2: it stands on the one before and shares its upper corners."""
    return np.arange(count, dtype=np.int32)[:, None] * apart + np.array([0, 1, 3, 0, 3, 2], np.int32)


@dataclass(frozen=True)
class Venue:
    """What a pass is made for: the device, the building, and the mosaics that hang in it."""

    device: Device
    hall: Hall
    mosaics: Mosaics
    hanging: Hanging
