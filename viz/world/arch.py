"""Which teeth a smile shows, how large they look from the front, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from viz.world import chance, tooth
from viz.world.traits import Traits

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PLACES = 7
"""Teeth of a quadrant that can show: the wisdom teeth never do."""
CONTACT = 0.20
"""Between neighbouring teeth, mm."""

# mm that each upper edge, and each lower, stands back from the line through the edges of the first: laterals are a
# little short.
_EDGE = np.array([[0.0, 0.55, 0.0, 0.35, 0.55, 0.7, 0.8], [0.0, 0.0, -0.25, 0.2, 0.4, 0.5, 0.6]])
# Radians each tooth leans, its root away from the midline.
_LEAN = np.radians([[1.0, 3.0, 4.5, 2.5, 2.0, 1.5, 1.0], [0.5, 1.0, 3.0, 2.5, 2.0, 1.5, 1.0]])
_BRAUN = ((61.0, 42.4), (57.0, 41.0))
"""Width and depth in mm of the dental arches to the second molars, upper and lower."""


@dataclass(frozen=True)
class Teeth:
    """K teeth of N smiles, smile by smile; mm, x to the right as the viewer sees, y up, the midline at x = 0."""

    smile: Ints
    arch: Ints
    """0 upper, 1 lower."""
    place: Ints
    """0–7 from the midline."""
    side: NDArray[np.floating]
    """-1 on the viewer's left, which is the wearer's right, 1 on the viewer's right."""
    fdi: NDArray[np.uint8]
    crown: tooth.Crowns
    middle: Floats
    """(K, 2)."""
    turn: Floats
    """Radians, counter-clockwise."""
    facing: Floats
    """Sine of the angle by which the tooth's face looks outward."""

    def placed(self, points: Floats, of: NDArray[np.integer] | None = None) -> Floats:
        """Points (K, …, 2), or of teeth `of`, from the teeth's own axes to the smile's."""
        of = np.arange(len(self.place)) if of is None else of
        shape = (-1,) + (1,) * (points.ndim - 2)
        x = points[..., 0] * self.side[of].reshape(shape)
        y = points[..., 1] * (1.0 - 2.0 * self.arch[of]).reshape(shape)
        c, s = np.cos(self.turn)[of].reshape(shape), np.sin(self.turn)[of].reshape(shape)
        middle = self.middle[of]
        return np.stack(
            [c * x - s * y + middle[:, 0].reshape(shape), s * x + c * y + middle[:, 1].reshape(shape)], axis=-1
        )


