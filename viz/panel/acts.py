"""The evening's five acts as one strip: where it stands, how far, and the ways to change that."""

from __future__ import annotations

from imgui_bundle import imgui

from viz.panel import draw, style, widgets
from viz.panel.desk import Desk
from viz.panel.style import fade, mix
from viz.world.acts import Want

HOLD, GO, PACE = "acts/hold", "acts/go", "acts/pace"
HAND_BACK = "acts/hand_back"
"""It is about the characters, and stands with them."""


def panel(desk: Desk) -> None:
    """The strip of acts, beside it hold and pace, and below what the act now waits for."""
    room, px = imgui.get_content_region_avail(), imgui.get_font_size()
    aside = px * 11
    _strip(desk, room.x - aside - imgui.get_style().item_spacing.x, max(room.y - 2.1 * px, px * 3.4))
    imgui.same_line()
    imgui.begin_group()
    widgets.control(desk, HOLD)
    widgets.control(desk, PACE)
    for path in desk.controls:
        if path.startswith("acts/") and path not in (HOLD, GO, PACE, HAND_BACK):
            widgets.control(desk, path)
    imgui.end_group()
    _aim(desk)


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


def bounds(desk: Desk) -> tuple[float, float]:
    """The shortest and the longest time of the act now, seconds; both its length where it has no others."""
    length = desk.show.scene.act[desk.frame.act].seconds
    shortest, longest = (getattr(desk.frame, name, 0.0) or length for name in ("shortest", "longest"))
    return min(shortest, longest), longest


def _act(desk: Desk, index: int, lo: draw.Pair, hi: draw.Pair) -> None:
    act, frame = desk.show.scene.act[index], desk.frame
    now, hot = frame.act == index, imgui.is_item_hovered()
    weight = float(frame.act_weights[index])
    shortest, longest = bounds(desk) if now else (act.seconds, act.seconds)
    share = min(frame.act_seconds / longest, 1.0) if now else 0.0
    held = now and desk.value(HOLD)
    light = style.AMBER if held else style.TEAL
    wide = hi[0] - lo[0]
    draw.fill(lo, hi, style.FIELD_HOVER if hot else mix(style.RAISED, style.FIELD, weight), 5)
    if share > 0:
        draw.clipped(lo, (lo[0] + wide * share, hi[1]), lo, hi, mix(style.FIELD, light, 0.30), 5)
    draw.fill((lo[0], hi[1] - 3), (lo[0] + wide * weight, hi[1]), fade(light, 0.35 + 0.65 * weight), 2)
    if shortest < longest:
        x = lo[0] + wide * shortest / longest
        draw.fill((x - 1, lo[1] + 4), (x + 1, hi[1] - 4), fade(style.TEXT, 0.7))
    px = imgui.get_font_size()
    left, top = lo[0] + 12, lo[1] + (hi[1] - lo[1]) / 2 - px * 1.25
    imgui.push_clip_rect(imgui.ImVec2(*lo), imgui.ImVec2(*hi), True)
    draw.write((left, top), act.name.capitalize(), style.TEXT if now else style.DIM, 1.06 if now else 1.0, strong=now)
    words = clock(act.seconds)
    if now:
        until = clock(longest) if shortest == longest else f"{clock(shortest)} – {clock(longest)}"
        words = f"{clock(frame.act_seconds)} / {until}" + ("  held" if held and frame.act_seconds >= longest else "")
    draw.write((left, top + px * 1.35), words, light if now else style.FAINT, 0.94)
    imgui.pop_clip_rect()


# --- what the act is for ---


def _aim(desk: Desk) -> None:
    """One line: the aim in words at the left, what is waited for at the right, with a tick where it is so."""
    aim, px = desk.frame.aim, imgui.get_font_size()
    corner, room = imgui.get_cursor_screen_pos(), imgui.get_content_region_avail().x
    wants = [(want, *sides(want)) for want in aim.wants]
    gap = px * 1.3
    widths = [_measure(f"{have}  {goal}") + px * 1.25 + gap for _, have, goal in wants]
    short = _measure(aim.text) + sum(widths) > room
    if short:
        widths = [_measure(have) + px * 1.25 + gap for _, have, _ in wants]
    x, y = corner.x + room - sum(widths) + gap, corner.y + px * 0.15
    draw.write((corner.x, y), _cut(aim.text, x - gap - corner.x), style.TEXT)
    for (want, have, goal), width in zip(wants, widths, strict=True):
        _want(want, have, "" if short else goal, x, y)
        x += width
    imgui.dummy(imgui.ImVec2(room, px * 1.2))
    if aim.text:
        lines = [f"{have}, wanted {goal}{': met' if want.met else ''}" for want, have, goal in wants]
        draw.hover("\n".join([aim.text, *lines]))


def _want(want: Want, have: str, goal: str, x: float, y: float) -> None:
    px = imgui.get_font_size()
    draw.frame((x, y + px * 0.12), (x + px * 0.86, y + px * 0.98), style.TEAL if want.met else style.FAINT, 3, 1.5)
    if want.met:
        draw.tick((x, y + px * 0.1), px * 0.86, style.TEAL)
    wide = draw.write((x + px * 1.25, y), f"{have}  ", style.TEAL if want.met else style.TEXT)[0]
    draw.write((x + px * 1.25 + wide, y), goal, style.DIM)


def _cut(words: str, room: float) -> str:
    """As many of the words as fit."""
    whole = words
    while words and _measure(words if words == whole else f"{words} …") > room:
        words = words.rpartition(" ")[0]
    return words if words == whole else f"{words} …"


def sides(want: Want) -> tuple[str, str]:
    """What a want is now, and what it is to become: 'panic 34 %', 'below 20 %'."""
    return f"{want.name} {want.value:.0%}", f"{'above' if want.above else 'below'} {want.target:.0%}"


def _measure(words: str) -> float:
    return imgui.calc_text_size(words).x
