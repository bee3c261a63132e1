"""One mosaic: whose it is, the story it was made of, why it looks as it does, and how it fares."""

from __future__ import annotations

from imgui_bundle import imgui

from viz.panel import draw, script, style
from viz.panel.desk import Desk
from viz.world.story import Story
from viz.world.traits import why


def panel(desk: Desk) -> None:
    """The selected mosaic, and the way to others."""
    count = len(desk.show.mosaics.names)
    _steps(desk, count)
    if desk.selected is None:
        draw.wrapped("Click a mosaic in the hall to read its story here.", style.DIM)
        return
    _one(desk, desk.selected)


def _steps(desk: Desk, count: int) -> None:
    """Search by name, and go on to the next or back to the last."""
    wide = imgui.get_frame_height() * 1.2
    room = imgui.get_content_region_avail().x - 2 * (wide + imgui.get_style().item_inner_spacing.x)
    imgui.set_next_item_width(room)
    sought = desk.memory.get("sought", "")
    changed, sought = imgui.input_text_with_hint("##find", f"Find among {count} by name …", sought)
    if changed:
        desk.memory["sought"] = sought
        _seek(desk, sought)
    for label, step in (("<", -1), (">", 1)):
        imgui.same_line(0.0, imgui.get_style().item_inner_spacing.x)
        if draw.button(f"{label}##step", (wide, 0.0)):
            start = desk.selected if desk.selected is not None else -step if step < 0 else -1
            desk.select((start + step) % count)


def _seek(desk: Desk, sought: str) -> None:
    wanted = sought.strip().casefold()
    if not wanted:
        return
    names = desk.show.mosaics.names
    found = next((i for i, name in enumerate(names) if wanted in name.casefold()), None)
    if found is not None:
        desk.select(found)


def _one(desk: Desk, mosaic: int) -> None:
    mosaics = desk.show.mosaics
    story = mosaics.stories[mosaic]
    script.paragraph(desk, mosaics.names[mosaic], 1.35, strong=True)
    tiles = int(mosaics.first[mosaic + 1] - mosaics.first[mosaic])
    s, y = desk.show.hanging.strip[mosaic]
    draw.dim(f"{tiles} tiles · {_wall(desk, float(s))}, {y:.1f} m up")
    draw.swatch(tuple(float(channel) for channel in mosaics.emission[mosaic]))
    imgui.dummy(imgui.ImVec2(0, 4))
    script.paragraph(desk, story.text, 1.05)
    choices = [f"{word}: {value}" for word, value in _chosen(story) if value]
    if choices:
        draw.wrapped("Chosen by the visitor: " + ", ".join(choices), style.DIM, 0.94)
    draw.heading("Why it looks like this")
    for line in why(mosaics.traits[mosaic]):
        imgui.bullet()
        script.paragraph(desk, line, ours=True)
    draw.heading("Now")
    glitch, healed, consent, attention = desk.frame.mosaic[mosaic].tolist()
    for label, share, colour in (
        ("Glitch", glitch, style.VIOLET),
        ("Healed", healed, style.TEAL),
        ("Consent", consent, style.CYAN),
        ("Eyes on it", attention, style.DIM),
    ):
        draw.gauge(label, share, colour, f"{share:.0%}")


def _chosen(story: Story) -> list[tuple[str, str | None]]:
    hue = None if story.hue is None else f"{story.hue:.0f}°"
    flaw = story.imperfection and story.imperfection.replace("_", " ")
    return [("shade", story.shade), ("imperfection", flaw), ("hue", hue)]


def _wall(desk: Desk, s: float) -> str:
    hall = desk.show.hanging.hall
    if s < hall.length:
        return f"left wall, {s:.0f} m in"
    if s < hall.length + hall.width:
        return "end wall"
    return f"right wall, {hall.strip_length - s:.0f} m in"
