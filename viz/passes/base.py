"""What a pass is given. A pass is a settings model and a class with `draw`; it asks the device for everything GL, so
this package needs none to import.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from viz.gpu.device import Device
    from viz.world.hall import Hall, Hanging
    from viz.world.mosaic import Mosaics

STRIP_HEIGHT = 1.12
"""Height of the unrolled walls as the medium knows them, in wall heights: the great mosaic reaches over the
springing."""


@dataclass(frozen=True)
class Venue:
    """What a pass is made for: the device, the building, and the mosaics that hang in it."""

    device: Device
    hall: Hall
    mosaics: Mosaics
    hanging: Hanging
