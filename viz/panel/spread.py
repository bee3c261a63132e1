"""How a feeling was spread over the crowd in the last five minutes: a debate is seen to split, and to come together."""

from __future__ import annotations

import numpy as np
from imgui_bundle import imgui, implot

from viz.clock import TICK
from viz.panel import draw, plots, style
from viz.panel.desk import COLUMN, SAMPLE_TICKS, Desk
from viz.panel.feelings import FEELINGS, Feeling
from viz.panel.style import fade, ink, mix

_MINUTES = [-4.0, -2.0]
_TRACKS = {"Panic": "panic", "Support": "support", "Opinion": "opinion"}
_FULL = 0.5
"""A bin with this share of the people is as bright as can be."""


def history(desk: Desk, feeling: Feeling, height: float) -> None:
    """Heat map of the feeling over time, its mean, and the glitch."""
    draw.text(f"{feeling.name} over five minutes", style.DIM)
    wide, px = imgui.get_content_region_avail().x, imgui.get_font_size()
    key = draw.extent("mean", 0.94), draw.extent("glitch", 0.94)
    imgui.same_line(wide - key[0] - key[1] - 0.7 * px + imgui.get_cursor_start_pos().x)
    draw.text("mean", style.TEXT, 0.94)
    imgui.same_line(0.0, 0.7 * px)
    draw.text("glitch", style.VIOLET, 0.94)
    corner = imgui.get_cursor_screen_pos()
    if not plots.begin("##history", height):
        return
    seconds = desk.crowd.get("seconds")
    minutes = (seconds - (float(seconds[-1]) if seconds.size else 0.0)) / 60
    implot.setup_axes("", "", plots.TIME_AXIS, plots.BARE_AXIS)
    implot.setup_axis_limits(implot.ImAxis_.x1, -5.0, 0.0, implot.Cond_.always)
    implot.setup_axis_limits(implot.ImAxis_.y1, 0.0, 1.0, implot.Cond_.always)
    implot.setup_axis_ticks(implot.ImAxis_.x1, _MINUTES, [f"{-minute:g} min ago" for minute in _MINUTES])
    _heat(desk, feeling)
    if seconds.size > 1:
        implot.plot_line("##glitch", minutes, desk.crowd.get("glitch"), plots.line(fade(style.VIOLET, 0.9), 1.5))
        mean = plots.line(fade(style.TEXT, 0.9), 1.5)
        implot.plot_line("##mean", minutes, desk.crowd.get(_TRACKS[feeling.name]), mean)
    bottom = implot.get_plot_pos().y + implot.get_plot_size().y
    implot.end_plot()
    _ends(feeling, corner, wide, bottom)


def _heat(desk: Desk, feeling: Feeling) -> None:
    shares = desk.spread.get(FEELINGS.index(feeling))
    if not shares.size:
        return
    # Roots, so that a few people who feel otherwise than everybody else are seen.
    seen = np.sqrt(shares[::-1] / _FULL)
    begin = -shares.shape[1] * COLUMN * SAMPLE_TICKS * TICK / 60
    implot.push_colormap(_colours(feeling))
    implot.plot_heatmap("##heat", np.ascontiguousarray(seen), 0.0, 1.0, "", implot.Point(begin, 0), implot.Point(0, 1))
    implot.pop_colormap()


def _colours(feeling: Feeling) -> str:
    """The name of the feeling's colours in the present context of ImPlot: from the ground through its own to light."""
    if implot.get_colormap_index(feeling.name) < 0:
        steps = (
            style.VOID,
            mix(style.VOID, feeling.colour, 0.45),
            feeling.colour,
            mix(feeling.colour, style.TEXT, 0.7),
        )
        implot.add_colormap(feeling.name, np.array([ink(colour) for colour in steps], np.uint32), False)
    return feeling.name


def _ends(feeling: Feeling, corner: imgui.ImVec2, wide: float, bottom: float) -> None:
    """What top and bottom mean, on plates that keep them readable over the heat."""
    px = imgui.get_font_size()
    for words, y in ((feeling.ends[1], corner.y + px * 0.4), (feeling.ends[0], bottom - px * 1.15)):
        extent = draw.extent(words, 0.85)
        x = corner.x + px * 0.3
        draw.fill((x, y - px * 0.08), (x + extent + px * 0.5, y + px * 0.92), fade(style.VOID, 0.72), 3)
        draw.write((x + px * 0.25, y), words, style.TEXT, 0.85)
