"""The hall seen from above, lying on its side, entrance left: everybody in it, and a place to act on.

People are drawn class by class, not one by one: a crowd of ten thousand costs Python little more than one of ten.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from imgui_bundle import imgui, implot
from numpy.typing import NDArray

from viz.frame import ROLES, Frame
from viz.panel import draw, style
from viz.panel.desk import Desk
from viz.panel.feelings import CLASSES, FEELINGS, Feeling
from viz.panel.plots import AS_IT_IS, NOTHING_BUT
from viz.panel.style import fade, ink
from viz.world.hall import Hall

Singles = NDArray[np.float32]

WHERE = "crowd/where"
NAMES = ("Nova Hale", "Kai Adira", "Lumi Chen", "Finn Jett")
CROWDED = 7.0
"""Fewer square pixels than this for each person, and fields of the floor are drawn instead of people."""
RING_S = 1.6
"""How long the ring is seen that says where something was done."""
_FIELD_PX = 5.0
_HOVER_PX = 9.0
_X, _Z, _ROLE = 0, 1, 10
_VOLUNTEER, _OWNER = ROLES.index("volunteer"), ROLES.index("owner")


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the floor lies on the screen."""

    left: float
    top: float
    scale: float
    """Pixels a metre."""
    hall: Hall

    @property
    def right(self) -> float:
        return self.left + self.hall.length * self.scale

    @property
    def bottom(self) -> float:
        return self.top + self.hall.width * self.scale

    def place(self, x: float, z: float) -> draw.Pair:
        """The pixel of a place on the floor."""
        return self.left - z * self.scale, self.top + (x + self.hall.width / 2) * self.scale

    def point(self, pixel: imgui.ImVec2) -> tuple[float, float]:
        """The place (x, z) on the floor of a pixel; one beyond the walls is brought inside."""
        half = self.hall.width / 2
        x, z = (pixel.y - self.top) / self.scale - half, (self.left - pixel.x) / self.scale
        return min(max(x, -half), half), min(max(z, -self.hall.length), 0.0)


def plan(desk: Desk, feeling: Feeling, most: float) -> None:
    """The plan, as wide as there is room and at most that high. A click says where."""
    hall, px = desk.show.hanging.hall, imgui.get_font_size()
    corner, room = imgui.get_cursor_screen_pos(), imgui.get_content_region_avail().x
    edge = px * 0.5
    scale = min((room - 2 * edge) / hall.length, (most - 2 * edge) / hall.width)
    left = corner.x + (room - hall.length * scale) / 2
    ground = Ground(left, corner.y + edge, scale, hall)
    size = imgui.ImVec2(room, hall.width * scale + 2 * edge)
    clicked, hot = imgui.invisible_button("##plan", size), imgui.is_item_hovered()
    point = ground.point(imgui.get_mouse_pos())
    if clicked:
        desk.say(WHERE, (round(point[0], 1), round(point[1], 1)))
    after = imgui.get_cursor_screen_pos()
    _walls(desk, ground)
    _people(desk.frame.people, feeling, ground)
    _front(desk, ground)
    for x, z, is_open in desk.frame.doors.tolist():
        _door(ground, x, z, is_open >= 0.5)
    _characters(desk.frame.people, ground)
    _ring(desk, ground)
    draw.cross(ground.place(*desk.value(WHERE)), style.TEXT)
    imgui.set_cursor_screen_pos(after)
    _labels(desk, ground, corner.x, corner.x + room)
    if hot:
        _tell(desk, ground, point)


def note(desk: Desk, reach: float) -> None:
    """Something is done at the chosen place, and acts that many metres around it."""
    desk.memory["done there"] = desk.frame.seconds, desk.value(WHERE), reach


# --- the room ---


def _walls(desk: Desk, ground: Ground) -> None:
    hall, thick = ground.hall, max(2.0, ground.scale * 0.2)
    lo, hi = (ground.left, ground.top), (ground.right, ground.bottom)
    draw.fill(lo, hi, style.VOID)
    draw.frame((lo[0] - thick, lo[1] - thick), (hi[0] + thick, hi[1] + thick), style.EDGE, 0, thick)
    red, green, blue = (min(channel, 1.0) ** (1 / 2.2) for channel in desk.show.mosaics.emission[0].tolist())
    half = float(desk.show.hanging.half[0, 0])
    end = ground.place(-half, -hall.length), ground.place(half, -hall.length)
    draw.fill((end[0][0], end[0][1]), (end[1][0] + 2 * thick, end[1][1]), (red, green, blue, 0.9), 2)


