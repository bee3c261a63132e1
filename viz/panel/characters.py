"""Nova, Kai, Lumi and Finn: who plays them now, and an operator's hands for each."""

from __future__ import annotations

import math

from imgui_bundle import imgui

from viz.frame import ROLES
from viz.panel import crowd, draw, plan, style, widgets
from viz.panel.desk import Desk

CAST = ROLES[1:5]
"""The characters as their controls' paths name them, in the order of Frame.hands."""
HAND_BACK = "acts/hand_back"


def panel(desk: Desk) -> None:
    """The whole panel: one row a character, and below it what an operator can do in that character's place."""
    for index, name in enumerate(CAST):
        if index:
            imgui.dummy((0, imgui.get_font_size() * 0.3))
        hand(desk, index)
        if name == "kai":
            draw.dim("Strength, place and consent: Kai's override")
            continue
        for path in desk.controls:
            if path.startswith(f"{name}/") and path not in crowd.SHOWN and path != _give_back(name):
                widgets.control(desk, path)
                if path.endswith("/where"):
                    _send(desk, path)
    draw.heading("The autopilot")
    widgets.control(desk, HAND_BACK)


def hand(desk: Desk, index: int) -> None:
    """One line: the character, who plays it now and for how long, and the button that gives it back."""
    name, px = CAST[index], imgui.get_font_size()
    corner, room = imgui.get_cursor_screen_pos(), imgui.get_content_region_avail().x
    high, wide = px * 2.3, px * 6.2
    left = desk.frame.hands[index]
    draw.badge((corner.x + px, corner.y + high / 2), px * 0.85, name[0].upper(), style.CAST[index])
    x = corner.x + px * 2.5
    draw.write((x, corner.y + px * 0.05), plan.NAMES[index], style.TEXT, 1.06, strong=True)
    draw.write((x, corner.y + px * 1.2), playing(left), style.CYAN if left > 0 else style.DIM, 0.94)
    if left > 0:
        share = min(left / max(desk.value(HAND_BACK), 1e-6), 1.0)
        end = corner.x + room - wide - px
        y = corner.y + high + 1
        draw.fill((x, y), (end, y + 3), style.FIELD, 1.5)
        draw.fill((x, y), (x + (end - x) * share, y + 3), style.CYAN, 1.5)
    if _give_back(name) in desk.controls:
        imgui.set_cursor_screen_pos(imgui.ImVec2(corner.x + room - wide, corner.y + px * 0.2))
        widgets.button(desk, _give_back(name), "Give back", (wide, px * 1.9), on=left > 0, colour=style.CYAN)
    imgui.set_cursor_screen_pos(corner)
    imgui.dummy(imgui.ImVec2(room, high + 6))


def playing(left: float) -> str:
    """Who plays a character that is the operator's for so many seconds more."""
    return f"yours · {math.ceil(left)} s" if left > 0 else "autopilot"


def _give_back(name: str) -> str:
    return f"{name}/give_back"


def _send(desk: Desk, path: str) -> None:
    """A place on the floor is more easily chosen on the plan than typed."""
    imgui.push_id(path)
    if draw.button("To the place on the plan", (imgui.get_content_region_avail().x, 0.0)):
        desk.say(path, desk.value(plan.WHERE))
    imgui.pop_id()
