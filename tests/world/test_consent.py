"""Owners' consent: everything until they are asked, then each one's own decision, and how content they are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.world.consent import RUNGS, Consents, Lived, moments, permits, rung
from viz.world.hall import Hall, hang
from viz.world.nanobots import Wall

WALL = Wall(hang(np.tile([2.0, 1.0], (41, 1)), Hall()), seed=5)
LEVELS = np.arange(5) / 4


class Owners:
    """Owners who live through what a test gives them, one number or one for each of what `Lived` holds."""

    def __init__(self) -> None:
        self.state = Consents.unasked(WALL.count)
        self.lived = {"evening": 0, "deciding": False, "ceiling": 1.0, "glitch": 0.0, "healed": 0.0}
        self.lived |= {"recalibrated": 0.0, "shared": 0.0, "panic": 0.0, "support": 0.5, "opinion": 0.5}

    def live(self, seconds: float, **lived) -> "Owners":
        self.lived |= lived
        each = {name: np.broadcast_to(value, WALL.count) for name, value in self.lived.items()}
        feelings = np.stack([each[name] for name in ("panic", "support", "opinion")], axis=-1)
        rest = {name: each[name] for name in ("glitch", "healed", "recalibrated", "shared")}
        given = {name: self.lived[name] for name in ("evening", "deciding", "ceiling")}
        for _ in range(round(seconds * 60)):
            self.state.step(WALL, Lived(feelings=feelings, **rest, **given))
        return self


def decided(**lived) -> np.ndarray:
    """(N,) levels after a minute of such a glitch and everybody's decision."""
    owners = Owners().live(60, **lived).live(40, deciding=True, glitch=0.0)
    assert owners.state.decided.all()
    return owners.state.level


def test_before_anyone_is_asked_the_nanobots_take_everything():
    owners = Owners().live(30, glitch=0.9, opinion=1.0, support=0.0)
    assert (owners.state.consent == 1).all() and not owners.state.decided.any()


def test_each_owner_decides_at_their_own_moment_the_great_mosaics_first():
    owners = Owners().live(30, glitch=0.8)
    when = np.full(WALL.count, np.nan)
    for tick in range(40 * 60):
        owners.live(1 / 60, deciding=True)
        when = np.where(owners.state.decided & np.isnan(when), tick / 60, when)
    assert np.allclose(when, moments(WALL), atol=0.05)
    assert when[0] == when.min()
    assert 20 < when.max() - when.min() <= 30
    assert len(np.unique(np.round(when, 1))) > 20
    far = WALL.out > np.median(WALL.out)
    assert when[far].mean() > when[~far].mean() + 5


def test_levels_stand_on_the_ladder_and_ease_there_in_two_seconds():
    owners = Owners().live(45, glitch=np.linspace(0, 1, WALL.count), support=0.6)
    owners.live(31, deciding=True)
    assert np.isin(owners.state.level, LEVELS).all()
    assert len(np.unique(owners.state.level)) >= 3
    owners.live(2, deciding=True)
    assert np.allclose(owners.state.consent, owners.state.level)


def test_one_decision_is_no_jump():
    owners = Owners().live(90, glitch=1.0, opinion=1.0).live(0, deciding=True)
    before = owners.state.consent
    for _ in range(33 * 60):
        owners.live(1 / 60)
        assert (np.abs(owners.state.consent - before) < 0.01).all()
        before = owners.state.consent
    assert before.max() == 0


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ({"glitch": 1.0}, {"glitch": 0.1}),
        ({"glitch": 0.5, "opinion": 0.95}, {"glitch": 0.5, "opinion": 0.1}),
        ({"glitch": 0.5, "support": 0.0}, {"glitch": 0.5, "support": 1.0}),
    ],
    ids=["harm", "authenticity", "support"],
)
def test_what_lowers_a_level(low, high):
    assert decided(**low).mean() <= decided(**high).mean() - 0.25


def test_what_was_suffered_in_an_evening_is_remembered_until_the_next_one():
    owners = Owners().live(60, glitch=1.0).live(30, glitch=0.0)
    harm = owners.state.harm
    assert np.allclose(harm, 60, atol=0.1)
    owners.live(1, evening=1)
    assert not owners.state.harm.any()


def test_a_new_evening_takes_everything_again_but_gently():
    owners = Owners().live(90, glitch=1.0, opinion=0.9).live(40, deciding=True, glitch=0.0)
    assert owners.state.consent.mean() < 0.3
    owners.live(1, evening=1, deciding=False)
    assert not owners.state.decided.any()
    assert owners.state.consent.max() < 0.5
    owners.live(10)
    assert (owners.state.consent == 1).all()


def test_the_operators_ceiling_holds_for_everyone_and_stands_on_a_rung():
    owners = Owners().live(5, ceiling=0.6)
    assert (owners.state.consent == 0.5).all()
    owners.live(5, ceiling=0.0)
    assert not owners.state.consent.any()
    owners.live(20, ceiling=1.0)
    assert (owners.state.consent == 1).all()


def test_rungs_have_names():
    assert [rung(level) for level in LEVELS] == list(RUNGS)
    assert rung(0.74) == "colour" and rung(0.2) == "nothing"
    assert permits(LEVELS, "colour").tolist() == [0, 0, 1, 1, 1]
    assert permits(LEVELS, "place").tolist() == [0, 0, 0, 1, 1]
    assert 0 < permits(np.array([0.48]), "colour") < 1


def test_glitch_beyond_what_they_would_allow_hurts_and_healing_mends_it():
    hurt = Owners().live(30, glitch=0.9, opinion=0.9)
    assert hurt.state.content.max() < 0.4
    mild = Owners().live(30, glitch=0.1, opinion=0.9)
    assert mild.state.content.min() > 0.6
    alone = Owners().live(30, glitch=0.9, opinion=0.9).live(8, glitch=0.0)
    healed = hurt.live(8, glitch=0.0, healed=1.0)
    assert (healed.state.content > alone.state.content + 0.1).all()
    assert healed.live(60).state.content.min() > 0.7


def test_recalibration_contents_those_who_lean_toward_authenticity_and_sharing_everyone():
    def content(**lived):
        return Owners().live(20, **lived).state.content.mean()

    assert content(opinion=0.9, recalibrated=1.0) > content(opinion=0.9, recalibrated=0.0) + 0.1
    assert content(opinion=0.1, recalibrated=1.0) < content(opinion=0.1, recalibrated=0.0) - 0.1
    assert content(shared=1.0) > content(shared=0.0) + 0.05


def test_there_are_as_many_owners_as_mosaics():
    none = np.zeros(WALL.count)
    with pytest.raises(ValueError, match="41 mosaics hang, but 3 owners"):
        Consents.unasked(WALL.count).step(WALL, Lived(0, False, 1.0, np.zeros((3, 3)), none, none, none, none))


shares = st.floats(0, 1)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"evening": st.integers(0, 3), "deciding": st.booleans(), "ceiling": shares, "glitch": shares}
            | {"healed": shares, "panic": shares, "support": shares, "opinion": shares, "recalibrated": shares}
        ),
        max_size=8,
    )
)
def test_whatever_happens_everything_stays_between_0_and_1(said):
    owners = Owners()
    for lived in said:
        owners.live(3, **lived)
        state = owners.state
        for part in (state.consent, state.level, state.felt, state.content):
            assert ((part >= 0) & (part <= 1)).all()
        assert np.isin(state.level, LEVELS).all()
