"""How many tiles a wall has, and how nearly square they are."""

from hypothesis import given
from hypothesis import strategies as st

from viz.world.wall_plan import MOST, WallPlan


@given(st.integers(1, MOST), st.floats(1, 200), st.floats(1, 200))
def test_a_wall_has_about_as_many_tiles_as_asked_for(tiles, width, height):
    columns, rows = WallPlan(tiles, width, height, 0.0).shape
    assert columns >= 1 and rows >= 1
    assert abs(columns * rows - tiles) <= 0.5 * columns + 0.5


@given(st.integers(400, MOST), st.floats(0.5, 2.0))
def test_tiles_are_nearly_square(tiles, aspect):
    wide, tall = WallPlan(tiles, 10 * aspect, 10.0, 0.0).tile
    assert 0.85 < wide / tall < 1.15


def test_round_numbers_come_out_exactly():
    for tiles in (10_000, 100_000, 1_000_000, 10_000_000, 100_000_000):
        columns, rows = WallPlan(tiles, 10.5, 6.8, 0.3).shape
        assert columns * rows == tiles
