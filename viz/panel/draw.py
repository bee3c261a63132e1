"""The marks that panels are made of: headings, bars, switches, buttons. They know nothing of the show."""

from __future__ import annotations

from collections.abc import Sequence

from imgui_bundle import imgui

from viz.panel import style
from viz.panel.style import Rgba, fade, ink, mix

Pair = tuple[float, float]


# --- text ---


def text(words: str, colour: Rgba = style.TEXT, size: float = 1.0, strong: bool = False) -> None:
    """A line of text; size counts from the body text."""
    imgui.push_font(style.face(strong), style.TEXT_PX * size)
    imgui.push_style_color(imgui.Col_.text, colour)
    imgui.text_unformatted(words)
    imgui.pop_style_color()
    imgui.pop_font()


def right(words: str, colour: Rgba = style.TEXT, size: float = 1.0, strong: bool = False) -> None:
    """Text against the right edge of the line that was begun."""
    imgui.same_line()
    imgui.push_font(style.face(strong), style.TEXT_PX * size)
    room = imgui.get_content_region_avail().x - imgui.calc_text_size(words).x
    imgui.pop_font()
    imgui.set_cursor_pos_x(imgui.get_cursor_pos_x() + max(room, 0.0))
    text(words, colour, size, strong)


def strong(words: str) -> None:
    """A line that stands out."""
    text(words, strong=True)


def dim(words: str) -> None:
    """A line that stands back."""
    text(words, style.DIM, 0.94)


def caption(words: str) -> None:
    """The name of what stands below."""
    text(words, style.DIM)


def heading(words: str) -> None:
    """Begins a group within a panel."""
    imgui.dummy((0, imgui.get_font_size() * 0.2))
    text(words.upper(), style.TEAL, 0.82, strong=True)
    corner, width = imgui.get_cursor_screen_pos(), imgui.get_content_region_avail().x
    y = corner.y - imgui.get_style().item_spacing.y * 0.6
    imgui.get_window_draw_list().add_line_h(corner.x, corner.x + width, y, ink(style.LINE))


def warn(words: str) -> None:
    """Something is wrong: amber, wrapped."""
    imgui.push_text_wrap_pos(0.0)
    text(words, style.AMBER)
    imgui.pop_text_wrap_pos()


def wrapped(words: str, colour: Rgba = style.TEXT, size: float = 1.0) -> None:
    """A paragraph."""
    imgui.push_text_wrap_pos(0.0)
    text(words, colour, size)
    imgui.pop_text_wrap_pos()


def write(at: Pair, words: str, colour: Rgba = style.TEXT, size: float = 1.0, strong: bool = False) -> Pair:
    """Text at a place on the screen, taking no room; returns its width and height."""
    px = style.TEXT_PX * size
    imgui.push_font(style.face(strong), px)
    extent = imgui.calc_text_size(words)
    imgui.get_window_draw_list().add_text(imgui.ImVec2(*at), ink(colour), words)
    imgui.pop_font()
    return extent.x, extent.y


def extent(words: str, size: float = 1.0, strong: bool = False) -> float:
    """How wide text would be."""
    imgui.push_font(style.face(strong), style.TEXT_PX * size)
    wide = imgui.calc_text_size(words).x
    imgui.pop_font()
    return wide


def centred(middle: Pair, words: str, colour: Rgba = style.TEXT, size: float = 1.0, strong: bool = False) -> None:
    """Text around a place on the screen."""
    imgui.push_font(style.face(strong), style.TEXT_PX * size)
    extent = imgui.calc_text_size(words)
    at = imgui.ImVec2(middle[0] - extent.x / 2, middle[1] - extent.y / 2)
    imgui.get_window_draw_list().add_text(at, ink(colour), words)
    imgui.pop_font()


# --- rectangles ---


def fill(lo: Pair, hi: Pair, colour: Rgba, rounding: float = 0.0, flags: int = 0) -> None:
    """A filled rectangle on the screen."""
    imgui.get_window_draw_list().add_rect_filled(imgui.ImVec2(*lo), imgui.ImVec2(*hi), ink(colour), rounding, flags)


