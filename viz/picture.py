"""The picture's controls: one settings model a pass."""

from pydantic import Field

from viz.controls import Settings


class Picture(Settings):
    """How the picture is developed."""

    exposure: float = Field(
        1.0,
        ge=0.05,
        le=8,
        title="Exposure",
        description="Brightness of everything; 1: as the act says",
        json_schema_extra={"log": True},
    )
