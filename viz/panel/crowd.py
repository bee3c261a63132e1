"""The room from above, what it feels and felt, and what an operator can do for the people at a place in it."""

from __future__ import annotations

from imgui_bundle import imgui

from viz.panel import draw, feelings, plan, spread, widgets
from viz.panel.desk import Desk

TOOTHPACT = "finn/toothpact"
ACTIONS = (
    ("crowd/announce", "Announce here", 8.0),
    ("crowd/rumour", "Seed a rumour", 3.0),
    (TOOTHPACT, "Call ToothPact", 8.0),
    ("crowd/open_door", "Open a door", 4.0),
    ("crowd/close_doors", "Close doors", 0.0),
)
"""What is done at the chosen place: its control, in what words, and how many metres around it acts."""
SHOWN = frozenset(path for path, _, _ in ACTIONS)
"""The controls that this panel draws in its own way."""
_WIDE = 44.0
"""From this width on, in heights of the text, what stands below each other stands side by side."""


def panel(desk: Desk) -> None:
    """The whole panel."""
    px, room = imgui.get_font_size(), imgui.get_content_region_avail()
    wide = room.x > _WIDE * px
    feeling = feelings.chosen(desk)
    corner = imgui.get_cursor_screen_pos()
    feelings.switch(desk, room.x * 0.5 if wide else room.x)
    below = imgui.get_cursor_screen_pos()
    if wide:
        imgui.set_cursor_screen_pos(imgui.ImVec2(corner.x + room.x * 0.5 + 2 * px, corner.y + 0.75 * px))
    feelings.legend(feeling, imgui.get_content_region_avail().x)
    if wide:
        imgui.set_cursor_screen_pos(below)
    plan.plan(desk, feeling, max(room.y - 17 * px, 12 * px))
    _actions(desk)
    if not wide:
        spread.history(desk, feeling, px * 7)
        widgets.group(desk, "crowd/", without=SHOWN)
        return
    half = (room.x - imgui.get_style().item_spacing.x) / 2
    imgui.begin_child("##history", imgui.ImVec2(half, 12 * px))
    spread.history(desk, feeling, px * 9)
    imgui.end_child()
    imgui.same_line()
    imgui.begin_group()
    widgets.group(desk, "crowd/", without=SHOWN)
    imgui.end_group()


def _actions(desk: Desk) -> None:
    """As many side by side as have room for what they say."""
    px, gap = imgui.get_font_size(), imgui.get_style().item_inner_spacing.x
    room = imgui.get_content_region_avail().x
    widest = max(draw.extent(label) for _, label, _ in ACTIONS) + 2 * imgui.get_style().frame_padding.x
    columns = next((n for n in (len(ACTIONS), 3, 2) if n * (widest + gap) <= room + gap), 1)
    for row in range(0, len(ACTIONS), columns):
        actions = ACTIONS[row : row + columns]
        size = (room - gap * (len(actions) - 1)) / len(actions), px * 2.1
        for index, (path, label, reach) in enumerate(actions):
            if index:
                imgui.same_line(0.0, gap)
            if widgets.button(desk, path, label, size):
                plan.note(desk, reach)
