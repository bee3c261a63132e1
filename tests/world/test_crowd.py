"""The crowd as people: where they go, what they feel and say, and what an operator does to those at one place."""

import copy

import numpy as np
import pytest
from hallful import ROOM, SMALL, Hallful, digest, floor_of
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.world.bodies import FASTEST, THRESHOLD
from viz.world.cast import FINN, KAI, LUMI, NOVA
from viz.world.crowd import Crowd
from viz.world.floor import SEATS
from viz.world.near import Near
from viz.world.opinions import debate
from viz.world.plans import Doing

GLITCH = 0.9
HERE, THERE = (0.0, -5.0), (0.0, -19.0)
LONG = floor_of(25, width=12, length=60, bays=6)


def afraid(hallful: Hallful, seconds: float = 40) -> Hallful:
    """Everybody frightened, and nobody leaves."""
    hallful.press("close_doors", HERE)
    hallful.step(seconds, GLITCH, act="glitch")
    return hallful


# --- standing and walking ---


def test_people_stroll_between_mosaics_look_at_them_and_keep_their_distance():
    hallful = Hallful(160)
    start, gait = hallful.crowd.bodies.place, hallful.crowd.bodies.gait
    hallful.step(45, act="glitch")
    bodies = hallful.crowd.bodies
    walked = np.hypot(*(bodies.place - start).T)
    assert np.median(walked) > 1.5
    assert ((bodies.gait - gait) * 1.45 >= walked - 0.01).all(), "nobody glides"
    assert np.quantile(hallful.gaps(), 0.05) > 0.42
    assert hallful.crowd.eyes.sum() > 40
    assert (hallful.crowd.eyes > 0).sum() > 10, "not all look at the same one"
    assert ((bodies.pace > 0.2) & bodies.inside).mean() > 0.1


def test_who_stands_looks_where_they_mean_to():
    hallful = Hallful(100)
    hallful.step(40)
    bodies, minds = hallful.crowd.bodies, hallful.crowd.minds
    still = bodies.pace < 0.05
    way = (minds.gaze - bodies.place)[still]
    facing = np.cos(bodies.heading[still] - np.arctan2(way[:, 0], -way[:, 1]))
    assert still.sum() > 15
    assert np.median(facing) > 0.95


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.fixed_dictionaries({"glitch": st.floats(0, 1), "lumi": st.floats(0, 1), "hands": st.floats(0, 1)}),
            st.sampled_from(["unveiling", "glitch", "confrontation", "aftermath", "renaissance"]),
            st.booleans(),
            st.sampled_from(["", "announce", "rumour", "open_door", "close_doors", "toothpact"]),
            st.integers(1, 200),
        ),
        max_size=4,
    ),
    st.sampled_from([1, 5, 150, 900]),
    st.sampled_from([SMALL, floor_of(9, width=6, length=12), floor_of(1, width=40, length=12)]),
)
def test_nobody_ever_walks_through_a_wall_leaps_or_spins(said, count, floor):
    hallful = Hallful(count, floor=floor)
    lo, hi = floor.free
    begins, _, _ = floor.lanes
    for felt, act, on, button, ticks in said:
        hurry = np.array([1.0, 5.0, 1.0, 1.0])
        goals = hallful.goals[::-1] if on else hallful.goals
        given = felt | {"act": act, "rally": on, "circles": float(on), "goals": goals, "hurry": hurry}
        if button:
            hallful.press(button, (1.0, -4.0), **given)
        before = hallful.crowd.bodies
        for _ in range(ticks):
            hallful.step(1 / 60, **given)
            crowd, bodies = hallful.crowd, hallful.crowd.bodies
            within = (bodies.place >= lo - 1e-9).all(axis=1) & (bodies.place <= hi + 1e-9).all(axis=1)
            through = bodies.inside & ~within
            off = bodies.place[through] - begins[bodies.lane[through]]
            assert (bodies.passing[through] != 0).all()
            assert np.abs(off).max(initial=0) <= THRESHOLD + 1e-9, "only in doorways"
            there = bodies.inside & before.inside
            went = np.hypot(*(bodies.place - before.place).T)[there]
            assert went.max(initial=0) <= FASTEST / 30 + 1e-9
            assert np.abs(bodies.heading - before.heading)[there].max(initial=0) <= 4 / 30 + 1e-9
            came = bodies.inside & ~before.inside
            assert not within[came].any(), "people appear behind a door only"
            for feeling in (crowd.moods.panic, crowd.moods.support, crowd.moods.opinion, crowd.voice, crowd.circles):
                assert ((feeling >= 0) & (feeling <= 1)).all()
            before = bodies
    assert np.isfinite(hallful.crowd.shown(0.5)).all()


