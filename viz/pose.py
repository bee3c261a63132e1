"""Where a camera stands, and where it looks."""

from dataclasses import dataclass

Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class CameraPose:
    """Where the camera stands and looks: metres in hall axes; fov is vertical, in degrees."""

    position: Triple
    look_at: Triple
    fov: float
