"""A plain wall of tiles and nothing else, at one price for any number of them."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from viz.gpu.device import Device
    from viz.pose import CameraPose, Triple
    from viz.world.wall_plan import WallPlan

MEAN_RISE = 0.35
"""Height of a tile on average, as a share of the tallest."""
HAZE, HAZY = 0.22, 2.8
"""What the air takes of the light of a place for each time that it is as far away as the wall, seen from so many metres
or more."""
WAVES = ((0.163, 0.09, 0.761, 19.0), (0.1, -0.2, 0.67, 23.0), (1.3, 0.6, 0.0, 11.0))
"""The swell's two waves and the ripple on them: turns in a metre along and up the wall (as in the shader), where each
begins (turns), and the seconds in which it goes by."""


class Seen(NamedTuple):
    """A camera before the wall. `ahead`, `right` and `up` are the shader's: metres along and up the wall, and depth."""

    eye: tuple[float, float]
    """Metres along and up the wall, from its lower left corner."""
    distance: float
    """Metres from the wall; at least a little."""
    ahead: Triple
    right: Triple
    up: Triple

    @staticmethod
    def of(pose: CameraPose, wall: WallPlan, end: float, size: tuple[int, int]) -> Seen:
        """end: z of the wall, metres."""
        (x, y, z), forward = pose.position, _towards(pose)
        level = math.hypot(forward[0], forward[2])
        rx, rz = (-forward[2] / level, forward[0] / level) if level > 1e-9 else (1.0, 0.0)
        upward = (-rz * forward[1], rz * forward[0] - rx * forward[2], rx * forward[1])
        tall = math.tan(math.radians(pose.fov) / 2)
        wide = tall * size[0] / size[1]
        distance = max(z - end, 0.01)

        def axis(part: Triple, by: float) -> Triple:
            return part[0] * by * distance, part[1] * by * distance, -part[2] * by

        eye = x + wall.width / 2, y
        return Seen(eye, distance, axis(forward, 1.0), axis((rx, 0.0, rz), wide), axis(upward, tall))

    def corners(self) -> list[Triple]:
        """The rays through the picture's corners."""
        return [_sum(self.ahead, self.right, self.up, x, y) for x, y in product((-1.0, 1.0), repeat=2)]

    def framed(self, wall: WallPlan) -> bool:
        """Whether the wall fills the picture."""
        rays = self.corners()
        if min(ray[2] for ray in rays) <= 0.01:
            return False
        spots = [(self.eye[0] + ray[0] / ray[2], self.eye[1] + ray[1] / ray[2]) for ray in rays]
        return all(0 < along < wall.width and 0 < above < wall.height for along, above in spots)

    def fineness(self, tile: tuple[float, float], size: tuple[int, int]) -> tuple[float, float]:
        """Pixels of a tile where the ray's depth is 1, at the least in the picture: the first goes with its square.

        A pixel's step on the plane is (s' d - s d') / d², s and d being the ray's way and its depth.
        """
        fine = []
        for ray in self.corners():
            depth = max(ray[2], 0.01)
            steps = [
                sum(
                    abs(edge[i] * depth - ray[i] * edge[2]) * 2 / n
                    for edge, n in ((self.right, size[0]), (self.up, size[1]))
                )
                for i in (0, 1)
            ]
            fine.append((tile[0] / max(steps[0], 1e-9), tile[1] * depth / max(steps[1], 1e-9)))
        return min(each[0] for each in fine), min(each[1] for each in fine)


class TilesPass:
    """Finds every tile in the fragment shader; no buffer, no texture, whatever their number."""

    def __init__(self, device: Device, wall: WallPlan, end: float, seed: int) -> None:
        """end: z of the wall, metres."""
        self.wall = wall
        self._device, self._end = device, end
        chances = {"SEED": seed * 0x2545F491 % 2**31}
        self._programs = {
            framed: device.program("tiles", chances if framed else {**chances, "OPEN": 1}) for framed in (True, False)
        }
        self._meshes = {framed: device.fullscreen(program) for framed, program in self._programs.items()}

    def draw(self, pose: CameraPose, seconds: float, size: tuple[int, int], light: float = 1.0) -> None:
        """Draw the wall at a time over the whole framebuffer in use. light: 0: black; 1: as it is."""
        wall, (wide, tall) = self.wall, self.wall.tile
        seen = Seen.of(pose, wall, self._end, size)
        framed = seen.framed(wall)
        side = -1.0 if seen.ahead[0] < 0 else 1.0
        slope = wall.relief / seen.distance
        program = self._programs[framed]
        program["ahead"], program["right"], program["up"] = seen.ahead, seen.right, seen.up
        program["place"] = (
            *(seen.eye[0] / wide, seen.eye[1] / tall),
            *(1 / wide, (1 - MEAN_RISE * slope * wide) / tall),
        )
        phases = [math.fmod(x * seen.eye[0] + y * seen.eye[1] + t + seconds / s, 1.0) for x, y, t, s in WAVES]
        program["swell"] = (*phases[:2], side * slope, side)
        program["fineness"] = (*seen.fineness((wide, tall), size), light, phases[2])
        program["haze"] = HAZE * min(seen.distance / HAZY, 1.0)
        program["shape"] = wall.shape
        self._device.state()
        self._meshes[framed]()

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (*self._meshes.values(), *self._programs.values()):
            self._device.release(thing)


def _towards(pose: CameraPose) -> Triple:
    away = [to - at for at, to in zip(pose.position, pose.look_at, strict=True)]
    length = math.hypot(*away)
    return (away[0] / length, away[1] / length, away[2] / length) if length > 1e-6 else (0.0, 0.0, -1.0)


def _sum(ahead: Triple, right: Triple, up: Triple, x: float, y: float) -> Triple:
    one, two, three = (a + x * r + y * u for a, r, u in zip(ahead, right, up, strict=True))
    return one, two, three
