"""The docked layout, built by code: acts along the top, the override at the left, everything else at the right.

Over the wall the middle stays free, so that the hall can be seen and clicked; in a window of its own the crowd has it,
with a large plan.
"""

from __future__ import annotations

from collections.abc import Callable

from imgui_bundle import imgui

from viz.flash_log import share
from viz.health import Guarding
from viz.panel import acts, characters, crowd, draw, health, mosaics, override, picture, style
from viz.panel.desk import Desk

Panel = Callable[[Desk], None]

DESK, OVERRIDE, CROWD = "Acts", "Kai's override", "Crowd"
CHARACTERS, MOSAICS, PICTURE, HEALTH = "Characters", "Mosaics", "Picture", "Health"
PANELS: dict[str, Panel] = {
    OVERRIDE: override.panel,
    CROWD: crowd.panel,
    CHARACTERS: characters.panel,
    MOSAICS: mosaics.panel,
    PICTURE: picture.panel,
    HEALTH: health.panel,
}
_COLUMN = 24.0
"""Width of a column, in heights of the text."""
_HEAD = 9.0
"""Height of the strip along the top, in heights of the text."""
_LOW = 46.0
"""Columns lower than this, in heights of the text, are not parted: the crowd is one panel among the others."""
_RIGID = imgui.internal.DockNodeFlagsPrivate_
_PLAIN = int(_RIGID.no_window_menu_button | _RIGID.no_close_button)


def show(desk: Desk, over_wall: bool = True) -> None:
    """All panels. over_wall: the middle stays open for the hall."""
    flags = imgui.DockNodeFlags_.passthru_central_node if over_wall else imgui.DockNodeFlags_.none
    space = imgui.get_id("desk over the wall" if over_wall else "desk")
    fronts: list[str] = []
    if imgui.internal.dock_builder_get_node(space) is None:
        _arrange(space, over_wall)
        fronts = [MOSAICS, CHARACTERS, CROWD]
    imgui.dock_space_over_viewport(space, imgui.get_main_viewport(), flags)
    _window(DESK, desk, _desk, imgui.WindowFlags_.no_scrollbar | imgui.WindowFlags_.no_scroll_with_mouse)
    for name, panel in PANELS.items():
        _window(name, desk, panel)
    if front := desk.memory.pop("in front", ""):
        fronts.append(front)
    for name in fronts:
        imgui.set_window_focus(name)
    _problems(desk, space)


def _arrange(space: int, over_wall: bool) -> None:
    build = imgui.internal
    size = imgui.get_main_viewport().work_size
    px = style.TEXT_PX * imgui.get_style().font_scale_dpi
    build.dock_builder_add_node(space, build.DockNodeFlagsPrivate_.dock_space)
    build.dock_builder_set_node_size(space, size)
    head, rest = _split(space, imgui.Dir.up, min(_HEAD * px / max(size.y, 1), 0.3))
    column = min(_COLUMN * px / max(size.x, 1), 0.34)
    left, rest = _split(rest, imgui.Dir.left, column)
    homes = dict.fromkeys(PANELS, left)
    if over_wall:
        right, _middle = _split(rest, imgui.Dir.right, column / (1 - column))
        low = size.y - _HEAD * px < _LOW * px
        upper, lower = (right, right) if low else _split(right, imgui.Dir.up, 0.62)
        homes |= {CROWD: upper, CHARACTERS: lower, MOSAICS: lower, PICTURE: lower, HEALTH: lower}
    else:
        upper, lower = _split(rest, imgui.Dir.up, 0.70)
        lower, other = _split(lower, imgui.Dir.left, 0.5)
        homes |= {CROWD: upper, CHARACTERS: lower, MOSAICS: other, PICTURE: other, HEALTH: other}
    build.dock_builder_dock_window(DESK, head)
    for name, node in homes.items():
        build.dock_builder_dock_window(name, node)
    build.dock_builder_get_node(head).set_local_flags(int(_RIGID.no_tab_bar | imgui.DockNodeFlags_.no_resize) | _PLAIN)
    for node in set(homes.values()):
        build.dock_builder_get_node(node).set_local_flags(_PLAIN)
    build.dock_builder_finish(space)


