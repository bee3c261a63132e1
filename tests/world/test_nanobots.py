"""The nanobots: the glitch starts at one mosaic, travels, obeys consent, and yields to a strong override only."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.world.hall import Hall, hang
from viz.world.nanobots import FARTHEST, Asked, Kai, Nanobots, Swarm, Wall

WALL = Wall(hang(np.tile([2.0, 1.0], (73, 1)), Hall()), seed=5)


class Room:
    """Nanobots with their controls, stepped by hand."""

    def __init__(self, wall: Wall = WALL) -> None:
        self.wall, self.swarm, self.kai, self.nanobots = wall, Swarm.asleep(wall.count), Kai(), Nanobots()
        self.asked = {"evening": 0, "spreading": True, "glitch": 0.9, "engage": False, "strength": 0.9}
        self.asked["where"] = (84.5, 4.0)
        self.consent = np.ones(wall.count)
        self.held = False
        self.tick = 0

    def step(self, seconds: float) -> None:
        for _ in range(round(seconds * 60)):
            self.tick += 1
            asked = Asked(tick=self.tick, **self.asked)
            self.swarm.step(self.wall, self.kai, self.nanobots, asked, self.consent, held=self.held)

    def engage(self, strength: float) -> None:
        self.held = self.kai.override.armed = self.kai.override.engaged = True
        self.kai.override.strength = strength


def glitching(seconds: float = 60.0) -> Room:
    room = Room()
    room.step(seconds)
    return room


def test_nothing_happens_until_the_nanobots_are_excited():
    room = Room()
    room.asked["glitch"] = 0.0
    room.step(5)
    assert not room.swarm.awake
    assert not room.swarm.glitch.any()


def test_the_glitch_starts_at_one_mosaic_on_a_side_wall_and_reaches_them_all():
    room = Room()
    origin = WALL.origin(0)
    s = WALL.hanging.strip[origin, 0]
    assert s < WALL.hanging.hall.length or s > WALL.hanging.hall.length + WALL.hanging.hall.width
    room.step(3)
    assert room.swarm.glitch.argmax() == origin
    walled = WALL.hanging.hall.walled
    away = np.abs(walled(WALL.hanging.strip[:, 0]) - walled(s))
    assert room.swarm.glitch[away > 15].max() < 0.01 < room.swarm.glitch[origin]
    room.step(57)
    assert room.swarm.glitch.min() > 0.3


def test_each_evening_and_seed_has_its_own_origin():
    assert len({WALL.origin(evening) for evening in range(30)}) > 5
    assert len({Wall(WALL.hanging, seed).origin(0) for seed in range(30)}) > 5
    assert WALL.origin(3) == Wall(WALL.hanging, 5).origin(3)


def test_it_spreads_faster_when_told_to():
    slow, fast = Room(), Room()
    fast.nanobots.spread = 3.0
    slow.step(9)
    fast.step(9)
    assert fast.swarm.glitch.mean() > 2 * slow.swarm.glitch.mean()


def test_the_glitch_control_bounds_it_and_ends_it():
    room = glitching()
    room.nanobots.glitch = 0.3
    room.step(20)
    assert room.swarm.glitch.max() < 0.31
    room.nanobots.glitch = 0.0
    room.step(60)
    assert not room.swarm.glitch.any()


def test_the_medium_wakes_and_rests_at_exact_ticks():
    room = glitching(5)
    woke = room.swarm.epoch
    assert 0 < woke < 120
    room.step(20)
    assert room.swarm.epoch == woke
    room.asked.update(glitch=0.0, spreading=False)
    room.step(60)
    assert room.swarm.epoch == -1
    assert not room.swarm.glitch.any(), "at rest means exactly zero"
    room.asked.update(glitch=0.9, spreading=True)
    room.step(5)
    assert room.swarm.epoch > woke


def test_a_strong_override_heals_every_mosaic_from_where_it_starts():
    room = glitching()
    room.engage(1.0)
    room.step(4)
    near = np.hypot(*(WALL.hanging.strip - (84.5, 4.5)).T)
    assert room.swarm.healed[near < 5].min() > 0.9
    assert room.swarm.healed[near > 20].max() == 0
    room.step(28)
    assert room.swarm.glitch.max() < 0.02
    assert room.swarm.healed.min() > 0.9


def test_a_weak_override_loses_its_ground_again():
    room = glitching()
    room.engage(0.25)
    room.step(20)
    assert room.swarm.radius == 0
    assert room.swarm.healed.max() < 0.05
    assert room.swarm.glitch.min() > 0.3


def test_an_override_of_half_strength_stands_still():
    room = glitching()
    room.engage(0.5)
    room.step(3)
    radius = room.swarm.radius
    room.step(20)
    assert room.swarm.alpha == pytest.approx(0.5)
    assert room.swarm.radius == pytest.approx(radius, abs=0.01)


def test_letting_go_lets_the_front_fade_and_the_glitch_return():
    room = glitching()
    room.engage(1.0)
    room.step(15)
    healed, glitch = room.swarm.healed.mean(), room.swarm.glitch.mean()
    room.kai.override.engaged = False
    room.step(1)
    assert room.swarm.healed.mean() > 0.5 * healed, "not all at once"
    room.step(40)
    assert room.swarm.presence == 0
    assert room.swarm.glitch.mean() > 1.5 * glitch


def test_engaging_does_nothing_unless_it_is_armed():
    room = glitching()
    room.held = room.kai.override.engaged = True
    room.step(5)
    assert not room.swarm.engaged
    assert not room.swarm.healed.any()


def test_the_override_is_the_operators_while_held_and_the_autopilots_else():
    room = glitching()
    room.asked["engage"] = True
    room.step(1)
    assert room.swarm.engaged
    assert room.swarm.centre == (84.5, 4.0)
    room.held = True
    room.step(1)
    assert not room.swarm.engaged, "the operator's hand is on it, and does not engage"
    room.held = False
    room.step(1)
    assert room.swarm.engaged


def test_a_front_called_elsewhere_flows_there():
    room = glitching()
    room.kai.override.where = (20.0, 2.0)
    room.engage(0.8)
    room.step(1)
    room.kai.override.where = (60.0, 2.0)
    room.step(0.5)
    assert 20 < room.swarm.centre[0] < 30
    room.step(10)
    assert room.swarm.centre == pytest.approx((60.0, 2.0))


@pytest.mark.parametrize("operator", [True, False])
def test_the_front_never_goes_beyond_its_reach(operator: bool):
    room = glitching()
    if operator:
        room.engage(1.0)
        room.kai.override.reach = 12.0
    else:
        room.asked.update(engage=True, strength=1.0, reach=12.0)
    for _ in range(20):
        room.step(1)
        assert room.swarm.radius <= 12.0
    assert room.swarm.radius == 12.0
    away = np.hypot(*(WALL.hanging.strip - room.swarm.centre).T)
    assert room.swarm.healed[away > 14].max() == 0
    assert room.swarm.glitch[away > 20].min() > 0.3


def test_a_front_draws_back_when_its_reach_is_shortened():
    room = glitching()
    room.engage(1.0)
    room.step(15)
    assert room.swarm.radius > 30
    room.kai.override.reach = 10.0
    room.step(0.5)
    assert 30 < room.swarm.radius < 45, "not all at once"
    room.step(4)
    assert room.swarm.radius == 10


def drained(strength: float, reach: float, seconds: float = 20.0) -> float:
    """How much charge an override takes, its front as far as it goes at first."""
    room = Room()
    room.engage(strength)
    room.kai.override.reach = reach
    room.step(seconds)
    return 1 - room.swarm.charge


def test_the_charge_drains_with_strength_and_with_the_wall_held():
    assert drained(0.9, 8) < 0.6 * drained(0.9, 30) < 0.6 * drained(0.9, FARTHEST) + 1e-9
    assert drained(0.65, 8) == pytest.approx(drained(0.95, 8) * 0.65 / 0.95, rel=0.25)


def test_the_charge_comes_back_while_the_override_is_released():
    room = Room()
    room.engage(1.0)
    room.step(60)
    assert room.swarm.charge < 0.2
    room.kai.override.engaged = False
    before = room.swarm.charge
    room.step(20)
    assert room.swarm.charge == pytest.approx(before + 20 / 75, abs=0.01)
    room.step(70)
    assert room.swarm.charge == 1.0


def test_a_full_charge_heals_every_wall_once_the_glitch_is_no_longer_fed():
    room = glitching()
    room.asked["spreading"] = False
    room.engage(0.9)
    room.step(50)
    assert not room.swarm.glitch.any()


def test_an_override_engaged_too_early_is_spent_and_the_glitch_comes_back():
    """While the act still feeds the glitch, even a strong override held for long loses what it had won."""
    room = glitching()
    room.engage(1.0)
    room.step(25)
    held, healed = room.swarm.radius, room.swarm.healed.mean()
    assert held > 60 and healed > 0.5
    room.step(75)
    assert room.swarm.engaged
    assert room.swarm.effective < 0.5, "the strength sagged"
    assert room.swarm.radius < 0.2 * held
    assert room.swarm.glitch.mean() > 0.4


def test_at_low_strength_in_a_short_reach_it_lasts_much_longer():
    room = glitching()
    room.engage(0.6)
    room.kai.override.reach = 10.0
    room.step(120)
    assert room.swarm.effective == pytest.approx(0.6, abs=0.01)
    assert room.swarm.radius == 10.0


def test_neighbours_are_paired_each_with_one_near():
    hanging = WALL.hanging
    partner = WALL.partner
    assert (partner[partner] == np.arange(WALL.count)).all()
    assert np.flatnonzero(partner == np.arange(WALL.count)).tolist() == [0], "of an odd number the great one"
    even = Wall(hang(np.tile([2.0, 1.0], (40, 1)), Hall()), 5).partner
    assert (even != np.arange(40)).all() and (even[even] == np.arange(40)).all()
    away = np.hypot(*(hanging.strip[partner] - hanging.strip).T)
    assert np.median(away) < 5
    assert away[1:].max() < hanging.hall.bay
    steps = np.stack([np.cos(WALL.toward), np.sin(WALL.toward)], 1) * away[:, None]
    assert np.allclose(hanging.strip + steps, hanging.strip[partner])


events = st.lists(
    st.tuples(
        st.sampled_from(["glitch", "consent", "auto", "held", "strength", "armed", "engaged", "spread", "reach"]),
        st.floats(0, 1),
        st.integers(1, 60),
    ),
    max_size=15,
)


@settings(max_examples=40)
@given(events)
def test_whatever_is_done_the_glitch_never_exceeds_an_owners_consent(said: list[tuple[str, float, int]]):
    room = glitching(10)
    for what, value, ticks in said:
        override = room.kai.override
        match what:
            case "glitch":
                room.asked["glitch"] = value
            case "consent":
                room.consent = np.minimum(1.0, 2 * value * WALL.turns)
            case "auto":
                room.asked.update(engage=value > 0.3, strength=value)
            case "held":
                room.held = value > 0.5
            case "spread":
                room.nanobots.spread = 0.1 + 3.9 * value
            case "reach":
                override.reach = 4 + 96 * value
            case "strength":
                override.strength = value
            case _:
                setattr(override, what, value > 0.5)
        for _ in range(ticks):
            room.step(1 / 60)
            swarm = room.swarm
            assert (swarm.glitch <= room.consent).all()
            for part in (swarm.glitch, swarm.healed):
                assert ((part >= 0) & (part <= 1)).all()
            assert 0 <= swarm.charge <= 1 and 0 <= swarm.effective <= swarm.strength


@pytest.mark.parametrize("count", [1, 2, 9, 20, 600, 2000])
def test_few_mosaics_or_many_the_glitch_reaches_them_all(count: int):
    wall = Wall(hang(np.tile([2.0, 1.0], (count, 1)), Hall()), seed=1)
    room = Room(wall)
    room.step(8)
    if count > 20:
        assert room.swarm.glitch.mean() < 0.5
    room.step(52)
    assert room.swarm.glitch.min() > 0.3
