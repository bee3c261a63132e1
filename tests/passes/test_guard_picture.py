"""How pictures lie in the guard's textures, which nobody sees: in software rows lie side by side, and what is to be
blurred is sought out; on a GPU neither."""

import numpy as np
import pytest
from display import Guarded, greys
from hypothesis import given
from hypothesis import strategies as st

from viz.flash.light import linear
from viz.passes.guard_picture import PAGE, Packed

SIDES = st.integers(1, 5000)


@given(SIDES, SIDES, st.sampled_from([2048, 16384]))
def test_rows_lie_side_by_side_only_where_they_fill_an_odd_number_of_pages(width, height, limit):
    packed = Packed.of((width, height), pages=True, limit=limit)
    across, down = packed.size
    assert packed[:2] == (-(-width // 4), height)
    if packed.abreast > 1:
        assert across % (2 * PAGE) == PAGE
        assert across <= limit
        assert packed.abreast <= height
    x, y = packed.across - 1, height - 1
    lies = y % packed.abreast * packed.across + x, y // packed.abreast
    assert lies[1] == down - 1
    assert lies[1] * across + lies[0] == y * packed.across + x, "it is not in the order of memory"


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160), (960, 540), (64, 36)])
def test_usual_sizes_fill_pages(size):
    assert Packed.of(size, pages=True, limit=16384).size[0] % (2 * PAGE) == PAGE
    assert Packed.of(size, pages=False, limit=16384).abreast == 1


def patches(size, pictures, rng):
    """(T, H, W, 3) tiles that hurry by in some places, and stand in others."""
    width, height = size
    hurries = np.kron(rng.random((6, 5)) < 0.3, np.ones((-(-height // 6), -(-width // 5)), bool))[:height, :width]
    strip = rng.uniform(0.1, 1.0, (height, 4 * pictures + width)) * (np.arange(4 * pictures + width) // 5 % 2)
    for i in range(pictures):
        yield greys(np.where(hurries, strip[:, 4 * i : 4 * i + width], strip[:, :width]))


@pytest.mark.parametrize("elapsed", [1 / 60, 1 / 20])
@pytest.mark.parametrize("size", [(320, 192), (253, 75), (61, 50), (150, 90)])
def test_what_is_blurred_and_held_is_the_same_on_a_gpu(device, size, elapsed):
    """Rows of the first three lie side by side: 16, 4 and 16 of them, which fill the last row of texels or do not."""
    walls = [Guarded(device, size, copies) for copies in (True, False)]
    for i, picture in enumerate(patches(size, 90, np.random.default_rng(3))):
        software, gpu = (wall.show(picture, elapsed if i else None) for wall in walls)
        assert np.array_equal(software, gpu), i
    assert all(wall.guard.meter.latest.blurred > 0.05 for wall in walls)
    for wall in walls:
        wall.release()


@pytest.mark.parametrize("copies", [True, False], ids=["copies", "fetches"])
@pytest.mark.parametrize("sizes", [((253, 75), (320, 192)), ((61, 50), (29, 12)), ((29, 12), (253, 75))])
def test_at_another_size_it_goes_on_from_the_nearest_pixels(device, sizes, copies):
    """Pixels that are held, each at a light of its own, stay there when the size changes and they would flash."""
    old, new = sizes
    rng, wall = np.random.default_rng(5), Guarded(device, old, copies)
    dark, bright = (rng.uniform(*bounds, old[::-1]) for bounds in ((0.0, 0.2), (0.6, 0.8)))
    for i in range(19):
        held = wall.show(greys(bright if i % 2 else dark), 0.05 if i else None)
    wall.resize(new)
    y, x = (np.int32((np.arange(n) + 0.5) * o / n) for o, n in zip(old[::-1], new[::-1], strict=True))

    def nearest(picture):
        return picture[::-1][np.ix_(y, x)][::-1]

    shown = wall.show(nearest(greys(bright)), 0.0)
    wall.release()
    assert np.abs(linear(shown) - linear(nearest(held))).max() < 0.1
