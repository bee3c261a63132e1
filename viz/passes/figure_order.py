"""Who is in the picture, the nearest first: all that the processor finds out about the crowd in a frame."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viz.camera import CameraPose
from viz.passes.figure_choice import COLUMNS, X, Z

Singles = NDArray[np.float32]

_STEPS = 500.0
"""Steps of a metre in which distances are told apart, up to 260 m: finer, nobody sees who stands before whom."""
_PLACES = 15
"""Bits of a key that hold a person's number; the others hold the distance, so that sorting keys sorts both."""
_REACH = 2.4
"""Metres: as high as anyone is."""


class Order:
    """Sorts at most `room` people a frame in memory that is made once."""

    def __init__(self, room: int) -> None:
        if room > 1 << _PLACES:
            raise ValueError(f"keys have room for {1 << _PLACES} people, not for {room}")
        self._across, self._along, self._square = (np.empty(room, np.float32) for _ in range(3))
        self._number = np.arange(room, dtype=np.uint32)
        self._keys, self._far = np.empty(room, np.uint32), np.empty(room, np.uint32)
        self._seen = 0
        self._rows = np.empty((room, COLUMNS), np.float32)

    def within(self, metres: float) -> int:
        """How many of those last found are nearer to the eye than that."""
        return int(np.searchsorted(self._far[: self._seen], np.uint32(metres * _STEPS)))

    def distance(self, place: int) -> float:
        """Metres to the one at that place among those last found; beyond the last of them, infinitely many."""
        return float(self._far[place]) / _STEPS if place < self._seen else 1e9

    def nearest(self, people: Singles, camera: CameraPose) -> Singles:
        """(K, 12) rows of those who are not behind the camera, the nearest first; they hold until the next call.

        people: (M, 12) as in `Frame.people`. Of more than there is room for the last are left out.
        """
        count = min(len(people), len(self._keys))
        across, along, square = (a[:count] for a in (self._across, self._along, self._square))
        keys = self._keys[:count]
        eye, ahead = camera.position, _ahead(camera)
        np.subtract(people[:count, X], eye[0], out=across)
        np.subtract(people[:count, Z], eye[2], out=along)
        np.multiply(across, across, out=square)
        square += np.multiply(along, along, out=self._far[:count].view(np.float32))
        np.sqrt(square, out=square)
        square *= _STEPS
        np.minimum(square, (1 << (32 - _PLACES)) - 2, out=square)
        # Between their feet and their heads, whichever is farther ahead.
        across *= ahead[0]
        along *= ahead[2]
        across += along
        behind = across <= eye[1] * ahead[1] - max(_REACH * ahead[1], 0.0) - 1.0
        square[behind] = (1 << (32 - _PLACES)) - 1
        np.copyto(keys, square, casting="unsafe")
        np.left_shift(keys, _PLACES, out=keys)
        np.bitwise_or(keys, self._number[:count], out=keys)
        keys.sort()
        seen = count - int(np.count_nonzero(behind))
        self._seen = seen
        np.right_shift(keys, _PLACES, out=self._far[:count])
        np.bitwise_and(keys, (1 << _PLACES) - 1, out=keys)
        return people.take(keys[:seen], axis=0, out=self._rows[:seen], mode="clip")


def _ahead(camera: CameraPose) -> tuple[float, float, float]:
    """The direction in which a camera looks, of unit length."""
    x, y, z = (at - eye for at, eye in zip(camera.look_at, camera.position, strict=True))
    length = max((x * x + y * y + z * z) ** 0.5, 1e-9)
    return x / length, y / length, z / length