def test_what_is_shown_moves_evenly_over_the_two_ticks_of_a_step():
    hallful = Hallful(60)
    hallful.step(10)
    shown = []
    for _ in range(60):
        hallful.step()
        shown += [hallful.crowd.shown(alpha) for alpha in (0.0, 0.5)]
    place = np.array(shown)[:, :, :2]
    went = np.hypot(*np.diff(place, axis=0).transpose(2, 0, 1))
    assert went.max() < 2.0 / 120
    # The four parts of each step are alike: neither a stop nor a jump within it.
    assert np.ptp(went[2:118].reshape(29, 4, -1), axis=1).max() < 1e-9
    first, last = hallful.crowd.shown(0.0), hallful.crowd.shown(1.0)
    assert (first[:, 2] != last[:, 2]).any()
    columns = hallful.crowd.shown(0.3)
    assert columns.shape == (64, 12)
    assert (np.abs(columns[:, 2]) <= np.pi).all()
    assert ((columns[:, 7] >= 0) & (columns[:, 7] < 2 * np.pi)).all()
    assert columns[:5, 10].tolist()[:4] == [1, 2, 3, 4]


def test_the_characters_walk_where_they_are_sent_and_people_give_them_room():
    hallful = Hallful(320)
    hallful.goals = np.array([(0.0, -21.5), (3.0, -20.0), (-3.0, -12.0), (3.0, -8.0)])
    hurry = np.array([1.0, 3.0, 1.0, 1.0])
    start = hallful.crowd.bodies.place[KAI]
    hallful.step(15, hurry=hurry)
    bodies = hallful.crowd.bodies
    away = np.hypot(*(bodies.place[:4] - hallful.goals).T)
    assert away.max() < 1.0
    assert np.hypot(*(start - hallful.goals[KAI])) > 15, "Kai had to run through the crowd"
    for character in (NOVA, KAI, LUMI, FINN):
        others = np.delete(bodies.place, character, axis=0)
        assert np.hypot(*(others - bodies.place[character]).T).min() > 0.6


# --- snapshots ---


@pytest.mark.parametrize("ticks", range(6))
def test_a_snapshot_at_any_tick_goes_on_as_the_crowd_itself(ticks):
    hallful = Hallful(900)
    hallful.press("announce", HERE)
    hallful.press("open_door", THERE)
    hallful.step(8, GLITCH, act="glitch")
    hallful.step(ticks / 60, GLITCH, act="glitch")
    before = digest(hallful.crowd)
    other = hallful.copy()
    assert digest(other.crowd) == before
    hallful.step(3, GLITCH, act="confrontation", lumi=0.8, turned=True)
    assert digest(other.crowd) == before, "a snapshot stays what it is"
    assert digest(hallful.crowd) != before
    other.step(3, GLITCH, act="confrontation", lumi=0.8, turned=True)
    assert digest(other.crowd) == digest(hallful.crowd)


def test_the_same_seed_gathers_the_same_people():
    one, same, other = (Crowd.gather(SMALL, 25, 90, seed) for seed in (1, 1, 2))
    assert digest(one) == digest(same)
    assert not np.array_equal(one.bodies.place, other.bodies.place)


# --- feelings ---


