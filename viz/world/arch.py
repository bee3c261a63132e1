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

# mm that each upper edge, and each lower, stands back from the line through the edges of the first: laterals are a little short.
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
    side: Floats
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
    """For each arch and place, (2, PLACES): share of the width seen from the front, sine of the facing angle, depth in mm.

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


def stand(of: Sequence[Traits], great: NDArray[np.bool_]) -> Teeth:
    """The teeth of N smiles. Where great (N,), the mouth is open wide and shows every tooth to the second molars."""
    count = len(of)
    column = {
        name: np.array([getattr(t, name) for t in of])
        for name in ("curve", "opening", "slender", "form", "dominance", "upper", "lower")
    }
    keys = np.array([t.key for t in of], np.uint64)
    shown = np.stack([np.where(great, PLACES, column["upper"]), np.where(great, PLACES, column["lower"])], axis=1)
    curve, opening = np.where(great, 0.40, column["curve"]), np.where(great, 3.6, column["opening"])
    form, dominance = np.where(great, 0.1, column["form"]), np.where(great, 1.05, column["dominance"])
    slender = np.where(great, 1.12, column["slender"])
    flaw = np.array([t.imperfection or "" for t in of])
    # Every array below is (N, arch, side, place): first the sizes, then by sums along each quadrant the places.
    grid = (count, 2, 2, PLACES)
    n, arch, side, place = (np.broadcast_to(a, grid) for a in np.ogrid[:count, :2, :2, :PLACES])
    seen, facing, depth = foreshortening()
    ease = np.where(great, 0.50, 0.52)[:, None, None, None]
    own = chance.bell(keys[:, None, None, None], (arch * 2 + side) * PLACES + place, 1)
    width = tooth.CROWN_WIDTH[arch, place] * seen[arch, place] ** ease / np.sqrt(slender)[n]
    height = tooth.CROWN_HEIGHT[arch, place] * np.sqrt(slender)[n]
    size = (1 - 0.004 * depth[arch, place]) * np.where((arch == 0) & (place == 0), dominance[n], 1.0)
    width, height = width * size, height * size * (1 + 0.018 * own)
    form = np.broadcast_to(form[:, None, None, None], grid) + 0.0
    turn = _LEAN[arch, place] * (2 * side - 1) * np.where(arch == 0, -1, 1) + 0.012 * own
    gap = np.full(grid, CONTACT)
    back = _EDGE[arch, place] + 0.10 * own
    shift = np.zeros(grid)
    _peg(flaw, keys, n, arch, side, place, width, height, form, back)
    _gap(flaw, n, arch, place, gap, shift)
    _crowd(flaw, n, arch, side, place, own, width, turn, back, gap)
    x = np.cumsum(width + gap, axis=3) - width / 2 - gap / 2
    x = x * (2 * side - 1) + shift
    reach = np.take_along_axis(np.abs(x) + width / 2, shown[:, :1, None, None] - 1, axis=3)[:, :1].max(axis=(1, 2, 3))
    along = x / reach[:, None, None, None]
    edge = (curve * reach)[:, None, None, None] * along**2
    slope = 2 * curve[:, None, None, None] * along
    turn = turn + np.arctan(slope) * 0.42
    mouth = opening[:, None, None, None] * (1 - 0.45 * np.minimum(along**2, 1.0))
    y = edge + np.where(arch == 0, back + height / 2, -mouth - back - height / 2)
    kept = place < shown[:, :, None, None].repeat(2, 2)
    flat = {"arch": arch, "place": place, "side": side}
    arch_k, place_k, side_k = (flat[k][kept].astype(np.int64) for k in ("arch", "place", "side"))
    crown = tooth.crowns(arch_k, place_k, width[kept], height[kept], form[kept])
    smile = n[kept].astype(np.int64)
    quadrant = np.where(arch_k == 0, 1 + side_k, 4 - side_k)
    crown = _broken(crown, flaw[smile], keys[smile], arch_k, side_k, place_k)
    return Teeth(
        smile=smile, arch=arch_k, place=place_k, side=2.0 * side_k - 1.0, fdi=(10 * quadrant + place_k + 1).astype(np.uint8),
        crown=crown, middle=np.stack([x[kept], y[kept]], axis=-1), turn=turn[kept],
        facing=(facing[arch, place] * (2 * side - 1))[kept],
    )  # fmt: skip


def _peg(flaw, keys, n, arch, side, place, width, height, form, back) -> None:  # type: ignore[no-untyped-def]
    """A small tapering lateral incisor, on one side or both."""
    sides = 1 + (keys % np.uint64(3)).astype(np.int64)
    mine = (flaw == "peg_lateral")[n] & (arch == 0) & (place == 1) & ((sides[n] >> side) & 1 == 1)
    width[mine] *= 0.66
    height[mine] *= 0.78
    form[mine] = -2.3
    back[mine] += 0.5


def _gap(flaw, n, arch, place, gap, shift) -> None:  # type: ignore[no-untyped-def]
    """Room between the front teeth; a midline beside the other."""
    gap[(flaw == "diastema")[n] & (arch == 0) & (place == 0)] += 2.3
    shift[(flaw == "midline_shift")[n] & (arch == 0)] += 2.6


def _crowd(flaw, n, arch, side, place, own, width, turn, back, gap) -> None:  # type: ignore[no-untyped-def]
    """Teeth turned about their long axis look narrow; they lean, and stand higher and lower by turns."""
    mine = (flaw == "crowding")[n] & (place < 4)
    sway = np.where((place + side) % 2 == 0, 1.0, -1.0) * (1 + 0.3 * own)
    width[mine] *= np.where(sway > 0, 0.90, 0.99)[mine]
    turn[mine] += (0.07 * sway)[mine]
    back[mine] += (0.6 * sway)[mine]
    gap[mine] += 0.25


def _broken(crown, flaw, keys, arch, side, place) -> tooth.Crowns:  # type: ignore[no-untyped-def]
    """A corner chipped off an upper front tooth, or edges worn flat."""
    chip = crown.chip.copy()
    which = (keys % np.uint64(2)).astype(np.int64)
    mine = (flaw == "chip") & (arch == 0) & (place == 0) & (side == which)
    toward = np.where((keys >> np.uint64(3)) % np.uint64(2) == 0, 1.0, -1.0)
    chip[mine, 0], chip[mine, 1] = 0.62 * toward[mine], -np.sqrt(1 - 0.62**2)
    corner = 0.62 * crown.half_width + np.sqrt(1 - 0.62**2) * crown.half_height
    chip[mine, 2] = (corner - 0.34 * crown.half_height)[mine]
    flat = np.where((flaw == "wear_facet") & (place < 5), np.where(place == 2, 0.2, 0.13), 0.0)
    return replace(crown, chip=chip, flat=flat)
