"""The four characters as an operator can play them: Nova Hale, Kai Adira, Lumi Chen and Finn Jett.

The autopilot plays them all. Touching one of a character's controls takes that character over; the character is given
back on request, or some seconds after the last touch.
"""

from __future__ import annotations

from pydantic import Field

from viz.controls import Point, Settings

CAST = ("nova", "kai", "lumi", "finn")
"""The characters in the order of their rows among the people."""


class Nova(Settings):
    """Nova Hale, who made the mosaics."""

    blend: float = Field(
        0.5,
        ge=0,
        le=1,
        title="Recalibration",
        description="0: curated symmetry; 1: every smile with its own imperfections",
    )
    give_back: bool = Field(
        False, title="Give Nova back", description="The autopilot plays Nova again", json_schema_extra={"trigger": True}
    )


class Lumi(Settings):
    """Lumi Chen, who warns of dependency and asks for authenticity."""

    voice: float = Field(0.0, ge=0, le=1, title="Voice", description="0: silent; 1: all near her hear every word")
    where: Point = Field(
        (0.0, -60.0), title="Where", description="Where she speaks, on the floor", json_schema_extra={"unit": "m"}
    )
    give_back: bool = Field(
        False, title="Give Lumi back", description="The autopilot plays Lumi again", json_schema_extra={"trigger": True}
    )


class Finn(Settings):
    """Finn Jett, who leads ToothPact."""

    hands: float = Field(0.0, ge=0, le=1, title="Hands", description="How many of ToothPact's volunteers are at work")
    rally: bool = Field(False, title="Rally", description="Members gather round Finn and call out together")
    circles: bool = Field(False, title="Circles", description="Sharing circles form before neighbouring mosaics")
    where: Point = Field(
        (0.0, -37.0), title="Where", description="Where Finn goes, on the floor", json_schema_extra={"unit": "m"}
    )
    toothpact: bool = Field(
        False,
        title="Call ToothPact",
        description="Volunteers come to the place chosen on the plan and steady the people there",
        json_schema_extra={"trigger": True},
    )
    give_back: bool = Field(
        False, title="Give Finn back", description="The autopilot plays Finn again", json_schema_extra={"trigger": True}
    )
