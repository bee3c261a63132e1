"""Stories laid as mosaics: every smile of the exhibition, tile by tile, as flat arrays.

words → traits → teeth → outlines → rows → tiles → colours. Each step works on all teeth of all smiles at once, and
none of them looks from one smile to another: a smile laid later, by itself, is to the bit what it would have been.

Every tile has two colours: its owner's own, with all that a life left on it, and a curated one, in which the smile is
even, the same left and right, and without a flaw. How far each shows is Nova's to decide (viz/world/designs.py).
"""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from viz.controls import Settings
from viz.world import chance, enamel, tooth
from viz.world.andamento import Course, Tiles, lay_tiles
from viz.world.arch import Teeth, stand
from viz.world.story import Story
from viz.world.traits import FLOWS, Traits, great, traits

if TYPE_CHECKING:
    from viz.world.room import Room

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]

WIDTH, GREAT = 2.0, 9.2
"""Widths of a visitor's and of the great mosaic, margin and all, mosaic metres."""
PITTED = 0.72
"""Edge of a tile that a pit shrank, as a share of what its bed holds."""
_MARGIN = 0.05
_EVENED = 0.6
"""How far a curated smile's shade is from its own toward the brightest."""
_GREAT_SHARE = 0.135
_FEW = 30
"""With fewer stories than this, mosaics do not grow finer: their tiles would get too small to see."""


class MosaicSettings(Settings):
    """How the mosaics are laid: fixed for a show, so part of the scene and no control."""

    tesserae: int = Field(
        56_000, ge=500, le=2_000_000, title="Tesserae", description="Tiles of all mosaics together, about"
    )
    least: int = Field(
        150, ge=60, le=5_000, title="Fewest", description="Tiles that even the smallest mosaic keeps, about"
    )
    grout: float = Field(0.08, ge=0, le=0.5, title="Grout", description="Joint between tiles, as a share of their side")
    jitter: float = Field(
        0.10, ge=0, le=0.4, title="Unevenness", description="How much tiles differ in size; 0: all alike"
    )
    tilt: float = Field(
        0.13,
        ge=0,
        le=0.5,
        title="Tilt",
        description="How far tiles lean out of the plane, as they are pressed in by hand",
    )
    colour: float = Field(1.0, ge=0, le=1, title="Colour", description="0: bare enamel; 1: as the stories say")


