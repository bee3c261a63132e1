"""What a tooth looks like from the front: crown sizes, and an outline of one family of curves.

A crown is two superellipses joined at its widest line: below it the incisal edge (square for an incisor, a point for
a canine, a groove between two cusps for a molar), above it the neck, which tapers and rounds into the gum. Local
axes: x away from the midline, y from the incisal edge towards the gum, origin in the middle of the bounding box.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

POINTS = 48
"""Points of an outline."""

CROWN_WIDTH = np.array([[8.5, 6.5, 7.5, 7.0, 7.0, 10.0, 9.0, 8.5], [5.0, 5.5, 7.0, 7.0, 7.0, 11.0, 10.5, 10.0]])
"""(2, 8) mesiodistal crown widths in mm, upper and lower, from the midline (Wheeler's tables)."""
CROWN_HEIGHT = np.array([[10.5, 9.0, 10.0, 8.5, 8.5, 7.5, 7.0, 6.5], [9.0, 9.5, 11.0, 8.5, 8.0, 7.5, 7.0, 7.0]])
"""(2, 8) crown heights in mm, upper and lower, from the midline (Wheeler's tables)."""

# By arch and place from the midline: how square the neck is, the edge on the side of the midline, the edge on the far
# side (exponents: 1 a point, 2 an ellipse, 5 nearly square), where the crown is widest (share of its height from the
# edge), how far the neck narrows, how deep the groove between two cusps is.
_NECK = np.array([[3.4, 3.2, 3.1, 3.3, 3.3, 3.5, 3.5, 3.4], [3.4, 3.4, 3.1, 3.3, 3.3, 3.6, 3.6, 3.5]])
_NEAR = np.array([[5.6, 4.8, 2.20, 2.65, 2.8, 3.4, 3.2, 3.0], [5.2, 4.8, 2.30, 2.65, 2.8, 3.6, 3.4, 3.2]])
_FAR = np.array([[4.0, 3.3, 1.95, 2.40, 2.6, 3.0, 2.9, 2.8], [4.8, 3.9, 2.00, 2.40, 2.6, 3.2, 3.0, 3.0]])
_WIDEST = np.array([[0.34, 0.36, 0.44, 0.44, 0.42, 0.40, 0.40, 0.40], [0.26, 0.28, 0.40, 0.42, 0.40, 0.40, 0.40, 0.40]])
_TAPER = np.array([[0.11, 0.13, 0.13, 0.10, 0.09, 0.05, 0.05, 0.05], [0.15, 0.15, 0.14, 0.10, 0.09, 0.05, 0.05, 0.05]])
_GROOVE = np.array([[0, 0, 0, 0, 0, 0.16, 0.16, 0.14], [0, 0, 0, 0, 0, 0.16, 0.16, 0.14]])


@dataclass(frozen=True)
class Crowns:
    """The shapes of K crowns; every array (K,) in mm unless said."""

    half_width: Floats
    half_height: Floats
    widest: Floats
    """Height of the widest line above the incisal edge."""
    neck: Floats
    near: Floats
    far: Floats
    taper: Floats
    groove: Floats
    flat: Floats
    """What is worn off the incisal edge, as a share of the height."""
    chip: Floats
    """(K, 3) a straight cut: unit normal x, y and its distance from the middle; infinite where nothing is chipped."""

    def __getitem__(self, index: NDArray[np.integer] | NDArray[np.bool_]) -> Crowns:
        return Crowns(**{name: getattr(self, name)[index] for name in self.__dataclass_fields__})

    def outline(self) -> Floats:
        """Outlines (K, POINTS, 2) in mm, counter-clockwise in the tooth's own axes, from the middle of the far side."""
        angle = np.arange(POINTS) * (2 * np.pi / POINTS)
        c, s = np.cos(angle), np.sin(angle)
        power = self._power(c, s)
        r = (np.abs(c) ** power + np.abs(s) ** power) ** (-1 / power)
        x, y = r * c, r * s
        above = y > 0
        rise, drop = self._reach()
        grooved = 1 - self.groove[:, None] * _between_cusps(x)
        up = np.where(above, y * rise[:, None], y * drop[:, None] * grooved)
        x = x * np.where(above, 1 - self.taper[:, None] * y, 1.0) * self.half_width[:, None]
        return self._cut(np.stack([x, up - self._lift()[:, None]], axis=-1))

    def inside(self, x: Floats, y: Floats) -> NDArray[np.bool_]:
        """Whether points (K, …) in mm lie within the outlines."""
        shape = (-1,) + (1,) * (x.ndim - 1)
        rise, drop = (v.reshape(shape) for v in self._reach())
        across = x / self.half_width.reshape(shape)
        up = y + self._lift().reshape(shape)
        above = up > 0
        up = up / np.where(above, rise, drop * (1 - self.groove.reshape(shape) * _between_cusps(across)))
        across = across / np.where(above, np.maximum(1 - self.taper.reshape(shape) * up, 0.05), 1.0)
        power = self._power(across, up)
        within = np.minimum(np.abs(across), 2.0) ** power + np.minimum(np.abs(up), 2.0) ** power <= 1
        chip = self.chip.reshape((len(self.chip),) + (1,) * (x.ndim - 1) + (3,))
        within &= x * chip[..., 0] + y * chip[..., 1] <= chip[..., 2]
        return within & (y >= ((2 * self.flat - 1) * self.half_height).reshape(shape))

    def _power(self, x: Floats, y: Floats) -> Floats:
        """The exponent at points (K, …) or (…,), by the quarter of the crown they lie in."""
        shape = (-1,) + (1,) * (x.ndim - 1 if x.ndim > 1 else x.ndim)
        neck, near, far = (v.reshape(shape) for v in (self.neck, self.near, self.far))
        return np.where(y > 0, neck, np.where(x > 0, far, near))

    def _reach(self) -> tuple[Floats, Floats]:
        return 2 * self.half_height - self.widest, self.widest

    def _lift(self) -> Floats:
        """Height of the box's middle above the widest line."""
        return self.half_height - self.widest

    def _cut(self, points: Floats) -> Floats:
        """The outlines less what is chipped or worn: points beyond a cut fall back onto it."""
        over = np.einsum("kpi,ki->kp", points, self.chip[:, :2]) - self.chip[:, 2:]
        points = points - np.maximum(over, 0)[..., None] * self.chip[:, None, :2]
        floor = ((2 * self.flat - 1) * self.half_height)[:, None]
        points[..., 1] = np.maximum(points[..., 1], floor)
        return points


def crowns(
    arch: NDArray[np.integer], place: NDArray[np.integer], width: Floats, height: Floats, form: Floats
) -> Crowns:
    """Sound crowns of K teeth: arch 0 upper or 1 lower, place 0–7 from the midline, visible width and height in mm.

    form (K,) goes from -1, tapering, over 0, ovoid, to 1, square: the three classical forms of teeth.
    """
    count = len(place)
    stiff = 1 + np.where(form > 0, 0.20, 0.14) * form
    return Crowns(
        half_width=width / 2,
        half_height=height / 2,
        widest=height * (_WIDEST[arch, place] + 0.03 * form),
        neck=np.maximum(_NECK[arch, place] * stiff, 1.6),
        near=np.maximum(_NEAR[arch, place] * stiff, 1.3),
        far=np.maximum(_FAR[arch, place] * stiff, 1.3),
        taper=np.clip(_TAPER[arch, place] - 0.08 * form, 0.0, 0.5),
        groove=_GROOVE[arch, place],
        flat=np.zeros(count),
        chip=np.tile([0.0, -1.0, np.inf], (count, 1)),
    )


def _between_cusps(across: Floats) -> Floats:
    """1 on the groove in a molar's middle, 0 from the cusps' tips (half way out) outward."""
    return np.cos(np.pi * np.clip(across, -0.5, 0.5)) ** 2


def area(outlines: Floats) -> Floats:
    """Areas (K,) of outlines (K, P, 2), by the shoelace rule."""
    x, y = outlines[..., 0], outlines[..., 1]
    return 0.5 * np.abs((x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1))
