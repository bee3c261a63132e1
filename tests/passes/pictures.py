"""What tests of passes draw with: frames in which nothing shines but what a test lights."""

from dataclasses import replace

import numpy as np

from viz import camera
from viz.camera import CameraPose
from viz.gpu.capture import capture
from viz.quality import TIERS
from viz.renderer import Renderer

SIZE = (160, 90)


class Pictures:
    """Draws frames of the small evening with one renderer. `plain` is a frame in which nothing shines but what a test
    lights: no glow, no city, no veins, no haze, nobody and no nanobot there, no vignette, bloom or
    dither. Outlines are not smoothed, so that every pixel shows its own place."""

    def __init__(self, device, show, size=SIZE):
        self._device, self.show, self.size = device, show, size
        self.renderer = Renderer(device, show, size, replace(TIERS["high"], edges=False))
        self.target = device.target(size, [(4, "f1")], label="picture")

    def plain(self, *, position=(0.0, 1.7, -4.0), look_at=(0.0, 2.6, -40.0), fov=55.0, look=None, **controls):
        """A frame from a place; `look` updates the act's look, and other names are controls with __ for the slash."""
        frame = self.show.frame()
        dark = {
            "key": (0, 0, 0),
            "haze": (0, 0, 0),
            "city": (0, 0, 0),
            "glow": 0.0,
            "veins": 0.0,
            "density": 0.0,
            "lamps": 0.0,
        }
        tree = frame.controls.model_copy(deep=True)
        off = {"grade__vignette": 0.0, "grade__dither": 0.0, "bloom__strength": 0.0, "swarm__brightness": 0.0}
        for name, value in {**off, **controls}.items():
            part, field = name.split("__")
            setattr(getattr(tree.picture, part), field, value)
        return replace(
            frame,
            people=np.empty((0, 12), np.float32),
            look=frame.look.model_copy(update={**dark, "exposure": 1.0, "saturation": 1.0, **(look or {})}),
            camera=CameraPose(position, look_at, fov),
            controls=tree,
        )

    def draw(self, frame):
        """(height, width, 3) int: the picture of a frame, top row first."""
        self.renderer.draw(frame, self.target)
        return capture(self.target).astype(int)

    def resize(self, size):
        """Draw at another size from now on."""
        self.size = size
        self.renderer.resize(size)
        self.target.resize(size)

    def pixels(self, frame, points):
        """(P, 2) column and row, not rounded, at which a frame shows points (P, 3) of the hall."""
        points = np.asarray(points, float).reshape(-1, 3)
        clip = np.c_[points, np.ones(len(points))] @ camera.view(frame.camera)
        clip = clip @ camera.projection(frame.camera, self.size)
        return (0.5 + 0.5 * clip[:, :2] / clip[:, 3:] * (1, -1)) * self.size

    def release(self):
        self.renderer.release()
        self._device.release(self.target)
