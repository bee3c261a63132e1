"""A place that ImGui draws on: a glfw window, or whatever framebuffer is bound, with no window at all."""

from __future__ import annotations

from collections.abc import Callable

from imgui_bundle import imgui, implot
from imgui_bundle.imgui import backends

from viz.panel import style

GLSL = "#version 330"


class Surface:
    """One ImGui and one ImPlot context, drawn with the native OpenGL backend into the GL context that is current.

    window: address of the glfw window whose mouse and keyboard it hears (its callbacks chain to those already set);
    None for a surface that is fed through `io`. Its GL context must be current whenever the surface is made, drawn or
    closed. No settings file is ever written: the layout is code.
    """

    def __init__(self, window: int | None, scale: float = 1.0, setup: Callable[[], None] = style.load_fonts) -> None:
        self._window = window
        self._context = imgui.create_context()
        imgui.set_current_context(self._context)
        self._plots = implot.create_context()
        implot.set_current_context(self._plots)
        io = imgui.get_io()
        io.set_ini_filename("")
        io.set_log_filename("")
        io.config_flags |= imgui.ConfigFlags_.docking_enable
        io.config_docking_with_shift = True
        io.config_windows_move_from_title_bar_only = True
        setup()
        self.rescale(scale)
        if window is not None:
            backends.glfw_init_for_opengl(window, True)
        backends.opengl3_init(GLSL)

    @property
    def io(self) -> imgui.IO:
        """This surface's inputs, for those who feed it themselves."""
        self._current()
        return imgui.get_io()

    @property
    def wants_mouse(self) -> bool:
        """Whether the mouse is over a panel, so that a click there is none into the hall."""
        return self.io.want_capture_mouse

    @property
    def wants_keyboard(self) -> bool:
        """Whether someone types into a field, so that keys are text."""
        return self.io.want_text_input

    def rescale(self, scale: float) -> None:
        """Another monitor, another density: text and measures follow."""
        self._current()
        self.scale = scale
        style.apply(scale)

    def draw(self, gui: Callable[[], None], size: tuple[int, int] | None = None, seconds: float = 1 / 60) -> None:
        """One frame of gui into the framebuffer that is bound.

        size in pixels and seconds since the frame before are for a surface without a window, which cannot ask.
        An error in gui leaves ImGui ready for the next frame and is raised.
        """
        self._current()
        backends.opengl3_new_frame()
        if self._window is not None:
            backends.glfw_new_frame()
        else:
            io = imgui.get_io()
            io.display_size = imgui.ImVec2(*(size or (1280, 720)))
            io.delta_time = max(seconds, 1e-4)
        imgui.new_frame()
        try:
            gui()
        except BaseException:
            imgui.end_frame()
            raise
        imgui.render()
        backends.opengl3_render_draw_data(imgui.get_draw_data())

    def close(self) -> None:
        """Give everything back. The GL context it was made in must be current."""
        self._current()
        backends.opengl3_shutdown()
        if self._window is not None:
            backends.glfw_shutdown()
        implot.destroy_context(self._plots)
        imgui.destroy_context(self._context)

    def _current(self) -> None:
        imgui.set_current_context(self._context)
        implot.set_current_context(self._plots)
