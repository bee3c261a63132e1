"""The light that the mosaics, the ribs and the sky throw on walls, floor and vault.

Form factors between every emitter and every texel of a small map are found once; a frame's light is then one matrix
product, so what the mosaics show is what lights the room.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from viz.controls import Settings
from viz.frame import Frame
from viz.passes.base import SOON, Venue, spare
from viz.passes.voices import VoiceMap, tint
from viz.world.consent import permits
from viz.world.hall import Hall, Hanging, moved

if TYPE_CHECKING:
    from viz.world.mosaic import Mosaics

Floats = NDArray[np.float64]
SIZE = (224, 56)
_RUNS = np.array((0.5, 1.0, 1.0), np.float32)
"""How much of a colour runs into the next one where mosaics glitch."""
_BLOCK = 64
"""Mosaics whose factors are found at once: their numbers fit the processor's cache."""
REGIONS = {"light_walls": (0, 0, 210, 12), "light_floor": (0, 14, 92, 26), "light_vault": (94, 14, 46, 16)}
"""Place of each surface in the map: x, y, width, height in texels."""


class Light(Settings):
    """How the room takes up the light of what it shows."""

    bounce: float = Field(
        1.0,
        ge=0,
        le=4,
        title="Light in the room",
        description="How strongly mosaics light walls and floor; 0: not at all",
    )


class LightPass:
    """Holds the light map; `texture` is bound by every pass that shades a surface."""

    def __init__(self, venue: Venue) -> None:
        self._device = venue.device
        self.texture = venue.device.texture(SIZE, 4, "f4", label="light map")
        self._hanging, self._emission = venue.hanging, venue.mosaics.emission
        self._texels = texels(venue.hall)
        # Emitter by emitter, and below colour by colour: so the product takes half the time.
        factors = form_factors(venue.hall, venue.hanging).T
        self._room = np.ascontiguousarray(factors[-2:])
        """(2, texels) of the sky and of the veins."""
        self._factors = _roomy(factors[:-2])
        """(at least N, texels) of the mosaics, with rows for some that come later."""
        self.mean = np.zeros(3, np.float32)
        """Mean irradiance (3,) of the floor in the frame last drawn."""
        start = REGIONS["light_walls"][2] * REGIONS["light_walls"][3]
        self._floor = slice(start, start + REGIONS["light_floor"][2] * REGIONS["light_floor"][3])
        self._voices = VoiceMap(venue.hall, {name: (width, height) for name, (_, _, width, height) in REGIONS.items()})
        self._shone: NDArray[np.float32] | None = None
        """(3, N) what the mosaics shone when their light was last gathered; None: it has to be gathered anew."""
        self._gathered = np.zeros((3, len(self._texels[0])), np.float32)
        """(3, texels) their light."""
        self._map = np.zeros((SIZE[1], SIZE[0], 4), np.float32)

    def hang(self, mosaics: Mosaics, hanging: Hanging) -> Iterator[None]:
        """Light the same hall from those mosaics where they hang now: some of those before, or more after them. Those
        in new places light it after the first step."""
        changed = moved(self._hanging, hanging)
        self._hanging, self._emission, self._shone = hanging, mosaics.emission, None
        if len(hanging.scale) > len(self._factors):
            self._factors = _roomy(self._factors)
        yield
        if changed.size:
            self._factors[changed] = _of_mosaics(*self._texels, hanging, changed).T
            self._shone = None

    def tend(self) -> bool:
        """Whether room ran low, and more was made."""
        low = len(self._factors) < len(self._hanging.scale) + SOON
        if low:
            self._factors = _roomy(self._factors)
        return low

    def draw(self, frame: Frame, settings: Light) -> None:
        """Gather this frame's light into the map."""
        shining = np.ascontiguousarray((emitters(frame, self._emission) * settings.bounce).T, np.float32)
        self._gather(shining[:, :-2])
        sky, veins = self._room
        gathered = self._gathered + (shining[:, -2:-1] * sky + shining[:, -1:] * veins)
        self.mean = gathered[:, self._floor].mean(axis=1)
        voices = self._voices.lay(frame.voices * frame.controls.picture.hall.voices)
        start = 0
        for name, (x, y, width, height) in REGIONS.items():
            stop = start + width * height
            place = self._map[y : y + height, x : x + width]
            for colour in range(3):
                place[..., colour] = gathered[colour, start:stop].reshape(height, width)
            place[..., 3] = voices[name]
            start = stop
        self.texture.write(self._map)

    def _gather(self, shining: NDArray[np.float32]) -> None:
        """The mosaics' light: the dearest sum of a frame, and the same as before while nothing glitches."""
        if self._shone is None or not np.array_equal(shining, self._shone):
            for colour, light in zip(shining, self._gathered, strict=True):
                np.dot(colour, self._factors[: len(colour)], out=light)
            self._shone = shining

    def release(self) -> None:
        """Give the map back."""
        self._device.release(self.texture)


