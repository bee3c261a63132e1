"""Voices swell and ebb, and travel as light: no faster than may be, fading to nothing, together where people agree."""

from dataclasses import replace

import numpy as np
import pytest
from flash import worst_second
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.clock import HZ
from viz.world.hall import Hall
from viz.world.voices import ALONG, ROUND, SPEED, Speakers, Voices, girth, pulse

HALL = Hall()
halls = st.builds(
    Hall,
    width=st.floats(6, 40),
    length=st.floats(12, 200),
    wall=st.floats(3, 9),
    apex=st.floats(9.5, 40),
)


def speakers(place, voice=1.0, variety=0.3, weight=1.0):
    place = np.asarray(place, float).reshape(-1, 2)
    return Speakers(
        place, *(np.broadcast_to(np.asarray(value, float), len(place)) for value in (voice, variety, weight))
    )


def crowd(count, seed=1, **options):
    chance = np.random.default_rng(seed)
    place = np.stack([chance.uniform(-10, 10, count), -chance.uniform(1, 73, count)], axis=1)
    return speakers(place, **{"voice": 0.8, "variety": chance.uniform(0, 1, count), **options})


NOBODY = speakers(np.empty((0, 2)))


def play(voices, who, seconds, unison=0.0, hall=HALL):
    """(ticks, ROUND, ALONG) the light of every tick, while `who` speaks."""
    lights = []
    for _ in range(round(seconds * HZ)):
        voices.travel(hall, who, unison)
        lights.append(voices.light)
    return np.array(lights)


def test_voices_reach_what_is_asked_of_them_without_a_jump():
    voices = Voices()
    voices.step(1.0, 0.5)
    assert 0 < voices.lumi < 0.02
    for _ in range(60 * 20):
        voices.step(1.0, 0.5)
    assert voices.lumi > 0.99
    assert abs(voices.finn - 0.5) < 0.01


def test_a_voice_begins_at_the_foot_of_the_nearer_wall_beside_the_speaker():
    light = play(Voices(), speakers([(-9.0, -20.0)]), 3.0).max(axis=0)
    row, column = np.unravel_index(light.argmax(), light.shape)
    assert row == 0 and abs((column + 0.5) / ALONG * HALL.length - 20.0) < 1.5
    assert light[0].max() > 3 * light[-1].max()


def test_light_comes_no_sooner_than_it_can_travel_and_then_it_comes():
    """Up the wall and down the hall, from one loud speaker beside the left wall."""
    lights = play(Voices(), speakers([(-10.0, -37.0)], weight=4.0), 6.0)
    column = int(37.0 / HALL.length * ALONG)
    up = (np.arange(ROUND) * girth(HALL) / ROUND) / SPEED[0]
    along = np.abs(np.arange(ALONG) - column) * HALL.length / ALONG / SPEED[1]
    for soonest, seen in ((up, lights[:, :, column]), (along, lights[:, 0, :])):
        for needs, light in zip(soonest, seen.T, strict=True):
            # A voice is shared with the columns beside it, and one that has just begun is faint.
            assert light[: max(0, round((needs - 0.35) * HZ))].max(initial=0.0) < 0.02, f"{needs} s away"
            if needs < 2.5:
                assert light[: round((needs + 1.8) * HZ)].max() > 0.1, f"{needs} s away"


def test_crests_move_on_from_the_speaker():
    """Where a crest stands moves up the wall at about the speed of light in this hall."""
    voices = Voices()
    play(voices, speakers([(-10.0, -37.0)], weight=4.0), 4.0)
    lights = play(voices, speakers([(-10.0, -37.0)], weight=4.0), 2.0)
    column = int(37.0 / HALL.length * ALONG)
    at = [lights[:, row, column] for row in (2, 6)]
    lag = np.argmax([(at[0][:HZ] * at[1][shift : shift + HZ]).sum() for shift in range(HZ)]) / HZ
    assert lag == pytest.approx(4 * girth(HALL) / ROUND / SPEED[0], rel=0.25)


def test_what_was_said_fades_and_then_there_is_nothing():
    voices = Voices()
    loudest = play(voices, crowd(300), 4.0, unison=1.0).max()
    assert play(voices, NOBODY, 4.0)[-1].max() < 0.25 * loudest
    play(voices, NOBODY, 40.0)
    for array in (voices.given, voices.eased, voices.source, voices.wave, voices.wave_before, voices.light):
        assert not array.any()


