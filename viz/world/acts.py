"""The evening's five acts: what each asks of the world, how it looks, and where its camera goes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from viz.controls import Colour, Settings, Vector

Name = Literal["unveiling", "glitch", "confrontation", "aftermath", "renaissance"]
ACTS: tuple[Name, ...] = ("unveiling", "glitch", "confrontation", "aftermath", "renaissance")

_Part = Annotated[float, Field(ge=0, le=1)]


class Look(Settings):
    """An act's light and colour."""

    exposure: float = Field(1.0, ge=0.05, le=8, description="Brightness of everything")
    key: Colour = Field((0.10, 0.62, 0.72), description="Light in the veins of the ribs")
    haze: Colour = Field((0.03, 0.07, 0.12), description="Light in the air")
    city: Colour = Field((0.35, 0.22, 0.60), description="Light of the city outside")
    glow: float = Field(1.0, ge=0, le=4, description="The mosaics' own light")
    veins: float = Field(1.0, ge=0, le=4, description="Strength of the light in the ribs")
    saturation: float = Field(1.0, ge=0, le=2, description="0: grey; 1: as painted; 2: vivid")
    density: float = Field(0.3, ge=0, le=1, description="Haze: 0: clear; 1: thick")


class Shot(Settings):
    """A point of the camera's way: metres in hall axes (right, up, toward the entrance), fov in degrees, vertical."""

    position: Vector
    look_at: Vector
    fov: float = Field(55.0, ge=15, le=110)


class Act(Settings):
    """One act: its length, what it asks of everyone, its look, and its camera's way."""

    name: Name
    seconds: float = Field(60.0, ge=1, le=86_400, description="Length")
    transition: float = Field(6.0, ge=0, le=60, description="Seconds in which it takes over from the act before")
    glitch: _Part = Field(0.0, description="How excitable the nanobots are")
    kai: _Part = Field(0.0, description="Strength of the override by Kai's own hand; 0: he does nothing")
    kai_after: float = Field(0.0, ge=0, description="Seconds into the act before Kai's override")
    lumi: _Part = Field(0.0, description="How loudly Lumi warns")
    finn: _Part = Field(0.0, description="How much of ToothPact is there")
    consent: _Part = Field(1.0, description="How much owners let nanobots change")
    look: Look = Field(default_factory=Look)
    shots: list[Shot] = Field(
        default_factory=lambda: [Shot(position=(0.0, 1.7, -4.0), look_at=(0.0, 2.6, -40.0))], min_length=1
    )


class ActControls(Settings):
    """The operator's hand on the evening's course."""

    hold: bool = Field(False, title="Hold", description="Stay in this act until released")
    go: Literal["", "unveiling", "glitch", "confrontation", "aftermath", "renaissance"] = Field(
        "", title="Go to", description="Begin this act now", json_schema_extra={"trigger": True}
    )
    pace: float = Field(
        1.0,
        ge=0.1,
        le=10,
        title="Pace",
        description="Speed of the acts: 1: as written; 2: twice as fast",
        json_schema_extra={"log": True},
    )
