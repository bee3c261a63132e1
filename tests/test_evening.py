"""When acts begin and end: what film, bench and trace go by."""

import pytest
from evening import write_evening

from viz.clock import HZ
from viz.evening import length, over, spans
from viz.opening import open_show


@pytest.fixture
def show(tmp_path):
    return open_show(str(write_evening(tmp_path, seconds=3.0)), warn=print)


def test_the_acts_of_an_evening_follow_each_other(show):
    played = spans(show)
    assert [span.act for span in played] == [0, 1, 2, 3, 4]
    assert [span.first for span in played[1:]] == [span.end for span in played[:-1]]
    assert played[-1].end / HZ == pytest.approx(15.0, abs=0.1)
    for span in played:
        assert span.first <= span.telling < span.end
        show.seek(span.first + 1)
        assert show.world.stage.act == span.act


def test_the_telling_moment_is_that_of_the_override(tmp_path):
    show = open_show(str(write_evening(tmp_path, seconds=20.0)), warn=print)
    telling = spans(show)[2].telling
    show.seek(telling - 1)
    assert not show.world.swarm.engaged
    show.seek(telling)
    assert show.world.swarm.engaged


def test_an_act_that_is_entered_twice_stands_twice_and_the_journal_is_heard_to_its_end(show):
    show.step(60)
    show.say("acts/go", "unveiling")
    show.seek(30 * HZ)
    show.say("acts/hold", True)
    show.seek(0)
    played = spans(show)
    assert [span.act for span in played][:3] == [0, 0, 1]
    assert show.tick > 30 * HZ


def test_a_held_act_is_the_last(show):
    show.step(200)
    show.say("acts/hold", True)
    assert [span.act for span in spans(show)] == [0, 1]
    assert over(show)
    assert length(show) == pytest.approx(3.0 + 3.0 + 1.0, abs=0.1)
