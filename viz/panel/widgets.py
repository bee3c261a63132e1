"""One widget for each kind of control. Label, range, unit, scale and tooltip come from the control's declaration.

A widget shows what the desk says the value is, and says what the operator makes of it; it never writes. Common to all:
the tooltip tells range and meaning, a right click goes back to what the scene gives, Ctrl+click types a number.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from imgui_bundle import imgui

from viz.controls import Control
from viz.panel import draw, style
from viz.panel.desk import Desk


def control(desk: Desk, path: str) -> None:
    """The widget of the control at path, as wide as there is room."""
    declared = desk.controls[path]
    imgui.push_id(path)
    imgui.begin_group()
    _WIDGETS[declared.kind](desk, declared)
    _note(desk, path)
    imgui.end_group()
    imgui.pop_id()


def group(desk: Desk, prefix: str, without: frozenset[str] = frozenset()) -> None:
    """Widgets of all controls whose path begins with prefix, with a heading for each table within."""
    above = ""
    for path in desk.controls:
        if not path.startswith(prefix) or path in without:
            continue
        table = path[len(prefix) :].rpartition("/")[0]
        if table != above:
            draw.heading(table.replace("/", " · ").replace("_", " ").capitalize())
            above = table
        control(desk, path)


def button(
    desk: Desk, path: str, label: str, size: draw.Pair, on: bool = False, colour: style.Rgba = style.TEAL
) -> bool:
    """A trigger's button, in whatever words a panel has for it. True in the frame in which it was said."""
    imgui.push_id(path)
    clicked = draw.button(f"{label}###value", size, on, colour) and desk.say(path, True)
    _common(desk, desk.controls[path], resets=False)
    imgui.pop_id()
    return clicked


def explain(desk: Desk, path: str) -> None:
    """Tooltip and right click of a control for an item that a panel draws in its own way: call it after the item."""
    _common(desk, desk.controls[path])


def shown(declared: Control, value: float) -> str:
    """A number as its widget shows it: '85 %', '1.20 m'."""
    factor, decimals = _factor(declared), _decimals(declared)
    number = f"{value * factor:.{decimals}f}" if declared.kind != "int" else f"{value:d}"
    return f"{number}{'' if declared.unit == '°' else ' '}{declared.unit}" if declared.unit else number


# --- numbers ---


def _number(desk: Desk, declared: Control) -> None:
    path, factor = declared.path, _factor(declared)
    value = desk.value(path) * factor
    lo, hi = (None if bound is None else bound * factor for bound in (declared.lo, declared.hi))
    size = imgui.ImVec2(imgui.get_content_region_avail().x, imgui.get_frame_height())
    corner = imgui.get_cursor_screen_pos()
    typing = imgui.internal.temp_input_is_active(imgui.get_id("##value"))
    if not typing:
        share = _share(value, lo, hi, declared.log)
        draw.bar(
            corner, size, share, _hot(corner, size), mark=_share(desk.default(path) * factor, lo, hi, declared.log)
        )
    imgui.set_next_item_width(size.x)
    bare = 0 if typing else _push_bare()
    changed, new = _slide(declared, value, lo, hi)
    imgui.pop_style_color(bare)
    if typing:
        if imgui.is_item_deactivated_after_edit():
            _say_typed(desk, declared, new / factor)
        return
    draw.label_and_value(
        corner, size, declared.title, shown(declared, desk.value(path)), desk.value(path) == desk.default(path)
    )
    if changed:
        desk.say(path, _round(declared, new / factor), more=True)
    if imgui.is_item_deactivated_after_edit():
        desk.settle()
    _common(desk, declared)


def _slide(declared: Control, value: float, lo: float | None, hi: float | None) -> tuple[bool, float]:
    """A slider where both ends are known, else a field to drag; the text is drawn by the caller."""
    whole = declared.kind == "int"
    form = "%d" if whole else f"%.{_decimals(declared)}f"
    flags = imgui.SliderFlags_.logarithmic if declared.log else imgui.SliderFlags_.none
    if lo is None or hi is None:
        return imgui.drag_float("##value", value, max(abs(value), 1.0) * 0.005, 0.0, 0.0, form, flags)
    if whole:
        return imgui.slider_int("##value", int(value), int(lo), int(hi), form, flags)
    return imgui.slider_float("##value", value, lo, hi, form, flags)