def test_an_undisturbed_crowd_is_calm_whatever_it_does():
    hallful = Hallful(300)
    for act in ("unveiling", "confrontation"):
        hallful.step(20, act=act, lumi=0.5)
        assert hallful.crowd.panic < 0.01


def test_whose_own_mosaic_glitches_is_frightened_first():
    hallful = Hallful(200, floor=ROOM)
    glitch = np.zeros(73)
    glitch[1 + np.arange(20)] = 1.0
    own = np.isin(hallful.crowd.people.cares, np.flatnonzero(glitch))
    hallful.step(12, glitch, act="glitch")
    panic = hallful.crowd.moods.panic
    here = hallful.crowd.bodies.place[:, 1] < -45  # far from those mosaics, near the entrance
    assert panic[own & here].mean() > 2 * panic[~own & here].mean()


def test_fear_drives_people_off_the_glitching_wall_toward_the_entrance():
    hallful = Hallful(60, floor=ROOM)
    hallful.step(2)
    before = hallful.crowd.bodies.place[4:]
    afraid(hallful, 45)
    after = hallful.crowd.bodies.place[4:]
    assert hallful.crowd.minds.alarmed.mean() > 0.6
    assert after[:, 1].mean() > before[:, 1].mean() + 4
    assert np.abs(after[:, 0]).mean() < 0.8 * np.abs(before[:, 0]).mean()


def test_support_passes_from_hand_to_hand_and_lets_people_stand_together():
    alone, together = (afraid(Hallful(250), 25) for _ in range(2))
    alone.step(25, GLITCH, act="glitch")
    together.step(25, GLITCH, act="glitch", hands=1.0)
    assert together.crowd.support > 0.6 > 0.2 > alone.crowd.support
    assert together.crowd.panic < 0.5 * alone.crowd.panic
    minds, bodies = together.crowd.minds, together.crowd.bodies
    holds = minds.doing == Doing.HOLD
    assert holds.sum() > 60 > (alone.crowd.minds.doing == Doing.HOLD).sum()
    toward = (minds.gaze - bodies.place)[holds]
    assert np.median(np.hypot(*toward.T)) < 1.2, "they face the middle of their group"


def test_volunteers_come_to_the_frightened():
    hallful = Hallful(250)
    before = hallful.crowd.bodies.place
    crowd = hallful.crowd
    # Fear in one half of the hall only.
    crowd.moods = crowd.moods.frighten((before[:, 1] > -9) & crowd.people.attendees)
    hallful.step(8, act="glitch", hands=1.0)
    helpers = crowd.people.volunteers
    far = helpers[before[helpers, 1] < -9]
    moved = (hallful.crowd.bodies.place[far] - before[far])[:, 1]
    assert np.mean(moved) > 1.0


def test_the_override_calms_only_those_who_see_it_work():
    plain, healing = (afraid(Hallful(250, floor=ROOM), 60) for _ in range(2))
    healed = (ROOM.foot[:, 1] > -25).astype(float)
    plain.step(6, GLITCH, act="confrontation")
    healing.step(6, GLITCH, act="confrontation", healed=healed, calming=1.0)
    place = healing.crowd.bodies.place
    better = plain.crowd.moods.panic - healing.crowd.moods.panic
    assert better[(place[:, 1] > -15)].mean() > 0.05
    assert abs(better[place[:, 1] < -45].mean()) < 0.02


def test_a_new_evenings_visitors_come_gently_and_calm():
    hallful = afraid(Hallful(100))
    hallful.step(20, lumi=1.0, act="confrontation", hands=1.0)
    for _ in range(8 * 60):
        before = (hallful.crowd.panic, hallful.crowd.support, hallful.crowd.opinion)
        hallful.step(1 / 60, fresh=0.8, evening=1, turned=hallful.tick % 600 == 0)
        after = (hallful.crowd.panic, hallful.crowd.support, hallful.crowd.opinion)
        assert np.abs(np.subtract(after, before)).max() < 0.09
    assert hallful.crowd.panic < 0.03
    assert hallful.crowd.support < 0.15
    begun = Crowd.gather(SMALL, 25, 100, 2).opinion
    assert hallful.crowd.opinion == pytest.approx(begun, abs=0.03)


