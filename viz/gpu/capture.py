"""What was drawn, as an array."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from viz.gpu.targets import Target

if TYPE_CHECKING:
    import moderngl


def capture(source: "Target | moderngl.Framebuffer", components: int = 3) -> npt.NDArray[np.uint8]:
    """Read a framebuffer back, waiting for it: (height, width, components) uint8, top row first."""
    framebuffer = source.framebuffer if isinstance(source, Target) else source
    width, height = framebuffer.size
    data = framebuffer.read(components=components, alignment=1, dtype="f1")
    return np.frombuffer(data, np.uint8).reshape(height, width, components)[::-1]
