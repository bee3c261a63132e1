"""What one frame shows, and what one field tick on the GPU needs: the only things that pictures are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from viz.camera import CameraPose
from viz.world.acts import Dissolve, Look
from viz.world.aims import Aim
from viz.world.cast import CAST

if TYPE_CHECKING:
    from viz.scene import Controls
    from viz.world.hall import Hanging
    from viz.world.lines import Caption

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]


ROLES = ("attendee", *CAST, "volunteer", "owner")
"""What the role of a person counts through."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A moment of the show: what moves (people, camera) at alpha between the last two ticks, the rest at the tick."""

    tick: int
    alpha: float
    seconds: float
    """Seconds of the show: (tick + alpha) / 60."""
    evening: int
    """How often the arc has started over."""
    act: int
    act_weights: Floats
    """(5,) how much of each act there is; their sum is 1."""
    act_seconds: float
    """Seconds into the act, at the operator's pace."""
    shortest: float
    longest: float
    """Seconds before which the act never ends, and at which it always does."""
    look: Look
    """The blend of the acts' looks."""
    calm: float
    """How calm the picture is to be: 0 as it was made … 1."""
    mosaic: Singles
    """(N, 4) glitch, healed, consent and attention of each mosaic, each 0..1."""
    design: Singles
    """(N, 12) of each mosaic: recalibrated (0 curated symmetry … 1 its owner's own imperfections), shared (how far the
    exchange with its partner has come), the partner's colour (3, linear) and motif, the owner's content, the direction
    to the partner on the wall (radians, 0 to the right, π/2 up), arrival (0 not there yet … 1 every tile is in its
    place); three are free."""
    people: Singles
    """(M, 12) of everyone inside: x, z (m), heading (rad, 0 faces the end wall, π/2 the right one), height (m), panic,
    support, opinion, gait phase (rad), pace (m/s), voice, role (see ROLES), variety (0..1, each one's own)."""
    cares: NDArray[np.int64]
    """(M,) the mosaic that each of those people cares for."""
    outside: int
    """How many people are out in the street."""
    doors: Singles
    """(D, 3) x, z (m) of each door, and 1 where it is open."""
    voices: Singles
    """(24, 64) light of voices in the architecture: rows from the left wall's foot over the vault to the right wall's
    foot, columns from the entrance to the end wall."""
    caption: Caption | None
    panic: float
    support: float
    opinion: float
    glitch_share: float
    """Mean glitch over all mosaics."""
    healed_share: float
    override: tuple[float, float, float, float]
    """s, y (strip metres), radius (m) and strength (0..1, fading once disengaged) of the healing front."""
    engaged: bool
    """Whether operator or autopilot engages the override."""
    charge: float
    """What is left in Kai's override, 0..1."""
    hands: tuple[float, ...]
    """(4,) seconds for which the operator still plays Nova, Kai, Lumi and Finn; 0: the autopilot does."""
    aim: Aim
    """What the act is for, and what it waits for."""
    awake: bool
    epoch: int
    """The tick at which the medium woke; -1: it is at rest."""
    camera: CameraPose
    dissolve: Dissolve
    controls: Controls
    """The live controls: to be read, not kept."""


@dataclass(frozen=True, slots=True)
class Drive:
    """What the fields on the GPU need for one of their ticks. They start at rest when the epoch is a new one."""

    tick: int
    epoch: int
    mosaic: Singles
    """(N, 4) glitch, healed, consent and attention of each mosaic."""
    override: Singles
    """(4,) s, y (strip metres), radius (m), strength (0..1, fading once disengaged)."""
    alpha: float
    """The healing front's α: below ½ it gains ground, above it loses."""
    excited: float
    """How excitable the nanobots are, 0..1."""
    hanging: Hanging
    """Where those mosaics hung."""
