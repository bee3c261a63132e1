"""Late frames and what made them late."""

import pytest

from viz.health import FRAMES, Health, rss_mib


def test_a_frame_in_time_is_not_late():
    health = Health(refresh=60.0)
    health.frame(1, 17.0, {"hall": 9.0})
    assert health.late == 0


def test_a_late_frame_is_blamed_on_its_longest_part():
    health = Health(refresh=60.0)
    health.frame(7, 33.0, {"hall": 9.0, "mosaics": 20.0, "world": 1.0})
    assert health.late == 1
    assert health.latest is not None
    assert (health.latest.tick, health.latest.culprit, health.latest.culprit_ms) == (7, "mosaics", 20.0)
    assert health.culprits == {"mosaics": 1}
    health.start_over()
    assert (health.late, health.latest, dict(health.culprits)) == (0, None, {})


def test_a_slower_screen_allows_more():
    health = Health(refresh=30.0)
    health.frame(1, 45.0, {})
    assert health.late == 0


def test_only_the_latest_frames_are_kept():
    health = Health()
    for i in range(FRAMES + 5):
        health.frame(i, float(i), {})
    assert health.tracks.get("ms").tolist()[0] == 5.0


def test_memory_is_told_where_the_system_tells():
    memory = rss_mib()
    if memory is None:
        pytest.skip("this system does not tell")
    assert 5 < memory < 100_000
