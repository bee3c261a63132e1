"""Numbers drawn from keys are even, independent, and the same everywhere."""

import unicodedata

import numpy as np

from viz.world import chance


def test_keys_are_fixed_for_all_time():
    assert chance.key_of("Nova Hale", "A tooth.") == 919018908026695037
    assert chance.key_of("ab", "c") != chance.key_of("a", "bc")
    assert chance.key_of(unicodedata.normalize("NFD", "Zoë")) == chance.key_of("Zoë")
    assert chance.key_of("\ud800") != chance.key_of("")


def test_uniform_numbers_are_fixed_even_and_independent_of_their_neighbours():
    keys = np.full(20_000, chance.key_of("Ada"), np.uint64)
    places = np.arange(20_000)
    drawn = chance.uniform(keys, places, 1)
    assert np.array_equal(chance.uniform(keys[500:], places[500:], 1), drawn[500:])
    assert ((drawn >= 0) & (drawn < 1)).all()
    assert np.histogram(drawn, 20)[0].min() > 880
    for other in (chance.uniform(keys, places, 2), chance.uniform(keys + np.uint64(1), places, 1), np.roll(drawn, 1)):
        assert abs(np.corrcoef(drawn, other)[0, 1]) < 0.03


def test_bell_numbers_have_mean_0_and_deviation_1_and_no_outliers():
    drawn = chance.bell(np.full(20_000, 9, np.uint64), np.arange(20_000), 3)
    assert abs(drawn.mean()) < 0.03
    assert abs(drawn.std() - 1) < 0.03
    assert np.abs(drawn).max() <= 3.5
