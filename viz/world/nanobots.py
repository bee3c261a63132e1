"""Kai's nanobots: the glitch that spreads from smile to smile, and the override that heals it."""

from __future__ import annotations

from pydantic import Field

from viz.controls import Point, Settings


class Override(Settings):
    """The operator's hand on Kai's override. Touching it takes it over from the autopilot."""

    armed: bool = Field(
        False, title="Arm", description="Readies the override; disarming gives it back to the autopilot after 20 s"
    )
    engaged: bool = Field(
        False, title="Engage", description="Launches the healing front; needs the override to be armed"
    )
    strength: float = Field(
        0.85, ge=0, le=1, title="Strength", description="Below 0.5 the glitch wins; 0.5: stalemate; 1: heals fastest"
    )
    where: Point = Field(
        (52.5, 3.0),
        title="Where",
        description="Where the front starts: metres along the walls from the entrance, then height",
        json_schema_extra={"unit": "m"},
    )


class Kai(Settings):
    """What Kai Adira may do with the nanobots."""

    override: Override = Field(default_factory=Override)
    consent: float = Field(
        1.0,
        ge=0,
        le=1,
        title="Consent",
        description="How much nanobots may change: 0: nothing; 1: as much as the act allows",
    )


class Nanobots(Settings):
    """How the glitch behaves."""

    glitch: float = Field(
        1.0, ge=0, le=1, title="Glitch", description="How far it may go: 0: not at all; 1: as far as the act says"
    )
    spread: float = Field(
        1.0,
        ge=0.1,
        le=4,
        title="Spread",
        description="How fast it passes to the next smile; 1: as rehearsed",
        json_schema_extra={"log": True},
    )
    restless: float = Field(
        0.5, ge=0, le=1, title="Restless", description="0: every smile glitches steadily; 1: each waxes and wanes"
    )
