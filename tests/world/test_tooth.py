"""Crowns have the textbook's proportions, and inside is inside."""

import numpy as np
import pytest

from viz.world import tooth
from viz.world.arch import foreshortening, stand
from viz.world.story import Story
from viz.world.traits import great, traits

# Wheeler's tables, mm, written out again so that a slip in the module's own copy shows.
WHEELER = {
    11: (8.5, 10.5), 12: (6.5, 9.0), 13: (7.5, 10.0), 14: (7.0, 8.5), 15: (7.0, 8.5), 16: (10.0, 7.5), 17: (9.0, 7.0),
    41: (5.0, 9.0), 42: (5.5, 9.5), 43: (7.0, 11.0), 44: (7.0, 8.5), 45: (7.0, 8.0), 46: (11.0, 7.5), 47: (10.5, 7.0),
}  # fmt: skip


def sound(form: float = 0.0) -> tooth.Crowns:
    arch, place = np.divmod(np.arange(14), 7)
    width, height = tooth.CROWN_WIDTH[arch, place], tooth.CROWN_HEIGHT[arch, place]
    return tooth.crowns(arch, place, width, height, np.full(14, form))


@pytest.mark.parametrize("form", [-1.0, 0.0, 1.0])
def test_outlines_are_as_wide_and_high_as_wheelers_crowns(form):
    outline = sound(form).outline()
    box = outline.max(axis=1) - outline.min(axis=1)
    assert box == pytest.approx(np.array(list(WHEELER.values())), rel=0.04)


@pytest.mark.parametrize("form", [-1.0, 0.0, 1.0])
def test_a_crown_is_narrower_at_the_neck_than_at_its_widest(form):
    outline = sound(form).outline()
    half = sound(form).half_height
    x = np.where(outline[..., 1] > 0.6 * half[:, None], np.abs(outline[..., 0]), 0).max(axis=1)
    assert (x < 0.97 * sound(form).half_width).all()


def test_a_canine_ends_in_a_point_and_an_incisor_in_an_edge():
    crown = sound()
    outline = crown.outline()
    low = outline[..., 1] < -0.9 * crown.half_height[:, None]
    edge = np.where(low, np.abs(outline[..., 0]), 0).max(axis=1) / crown.half_width
    for arch in (0, 7):
        assert edge[arch] > 1.25 * edge[arch + 2]


def test_what_lies_inside_the_outline_is_told_from_what_lies_outside():
    crown = sound()
    outline = crown.outline()
    for scale, within in ((0.97, True), (1.03, False)):
        points = outline * scale
        assert (crown.inside(points[..., 0], points[..., 1]) == within).all()


def test_a_chip_and_a_worn_edge_are_cut_from_outline_and_inside_alike():
    for flaw in ("chip", "wear_facet"):
        crown = stand([traits(Story("Ada", "Mine.", imperfection=flaw))]).crown
        outline = crown.outline()
        points = outline * 0.97
        assert crown.inside(points[..., 0], points[..., 1]).all()
        whole = stand([traits(Story("Ada", "Mine.", imperfection="fluorosis"))]).crown
        assert tooth.area(outline).sum() < 0.998 * tooth.area(whole.outline()).sum()


def test_the_arch_turns_its_teeth_away_toward_the_back():
    seen, facing, depth = foreshortening()
    assert (np.diff(seen[:, :5]) < 0).all()
    assert (seen[:, 0] > 0.95).all()
    assert (np.diff(depth) > 0).all()
    assert np.allclose(seen**2 + facing**2, 1)


def test_teeth_stand_side_by_side_and_mirror_by_their_numbers():
    teeth = stand([great(traits(Story("Ada", "Mine.", imperfection="fluorosis")))])
    at = {int(fdi): teeth.middle[k] for k, fdi in enumerate(teeth.fdi)}
    assert len(at) == 28
    for quadrant, other in ((1, 2), (4, 3)):
        for place in range(1, 8):
            right, left = at[10 * quadrant + place], at[10 * other + place]
            assert right[0] == pytest.approx(-left[0])
            assert right[1] == pytest.approx(left[1], abs=0.8)
        assert sorted(range(1, 8), key=lambda place: -at[10 * quadrant + place][0]) == list(range(1, 8))


@pytest.mark.parametrize("flaw", ["fluorosis", "crowding", "peg_lateral", "midline_shift", "diastema"])
def test_neighbours_hardly_overlap(flaw):
    teeth = stand([traits(Story("Ada", "Mine, my own, and my mother's.", imperfection=flaw))])
    outline = teeth.placed(teeth.crown.outline())
    for k in range(len(outline)):
        c, s = np.cos(teeth.turn[k]), np.sin(teeth.turn[k])
        local = (outline - teeth.middle[k]) @ np.array([[c, -s], [s, c]]) * (teeth.side[k], 1 - 2 * teeth.arch[k])
        inside = teeth.crown[np.full(len(local), k)].inside(local[..., 0], local[..., 1])
        inside[k] = False
        assert inside.mean(axis=1).max() < 0.12
