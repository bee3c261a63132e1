"""How the machine copes: frames, late ones and why, what the flash guard does, ticks, memory, and what is broken."""

from __future__ import annotations

from imgui_bundle import imgui, implot

from viz.health import Health
from viz.panel import draw, flashes, plots, style
from viz.panel.acts import clock
from viz.panel.desk import Desk
from viz.quality import CHOICES


def panel(desk: Desk) -> None:
    """The whole panel."""
    health = desk.health
    for concern, words in desk.problems.items():
        draw.warn(f"{concern}: {words}")
    latest = health.tracks.get("ms")
    mean = float(latest[-60:].mean()) if latest.size else 0.0
    rate = 1000 / mean if mean > 0 else 0.0
    draw.text(f"{mean:.1f} ms", style.TEXT, 1.5, strong=True)
    imgui.same_line()
    draw.dim(f"a frame · {rate:.0f} of {health.refresh:.0f} a second")
    _plot(health)
    _late(health)
    flashes.group(health.guard)
    _quality(health)
    draw.heading("Where the time goes")
    for name, ms in health.parts.items():
        _part(name, ms, health.budget_ms)
    draw.heading("The show")
    _figures(desk)


def _plot(health: Health) -> None:
    latest = health.tracks.get("ms")
    if not plots.begin("##frames", imgui.get_font_size() * 5.5):
        return
    top = max(2.2 * health.budget_ms, float(latest.max()) * 1.1 if latest.size else 0.0)
    implot.setup_axes("", "", plots.BARE_AXIS, plots.TIME_AXIS)
    implot.setup_axis_limits(implot.ImAxis_.x1, 0, health.tracks.length, implot.Cond_.always)
    implot.setup_axis_limits(implot.ImAxis_.y1, 0, top, implot.Cond_.always)
    implot.setup_axis_format(implot.ImAxis_.y1, "%g ms")
    if latest.size > 1:
        implot.plot_line("##ms", latest, 1.0, health.tracks.length - latest.size, plots.line(style.TEAL, 1.5))
    implot.end_plot()


def _late(health: Health) -> None:
    if not health.late:
        draw.dim("No frame was late")
        return
    draw.text(f"{health.late} late", style.AMBER, strong=True)
    imgui.same_line()
    blame = ", ".join(f"{name} {count}" for name, count in health.culprits.most_common(3))
    draw.dim(f"because of {blame}")
    if (latest := health.latest) is not None:
        at = clock(latest.tick / 60)
        draw.dim(f"Last at {at}: {latest.ms:.0f} ms, {latest.culprit_ms:.0f} of them {latest.culprit}")
    if draw.button("Count anew"):
        health.start_over()


def _quality(health: Health) -> None:
    """A choice of this machine's, which the show neither knows nor keeps."""
    draw.heading("Quality of the picture")
    gap = imgui.get_style().item_inner_spacing.x / 2
    width = (imgui.get_content_region_avail().x - gap * (len(CHOICES) - 1)) / len(CHOICES)
    for choice in CHOICES:
        if draw.button(f"{choice.capitalize()}##quality", (width, 0.0), on=choice == health.quality):
            health.quality = choice
        draw.hover("As fine as the frame rate allows" if choice == "auto" else f"Always {choice}, however slow")
        imgui.same_line(0.0, gap)
    imgui.new_line()
    if health.drawn:
        draw.dim(f"Drawn now: {health.drawn}")


def _part(name: str, ms: float, budget: float) -> None:
    corner, width = imgui.get_cursor_screen_pos(), imgui.get_content_region_avail().x
    px = imgui.get_font_size()
    share = min(ms / budget, 1.0)
    colour = style.AMBER if ms > budget else style.TEAL
    left, right = corner.x + px * 7, corner.x + width - px * 4.4
    y = corner.y + px * 0.35
    draw.write((corner.x, corner.y), name, style.DIM)
    draw.fill((left, y), (right, y + px * 0.4), style.FIELD, 3)
    draw.fill((left, y), (left + max((right - left) * share, 2), y + px * 0.4), colour, 3)
    words = f"{ms:.2f} ms"
    draw.write((corner.x + width - imgui.calc_text_size(words).x, corner.y), words, style.TEXT)
    imgui.dummy(imgui.ImVec2(width, px * 1.05))


def _figures(desk: Desk) -> None:
    health, frame = desk.health, desk.frame
    rows = [
        ("Time", f"{clock(frame.seconds)}, tick {frame.tick}, evening {frame.evening + 1}"),
        ("Dropped", f"{health.dropped:.2f} s, {round(health.dropped * 60)} ticks"),
        ("Memory", "unknown on this system" if health.rss_mib is None else f"{health.rss_mib:.0f} MiB"),
        ("GL objects", str(sum(health.gl_objects.values())) if health.gl_objects else "none"),
        ("Renderer", health.renderer or "none"),
        ("Journal", health.journal or "kept in memory only"),
        ("Scene", desk.show.scene.name or "unnamed"),
    ]
    if not imgui.begin_table("##figures", 2):
        return
    imgui.table_setup_column("", imgui.TableColumnFlags_.width_fixed, imgui.get_font_size() * 5.6)
    imgui.table_setup_column("", imgui.TableColumnFlags_.width_stretch)
    for name, words in rows:
        imgui.table_next_row()
        imgui.table_next_column()
        draw.dim(name)
        imgui.table_next_column()
        draw.wrapped(words)
        if name == "GL objects" and health.gl_objects:
            draw.hover("\n".join(f"{count} {kind.replace('_', ' ')}s" for kind, count in health.gl_objects.items()))
    imgui.end_table()
