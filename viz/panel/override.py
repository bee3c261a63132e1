"""Kai's override: found at once in a dark room. Arm, engage, how much is left, how strong, from where."""

from __future__ import annotations

from imgui_bundle import imgui

from viz.panel import characters, draw, style, widgets
from viz.panel.desk import Desk
from viz.panel.style import fade, mix
from viz.panel.walls import map_of_walls

OVERRIDE = "kai/override/"
ARMED, ENGAGED, STRENGTH, WHERE = (f"{OVERRIDE}{name}" for name in ("armed", "engaged", "strength", "where"))
GIVE_BACK = "kai/give_back"
REACH = f"{OVERRIDE}reach"
SHOWN = frozenset((ARMED, ENGAGED, STRENGTH, WHERE, GIVE_BACK))
"""The controls that this panel draws in its own way."""
HOLD_S = 0.4
"""How long the guarded switch has to be held to arm."""
LOW = 0.25
"""With less charge than this the gauge turns amber."""


def panel(desk: Desk) -> None:
    """The whole panel."""
    armed, engaged = desk.value(ARMED), desk.value(ENGAGED)
    _status(desk, armed, engaged)
    _arm(desk, armed)
    _engage(desk, armed, engaged)
    _charge(desk.frame.charge)
    characters.hand(desk, characters.CAST.index("kai"))
    _strength(desk)
    draw.heading("Where the front starts")
    _where(desk, armed)
    widgets.group(desk, OVERRIDE, without=SHOWN)
    draw.heading("Consent and nanobots")
    widgets.group(desk, "kai/", without=SHOWN.union(path for path in desk.controls if path.startswith(OVERRIDE)))
    widgets.group(desk, "nanobots/")


def _status(desk: Desk, armed: bool, engaged: bool) -> None:
    """One line that says what is happening now, whoever made it so."""
    frame = desk.frame
    words, colour = "Standing by", style.DIM
    if engaged:
        words, colour = f"Engaged · front at {frame.override[2]:.1f} m", style.AMBER
    elif frame.engaged:
        words, colour = f"Kai at work · front at {frame.override[2]:.1f} m", style.TEAL
    elif armed:
        words, colour = "Armed · ready to engage", style.AMBER
    draw.text(words, colour, 1.15, strong=True)
    glitch = f"glitch {frame.glitch_share:.0%}"
    draw.right(glitch, style.VIOLET if frame.glitch_share > 0.02 else style.DIM)


def _arm(desk: Desk, armed: bool) -> None:
    """The guarded switch: held for a moment it arms; one click disarms."""
    size = imgui.ImVec2(imgui.get_content_region_avail().x, imgui.get_font_size() * 3.0)
    corner = imgui.get_cursor_screen_pos()
    clicked = imgui.invisible_button("Arm##arm", size)
    held = desk.memory.get("arming", 0.0)
    if armed and clicked and not desk.memory.pop("armed by this press", False):
        desk.say(ARMED, False)
    elif not armed and imgui.is_item_active():
        held += imgui.get_io().delta_time
        if held >= HOLD_S:
            desk.say(ARMED, True)
            desk.memory["armed by this press"] = True
            held = 0.0
    elif not imgui.is_item_active():
        desk.memory.pop("armed by this press", None)
        held = 0.0
    desk.memory["arming"] = held
    if not armed:
        desk.memory.pop("released", None)
    _draw_arm(corner, size, armed, held / HOLD_S)
    widgets.explain(desk, ARMED)


def _draw_arm(corner: imgui.ImVec2, size: imgui.ImVec2, armed: bool, share: float) -> None:
    lo, hi, rounding = (corner.x, corner.y), (corner.x + size.x, corner.y + size.y), 6.0
    hot = imgui.is_item_hovered()
    draw.fill(lo, hi, style.FIELD_HOVER if hot else style.FIELD, rounding)
    if share > 0 and not armed:
        draw.fill(lo, (lo[0] + size.x * min(share, 1.0), hi[1]), style.AMBER_DEEP, rounding)
    draw.frame(lo, hi, fade(style.AMBER, 0.9 if armed or hot else 0.45), rounding, 1.5)
    high = size.y * 0.46
    wide = high * 1.9
    left, top = lo[0] + 16, corner.y + (size.y - high) / 2
    draw.fill((left, top), (left + wide, top + high), style.AMBER_DEEP if armed else style.VOID, high / 2)
    x = left + (wide - high / 2 if armed else high / 2)
    knob = style.AMBER if armed else style.DIM
    imgui.get_window_draw_list().add_circle_filled(imgui.ImVec2(x, top + high / 2), high * 0.38, style.ink(knob))
    px = imgui.get_font_size()
    y = corner.y + (size.y - px) / 2
    draw.write((left + wide + 14, y - px * 0.125), "ARMED" if armed else "ARM", style.AMBER, 1.25, strong=True)
    hint = "click to disarm" if armed else "hold"
    draw.write((hi[0] - 16 - imgui.calc_text_size(hint).x, y), hint, style.DIM)