@cache
def foreshortening() -> tuple[Floats, Floats, Floats]:
    """For each arch and place, (2, PLACES): share of the width seen in front, sine of the facing angle, depth in mm.

    The arch is Braun's: y = 3.0314 D ((x / W + ½)(½ - x / W))^0.8; teeth stand along it by their widths.
    """
    seen, facing, depth = np.empty((3, 2, PLACES))
    for arch, (width, deep) in enumerate(_BRAUN):
        x = width / 2 * (1 - (1 - np.linspace(0, 1, 4001)) ** 2)
        y = 3.0314 * deep * np.maximum((x / width + 0.5) * (0.5 - x / width), 0) ** 0.8
        length = np.concatenate([[0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
        edges = np.concatenate([[0], np.cumsum(tooth.CROWN_WIDTH[arch, :PLACES])])
        ends_x, ends_y = np.interp(edges, length, x), np.interp(edges, length, y)
        run, fall = np.diff(ends_x), -np.diff(ends_y)
        seen[arch] = run / np.hypot(run, fall)
        facing[arch] = fall / np.hypot(run, fall)
        depth[arch] = deep - 0.5 * (ends_y[1:] + ends_y[:-1])
    return seen, facing, depth


def stand(of: Sequence[Traits]) -> Teeth:
    """The teeth of N smiles."""
    keys = np.array([t.key for t in of], np.uint64)
    flaw = np.array([t.imperfection or "" for t in of])
    shown = np.array([(t.upper, t.lower) for t in of])
    grid = _sizes(of, keys)
    _mark(grid, flaw, keys)
    x, y, turn = _places(grid, of, flaw, shown[:, 0])
    kept = grid.place < shown[grid.smile, grid.arch]
    smile, arch, side, place = (a[kept] for a in (grid.smile, grid.arch, grid.side, grid.place))
    crown = tooth.crowns(arch, place, grid.width[kept], grid.height[kept], grid.form[kept])
    quadrant = np.where(arch == 0, 1 + side, 4 - side)
    return Teeth(
        smile=smile,
        arch=arch,
        place=place,
        side=2.0 * side - 1.0,
        fdi=(10 * quadrant + place + 1).astype(np.uint8),
        crown=_break(crown, flaw[smile], keys[smile], arch, side, place),
        middle=np.stack([x[kept], y[kept]], axis=-1),
        turn=turn[kept],
        facing=foreshortening()[1][arch, place] * (2 * side - 1),
    )


@dataclass
class _Grid:
    """Every tooth that could show, as (N, arch, side, place) arrays: sums along quadrants are sums along an axis."""

    smile: Ints
    arch: Ints
    side: Ints
    """0 on the viewer's left, 1 on the right."""
    place: Ints
    own: Floats
    """Each tooth's own deviation, about -2 … 2."""
    width: Floats
    height: Floats
    form: Floats
    turn: Floats
    gap: Floats
    """Room after the tooth, half on either side, mm."""
    back: Floats
    """How far the edge stands back from the others' line, mm."""
    shift: Floats


def _sizes(of: Sequence[Traits], keys: chance.Keys) -> _Grid:
    """Sound teeth as the front view shows them."""
    form, slender, dominance = np.array([(t.form, t.slender, t.dominance) for t in of]).T
    shape = (len(of), 2, 2, PLACES)
    index = np.ogrid[: len(of), :2, :2, :PLACES]
    n, arch, side, place = (np.ascontiguousarray(np.broadcast_to(a, shape)) for a in index)
    seen, _, depth = foreshortening()
    own = chance.bell(keys[:, None, None, None], (arch * 2 + side) * PLACES + place, 1)
    size = (1 - 0.004 * depth[arch, place]) * np.where((arch == 0) & (place == 0), dominance[n], 1.0)
    return _Grid(
        smile=n,
        arch=arch,
        side=side,
        place=place,
        own=own,
        # Half of the foreshortening: all of it would make slivers of the premolars, which carry tiles too.
        width=tooth.CROWN_WIDTH[arch, place] * np.sqrt(seen[arch, place] / slender[n]) * size,
        height=tooth.CROWN_HEIGHT[arch, place] * np.sqrt(slender[n]) * size * (1 + 0.018 * own),
        form=form[n],
        turn=_LEAN[arch, place] * (2 * side - 1) * (2 * arch - 1) + 0.012 * own,
        gap=np.full(shape, CONTACT),
        back=_EDGE[arch, place] + 0.10 * own,
        shift=np.zeros(shape),
    )


def _mark(grid: _Grid, flaw: NDArray[np.str_], keys: chance.Keys) -> None:
    """The imperfections of size and place."""
    here, upper = flaw[grid.smile], grid.arch == 0
    peg = _pegged(here, keys[grid.smile], grid.arch, grid.side, grid.place)
    grid.width[peg] *= 0.72
    grid.height[peg] *= 0.80
    grid.back[peg] += 0.5
    grid.gap[(here == "diastema") & upper & (grid.place == 0)] += 2.3
    grid.shift[(here == "midline_shift") & upper] += 2.6
    # Crowded teeth turn about their long axis and look narrow; they lean, and stand higher and lower by turns.
    crowd = (here == "crowding") & (grid.place < 4)
    sway = (np.where((grid.place + grid.side) % 2 == 0, 1.0, -1.0) * (1 + 0.3 * grid.own))[crowd]
    grid.width[crowd] *= np.where(sway > 0, 0.90, 0.99)
    grid.turn[crowd] += 0.07 * sway
    grid.back[crowd] += 0.6 * sway
    grid.gap[crowd] += 0.25


def _pegged(flaw: NDArray[np.str_], keys: chance.Keys, arch: Ints, side: Ints, place: Ints) -> NDArray[np.bool_]:
    """Which teeth are peg laterals: of the left, the right or both sides."""
    sides = (1 + keys % np.uint64(3)).astype(np.int64)
    return (flaw == "peg_lateral") & (arch == 0) & (place == 1) & ((sides >> side) & 1 == 1)


def _places(grid: _Grid, of: Sequence[Traits], flaw: NDArray[np.str_], shown: Ints) -> tuple[Floats, Floats, Floats]:
    """Middles x and y in mm, and turns: the teeth side by side from the midline, edges on the curve of the smile."""
    curve, opening = np.array([(t.curve, t.opening) for t in of]).T
    x = np.cumsum(grid.width + grid.gap, axis=3) - (grid.width + grid.gap) / 2
    x = x * (2 * grid.side - 1) + grid.shift
    far = np.abs(x[:, 0]) + grid.width[:, 0] / 2
    reach = np.take_along_axis(far, shown[:, None, None] - 1, axis=2).max(axis=(1, 2))[grid.smile]
    along = x / reach
    edge = curve[grid.smile] * reach * along**2
    turn = grid.turn + 0.42 * np.arctan(2 * curve[grid.smile] * along)
    # Crowded edges stand out, so the arches keep clear of each other; worn ones close on what is left.
    opening = np.maximum(opening + np.select([flaw == "crowding", flaw == "wear_facet"], [1.5, -1.6], 0.0), -1.4)
    mouth = opening[grid.smile] * (1 - 0.45 * np.minimum(along**2, 1.0))
    upper, lower = grid.back + grid.height / 2, -mouth - grid.back - grid.height / 2
    return x, edge + np.where(grid.arch == 0, upper, lower), turn


def _break(
    crown: tooth.Crowns, flaw: NDArray[np.str_], keys: chance.Keys, arch: Ints, side: Ints, place: Ints
) -> tooth.Crowns:
    """The imperfections of outline: a chipped corner, edges worn flat, a tooth that tapers to a peg."""
    lean = 0.62
    fall = np.sqrt(1 - lean**2)
    chipped = (flaw == "chip") & (arch == 0) & (place == 0) & (side == (keys % np.uint64(2)).astype(np.int64))
    toward = np.where((keys >> np.uint64(3)) % np.uint64(2) == 0, lean, -lean)
    depth = lean * crown.half_width + (fall - 0.34) * crown.half_height
    cut = np.stack([toward, np.full_like(toward, -fall), depth], axis=-1)
    flat = np.where((flaw == "wear_facet") & (place < 5), np.where(place == 2, 0.2, 0.13), 0.0)
    peg = _pegged(flaw, keys, arch, side, place)
    return replace(
        crown,
        chip=np.where(chipped[:, None], cut, crown.chip),
        flat=flat,
        near=np.where(peg, 1.7, crown.near),
        far=np.where(peg, 1.6, crown.far),
        widest=np.where(peg, 1.3 * crown.half_height, crown.widest),
        taper=np.where(peg, 0.0, crown.taper),
    )
