"""Episodes of the flash guard's acting: what was held is in one of them, and few lines tell it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.flash_log import ACTS_FROM, BLURS_FROM, KEPT, MILD, PAUSE_S, FlashLog, Reading, share, where, worst_of
from viz.health import SAMPLES, Guarding

FPS = 60
LITTLE, MUCH = ACTS_FROM / 2, 0.08


def play(log, helds, start=0, step=1, act="glitch"):
    """Feed readings of so much held, a tick each; the episodes told of, each as the line it was then."""
    return [
        str(episode)
        for i, held in enumerate(helds, start)
        for episode in log.feed(i * step / FPS, Reading(i * step, held=held, held_at=(0.2, 0.85)), act)
    ]


def test_what_is_held_for_minutes_is_two_lines():
    """However it flickers: two pictures in three are as they were drawn."""
    log = FlashLog()
    lines = play(log, [MUCH * (i % 3 == 0) for i in range(180 * FPS)])
    assert lines == ["the flash guard holds 8.0% of the wall, lower left (glitch, 0.0 s, tick 0)"]
    lines = play(log, [0.0] * 3 * FPS, 180 * FPS)
    assert len(lines) == 1
    assert lines[0].endswith("(glitch, 0.0 s, tick 0); in all 179.9 s, ticks 0 to 10797")


@pytest.mark.parametrize(("changes", "said"), [(1, "0.5 flashes"), (2, "1 flash"), (3, "1.5 flashes")])
def test_the_last_line_says_how_many_flashes_there_were(changes, said):
    log = FlashLog()
    log.feed(0.0, Reading(600, changes=changes, held=0.2), "glitch")
    [episode] = log.feed(3.0, Reading(780), "glitch")
    assert f", {said} a second (glitch, " in str(episode)


def test_the_last_line_says_when_and_where_it_was_worst():
    log = FlashLog()
    log.feed(0.0, Reading(600, changes=3, held=0.01), "glitch")
    log.feed(0.1, Reading(606, changes=2, held=0.2, held_at=(0.9, 0.1)), "confrontation")
    log.feed(0.2, Reading(612, changes=4, held=0.05, held_at=(0.1, 0.1)), "aftermath")
    [episode] = log.feed(3.0, Reading(780), "aftermath")
    assert str(episode) == (
        "the flash guard held 20% at most, 90% across, 10% down, 2 flashes a second (confrontation, 10.1 s, tick 606); "
        "in all 0.2 s, ticks 600 to 612"
    )


def test_blur_is_called_blur_and_what_nobody_sees_of_it_is_no_episode():
    log = FlashLog()
    for i, (held, depth) in enumerate([(BLURS_FROM * 0.9, MILD * 0.9), (BLURS_FROM, MILD / 2), (0.01, MILD)]):
        [*told] = log.feed(10.0 * i, Reading(600 * i, held=held, blurred=held, depth=depth), "unveiling")
        lines = [str(one) for one in told]
        assert (
            lines[-1:]
            == {
                0: [],
                1: ["the flash guard blurs 5.0% of the wall, middle (unveiling, 10.0 s, tick 600)"],
                2: ["the flash guard blurs 1.0% of the wall, middle (unveiling, 20.0 s, tick 1200)"],
            }[i]
        )
    assert lines[0].startswith("the flash guard blurred 5.0% at most, 50% across, 50% down (unveiling, 10.0 s")
    [*told] = log.feed(30.0, Reading(1800, held=0.01, blurred=0.004, depth=MILD / 2), "unveiling")
    assert str(told[-1]).startswith("the flash guard holds 1.0%"), "most of it stands still"


def test_what_is_too_little_is_no_episode():
    log = FlashLog()
    assert play(log, [LITTLE] * 5 * FPS) == []
    assert not log.episodes


@pytest.mark.parametrize(("pause", "episodes"), [(PAUSE_S - 0.1, 1), (PAUSE_S + 0.1, 2)])
def test_a_pause_ends_an_episode_when_it_is_long_enough(pause, episodes):
    log = FlashLog()
    play(log, [MUCH, *[0.0] * round(pause * FPS), MUCH])
    assert len(log.episodes) == episodes


def test_another_evening_is_another_episode():
    """A show that begins anew goes back to tick 0."""
    log = FlashLog()
    log.feed(0.0, Reading(5000, held=MUCH), "glitch")
    lines = [str(one) for one in log.feed(0.1, Reading(3, held=MUCH), "unveiling")]
    assert ["held" in line for line in lines] == [True, False]
    assert [(one.begin, one.end) for one in log.episodes] == [(5000, 5000), (3, 3)]


def test_what_goes_on_at_the_end_is_told():
    log = FlashLog()
    play(log, [MUCH] * 10)
    assert ["held" in str(one) for one in log.close()] == [True]
    assert log.close() == []


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.02, 0.5, 1.99, 2.0, 7.0]), st.integers(-900, 300), st.floats(0, 1))))
def test_whatever_happens_what_is_held_is_in_one_episode_and_episodes_keep_apart(moments):
    log, told, now, tick = FlashLog(), [], 0.0, 1000
    held = []
    for seconds, step, part in moments:
        now, tick = now + seconds, max(tick + step, 0)
        reading = Reading(tick, held=part if part > 0.3 else 0.0)
        told += [(one, one.going) for one in log.feed(now, reading, "glitch")]
        if reading.held:
            held.append(reading)
            assert log.episodes[-1].going
            assert log.episodes[-1].end == tick
            assert log.episodes[-1].worst.held >= part
    told += [(one, one.going) for one in log.close()]
    # Each is told of twice, once when it begins and once when it has ended, and ends before the next begins.
    firsts, seconds = told[::2], told[1::2]
    assert [id(one) for one, _ in firsts] == [id(one) for one, _ in seconds]
    assert all(one.begin <= one.worst.tick <= one.end and not one.going for one, _ in seconds)
    assert (max((one.worst.held for one, _ in firsts), default=0)) == max((one.held for one in held), default=0)
    assert len(log.episodes) == min(len(firsts), KEPT)


@given(st.lists(st.builds(Reading, st.integers(0, 99), st.integers(0, 4), held=st.floats(0, 1)), min_size=1))
def test_the_worst_of_readings_is_no_less_than_any(readings):
    worst = worst_of(readings)
    assert worst.tick == readings[-1].tick
    assert worst.changes == max(one.changes for one in readings)
    assert worst.held == max(one.held for one in readings)


@pytest.mark.parametrize(
    ("place", "words"),
    [((0.1, 0.9), "lower left"), ((0.5, 0.5), "middle"), ((1.0, 0.0), "upper right"), ((0, 0.5), "left")],
)
def test_places_are_told_as_somebody_before_the_wall_would(place, words):
    assert where(place) == words


@pytest.mark.parametrize(
    ("part", "words"), [(0, "0%"), (1e-4, "0.1%"), (0.0123, "1.2%"), (0.0999, "10%"), (0.5, "50%")]
)
def test_a_small_share_is_told_more_finely(part, words):
    assert share(part) == words


# --- as the panel shows it ---


def test_flicker_reads_as_steady_as_it_looks():
    guard = Guarding()
    shown = []
    for i in range(120):
        guard.watch(i / FPS, Reading(i, changes=i % 2, held=MUCH * (i % 6 == 0)), "glitch")
        shown.append(guard.now.held)
    assert set(shown) == {MUCH}
    for i in range(120, 160):
        guard.watch(i / FPS, Reading(i), "glitch")
    assert (guard.now.held, guard.now.changes) == (0, 0)


def test_a_minute_is_kept_at_every_frame_rate():
    for fps in (3, 25, 144):
        guard = Guarding()
        for i in range(70 * fps):
            guard.watch(i / fps, Reading(i, held=MUCH * (i >= 10 * fps)), "glitch")
        held = guard.held.get("share")
        assert len(held) == SAMPLES
        assert held[-230:].min() == pytest.approx(MUCH)


def test_an_hour_with_no_picture_leaves_the_minute_as_it_was():
    guard = Guarding()
    for now in (0.0, 1.0, 3600.0):
        guard.watch(now, Reading(int(now)), "glitch")
    assert guard.held.count == 4
