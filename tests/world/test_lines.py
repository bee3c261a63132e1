"""What is said on the wall: only what is true, one thing at a time, with silence between."""

import copy
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.clock import HZ
from viz.scene import Scene, load
from viz.world.acts import ACTS
from viz.world.aims import READINGS
from viz.world.lines import LISTEN, SILENCE, Line, Script, Speech, untranslated
from viz.world.situations import SITUATIONS, RoomState, situations
from viz.world.words import in_language
from viz.world.world import _pieces

CARDS = tuple(f"Act {name}\nSomething happens." for name in ACTS)


def script(*whens, cards=("",) * 5, each=1):
    """So many lines for each situation, or for all."""
    chosen = [(when, n) for when in whens or SITUATIONS for n in range(each)]
    return Script(tuple(Line(speaker="lumi", when=when, text=f"{when} {n}") for when, n in chosen), cards)


class Evening:
    """Plays rooms to a speech, and notes what came on when."""

    def __init__(self, chosen):
        self.script, self.speech, self.tick, self.act = chosen, Speech(), 0, ""
        self.spoken = []
        """(line, start tick, last tick seen) of each line, in order."""

    def play(self, duration, /, **room):
        """The same room for so many seconds; its act's clock runs on unless the room says otherwise."""
        state = RoomState(**{"seconds": self.speech.seconds if room["act"] == self.act else 0.0, **room})
        self.act = room["act"]
        for _ in range(round(duration * HZ / LISTEN)):
            self.tick += LISTEN
            state = replace(state, seconds=state.seconds + LISTEN / HZ)
            before = self.speech.line, self.speech.start
            self.speech.step(state, self.script, self.tick)
            if (self.speech.line, self.speech.start) != before and self.speech.line:
                self.spoken.append([self.script.texts[self.speech.line][0], self.tick, self.tick])
            if self.spoken and self.speech.card < 0 and self.speech.start <= self.tick < self.speech.end:
                self.spoken[-1][2] = self.speech.end
        return self

    @property
    def whens(self):
        return [line.when for line, _, _ in self.spoken]

    @property
    def caption(self):
        return self.speech.caption(self.script, self.tick)


GLITCH = {"act": "glitch", "glitch": 0.7}
shares = st.sampled_from([0.0, 0.05, 0.2, 0.5, 0.8, 1.0]) | st.floats(0, 1)
rooms = st.builds(
    dict,
    act=st.sampled_from(ACTS),
    seconds=st.sampled_from([0.0, 10.0, 40.0]),
    shortest=st.sampled_from([30.0, 60.0]),
    engaged=st.booleans(),
    rally=st.booleans(),
    circles=st.booleans(),
    **dict.fromkeys((*READINGS, "lumi", "hands"), shares),
)
courses = st.lists(st.tuples(st.sampled_from([0.5, 3.0, 12.0]), st.booleans(), rooms), min_size=1, max_size=8)
"""Seconds, whether a new evening begins, and the room."""


def looks(course):
    """The room at every look of a course."""
    evening = 0
    for seconds, fresh, room in course:
        evening += fresh
        for _ in range(round(seconds * HZ / LISTEN)):
            yield {**room, "evening": evening}


@given(courses)
@settings(max_examples=40, deadline=None)
def test_whatever_happens_lines_are_true_apart_and_said_once(course):
    evening = Evening(script(cards=CARDS, each=2))
    true_at, speech = {}, evening.speech
    for room in looks(course):
        evening.play(LISTEN / HZ, **room)
        true_at[evening.tick] = (speech.true(), speech.evening)
    said = [(line.text[""], true_at[start][1], start) for line, start, _ in evening.spoken]
    for line, start, _ in evening.spoken:
        assert line.when in true_at[start][0]
    for (_, _, end), (_, start, _) in zip(evening.spoken, evening.spoken[1:], strict=False):
        assert start - end >= (SILENCE - 2) * HZ
    for text, number, start in said:
        earlier = [then for other, which, then in said if (other, which) == (text, number) and then < start]
        assert all(start - then > 120 * HZ for then in earlier)


@given(courses)
@settings(max_examples=25, deadline=None)
def test_captions_come_and_go_softly(course):
    evening, last = Evening(script(cards=CARDS)), (None, 0.0)
    for room in looks(course):
        evening.play(LISTEN / HZ, **room)
        for part in range(LISTEN):
            caption = evening.speech.caption(evening.script, evening.tick + part)
            now = (caption.text, caption.shown) if caption else (None, 0.0)
            assert 0 <= now[1] <= 1
            step = abs(now[1] - last[1]) if now[0] == last[0] else max(now[1], last[1])
            assert step <= 0.05, f"{last} → {now}"
            last = now