def _door(ground: Ground, x: float, z: float, is_open: bool) -> None:
    """A gap with light in it where the door is open; a mark across the wall where it is closed."""
    hall, thick = ground.hall, max(2.0, ground.scale * 0.2)
    wide = max(1.1, 5.0 / ground.scale)
    side = hall.width / 2 - abs(x) < min(-z, hall.length + z)
    out = math.copysign(1.0, x) if side else 1.0 if z < -hall.length / 2 else -1.0
    u, v = ground.place(x, z)
    along = wide * ground.scale

    def box(colour: style.Rgba, along: float, inner: float, outer: float) -> None:
        """Between so far inside the wall and so far outside it."""
        a, b = sorted((-inner * out, outer * out))
        if side:
            draw.fill((u - along, v + a), (u + along, v + b), colour, 1)
        else:
            draw.fill((u + a, v - along), (u + b, v + along), colour, 1)

    box(style.GROUND, along + 1.5, 0.0, thick + 2.0)
    if is_open:
        box(fade(style.WARM, 0.28), along, min(along * 0.9, 8.0), 0.0)
        box(style.WARM, along, 0.0, thick + 2.0)
    else:
        box(style.DIM, along, 0.0, thick * 0.7)


def _labels(desk: Desk, ground: Ground, left: float, right: float) -> None:
    """Below the floor: its two ends, and between them how many are in and out."""
    corner, px = imgui.get_cursor_screen_pos(), imgui.get_font_size()
    y = corner.y - px * 0.2
    words = "great mosaic"
    draw.write((max(left, ground.left), y), "entrance", style.DIM, 0.85)
    draw.write((min(right, ground.right) - draw.extent(words, 0.85), y), words, style.DIM, 0.85)
    inside, outside = len(desk.frame.people), desk.frame.outside
    counts = f"{inside:,} inside" + (f" · {outside:,} outside" if outside else "")
    draw.centred(((left + right) / 2, y + px * 0.45), counts, style.TEXT, 0.9)
    imgui.dummy(imgui.ImVec2(right - left, px * 0.7))


# --- people ---


def _people(people: Singles, feeling: Feeling, ground: Ground) -> None:
    """Everybody but the characters: dots, or where they would cover each other the means of fields of the floor."""
    hall = ground.hall
    size = imgui.ImVec2(hall.length * ground.scale, hall.width * ground.scale)
    imgui.set_cursor_screen_pos(imgui.ImVec2(ground.left, ground.top))
    implot.push_style_var(implot.StyleVar_.plot_padding, imgui.ImVec2(0, 0))
    implot.push_style_var(implot.StyleVar_.plot_min_size, imgui.ImVec2(8, 8))
    if implot.begin_plot("##people", size, NOTHING_BUT):
        implot.setup_axes("", "", AS_IT_IS, AS_IT_IS)
        implot.setup_axes_limits(0.0, hall.length, -hall.width / 2, hall.width / 2, implot.Cond_.always)
        crowd = people[(people[:, _ROLE] < 1) | (people[:, _ROLE] >= _VOLUNTEER)]
        if size.x * size.y < CROWDED * len(crowd):
            _fields(crowd, feeling, ground)
        elif len(crowd):
            _dots(crowd, feeling, ground)
        implot.end_plot()
    implot.pop_style_var(2)


def _dots(crowd: Singles, feeling: Feeling, ground: Ground) -> None:
    radius = min(max(ground.scale * 0.24, 1.6), 5.0)
    marker = implot.Marker_.circle if radius > 2.2 else implot.Marker_.square
    _scatter(-crowd[:, _Z], -crowd[:, _X], classes(crowd[:, feeling.column]), feeling, marker, radius)
    volunteers = crowd[crowd[:, _ROLE] == _VOLUNTEER]
    if len(volunteers):
        ring = implot.Spec()
        ring.marker, ring.marker_size, ring.line_weight = implot.Marker_.circle, radius + 1.6, 1.0
        ring.marker_fill_color, ring.marker_line_color = _ink(style.NOTHING), _ink(fade(style.TEXT, 0.8))
        x, y = (np.ascontiguousarray(-volunteers[:, column]) for column in (_Z, _X))
        implot.plot_scatter("##volunteers", x, y, ring)


def _fields(crowd: Singles, feeling: Feeling, ground: Ground) -> None:
    x, y, mean = fields(crowd, feeling.column, ground.hall, _FIELD_PX / ground.scale)
    _scatter(x, y, classes(mean), feeling, implot.Marker_.square, _FIELD_PX * math.sqrt(0.5))


