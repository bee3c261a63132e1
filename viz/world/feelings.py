"""How feelings pass between people who are near each other: panic, and the support that people lend each other.

Panic q is ASCRIBE's (Bosse, Hoogendoorn, Klein, Treur, van der Wal, van Wissen: Modelling collective decision making
in groups and crowds, Autonomous Agents and Multi-Agent Systems 27, 2013). One person's feeling reaches another with
the strength γ_ji = ε_j α δ_i: how much the one shows it, how well it carries, how open the other is. Γ_i = Σ γ_ji,
and q*_i is the mean weighted by γ. Then dq/dt = Γ [η (β (1 - (1 - q*)(1 - q)) + (1 - β) q* q) + (1 - η) q* - q]: β
leans to the worst of two feelings (1) or to the mildest (0), and η is how much feelings amplify each other instead of
averaging.

Mutual support s passes in the same way without amplifying, ds/dt = Γ (s* - s), from those who never lose theirs; it
lowers β, so that panic grows among those with s below a half and dies out above. This part is ours, after what is
known of crowds in emergencies: those who feel as one group help each other and keep calm (Drury, Cocking, Reicher
2009).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viz.world.near import Near

Floats = NDArray[np.float64]

DRAWS = 9
"""How many uniform draws make one temper."""
_MOST = 0.5
"""Share of the way to the others' feeling that one step goes at most: two who looked only at each other would meet."""


@dataclass(frozen=True, slots=True)
class Ascribe:
    """What feelings have in common for all."""

    channel: float = 0.32
    """α, 1/s: how well feelings carry from one to another."""
    amplify: float = 0.5
    """η, 0 … 1: feelings average (0) or amplify each other (1)."""


def temper(draws: Floats) -> Floats:
    """(M,) how expressive or open each is, 0 … 1, spread as Beta(5, 5): the median of nine uniform draws (9, M)."""
    return np.sort(draws, axis=0)[DRAWS // 2]


def leaning(support: Floats) -> Floats:
    """(M,) β: whether each takes up the worse of two feelings or the milder, by their support (M,)."""
    return 0.8 - 0.6 * support


def feel(
    panic: Floats,
    support: Floats,
    near: Near,
    shows: Floats,
    takes: Floats,
    dt: float,
    *,
    pinned: NDArray[np.bool_] | None = None,
    model: Ascribe | None = None,
) -> tuple[Floats, Floats]:
    """Everybody's panic and support (M,), each 0 … 1, dt seconds later.

    shows, takes (M,): expressiveness ε and openness δ. pinned (M,): whose support is theirs for good and stays as it
    is. The step is Euler's, as in the model's papers; in a throng, where it would overshoot (Γ dt > 1/2), it is cut
    short.
    """
    model = model or _USUAL
    weight, q_sum, s_sum = near.sums(shows, shows * panic, shows * support)
    step = np.minimum(dt * model.channel * takes * weight, _MOST)
    weight = np.maximum(weight, 1e-12)
    q_near, s_near, beta = q_sum / weight, s_sum / weight, leaning(support)
    both = q_near * panic
    amplified = beta * (q_near + panic - both) + (1 - beta) * both
    panic = panic + step * (model.amplify * amplified + (1 - model.amplify) * q_near - panic)
    lent = support + step * (s_near - support)
    support = lent if pinned is None else np.where(pinned, support, lent)
    # Sums of rounded numbers may leave 0 … 1 by a last bit.
    return np.clip(panic, 0.0, 1.0), np.clip(support, 0.0, 1.0)


def calm(panic: Floats, rate: Floats | float, dt: float) -> Floats:
    """(M,) panic after dt seconds of dq/dt = -rate q; rate in 1/s, of all or of each (M,), such as 1 / τ = 0.1."""
    way = rate * dt
    return panic / (1 + way * (1 + way / 2))


_USUAL = Ascribe()
