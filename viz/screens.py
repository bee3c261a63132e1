"""Where the live show appears: a window on a monitor, or nowhere at all. The live loop treats both alike."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from viz import window
from viz.gpu.device import Device
from viz.panel.surface import Surface
from viz.window import Size, Window

if TYPE_CHECKING:
    import moderngl


class Screen(Protocol):
    """What the live loop needs to know of the wall."""

    device: Device
    surface: Surface | None
    """Where questions, keys and the panel over the wall are drawn; None where nobody looks."""
    refresh: float

    @property
    def size(self) -> Size:
        """Pixels of the picture; (0, 0) while there is nothing to draw on."""

    @property
    def units(self) -> Size:
        """The picture's size in the units of the mouse."""

    def poll(self) -> bool:
        """Hear what happened; True if somebody wants to close the wall."""

    def target(self) -> moderngl.Framebuffer:
        """What to draw into, of the present size."""

    def show(self) -> None:
        """What was drawn appears."""

    def rest(self, seconds: float) -> None:
        """Wait, as nothing is to be drawn yet."""

    def close(self) -> None:
        """Give everything back, the device too."""


class WallWindow:
    """The wall in a window of its own or on a whole monitor."""

    def __init__(self, title: str, size: Size, monitor: int | None, fullscreen: bool) -> None:
        self.window = Window(title, size, monitor=monitor, fullscreen=fullscreen)
        try:
            self.device = Device.current()
            self._scale = self.window.scale
            self.surface: Surface | None = Surface(self.window.address, self._scale)
        except BaseException:
            self.window.close()
            raise
        self.refresh = self.window.refresh
        self._monitors = self.window.monitors

    @property
    def size(self) -> Size:
        return (0, 0) if self.window.hidden else self.window.pixels

    @property
    def units(self) -> Size:
        return self.window.units

    def poll(self) -> bool:
        window.poll()
        if self._monitors != self.window.monitors:
            self._monitors = self.window.monitors
            self.window.check_monitor()
            self.refresh = self.window.refresh
        if self._scale != self.window.scale and self.surface is not None and not self.window.hidden:
            self._scale = self.window.scale
            self.surface.rescale(self._scale)
        return self.window.asked_to_close

    def target(self) -> moderngl.Framebuffer:
        self.window.make_current()
        screen = self.device.ctx.screen
        screen.viewport = (0, 0, *self.size)
        return screen

    def show(self) -> None:
        self.window.swap()

    def rest(self, seconds: float) -> None:
        window.rest(seconds)

    def close(self) -> None:
        self.window.make_current()
        if self.surface is not None:
            self.surface.close()
        self.device.close()
        self.window.close()
        window.stop()


class Offscreen:
    """A wall that nobody sees. With a surface it can still be operated, by whoever feeds its `io`."""

    def __init__(self, size: Size, operated: bool = False) -> None:
        self.device = Device.offscreen()
        self._target = self.device.target(size, [(4, "f1")], label="wall")
        self._target.use()
        self.surface = Surface(None) if operated else None
        self.refresh = 60.0

    @property
    def size(self) -> Size:
        return self._target.size

    @property
    def units(self) -> Size:
        return self._target.size

    def resize(self, size: Size) -> None:
        """Another size from the next frame on."""
        self._target.resize(size)

    def poll(self) -> bool:
        return False

    def target(self) -> moderngl.Framebuffer:
        self.device.make_current()
        return self._target.framebuffer

    def show(self) -> None:
        self.device.finish()

    def rest(self, seconds: float) -> None:
        time.sleep(seconds)

    def close(self) -> None:
        self.device.make_current()
        if self.surface is not None:
            self.surface.close()
        self.device.close()


class PanelWindow:
    """The operator's panel in a window of its own, drawn at most 30 times a second: the wall never waits for it."""

    EVERY_S = 1 / 30

    def __init__(self, monitor: int | None) -> None:
        self.window = Window("Neo-Lumine: panel", (1280, 860), monitor=monitor, vsync=False)
        self.surface = Surface(self.window.address, self.window.scale)
        self._next = 0.0

    def due(self, now: float) -> bool:
        """Whether it is to be drawn in this frame; now in seconds of any steady clock."""
        if now < self._next or self.window.hidden:
            return False
        self._next = max(self._next + self.EVERY_S, now)
        return True

    def begin(self) -> None:
        """GL calls go to this window, whose framebuffer is bound, from now on."""
        self.window.make_current()

    def show(self) -> None:
        """What was drawn appears."""
        self.window.swap()

    def close(self) -> None:
        """Give everything back. Another window's context must be made current afterwards."""
        self.window.make_current()
        self.surface.close()
        self.window.close()
