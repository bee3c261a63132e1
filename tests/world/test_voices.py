"""Voices swell and ebb."""

from viz.world.voices import Voices


def test_voices_reach_what_is_asked_of_them_without_a_jump():
    voices = Voices()
    voices.step(1.0, 0.5)
    assert 0 < voices.lumi < 0.02
    for _ in range(60 * 20):
        voices.step(1.0, 0.5)
    assert voices.lumi > 0.99
    assert abs(voices.finn - 0.5) < 0.01
