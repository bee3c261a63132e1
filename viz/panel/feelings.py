"""What everybody in the hall feels, as the panel names it and colours it: panic, support, opinion."""

from __future__ import annotations

from dataclasses import dataclass

from imgui_bundle import imgui

from viz.panel import draw, style
from viz.panel.desk import Desk
from viz.panel.style import Rgba, fade, mix

CLASSES = 8
"""How many colours a feeling is told apart by."""


@dataclass(frozen=True)
class Feeling:
    """One of the three, 0..1."""

    name: str
    column: int
    """Of Frame.people."""
    colour: Rgba
    ramp: tuple[Rgba, ...]
    """(CLASSES,) from 0 to 1, in steps that look even, and none so dark that a dot of it gets lost in a dark room."""
    ends: tuple[str, str]
    """What 0 and 1 mean."""
    words: tuple[str, ...]
    """What a person is that feels so much, from 0 to 1."""
    meaning: str

    def say(self, value: float) -> str:
        """The word for a value."""
        return self.words[min(int(value * len(self.words)), len(self.words) - 1)]


def _ramp(codes: str) -> tuple[Rgba, ...]:
    return tuple(style.rgb(code) for code in codes.split())


# Even steps of OKLCH. Opinion has two ends and a middle that stands back.
FEELINGS = (
    Feeling(
        "Panic",
        4,
        style.ORCHID,
        _ramp("484e6b 62568f 885aaa b658b8 de62b5 f97cae ff99ab ffb8af"),
        ("calm", "panic"),
        ("calm", "uneasy", "worried", "afraid", "in panic"),
        "How afraid people are",
    ),
    Feeling(
        "Support",
        5,
        style.TEAL,
        _ramp("445160 45677a 3f7f8f 36999c 3db2a8 53ccb6 6ce6c3 88ffcf"),
        ("alone", "held by others"),
        ("alone", "hardly supported", "half supported", "supported", "held by others"),
        "How much people support each other: above one half, panic dies down",
    ),
    Feeling(
        "Opinion",
        6,
        style.CYAN,
        _ramp("f49567 c37c5a 8f6754 62594f 4e5e60 557d91 58a7c8 5cd5fc"),
        ("dependency", "authenticity"),
        ("for dependency", "leaning to dependency", "undecided", "leaning to authenticity", "for authenticity"),
        "Whether people trust the nanobots with their smiles, or want their own",
    ),
)


def chosen(desk: Desk) -> Feeling:
    """The feeling that plan and history show."""
    feeling: Feeling = desk.memory.get("feeling", FEELINGS[0])
    return feeling


def switch(desk: Desk, width: float) -> None:
    """The three-way switch, which tells the means as well."""
    frame, gap = desk.frame, imgui.get_style().item_inner_spacing.x / 2
    wide = (width - 2 * gap) / len(FEELINGS)
    for feeling, mean in zip(FEELINGS, (frame.panic, frame.support, frame.opinion), strict=True):
        corner = imgui.get_cursor_screen_pos()
        size = imgui.ImVec2(wide, imgui.get_font_size() * 2.5)
        if imgui.invisible_button(f"{feeling.name}##feeling", size):
            desk.memory["feeling"] = feeling
        on = chosen(desk) is feeling
        _reading(corner, size, feeling, mean, on, imgui.is_item_hovered())
        draw.hover(f"{feeling.name}: {feeling.meaning}. 0: {feeling.ends[0]}; 100 %: {feeling.ends[1]}")
        imgui.same_line(0.0, gap)
    imgui.new_line()


def _reading(corner: imgui.ImVec2, size: imgui.ImVec2, feeling: Feeling, mean: float, on: bool, hot: bool) -> None:
    px, pad = imgui.get_font_size(), imgui.get_font_size() * 0.55
    lo, hi = (corner.x, corner.y), (corner.x + size.x, corner.y + size.y)
    ground = mix(style.FIELD, feeling.colour, 0.16) if on else style.FIELD_HOVER if hot else style.RAISED
    draw.fill(lo, hi, ground, 5)
    if on:
        draw.frame(lo, hi, fade(feeling.colour, 0.75), 5, 1.5)
    value = f"{mean:.0%}"
    at = hi[0] - pad - draw.extent(value, strong=True), lo[1] + px * 0.4
    room = at[0] - pad / 2 - (lo[0] + pad)
    small = min(max(room / draw.extent(feeling.name), 0.6), 1.0)  # a narrow panel has no room for both as they are
    name = lo[0] + pad, at[1] + px * (1 - small) / 2
    draw.write(name, feeling.name, style.TEXT if on else style.DIM, small)
    draw.write(at, value, feeling.colour, strong=True)
    left, right, y = lo[0] + pad, hi[0] - pad, hi[1] - px * 0.62
    draw.fill((left, y), (right, y + px * 0.24), style.VOID, 2)
    draw.fill((left, y), (left + (right - left) * min(max(mean, 0.0), 1.0), y + px * 0.24), feeling.colour, 2)


def legend(feeling: Feeling, width: float) -> None:
    """The ramp, between what its ends mean."""
    corner, px = imgui.get_cursor_screen_pos(), imgui.get_font_size()
    words = [draw.extent(end, 0.94) for end in feeling.ends]
    left, right = corner.x + words[0] + px * 0.5, corner.x + width - words[1] - px * 0.5
    draw.write((corner.x, corner.y), feeling.ends[0], style.DIM, 0.94)
    draw.write((right + px * 0.5, corner.y), feeling.ends[1], style.DIM, 0.94)
    step = (right - left) / CLASSES
    for index, colour in enumerate(feeling.ramp):
        x = left + index * step
        draw.fill((x, corner.y + px * 0.32), (x + step, corner.y + px * 0.78), colour)
    imgui.dummy(imgui.ImVec2(width, px))
