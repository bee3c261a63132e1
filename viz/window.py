"""Windows and screens: glfw, and the errors and surprises that real monitors bring."""

from __future__ import annotations

import ctypes
import importlib
import os
from typing import Any

from viz.errors import Wrong

Size = tuple[int, int]


def _glfw() -> Any:
    # ImGui brings its own glfw library, and makes the glfw module use it if it is imported first.
    importlib.import_module("imgui_bundle")
    return importlib.import_module("glfw")


def _started() -> Any:
    """The glfw module, ready. Raises Wrong where there is no display to be reached."""
    glfw = _glfw()
    glfw.set_error_callback(_note_error)
    if not glfw.init():
        where = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or "no display"
        raise Wrong(f"no window can be opened on {where}: {_errors[-1] if _errors else 'glfw does not start'}")
    return glfw


_errors: list[str] = []


def _note_error(_code: int, words: bytes) -> None:
    _errors.append(words.decode(errors="replace"))
    del _errors[:-8]


class Window:
    """A window with an OpenGL 3.3 context of its own, current once it is made."""

    def __init__(
        self,
        title: str,
        size: Size,
        *,
        monitor: int | None = None,
        fullscreen: bool = False,
        vsync: bool = True,
    ) -> None:
        """monitor counts from 0; one that is not there falls back to the first. Raises Wrong where no window opens."""
        self._glfw = glfw = _started()
        self._wanted = monitor or 0
        self._fullscreen = fullscreen
        self._size = size
        glfw.default_window_hints()
        for hint, value in (
            (glfw.CONTEXT_VERSION_MAJOR, 3),
            (glfw.CONTEXT_VERSION_MINOR, 3),
            (glfw.OPENGL_PROFILE, glfw.OPENGL_CORE_PROFILE),
            (glfw.OPENGL_FORWARD_COMPAT, True),
            (glfw.SCALE_TO_MONITOR, True),
            (glfw.AUTO_ICONIFY, False),
            (glfw.DEPTH_BITS, 0),
            (glfw.STENCIL_BITS, 0),
        ):
            glfw.window_hint(hint, value)
        screen = self._monitor()
        mode = glfw.get_video_mode(screen) if screen else None
        if fullscreen and mode:
            glfw.window_hint(glfw.REFRESH_RATE, mode.refresh_rate)
            self.handle = glfw.create_window(mode.size.width, mode.size.height, title, screen, None)
        else:
            self.handle = glfw.create_window(*size, title, None, None)
        if not self.handle:
            raise Wrong(f"no window can be opened: {_errors[-1] if _errors else 'the system refuses'}")
        if not fullscreen and monitor is not None:
            self._centre(screen, mode)
        self.make_current()
        glfw.swap_interval(1 if vsync else 0)

    # --- screens ---

    @property
    def monitors(self) -> int:
        """How many monitors there are."""
        return len(self._glfw.get_monitors())

    @property
    def refresh(self) -> float:
        """Frames a second of the monitor that the window is on."""
        screen = self._monitor()
        mode = self._glfw.get_video_mode(screen) if screen else None
        return float(mode.refresh_rate) if mode and mode.refresh_rate > 0 else 60.0

    @property
    def scale(self) -> float:
        """How large text and measures should be, in the units of the mouse: 1 on a plain screen of 1080 lines."""
        width, _ = self._glfw.get_window_size(self.handle)
        content = self._glfw.get_window_content_scale(self.handle)[0]
        units = self.pixels[0] / width if width else 1.0
        screen = self._monitor()
        mode = self._glfw.get_video_mode(screen) if screen else None
        lines = mode.size.height / 1080 if mode else 1.0
        return max(1.0, content / units, lines / units)

    def check_monitor(self) -> None:
        """After a monitor came or went: fullscreen stays fullscreen, on the wanted monitor or else on the first."""
        glfw, screen = self._glfw, self._monitor()
        if not self._fullscreen or screen is None:
            return
        now = glfw.get_window_monitor(self.handle)
        if not now or ctypes.addressof(now.contents) != ctypes.addressof(screen.contents):
            mode = glfw.get_video_mode(screen)
            glfw.set_window_monitor(
                self.handle, screen, 0, 0, mode.size.width, mode.size.height, mode.refresh_rate or glfw.DONT_CARE
            )

    def _monitor(self) -> Any:
        monitors = self._glfw.get_monitors()
        if not monitors:
            return None
        return monitors[self._wanted] if self._wanted < len(monitors) else monitors[0]

    def _centre(self, screen: Any, mode: Any) -> None:
        if screen is None or mode is None:
            return
        left, top = self._glfw.get_monitor_pos(screen)
        width, height = self._glfw.get_window_size(self.handle)
        x, y = left + (mode.size.width - width) // 2, top + (mode.size.height - height) // 2
        self._glfw.set_window_pos(self.handle, max(left, x), max(top, y))

    # --- the window ---

    @property
    def address(self) -> int:
        """Where the window lies in memory, as ImGui's backend wants it."""
        return ctypes.cast(self.handle, ctypes.c_void_p).value or 0

    @property
    def pixels(self) -> Size:
        """Size of its framebuffer; (0, 0) while it is minimised."""
        width, height = self._glfw.get_framebuffer_size(self.handle)
        return int(width), int(height)

    @property
    def units(self) -> Size:
        """Size in the units of the mouse, which on dense screens are larger than pixels."""
        width, height = self._glfw.get_window_size(self.handle)
        return int(width), int(height)

    @property
    def hidden(self) -> bool:
        """Minimised, so that there is nothing to draw on."""
        return bool(self._glfw.get_window_attrib(self.handle, self._glfw.ICONIFIED)) or min(self.pixels) < 1

    @property
    def asked_to_close(self) -> bool:
        """Whether somebody clicked its close button since the last look."""
        asked = bool(self._glfw.window_should_close(self.handle))
        if asked:
            self._glfw.set_window_should_close(self.handle, False)
        return asked

    @property
    def focused(self) -> bool:
        """Whether keys go to this window."""
        return bool(self._glfw.get_window_attrib(self.handle, self._glfw.FOCUSED))

    def make_current(self) -> None:
        """GL calls go to this window from now on."""
        self._glfw.make_context_current(self.handle)

    def swap(self) -> None:
        """Show what was drawn."""
        self._glfw.swap_buffers(self.handle)

    def close(self) -> None:
        """Close it; whatever lives in its context must be released before."""
        self._glfw.destroy_window(self.handle)


def poll() -> None:
    """Hear what happened to all windows."""
    _glfw().poll_events()


def rest(seconds: float) -> None:
    """Wait for something to happen to a window, at most so long."""
    _glfw().wait_events_timeout(seconds)


def stop() -> None:
    """Close every window and leave the display alone."""
    _glfw().terminate()
