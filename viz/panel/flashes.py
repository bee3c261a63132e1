"""The flash guard on the panel: how near the worst place is to flashing, how much is held back, and when, and where."""

from __future__ import annotations

from imgui_bundle import imgui, implot

from viz.clock import HZ
from viz.flash.rules import TRANSITIONS
from viz.flash_log import Episode, Reading, share, where
from viz.health import Guarding
from viz.panel import draw, plots, style
from viz.panel.acts import clock

FLASHES = TRANSITIONS // 2
"""In a second, so many are not dangerous yet."""
NEAR = 2.0
"""Flashes a second that the guard lets through: a place that makes so many is held from the next one on."""
_TOPS = (2, 5, 10, 20, 50, 100)
"""Heights of the plot, per cent of the wall; none is smaller, so that glints do not look like a storm."""


def group(guard: Guarding) -> None:
    """Of the health panel."""
    draw.heading("Flash guard")
    if not guard.on:
        draw.warn("It is off: nothing keeps flashes from visitors. Start again without --unsafe-no-flash-guard.")
    elif guard.now is None:
        draw.dim("Nothing has been measured yet")
    else:
        _flashes(guard.now)
        _held(guard, guard.now)
        _log(guard)


def _flashes(now: Reading) -> None:
    near = now.flashes >= NEAR
    colour, place = style.AMBER if near else style.TEAL, where(now.worst)
    draw.gauge("Flashes a second at the worst place", now.flashes / FLASHES, colour, f"{now.flashes:g} of {FLASHES}")
    if near:
        draw.dim(f"On the wall: {place}; as many as the guard lets through")
    else:
        draw.dim(f"On the wall: {place}" if now.changes else "Nowhere on the wall")
    draw.hover(
        "Each place is a fortieth of the wall wide; light that comes and goes again is a flash. More than "
        f"{FLASHES} a second are dangerous. The guard lets {NEAR:g} through and holds what would be more."
    )


def _held(guard: Guarding, now: Reading) -> None:
    colour = style.AMBER if now.acts else style.TEAL
    draw.text("Blurred" if now.blurs else "Held back", style.DIM)
    draw.right(f"{share(now.held)} of the wall", colour, strong=True)
    if plots.begin("##held", imgui.get_font_size() * 3.4):
        latest = guard.held.get("share") * 100
        most = float(latest.max()) if latest.size else 0.0
        top = next((top for top in _TOPS if top >= most), _TOPS[-1])
        implot.setup_axes("", "", plots.BARE_AXIS, plots.TIME_AXIS)
        implot.setup_axis_limits(implot.ImAxis_.x1, 0, guard.held.length, implot.Cond_.always)
        implot.setup_axis_limits(implot.ImAxis_.y1, 0, top, implot.Cond_.always)
        implot.setup_axis_ticks(implot.ImAxis_.y1, [0, top / 2, top], [f"{value:g}%" for value in (0, top / 2, top)])
        if latest.size > 1:
            spec = plots.line(style.AMBER, 1.5)
            implot.plot_line("##share", latest, 1.0, guard.held.length - latest.size, spec)
        implot.end_plot()
    if now.acts:
        draw.dim(f"Most of it {where(now.held_at)}, by {now.depth:.0%} of white")
    elif now.held:
        draw.dim("Glints, and what moves fast: hardly to be seen")
    else:
        draw.dim("The last minute; now all is shown as it is drawn")


def _log(guard: Guarding) -> None:
    """When, in which act, how much at most, where, and for how long; the latest first."""
    if not guard.log.episodes:
        draw.dim("It has not acted yet")
        return
    draw.caption("When it acted")
    if not imgui.begin_table("##episodes", 5):
        return
    for stretched in (False, True, False, True, False):
        flags = imgui.TableColumnFlags_
        imgui.table_setup_column("", flags.width_stretch if stretched else flags.width_fixed)
    for episode in reversed(guard.log.episodes):
        imgui.table_next_row()
        for words, colour in _row(episode):
            imgui.table_next_column()
            draw.text(words, colour, 0.94)
            draw.hover(str(episode))
    imgui.end_table()


def _row(episode: Episode) -> list[tuple[str, style.Rgba]]:
    lasted = "now" if episode.going else f"{(episode.end - episode.begin) / HZ:.0f} s"
    return [
        (clock(episode.begin / HZ), style.TEXT),
        (episode.act.capitalize(), style.TEXT),
        (share(episode.worst.held), style.AMBER),
        (where(episode.worst.held_at), style.DIM),
        (lasted, style.AMBER if episode.going else style.DIM),
    ]
