"""What the crowd feels: frightened by the glitch, steadied by each other, moved by words; and how it moves about."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.world.crowd import Crowd, CrowdControls, Felt
from viz.world.hall import Hall, hang
from viz.world.people import Moment, Room

ROOM = Room(hang(np.tile([2.0, 1.0], (73, 1)), Hall()), seed=5)
NARROW = Room(hang(np.tile([2.0, 1.0], (9, 1)), Hall(width=6, length=12)), seed=5)
CALM = {"glitch": 0.0, "healing": 0.0, "lumi": 0.0, "finn": 0.0, "fresh": 0.0}
AFRAID = CALM | {"glitch": 0.9}


class Hallful:
    """A crowd with what it is given to feel, stepped by hand."""

    def __init__(self, count: int = 60, seed: int = 2, room: Room = ROOM) -> None:
        self.room, self.crowd, self.controls, self.tick = room, Crowd.gather(room, count, seed), CrowdControls(), 0

    def step(self, seconds: float, felt: dict, act: int = 0) -> None:
        for i in range(round(seconds * 60)):
            self.tick += 1
            moment = Moment(self.tick, act, turned=i == 0, camera=(0.0, -3.0))
            self.crowd.step(self.room, self.controls, Felt(**felt), moment)


def frightened(count: int = 10) -> Hallful:
    hallful = Hallful(count)
    hallful.step(45, AFRAID)
    return hallful


def test_an_undisturbed_crowd_is_calm():
    hallful = Hallful(10)
    hallful.step(60, CALM)
    assert hallful.crowd.panic < 0.01


def test_the_glitch_frightens():
    assert frightened().crowd.panic > 0.7


def test_support_calms_though_the_glitch_goes_on():
    hallful = frightened()
    hallful.step(40, AFRAID | {"finn": 1.0})
    assert hallful.crowd.support > 0.9
    assert hallful.crowd.panic < 0.2


def test_kai_alone_calms_far_less_than_people_do():
    alone, together = frightened(), frightened()
    alone.step(30, AFRAID | {"healing": 0.5})
    together.step(30, AFRAID | {"finn": 1.0})
    assert alone.crowd.panic > 3 * together.crowd.panic


def test_fear_outlasts_its_cause_and_then_goes():
    hallful = frightened()
    hallful.step(5, CALM)
    assert hallful.crowd.panic > 0.5
    hallful.step(115, CALM)
    assert hallful.crowd.panic < 0.05


def test_an_announcement_calms():
    told, untold = frightened(), frightened()
    told.controls.calm = 1.0
    for hallful in (told, untold):
        hallful.step(15, AFRAID)
    assert told.crowd.panic < untold.crowd.panic - 0.2


def test_words_move_opinions_and_they_drift_back_slowly():
    hallful = Hallful(10)
    hallful.step(60, CALM | {"lumi": 0.9})
    moved = hallful.crowd.opinion
    assert moved > 0.7
    hallful.step(60, CALM)
    assert 0.6 < hallful.crowd.opinion < moved


def test_people_differ_about_the_mean_and_agree_at_the_ends():
    crowd = Crowd.gather(ROOM, 200, 1)
    crowd.panic = 0.5
    assert crowd.each.shape == (200, 3)
    assert crowd.each[:, 0].std() > 0.08
    assert crowd.each[:, 0].mean() == pytest.approx(0.5, abs=0.05)
    crowd.panic, crowd.support = 0.0, 1.0
    assert not crowd.each[:, 0].any()
    assert (crowd.each[:, 1] == 1).all()


def test_a_new_evenings_crowd_comes_gently():
    hallful = frightened()
    hallful.crowd.support, hallful.crowd.opinion = 1.0, 0.9
    for _ in range(600):
        before = (hallful.crowd.panic, hallful.crowd.support, hallful.crowd.opinion)
        hallful.step(1 / 60, CALM | {"fresh": 0.5})
        after = (hallful.crowd.panic, hallful.crowd.support, hallful.crowd.opinion)
        assert np.abs(np.subtract(after, before)).max() < 0.02
    assert after == pytest.approx((0.02, 0.08, 0.25), abs=0.05)


def gaps(hallful: Hallful) -> np.ndarray:
    """(M,) how near each has their nearest neighbour."""
    place = hallful.crowd.people.place
    far = np.hypot(*(place[:, None] - place).transpose(2, 0, 1))
    return (far + 99 * np.eye(len(place))).min(axis=1)


def test_people_look_at_mosaics_and_keep_their_distance():
    hallful = Hallful(140)
    assert gaps(hallful).min() >= 0
    hallful.step(30, CALM)
    assert np.quantile(gaps(hallful), 0.05) > 0.45
    watching = hallful.crowd.people.watching(73)
    assert watching.sum() > 30
    assert (watching > 0).sum() > 10, "not all look at the same one"


def test_they_stroll_between_mosaics():
    hallful = Hallful(40)
    start = hallful.crowd.people.place
    gait = hallful.crowd.people.gait
    hallful.step(60, CALM)
    walked = np.hypot(*(hallful.crowd.people.place - start).T)
    assert np.median(walked) > 1.5
    steps = hallful.crowd.people.gait - gait
    assert (steps * 1.45 >= walked - 0.8).all(), "nobody glides"


def test_fear_drives_them_off_the_walls_toward_the_entrance():
    hallful = Hallful(100)
    before = hallful.crowd.people.place
    hallful.step(40, AFRAID, act=1)
    after = hallful.crowd.people.place
    assert hallful.crowd.people.alarmed.mean() > 0.8
    assert np.abs(after[:, 0]).mean() < 0.75 * np.abs(before[:, 0]).mean()
    assert after[:, 1].mean() > before[:, 1].mean() + 4


def test_they_gather_before_the_great_mosaic_in_the_confrontation():
    hallful = Hallful(100)
    hallful.step(50, CALM, act=2)
    near = hallful.crowd.people.place[:, 1] < -ROOM.hall.length + 20
    assert near.mean() > 0.7
    assert hallful.crowd.people.watching(73)[0] > 30


def test_they_stand_in_circles_in_the_renaissance():
    hallful = Hallful(70)
    hallful.step(60, CALM, act=4)
    people = hallful.crowd.people
    still = np.hypot(*people.velocity.T) < 0.2
    inward = people.gaze - people.place
    facing = np.cos(people.heading - np.arctan2(inward[:, 0], -inward[:, 1]))
    assert still.mean() > 0.4
    assert np.median(facing[still]) > 0.9


feelings = st.fixed_dictionaries(dict.fromkeys(("glitch", "healing", "lumi", "finn"), st.floats(0, 1)))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(feelings, st.integers(0, 4), st.integers(1, 240)), max_size=4),
    st.integers(0, 150),
    st.sampled_from([ROOM, NARROW]),
)
def test_nobody_ever_walks_through_a_wall_or_leaps(said, count: int, room: Room):
    hallful = Hallful(count, room=room)
    hall = room.hall
    for felt, act, ticks in said:
        for _ in range(ticks):
            hallful.step(1 / 60, CALM | felt, act)
            people = hallful.crowd.people
            assert (np.abs(people.place[:, 0]) <= hall.width / 2 - 0.5).all()
            assert ((people.place[:, 1] <= -0.5) & (people.place[:, 1] >= -hall.length + 0.5)).all()
            assert np.hypot(*(people.place - people.place_before).T).max(initial=0) < 2.5 / 60
            assert np.abs(people.heading - people.heading_before).max(initial=0) < 4.1 / 60
        for mean in (hallful.crowd.panic, hallful.crowd.support, hallful.crowd.opinion):
            assert 0 <= mean <= 1


def test_what_is_shown_lies_between_two_ticks():
    hallful = Hallful(30)
    hallful.step(20, CALM)
    people = hallful.crowd.people
    first, last, middle = people.shown(0.0)[0], people.shown(1.0)[0], people.shown(0.5)[0]
    assert np.array_equal(first, people.place_before)
    assert last == pytest.approx(people.place)
    assert middle == pytest.approx((first + last) / 2)
    assert (np.abs(people.shown(0.3)[1]) <= np.pi).all()
    assert ((people.shown(0.3)[2] >= 0) & (people.shown(0.3)[2] < 2 * np.pi)).all()


def test_people_leave_room_for_the_camera():
    hallful = Hallful(140)
    hallful.step(20, CALM)
    away = np.hypot(*(hallful.crowd.people.place - (0.0, -3.0)).T)
    assert away.min() > 0.6


def test_a_hall_with_nobody_or_one_mosaic_works():
    alone = Room(hang(np.array([[2.0, 1.0]]), Hall(width=6, length=12)), seed=1)
    hallful = Hallful(0, room=alone)
    hallful.step(1, AFRAID)
    hallful = Hallful(20, room=alone)
    hallful.step(5, AFRAID, act=1)
    assert np.isfinite(hallful.crowd.people.place).all()


def test_the_same_seed_gathers_the_same_people():
    one, same, other = (Crowd.gather(ROOM, 20, seed).people for seed in (1, 1, 2))
    assert np.array_equal(one.place, same.place)
    assert not np.array_equal(one.place, other.place)