@dataclass(frozen=True)
class Mosaics:
    """N smiles and their T tiles, smile by smile; smile 0 is the great mosaic. Float arrays are float32 unless said."""

    names: tuple[str, ...]
    stories: tuple[Story, ...]
    traits: tuple[Traits, ...]
    first: Ints
    """(N + 1,) tiles of smile i are first[i]:first[i + 1]."""
    size: Floats
    """(N, 2) float64 width and height of each smile with its margin, mosaic metres; its middle is (0, 0)."""
    centre: Singles
    """(T, 2) mosaic metres, x to the right as the viewer sees, y up."""
    half: Singles
    """(T, 2) half sizes along and across the tile's row."""
    angle: Singles
    """(T,) radians, of the row against x."""
    fdi: NDArray[np.uint8]
    """(T,) the tooth's FDI number, 11–47."""
    rise: Singles
    """(T,) 0 at the neck … 1 at the incisal edge."""
    albedo: Singles
    """(T, 3) linear sRGB: the owner's own colours."""
    curated: Singles
    """(T, 3) linear sRGB: the same smile with its imperfections hidden, mirrored about the midline."""
    normal: Singles
    """(T, 2) x and y of the unit normal."""
    gloss: Singles
    """(T,) 0 enamel … 1 metal; curated, all are enamel."""
    pitted: NDArray[np.bool_]
    """(T,) whether an imperfection shrank the tile to PITTED of what its bed holds."""
    order: Singles
    """(T,) 0–1 along its row."""
    strand: NDArray[np.uint8]
    """(T,) what motifs go by: bits 0–5 a number drawn for the row, bit 6 an even row, bit 7 the row along the
    outline."""
    emission: Singles
    """(N, 3) the smile's own light, linear, brightest channel 1, never saturated red."""
    outline: Singles
    """(K, P, 2) the teeth's outlines, mosaic metres."""
    bearer: NDArray[np.int32]
    """(K,) the smile each tooth is of."""
    density: float = 0.0
    """Tiles of a visitor's smile of ordinary tesserae: one laid later takes the density in force."""
    opened: int = 0
    """How many hung when the show began; those after them came later."""
    room: Room | None = field(default=None, repr=False, compare=False)
    """What mosaics that grew out of the same ones share."""

    @cached_property
    def gifts(self) -> Floats:
        """(N, 4) what each smile can give another: the colour of its tiles (linear sRGB) and its motif (of FLOWS)."""
        hue = np.array([t.hue + 0.5 * t.spread for t in self.traits])
        colour = enamel.oklch(np.full(len(hue), 0.70), np.full(len(hue), 0.145), hue)
        return np.column_stack([colour, [float(FLOWS.index(t.flow)) for t in self.traits]])

    def part(self, first: int, end: int) -> Mosaics:
        """The smiles first … end - 1 alone."""
        low, high = int(self.first[first]), int(self.first[end])
        teeth = slice(*np.searchsorted(self.bearer, [first, end]))
        return Mosaics(
            names=self.names[first:end],
            stories=self.stories[first:end],
            traits=self.traits[first:end],
            first=self.first[first : end + 1] - low,
            bearer=self.bearer[teeth] - np.int32(first),
            outline=self.outline[teeth],
            density=self.density,
            opened=self.opened,
            room=self.room if first == 0 else None,
            **{name: getattr(self, name)[low:high] for name in OF_TILES},
            **{name: getattr(self, name)[first:end] for name in OF_SMILES},
        )

    def begins(self, other: Mosaics) -> bool:
        """Whether these are the other's first, having grown out of the same ones."""
        count = len(self.stories)
        return self is other or (
            self.room is not None and self.room is other.room and self.stories == other.stories[:count]
        )


OF_SMILES = ("size", "emission")
OF_TILES = (
    "centre", "half", "angle", "fdi", "rise", "albedo", "curated", "normal", "gloss", "pitted", "order", "strand"
)  # fmt: skip


def lay(stories: Sequence[Story], settings: MosaicSettings, seed: int) -> Mosaics:
    """Lay the mosaics of at least one story; the first is the great one, coloured by all others.

    A story's smile is its own whatever stands beside it, but for the number of its tiles; seed changes only how each
    tile was cut and pressed in. Raises ValueError without a story.
    """
    if not stories:
        raise ValueError("there is no story to lay")
    of = (great(traits(stories[0])), *(traits(story) for story in stories[1:]))
    return Laying(_laid(stories, of, settings, seed, _density(of[1:], settings))).finish()


def lay_one(story: Story, settings: MosaicSettings, seed: int, density: float) -> Laying:
    """Lay a visitor's story by itself, to the bit as `lay` does among others at that density (Mosaics.density)."""
    return Laying(_laid((story,), (traits(story),), settings, seed, density))


class Laying:
    """Mosaics being laid, a step at a time, for whoever must not wait for all of it."""

    def __init__(self, steps: Generator[None, None, Mosaics]) -> None:
        self._steps = steps
        self._laid: Mosaics | None = None

    def go_on(self) -> None:
        """Do the next step, if one is left."""
        if self._laid is None:
            try:
                next(self._steps)
            except StopIteration as done:
                self._laid = done.value

    def finish(self) -> Mosaics:
        """The mosaics, once all steps are done."""
        while self._laid is None:
            self.go_on()
        return self._laid


