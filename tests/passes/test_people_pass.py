"""Attendees: seen where they stand, with a shadow, the nearer before the farther, however many there are."""

from dataclasses import replace

import numpy as np
import pytest

from viz.gpu.program import Mesh
from viz.passes.light import REGIONS

EYE, AHEAD = (0.0, 1.6, -6.0), (0.0, 1.2, -40.0)
LIT = {"haze": (0.10, 0.16, 0.22), "city": (0.3, 0.3, 0.5), "glow": 1.0, "density": 0.6, "exposure": 4.0}


def person(
    x=0.0,
    z=-10.0,
    height=1.75,
    panic=0.0,
    support=0.0,
    heading=0.3,
    pace=0.0,
    voice=0.0,
    role=0,
    variety=0.02,
    gait=0.8,
):
    return (x, z, heading, height, panic, support, 0.0, gait, pace, voice, role, variety)


TO_THE_EYE = np.pi
"""The heading of someone who looks at the camera."""


@pytest.fixture
def hall(pictures):
    """hall(*people, **controls) → (height, width, 3): a lit hall with a dull floor, and these people in it."""

    def drawn(*people, **controls):
        frame = pictures.plain(position=EYE, look_at=AHEAD, look=LIT, **{"hall__gloss": 0.0, **controls})
        return pictures.draw(replace(frame, people=np.array(people, np.float32).reshape(-1, 12)))

    return drawn


@pytest.fixture
def place(pictures):
    """place(points (P, 3)) → (P, 2) column and row, not rounded."""
    return lambda *points: pictures.pixels(pictures.plain(position=EYE, look_at=AHEAD), points)


def changed(one, other):
    """Columns and rows of the pixels in which two pictures differ."""
    return np.argwhere(np.abs(one - other).max(axis=2) > 1)[:, ::-1]


@pytest.mark.parametrize("x", [-2.0, 0.0, 1.5])
def test_a_person_is_seen_where_they_stand_and_as_tall_as_they_are(hall, place, x):
    pixels = changed(hall(), hall(person(x)))
    (left, _), (right, _), (_, crown), (_, sole) = place(
        (x - 0.44, 0, -10), (x + 0.44, 0, -10), (x, 1.75, -10), (x, 0, -10)
    )
    assert len(pixels) > 60
    assert pixels[:, 0].min() >= left - 1 and pixels[:, 0].max() <= right + 1
    assert abs(pixels[:, 1].min() - crown) <= 2
    assert pixels[:, 1].max() >= sole - 1
    breast = place((x, 1.2, -10))[0].astype(int)
    assert (pixels == breast).all(axis=1).any()


@pytest.mark.parametrize("height", [1.3, 1.6, 2.1])
def test_a_person_is_as_tall_and_as_slender_as_they_are(hall, place, height):
    pixels = changed(hall(), hall(person(z=-9.0, height=height, heading=0.0)))
    (_, crown), (_, hip) = place((0, height, -9), (0, 0.55 * height, -9))
    assert abs(pixels[:, 1].min() - crown) <= 1.5
    upper = pixels[pixels[:, 1] < hip]
    metre = np.ptp(place((0, 1, -9), (1, 1, -9)), axis=0)[0]
    assert 0.2 < (np.ptp(upper[:, 0]) + 1) / metre / height < 0.32


def test_a_person_throws_a_shadow_on_the_floor(hall, place):
    """Beside the feet, where the body is not, the floor is darker than without them; two metres off it is not."""
    nobody, somebody = hall(), hall(person(heading=0.0))
    for side in (-0.26, 0.26):
        column, row = place((side, 0.0, -9.95))[0].astype(int)
        assert (somebody[row, column] < nobody[row, column] - 3).all()
    column, row = place((2.0, 0.0, -10.0))[0].astype(int)
    assert (somebody[row, column] == nobody[row, column]).all()