def test_a_caption_knows_the_language_it_is_in():
    evening = Evening(Script((Line(speaker="lumi", when="panic_high", text={"tr": "Bak."}),), ("",) * 5, "tr-TR"))
    evening.play(2, **GLITCH, panic=0.9)
    assert (evening.caption.text, evening.caption.language) == ("Bak.", "tr")


def test_silence_lies_between_lines():
    evening = Evening(script("glitch_everywhere", "panic_high", "lumi_speaks", "charge_ready", each=3))
    evening.play(120, **GLITCH, panic=0.8, lumi=0.9)
    assert len(evening.spoken) >= 8
    gaps = [start - end for (_, _, end), (_, start, _) in zip(evening.spoken, evening.spoken[1:], strict=False)]
    assert min(gaps) >= SILENCE * HZ


def test_nothing_is_said_that_is_not_so():
    evening = Evening(script("panic_high", "glitch_over", "united", "override_gains"))
    evening.play(60, act="unveiling").play(60, act="confrontation", panic=0.3, glitch=0.4)
    assert evening.spoken == []


def test_urgent_things_come_first():
    evening = Evening(script("glitch_everywhere", "override_begins", "gathering"))
    evening.play(2, act="confrontation", glitch=0.9, engaged=True)
    assert evening.whens == ["override_begins"]


def test_what_was_spoken_of_makes_room_for_what_was_not():
    evening = Evening(script("panic_high", "glitch_everywhere", "no_one_helps", each=2))
    evening.play(60, **GLITCH, panic=0.9)
    assert len(set(evening.whens[:3])) == 3


def test_an_event_cuts_a_remark_short_once_it_can_have_been_read():
    texts = {"glitch_everywhere": "A" * 80, "override_begins": "Now"}
    lines = tuple(Line(speaker="kai", when=when, text=text) for when, text in texts.items())
    evening = Evening(Script(lines))
    evening.play(1, **GLITCH)
    start, planned = evening.speech.start, evening.speech.end
    evening.play(10, **GLITCH, engaged=True)
    assert evening.whens == ["glitch_everywhere", "override_begins"]
    remark, event = evening.spoken
    assert 80 / 25 * HZ <= remark[2] - start < planned - start
    assert event[1] - remark[2] >= SILENCE * HZ


def test_a_line_goes_when_it_is_no_longer_true():
    evening = Evening(script("panic_high"))
    evening.play(2, act="glitch", panic=0.9)
    planned = evening.speech.end
    evening.play(1.5, act="glitch", panic=0.1)
    assert evening.speech.end < planned


def test_an_event_is_news_for_a_while_only():
    assert Evening(script("override_begins", each=20)).play(100, act="glitch", glitch=0.5, engaged=True).spoken
    evening = Evening(script("override_begins", each=20)).play(100, act="glitch", glitch=0.5, engaged=True)
    assert evening.spoken[-1][1] < 16 * HZ


def test_long_lines_stand_longer_within_bounds():
    lengths = []
    for text in ("Ah.", "A" * 75, "A" * 90):
        evening = Evening(Script((Line(speaker="lumi", when="panic_high", text=text),)))
        evening.play(1, act="glitch", panic=0.9)
        lengths.append((evening.speech.end - evening.speech.start) / HZ)
    assert lengths == [4.0, pytest.approx(6.2, abs=0.02), pytest.approx(7.2, abs=0.02)]


def test_a_line_comes_again_only_after_long_and_if_it_is_true_again():
    evening = Evening(script("panic_high"))
    evening.play(200, act="glitch", panic=0.9)
    assert len(evening.spoken) == 1
    evening.play(10, act="glitch", panic=0.0).play(30, act="glitch", panic=0.9)
    assert len(evening.spoken) == 2


def test_a_new_evening_may_say_everything_again_in_another_order():
    orders = set()
    for number in range(6):
        evening = Evening(script("panic_high", each=5)).play(60, act="glitch", panic=0.9, evening=number)
        orders.add(tuple(line.text[""] for line, _, _ in evening.spoken))
    assert len(orders) > 2
    evening = (
        Evening(script("panic_high")).play(20, act="glitch", panic=0.9).play(20, act="glitch", panic=0.9, evening=1)
    )
    assert len(evening.spoken) == 2


def test_an_act_is_announced_and_lines_wait_for_it():
    evening = Evening(script("glitch_everywhere", cards=CARDS))
    evening.play(1.5, **GLITCH)
    assert (evening.caption.kind, evening.caption.speaker) == ("title", "II")
    assert evening.caption.text == CARDS[1]
    evening.play(9, **GLITCH)
    assert evening.caption.kind == "line"
    evening.play(1.5, act="confrontation", glitch=0.7)
    assert (evening.caption.kind, evening.caption.speaker) == ("title", "III")


