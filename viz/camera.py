"""The camera: a pose, its matrices, the ray through a pixel, and the operator's free camera as controls."""

from __future__ import annotations

import math
import warnings
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from viz.controls import Settings, Vector
from viz.pose import CameraPose, Triple

with warnings.catch_warnings():
    # Its docstrings hold stray backslashes, which newer Pythons complain about on the terminal at the first run.
    warnings.simplefilter("ignore")
    from pyrr import matrix44

Floats = NDArray[np.float64]

NEAR, FAR = 0.1, 400.0
"""Clipping distances in metres."""


class CameraControls(Settings):
    """Who moves the camera, and where the operator's own camera stands."""

    mode: Literal["authored", "free"] = Field(
        "authored", title="Camera", description="authored: the act's shots; free: the place and angles below"
    )
    position: Vector = Field(
        (0.0, 1.65, -4.0),
        title="Position",
        description="The free camera's place: to the right, up, and (negative) away from the entrance",
        json_schema_extra={"unit": "m"},
    )
    yaw: float = Field(
        0.0, ge=-180, le=180, title="Yaw", description="0: at the end wall; 90: right", json_schema_extra={"unit": "°"}
    )
    pitch: float = Field(
        4.0, ge=-80, le=80, title="Pitch", description="0: level; 80: nearly up", json_schema_extra={"unit": "°"}
    )
    fov: float = Field(
        60.0,
        ge=15,
        le=110,
        title="Field of view",
        description="Vertical angle of view: small is a long lens",
        json_schema_extra={"unit": "°"},
    )


def forward(yaw: float, pitch: float) -> Triple:
    """Unit direction of a free camera's angles in degrees."""
    yaw, pitch = math.radians(yaw), math.radians(pitch)
    return math.sin(yaw) * math.cos(pitch), math.sin(pitch), -math.cos(yaw) * math.cos(pitch)


def angles(pose: CameraPose) -> tuple[float, float]:
    """The free camera's yaw and pitch, in degrees, that look as the pose does."""
    x, y, z = _forward(pose)
    return math.degrees(math.atan2(x, -z)), math.degrees(math.asin(max(-1.0, min(1.0, y))))


def view(pose: CameraPose) -> Floats:
    """World to eye, (4, 4), for row vectors (pyrr's order: its bytes are the column-major matrix that GLSL expects)."""
    # By numbers and not by pyrr, whose vectors of three take a fifth of Python's share of a frame.
    (ex, ey, ez), (fx, fy, fz) = pose.position, _forward(pose)
    level = math.hypot(fx, fz)
    rx, rz = (-fz / level, fx / level) if level > 1e-9 else (1.0, 0.0)
    ux, uy, uz = -rz * fy, rz * fx - rx * fz, rx * fy
    away = (-(rx * ex + rz * ez), -(ux * ex + uy * ey + uz * ez), fx * ex + fy * ey + fz * ez)
    return np.array([(rx, ux, -fx, 0.0), (0.0, uy, -fy, 0.0), (rz, uz, -fz, 0.0), (*away, 1.0)], np.float64)


def projection(pose: CameraPose, size: tuple[int, int]) -> Floats:
    """Eye to clip space, (4, 4), for row vectors, for a picture of size (width, height) in pixels."""
    width, height = size
    return matrix44.create_perspective_projection(
        float(pose.fov), float(width) / float(height), NEAR, FAR, dtype=np.float64
    )


def ray(pose: CameraPose, size: tuple[int, int], pixel: tuple[float, float]) -> tuple[Floats, Floats]:
    """Origin (3,) and unit direction (3,) of the ray through a pixel (x, y) counted from the picture's top left."""
    width, height = size
    ndc = np.array([2 * pixel[0] / width - 1, 1 - 2 * pixel[1] / height])
    tangent = math.tan(math.radians(pose.fov) / 2)
    eye_to_world = view(pose)[:3, :3]
    direction = eye_to_world @ np.array([ndc[0] * tangent * width / height, ndc[1] * tangent, -1.0])
    return np.array(pose.position, np.float64), direction / math.hypot(*direction)


def _forward(pose: CameraPose) -> Triple:
    x, y, z = (at - eye for at, eye in zip(pose.look_at, pose.position, strict=True))
    length = math.hypot(x, y, z)
    return (x / length, y / length, z / length) if length > 1e-6 else (0.0, 0.0, -1.0)