def frame(lo: Pair, hi: Pair, colour: Rgba, rounding: float = 0.0, thickness: float = 1.0) -> None:
    """The outline of a rectangle on the screen."""
    imgui.get_window_draw_list().add_rect(imgui.ImVec2(*lo), imgui.ImVec2(*hi), ink(colour), rounding, thickness)


def clipped(lo: Pair, hi: Pair, whole_lo: Pair, whole_hi: Pair, colour: Rgba, rounding: float) -> None:
    """The part lo … hi of a rounded rectangle."""
    imgui.push_clip_rect(imgui.ImVec2(*lo), imgui.ImVec2(*hi), True)
    fill(whole_lo, whole_hi, colour, rounding)
    imgui.pop_clip_rect()


def swatch(linear: Sequence[float]) -> None:
    """A strip of a colour given in linear light."""
    red, green, blue = (min(max(channel, 0.0), 1.0) ** (1 / 2.2) for channel in linear)
    corner, width = imgui.get_cursor_screen_pos(), imgui.get_content_region_avail().x
    high = imgui.get_font_size() * 0.3
    fill((corner.x, corner.y), (corner.x + width, corner.y + high), (red, green, blue, 0.9), high / 2)
    imgui.dummy(imgui.ImVec2(width, high))


def cross(at: Pair, colour: Rgba) -> None:
    """Marks a place."""
    paper, (x, y) = imgui.get_window_draw_list(), at
    paper.add_circle(imgui.ImVec2(x, y), 7, ink(colour), 0, 2.0)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        paper.add_line(imgui.ImVec2(x + 4 * dx, y + 4 * dy), imgui.ImVec2(x + 12 * dx, y + 12 * dy), ink(colour), 2.0)


def badge(middle: Pair, radius: float, letter: str, colour: Rgba) -> None:
    """A disc with a letter: one of the characters."""
    paper = imgui.get_window_draw_list()
    paper.add_circle_filled(imgui.ImVec2(*middle), radius + 1.5, ink(style.VOID))
    paper.add_circle_filled(imgui.ImVec2(*middle), radius, ink(colour))
    size = radius * 1.5 / (style.TEXT_PX * imgui.get_style().font_scale_dpi)
    centred(middle, letter, style.INK, size, strong=True)


def line(points: Sequence[Pair], colour: Rgba, thickness: float = 1.5) -> None:
    """A line through points on the screen."""
    places = [imgui.ImVec2(*point) for point in points]
    imgui.get_window_draw_list().add_polyline(places, ink(colour), max(thickness, 1.5), 0)  # type: ignore[arg-type]


def tick(corner: Pair, size: float, colour: Rgba) -> None:
    """A tick in a square: it is so."""
    x, y = corner
    line([(x + size * u, y + size * v) for u, v in ((0.12, 0.55), (0.40, 0.82), (0.90, 0.20))], colour, size * 0.15)


def hover(words: str) -> None:
    """A tooltip on the item before."""
    if imgui.begin_item_tooltip():
        imgui.push_text_wrap_pos(imgui.get_font_size() * 24)
        imgui.text_unformatted(words)
        imgui.pop_text_wrap_pos()
        imgui.end_tooltip()


# --- the body of widgets ---


def bar(
    corner: imgui.ImVec2,
    size: imgui.ImVec2,
    share: float | None,
    hot: bool,
    mark: float | None = None,
    colour: Rgba = style.TEAL,
) -> None:
    """The body of a slider: filled up to share (0..1), with a notch at mark."""
    rounding = imgui.get_style().frame_rounding
    x, y, right, bottom = corner.x, corner.y, corner.x + size.x, corner.y + size.y
    fill((x, y), (right, bottom), style.FIELD_HOVER if hot else style.FIELD, rounding)
    if share is None:
        return
    edge = x + size.x * min(max(share, 0.0), 1.0)
    if edge - x > rounding:
        fill((x, y), (edge, bottom), mix(style.FIELD, colour, 0.34 if hot else 0.27), rounding)
    thick = max(2.0, size.y * 0.09)
    fill((max(x, edge - thick), y), (max(x + thick, edge), bottom), colour, thick / 2)
    if mark is not None:
        notch = x + size.x * min(max(mark, 0.0), 1.0)
        fill((notch - 0.75, bottom - size.y * 0.18), (notch + 0.75, bottom), fade(style.TEXT, 0.55))