def test_the_nearer_one_stands_before_the_farther_in_whatever_order_they_come(hall, place):
    near, far = person(0.0, -8.5, panic=1.0), person(0.25, -13.0, support=1.0)
    both = hall(near, far)
    assert np.array_equal(both, hall(far, near))
    assert len(changed(both, hall(near))) > 10, "the farther one is not seen at all"
    column, row = place((0.0, 1.2, -8.5))[0].astype(int)
    assert np.abs(both[row, column] - hall(near)[row, column]).max() <= 2


def test_a_persons_outline_lets_through_who_stands_behind_and_not_the_hall_behind_both(hall):
    near, far = person(0.0, -8.6, height=1.3, heading=0.0), person(0.0, -8.9, height=2.1, heading=0.0)
    nobody, behind, before, both = hall(), hall(far), hall(near), hall(near, far)
    outlined = ((nobody - behind) > 20).all(axis=2) & (np.abs(both - behind).max(axis=2) > 2)
    assert outlined.sum() > 25
    # Of what is behind the near one a pixel shows this much: what the far one took from it, over what they could take.
    shown = ((before - both) / np.maximum(nobody - behind, 1)).mean(axis=2)[outlined]
    assert ((shown > 0.2) & (shown < 0.9)).sum() > 8, "nothing shows through an outline"
    assert (shown < 0.05).sum() > 8, "everything shows through a body"


def test_a_person_beyond_the_end_wall_is_hidden_by_it(hall):
    assert len(changed(hall(), hall(person(z=-60.0)))) == 0


def glow(hall, **who):
    """(3,) the most that their feelings add to a pixel."""
    someone = person(heading=TO_THE_EYE, **who)
    return (hall(someone, people__glow=0.2) - hall(someone, people__glow=0.0)).reshape(-1, 3).max(axis=0)


def test_feelings_glow_warm_or_cold_and_the_volunteers_always_warm(hall):
    calm, warm, cold, volunteer = glow(hall), glow(hall, support=1.0), glow(hall, panic=1.0), glow(hall, role=5)
    assert (warm > calm).all() and (cold > calm).all()
    assert warm[0] > warm[1] > warm[2] and volunteer[0] > volunteer[1] > volunteer[2]
    assert cold[2] > cold[1] > cold[0]


def test_who_is_afraid_stoops_and_a_speaker_throws_an_arm_up(hall):
    nobody = hall()
    calm, afraid, speaker = (
        changed(nobody, hall(person(z=-9.0, heading=TO_THE_EYE, variety=0.02, **how), people__voices=0.0))
        for how in ({}, {"panic": 1.0}, {"voice": 1.0})
    )
    tops = [pixels[:, 1].min() for pixels in (calm, afraid, speaker)]
    assert tops[1] >= tops[0] + 2, "not stooped"
    assert tops[2] <= tops[0] - 4, "no arm"


@pytest.mark.parametrize("role", [1, 2, 3, 4])
def test_the_principals_stand_in_a_light_of_their_own(hall, place, role):
    """On the floor a metre from their feet, where neither body nor shadow is; an attendee has none."""
    column, row = place((1.0, 0.0, -9.6))[0].astype(int)
    nobody, attendee, dark = hall(), hall(person(role=0)), hall(person(role=role), people__aura=0.0)
    assert (attendee[row, column] == nobody[row, column]).all() and (dark[row, column] == nobody[row, column]).all()
    lit = hall(person(role=role))
    assert (lit[row, column] - nobody[row, column]).max() > 5


def test_voices_glow_at_the_mouth(hall, place):
    column, row = place((0.0, 0.93 * 1.75, -10.0))[0].astype(int)
    silent, loud = (hall(person(voice=1.0), people__voices=level) for level in (0.0, 1.0))
    assert (loud[row, column] > silent[row, column]).all()


def test_in_the_mirror_the_floor_shows_people(hall):
    nobody, somebody = (hall(*who, hall__gloss=1.5) for who in ((), (person(z=-9.0, role=1),)))
    matt = hall(person(z=-9.0, role=1)) - hall()
    below = slice(60, None)
    assert np.abs((somebody - nobody)[below] - matt[below]).max() > 8


