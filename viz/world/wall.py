"""A plain wall of tiles that a scene can show instead of the hall."""

from __future__ import annotations

from pydantic import Field

from viz.controls import Settings
from viz.world.wall_plan import MOST, WallPlan


class Wall(Settings):
    """A plain wall at the hall's far end, and nothing else: fixed for a show, so part of the scene and no control."""

    tiles: int = Field(0, ge=0, le=MOST, title="Tiles", description="How many; 0: there is no wall, and the hall shows")
    width: float = Field(10.0, ge=1, le=200, title="Width", json_schema_extra={"unit": "m"})
    height: float = Field(6.4, ge=1, le=200, title="Height", json_schema_extra={"unit": "m"})
    relief: float = Field(
        0.3, ge=0, le=1, title="Relief", description="How far the tallest tile stands out, in widths of a tile"
    )

    @property
    def plan(self) -> WallPlan:
        """How its tiles are laid, where there are any."""
        return WallPlan(self.tiles, self.width, self.height, self.relief)
