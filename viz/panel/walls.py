"""The unrolled walls as a map: each mosaic in its place, what the glitch does to it, and Kai's healing front."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from imgui_bundle import imgui
from numpy.typing import NDArray

from viz.panel import draw, style
from viz.panel.desk import Desk
from viz.panel.style import fade, ink

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MANY = 240
"""More mosaics than this are drawn together."""
_COLUMNS, _ROWS = 60, 4


def map_of_walls(
    desk: Desk, height: float, start: tuple[float, float], lit: bool, reach: float = 0.0
) -> tuple[float, float] | None:
    """Draws the map. Returns the strip point of a click.

    start: where the override begins, in strip metres; reach: how many metres from there its front may come.
    """
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
    colour = style.AMBER if lit or desk.picking else style.TEXT
    if reach > 0:
        radii = imgui.ImVec2(reach * scale, reach * high / hall.wall)
        imgui.get_window_draw_list().add_ellipse(
            imgui.ImVec2(*place(*start)), radii, ink(fade(colour, 0.6)), 0.0, 0, 1.5
        )
    draw.cross(place(*start), colour)
    imgui.pop_clip_rect()
    mouse = imgui.get_mouse_pos()
    point = ((mouse.x - corner.x) / scale, hall.wall * (1 - (mouse.y - corner.y) / high))
    if hot:
        _tell(desk, point)
    return point if clicked else None


def _mosaics(desk: Desk, scale: float, high: float) -> None:
    hanging, paper = desk.show.hanging, imgui.get_window_draw_list()
    corner, rise = imgui.get_item_rect_min(), high / hanging.hall.wall
    boxes, members = _boxes(desk)
    places = boxes * (scale, -rise, scale, -rise) + (corner.x, corner.y + high, corner.x, corner.y + high)
    share = desk.frame.mosaic[:, :2].astype(float)
    if members is not None:
        share = np.stack([np.bincount(members, column, len(boxes)) for column in share.T], axis=1)
        share /= np.maximum(np.bincount(members, minlength=len(boxes)), 1)[:, None]
    for (x, bottom, right, y), colour in zip(places.tolist(), _colours(share).tolist(), strict=True):
        paper.add_rect_filled((x, y), (max(right, x + 2), bottom), colour)
    if desk.selected is not None:
        s, y = hanging.strip[desk.selected] * (scale, -rise) + (corner.x, corner.y + high)
        half = hanging.half[desk.selected] * (scale, rise) + 3
        paper.add_rect((s - half[0], y - half[1]), (s + half[0], y + half[1]), ink(style.TEXT), 2.0, 1.5)


def _boxes(desk: Desk) -> tuple[Floats, Ints | None]:
    """Rectangles (K, 4) to draw in strip metres, and of many mosaics which rectangle (N,) each belongs to.

    Up to MANY mosaics each have their own; more share fields of a grid, so that the map costs the same for any number.
    """
    hanging = desk.show.hanging
    kept = desk.memory.get("map")
    if kept is not None and kept[0] is hanging:
        return kept[1], kept[2]
    members: Ints | None = None
    boxes = np.concatenate([hanging.strip - hanging.half, hanging.strip + hanging.half], axis=1)
    if len(boxes) > MANY:
        step = np.array([hanging.hall.strip_length / _COLUMNS, hanging.hall.wall / _ROWS])
        column, row = np.clip((hanging.strip / step).astype(int), 0, (_COLUMNS - 1, _ROWS - 1)).T
        fields, members = np.unique(row * _COLUMNS + column, return_inverse=True)
        lows = np.stack([fields % _COLUMNS, fields // _COLUMNS], axis=1) * step
        boxes = np.concatenate([lows + 0.1 * step, lows + 0.9 * step], axis=1)
    desk.memory["map"] = hanging, boxes, members
    return boxes, members


def _colours(share: Floats) -> NDArray[np.uint32]:
    """Of glitch and healed (K, 2), as draw lists take them."""
    wall, teal, violet = (np.array(colour[:3]) for colour in (style.WALL, style.TEAL, style.VIOLET))
    glitch, healed = share[:, :1], share[:, 1:]
    calm = wall + (teal - wall) * 0.75 * healed
    red, green, blue = np.clip((calm + (violet - calm) * glitch) * 255, 0, 255).astype(np.uint32).T
    return red | green << 8 | blue << 16 | np.uint32(0xFF000000)


def _front(desk: Desk, place: Callable[[float, float], tuple[float, float]], scale: float, rise: float) -> None:
    s, y, radius, strength = desk.frame.override
    if strength <= 0 or radius <= 0:
        return
    x, top = place(s, y)
    paper = imgui.get_window_draw_list()
    middle, radii = imgui.ImVec2(x, top), imgui.ImVec2(radius * scale, radius * rise)
    paper.add_ellipse_filled(middle, radii, ink(fade(style.TEAL, 0.10)))
    paper.add_ellipse(middle, radii, ink(style.TEAL), 0.0, 0, 2.0)


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
