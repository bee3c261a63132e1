"""The camera: where things land on the picture, and which ray goes through a pixel."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.camera import CameraPose, angles, forward, projection, ray, view

SIZE = (1280, 720)
POSE = CameraPose(position=(1, 2, -3), look_at=(1, 2, -40), fov=60)


def pixel_of(pose: CameraPose, point: tuple[float, float, float]) -> tuple[float, float]:
    clip = np.array([*point, 1.0]) @ view(pose) @ projection(pose, SIZE)
    x, y = clip[:2] / clip[3]
    return (x + 1) / 2 * SIZE[0], (1 - y) / 2 * SIZE[1]


def test_whole_numbers_in_a_pose_are_not_truncated():
    whole = CameraPose(position=(1, 2, -3), look_at=(2, 3, -5), fov=60)
    exact = CameraPose(position=(1.0, 2.0, -3.0), look_at=(2.0, 3.0, -5.0), fov=60.0)
    assert np.array_equal(view(whole), view(exact))
    assert np.abs(view(whole)[:3, :3] @ view(whole)[:3, :3].T - np.eye(3)).max() < 1e-12


def test_right_is_right_and_up_is_up():
    assert pixel_of(POSE, (1, 2, -20)) == pytest.approx((640, 360))
    assert pixel_of(POSE, (2, 2, -20))[0] > 640
    assert pixel_of(POSE, (1, 3, -20))[1] < 360
    top = 2 + 17 * np.tan(np.radians(30))
    assert pixel_of(POSE, (1, top, -20))[1] == pytest.approx(0, abs=1e-6)


coordinate = st.floats(-20, 20)


@given(
    st.tuples(coordinate, coordinate, coordinate),
    st.floats(-180, 180),
    st.floats(-80, 80),
    st.floats(15, 110),
    st.tuples(st.floats(0, SIZE[0]), st.floats(0, SIZE[1])),
)
def test_the_ray_through_a_pixel_lands_on_it(place, yaw, pitch, fov, pixel):
    aim = np.add(place, np.multiply(5, forward(yaw, pitch)))
    pose = CameraPose(position=place, look_at=tuple(aim), fov=fov)
    origin, direction = ray(pose, SIZE, pixel)
    assert np.linalg.norm(direction) == pytest.approx(1)
    assert pixel_of(pose, tuple(origin + 7 * direction)) == pytest.approx(pixel, abs=1e-5)


@given(st.floats(-179, 179), st.floats(-79, 79))
def test_angles_undo_forward(yaw, pitch):
    pose = CameraPose(position=(0, 0, 0), look_at=forward(yaw, pitch), fov=50)
    assert angles(pose) == pytest.approx((yaw, pitch), abs=1e-6)


def test_looking_at_oneself_looks_down_the_hall():
    assert np.isfinite(view(CameraPose(position=(1, 2, 3), look_at=(1, 2, 3), fov=50))).all()