# --- opinions ---


def test_nobody_changes_their_mind_before_there_is_a_debate():
    hallful = Hallful(200)
    before = hallful.crowd.moods.opinion
    hallful.step(15)
    assert np.abs(hallful.crowd.moods.opinion - before).max() < 0.01


def test_two_heed_each_other_when_both_can():
    place = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, 1.0]])
    opinion = np.array([0.2, 0.5, 0.8])
    bound = np.array([0.4, 0.4, 0.1])
    after = debate(opinion, opinion, np.ones(3), Near.of(place), 0.1, confidence=bound)
    assert after[0] > 0.2
    assert after[1] < 0.5
    assert after[2] == pytest.approx(0.8), "the third heeds nobody so far away"


def test_lumi_is_heard_around_her_and_her_words_travel_on():
    quiet, loud = Hallful(450, floor=ROOM), Hallful(450, floor=ROOM)
    for hallful, lumi in ((quiet, 0.0), (loud, 1.0)):
        hallful.goals[LUMI] = (0.0, -60.0)
        hallful.crowd.bodies.place[LUMI] = (0.0, -60.0)
        hallful.step(30, act="confrontation", lumi=lumi)
    moved = loud.crowd.moods.opinion - quiet.crowd.moods.opinion
    away = np.hypot(*(loud.crowd.bodies.place - (0.0, -60.0)).T)
    others = loud.crowd.people.attendees
    assert moved[others & (away < 7)].mean() > 0.1
    assert moved[others & (away < 7)].mean() > 3 * abs(moved[others & (away > 20)].mean())
    assert loud.crowd.opinion > quiet.crowd.opinion


def test_a_debate_gathers_knots_of_people_round_speakers_of_both_sides():
    hallful = Hallful(500, floor=ROOM)
    hallful.step(40, act="confrontation", lumi=1.0, turned=True)
    minds, moods, bodies = hallful.crowd.minds, hallful.crowd.moods, hallful.crowd.bodies
    speakers = minds.speakers[minds.speakers >= 0]
    assert minds.speakers[-1] == LUMI
    assert len(speakers) > 6
    assert moods.anchor[speakers].min() < 0.4 < 0.45 < moods.anchor[speakers[:-1]].max()
    debate = minds.doing == Doing.DEBATE
    assert debate.mean() > 0.5
    nearest = np.hypot(*(bodies.place[debate][:, None] - bodies.place[speakers]).transpose(2, 0, 1)).min(axis=1)
    assert np.median(nearest) < 5
    camps = np.histogram(moods.opinion[debate], bins=np.arange(0, 1.01, 0.1))[0]
    assert (camps[:4].sum() > 20) & (camps[5:].sum() > 20), "opinions stay divided"
    assert hallful.crowd.voice[speakers].max() > 0.5


# --- what acts and Finn call people to ---


def test_people_come_before_the_great_mosaic_at_its_unveiling():
    hallful = Hallful(400, floor=ROOM)
    before = hallful.crowd.bodies.place[:, 1].mean()
    hallful.step(45, act="unveiling", turned=True)
    assert hallful.crowd.bodies.place[:, 1].mean() < before - 3
    assert hallful.crowd.eyes[0] > 100


def test_people_rally_round_finn_and_call_together():
    hallful = Hallful(300)
    hallful.goals[FINN] = (0.0, -12.0)
    hallful.step(25, act="confrontation", rally=True)
    rally = hallful.crowd.minds.doing == Doing.RALLY
    away = np.hypot(*(hallful.crowd.bodies.place[rally] - (0.0, -12.0)).T)
    assert rally.sum() > 60
    assert np.median(away) < 6
    first = hallful.crowd.voice[rally]
    assert first.mean() > 0.1
    assert np.ptp(first) < 0.5, "as one"