def _split(node: int, side: imgui.Dir, share: float) -> tuple[int, int]:
    """Ids of the new node at that side, and of what is left."""
    halves = imgui.internal.dock_builder_split_node(node, side, share)
    return halves.id_at_dir, halves.id_at_opposite_dir


def _window(name: str, desk: Desk, panel: Panel, flags: int = 0) -> None:
    visible, _ = imgui.begin(name, None, flags | imgui.WindowFlags_.no_collapse | imgui.WindowFlags_.no_nav_focus)
    if visible:
        panel(desk)
    imgui.end()


def _desk(desk: Desk) -> None:
    """Along the top: what is played and to what end, undo and redo, and the acts."""
    imgui.align_text_to_frame_padding()
    draw.text(desk.show.scene.show.title.upper(), style.TEAL, 0.95, strong=True)
    imgui.same_line(0.0, imgui.get_font_size())
    draw.dim(f"evening {desk.frame.evening + 1}  ·  {acts.clock(desk.frame.seconds)}")
    imgui.same_line(0.0, imgui.get_font_size() * 1.5)
    undo, redo = desk.undo.next_undo, desk.undo.next_redo
    wide, gap = imgui.get_font_size() * 4.0, imgui.get_style().item_inner_spacing.x
    hint = "F1 panel  ·  F2 keys   "
    room = imgui.get_content_region_avail().x - 2 * wide - 2 * gap - imgui.calc_text_size(hint).x
    start = imgui.get_cursor_pos_x()
    acts.aim(desk, room - imgui.get_font_size())
    imgui.same_line(start + room)
    _guard(desk.health.guard, hint)
    for label, change, act, keys in (
        ("Undo", undo, desk.undo.undo, "Ctrl+Z"),
        ("Redo", redo, desk.undo.redo, "Ctrl+Y"),
    ):
        imgui.same_line(0.0, gap)
        imgui.begin_disabled(change is None)
        if draw.button(label, (wide, 0.0)):
            act()
        imgui.end_disabled()
        draw.hover(f"{label} {desk.controls[change.path].title} ({keys})" if change else f"Nothing to {label.lower()}")
    acts.panel(desk)


def _guard(guard: Guarding, otherwise: str) -> None:
    """How much the flash guard holds, for as long as it acts."""
    if guard.now is not None and guard.log.going:
        draw.text(f"Guard {'blurs' if guard.now.blurs else 'holds'} {share(guard.now.held)}", style.AMBER, 0.94)
        draw.hover("The flash guard holds back so much of the wall; see Health")
    else:
        draw.dim(otherwise)


def _problems(desk: Desk, space: int) -> None:
    """What is broken stands in amber in the middle of everything, until it is mended."""
    if not desk.problems:
        return
    node = imgui.internal.dock_builder_get_central_node(space)
    at, size = (node.pos, node.size) if node is not None else (imgui.ImVec2(0, 0), imgui.get_main_viewport().work_size)
    px = imgui.get_font_size()
    imgui.set_next_window_pos(imgui.ImVec2(at.x + px, at.y + px))
    imgui.set_next_window_size(imgui.ImVec2(max(size.x - 2 * px, 20 * px), 0))
    imgui.push_style_color(imgui.Col_.border, style.AMBER)
    flags = imgui.WindowFlags_.no_decoration | imgui.WindowFlags_.no_docking | imgui.WindowFlags_.no_focus_on_appearing
    imgui.begin("##problems", None, flags | imgui.WindowFlags_.no_nav)
    for concern, words in desk.problems.items():
        draw.text(concern, style.AMBER, strong=True)
        draw.wrapped(words, style.TEXT, 0.94)
    imgui.end()
    imgui.pop_style_color()
