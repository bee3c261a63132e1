"""How much work a picture may be on this machine. A tier never changes what happens in the show, nor its journal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from viz.errors import Wrong

Tier = Literal["low", "medium", "high", "ultra"]
AUTO = "auto"
"""What is asked for where the frame rate shall choose the tier."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Dials of the passes. Each is a uniform, a count, or a part of a target that is there anyway: turning one while
    the show runs makes and compiles nothing. A new dial is a field here, a value in each of TIERS, and its reader."""

    tier: Tier
    scale: float
    """Side of the picture that is drawn, as a share of the output's: 0 (not) … 1."""
    cubic: bool
    """Whether a smaller picture is enlarged by a cubic and not a linear filter."""
    edges: bool
    """Whether stepped outlines are smoothed."""
    mirror: int
    """The floor's reflection has the output's size by this."""
    bloom: int
    """Halvings, beyond a quarter of the output's size, where bloom begins."""
    figures: int
    """The most attendees that are drawn."""
    lifted: int
    """The most tiles in the air that are drawn."""
    motes: int
    """Nanobots; more of them are finer and fainter."""
    ribs: int
    """Steps in which a rib's curve is drawn; one of RIB_STEPS in viz/passes/hall.py."""

    def inner(self, size: tuple[int, int]) -> tuple[int, int]:
        """Pixels (width, height) of the picture that is drawn for an output of this size."""
        return max(1, round(size[0] * self.scale)), max(1, round(size[1] * self.scale))

    def __str__(self) -> str:
        return self.tier if self.scale == TIERS[self.tier].scale else f"{self.tier}, {self.scale:.0%} of the size"


TIERS: dict[Tier, Quality] = {
    "low": Quality(
        tier="low",
        scale=0.45,
        cubic=False,
        edges=False,
        mirror=4,
        bloom=1,
        figures=2_000,
        lifted=1_200,
        motes=1_500,
        ribs=45,
    ),
    "medium": Quality(
        tier="medium",
        scale=0.6,
        cubic=False,
        edges=False,
        mirror=4,
        bloom=1,
        figures=4_000,
        lifted=3_000,
        motes=3_000,
        ribs=45,
    ),
    "high": Quality(
        tier="high",
        scale=1.0,
        cubic=True,
        edges=True,
        mirror=3,
        bloom=0,
        figures=8_000,
        lifted=12_000,
        motes=8_000,
        ribs=90,
    ),
    "ultra": Quality(
        tier="ultra",
        scale=1.0,
        cubic=True,
        edges=True,
        mirror=2,
        bloom=0,
        figures=20_000,
        lifted=12_000,
        motes=1_000_000,
        ribs=90,
    ),
}


def _at(tier: Tier, scale: float) -> Quality:
    return replace(TIERS[tier], scale=scale)


LADDER = (
    _at("low", 0.35),
    TIERS["low"],
    _at("low", 0.6),
    TIERS["medium"],
    _at("medium", 0.75),
    _at("high", 0.75),
    TIERS["high"],
    TIERS["ultra"],
)
"""From the cheapest to the best; from one to the next either the tier changes or the scale, so that no step is seen."""


def start(software: bool) -> int:
    """Where on the ladder a machine begins that chooses by itself."""
    return LADDER.index(TIERS["low" if software else "high"])


CHOICES = (AUTO, *TIERS)
"""What can be asked for."""


def asked(text: str) -> str:
    """--quality: the name of a tier, or auto. Raises Wrong."""
    if text not in CHOICES:
        raise Wrong(f"--quality {text}: there is no such quality; write {', '.join(CHOICES[:-1])} or {CHOICES[-1]}")
    return text


def fixed(choice: str, software: bool) -> Quality:
    """The quality of a picture that no frame rate hurries: the tier that was asked for; for auto, where a machine
    begins."""
    return LADDER[start(software)] if choice == AUTO else TIERS[choice]  # type: ignore[index]
