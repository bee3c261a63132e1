"""The nanobots: the glitch starts at one mosaic, travels, obeys consent, and yields to a strong override only."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.world.hall import Hall, hang
from viz.world.nanobots import HAND_BACK, Asked, Kai, Nanobots, Swarm, Wall

WALL = Wall(hang(np.tile([2.0, 1.0], (73, 1)), Hall()), seed=5)


class Room:
    """Nanobots with their controls, stepped by hand."""

    def __init__(self, wall: Wall = WALL) -> None:
        self.wall, self.swarm, self.kai, self.nanobots = wall, Swarm.asleep(wall.count), Kai(), Nanobots()
        self.asked = {"evening": 0, "spreading": True, "glitch": 0.9, "consent": 1.0, "kai": 0.0}
        self.tick = 0

    def step(self, seconds: float) -> None:
        for _ in range(round(seconds * 60)):
            self.tick += 1
            if self.kai.override.armed:
                self.swarm.touched()
            self.swarm.step(self.wall, self.kai, self.nanobots, Asked(tick=self.tick, **self.asked))

    def engage(self, strength: float) -> None:
        self.kai.override.armed = self.kai.override.engaged = True
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
    away = np.abs(WALL.hanging.strip[:, 0] - s)
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
    slow.step(12)
    fast.step(12)
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
    room.kai.override.where = (20.0, 2.0)
    room.engage(1.0)
    room.step(4)
    near = np.hypot(*(WALL.hanging.strip - (20.0, 2.0)).T)
    assert room.swarm.healed[near < 4].min() > 0.9
    assert room.swarm.healed[near > 20].max() == 0
    room.step(56)
    assert room.swarm.glitch.max() < 0.01
    assert room.swarm.healed.min() > 0.95


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
    room.kai.override.engaged = True
    room.step(5)
    assert not room.swarm.engaged
    assert not room.swarm.healed.any()


def test_the_operator_takes_the_override_over_and_gives_it_back_20_seconds_after_disarming():
    room = glitching()
    room.asked["kai"] = 0.9
    room.step(1)
    assert room.swarm.engaged
    room.kai.override.armed = True
    room.step(1)
    assert not room.swarm.engaged, "the operator's hand is on it, and does not engage"
    room.kai.override.armed = False
    room.step(HAND_BACK - 0.5)
    assert not room.swarm.engaged
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


def test_owners_consent_differently_and_all_fully_or_not_at_all_at_the_ends():
    room = Room()
    room.asked["consent"] = 0.5
    room.step(20)
    assert room.swarm.consent.std() > 0.05
    room.kai.consent = 0.0
    room.step(40)
    assert not room.swarm.consent.any()
    room.kai.consent = room.asked["consent"] = 1.0
    room.step(40)
    assert (room.swarm.consent == 1).all()


events = st.lists(
    st.tuples(
        st.sampled_from(["glitch", "consent", "kai", "own", "strength", "armed", "engaged", "spread"]),
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
        if what in ("glitch", "consent", "kai"):
            room.asked[what] = value
        elif what == "own":
            room.kai.consent = value
        elif what == "spread":
            room.nanobots.spread = 0.1 + 3.9 * value
        else:
            room.kai.override = room.kai.override.model_copy(
                update={what: value if what == "strength" else value > 0.5}
            )
        for _ in range(ticks):
            room.step(1 / 60)
            swarm = room.swarm
            assert (swarm.glitch <= swarm.consent).all()
            for part in (swarm.glitch, swarm.healed, swarm.consent):
                assert ((part >= 0) & (part <= 1)).all()


@pytest.mark.parametrize("count", [1, 2, 9, 20, 600, 2000])
def test_few_mosaics_or_many_the_glitch_reaches_them_all(count: int):
    wall = Wall(hang(np.tile([2.0, 1.0], (count, 1)), Hall()), seed=1)
    room = Room(wall)
    room.step(8)
    if count > 20:
        assert room.swarm.glitch.mean() < 0.5
    room.step(52)
    assert room.swarm.glitch.min() > 0.3