def test_an_act_begun_anew_is_announced_anew():
    evening = Evening(script("united", cards=CARDS)).play(30, act="glitch")
    assert evening.caption is None
    assert evening.play(2, act="glitch", seconds=0.0).caption.text == CARDS[1]


def test_an_act_without_a_title_has_no_card():
    assert Evening(script("united")).play(3, act="glitch").caption is None


def test_a_line_may_be_kept_to_one_act():
    line = Line(speaker="stage", when="panic_high", text="Here", act="aftermath")
    assert not Evening(Script((line,))).play(20, act="glitch", panic=0.9).spoken
    assert Evening(Script((line,))).play(20, act="aftermath", panic=0.9).spoken


def test_a_line_that_the_scene_file_lost_leaves_the_wall_and_nothing_breaks():
    evening = Evening(script("panic_high")).play(2, act="glitch", panic=0.9)
    assert evening.caption and evening.speech.speaker(evening.script, evening.tick) == "lumi"
    evening.script = script("united")
    assert evening.caption is None and evening.speech.speaker(evening.script, evening.tick) == ""
    evening.play(60, act="glitch", panic=0.9)


def test_another_language_goes_on_with_the_same_line():
    lines = [Line(speaker="lumi", when="panic_high", text={"en": "Look", "de": "Schau"})]
    evening = Evening(Script(tuple(lines), language="en")).play(2, act="glitch", panic=0.9)
    assert evening.caption.text == "Look"
    evening.script = Script(tuple(lines), language="de")
    assert evening.caption.text == "Schau"
    assert evening.caption.speaker == "Lumi Chen"


def test_the_state_is_a_part_of_the_worlds_that_a_shallow_copy_keeps():
    evening = Evening(script(cards=CARDS)).play(30, **GLITCH, panic=0.9)
    kept = copy.copy(evening.speech)
    before = list(_pieces(kept))
    assert list(_pieces(evening.speech)) == before
    evening.play(60, act="renaissance", panic=0.2)
    assert list(_pieces(kept)) == before != list(_pieces(evening.speech))


def test_the_same_evening_is_told_in_the_same_words():
    def told():
        evening = Evening(script(cards=CARDS, each=3))
        return evening.play(90, **GLITCH, panic=0.9).play(60, act="confrontation", lumi=1.0, engaged=True).spoken

    assert told() == told()


# --- the situations ---


def test_what_acts_wait_for_is_known_to_the_room():
    assert set(READINGS) <= {part.name for part in fields(RoomState)}


@given(rooms, st.lists(st.sampled_from(SITUATIONS)))
def test_situations_of_any_room_have_names(room, before):
    assert situations(RoomState(**room), before) <= set(SITUATIONS)


@pytest.mark.parametrize("name", ["panic", "glitch", "opinion", "divided", "charge", "support", "hands"])
def test_a_number_that_trembles_at_a_threshold_changes_nothing_back_and_forth(name):
    """Whatever begins at a level lasts a little below it: at no level do all situations flicker."""
    room = {"act": "confrontation", "seconds": 20.0, "worst_glitch": 0.9, "worst_panic": 0.9, "glitch": 0.4}
    for level in (i / 100 for i in range(2, 99)):
        true, changes = frozenset(), 0
        for tremble in (0, 0.008, -0.008) * 4:
            now = situations(RoomState(**{**room, name: level + tremble}), true)
            changes, true = changes + (now != true), now
        assert changes <= 2, f"{name} at {level}"