def _laid(
    stories: Sequence[Story], of: tuple[Traits, ...], settings: MosaicSettings, seed: int, density: float
) -> Generator[None, None, Mosaics]:
    """What comes of it, in steps that take about as long as each other."""
    teeth = stand(of)
    local = teeth.crown.outline()
    side = _sides(of, tooth.area(local), teeth.smile, settings, density)[teeth.smile]
    yield
    tiles = lay_tiles(teeth.crown, local, side, _courses(of, teeth, side))
    yield
    smile = teeth.smile[tiles.tooth]
    first = np.searchsorted(smile, np.arange(len(of) + 1))
    keys = np.array([t.key for t in of], np.uint64)[smile] ^ np.uint64(chance.key_of("tiles", str(seed)))
    nth = np.arange(len(smile)) - first[smile]
    outline = teeth.placed(local)
    scale, origin, size = _frames(of, outline, teeth.smile)
    centre = (teeth.placed(tiles.centre[:, None], tiles.tooth)[:, 0] - origin[smile]) * scale[smile, None]
    axis = teeth.placed(tiles.axis[:, None], tiles.tooth)[:, 0] - teeth.middle[tiles.tooth]
    where = centre[:, 0] / size[smile, 0]
    drawn = _drawn(of, teeth, tiles, smile)
    albedo, gloss, pitted = _own(of, teeth, tiles, smile, where, drawn, keys, nth, settings, side)
    yield
    half = _halves(of, axis, tiles, side, smile, keys, nth, settings) * scale[smile, None]
    half[pitted] *= PITTED
    return Mosaics(
        names=tuple(story.name for story in stories),
        stories=tuple(stories),
        traits=of,
        first=first.astype(np.int64),
        size=size,
        centre=_single(centre),
        half=_single(half),
        angle=_single(np.arctan2(axis[:, 1], axis[:, 0])),
        fdi=teeth.fdi[tiles.tooth],
        rise=_single(_rise(teeth, tiles)),
        albedo=_single(albedo),
        curated=_single(_curated(of, teeth, tiles, smile, where, settings)),
        normal=_single(_normals(teeth, tiles, keys, nth, settings)),
        gloss=_single(gloss),
        pitted=pitted,
        order=_single(tiles.order),
        strand=((drawn * 64).astype(np.uint8) | (tiles.row % 2 == 0) << 6 | (tiles.row == 0) << 7).astype(np.uint8),
        emission=_single(enamel.light(np.array([t.glow for t in of]))),
        outline=_single((outline - origin[teeth.smile, None]) * scale[teeth.smile, None, None]),
        bearer=teeth.smile.astype(np.int32),
        density=density,
        opened=len(of),
    )


def _single(values: Floats) -> Singles:
    return np.ascontiguousarray(values, dtype=np.float32)


def _column(of: Sequence[Traits], name: str) -> Floats:
    return np.array([getattr(t, name) for t in of], float)


def _share(of: Sequence[Traits]) -> Floats:
    """(N,) tiles that each smile asks for, against one of ordinary tesserae."""
    return _column(of, "tessera") ** -2.0


def _density(visitors: Sequence[Traits], settings: MosaicSettings) -> float:
    """Tiles of a smile of ordinary tesserae, so that those visitors' come near the number that the scene asks for."""
    # fsum: the same to the last bit in whatever order the stories stand.
    whole = min(1 - _GREAT_SHARE, max(len(visitors), 1) / _FEW) * settings.tesserae
    return whole / (math.fsum(_share(visitors)) or 1.0)


def _sides(of: Sequence[Traits], area: Floats, smile: Ints, settings: MosaicSettings, density: float) -> Floats:
    """Side of a tile of each smile (N,), mm."""
    aim = np.where(_column(of, "great") > 0, _GREAT_SHARE * settings.tesserae, _share(of) * density)
    return np.sqrt(np.bincount(smile, area, len(of)) / np.maximum(aim, settings.least))


