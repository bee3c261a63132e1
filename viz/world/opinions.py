"""How opinions move: people heed those nearby who think not too differently, and remember what they thought at first.

do/dt = κ [λ m + (1 - λ) o(0) - o], where m is the mean of the opinions near a person that differ from theirs by ε at
most, their own among them. With λ = 1 and κ dt = 1 this is the bounded confidence of Hegselmann and Krause (Opinion
dynamics and bounded confidence, JASSS 5(3), 2002); with ε = 1 it is that of Friedkin and Johnsen (Social influence
and opinions, Journal of Mathematical Sociology 15, 1990), whose λ is the susceptibility. When two talk and settle, it
is Deffuant's (Deffuant, Neau, Amblard, Weisbuch: Mixing beliefs among interacting agents, Advances in Complex Systems
3, 2000).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from viz.world.near import Near, tally

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

CONFIDENCE = 0.3
"""ε: how far others' opinions may be from one's own to be heeded. Between 0.16 and 0.24 the number of camps is
unstable."""
_CROWDED = 0.2
"""Share of an even spread below which a stretch of opinions counts as empty."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone whom people hear from afar."""

    opinion: float | Floats
    """What it says: the same to all, or to each (M,) what the one says whom they listen to."""
    loud: Floats
    """(M,) for how many of those around this voice counts to each."""
    trust: float = CONFIDENCE
    """ε for this voice: 1 is heeded by all who hear it."""


def debate(
    opinion: Floats,
    anchor: Floats,
    lead: Floats,
    near: Near | None,
    dt: float,
    *,
    confidence: float | Floats = CONFIDENCE,
    pace: float = 0.5,
    weight: Floats | None = None,
    pinned: NDArray[np.bool_] | None = None,
    voices: Sequence[Voice] = (),
) -> Floats:
    """Everybody's opinion (M,), 0 … 1, dt seconds later.

    anchor (M,): o(0). lead (M,): the susceptibility λ. near: who listens to whom; None: all to all. confidence: ε, of
    all or, among those near each other, of each (M,): two heed each other who both can. pace: κ, 1/s.
    weight (M,): for how many people each counts, by default for one. pinned (M,): who is not to be moved.
    """
    weight = np.ones(len(opinion)) if weight is None else weight
    if near is None:
        total, count = _heed_all(opinion, weight, float(np.max(confidence)))
    else:
        total, count = _heed_near(opinion, weight, near, confidence)
    for voice in voices:
        loud = voice.loud * (np.abs(voice.opinion - opinion) <= voice.trust)
        total, count = total + loud * voice.opinion, count + loud
    moved = opinion + min(pace * dt, 1.0) * (lead * (total / count) + (1 - lead) * anchor - opinion)
    return np.clip(moved if pinned is None else np.where(pinned, opinion, moved), 0.0, 1.0)


def settle(opinion: Floats, one: Indices, other: Indices, *, confidence: float = CONFIDENCE, mu: float = 0.5) -> Floats:
    """(M,) opinions after each one has talked with the other, nobody twice: both go mu of the way, if not too far."""
    gap = opinion.take(other) - opinion.take(one)
    step = mu * gap * (np.abs(gap) <= confidence)
    moved = opinion.copy()
    moved[one] += step
    moved[other] -= step
    return moved


def clusters(opinion: Floats, *, apart: float = 0.04, least: float = 0.01) -> tuple[Floats, Floats]:
    """The camps among opinions (M,): their mean opinions in rising order (C,), and the share of all people in each
    (C,).

    Camps are stretches of opinion that people hold, with next to nobody between; apart is how far from each other
    they can be told for sure, and least is the smallest share that makes a camp.
    """
    bins = max(1, round(2 / apart))
    place = np.minimum((opinion * bins).astype(np.intp), bins - 1)
    held = np.bincount(place, minlength=bins)
    total = tally(place, opinion, bins)
    full = np.concatenate([[False], held >= max(1.0, _CROWDED * len(opinion) / bins), [False]])
    begin, end = np.flatnonzero(full[1:] & ~full[:-1]), np.flatnonzero(full[:-1] & ~full[1:])
    people = np.array([held[a:b].sum() for a, b in zip(begin, end, strict=True)], float)
    means = np.array([total[a:b].sum() for a, b in zip(begin, end, strict=True)], float) / np.maximum(people, 1)
    shares = people / max(1, len(opinion))
    return means[shares >= least], shares[shares >= least]