def label_and_value(corner: imgui.ImVec2, size: imgui.ImVec2, label: str, value: str, resting: bool) -> None:
    """Name left and value right inside a widget's body. A value that was moved from its default is brighter."""
    pad = imgui.get_style().frame_padding.x
    y = corner.y + (size.y - imgui.get_font_size()) / 2
    width = imgui.calc_text_size(value).x
    right = corner.x + size.x - pad - width
    imgui.push_clip_rect(corner, imgui.ImVec2(right - pad / 2, corner.y + size.y), True)
    write((corner.x + pad, y), label, style.TEXT)
    imgui.pop_clip_rect()
    write((right, y), value, style.DIM if resting else style.CYAN)


def switch(
    corner: imgui.ImVec2, size: imgui.ImVec2, label: str, on: bool, hot: bool, colour: Rgba = style.TEAL
) -> None:
    """A named switch: knob left for off, right and lit for on."""
    rounding = imgui.get_style().frame_rounding
    fill(
        (corner.x, corner.y),
        (corner.x + size.x, corner.y + size.y),
        style.FIELD_HOVER if hot else style.FIELD,
        rounding,
    )
    pad = imgui.get_style().frame_padding.x
    write((corner.x + pad, corner.y + (size.y - imgui.get_font_size()) / 2), label)
    high = size.y * 0.52
    wide = high * 1.9
    left, top = corner.x + size.x - pad - wide, corner.y + (size.y - high) / 2
    fill((left, top), (left + wide, top + high), mix(style.FIELD, colour, 0.45) if on else style.VOID, high / 2)
    x = left + (wide - high / 2 if on else high / 2)
    middle = imgui.ImVec2(x, top + high / 2)
    imgui.get_window_draw_list().add_circle_filled(middle, high * 0.36, ink(colour if on else style.DIM))


def button(label: str, size: Pair = (0.0, 0.0), on: bool = False, colour: Rgba = style.TEAL) -> bool:
    """A button; on: lit. True in the frame in which it is clicked."""
    if on:
        imgui.push_style_color(imgui.Col_.button, mix(style.FIELD, colour, 0.34))
        imgui.push_style_color(imgui.Col_.button_hovered, mix(style.FIELD, colour, 0.42))
        imgui.push_style_color(imgui.Col_.text, mix(style.TEXT, colour, 0.5))
    clicked = imgui.button(label, imgui.ImVec2(*size))
    if on:
        imgui.pop_style_color(3)
    return clicked


def gauge(label: str, share: float, colour: Rgba, value: str, ends: tuple[str, str] | None = None) -> None:
    """A reading that nobody can drag: name, value, and a lit line.

    ends: what stands at its two ends; it is read from the middle then.
    """
    text(label, style.DIM)
    right(value, colour, strong=True)
    corner, width = imgui.get_cursor_screen_pos(), imgui.get_content_region_avail().x
    high = imgui.get_font_size() * 0.42
    x, y = corner.x, corner.y - imgui.get_style().item_spacing.y * 0.35
    fill((x, y), (x + width, y + high), style.FIELD, high / 2)
    at = x + width * min(max(share, 0.0), 1.0)
    if ends is None:
        if at - x > 1:
            fill((x, y), (max(at, x + high), y + high), fade(colour, 0.85), high / 2)
        imgui.dummy((width, high * 0.6))
        return
    middle = x + width / 2
    fill((min(middle, at), y), (max(middle, at), y + high), fade(colour, 0.6))
    fill((middle - 1, y - 3), (middle + 1, y + high + 3), style.DIM)
    fill((at - 3, y - 3), (at + 3, y + high + 3), colour, 3)
    imgui.dummy((width, high * 0.6))
    text(ends[0], style.DIM, 0.94)
    right(ends[1], style.DIM, 0.94)