def _courses(of: Sequence[Traits], teeth: Teeth, side: Floats) -> Course:
    """How rows run in each tooth. What leans or rolls is mirrored with the tooth; waves go on from tooth to tooth."""
    style = np.array([t.andamento for t in of])[teeth.smile]
    draw = chance.uniform(np.array([t.key for t in of], np.uint64), np.zeros(len(of), np.int64), 40)[teeth.smile]
    high = teeth.crown.half_height
    slant, rain, wave, fan = (style == name for name in ("chevrons", "rain", "waves", "fans"))
    return Course(
        ring=style == "rings",
        turn=np.where(slant, np.radians(38.0 + 10 * draw), np.where(rain, np.pi / 2, np.where(fan, np.pi, 0.0))),
        bow=np.where(fan, (1.15 + 0.3 * draw) * high, np.where(style == "rows", 60.0, 1e4)),
        wave=np.where(wave, 0.20 * teeth.crown.half_width, 0.0),
        length=np.where(wave, 0.24 + 0.06 * draw, 0.5),
        phase=np.where(teeth.side > 0, 0.0, np.pi) + 6.28 * draw,
        taper=np.where(rain, -0.12, 0.0),
        stretch=np.select([rain, wave, slant, fan], [1.9, 1.35, 1.0, 0.9], 1.25),
    )


def _frames(of: Sequence[Traits], outline: Floats, smile: Ints) -> tuple[Floats, Floats, Floats]:
    """Of each smile.

    Mosaic metres a mm (N,), the middle in mm (N, 2), and the size with margin in mosaic metres (N, 2).
    """
    first = np.searchsorted(smile, np.arange(smile[-1] + 1))
    low = np.minimum.reduceat(outline.min(axis=1), first)
    high = np.maximum.reduceat(outline.max(axis=1), first)
    width = np.where(_column(of, "great") > 0, GREAT, WIDTH)
    margin = _MARGIN * width / WIDTH
    scale = (width - 2 * margin) / (high - low)[:, 0]
    size = (high - low) * scale[:, None] + 2 * margin[:, None]
    return scale, (low + high) / 2, size


def _rise(teeth: Teeth, tiles: Tiles) -> Floats:
    return np.clip(0.5 - 0.5 * tiles.centre[:, 1] / teeth.crown.half_height[tiles.tooth], 0, 1)


def _halves(
    of: Sequence[Traits],
    axis: Floats,
    tiles: Tiles,
    side: Floats,
    smile: Ints,
    keys: chance.Keys,
    nth: Ints,
    settings: MosaicSettings,
) -> Floats:
    """Half sizes (T, 2) in mm: what the row leaves, less the joint, less what the cutter's hand took off."""
    room = np.stack([np.hypot(axis[:, 0], axis[:, 1]), tiles.across], axis=-1)
    joint = 0.5 * settings.grout * side[tiles.tooth]
    uneven = settings.jitter * _column(of, "jitter")[smile]
    cut = np.stack([chance.uniform(keys, nth, salt) for salt in (1, 2)], axis=-1)
    return np.maximum(room - joint[:, None], 0.4 * room) * (1 - np.minimum(uneven[:, None], 0.5) * cut)


def _normals(teeth: Teeth, tiles: Tiles, keys: chance.Keys, nth: Ints, settings: MosaicSettings) -> Floats:
    """The crown's roundness, the way the tooth faces along the arch, and each tile's own lean."""
    crown, at = teeth.crown, tiles.tooth
    x = tiles.centre[:, 0] / crown.half_width[at] * teeth.side[at]
    y = tiles.centre[:, 1] / crown.half_height[at] * (1.0 - 2.0 * teeth.arch[at])
    bulge = np.stack(
        [0.42 * x * np.abs(x) + 0.10 * x + 0.30 * teeth.facing[at], 0.26 * y * np.abs(y) + 0.08 * y], axis=-1
    )
    lean = np.stack([chance.bell(keys, nth, salt) for salt in (3, 4)], axis=-1)
    normal = bulge + settings.tilt * lean
    return normal * (0.9 / np.maximum(np.hypot(normal[:, 0], normal[:, 1]), 0.9))[:, None]