def _engage(desk: Desk, armed: bool, engaged: bool) -> None:
    """The big one. It does nothing unless armed."""
    size = imgui.ImVec2(imgui.get_content_region_avail().x, imgui.get_font_size() * 6.6)
    corner = imgui.get_cursor_screen_pos()
    imgui.begin_disabled(not armed)
    if imgui.invisible_button("Engage##engage", size):
        desk.say(ENGAGED, not engaged)
    imgui.end_disabled()
    lo, hi = (corner.x, corner.y), (corner.x + size.x, corner.y + size.y)
    middle = corner.x + size.x / 2, corner.y + size.y / 2
    hot = armed and imgui.is_item_hovered()
    if not armed:
        draw.fill(lo, hi, style.RAISED, 8)
        draw.frame(lo, hi, style.EDGE, 8)
        draw.centred((middle[0], middle[1] - size.y * 0.12), "ENGAGE", style.FAINT, 2.2, strong=True)
        draw.centred((middle[0], middle[1] + size.y * 0.24), "arm it first", style.DIM, 0.9)
    elif engaged:
        draw.fill(lo, hi, style.AMBER_DEEP if not hot else mix(style.AMBER_DEEP, style.AMBER, 0.25), 8)
        draw.frame(lo, hi, style.AMBER, 8, 3)
        draw.centred((middle[0], middle[1] - size.y * 0.12), "RELEASE", style.AMBER, 2.2, strong=True)
        draw.centred((middle[0], middle[1] + size.y * 0.24), "the healing front is running", style.AMBER, 0.9)
    else:
        draw.fill(lo, hi, style.AMBER if not hot else mix(style.AMBER, style.TEXT, 0.35), 8)
        draw.centred((middle[0], middle[1] - size.y * 0.12), "ENGAGE", style.INK, 2.2, strong=True)
        draw.centred((middle[0], middle[1] + size.y * 0.24), "launch the healing front", style.INK, 0.9)
    widgets.explain(desk, ENGAGED)


def _charge(share: float) -> None:
    """A battery: how much of the override is left."""
    px, corner = imgui.get_font_size(), imgui.get_cursor_screen_pos()
    width, high = imgui.get_content_region_avail().x, px * 1.7
    colour = style.AMBER if share < LOW else style.TEAL
    lo, hi = (corner.x, corner.y), (corner.x + width - px * 0.5, corner.y + high)
    draw.fill((hi[0], lo[1] + high * 0.3), (hi[0] + px * 0.35, hi[1] - high * 0.3), fade(colour, 0.8), 2)
    draw.fill(lo, hi, style.VOID, 5)
    inner_lo, inner_hi = (lo[0] + 4, lo[1] + 4), (hi[0] - 4, hi[1] - 4)
    edge = inner_lo[0] + (inner_hi[0] - inner_lo[0]) * min(max(share, 0.0), 1.0)
    if edge > inner_lo[0] + 1:
        draw.fill(inner_lo, (edge, inner_hi[1]), mix(style.VOID, colour, 0.45), 3)
    draw.frame(lo, hi, fade(colour, 0.8), 5, 1.5)
    y, value = corner.y + (high - px) / 2, f"{share:.0%}"
    draw.write((lo[0] + px * 0.7, y), "Charge low" if share < LOW else "Charge", style.TEXT)
    draw.write(
        (hi[0] - px * 0.7 - draw.extent(value, strong=True), y), value, mix(colour, style.TEXT, 0.5), strong=True
    )
    imgui.dummy(imgui.ImVec2(width, high))
    draw.hover("What is left in the override: it drains while the front runs, and fills again while it rests")


def _strength(desk: Desk) -> None:
    """The slider, and below it which half of it wins."""
    widgets.control(desk, STRENGTH)
    corner, width = imgui.get_cursor_screen_pos(), imgui.get_content_region_avail().x
    y = corner.y - imgui.get_style().item_spacing.y + 3
    high, middle = 4.0, corner.x + width / 2
    winning = desk.value(STRENGTH) > 0.5
    draw.fill((corner.x, y), (middle - 1, y + high), fade(style.VIOLET, 0.35 if winning else 0.95), 2)
    draw.fill((middle + 1, y), (corner.x + width, y + high), fade(style.TEAL, 0.95 if winning else 0.35), 2)
    imgui.dummy((0, 2))
    draw.text("the glitch wins", style.FAINT if winning else style.VIOLET, 0.9)
    draw.right("the override wins", style.TEAL if winning else style.FAINT, 0.9)


def _where(desk: Desk, armed: bool) -> None:
    s, y = desk.value(WHERE)
    reach = desk.value(REACH) if REACH in desk.controls else 0.0
    point = map_of_walls(desk, imgui.get_font_size() * 6.4, (s, y), armed, reach)
    if point is not None:
        desk.pick(*point)
    label = "Click a place in the hall … (Esc)" if desk.picking else "Pick on the wall"
    if draw.button(f"{label}##pick", (imgui.get_content_region_avail().x, 0.0), desk.picking, style.AMBER):
        desk.picking = not desk.picking
    widgets.explain(desk, WHERE)
    widgets.control(desk, WHERE)