def test_rim_light_is_light_and_only_on_people(hall):
    without, with_it = hall(person(), people__rim=0.0), hall(person(), people__rim=3.0)
    assert len(changed(without, with_it)) > 10
    assert (with_it >= without).all()


def test_where_nobody_is_nothing_is_drawn(hall, monkeypatch):
    empty = hall()
    hall(person(), person(1.0))
    calls = []
    real = Mesh.render

    def counted(mesh, *given, **named):
        calls.append(mesh.program.name)
        real(mesh, *given, **named)

    monkeypatch.setattr(Mesh, "render", counted)
    assert np.array_equal(hall(), empty)
    assert "ribs" in calls and "people" not in calls


def test_people_come_and_go_and_nothing_is_made_for_them(device, hall):
    rng = np.random.default_rng(2)
    crowd = [person(*at) for at in np.stack([rng.uniform(-5, 5, 3000), rng.uniform(-40, -9, 3000)], 1)]
    hall()
    made = device.created_total.copy()
    few, many = hall(*crowd[:64]), hall(*crowd)
    assert np.array_equal(hall(*crowd[:64]), few), "those who left are still seen"
    assert np.array_equal(hall(*crowd), many)
    last = hall(*crowd[:2999])
    assert len(changed(hall(*crowd[:2999], person(2.0, -8.5)), last)) > 20, "the last to come is not seen"
    assert device.created_total == made


def test_of_more_people_than_shall_be_drawn_the_nearest_are(device, hall, pictures):
    """Whatever the limit, the crowd looks as if only the nearest had come; and without one all are seen again."""
    rng = np.random.default_rng(4)
    crowd = [person(*at) for at in np.stack([rng.uniform(-5, 5, 200), rng.uniform(-40, -9, 200)], 1)]
    crowd.sort(key=lambda one: np.hypot(one[0] - EYE[0], one[1] - EYE[2]))
    every, nearest = hall(*crowd), hall(*crowd[:60])
    made, high = device.created_total.copy(), pictures.renderer.quality
    pictures.renderer.quality = replace(high, figures=60)
    shuffled = [crowd[k] for k in rng.permutation(len(crowd))]
    assert np.array_equal(hall(*shuffled), nearest)
    assert len(changed(every, nearest)) > 50
    pictures.renderer.quality = replace(high, figures=0)
    assert np.array_equal(hall(*crowd), hall())
    pictures.renderer.quality = high
    assert np.array_equal(hall(*crowd), every)
    assert device.created_total == made


@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize("turn", [0.4, -0.4])
def test_what_hangs_on_a_side_lights_the_edge_on_that_side(hall, place, pictures, side, turn):
    """Whichever hand they show: their mirror image has its light mirrored once more."""
    light, (_, _, width, height) = pictures.renderer.light, REGIONS["light_walls"]
    walls = np.zeros((light._factors.shape[0], height, width))
    end = int(width * 0.35)
    walls[..., slice(0, end) if side < 0 else slice(width - end, width)] = 0.05
    light._factors, light._room = np.zeros_like(light._factors), np.zeros_like(light._room)
    light._factors[:, : width * height] = walls.reshape(len(walls), -1)
    added = hall(person(heading=turn), people__rim=3.0) - hall(person(heading=turn), people__rim=0.0)
    middle = place((0.0, 1.0, -10.0))[0][0]
    columns = np.arange(added.shape[1]) + 0.5
    toward, off = (added[:, (columns - middle) * side * sign > 0].sum() for sign in (1, -1))
    assert toward > 50 and toward > 3 * off


def test_ten_thousand_people_are_drawn(hall):
    rng = np.random.default_rng(3)
    places = np.stack([rng.uniform(-6, 6, 10_000), rng.uniform(-45, -7, 10_000)], 1)
    crowd = [person(*at, role=k % 7, voice=k % 3 / 2) for k, at in enumerate(places)]
    assert len(changed(hall(*crowd), hall())) > 4000


def test_whoever_stands_in_the_camera_does_not_fill_the_picture(hall):
    assert len(changed(hall(person(0.1, -6.3)), hall())) < 50
