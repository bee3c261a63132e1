"""What the counter says of pictures in time: how many transitions in a second, where and when."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.flash.counter import Counter
from viz.flash.light import LIGHT
from viz.flash.rules import Rules


def picture(*greys, width=4):
    """A picture of upright bands of those linear greys."""
    row = np.repeat(np.array(greys, np.float32), width)
    return np.repeat(np.broadcast_to(row, (3, len(row)))[..., None], 3, axis=2)


def counted(levels, seconds):
    """What a counter found in one band of those greys at those times."""
    counter = Counter()
    for level, at in zip(levels, seconds, strict=True):
        counter.add_light(picture(level), at)
    return counter.found()


def flashing(count, begin, spread):
    """Levels and times: dark, and then that many transitions, the last `spread` seconds after the first."""
    times = [0.0, *np.linspace(begin, begin + spread, count).tolist()]
    return [0.1 + 0.5 * (i % 2) for i in range(count + 1)], times


@pytest.mark.parametrize(("count", "passes"), [(6, True), (7, False)])
def test_six_transitions_in_a_second_pass_and_seven_fail(count, passes):
    found = counted(*flashing(count, 0.5, 0.9))
    assert (found.general.worst, found.passed) == (count, passes)
    assert found.general.over == (0 if passes else 12)


@pytest.mark.parametrize(("spread", "worst"), [(0.998, 7), (1.0, 6)])
@pytest.mark.parametrize("begin", [0.1, 1 / 3, 17.77])
def test_a_second_is_a_second_whenever_it_begins(spread, worst, begin):
    assert counted(*flashing(7, begin, spread)).general.worst == worst


@pytest.mark.parametrize("fps", [24, 25, 30000 / 1001, 60, 144])
def test_three_flashes_a_second_pass_for_ever_at_any_rate_and_four_do_not(fps):
    for hertz, passes in ((3, True), (4, False)):
        times = np.arange(int(5 * fps)) / fps
        found = counted(0.1 + 0.6 * (np.floor(times * 2 * hertz + 1e-6) % 2), times)
        assert found.passed == passes
        assert found.general.worst == 2 * hertz


def test_times_that_a_film_rounds_to_milliseconds_make_no_difference():
    times = np.round(np.arange(300) / 60, 3)
    found = counted(0.1 + 0.6 * (np.arange(300) // 10 % 2), times)
    assert found.general.worst == 6


def test_every_frame_against_the_one_before_is_counted_whole():
    found = counted([0.0, 1.0] * 90, np.arange(180) / 60)
    assert found.general.worst == 60
    assert found.course[:3] == [5, 11, 17]
    assert found.course[10:] == [60] * 20


def test_halves_in_antiphase_are_seen_though_the_mean_never_changes():
    counter = Counter()
    for i in range(60):
        on = i // 4 % 2
        counter.add_light(picture(0.1 + 0.5 * on, 0.6 - 0.5 * on), i / 60)
    found = counter.found()
    assert found.general.worst == 14
    assert (found.general.most == 14).all()


@pytest.mark.parametrize(("flashes", "passes"), [(3, True), (4, False)])
def test_pixels_that_flash_in_turn_may_not_make_the_whole_picture_flash(flashes, passes):
    """Each once a second, one after another, all of them three or four times a second."""
    counter = Counter()
    for i in range(120):
        counter.add_light(picture(*(0.1 + 0.6 * ((i - 60 * j // flashes) % 60 < 6) for j in range(flashes))), i / 60)
    found = counter.found()
    assert found.general.worst == 2
    assert found.whole.worst == 2 * flashes
    assert found.passed == passes


def test_a_fade_a_moving_edge_and_a_ripple_pass():
    times = np.arange(240) / 60
    assert counted(0.5 - 0.5 * np.cos(np.pi * times), times).general.worst <= 2
    assert counted(0.5 + 0.039 * np.sin(50 * times), times).general.worst == 0
    counter = Counter()
    for i in range(60):
        counter.add_light(picture(*(0.9 if j == i % 20 else 0.1 for j in range(20))), i / 60)
    assert counter.found().general.worst == 6


def test_red_and_blue_in_turn_are_red_flashes_and_blue_and_green_are_none():
    for other, worst in (((0.0, 0.0, 0.9), 24), ((0.8, 0.0, 0.0), 0)):
        counter = Counter()
        for i in range(121):
            counter.add_light(np.full((2, 2, 3), other if i // 5 % 2 else (0.9, 0.0, 0.0), np.float32), i / 120)
        assert counter.found().red.worst == worst
    assert counted(*flashing(7, 0.5, 0.9)).red.worst == 0


@pytest.mark.parametrize(("away", "passes"), [(0.5, False), (1.1, True)])
def test_one_red_flash_is_one_too_many_but_red_may_come_and_go_slowly(away, passes):
    counter = Counter()
    for at, red in ((0.0, False), (1.0, True), (1.0 + away, False)):
        counter.add_light(np.full((2, 2, 3), (0.4, 0.0, 0.0) if red else (0.1, 0.1, 0.1), np.float32), at)
    found = counter.found()
    assert found.red.worst == (1 if passes else 2)
    assert found.passed == passes


def test_where_and_when_it_was_worst_is_known_and_what_the_pixel_did():
    counter = Counter()
    for i in range(300):
        pixels = np.full((6, 8, 3), 0.1, np.float32)
        if 120 <= i < 180:
            pixels[4, 2] += 0.5 * (i // 6 % 2)
        counter.add_light(pixels, i / 60)
    found = counter.found()
    trace = found.general.trace
    assert trace is not None
    assert trace.pixel == (2, 4)
    assert found.general.over == 1
    assert found.general.when == 3.0
    assert len(trace.marks) == found.general.worst == 10
    assert trace.seconds[0] < trace.marks[0] - 0.1 < trace.marks[-1] == trace.seconds[-1]
    assert np.ptp(trace.luminance) == pytest.approx(0.5, abs=1e-3)
    assert [found.course[tenth] for tenth in (19, 21, 30, 45)] == [0, 1, 10, 0]


def test_from_afar_moving_detail_is_calm_and_a_light_that_goes_on_and_off_is_not():
    for step, far in ((lambda i: i, 0), (lambda i: i // 3 % 2, 20)):
        counter = Counter()
        for i in range(60):
            bars = (
                np.roll(np.tile([0.1, 0.1, 0.9, 0.9], 40), step(i)) if far == 0 else np.full(160, 0.1 + 0.5 * step(i))
            )
            counter.add_light(np.broadcast_to(bars.astype(np.float32)[None, :, None], (8, 160, 3)), i / 60)
        found = counter.found()
        assert found.general.worst >= 19
        assert found.patches.most.shape == (2, 40)
        assert found.patches.worst == (19 if far else 0)


def test_how_much_flashes_at_once_is_told_of_the_picture_and_of_a_ten_degree_field():
    counter = Counter()
    for i in range(60):
        pixels = np.full((30, 60, 3), 0.1, np.float32)
        pixels[:10, 40:] += 0.5 * (i // 3 % 2)
        counter.add_light(pixels, i / 60)
    general = counter.found().general
    assert general.at_once == pytest.approx(1 / 9)
    assert general.field == 1.0


def test_what_the_counter_keeps_does_not_grow_with_the_time():
    counter, sizes = Counter(), []
    for i in range(600):
        counter.add_light(picture(0.1 + 0.5 * (i % 2)), i / 60)
        pixels = counter._scales[0]
        sizes.append((len(pixels.count.tally._kept), len(pixels.past._kept)))
    assert max(sizes) == max(sizes[:120])


@given(
    st.lists(st.tuples(st.sampled_from([0.0, 0.09, 0.2, 0.7, 0.85, 1.0]), st.integers(1, 40)), min_size=1, max_size=60),
    st.sampled_from([200.0, 500.0]),
)
def test_a_plain_count_of_every_second_finds_the_same(steps, peak):
    """One pixel, by the definitions and with no cleverness."""
    times = (np.cumsum([gap for _, gap in steps]) / 100).tolist()
    counter = Counter(Rules(peak))
    done, last, extreme = [], 0, [steps[0][0]]
    for (level, _), at in zip(steps, times, strict=True):
        counter.add_light(picture(level, width=1), at)
        low, high = min(*extreme, level), max(*extreme, level)
        for way, apart in ((1, (low, level)), (-1, (level, high))):
            far = apart[1] - apart[0] >= min(0.1, 20 / peak) - 1e-6 and apart[0] < min(0.8, 160 / peak)
            bright = peak > 200 and apart[0] >= 160 / peak and apart[1] - apart[0] >= sum(apart) / 17 - 1e-6
            if last != way and (far or bright):
                done.append(at)
                last, extreme = way, []
                break
        extreme.append(level)
    most = max((sum(at - 0.999 < other <= at for other in done) for at in done), default=0)
    assert counter.found().general.worst == most


def test_levels_are_taken_as_a_display_shows_them():
    assert LIGHT[[0, 255]].tolist() == [0.0, 1.0]
    assert LIGHT[188] == pytest.approx(0.5029, abs=1e-4)
    counter = Counter()
    for i in range(3):
        counter.add(np.full((2, 2, 3), (89, 0)[i % 2], np.uint8), i / 60)  # 0.0999 of light
    assert counter.found().general.worst == 0
    for i in range(3, 6):
        counter.add(np.full((2, 2, 3), (90, 0)[i % 2], np.uint8), i / 60)
    assert counter.found().general.worst == 2


def test_pictures_of_another_size_and_times_that_go_back_are_refused():
    counter = Counter()
    with pytest.raises(ValueError, match="no picture"):
        counter.found()
    counter.add_light(picture(0.1), 0.0)
    with pytest.raises(ValueError, match="after one"):
        counter.add_light(picture(0.1), 0.0)
    with pytest.raises(ValueError, match="among"):
        counter.add_light(picture(0.1, 0.2), 1.0)
