"""What may stand over the wall without the panel: the question before leaving, and the list of keys."""

from __future__ import annotations

from typing import Literal

from imgui_bundle import imgui

from viz.panel import draw, style
from viz.panel.style import fade, ink

Answer = Literal["", "stay", "leave"]

KEYS = (
    ("F1", "panel"),
    ("F2", "these keys"),
    ("1 … 5", "begin an act"),
    ("Space", "hold the act, let it run"),
    ("Ctrl+Z", "undo"),
    ("Ctrl+Y", "redo"),
    ("C", "take the camera, give it back"),
    ("Right drag", "look around"),
    ("W A S D, Q E", "move, down and up; Shift: faster"),
    ("Click", "a mosaic: read its story"),
    ("Esc", "leave, after a question"),
)


def ask_to_leave() -> Answer:
    """The question before leaving. Enter leaves; Esc stays."""
    answer: Answer = ""
    _veil()
    _begin("##leave", 23)
    draw.text("Leave the show?", style.TEXT, 1.3, strong=True)
    draw.wrapped("The wall goes dark for everyone.", style.DIM)
    imgui.dummy(imgui.ImVec2(0, imgui.get_font_size() * 0.3))
    half = (imgui.get_content_region_avail().x - imgui.get_style().item_spacing.x) / 2
    high = imgui.get_font_size() * 2.3
    if draw.button("Stay  (Esc)##stay", (half, high), on=True):
        answer = "stay"
    imgui.same_line()
    if draw.button("Leave  (Enter)##leave", (half, high), on=True, colour=style.AMBER):
        answer = "leave"
    imgui.end()
    if imgui.is_key_pressed(imgui.Key.enter, False) or imgui.is_key_pressed(imgui.Key.keypad_enter, False):
        answer = "leave"
    if imgui.is_key_pressed(imgui.Key.escape, False):
        answer = "stay"
    return answer


def keys() -> None:
    """The list of keys."""
    _begin("##keys", 24)
    draw.text("Keys", style.TEAL, 1.1, strong=True)
    if imgui.begin_table("##list", 2):
        imgui.table_setup_column("", imgui.TableColumnFlags_.width_fixed, imgui.get_font_size() * 7.5)
        imgui.table_setup_column("", imgui.TableColumnFlags_.width_stretch)
        for key, words in KEYS:
            imgui.table_next_row()
            imgui.table_next_column()
            draw.text(key, style.CYAN)
            imgui.table_next_column()
            draw.text(words)
        imgui.end_table()
    imgui.end()


def picking(words: str) -> None:
    """One line at the wall's foot while a click has a special meaning."""
    view = imgui.get_main_viewport()
    px = imgui.get_font_size()
    imgui.push_font(style.face(True), 0.0)
    extent = imgui.calc_text_size(words)
    at = imgui.ImVec2(view.pos.x + (view.size.x - extent.x) / 2, view.pos.y + view.size.y - 3.2 * px)
    paper = imgui.get_foreground_draw_list()
    lo = imgui.ImVec2(at.x - px, at.y - 0.6 * px)
    hi = imgui.ImVec2(at.x + extent.x + px, at.y + extent.y + 0.6 * px)
    paper.add_rect_filled(lo, hi, ink(fade(style.VOID, 0.92)), 8)
    paper.add_rect(lo, hi, ink(style.AMBER), 8, 1.5)
    paper.add_text(at, ink(style.AMBER), words)
    imgui.pop_font()


def _begin(name: str, width: float) -> None:
    """A small window in the middle of everything, width in heights of the text."""
    view = imgui.get_main_viewport()
    middle = imgui.ImVec2(view.pos.x + view.size.x / 2, view.pos.y + view.size.y / 2)
    imgui.set_next_window_pos(middle, imgui.Cond_.always, imgui.ImVec2(0.5, 0.5))
    imgui.set_next_window_size(imgui.ImVec2(min(width * imgui.get_font_size(), view.size.x), 0))
    flags = imgui.WindowFlags_.no_decoration | imgui.WindowFlags_.no_docking | imgui.WindowFlags_.no_saved_settings
    imgui.begin(name, None, flags | imgui.WindowFlags_.no_nav)
    if imgui.is_window_appearing():
        imgui.set_window_focus()


def _veil() -> None:
    view = imgui.get_main_viewport()
    far = imgui.ImVec2(view.pos.x + view.size.x, view.pos.y + view.size.y)
    imgui.get_background_draw_list().add_rect_filled(view.pos, far, ink(fade(style.VOID, 0.55)))
