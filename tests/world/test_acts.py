"""The acts: their order, the operator's hand, their blends, and a camera that never jumps or leaves the hall."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.camera import CameraControls
from viz.clock import TICK
from viz.world.acts import ACTS, Act, ActControls, Course, Look, Stage
from viz.world.aims import READINGS, Until
from viz.world.hall import Hall
from viz.world.shots import DISSOLVE, Shot

HALL = Hall()


def course(seconds: float = 4.0, transition: float = 1.0) -> Course:
    acts = []
    for i, name in enumerate(ACTS):
        shots = [
            Shot(position=(i - 2.0, 1.7, -3.0 - 4 * i), look_at=(0.0, 2.5, -40.0), fov=50.0 + i),
            Shot(position=(2.0 - i, 2.4, -6.0 - 4 * i), look_at=(5.0, 2.5, -30.0), fov=60.0),
            Shot(position=(0.0, 3.0, -7.0 - 4 * i), look_at=(-5.0, 2.5, -30.0), fov=45.0),
        ]
        look = Look(exposure=2.0 ** (i - 2), glow=i / 2)
        acts.append(Act(name=name, seconds=seconds, transition=transition, glitch=i / 5, look=look, shots=shots))
    return Course(acts, HALL)


class Evening:
    """A stage with its controls, stepped by hand."""

    def __init__(self, course: Course) -> None:
        self.course, self.acts, self.camera, self.stage = course, ActControls(), CameraControls(), Stage()
        self.calm = 0.0
        self.readings = np.zeros(len(READINGS))
        self.stage.begin(course, self.camera)

    def step(self, seconds: float = TICK) -> None:
        for _ in range(round(seconds / TICK)):
            self.stage.step(self.course, self.acts, self.camera, self.readings, self.calm)
            self.acts.go = ""


def test_acts_follow_each_other_and_a_new_evening_follows_the_last():
    evening = Evening(course())
    seen = []
    for _ in range(6):
        seen.append((evening.stage.act, evening.stage.evening))
        evening.step(4.0)
    assert seen == [(0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (0, 1)]


def test_hold_keeps_the_act_until_it_is_released():
    evening = Evening(course())
    evening.acts.hold = True
    evening.step(9.0)
    assert evening.stage.act == 0
    evening.acts.hold = False
    evening.step()
    assert evening.stage.act == 1
    assert evening.stage.seconds <= TICK


def test_pace_scales_the_acts():
    evening = Evening(course())
    evening.acts.pace = 2.0
    evening.step(2.5)
    assert evening.stage.act == 1
    assert evening.stage.seconds == pytest.approx(1.0, abs=0.04)


def test_go_begins_an_act_with_its_transition():
    evening = Evening(course())
    evening.step(2.0)
    evening.acts.go = "aftermath"
    evening.step()
    assert evening.stage.act == 3
    assert evening.stage.weights[0] > 0.99
    evening.step(1.0)
    assert evening.stage.weights == pytest.approx(np.eye(5)[3])
    assert evening.stage.evening == 0


def test_going_back_to_the_unveiling_is_a_new_evening():
    evening = Evening(course())
    evening.step(5.0)
    evening.acts.go = "unveiling"
    evening.step()
    assert evening.stage.evening == 1
    evening.acts.go = "unveiling"
    evening.step()
    assert evening.stage.evening == 1, "it was the unveiling already"


def test_the_light_sinks_midway_between_acts_that_breathe_and_comes_back():
    plain = course(transition=2.0)
    acts = [act.model_copy(update={"breath": 0.5 if i == 1 else 0.0}) for i, act in enumerate(plain.acts)]
    breathing = dataclasses.replace(plain, acts=acts)
    share = [1.0, 0.5, 0.0]
    between = [np.array([1 - w, w, 0, 0, 0]) for w in share]
    seen = [breathing.look(w).exposure / plain.look(w).exposure for w in between]
    assert seen == pytest.approx([1.0, 0.5, 1.0])


moves = st.lists(st.tuples(st.integers(1, 90), st.sampled_from(["", *ACTS])), max_size=12)


@given(moves)
def test_weights_and_camera_never_jump(said: list[tuple[int, str]]):
    evening = Evening(course())
    for ticks, go in said:
        evening.acts.go = go
        for _ in range(ticks):
            before, pose, takes = evening.stage.weights, evening.stage.pose, evening.stage.takes
            evening.step()
            assert evening.stage.weights.sum() == pytest.approx(1)
            assert (evening.stage.weights >= 0).all()
            assert np.abs(evening.stage.weights - before).max() < 0.05
            if evening.stage.takes == takes:
                assert np.array_equal(evening.stage.pose_before, pose)
                # Acts a second apart and metres away: fast, but far from a cut.
                assert np.abs(evening.stage.pose[:3] - pose[:3]).max() < 1.0
                continue
            assert evening.stage.takes == takes + 1
            assert np.array_equal(evening.stage.leaving, pose), "what is left is what was seen"
            assert evening.stage.since == 0
            assert evening.stage.camera(0.0) == evening.stage.camera(1.0), "nothing flies from one take to the other"


def staged(*shots: Shot, arrive: str = "glide", far: float = 0.0, transition: float = 2.0) -> Evening:
    """An evening whose first act has these shots, and whose second stands so many metres behind the last of them."""
    x, y, z = shots[-1].position
    there = Shot(position=(x, y, z - far), look_at=shots[-1].look_at, arrive=arrive)
    ways = [list(shots), [there], [there], [there], [there]]
    acts = [Act(name=n, seconds=8.0, transition=transition, shots=way) for n, way in zip(ACTS, ways, strict=True)]
    return Evening(Course(acts, HALL))


A, B = (Shot(position=(x, 2.0, -20.0), look_at=(x, 3.0, -60.0)) for x in (0.0, 0.8))
C, D = (Shot(position=(x, 2.0, -50.0), look_at=(x, 3.0, -60.0), arrive="dissolve") for x in (-4.0, 4.0))


def test_takes_dissolve_into_each_other_and_share_the_acts_time():
    evening = staged(A, B, C, D)
    seen = []
    for _ in range(round(8 / TICK) - 1):
        evening.step()
        seen.append((evening.stage.takes, evening.stage.pose[0], evening.stage.dissolve(0.0).share))
    takes = np.array([take for take, _, _ in seen])
    assert np.flatnonzero(np.diff(takes)) * TICK == pytest.approx([8 / 3, 16 / 3], abs=2 * TICK)
    assert max(x for take, x, _ in seen if take == 0) == pytest.approx(0.8, abs=0.01), "the first take is played out"
    assert {round(x, 6) for take, x, _ in seen if take == 1} == {-4.0}
    shares = [share for take, _, share in seen if take == 1]
    assert shares[0] == 0
    assert shares == sorted(shares)
    assert shares[round(DISSOLVE / TICK) - len(shares) - 1] > 0.99 or len(shares) < DISSOLVE / TICK


def test_an_act_that_begins_elsewhere_dissolves_midway_of_its_transition_and_one_close_by_is_glided_to():
    for arrive, far, dissolves in (("glide", 1.0, 0), ("dissolve", 1.0, 1), ("glide", 20.0, 1)):
        evening = staged(A, B, arrive=arrive, far=far)
        evening.step(8.5)
        assert evening.stage.act == 1
        assert evening.stage.takes == 0
        evening.step(0.6)
        assert evening.stage.takes == dissolves, (arrive, far)
        z = evening.stage.pose[2]
        assert (z == -20 - far) if dissolves else (-20 - far < z < -20)
        evening.step(2.0)
        assert evening.stage.takes == dissolves
        assert evening.stage.pose[2] == pytest.approx(-20 - far)


def test_a_camera_whose_act_ends_early_comes_to_rest_before_it_dissolves():
    evening = staged(A, B, far=20.0, transition=4.0)
    evening.step(4.0)
    evening.acts.go = "glitch"
    steps = way(evening, 2.0)
    assert evening.stage.takes == 0
    assert steps[0] > 0.0015
    assert max(np.abs(np.diff(steps))) < 0.0001, "no jolt"
    assert steps[-1] < 0.4 * steps[0]


def test_the_operators_camera_dissolves_into_nothing():
    evening = staged(A, B, C, D)
    evening.camera.mode = "free"
    evening.step(5.0)
    assert evening.stage.takes == 0
    evening.camera.mode = "authored"
    evening.step(2.0)
    assert evening.stage.takes == 1, "of the act's own"


def test_the_camera_is_smooth_to_the_first_derivative_at_shots_act_changes_and_past_the_end():
    evening = Evening(course(seconds=6.0, transition=2.0))
    poses = []
    for i in range(round(20 / TICK)):
        evening.acts.hold = i * TICK > 13
        evening.step()
        poses.append(evening.stage.pose[:3])
    bend = np.abs(np.diff(poses, n=2, axis=0)).max() / TICK**2
    assert bend < 60, "m/s², with acts of seconds; a kink would show as hundreds"


def test_a_camera_held_past_its_end_stays_alive_and_near():
    evening = Evening(course())
    evening.acts.hold = True
    evening.step(4.0)
    end = evening.stage.pose
    evening.step(30.0)
    moved = np.abs(evening.stage.pose[:3] - end[:3])
    assert 0.01 < moved.max() < 1.0


def test_the_operators_camera_is_reached_smoothly_and_left_again():
    evening = Evening(course())
    evening.acts.hold = True
    evening.step(1.0)
    authored = evening.stage.pose
    evening.camera.mode, evening.camera.position, evening.camera.yaw = "free", (3.0, 2.0, -20.0), 90.0
    evening.step(4.0)
    assert evening.stage.pose[:3] == pytest.approx([3, 2, -20], abs=1e-3)
    pose = evening.stage.camera(1.0)
    assert np.subtract(pose.look_at, pose.position)[0] > 5, "it looks right"
    evening.camera.position = (-3.0, 2.0, -20.0)
    evening.step()
    assert evening.stage.pose[0] > 2, "a move is eased"
    evening.camera.mode = "authored"
    evening.step(0.05)
    assert np.abs(evening.stage.pose[:3] - authored[:3]).max() > 1
    evening.step(2.0)
    assert evening.stage.freed == 0


def test_turning_past_the_back_goes_the_short_way():
    evening = Evening(course())
    evening.camera.mode, evening.camera.yaw = "free", 170.0
    evening.step(5.0)
    evening.camera.yaw = -170.0
    evening.step(0.2)
    assert abs(evening.stage.free[3]) > 165


coordinate = st.floats(allow_nan=False, allow_infinity=False)


@given(st.tuples(coordinate, coordinate, coordinate))
def test_the_camera_stays_in_the_hall_wherever_it_is_sent(place):
    evening = Evening(course())
    evening.camera.mode, evening.camera.position = "free", place
    evening.step(2.0)
    x, y, z = evening.stage.camera(1.0).position
    assert abs(x) < HALL.width / 2
    assert 0 < y < HALL.apex
    assert -HALL.length < z < 0


def test_looks_blend_by_stops_of_exposure():
    look = course().look(np.array([0.5, 0, 0, 0, 0.5]))
    assert look.exposure == pytest.approx(1.0)
    assert look.glow == pytest.approx(1.0)


def waiting(*until: Until, shortest: float = 2.0, longest: float = 8.0) -> Evening:
    acts = [Act(name=name, seconds=4.0, transition=0.0) for name in ACTS]
    acts[0] = Act(name="unveiling", seconds=4.0, shortest=shortest, longest=longest, until=list(until), aim="a test")
    return Evening(Course(acts, HALL))


PANIC = Until(of="panic", side="above", level=0.5)


def read(evening: Evening, **values: float) -> None:
    evening.readings = np.array([values.get(name, 0.0) for name in READINGS])


def test_an_act_ends_early_when_what_it_waits_for_has_come_about():
    evening = waiting(PANIC)
    read(evening, panic=0.6)
    evening.step(1.9)
    assert evening.stage.act == 0, "never before its shortest time"
    evening.step(0.2)
    assert evening.stage.act == 1


def test_an_act_waits_and_then_goes_on_all_the_same():
    evening = waiting(PANIC)
    read(evening, panic=0.4)
    evening.step(7.9)
    assert evening.stage.act == 0
    evening.step(0.2)
    assert evening.stage.act == 1
    assert evening.stage.seconds < 0.15, "the next one begins at its beginning"


def test_a_moment_is_not_enough():
    evening = waiting(PANIC)
    for _ in range(3):
        read(evening, panic=0.6)
        evening.step(1.0)
        read(evening, panic=0.4)
        evening.step(0.1)
    assert evening.stage.act == 0
    read(evening, panic=0.6)
    evening.step(2.1)
    assert evening.stage.act == 1


def test_all_of_it_has_to_come_about_and_a_held_act_waits_for_release():
    evening = waiting(PANIC, Until(of="glitch", side="below", level=0.2))
    evening.acts.hold = True
    read(evening, panic=0.6, glitch=0.5)
    evening.step(3.0)
    assert evening.stage.met == 0
    read(evening, panic=0.6, glitch=0.1)
    evening.step(9.0)
    assert evening.stage.act == 0
    evening.acts.hold = False
    evening.step()
    assert evening.stage.act == 1


@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.integers(1, 200)), max_size=8),
    st.floats(1, 6),
    st.floats(0, 6),
)
def test_whatever_the_room_does_an_act_keeps_its_times(said, shortest: float, more: float):
    evening = waiting(PANIC, Until(of="glitch", side="below", level=0.2), shortest=shortest, longest=shortest + more)
    ticks = 0
    for panic, glitch, count in [*said, (0.0, 1.0, 1000)]:
        read(evening, panic=panic, glitch=glitch)
        for _ in range(count):
            evening.step()
            ticks += 1
            if evening.stage.act == 1:
                assert shortest - 2 * TICK <= ticks * TICK <= shortest + more + 2 * TICK
                return
    raise AssertionError("every act ends")


def way(evening: Evening, seconds: float) -> list[float]:
    """Metres that the camera goes in each tick."""
    steps = []
    for _ in range(round(seconds / TICK)):
        before = np.array(evening.stage.camera(1.0).position)
        evening.step()
        steps.append(float(np.linalg.norm(evening.stage.camera(1.0).position - before)))
    return steps


def test_a_calm_camera_hardly_moves_and_comes_to_rest_with_no_jolt():
    lively, calm = Evening(course(60.0)), Evening(course(60.0))
    lively.step(8.0)
    calm.calm = 1.0
    coming = way(calm, 8.0)
    assert calm.stage.calm == 1.0
    assert max(coming) < 0.03
    assert sum(way(calm, 20.0)) < 0.1 * sum(way(lively, 20.0))
