"""Whether there is a screen for a window, and which."""

from __future__ import annotations

import os
import sys
import warnings
from dataclasses import dataclass

from viz.errors import Wrong


@dataclass(frozen=True, slots=True)
class Monitor:
    """A screen, as `--monitor` counts them."""

    name: str
    width: int
    height: int
    refresh: int

    def __str__(self) -> str:
        rate = f" at {self.refresh} Hz" if self.refresh else ""
        return f"{self.name}, {self.width}x{self.height}{rate}"


def missing() -> str:
    """Why no window can open here, or '' if one can."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return "no display: neither DISPLAY nor WAYLAND_DISPLAY is set"
    glfw = _glfw()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if not glfw.init():
            return f"no window system answers{_where()}"
    return "" if glfw.get_monitors() else "the window system has no screen"


def monitors() -> list[Monitor]:
    """The screens, in the order in which `--monitor` counts them. Empty where no window can open."""
    if missing():
        return []
    glfw = _glfw()
    found = []
    for monitor in glfw.get_monitors():
        mode = glfw.get_video_mode(monitor)
        name = glfw.get_monitor_name(monitor)
        width, height = mode.size
        found.append(Monitor(name.decode() if isinstance(name, bytes) else name, width, height, mode.refresh_rate))
    return found


def monitor(number: int) -> Monitor:
    """The screen that `--monitor` names. Raises Wrong when there is none such."""
    found = monitors()
    if number >= len(found):
        there = ", ".join(f"{i} ({one})" for i, one in enumerate(found))
        raise Wrong(f"--monitor {number}: there is no such screen; there {'are' if len(found) > 1 else 'is'} {there}")
    return found[number]


def _where() -> str:
    names = [f"{key}={os.environ[key]}" for key in ("DISPLAY", "WAYLAND_DISPLAY") if os.environ.get(key)]
    return f" at {', '.join(names)}" if names else ""


def _glfw():
    import glfw
    import imgui_bundle  # noqa: F401  it brings a libglfw of its own, and must come before the first use of glfw

    return glfw