def _say_typed(desk: Desk, declared: Control, value: float) -> None:
    """A number from the keyboard: what lies outside goes to the nearest end, and a note says so."""
    lo, hi = declared.lo, declared.hi
    inside = min(max(value, -math.inf if lo is None else lo), math.inf if hi is None else hi)
    inside = int(inside) if declared.kind == "int" else _round(declared, inside)
    if desk.say(declared.path, inside) and inside != _round(declared, value):
        bound = "most" if value > inside else "least"
        desk.notes[declared.path] = (
            f"{shown(declared, value)} is out of range; {shown(declared, inside)} is the {bound}"
        )


def _round(declared: Control, value: float) -> float:
    return (
        int(value)
        if declared.kind == "int"
        else round(value, _decimals(declared) + (2 if _factor(declared) == 100 else 0))
    )


def _factor(declared: Control) -> float:
    """Shares from 0 to 1 with the unit % are shown, and typed, as percents."""
    return 100.0 if declared.unit == "%" and declared.hi is not None and declared.hi <= 1 else 1.0


def _decimals(declared: Control) -> int:
    if declared.lo is None or declared.hi is None:
        return 2
    span = (declared.hi - declared.lo) * _factor(declared)
    return 0 if span >= 100 else 1 if span >= 40 else 2


def _share(value: float, lo: float | None, hi: float | None, log: bool) -> float | None:
    """Where between lo and hi the value stands, 0..1."""
    if lo is None or hi is None or hi <= lo:
        return None
    if log and lo > 0:
        return math.log(max(value, lo) / lo) / math.log(hi / lo)
    return (value - lo) / (hi - lo)


# --- switches and choices ---


def _switch(desk: Desk, declared: Control) -> None:
    value = desk.value(declared.path)
    size = imgui.ImVec2(imgui.get_content_region_avail().x, imgui.get_frame_height())
    corner = imgui.get_cursor_screen_pos()
    if imgui.invisible_button("##value", size):
        desk.say(declared.path, not value)
    draw.switch(corner, size, declared.title, value, imgui.is_item_hovered())
    _common(desk, declared)


def _choice(desk: Desk, declared: Control) -> None:
    value = desk.value(declared.path)
    draw.caption(declared.title)
    if len(declared.choices) > 4:
        _list(desk, declared, value)
        return
    gap = imgui.get_style().item_inner_spacing.x / 2
    width = (imgui.get_content_region_avail().x - gap * (len(declared.choices) - 1)) / len(declared.choices)
    for choice in declared.choices:
        if draw.button(str(choice).capitalize(), (width, 0.0), on=choice == value):
            desk.say(declared.path, choice)
        _common(desk, declared)
        imgui.same_line(0.0, gap)
    imgui.new_line()


def _list(desk: Desk, declared: Control, value: str) -> None:
    imgui.set_next_item_width(imgui.get_content_region_avail().x)
    if imgui.begin_combo("##value", str(value)):
        for choice in declared.choices:
            if imgui.selectable(str(choice) or "—", choice == value)[0]:
                desk.say(declared.path, choice)
        imgui.end_combo()
    _common(desk, declared)


def _trigger(desk: Desk, declared: Control) -> None:
    """Buttons that act once: one for each choice that is not the resting value."""
    if not declared.choices:
        button(desk, declared.path, declared.title, (imgui.get_content_region_avail().x, 0.0))
        return
    draw.caption(declared.title)
    for choice in declared.choices:
        if choice == declared.default:
            continue
        if draw.button(str(choice).capitalize(), (imgui.get_content_region_avail().x, 0.0)):
            desk.say(declared.path, choice)
        _common(desk, declared, resets=False)


# --- colours and places ---


