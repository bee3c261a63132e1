"""The characters: the autopilot plays them, a touch takes them over, and they are given back."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from viz.clock import TICK
from viz.world.acts import ACTS, Act
from viz.world.cast import CAST, FINN, KAI, LUMI, NOVA, Cast, Finn, Lumi, Nova, Played, Scenery
from viz.world.hall import Hall
from viz.world.nanobots import Kai

HALL = Hall()
FOOT = (0.0, 2.6 - HALL.length)
QUIET = Scenery(
    act=Act(name="confrontation", kai=0.9, kai_after=5.0),
    seconds=10.0,
    lumi=0.9,
    finn=1.0,
    glitch=0.8,
    opinion=0.4,
    charge=1.0,
    speaking=False,
    trouble=(3.0, -20.0),
    origin=(9.0, -30.0),
    kai_at=FOOT,
)


class Stagehand:
    """A cast with its controls, stepped by hand."""

    def __init__(self, **scenery) -> None:
        self.cast, self.kai, self.lumi, self.finn, self.nova = Cast(), Kai(), Lumi(), Finn(), Nova()
        self.scenery = replace(QUIET, **scenery)

    def step(self, lasting: float = TICK, **scenery) -> Played:
        self.scenery = replace(self.scenery, **scenery)
        for _ in range(round(lasting / TICK)):
            played = self.cast.step(HALL, self.kai, self.lumi, self.finn, self.nova, 20.0, self.scenery)
        return played


def test_the_autopilot_plays_everybody():
    played = Stagehand().step()
    assert played.kai == 0.9
    assert played.hands == 1.0
    assert 0 < played.lumi <= 0.9
    assert played.blend == pytest.approx(0.4), "Nova follows the crowd's opinion"
    assert tuple(played.goals[FINN]) == (3.0, -20.0), "Finn goes where people are most afraid"


def test_kai_works_only_where_he_is_and_when_he_may():
    hand = Stagehand(kai_at=(0.0, -10.0))
    assert hand.step().kai == 0
    assert hand.step(kai_at=FOOT, seconds=4.0).kai == 0
    assert hand.step(seconds=6.0).kai == 0.9
    assert hand.step(act=Act(name="glitch")).kai == 0


def test_a_spent_override_rests_until_it_has_charge_again():
    hand = Stagehand()
    assert hand.step(charge=0.2).kai == 0
    assert hand.step(charge=0.9).kai == 0.9
    assert hand.step(charge=0.2).kai == 0.9
    assert hand.step(charge=0.1).kai == 0
    assert hand.step(charge=0.4).kai == 0
    assert hand.step(charge=0.6).kai == 0.9
    assert hand.step(charge=0.6, glitch=0.0).kai == 0.9, "what was begun is held"


def test_a_touch_takes_a_character_over_and_time_gives_it_back():
    hand = Stagehand()
    hand.lumi.voice, hand.lumi.where = 0.25, (2.0, -8.0)
    hand.cast.touch("lumi", 20.0)
    played = hand.step(19.9)
    assert played.lumi == 0.25
    assert tuple(played.goals[LUMI]) == (2.0, -8.0)
    assert played.hands == 1.0, "the others are played on"
    played = hand.step(0.2)
    assert played.lumi > 0.5
    assert not hand.cast.held(LUMI)


def test_finn_and_nova_in_the_operators_hands():
    hand = Stagehand()
    hand.finn.hands, hand.finn.circles, hand.nova.blend = 0.1, True, 1.0
    hand.cast.touch("finn", 5.0)
    hand.cast.touch("nova", 5.0)
    played = hand.step()
    assert (played.hands, played.circles, played.rally, played.blend) == (0.1, True, False, 1.0)
    hand.cast.touch("finn", 0.0)
    assert hand.step().hands == 1.0


def test_an_armed_override_is_never_taken_out_of_the_operators_hands():
    hand = Stagehand()
    hand.kai.override.armed = True
    hand.kai.override.where = (20.0, 2.0)
    played = hand.step(60.0)
    assert hand.cast.held(KAI)
    assert played.goals[KAI] == pytest.approx((-HALL.width / 2 + 2.6, -20.0)), "Kai stands before the place"
    hand.kai.override.armed = False
    hand.step(20.1)
    assert not hand.cast.held(KAI)


@given(
    st.sampled_from(ACTS),
    st.floats(-50, 400),
    st.lists(st.sampled_from(CAST), max_size=4),
    st.floats(0, 300),
    st.sampled_from([HALL, Hall(width=6, length=12, wall=3, apex=4), Hall(width=40, length=200)]),
)
@example("unveiling", 86.0, ["kai"], 0.0, Hall(width=21, length=74))
def test_everybody_has_a_place_in_the_hall(act, s: float, held: list[str], seconds: float, hall: Hall):
    hand = Stagehand(act=Act(name=act), seconds=seconds, trouble=(0.0, -6.0), origin=(0.0, -6.0))
    hand.kai.override.where = (s, 2.0)
    for name in held:
        if name != "lumi" and name != "finn":
            hand.cast.touch(name, 9.0)
    played = hand.cast.step(hall, hand.kai, hand.lumi, hand.finn, hand.nova, 20.0, hand.scenery)
    assert (np.abs(played.goals[:, 0]) < hall.width / 2).all()
    assert ((played.goals[:, 1] < 0) & (played.goals[:, 1] > -hall.length)).all()
    apart = played.goals[:, None] - played.goals
    assert (np.hypot(*apart.transpose(2, 0, 1)) + 9 * np.eye(4))[NOVA].min() > 0.8, "nobody stands in Nova's place"
