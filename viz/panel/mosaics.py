"""One mosaic: whose it is, the story it was made of, why it looks as it does, and how it fares."""

from __future__ import annotations

import numpy as np
from imgui_bundle import imgui
from numpy.typing import NDArray

from viz.panel import draw, script, style
from viz.panel.desk import Desk
from viz.world.story import Story
from viz.world.traits import why

Floats = NDArray[np.floating]

RUNGS = ("nothing", "light", "colour", "place", "everything")
"""What nanobots may change on each rung of the ladder of consent, and on all below it."""


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
    recalibrated, shared, content = desk.frame.design[mosaic, [0, 1, 6]].tolist()
    for label, share, colour, words, meaning in (
        ("Glitch", glitch, style.VIOLET, "", "How far the nanobots have run wild on it"),
        ("Healed", healed, style.TEAL, "", "How far Kai's override has taken them back"),
        ("Consent", consent, style.CYAN, rung(consent), "What its owner lets the nanobots change"),
        ("Owner content", content, style.WARM, "", "How content its owner is with what became of it"),
        ("Recalibrated", recalibrated, style.ORCHID, "", "0: curated symmetry; 100 %: its owner's own imperfections"),
        ("Eyes on it", attention, style.DIM, "", "How many people look at it"),
    ):
        draw.gauge(label, share, colour, words or f"{share:.0%}")
        draw.hover(meaning)
    if shared > 0:
        draw.gauge("Shared", shared, style.TEAL, f"{shared:.0%}")
        draw.swatch(tuple(desk.frame.design[mosaic, 2:5].tolist()))
        other = partner(desk.frame.design[mosaic, 2:6], mosaics.gifts, mosaic)
        name = "its neighbour" if other is None else mosaics.names[other]
        script.paragraph(desk, f"Exchanges colours and motif with {name}", ours=True)


def rung(consent: float) -> str:
    """The highest rung of the ladder that a consent (0..1) has reached; a hair below one counts as on it."""
    return RUNGS[int(min(max(consent, 0.0), 1.0) * (len(RUNGS) - 1) + 1e-6)]


def partner(gift: Floats, gifts: Floats, mosaic: int) -> int | None:
    """Whose gift (4,) it is that a mosaic takes, of what all (N, 4) can give: colour and motif. None where nobody's."""
    same = (gifts.astype(gift.dtype) == gift).all(axis=1)
    return next((other for other in np.flatnonzero(same).tolist() if other != mosaic), None)


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
