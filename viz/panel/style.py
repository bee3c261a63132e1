"""How the panel looks: deep blue-black, teal where something can be moved, amber for what is armed, engaged or wrong.

An operator sits in a dark room beside the wall, so nothing here is white or red, and large surfaces stay nearly black.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import imgui_bundle
from imgui_bundle import imgui, implot

from viz.colours import KNOWN_BY
from viz.paths import FONTS

TEXT_PX = 18.0
"""Height of the body text on a screen of 1080 lines."""

_TOOLTIP_S = 0.7
"""How long the mouse rests before a widget explains itself: never in the way of a hand that knows."""

Rgba = tuple[float, float, float, float]


def rgb(code: str, alpha: float = 1.0) -> Rgba:
    """The colour of six hexadecimal digits."""
    red, green, blue = bytes.fromhex(code)
    return red / 255, green / 255, blue / 255, alpha


NOTHING = (0.0, 0.0, 0.0, 0.0)
VOID = rgb("05080d")
GROUND = rgb("0a1018", 0.95)
RAISED = rgb("101a26")
FIELD = rgb("152231")
FIELD_HOVER = rgb("1b2d40")
LINE = rgb("1d2e40")
EDGE = rgb("2b435a")
TEXT = rgb("c4d4dc")
DIM = rgb("8197a6")
FAINT = rgb("4d6374")
TEAL = rgb("2fc9b8")
TEAL_DEEP = rgb("14594f")
CYAN = rgb("58bde8")
VIOLET = rgb("a184f0")
ORCHID = rgb("d58ad0")
AMBER = rgb("ffb54a")
AMBER_DEEP = rgb("5c3c0c")
WALL = rgb("24384a")
WARM = rgb("f0c894")
"""Light from outside, through an open door."""
INK = rgb("0b0f14")
"""Text on amber or teal."""
CAST = tuple(rgb(KNOWN_BY[name]) for name in ("nova", "kai", "lumi", "finn"))
"""Nova, Kai, Lumi and Finn."""


def fade(colour: Rgba, alpha: float) -> Rgba:
    """The colour at another opacity."""
    return colour[0], colour[1], colour[2], alpha


def mix(a: Rgba, b: Rgba, share: float) -> Rgba:
    """Between a (share 0) and b (share 1)."""
    share = min(max(share, 0.0), 1.0)
    red, green, blue, alpha = (x + (y - x) * share for x, y in zip(a, b, strict=True))
    return red, green, blue, alpha


@cache
def ink(colour: Rgba) -> int:
    """The colour as draw lists take it."""
    return imgui.color_convert_float4_to_u32(colour)


_ROBOTO = Path(imgui_bundle.__file__).parent / "assets" / "fonts" / "Roboto"
_FURTHER = {
    "Hebrew-Medium.ttf": 1.14,
    "Arabic-Medium.ttf": 1.8,
    "Devanagari-Medium.ttf": 1.18,
    "Thai-Medium.ttf": 1.3,
    "CJK-Regular.otf": 1.24,
}
"""The captions' faces for further scripts, viz/fonts/noto/NotoSans…, and their height by Roboto's, which for ImGui is
that from the highest sign to the lowest: so their letters are as large."""

# Widely installed faces for what none of ours has. Glyphs are drawn when first shown, so a large file costs little.
_FALLBACKS = (
    ("DejaVuSans.ttf", "Arial Unicode.ttf", "arial.ttf"),
    ("NotoSansCJK-Regular.ttc", "DroidSansFallbackFull.ttf", "Hiragino Sans GB.ttc", "msgothic.ttc"),
    ("NotoSansBengali-Regular.ttf", "Nirmala.ttf", "KohinoorBangla.ttc"),
    ("NotoSansSymbols2-Regular.ttf", "seguisym.ttf", "Apple Symbols.ttf"),
)
_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)


def fallback_fonts() -> list[Path]:
    """The installed faces that cover other scripts than ours."""
    wanted = {name for names in _FALLBACKS for name in names}
    found: dict[str, Path] = {}
    for folder in _FOLDERS:
        for path in Path(folder).expanduser().rglob("*.[to]t[fc]"):
            if path.name in wanted:
                found.setdefault(path.name, path)
    firsts = (next((found[name] for name in names if name in found), None) for names in _FALLBACKS)
    return [path for path in firsts if path is not None]


def load_fonts() -> None:
    """Give the current ImGui context its faces: Roboto, the captions' for the scripts that stories are told in, then
    whatever this machine has for others.
    """
    atlas = imgui.get_io().fonts
    others = {FONTS / "noto" / f"NotoSans{name}": high for name, high in _FURTHER.items()}
    others |= dict.fromkeys(fallback_fonts(), 1.0)
    for name in ("Roboto-Regular.ttf", "Roboto-Bold.ttf"):
        atlas.add_font_from_file_ttf(str(_ROBOTO / name), TEXT_PX)
        for path, high in others.items():
            config = imgui.ImFontConfig()
            config.merge_mode = True
            atlas.add_font_from_file_ttf(str(path), TEXT_PX * high, config)


def face(strong: bool) -> imgui.ImFont | None:
    """The body or the strong face of the current context; None, which keeps the face in use, where it has but one."""
    fonts = imgui.get_io().fonts.fonts
    return fonts[1 if strong else 0] if len(fonts) > 1 else None


def apply(scale: float = 1.0) -> None:
    """Set measures and colours of the current ImGui and ImPlot contexts. scale: 1 on a screen of 1080 lines."""
    style = imgui.get_style()
    for name, value in _MEASURES.items():
        scaled = imgui.ImVec2(value[0] * scale, value[1] * scale) if isinstance(value, tuple) else value * scale
        setattr(style, name, scaled)
    style.font_size_base = TEXT_PX
    style.font_scale_dpi = scale
    style.hover_delay_short = _TOOLTIP_S
    for index, colour in _COLOURS.items():
        style.set_color_(index, colour)
    if implot.get_current_context() is not None:
        _plots(scale)


_MEASURES: dict[str, float | tuple[float, float]] = {
    "window_padding": (16.0, 14.0),
    "frame_padding": (10.0, 5.0),
    "item_spacing": (10.0, 8.0),
    "item_inner_spacing": (8.0, 6.0),
    "cell_padding": (8.0, 4.0),
    "indent_spacing": 14.0,
    "scrollbar_size": 12.0,
    "grab_min_size": 8.0,
    "window_rounding": 8.0,
    "child_rounding": 8.0,
    "frame_rounding": 5.0,
    "popup_rounding": 8.0,
    "grab_rounding": 4.0,
    "scrollbar_rounding": 6.0,
    "tab_rounding": 5.0,
    "window_border_size": 1.0,
    "frame_border_size": 0.0,
    "tab_bar_border_size": 1.0,
    "tab_bar_overline_size": 2.0,
    "docking_separator_size": 3.0,
    "separator_text_border_size": 1.0,
}


_COLOURS: dict[imgui.Col_, Rgba] = {
    imgui.Col_.text: TEXT,
    imgui.Col_.text_disabled: FAINT,
    imgui.Col_.window_bg: GROUND,
    imgui.Col_.child_bg: NOTHING,
    imgui.Col_.popup_bg: fade(RAISED, 0.99),
    imgui.Col_.border: LINE,
    imgui.Col_.frame_bg: FIELD,
    imgui.Col_.frame_bg_hovered: FIELD_HOVER,
    imgui.Col_.frame_bg_active: FIELD_HOVER,
    imgui.Col_.title_bg: VOID,
    imgui.Col_.title_bg_active: VOID,
    imgui.Col_.title_bg_collapsed: VOID,
    imgui.Col_.scrollbar_bg: NOTHING,
    imgui.Col_.scrollbar_grab: LINE,
    imgui.Col_.scrollbar_grab_hovered: EDGE,
    imgui.Col_.scrollbar_grab_active: EDGE,
    imgui.Col_.check_mark: TEAL,
    imgui.Col_.checkbox_selected_bg: TEAL_DEEP,
    imgui.Col_.slider_grab: TEAL,
    imgui.Col_.slider_grab_active: TEXT,
    imgui.Col_.button: FIELD,
    imgui.Col_.button_hovered: FIELD_HOVER,
    imgui.Col_.button_active: TEAL_DEEP,
    imgui.Col_.header: fade(TEAL_DEEP, 0.55),
    imgui.Col_.header_hovered: FIELD_HOVER,
    imgui.Col_.header_active: TEAL_DEEP,
    imgui.Col_.separator: LINE,
    imgui.Col_.separator_hovered: TEAL,
    imgui.Col_.separator_active: TEAL,
    imgui.Col_.resize_grip: NOTHING,
    imgui.Col_.resize_grip_hovered: EDGE,
    imgui.Col_.resize_grip_active: TEAL,
    imgui.Col_.input_text_cursor: TEAL,
    imgui.Col_.tab: VOID,
    imgui.Col_.tab_hovered: FIELD_HOVER,
    imgui.Col_.tab_selected: RAISED,
    imgui.Col_.tab_selected_overline: TEAL,
    imgui.Col_.tab_dimmed: VOID,
    imgui.Col_.tab_dimmed_selected: RAISED,
    imgui.Col_.tab_dimmed_selected_overline: TEAL_DEEP,
    imgui.Col_.docking_preview: fade(TEAL, 0.3),
    imgui.Col_.docking_empty_bg: VOID,
    imgui.Col_.text_selected_bg: TEAL_DEEP,
    imgui.Col_.nav_cursor: CYAN,
    imgui.Col_.modal_window_dim_bg: fade(VOID, 0.7),
}


def _plots(scale: float) -> None:
    style = implot.get_style()
    style.plot_padding = imgui.ImVec2(0, 4 * scale)
    style.plot_border_size = 0
    style.label_padding = imgui.ImVec2(4 * scale, 2 * scale)
    for index, colour in (
        (implot.Col_.frame_bg, NOTHING),
        (implot.Col_.plot_bg, fade(VOID, 0.75)),
        (implot.Col_.plot_border, NOTHING),
        (implot.Col_.axis_grid, fade(EDGE, 0.45)),
        (implot.Col_.axis_text, DIM),
        (implot.Col_.axis_tick, NOTHING),
        (implot.Col_.legend_bg, NOTHING),
        (implot.Col_.legend_border, NOTHING),
        (implot.Col_.legend_text, DIM),
        (implot.Col_.inlay_text, DIM),
    ):
        style.set_color_(index, colour)