def _own(
    of: Sequence[Traits], teeth: Teeth, tiles: Tiles, smile: Ints, where: Floats, drawn: Floats, keys: chance.Keys,
    nth: Ints, settings: MosaicSettings, side: Floats,
) -> tuple[Floats, Floats, NDArray[np.bool_]]:  # fmt: skip
    """The owners' own albedo (T, 3) and gloss (T,), and which tiles are pitted (T,); where (T,) is -½ … ½ across."""
    rise = _rise(teeth, tiles)
    bare = enamel.enamel(np.array([enamel.VITA[t.shade] for t in of])[smile], rise)
    hue, amount = _flow(of, tiles, smile, rise, drawn, where + 0.5)
    if len(of) > 1:
        mine = _greats(of)[smile]
        line = (tiles.tooth * 64 + tiles.row // 2)[mine]
        hue[mine], amount[mine] = _everyones(of, tiles.order[mine] + drawn[mine], tiles.row[mine], line)
    spark = chance.uniform(keys, nth, 7) < 0.05
    spark &= ~_greats(of)[smile]
    hue = np.where(spark, hue + 150.0, hue) + 7.0 * chance.bell(keys, nth, 8)
    amount = np.where(spark, 0.9 * _column(of, "vivid")[smile], amount)
    mixed = _tinted(bare, hue, amount, settings)
    mixed *= (1 + 0.09 * chance.bell(keys, nth, 5) + 0.06 * (chance.uniform(keys, nth, 6) < 0.06))[:, None]
    return _marks(of, teeth, tiles, smile, rise, keys, nth, np.clip(mixed, 0.01, 0.95), side)


def _curated(
    of: Sequence[Traits], teeth: Teeth, tiles: Tiles, smile: Ints, where: Floats, settings: MosaicSettings
) -> Floats:
    """The curated albedo (T, 3): shades nearer to the brightest, and both sides drawn as one."""
    rise, at = _rise(teeth, tiles), tiles.tooth
    shade = np.array([enamel.VITA[t.shade] for t in of])
    bare = enamel.enamel((shade + _EVENED * (np.array(enamel.VITA["A1"]) - shade))[smile], rise)
    twin = 8 * teeth.arch[at] + teeth.place[at]
    drawn = chance.uniform(_strands(of)[smile], twin * 64 + tiles.row, 52)
    hue, amount = _flow(of, tiles, smile, rise, drawn, 2 * np.abs(where))
    if len(of) > 1:
        mine = _greats(of)[smile]
        line = (twin * 64 + tiles.row // 2)[mine]
        hue[mine], amount[mine] = _everyones(of, tiles.order[mine] + drawn[mine], tiles.row[mine], line)
    return np.clip(_tinted(bare, hue, amount, settings), 0.01, 0.95)


def _tinted(bare: Floats, hue: Floats, amount: Floats, settings: MosaicSettings) -> Floats:
    tint = enamel.oklch(np.full(len(hue), 0.70), np.full(len(hue), 0.145), hue)
    return bare + (tint - bare) * (np.minimum(amount, 0.95) * settings.colour)[:, None]


def _greats(of: Sequence[Traits]) -> NDArray[np.bool_]:
    """(N,) which smile is the great one, coloured by others: none where there are no others."""
    return np.array([t.great and len(of) > 1 for t in of])


def _strands(of: Sequence[Traits]) -> chance.Keys:
    return np.array([t.key for t in of], np.uint64)


def _drawn(of: Sequence[Traits], teeth: Teeth, tiles: Tiles, smile: Ints) -> Floats:
    """A number (T,) in [0, 1) that the tiles of a row share, drawn for each row of each tooth."""
    line = tiles.tooth - np.searchsorted(teeth.smile, np.arange(len(of)))[smile]
    return chance.uniform(_strands(of)[smile], line * 64 + tiles.row, 50)


def _flow(
    of: Sequence[Traits], tiles: Tiles, smile: Ints, rise: Floats, drawn: Floats, across: Floats
) -> tuple[Floats, Floats]:
    """Hue in degrees and share of tint (T,), by how colour flows in each smile.

    drawn (T,) is each row's own number, across (T,) where a drift of colours has come, 0 … 1.
    """
    flow = np.array([t.flow for t in of])[smile]
    run = 0.5 - 0.5 * np.cos(2 * np.pi * (tiles.order + drawn))
    share = np.select(
        [flow == name for name in FLOWS],
        [np.where(drawn < 0.5, 0.35 + 0.65 * run, 0.06), np.where(tiles.row % 2 == 0, 0.92, 0.10), 0.55 + 0.25 * run,
         enamel.smooth(0.25, 0.85, rise), enamel.smooth(0.72, 0.12, rise), np.where(tiles.row == 0, 1.0, 0.08)],
    )  # fmt: skip
    along = np.where(flow == "drift", across, np.where(flow == "bands", drawn, run))
    hues, spread, vivid = _column(of, "hue"), _column(of, "spread"), _column(of, "vivid")
    return hues[smile] + spread[smile] * along, share * vivid[smile]


def _everyones(of: Sequence[Traits], phase: Floats, row: Ints, line: Ints) -> tuple[Floats, Floats]:
    """Hue and share of tint of the great mosaic's tiles: every two rings carry the colour of another's story."""
    run = 0.5 - 0.5 * np.cos(2 * np.pi * phase)
    giver = 1 + (chance.uniform(_strands(of)[:1], line, 51) * (len(of) - 1)).astype(np.int64)
    return _column(of, "hue")[giver] + 24.0 * (run - 0.5), np.where(row == 0, 0.25, 0.45 + 0.40 * run)


def _marks(
    of: Sequence[Traits],
    teeth: Teeth,
    tiles: Tiles,
    smile: Ints,
    rise: Floats,
    keys: chance.Keys,
    nth: Ints,
    albedo: Floats,
    side: Floats,
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """What a life leaves, and what mends it: cracks and chipped corners are gilded, as broken bowls are."""
    flaw = np.array([t.imperfection or "" for t in of])[smile]
    own = np.array([t.key for t in of], np.uint64)
    pick = (own % np.uint64(4)).astype(np.int64)[smile]
    crown, at = teeth.crown, tiles.tooth
    x, y = tiles.centre[:, 0], tiles.centre[:, 1]
    upper, place = teeth.arch[at] == 0, teeth.place[at]
    quadrant = (teeth.side[at] > 0).astype(np.int64)
    crowned = (flaw == "gold_crown") & upper & (quadrant == pick % 2) & (place == np.array([1, 3, 2, 3])[pick])
    seam = upper & (place == pick // 2 * 0) & (quadrant == pick % 2) & (flaw == "craze_line")
    bend = 0.16 * crown.half_width[at] * np.sin(2.6 * y / crown.half_height[at] + pick)
    seam &= np.abs(x - 0.12 * crown.half_width[at] - bend) < 0.52 * side[at]
    cut = crown.chip[at]
    edge = (cut[:, 2] < 1e6) & (
        x * cut[:, 0] + y * cut[:, 1] > np.where(cut[:, 2] < 1e6, cut[:, 2], 0) - 1.05 * side[at]
    )
    gilded = crowned | seam | edge
    fleck = (flaw == "fluorosis") & (chance.uniform(keys, nth, 9) < 0.34 * enamel.smooth(0.25, 0.6, rise))
    band = np.abs(rise - 0.52 - 0.04 * np.sin(3 * x)) < 0.13
    pit = (flaw == "hypoplasia") & band & (place < 4) & (chance.uniform(keys, nth, 10) < 0.42)
    worn = ((flaw == "wear_facet") & (rise > 0.80))[:, None]
    albedo = np.where(worn, albedo * (0.95, 0.80, 0.58), albedo)
    albedo = np.where(fleck[:, None], enamel.FLECK, np.where(pit[:, None], enamel.PIT, albedo))
    sheen = (1 + 0.12 * chance.bell(keys, nth, 11))[:, None]
    albedo = np.where(gilded[:, None], np.clip(enamel.GOLD * sheen, 0.02, 1.0), albedo)
    return albedo, np.where(gilded, 1.0, 0.0), pit
