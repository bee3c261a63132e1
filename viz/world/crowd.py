"""The attendees: what they feel, and how they move through the hall."""

from __future__ import annotations

from pydantic import Field

from viz.controls import Settings


class CrowdControls(Settings):
    """What is done for the people in the hall."""

    people: int = Field(
        140, ge=0, le=400, title="People", description="How many attendees", json_schema_extra={"hidden": True}
    )
    calm: float = Field(
        0.0, ge=0, le=1, title="Calm", description="A calming announcement: 0: none; 1: as reassuring as can be"
    )
    lumi: float = Field(
        1.0, ge=0, le=1, title="Lumi", description="How much Lumi's warning is heard; 1: as the act says"
    )
    finn: float = Field(
        1.0, ge=0, le=1, title="Finn", description="How many of Finn's ToothPact come; 1: as the act says, 0: nobody"
    )
