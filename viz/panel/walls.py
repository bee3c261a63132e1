"""The unrolled walls as a map: each mosaic in its place, what the glitch does to it, and Kai's healing front."""

from __future__ import annotations

from collections.abc import Callable

from imgui_bundle import imgui

from viz.panel import draw, style
from viz.panel.desk import Desk
from viz.panel.style import fade, ink, mix


def map_of_walls(desk: Desk, height: float, start: tuple[float, float], lit: bool) -> tuple[float, float] | None:
    """Draws the map; start is where the override begins, in strip metres. Returns the strip point of a click."""
    hall = desk.show.hanging.hall
    corner = imgui.get_cursor_screen_pos()
    width = imgui.get_content_region_avail().x
    scale = width / hall.strip_length
    high = max(height, hall.wall * scale)

    def place(s: float, y: float) -> tuple[float, float]:
        return corner.x + s * scale, corner.y + high * (1 - y / hall.wall)

    clicked = imgui.invisible_button("##walls", imgui.ImVec2(width, high))
    hot = imgui.is_item_hovered()
    draw.fill((corner.x, corner.y), (corner.x + width, corner.y + high), style.VOID, 4)
    draw.frame(
        (corner.x, corner.y), (corner.x + width, corner.y + high), style.AMBER if desk.picking else style.LINE, 4
    )
    imgui.push_clip_rect(corner, imgui.ImVec2(corner.x + width, corner.y + high), True)
    for s in (hall.length, hall.length + hall.width):
        x = corner.x + s * scale
        imgui.get_window_draw_list().add_line_v(x, corner.y, corner.y + high, ink(style.EDGE))
    _mosaics(desk, scale, high)
    _front(desk, place, scale, high / hall.wall)
    _cross(place(*start), style.AMBER if lit or desk.picking else style.TEXT)
    imgui.pop_clip_rect()
    mouse = imgui.get_mouse_pos()
    point = ((mouse.x - corner.x) / scale, hall.wall * (1 - (mouse.y - corner.y) / high))
    if hot:
        _tell(desk, point)
    return point if clicked else None


def _mosaics(desk: Desk, scale: float, high: float) -> None:
    hanging = desk.show.hanging
    origin, rise = imgui.get_item_rect_min(), high / hanging.hall.wall
    paper = imgui.get_window_draw_list()
    lows = hanging.strip - hanging.half
    highs = hanging.strip + hanging.half
    for i, (glitch, healed, _, _) in enumerate(desk.frame.mosaic.tolist()):
        colour = mix(mix(style.WALL, style.TEAL, 0.75 * healed), style.VIOLET, glitch)
        x, right = origin.x + float(lows[i, 0]) * scale, origin.x + float(highs[i, 0]) * scale
        y, bottom = origin.y + high - float(highs[i, 1]) * rise, origin.y + high - float(lows[i, 1]) * rise
        paper.add_rect_filled(imgui.ImVec2(x, y), imgui.ImVec2(max(right, x + 2), bottom), ink(_stepped(colour)), 1.5)
        if i == desk.selected:
            paper.add_rect(imgui.ImVec2(x - 2, y - 2), imgui.ImVec2(right + 2, bottom + 2), ink(style.TEXT), 2.0)


def _stepped(colour: style.Rgba) -> style.Rgba:
    """The colour in steps too small to see, so that few of them need packing."""
    red, green, blue, alpha = (round(channel * 96) / 96 for channel in colour)
    return red, green, blue, alpha


def _front(desk: Desk, place: Callable[[float, float], tuple[float, float]], scale: float, rise: float) -> None:
    s, y, radius, strength = desk.frame.override
    if strength <= 0 or radius <= 0:
        return
    x, top = place(s, y)
    paper = imgui.get_window_draw_list()
    middle, radii = imgui.ImVec2(x, top), imgui.ImVec2(radius * scale, radius * rise)
    paper.add_ellipse_filled(middle, radii, ink(fade(style.TEAL, 0.10)))
    paper.add_ellipse(middle, radii, ink(style.TEAL), 0.0, 0, 2.0)


def _cross(at: tuple[float, float], colour: style.Rgba) -> None:
    paper, (x, y) = imgui.get_window_draw_list(), at
    paper.add_circle(imgui.ImVec2(x, y), 7, ink(colour), 0, 2.0)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        paper.add_line(imgui.ImVec2(x + 4 * dx, y + 4 * dy), imgui.ImVec2(x + 12 * dx, y + 12 * dy), ink(colour), 2.0)


def _tell(desk: Desk, point: tuple[float, float]) -> None:
    found = desk.show.hanging.at(*point)
    if not imgui.begin_tooltip():
        return
    if found is not None:
        glitch, healed, _, _ = desk.frame.mosaic[found].tolist()
        draw.strong(desk.show.mosaics.names[found])
        draw.dim(f"glitch {glitch:.0%} · healed {healed:.0%}")
    draw.dim(f"{point[0]:.1f} m along the walls, {point[1]:.1f} m up")
    draw.dim("Click: the override starts here")
    imgui.end_tooltip()
