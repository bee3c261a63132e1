"""What the room feels: three gauges, their last five minutes, and what an operator can do for the people."""

from __future__ import annotations

from imgui_bundle import imgui, implot

from viz.panel import draw, plots, style, widgets
from viz.panel.desk import Desk
from viz.panel.style import fade

PANIC_HIGH = 0.6
"""From here on panic is worth an amber gauge."""
_MINUTES = [-4.0, -2.0]


def panel(desk: Desk) -> None:
    """The whole panel."""
    frame = desk.frame
    panic = style.AMBER if frame.panic >= PANIC_HIGH else style.ORCHID
    draw.gauge("Panic", frame.panic, panic, f"{frame.panic:.0%}")
    draw.gauge("Calm", frame.support, style.TEAL, f"{frame.support:.0%}")
    draw.hover("How much people support each other: above one half, panic dies down")
    lean = "authenticity" if frame.opinion >= 0.5 else "dependency"
    share = abs(2 * frame.opinion - 1)
    draw.gauge("Opinion", frame.opinion, style.CYAN, f"{share:.0%} toward {lean}", ("dependency", "authenticity"))
    _plot(desk)
    draw.heading("For the people")
    widgets.group(desk, "crowd/")


def _plot(desk: Desk) -> None:
    if not plots.begin("##crowd", imgui.get_font_size() * 8.5):
        return
    seconds = desk.crowd.get("seconds")
    last = float(seconds[-1]) if seconds.size else 0.0
    minutes = (seconds - last) / 60
    implot.setup_axes("", "", plots.TIME_AXIS, plots.BARE_AXIS)
    implot.setup_axis_limits(implot.ImAxis_.x1, -5.0, 0.0, implot.Cond_.always)
    implot.setup_axis_limits(implot.ImAxis_.y1, 0.0, 1.02, implot.Cond_.always)
    implot.setup_axis_ticks(implot.ImAxis_.x1, _MINUTES, [f"{-minute:g} min ago" for minute in _MINUTES])
    implot.setup_legend(implot.Location_.north, plots.LEGEND)
    if seconds.size > 1:
        spec = implot.Spec()
        spec.fill_color = imgui.ImVec4(*style.VIOLET)
        spec.fill_alpha = 0.30
        implot.plot_shaded("Glitch", minutes, desk.crowd.get("glitch"), 0.0, spec)
        for name, track, colour in (
            ("Panic", "panic", style.ORCHID),
            ("Calm", "support", style.TEAL),
            ("Opinion", "opinion", style.CYAN),
        ):
            implot.plot_line(name, minutes, desk.crowd.get(track), plots.line(fade(colour, 0.95)))
    implot.end_plot()