def camps(opinion: Floats, *, least: float = 0.05) -> tuple[Floats, Floats]:
    """The camps of a room in which opinions (M,) shade into each other: means in rising order (C,), shares (C,).

    Camps are parted where the crowd thins out to less than three quarters of both its neighbouring peaks; people are
    counted in whole numbers and blurred by whole weights, so the parting is the same on every machine. Groups smaller
    than least, a share of all people, belong to the nearest camp above or below.
    """
    if not len(opinion):
        return np.zeros(0), np.zeros(0)
    bins = 40
    place = np.minimum((opinion * bins).astype(np.intp), bins - 1)
    held = np.bincount(place, minlength=bins)
    wide = np.pad(held, 2)
    blurred = np.stack([weight * wide[i : i + bins] for i, weight in enumerate((1, 4, 6, 4, 1))]).sum(axis=0)
    edges = _valleys(blurred.tolist(), held.tolist(), least * len(opinion))
    total = tally(place, opinion, bins)
    people = np.array([held[a:b].sum() for a, b in pairwise(edges)], float)
    means = np.array([total[a:b].sum() for a, b in pairwise(edges)]) / np.maximum(people, 1)
    return means, people / len(opinion)


def _valleys(blurred: list[int], held: list[int], fewest: float) -> list[int]:
    """The bins that begin a camp, and the end of the last: between peaks with a clear valley, and people on both
    sides."""
    edges, peak, valley, at = [0], 0, None, 0
    for i, height in enumerate(blurred):
        if valley is None:
            peak = max(peak, height)
            if 4 * height < 3 * peak:
                valley, at = height, i
        elif height < valley:
            valley, at = height, i
        elif 4 * valley < 3 * height:
            if sum(held[edges[-1] : at]) >= fewest and sum(held[at:]) >= fewest:
                edges.append(at)
            peak, valley = height, None
    return [*edges, len(blurred)]


def _heed_near(opinion: Floats, weight: Floats, near: Near, confidence: float | Floats) -> tuple[Floats, Floats]:
    """(M,) weighted sums of the opinions that each heeds, and the sums of their weights."""
    first, second = near.first[: near.hearing], near.second[: near.hearing]
    one, other = opinion.take(first), opinion.take(second)
    bound = np.broadcast_to(confidence, opinion.shape)
    agree = np.flatnonzero(np.abs(one - other) <= np.minimum(bound.take(first), bound.take(second)))
    first, second = first.take(agree), second.take(agree)
    said, size = opinion * weight, len(opinion)
    total = said + tally(first, said.take(second), size) + tally(second, said.take(first), size)
    return total, weight + tally(first, weight.take(second), size) + tally(second, weight.take(first), size)


def _heed_all(opinion: Floats, weight: Floats, confidence: float) -> tuple[Floats, Floats]:
    """The same where everybody hears everybody: those heeded are a run of the sorted opinions."""
    order = np.argsort(opinion, kind="stable")
    ranked = opinion.take(order)
    weights = np.concatenate([[0.0], np.cumsum(weight.take(order))])
    totals = np.concatenate([[0.0], np.cumsum((weight * opinion).take(order))])
    begin = np.searchsorted(ranked, opinion - confidence, "left")
    end = np.searchsorted(ranked, opinion + confidence, "right")
    return totals.take(end) - totals.take(begin), weights.take(end) - weights.take(begin)