def emitters(frame: Frame, emission: NDArray[np.float32]) -> NDArray[np.float32]:
    """Radiance (N + 2, 3) of the mosaics, the sky and the veins, where voices travel too. Where the glitch is, a
    mosaic's colours run into each other, as far as its owner allows; one that arrives lights up as its tiles come."""
    look, hall = frame.look, frame.controls.picture.hall
    light = np.empty((len(emission) + 2, 3), np.float32)
    glitch = 0.6 * np.minimum(np.maximum(frame.mosaic[:, :1], 0), 1) * permits(frame.mosaic[:, 2:3], "colour")
    mixed = emission * (1 - glitch) + glitch * emission[:, [2, 0, 1]] * _RUNS
    light[:-2] = mixed * (frame.design[:, 8:9] * look.glow)
    light[-2] = [city * hall.city for city in look.city]
    voices = 1.2 * float(frame.voices.mean()) * hall.voices
    light[-1] = [key * look.veins + voice * voices for key, voice in zip(look.key, tint(frame), strict=True)]
    return light


def _roomy(factors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows, and after them room for as many as a gallery hangs in a day."""
    roomy = np.zeros((len(factors) + spare(len(factors)), factors.shape[1]), np.float32)
    roomy[: len(factors)] = factors
    return roomy


def form_factors(hall: Hall, hanging: Hanging) -> NDArray[np.float32]:
    """Irradiance (texels, N + 2) for unit radiance of each mosaic, of the sky and of the ribs' veins.

    Point-to-area form factor cos·cos·A / (π r² + A), the usual disc approximation; Nova's mosaic is split into
    parts, being large for its distance.
    """
    place, normal = texels(hall)
    count = len(hanging.scale)
    factors = np.empty((len(place), count + 2), np.float32)
    for start in range(0, count, _BLOCK):
        which = np.arange(start, min(start + _BLOCK, count))
        factors[:, which] = _of_mosaics(place, normal, hanging, which)
    factors[:, count] = 0.16 * (0.35 + 0.65 * np.clip(normal[:, 1], 0, 1)) * (0.5 + 0.5 * place[:, 1] / hall.apex)
    factors[:, count] += _windows(place, normal, hall)
    factors[:, count + 1] = _veins(place, normal, hall)
    return factors


def _of_mosaics(place: Floats, normal: Floats, hanging: Hanging, which: NDArray[np.int64]) -> Floats:
    """(P, n) of those mosaics alone."""
    hall, half = hanging.hall, hanging.half
    facing = hall.facing(hanging.strip[which, 0])[0]
    area = 2.6 * half[which, 0] * half[which, 1]
    factors = _exchange(place, normal, hanging.centre[which], facing, area)
    if which[0] == 0:
        spread = np.stack(np.meshgrid(np.linspace(-0.8, 0.8, 5), np.linspace(-0.6, 0.6, 3)), -1).reshape(-1, 2)
        parts = hanging.strip[0] + spread * half[0]
        great, same = hall.from_strip(parts[:, 0], parts[:, 1]), np.repeat(facing[:1], len(parts), 0)
        factors[:, 0] = _exchange(place, normal, great, same, area[:1] / len(parts)).sum(1)
    return factors


def _exchange(place: Floats, normal: Floats, source: Floats, facing: Floats, area: Floats) -> Floats:
    """(P, S) form factors; a source also spills a little on the wall it hangs on."""
    before = normal @ source.T - np.einsum("pk,pk->p", normal, place)[:, None]
    off_wall = place @ facing.T - np.einsum("sk,sk->s", source, facing)
    square = _square(place, source) + 0.05
    received = np.maximum(before, 0) * np.maximum(off_wall, 0) / square
    coplanar = (normal @ facing.T > 0.9) & (np.abs(off_wall) < 0.3)
    return received * area * 3.0 / (np.pi * square + area) + coplanar * 0.16 * area / (area + 3.0 * square)


def _square(place: Floats, source: Floats) -> Floats:
    """(P, S) squared distances."""
    lengths = np.einsum("pk,pk->p", place, place)[:, None] + np.einsum("sk,sk->s", source, source)
    return np.maximum(lengths - 2.0 * (place @ source.T), 0.0)


def _veins(place: Floats, normal: Floats, hall: Hall) -> Floats:
    ribs = -np.arange(hall.bays + 1) * hall.bay
    angle = np.linspace(0, np.pi, 9)
    scale = hall.width / 13
    arch = np.stack(
        [np.cos(angle) * (hall.width / 2 - 0.5 * scale), scale * 2 + np.sin(angle) * (hall.apex - 2.4 * scale)], 1
    )
    points = np.array([(x, y, z) for z in ribs for x, y in arch])
    before = normal @ points.T - np.einsum("pk,pk->p", normal, place)[:, None]
    square = _square(place, points) + 0.6 * scale * scale
    # A larger hall has ribs as much larger: its veins light it as brightly.
    return (np.maximum(before, 0) / (square * np.sqrt(square))).sum(1) * 0.055 * scale * scale


def _windows(place: Floats, normal: Floats, hall: Hall) -> Floats:
    """(P,) irradiance for unit light of the city that falls in through the windows of both side walls."""
    window, middle = hall.window, (np.array(hall.glazed) + 0.5) * hall.bay
    # Each as three parts, one above the other: it is tall for the distance of what stands before it.
    along, up = np.meshgrid(np.concatenate([middle, hall.strip_length - middle]), np.linspace(0.15, 0.7, 3))
    along, up = along.ravel(), window.sill + up.ravel() * (window.head - window.sill)
    area = np.full((1, 1), 0.55 * window.half * (window.head - window.sill))
    source, facing = hall.from_strip(along, up), hall.facing(along)[0]
    # What leaves a window goes into the hall; nothing of it runs along its own wall.
    return (_exchange(place, normal, source, facing, area) * (normal @ facing.T < 0.9)).sum(1)


def texels(hall: Hall) -> tuple[Floats, Floats]:
    """Places and normals (P, 3) of all texels, region after region, row after row."""
    places, normals = [], []

    def grid(region: str) -> tuple[Floats, Floats]:
        _, _, width, height = REGIONS[region]
        across, up = np.meshgrid((np.arange(width) + 0.5) / width, (np.arange(height) + 0.5) / height)
        return across.ravel(), up.ravel()

    across, up = grid("light_walls")
    s = across * hall.strip_length
    normal, _ = hall.facing(s)
    places.append(hall.from_strip(s, up * hall.wall) + 0.02 * normal)
    normals.append(normal)
    across, up = grid("light_floor")
    places.append(np.stack([(up - 0.5) * hall.width, np.full_like(up, 0.01), -across * hall.length], 1))
    normals.append(np.tile([0.0, 1.0, 0.0], (len(up), 1)))
    across, up = grid("light_vault")
    angle = up * np.pi
    rise = hall.apex - hall.wall
    places.append(
        np.stack([np.cos(angle) * hall.width / 2, hall.wall + np.sin(angle) * rise, -across * hall.length], 1)
    )
    inward = np.stack([-np.cos(angle) * rise, -np.sin(angle) * hall.width / 2, np.zeros_like(angle)], 1)
    normals.append(inward / np.linalg.norm(inward, axis=1, keepdims=True))
    return np.concatenate(places), np.concatenate(normals)