WITNESSES = {
    "opening": [{}],
    "new_evening": [{"evening": 2}],
    "gathering": [{"seconds": 25}],
    "first_glitch": [{"act": "glitch"}, {"act": "glitch", "glitch": 0.05}],
    "glitch_spreads": [{"act": "glitch", "glitch": 0.1}, {"act": "glitch", "glitch": 0.3}],
    "glitch_everywhere": [GLITCH],
    "glitch_fades": [GLITCH, {"act": "glitch", "glitch": 0.4}],
    "glitch_over": [GLITCH, {"act": "aftermath"}],
    "glitch_stays": [{"act": "aftermath", "seconds": 10, "glitch": 0.5}],
    "panic_rising": [{}, {"panic": 0.2}],
    "panic_high": [{"panic": 0.6}],
    "panic_stays": [{"act": "renaissance", "seconds": 10, "panic": 0.4}],
    "calm_returns": [{"panic": 0.8}, {"panic": 0.1}],
    "calm_kept": [{**GLITCH, "panic": 0.05}],
    "people_leave": [{}, {"outside": 0.1}],
    "people_return": [{"outside": 0.2}, {"outside": 0.05}],
    "no_one_helps": [{"panic": 0.5}],
    "toothpact_arrives": [{"hands": 0.5}],
    "support_spreads": [{"support": 0.1}, {"support": 0.3}],
    "rally": [{"act": "confrontation", "rally": True}],
    "support_strong": [{"panic": 0.3, "support": 0.8}],
    "lumi_speaks": [{"act": "confrontation", "lumi": 0.8}],
    "leaning_dependency": [{"act": "confrontation", "seconds": 9, "opinion": 0.2}],
    "leaning_authenticity": [{"act": "confrontation", "opinion": 0.8}],
    "divided": [{"act": "confrontation", "divided": 0.4}],
    "united": [{"act": "aftermath", "opinion": 0.8, "support": 0.8}],
    "charge_ready": [GLITCH],
    "charge_low": [{**GLITCH, "charge": 0.1}],
    "override_begins": [{**GLITCH, "engaged": True}],
    "override_gains": [{**GLITCH, "engaged": True, "healed": 0.1}, {**GLITCH, "engaged": True, "healed": 0.3}],
    "override_losing": [{**GLITCH, "engaged": True}] * 60,
    "override_gone": [{**GLITCH, "healed": 0.2}],
    "override_holds": [{"engaged": True, "healed": 0.95}],
    "deciding": [{"act": "aftermath", "decided": 0.2}],
    "consent_given": [{"decided": 0.9, "consent": 0.8}],
    "consent_mixed": [{"decided": 0.9, "consent": 0.45}],
    "consent_withheld": [{"decided": 0.9, "consent": 0.1}],
    "recalibrating": [{"recalibrated": 0.4}],
    "recalibrated": [{"recalibrated": 0.95}],
    "circles": [{"circles": True}],
    "exchange": [{"shared": 0.6}],
    "no_circles": [{"act": "renaissance", "seconds": 30}],
    "content": [{"act": "renaissance", "content": 0.9}],
    "quiet_evening": [{"act": "confrontation", "seconds": 10}],
    "evening_ends": [{"act": "renaissance", "seconds": 55, "shortest": 60}],
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_situation_comes_about_and_is_not_always_so(name):
    speech, nothing = Speech(), Script()
    states = WITNESSES[name]
    for i, room in enumerate(states):
        for look in range(2):
            speech.step(RoomState(**room), nothing, (2 * i + look + 1) * 6 * LISTEN)
    assert name in speech.true()
    elsewhere = situations(RoomState(act="glitch", seconds=12.0, glitch=0.2, charge=0.5, panic=0.2))
    assert name not in elsewhere


# --- the shipped evening ---


@pytest.fixture(scope="module")
def shipped() -> Scene:
    return load("neo_lumine")


def test_the_shipped_scene_has_a_line_for_every_situation_in_every_language(shipped):
    assert {line.when for line in shipped.line} == set(SITUATIONS)
    for language in ("en", "de", "es"):
        assert untranslated(shipped.line, shipped.act, language) == 0
        texts = [in_language(line.text, language) for line in shipped.line]
        assert len(set(texts)) == len(texts)


def test_lumi_has_the_most_to_say(shipped):
    voices = [line.speaker for line in shipped.line]
    assert voices.count("lumi") > 2 * max(voices.count(name) for name in set(voices) - {"lumi"})
    assert set(voices) == {"nova", "kai", "lumi", "finn", "toothpact", "stage"}


@pytest.mark.parametrize(
    ("course", "said", "unsaid"),
    [
        (
            [(40, {"act": "confrontation", "glitch": 0.8, "engaged": True, "seconds": 5.0})],
            {"override_losing"},
            {"override_gains", "override_holds"},
        ),
        ([(60, {"act": "aftermath", "decided": 0.9, "consent": 0.1})], {"consent_withheld"}, {"consent_given"}),
        ([(60, {"act": "aftermath", "decided": 0.9, "consent": 0.9})], {"consent_given"}, {"consent_withheld"}),
        (
            [(20, {**GLITCH, "panic": 0.9}), (60, {"act": "aftermath", "panic": 0.6, "glitch": 0.5, "seconds": 9.0})],
            {"glitch_stays", "panic_stays"},
            {"glitch_over", "calm_returns"},
        ),
        ([(60, {"act": "confrontation", "seconds": 10.0})], {"quiet_evening"}, {"glitch_over", "calm_returns"}),
    ],
)
def test_different_evenings_have_different_words(shipped, course, said, unsaid):
    evening = Evening(Script.of(shipped.line, shipped.act, "en"))
    for seconds, room in course:
        evening.play(seconds, **room)
    assert said <= set(evening.whens)
    assert not unsaid & set(evening.whens)
