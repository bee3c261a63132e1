"""What the plots have in common."""

from __future__ import annotations

from imgui_bundle import imgui, implot

from viz.panel import style

TIME_AXIS = int(implot.AxisFlags_.no_label | implot.AxisFlags_.no_tick_marks | implot.AxisFlags_.no_highlight)
BARE_AXIS = TIME_AXIS | int(implot.AxisFlags_.no_tick_labels)
LEGEND = int(implot.LegendFlags_.horizontal | implot.LegendFlags_.outside | implot.LegendFlags_.no_highlight_axis)
_FLAGS = int(
    implot.Flags_.no_title
    | implot.Flags_.no_menus
    | implot.Flags_.no_mouse_text
    | implot.Flags_.no_inputs
    | implot.Flags_.no_frame
)
AS_IT_IS = int(implot.AxisFlags_.no_decorations)
NOTHING_BUT = int(_FLAGS | implot.Flags_.canvas_only)
"""A plot that is nothing but its area."""


def begin(name: str, height: float) -> bool:
    """Begin a plot as wide as there is room, which nobody can drag or zoom by accident."""
    return implot.begin_plot(name, imgui.ImVec2(-1, height), _FLAGS)


def line(colour: style.Rgba, weight: float = 2.0) -> implot.Spec:
    """How a line is drawn."""
    spec = implot.Spec()
    spec.line_color = imgui.ImVec4(*colour)
    spec.line_weight = weight
    return spec
