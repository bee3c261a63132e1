"""Bodies keep their bones' lengths, stand on the floor, and are what their mirror images say they are."""

import numpy as np
import pytest

from viz.passes.figure_body import builds
from viz.passes.figure_postures import KINDS, MIRRORED, ROWS, angles
from viz.passes.figure_skeleton import BONES, JOINTS, move

TURNED, PLACES = move(angles())
OTHER = [BONES[name.replace("right", "#").replace("left", "right").replace("#", "left")] for name in BONES]
FLIP = np.array([-1.0, 1.0, 1.0])


def test_upright_is_upright():
    turned, places = move(np.zeros((1, len(BONES), 3)))
    assert np.allclose(places[0], JOINTS)
    assert np.allclose(turned[0], np.eye(3))


@pytest.mark.parametrize(
    ("bone", "child"),
    [("right arm", "right forearm"), ("left thigh", "left shin"), ("waist", "chest"), ("neck", "head")],
)
def test_bones_keep_their_lengths_in_every_posture(bone, child):
    a, b = BONES[bone], BONES[child]
    lengths = np.linalg.norm(PLACES[:, b] - PLACES[:, a], axis=1)
    assert np.allclose(lengths, np.linalg.norm(JOINTS[b] - JOINTS[a]))


def test_bending_brings_a_hanging_limb_ahead_tilting_to_the_right_and_turning_to_the_left():
    made = np.zeros((3, len(BONES), 3))
    made[np.arange(3), BONES["right arm"], np.arange(3)] = np.pi / 2
    _, places = move(made)
    elbow = places[:, BONES["right forearm"]] - JOINTS[BONES["right arm"]]
    assert elbow[0, 2] < -0.15 and abs(elbow[0, 1]) < 0.02
    assert elbow[1, 0] > 0.15 and abs(elbow[1, 1]) < 0.02
    assert np.allclose(elbow[2, 1], (JOINTS[BONES["right forearm"]] - JOINTS[BONES["right arm"]])[1])


def test_every_rows_mirror_image_is_the_row_that_is_said_to_be():
    """The same posture with left and right exchanged: where the other arm is raised, or half a double step later."""
    assert np.array_equal(MIRRORED[MIRRORED], np.arange(ROWS))
    assert np.allclose(PLACES[MIRRORED], PLACES[:, OTHER] * FLIP, atol=1e-9)


def test_in_a_step_each_leg_takes_its_turn():
    walk = KINDS["walk"]
    feet = PLACES[walk.first : walk.first + walk.count][:, [BONES["right foot"], BONES["left foot"]], 2]
    assert np.ptp(feet, axis=0).min() > 0.3
    assert np.corrcoef(feet.T)[0, 1] < -0.8


def test_hands_tell_who_is_afraid_holds_together_or_speaks():
    hand, head = PLACES[:, BONES["right hand"]], PLACES[:, BONES["head"]]
    afraid, together, speak = (KINDS[name].first for name in ("afraid", "together", "speak"))
    assert np.linalg.norm(hand[afraid] - head[afraid]) < 0.14
    assert hand[together, 0] > 0.24
    assert hand[speak, 1] > head[speak, 1] + 0.05


@pytest.mark.parametrize("build", range(3))
def test_a_body_is_one_unit_tall_outward_and_bound_to_its_bones(build):
    body = builds()[build]
    assert np.allclose(body.weights.sum(axis=1), 1) and (body.weights >= 0).all()
    assert np.allclose(np.linalg.norm(body.normals, axis=1), 1)
    assert abs(np.ptp(body.places[:, 1]) - 1) < 0.01
    a, b, c = (body.places[body.triangles[:, k]] for k in range(3))
    facing = np.cross(b - a, c - a)
    assert (np.einsum("tj,tj->t", facing, body.normals[body.triangles].mean(axis=1)) > 0).mean() > 0.97
    places, normals = body.moved(*move(np.zeros((1, len(BONES), 3))))
    assert np.allclose(places[0], body.places) and np.allclose(normals[0], body.normals)


def test_a_body_bends_with_its_bones():
    made = np.zeros((1, len(BONES), 3))
    made[0, BONES["right forearm"], 0] = np.pi / 2
    body = builds()[1]
    places, _ = body.moved(*move(made))
    hand = body.weights[:, BONES["right hand"]] == 1
    assert hand.any()
    assert (places[0, hand, 2] < body.places[hand, 2] - 0.1).all()
    still = body.weights[:, [BONES["right forearm"], BONES["right hand"]]].sum(axis=1) == 0
    assert np.allclose(places[0, still], body.places[still])