def fields(crowd: Singles, column: int, hall: Hall, step: float) -> tuple[Singles, Singles, Singles]:
    """Of the fields, step metres wide, in which anybody stands: the middle along and across the plan, and the mean of
    a column."""
    rows = math.ceil(hall.width / step)
    along = (crowd[:, _Z] / -step).astype(np.int64)
    across = (-(crowd[:, _X] - hall.width / 2) / step).astype(np.int64)
    cell = np.maximum(along, 0) * rows + np.clip(across, 0, rows - 1)
    count = np.bincount(cell)
    held = np.flatnonzero(count)
    mean = np.bincount(cell, crowd[:, column])[held] / count[held]
    middle = (held // rows + 0.5) * step, (held % rows + 0.5) * step - hall.width / 2
    return middle[0].astype(np.float32), middle[1].astype(np.float32), mean.astype(np.float32)


def classes(values: Singles) -> NDArray[np.int16]:
    """The class of each value (M,), 0..1."""
    return np.clip(values * CLASSES, 0, CLASSES - 1).astype(np.int16)


def _scatter(x: Singles, y: Singles, of: NDArray[np.int16], feeling: Feeling, marker: int, radius: float) -> None:
    """One call a class; those who feel most lie on top."""
    order = np.argsort(of, kind="stable")
    x, y = x[order], y[order]
    ends = np.searchsorted(of[order], np.arange(CLASSES + 1)).tolist()
    spec = implot.Spec()
    spec.marker, spec.marker_size, spec.line_weight = marker, radius, 0.0
    spec.marker_line_color = _ink(style.NOTHING)
    for index, colour in enumerate(feeling.ramp):
        begin, end = ends[index], ends[index + 1]
        if end > begin:
            spec.marker_fill_color = _ink(colour)
            implot.plot_scatter(f"##{index}", x[begin:end], y[begin:end], spec)


def _ink(colour: style.Rgba) -> imgui.ImVec4:
    return imgui.ImVec4(*colour)


def _characters(people: Singles, ground: Ground) -> None:
    radius = max(imgui.get_font_size() * 0.5, ground.scale * 0.55)
    for row in np.flatnonzero((people[:, _ROLE] >= 1) & (people[:, _ROLE] < _VOLUNTEER)):
        who = int(people[row, _ROLE]) - 1
        middle = ground.place(float(people[row, _X]), float(people[row, _Z]))
        draw.badge(middle, radius, NAMES[who][0], style.CAST[who])


# --- what goes on ---


def _front(desk: Desk, ground: Ground) -> None:
    """The part of the walls that the healing front holds."""
    s, _, radius, strength = desk.frame.override
    if strength <= 0 or radius <= 0:
        return
    hall = ground.hall
    corners = (hall.length, hall.length + hall.width)
    lo, hi = max(s - radius, 0.0), min(s + radius, hall.strip_length)
    stops = np.array([lo, *(corner for corner in corners if lo < corner < hi), hi])
    places = [ground.place(x, z) for x, _, z in hall.from_strip(stops, np.zeros_like(stops)).tolist()]
    draw.line(places, style.TEAL, max(3.0, ground.scale * 0.35))


def _ring(desk: Desk, ground: Ground) -> None:
    """For a moment, a ring where something was done, that grows to where it reaches."""
    if "done there" not in desk.memory:
        return
    since, where, reach = desk.memory["done there"]
    age = (desk.frame.seconds - since) / RING_S
    if not 0 <= age < 1:
        return
    radius = max(reach * ground.scale, 8.0) * (1 - (1 - age) ** 3)
    middle = imgui.ImVec2(*ground.place(*where))
    imgui.push_clip_rect(imgui.ImVec2(ground.left, ground.top), imgui.ImVec2(ground.right, ground.bottom), True)
    imgui.get_window_draw_list().add_circle(middle, radius, ink(fade(style.TEXT, round(1 - age, 2))), 0, 2.0)
    imgui.pop_clip_rect()


def _tell(desk: Desk, ground: Ground, point: tuple[float, float]) -> None:
    """The tooltip: who is under the mouse, and what a click does."""
    if not imgui.begin_tooltip():
        return
    row = nearest(desk.frame.people, point, _HOVER_PX / ground.scale)
    if row is not None:
        for words, strong in about(desk, row):
            (draw.strong if strong else draw.text)(words)
    x, z = point
    draw.dim(f"{-z:.0f} m in, {abs(x):.0f} m {'right' if x > 0 else 'left'} of the middle")
    draw.dim("Click: the buttons act here")
    imgui.end_tooltip()


def nearest(people: Singles, point: tuple[float, float], reach: float) -> int | None:
    """The row of whoever stands nearest to a place on the floor, within reach metres."""
    if not len(people):
        return None
    far = np.hypot(people[:, _X] - point[0], people[:, _Z] - point[1])
    row = int(far.argmin())
    return row if far[row] <= reach else None


def about(desk: Desk, row: int) -> list[tuple[str, bool]]:
    """What to say of a person, line by line, and which lines stand out."""
    frame: Frame = desk.frame
    person = frame.people[row]
    role = int(person[_ROLE])
    if 1 <= role < _VOLUNTEER:
        who = NAMES[role - 1]
    else:
        who = {_VOLUNTEER: "ToothPact volunteer", _OWNER: "Owner of a mosaic"}.get(role, "Attendee")
    lines = [(who, True)]
    if 0 <= frame.cares[row] < len(desk.show.mosaics.names):
        name = desk.show.mosaics.names[frame.cares[row]]
        lines.append((f"{'owns' if role == _OWNER else 'cares for'} {name}'s mosaic", False))
    for feeling in FEELINGS:
        value = float(person[feeling.column])
        lines.append((f"{feeling.say(value).capitalize()} · {feeling.name.lower()} {value:.0%}", False))
    if person[9] > 0.1:
        lines.append(("Speaking", False))
    return lines
