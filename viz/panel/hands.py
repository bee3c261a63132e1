"""Keys and mouse over the hall itself. Everything goes through `say`, so that a journal replays it."""

from __future__ import annotations

import math

import numpy as np
from imgui_bundle import imgui

from viz import camera
from viz.panel.desk import Desk

_TURN = 0.14
"""Degrees a pixel of dragging."""
_WALK, _RUN = 2.4, 7.0
"""Metres a second."""
_STILL_S = 3.0
"""Seconds without a move after which the mouse is hidden."""
_REACH = 0.5
"""Metres that the camera keeps from the walls of the free space it may fly in."""


def pressed(key: str) -> bool:
    """Whether a key, by ImGui's name, went down in this frame."""
    return imgui.is_key_pressed(imgui.Key[key], False)


def typing() -> bool:
    """Whether somebody types into a field, so that keys are text."""
    return imgui.get_io().want_text_input


def keys(desk: Desk) -> None:
    """Keys that work with the panel shown or hidden, as long as nobody types into a field."""
    if typing():
        return
    ctrl = imgui.Key.mod_ctrl
    if _chord(ctrl | imgui.Key.z):
        desk.undo.undo()
    if _chord(ctrl | imgui.Key.y) or _chord(ctrl | imgui.Key.mod_shift | imgui.Key.z):
        desk.undo.redo()
    if imgui.is_key_pressed(imgui.Key.space, False):
        desk.say("acts/hold", not desk.value("acts/hold"))
    for number, act in enumerate(desk.show.scene.act):
        if _chord(imgui.Key(imgui.Key._1 + number)):
            desk.say("acts/go", act.name)
    if _chord(imgui.Key.c):
        _take_camera(desk)


def mouse(desk: Desk, size: tuple[int, int]) -> None:
    """Clicks into the hall, and the free camera; size is the picture's, in the units of the mouse."""
    io = imgui.get_io()
    if imgui.is_mouse_clicked(imgui.MouseButton_.left) and not io.want_capture_mouse:
        _click(desk, size, (io.mouse_pos.x, io.mouse_pos.y))
    if desk.value("camera/mode") == "free":
        _look(desk)
        if not typing():
            _walk(desk)


def hide_idle_mouse(desk: Desk) -> None:
    """A mouse that lies still is not shown to visitors."""
    io, now = imgui.get_io(), imgui.get_time()
    if io.mouse_delta.x or io.mouse_delta.y or imgui.is_mouse_down(imgui.MouseButton_.left):
        desk.memory["mouse moved"] = now
    if now - desk.memory.setdefault("mouse moved", now) > _STILL_S:
        imgui.set_mouse_cursor(imgui.MouseCursor_.none)


def _chord(chord: int) -> bool:
    return imgui.is_key_chord_pressed(chord)


def _click(desk: Desk, size: tuple[int, int], pixel: tuple[float, float]) -> None:
    origin, direction = camera.ray(desk.frame.camera, size, pixel)
    point = desk.show.hanging.hall.hit(origin, direction)
    if desk.picking and point is not None:
        desk.pick(*point)
    elif not desk.picking:
        desk.select(None if point is None else desk.show.hanging.at(*point))


def _take_camera(desk: Desk) -> None:
    """From the authored camera to a free one that stands just there, and back."""
    if desk.value("camera/mode") == "free":
        desk.say("camera/mode", "authored")
        return
    pose = desk.frame.camera
    yaw, pitch = camera.angles(pose)
    desk.fly("camera/position", tuple(round(float(metres), 3) for metres in pose.position))
    desk.fly("camera/yaw", round(yaw, 2))
    desk.fly("camera/pitch", round(pitch, 2))
    desk.fly("camera/fov", round(pose.fov, 1))
    desk.say("camera/mode", "free")


def _look(desk: Desk) -> None:
    """Right drag turns; what has gathered is said at most once a tick."""
    io = imgui.get_io()
    if imgui.is_mouse_clicked(imgui.MouseButton_.right):
        desk.memory["looking"] = not io.want_capture_mouse
    if not imgui.is_mouse_down(imgui.MouseButton_.right):
        desk.memory["looking"] = False
    if not desk.memory.get("looking"):
        return
    turned, raised = desk.memory.get("turned", (0.0, 0.0))
    turned, raised = turned + io.mouse_delta.x * _TURN, raised - io.mouse_delta.y * _TURN
    desk.memory["turned"] = turned, raised
    if (turned or raised) and _once_a_tick(desk, "looked"):
        yaw = (desk.value("camera/yaw") + turned + 180) % 360 - 180
        pitch = min(max(desk.value("camera/pitch") + raised, -80.0), 80.0)
        desk.fly("camera/yaw", round(yaw, 2))
        desk.fly("camera/pitch", round(pitch, 2))
        desk.memory["turned"] = 0.0, 0.0


_STEPS = (
    (imgui.Key.w, (0, 0, 1)),
    (imgui.Key.s, (0, 0, -1)),
    (imgui.Key.d, (1, 0, 0)),
    (imgui.Key.a, (-1, 0, 0)),
    (imgui.Key.e, (0, 1, 0)),
    (imgui.Key.q, (0, -1, 0)),
)


def _walk(desk: Desk) -> None:
    if imgui.get_io().key_ctrl:
        return
    right, up, ahead = np.sum([step for key, step in _STEPS if imgui.is_key_down(key)] or [(0, 0, 0)], axis=0)
    if not (right or up or ahead):
        desk.memory.pop("walked", None)
        return
    ticks = desk.show.tick - desk.memory.get("walked", desk.show.tick - 1)
    if ticks <= 0:
        return
    desk.memory["walked"] = desk.show.tick
    yaw = math.radians(desk.value("camera/yaw"))
    away = np.array(camera.forward(desk.value("camera/yaw"), desk.value("camera/pitch")))
    side = np.array([math.cos(yaw), 0.0, math.sin(yaw)])
    speed = _RUN if imgui.get_io().key_shift else _WALK
    step = (right * side + up * np.array([0.0, 1.0, 0.0]) + ahead * away) * speed * min(ticks, 6) / 60
    hall = desk.show.hanging.hall
    place = np.array(desk.value("camera/position")) + step
    far = np.array([hall.width / 2 - _REACH, hall.apex - _REACH, hall.length - _REACH])
    place = np.clip(place, (-far[0], 0.4, -far[2]), (far[0], far[1], 6.0))
    desk.fly("camera/position", tuple(round(float(metres), 3) for metres in place))


def _once_a_tick(desk: Desk, what: str) -> bool:
    if desk.memory.get(what) == desk.show.tick:
        return False
    desk.memory[what] = desk.show.tick
    return True
