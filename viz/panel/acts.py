"""The evening's five acts as one strip: where it stands, how far, and the ways to change that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from imgui_bundle import imgui

from viz.panel import draw, style, widgets
from viz.panel.desk import Desk
from viz.panel.style import fade, mix

if TYPE_CHECKING:
    from viz.world.aims import Want

HOLD, GO, PACE = "acts/hold", "acts/go", "acts/pace"
HAND_BACK = "acts/hand_back"
"""It is about the characters, and stands with them."""


def panel(desk: Desk) -> None:
    """The strip of acts, beside it hold and pace, and below what the act waits for."""
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
    _wants(desk)


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
    shortest, longest = (frame.shortest, frame.longest) if now else (act.seconds, act.seconds)
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
        for y in (lo[1], hi[1] - 8):
            draw.fill((x - 1, y), (x + 1, y + 8), fade(style.TEXT, 0.8))
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


def aim(desk: Desk, room: float) -> None:
    """The aim of the act now, in as many words as there is room for."""
    words = desk.frame.aim.text
    draw.text(cut(words, _within(room)), style.TEXT)
    if words:
        draw.hover(words)


def _wants(desk: Desk) -> None:
    """One line: what the act waits for, with a tick where it is so."""
    wants, px = desk.frame.aim.wants, imgui.get_font_size()
    corner, room = imgui.get_cursor_screen_pos(), imgui.get_content_region_avail().x
    intro = "Waits for" if wants else "Waits for nothing but its time"
    x, y = corner.x, corner.y + px * 0.15
    draw.write((x, y), intro, style.DIM)
    x += draw.extent(intro) + px * 1.3
    box, gap = px * 1.25, px * 1.5
    said = [sides(want) for want in wants]
    widths = [box + draw.extent(f"{have}  {goal}") + gap for have, goal in said]
    if sum(widths) > corner.x + room - x:
        most = (corner.x + room - x) / len(wants) - box - gap
        said = [(cut(want.name, _within(most), f" {want.value:.0%}"), "") for want in wants]
        widths = [box + draw.extent(have) + gap for have, _ in said]
    for want, (have, goal), width in zip(wants, said, widths, strict=True):
        _want(want, have, goal, x, y)
        x += width
    imgui.dummy(imgui.ImVec2(room, px * 1.2))
    if wants:
        draw.hover("\n".join(f"{' '.join(sides(want))}{' · it is so' if want.met else ''}" for want in wants))


def _want(want: Want, have: str, goal: str, x: float, y: float) -> None:
    px = imgui.get_font_size()
    draw.frame((x, y + px * 0.12), (x + px * 0.86, y + px * 0.98), style.TEAL if want.met else style.FAINT, 3, 1.5)
    if want.met:
        draw.tick((x, y + px * 0.1), px * 0.86, style.TEAL)
    wide = draw.write((x + px * 1.25, y), f"{have}  ", style.TEAL if want.met else style.TEXT)[0]
    draw.write((x + px * 1.25 + wide, y), goal, style.DIM)


def cut(words: str, fits: Callable[[str], bool], end: str = "") -> str:
    """As many of the words as fit before an end that stays."""
    kept, shown = words, f"{words}{end}"
    while kept and not fits(shown):
        kept = kept.rpartition(" ")[0]
        shown = f"{kept} …{end}"
    return shown


def _within(room: float) -> Callable[[str], bool]:
    return lambda words: draw.extent(words) <= room


def sides(want: Want) -> tuple[str, str]:
    """What a want is now, and what it is to become: 'panic 34 %', 'below 20 %'."""
    return f"{want.name} {want.value:.0%}", f"{'above' if want.above else 'below'} {want.target:.0%}"
