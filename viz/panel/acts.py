"""The evening's five acts as one strip: where it stands, how far, and the ways to change that."""

from __future__ import annotations

from imgui_bundle import imgui

from viz.panel import draw, style, widgets
from viz.panel.desk import Desk
from viz.panel.style import fade, mix

HOLD, GO, PACE = "acts/hold", "acts/go", "acts/pace"


def panel(desk: Desk) -> None:
    """The strip of acts, and beside it hold and pace."""
    room = imgui.get_content_region_avail()
    aside = imgui.get_font_size() * 11
    _strip(desk, room.x - aside - imgui.get_style().item_spacing.x, max(room.y, imgui.get_font_size() * 3.4))
    imgui.same_line()
    imgui.begin_group()
    widgets.control(desk, HOLD)
    widgets.control(desk, PACE)
    for path in desk.controls:
        if path.startswith("acts/") and path not in (HOLD, GO, PACE):
            widgets.control(desk, path)
    imgui.end_group()


def clock(seconds: float) -> str:
    """Minutes and seconds."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def _strip(desk: Desk, width: float, height: float) -> None:
    """Each act as wide as its share of the evening's time, but never too narrow to read and hit."""
    acts = desk.show.scene.act
    gap = 4.0
    least = min(width / len(acts), imgui.get_font_size() * 6.2)
    spare = width - gap * (len(acts) - 1) - least * len(acts)
    total = sum(act.seconds for act in acts)
    corner = imgui.get_cursor_screen_pos()
    x = corner.x
    for index, act in enumerate(acts):
        wide = least + spare * act.seconds / total
        imgui.set_cursor_screen_pos(imgui.ImVec2(x, corner.y))
        if imgui.invisible_button(f"{act.name.capitalize()}##act", imgui.ImVec2(wide, height)):
            desk.say(GO, act.name)
        _act(desk, index, (x, corner.y), (x + wide, corner.y + height))
        draw.hover(f"Begin {act.name.capitalize()} now ({clock(act.seconds)})  ·  key {index + 1}")
        x += wide + gap
    imgui.set_cursor_screen_pos(corner)
    imgui.dummy(imgui.ImVec2(width, height))


def _act(desk: Desk, index: int, lo: draw.Pair, hi: draw.Pair) -> None:
    act, frame = desk.show.scene.act[index], desk.frame
    now, hot = frame.act == index, imgui.is_item_hovered()
    weight = float(frame.act_weights[index])
    share = min(frame.act_seconds / act.seconds, 1.0) if now else 0.0
    held = now and desk.value(HOLD)
    light = style.AMBER if held else style.TEAL
    draw.fill(lo, hi, style.FIELD_HOVER if hot else mix(style.RAISED, style.FIELD, weight), 5)
    if share > 0:
        draw.clipped(lo, (lo[0] + (hi[0] - lo[0]) * share, hi[1]), lo, hi, mix(style.FIELD, light, 0.30), 5)
    draw.fill((lo[0], hi[1] - 3), (lo[0] + (hi[0] - lo[0]) * weight, hi[1]), fade(light, 0.35 + 0.65 * weight), 2)
    px = imgui.get_font_size()
    left, top = lo[0] + 12, lo[1] + (hi[1] - lo[1]) / 2 - px * 1.25
    draw.write((left, top), act.name.capitalize(), style.TEXT if now else style.DIM, 1.06 if now else 1.0, strong=now)
    words = clock(act.seconds)
    if now:
        left_over = act.seconds - frame.act_seconds
        words = f"{clock(frame.act_seconds)} / {words}" + ("  held" if held and left_over <= 0 else "")
    draw.write((left, top + px * 1.35), words, light if now else style.FAINT, 0.94)
