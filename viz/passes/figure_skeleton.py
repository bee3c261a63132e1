"""The skeleton of a figure one unit tall: bones, and where a posture's angles put them.

Axes are those of a person who faces the end wall: x to their right, y up, -z ahead; the soles rest on y = 0.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_TREE: tuple[tuple[str, str, tuple[float, float, float]], ...] = (
    ("pelvis", "", (0.0, 0.545, 0.0)),
    ("waist", "pelvis", (0.0, 0.605, 0.0)),
    ("chest", "waist", (0.0, 0.700, 0.0)),
    ("neck", "chest", (0.0, 0.835, 0.008)),
    ("head", "neck", (0.0, 0.880, 0.004)),
    ("right arm", "chest", (0.100, 0.812, 0.004)),
    ("right forearm", "right arm", (0.112, 0.640, 0.006)),
    ("right hand", "right forearm", (0.114, 0.492, -0.004)),
    ("left arm", "chest", (-0.100, 0.812, 0.004)),
    ("left forearm", "left arm", (-0.112, 0.640, 0.006)),
    ("left hand", "left forearm", (-0.114, 0.492, -0.004)),
    ("right thigh", "pelvis", (0.046, 0.520, 0.0)),
    ("right shin", "right thigh", (0.046, 0.282, -0.004)),
    ("right foot", "right shin", (0.046, 0.048, 0.010)),
    ("left thigh", "pelvis", (-0.046, 0.520, 0.0)),
    ("left shin", "left thigh", (-0.046, 0.282, -0.004)),
    ("left foot", "left shin", (-0.046, 0.048, 0.010)),
)
BONES: dict[str, int] = {name: i for i, (name, _, _) in enumerate(_TREE)}
"""Index of each bone; a parent stands before its children."""
JOINTS: Floats = np.array([place for _, _, place in _TREE])
"""(B, 3) where each bone begins when the figure stands upright with its arms down."""
_PARENTS = tuple(BONES.get(parent, -1) for _, parent, _ in _TREE)


def move(angles: Floats) -> tuple[Floats, Floats]:
    """Rotations (P, B, 3, 3) and joints (P, B, 3) of P postures.

    angles: (P, B, 3) radians against the parent: bend (a hanging limb goes forward), tilt (it goes to the right), turn
    (to the left, seen from above). The pelvis stays where it is; whoever draws sets the figure on its feet.
    """
    own = _rotations(angles)
    turned, places = np.empty_like(own), np.empty(angles.shape)
    for bone, parent in enumerate(_PARENTS):
        if parent < 0:
            turned[:, bone], places[:, bone] = own[:, bone], JOINTS[bone]
            continue
        turned[:, bone] = turned[:, parent] @ own[:, bone]
        places[:, bone] = places[:, parent] + turned[:, parent] @ (JOINTS[bone] - JOINTS[parent])
    return turned, places


def _rotations(angles: Floats) -> Floats:
    """(…, 3, 3): first the turn about y, then the bend about x, then the tilt about z."""
    (bend, tilt, turn), one = np.moveaxis(angles, -1, 0), np.ones(angles.shape[:-1])
    zero = np.zeros_like(one)

    def matrix(*rows: tuple[Floats, Floats, Floats]) -> Floats:
        return np.stack([np.stack(row, -1) for row in rows], -2)

    about_x = matrix((one, zero, zero), (zero, np.cos(bend), -np.sin(bend)), (zero, np.sin(bend), np.cos(bend)))
    about_z = matrix((np.cos(tilt), -np.sin(tilt), zero), (np.sin(tilt), np.cos(tilt), zero), (zero, zero, one))
    about_y = matrix((np.cos(turn), zero, np.sin(turn)), (zero, one, zero), (-np.sin(turn), zero, np.cos(turn)))
    return about_z @ about_x @ about_y