def test_sharing_circles_form_before_pairs_of_mosaics():
    hallful = Hallful(500, floor=ROOM)
    assert not hallful.crowd.circles.any()
    hallful.step(40, act="renaissance", circles=1.0)
    crowd, minds = hallful.crowd, hallful.crowd.minds
    assert crowd.circles[1:].mean() > 0.6
    assert crowd.circles[0] == 0
    seats = minds.post[minds.doing == Doing.CIRCLE]
    assert len(np.unique(seats)) == len(seats), "nobody sits on another's place"
    sizes = np.bincount(seats // SEATS)
    assert np.median(sizes[sizes > 0]) >= 7
    there = (minds.doing == Doing.CIRCLE) & (crowd.bodies.pace < 0.1)
    inward = (minds.gaze - crowd.bodies.place)[there]
    facing = np.cos(crowd.bodies.heading[there] - np.arctan2(inward[:, 0], -inward[:, 1]))
    assert np.median(facing) > 0.95
    assert crowd.voice[there].max() > 0.5, "somebody tells a story"


# --- what the operator does at a place ---


def test_an_announcement_calms_those_at_that_place_and_fades():
    plain = Hallful(500, floor=LONG)
    plain.press("close_doors", HERE)
    plain.crowd.moods = plain.crowd.moods.frighten(plain.crowd.people.attendees)
    plain.step(2, GLITCH, act="glitch")
    told = plain.copy()
    here, away = told.around(HERE, 5), told.around(HERE, 99) & ~told.around(HERE, 20)
    told.press("announce", HERE, glitch=GLITCH, act="glitch")
    plain.step(1 / 60, GLITCH, act="glitch")
    for hallful in (plain, told):
        hallful.step(3, GLITCH, act="glitch")
    better = plain.crowd.moods.panic - told.crowd.moods.panic
    assert better[here].mean() > 0.25
    assert here.sum() > 30 < away.sum()
    assert np.abs(better[away]).max() < 0.05
    told.step(18, GLITCH, act="glitch")
    assert all(left == 0 for *_, left in told.crowd.announced)
    told.step(20, GLITCH, act="glitch")
    assert told.crowd.moods.panic[told.around(HERE, 5)].mean() > 0.5, "and fear comes back"


def test_a_rumour_frightens_only_those_who_hear_it():
    hallful = Hallful(300)
    hallful.step(1)
    heard = hallful.around(HERE, 3)
    before = hallful.crowd.moods.panic
    hallful.press("rumour", HERE)
    after = hallful.crowd.moods.panic
    assert heard.sum() > 10
    assert (after[heard] > 0.7).all()
    assert after[~heard] == pytest.approx(before[~heard], abs=0.06)
    hallful.step(60)
    assert hallful.crowd.panic < 0.05, "where nothing threatens, it dies away"


def test_frightened_people_near_an_open_door_go_out_calm_down_and_come_back():
    hallful = afraid(Hallful(300, floor=ROOM), 40)
    hallful.crowd.moods = hallful.crowd.moods.frighten(hallful.crowd.people.attendees)
    door = 2
    where = (9.0, float(ROOM.doors[door, 1]))
    near = hallful.around(where, 12)
    hallful.press("open_door", where, glitch=GLITCH, act="glitch")
    hallful.step(25, GLITCH, act="glitch")
    crowd = hallful.crowd
    assert crowd.doors.open.tolist() == [0, 0, 1, 0, 0]
    out = ~crowd.bodies.inside
    assert crowd.outside == out.sum() > 10
    assert len(crowd.shown(0.0)) == 304 - crowd.outside
    assert (out & near).sum() > 0.3 * near.sum()
    assert (ROOM.lanes[2][crowd.bodies.lane[out]] == door).all()
    hallful.step(80, act="aftermath", hands=1.0)
    assert hallful.crowd.outside < 0.2 * out.sum()
    assert hallful.gaps().min() > 0.3


def test_with_all_doors_closed_nobody_leaves_and_calm_people_do_not_anyway():
    closed, calm = afraid(Hallful(200), 30), Hallful(200)
    calm.step(30)
    assert closed.crowd.panic > 0.5
    assert closed.crowd.outside == calm.crowd.outside == 0
    assert not closed.crowd.doors.open.any()
    assert calm.crowd.doors.open.tolist() == [1, 0, 0, 0, 0]


def test_a_new_evening_sets_the_doors_as_they_were_and_calls_everybody_in():
    hallful = Hallful(150)
    hallful.press("open_door", (5.9, -8.0))
    hallful.step(40, GLITCH, act="glitch")
    assert hallful.crowd.outside > 5
    hallful.press("close_doors", HERE)
    hallful.step(1 / 60, evening=1, turned=True, fresh=0.5)
    hallful.step(60, evening=1, fresh=0.5)
    assert hallful.crowd.outside == 0
    assert hallful.crowd.doors.open.tolist() == [1, 0, 0, 0, 0]


def test_toothpact_comes_to_the_place_it_is_called_to_and_steadies_those_there():
    plain = Hallful(400, floor=LONG)
    plain.step(1, act="glitch")
    called = plain.copy()
    where, elsewhere = (0.0, -50.0), (0.0, -12.0)
    called.press("toothpact", where, act="glitch")
    for hallful in (plain, called):
        hallful.press("rumour", where, act="glitch")
        hallful.step(20, act="glitch")
    helpers = called.crowd.people.volunteers
    there = np.hypot(*(called.crowd.bodies.place[helpers] - where).T) < 6
    assert there.sum() > 3
    assert there.sum() > (np.hypot(*(plain.crowd.bodies.place[helpers] - where).T) < 6).sum()
    more = called.crowd.moods.support - plain.crowd.moods.support
    assert more[called.around(where, 6)].mean() > 0.2
    less = plain.crowd.moods.panic - called.crowd.moods.panic
    assert less[called.around(where, 6)].mean() > less[called.around(elsewhere, 6)].mean()
    assert abs(more[called.around(elsewhere, 6)].mean()) < 0.05


# --- crowded rooms, empty rooms ---


def test_a_full_hall_lets_people_in_as_others_leave():
    hallful = Hallful(1500)
    inside = hallful.crowd.bodies.inside
    assert inside.sum() == SMALL.capacity < 1504
    assert inside[:4].all(), "the characters are there"
    hallful.step(60)
    now = hallful.crowd.bodies.inside
    assert SMALL.capacity - 20 < now.sum() <= SMALL.capacity
    assert (now & ~inside).sum() > 3
    assert hallful.gaps().min() > 0.3


def test_a_hall_with_nobody_in_it_works():
    hallful = Hallful(0)
    hallful.press("toothpact", HERE, glitch=GLITCH, rally=True, circles=1.0)
    hallful.press("rumour", HERE)
    hallful.step(1, GLITCH)
    crowd = hallful.crowd
    assert crowd.shown(0.5).shape == (0, 12)
    assert (crowd.panic, crowd.outside, crowd.eyes.sum()) == (0, 0, 0)
    assert crowd.owner_feelings(25).shape == (25, 3)


def test_readouts_are_of_those_they_say():
    hallful = Hallful(120)
    hallful.step(5, GLITCH, act="glitch")
    crowd = hallful.crowd
    owners = crowd.owners(25)
    assert crowd.panic == pytest.approx(crowd.moods.panic[4:].mean())
    assert crowd.owner_feelings(25)[7].tolist() == [
        crowd.moods.panic[owners[7]],
        crowd.moods.support[owners[7]],
        crowd.moods.opinion[owners[7]],
    ]
    few = Hallful(5).crowd
    assert few.owner_feelings(25)[20].tolist() == [few.panic, few.support, few.opinion]


def test_copies_share_nothing_that_changes():
    hallful = Hallful(50)
    hallful.step(1)
    other = copy.copy(hallful.crowd)
    place = other.bodies.place.copy()
    hallful.step(2, GLITCH)
    assert np.array_equal(other.bodies.place, place)