def _colour(desk: Desk, declared: Control) -> None:
    encoded = [_encode(channel) for channel in desk.value(declared.path)]
    flags = imgui.ColorEditFlags_.display_hex | imgui.ColorEditFlags_.no_label | imgui.ColorEditFlags_.picker_hue_wheel
    draw.caption(declared.title)
    imgui.set_next_item_width(imgui.get_content_region_avail().x - imgui.get_frame_height() * 1.4)
    changed, new = imgui.color_edit3("##value", encoded, flags)
    if changed:
        desk.say(declared.path, tuple(_decode(min(max(channel, 0.0), 1.0)) for channel in new), more=True)
    if imgui.is_item_deactivated_after_edit():
        desk.settle()
    _common(desk, declared)


def _place(desk: Desk, declared: Control) -> None:
    """Two or three numbers in a row."""
    value = list(desk.value(declared.path))
    draw.caption(f"{declared.title}  {declared.unit}" if declared.unit else declared.title)
    imgui.set_next_item_width(imgui.get_content_region_avail().x)
    edit: Callable[..., tuple[bool, list[float]]] = imgui.drag_float2 if len(value) == 2 else imgui.drag_float3
    changed, new = edit("##value", value, 0.02, 0.0, 0.0, "%.2f")
    if changed and not _typing():
        desk.say(declared.path, tuple(round(number, 3) for number in new), more=True)
    if imgui.is_item_deactivated_after_edit():
        if tuple(new) != tuple(value):
            desk.say(declared.path, tuple(round(number, 3) for number in new), more=True)
        desk.settle()
    _common(desk, declared)


def _encode(linear: float) -> float:
    """sRGB of linear light (IEC 61966-2-1)."""
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


def _decode(encoded: float) -> float:
    return round(encoded / 12.92 if encoded <= 0.04045 else ((encoded + 0.055) / 1.055) ** 2.4, 5)


def _typing() -> bool:
    return imgui.get_io().want_text_input


# --- common to all ---


def _common(desk: Desk, declared: Control, resets: bool = True) -> None:
    """Of the item just drawn: right click resets it, hovering explains it."""
    if resets and imgui.is_item_clicked(imgui.MouseButton_.right):
        desk.reset(declared.path)
    if imgui.begin_item_tooltip():
        _explain(desk, declared, resets)
        imgui.end_tooltip()


def _explain(desk: Desk, declared: Control, resets: bool) -> None:
    imgui.push_text_wrap_pos(imgui.get_font_size() * 24)
    draw.strong(declared.title)
    if declared.description:
        imgui.text_unformatted(declared.description)
    if declared.lo is not None and declared.hi is not None:
        scale = ", on a logarithmic scale" if declared.log else ""
        draw.dim(f"{shown(declared, declared.lo)} to {shown(declared, declared.hi)}{scale} · Ctrl+click to type")
    if resets:
        default = desk.default(declared.path)
        text = shown(declared, default) if declared.kind in ("float", "int") else _plainly(default)
        draw.dim(f"Right click: back to {text}")
    draw.dim(declared.path)
    imgui.pop_text_wrap_pos()


def _plainly(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return ", ".join(f"{number:.2f}" for number in value)
    return str(value)


def _note(desk: Desk, path: str) -> None:
    if note := desk.notes.get(path):
        draw.warn(note)


_WIDGETS: dict[str, Callable[[Desk, Control], None]] = {
    "float": _number,
    "int": _number,
    "bool": _switch,
    "choice": _choice,
    "trigger": _trigger,
    "colour": _colour,
    "point": _place,
    "vector": _place,
}


def _hot(corner: imgui.ImVec2, size: imgui.ImVec2) -> bool:
    return imgui.is_mouse_hovering_rect(corner, imgui.ImVec2(corner.x + size.x, corner.y + size.y))


_BARE = (
    imgui.Col_.frame_bg,
    imgui.Col_.frame_bg_hovered,
    imgui.Col_.frame_bg_active,
    imgui.Col_.slider_grab,
    imgui.Col_.slider_grab_active,
    imgui.Col_.text,
)


def _push_bare() -> int:
    """The widget draws nothing of its own, only hears the mouse."""
    for index in _BARE:
        imgui.push_style_color(index, style.NOTHING)
    return len(_BARE)
