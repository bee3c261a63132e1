"""Undo and redo: every change can be taken back, and taken back again."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.controls import plain
from viz.errors import Wrong
from viz.scene import parse
from viz.show import Show
from viz.undo import Undo
from viz.world.story import Story

SHOW = Show(parse("crowd.people = 0\nmosaics = {tesserae = 500, least = 60}\n", "x.toml"), [Story("Ada", "Hello")], 1)


def desk() -> Undo:
    return Undo(SHOW.copy())


def strength(undo: Undo) -> float:
    undo.show.step()
    return undo.show.controls.kai.override.strength


def test_a_change_is_undone_and_redone():
    undo = desk()
    undo.say("kai/override/strength", 0.2)
    assert strength(undo) == 0.2
    change = undo.undo()
    assert change and (change.path, change.before, change.after) == ("kai/override/strength", 0.85, 0.2)
    assert strength(undo) == 0.85
    undo.redo()
    assert strength(undo) == 0.2
    assert undo.redo() is None


def test_nothing_to_undo_is_no_trouble():
    assert desk().undo() is None
    assert desk().next_undo is None
    assert desk().next_redo is None


def test_a_drag_is_one_change():
    undo = desk()
    for value in (0.7, 0.6, 0.5):
        undo.say("kai/override/strength", value, gesture=1)
        undo.show.step()
    undo.say("kai/override/strength", 0.4, gesture=2)
    undo.undo()
    assert strength(undo) == 0.5
    undo.undo()
    assert strength(undo) == 0.85


def test_a_drag_within_one_tick_is_one_change_too():
    undo = desk()
    for value in (0.7, 0.6):
        undo.say("kai/override/strength", value, gesture=1)
    undo.undo()
    assert strength(undo) == 0.85


def test_a_new_change_forgets_what_was_undone():
    undo = desk()
    undo.say("crowd/calm", 0.2)
    undo.undo()
    undo.say("crowd/calm", 0.4)
    assert undo.next_redo is None


def test_saying_what_is_already_so_is_no_change():
    undo = desk()
    undo.say("crowd/calm", 0.0)
    assert undo.next_undo is None


def test_what_is_wrong_is_not_remembered():
    undo = desk()
    with pytest.raises(Wrong):
        undo.say("crowd/calm", 2)
    with pytest.raises(Wrong):
        undo.say("crowd/clam", 0.2)
    assert undo.next_undo is None


def test_a_trigger_cannot_be_taken_back():
    undo = desk()
    undo.say("acts/go", "glitch")
    assert undo.next_undo is None


def test_undoing_goes_to_the_journal_like_any_change():
    undo = desk()
    undo.say("crowd/calm", 0.2)
    undo.undo()
    assert [entry.value for entry in undo.show.journal.entries] == [0.2, 0.0]


changes = st.lists(
    st.tuples(st.just("crowd/calm"), st.floats(0, 1))
    | st.tuples(st.just("acts/hold"), st.booleans())
    | st.tuples(st.just("camera/position"), st.tuples(st.floats(-5, 5), st.floats(1, 3), st.floats(-40, -1))),
    max_size=12,
)


@settings(deadline=None, max_examples=30)
@given(changes, st.booleans())
def test_undoing_everything_leads_back_and_redoing_forth(said: list[tuple[str, Any]], stepped: bool):
    undo = desk()
    start = plain(undo.show.controls)
    for path, value in said:
        undo.say(path, value)
        undo.show.step(int(stepped))
    undo.show.step()
    end = plain(undo.show.controls)
    while undo.undo():
        pass
    undo.show.step()
    assert plain(undo.show.controls) == start
    while undo.redo():
        pass
    undo.show.step()
    assert plain(undo.show.controls) == end