@settings(deadline=None, max_examples=25)
@given(halls, st.integers(1, 400), st.floats(0, 1), st.floats(0, 1), st.integers(0, 9))
def test_light_stays_finite_and_bounded_in_every_hall(hall, count, packed, unison, seed):
    """Spread over the hall or all in one place, alone or as one."""
    chance = np.random.default_rng(seed)
    place = chance.uniform((-0.5, -1), (0.5, 0), (count, 2)) * (1 - packed) + np.array((-0.48, -0.5)) * packed
    who = speakers(place * (hall.width, hall.length), 1.0, chance.uniform(0, 1, count), 4.0)
    voices = Voices()
    lights = play(voices, who, 5.0, unison, hall)
    assert np.isfinite(lights).all() and lights.min() >= 0 and lights.max() <= 2.0
    # Nothing grows by itself.
    energy = np.abs(voices.wave).max()
    play(voices, NOBODY, 5.0, 0.0, hall)
    assert np.abs(voices.wave).max() < 0.5 * energy


def test_a_hall_alike_on_both_sides_lights_up_alike():
    pairs = crowd(40).place
    both = speakers(np.concatenate([pairs, pairs * (-1, 1)]), 0.7, np.tile(np.linspace(0, 1, 40), 2))
    light = play(Voices(), both, 3.0)[-1]
    assert light.max() > 0.1
    assert np.allclose(light, light[::-1], atol=1e-6)


def test_the_same_voices_give_the_same_light_to_the_bit_and_never_write_into_a_snapshot():
    first, second = Voices(), Voices()
    play(first, crowd(50), 2.0, 0.5), play(second, crowd(50), 2.0, 0.5)
    snapshot = replace(first)
    kept = {name: getattr(first, name).copy() for name in ("given", "eased", "source", "wave", "wave_before")}
    for name, array in kept.items():
        assert array.tobytes() == getattr(second, name).tobytes()
    play(first, crowd(50, seed=2), 1.0, 0.5)
    for name, array in kept.items():
        assert np.array_equal(getattr(snapshot, name), array)
        assert not np.array_equal(getattr(first, name), array)
    play(snapshot, crowd(50, seed=2), 1.0, 0.5)
    assert snapshot.wave.tobytes() == first.wave.tobytes()


def test_louder_and_more_voices_are_brighter():
    place = [(-8.0, -30.0)]
    quiet, loud = play(Voices(), speakers(place, 0.2), 4.0), play(Voices(), speakers(place, 0.9), 4.0)
    listened = play(Voices(), speakers(place, 0.9, weight=4.0), 4.0)
    for less, more in ((quiet, loud), (loud, listened)):
        assert (less.max(axis=0) <= more.max(axis=0) + 1e-3).all()
    assert 1.5 * quiet.max() < loud.max() < 0.8 * listened.max()
    ten = speakers(np.array(place * 10), 0.9)
    assert play(Voices(), ten, 4.0).max() > 1.5 * loud.max()


def feet(unison):
    """(ticks, 2, ALONG) what a choir gives to the feet of both walls, once it is under way."""
    voices, given = Voices(), []
    who = crowd(1500)
    for _ in range(12 * HZ):
        voices.travel(HALL, who, unison)
        given.append(voices.source)
    return np.array(given)[4 * HZ :]


def test_a_choir_in_unison_falls_into_one_pulse_and_a_crowd_at_odds_does_not():
    one, odds = feet(1.0), feet(0.0)
    together, apart = one.sum(axis=(1, 2)), odds.sum(axis=(1, 2))
    assert together.min() < 0.3 * together.max()
    assert apart.min() > 0.8 * apart.max()
    # Every place swells at the same time: over eight seconds four or five times.
    every = one.reshape(len(one), -1)
    every = every[:, every.max(axis=0) > 0.2 * every.max()]
    shape = every / every.max(axis=0)
    assert np.allclose(shape, shape[:, :1], atol=0.02)
    crests = np.flatnonzero((together[1:-1] > together[:-2]) & (together[1:-1] >= together[2:]))
    assert len(crests) in (4, 5)
    # Half of one mind lies between.
    half = feet(0.5).sum(axis=(1, 2))
    assert together.min() / together.max() < half.min() / half.max() < apart.min() / apart.max()


@pytest.mark.parametrize("unison", [0.0, 0.6, 1.0])
def test_not_even_the_worst_voices_flash(unison):
    """A crowd that shouts and falls silent three times a second, and leaps about: at most four opposing changes of a
    tenth in any second at any place, which is two flashes; what may harm begins beyond three."""
    loud = [crowd(60, seed=seed, weight=4.0, voice=1.0) for seed in (1, 2)]
    voices, lights = Voices(), []
    for tick in range(8 * HZ):
        who = loud[tick // 60 % 2] if tick // 10 % 2 == 0 else NOBODY
        voices.travel(HALL, who, unison)
        lights.append(voices.light)
    assert np.max(lights) > 0.2
    assert worst_second(np.array(lights, float), HZ) <= 4


def test_a_beat_is_soft_and_once_a_turn():
    turns = np.linspace(0, 3, 3001)
    beat = pulse(turns)
    assert beat.min() == 0 and beat.max() == pytest.approx(1)
    assert np.abs(np.diff(beat)).max() < 0.01
    assert np.allclose(beat[:1000], beat[1000:2000], atol=1e-9)
