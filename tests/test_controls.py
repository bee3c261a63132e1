"""Controls: paths, kinds and ranges follow from the declaration, and nothing wrong gets in."""

import json
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from viz.controls import Colour, Point, Settings, Vector, allowed, check, controls_of, get, linear, plain, put
from viz.errors import Wrong


class Override(Settings):
    armed: bool = Field(False, title="Arm", description="Ready the override")
    strength: float = Field(
        0.8, ge=0, le=1, title="Strength", description="0: none; 1: all", json_schema_extra={"unit": "%"}
    )
    where: Point = (50.0, 2.0)


class Kai(Settings):
    override: Override = Override()
    count: int = Field(3, ge=1, le=9, json_schema_extra={"log": True})
    secret: int = Field(5, ge=1, json_schema_extra={"hidden": True})


class Tree(Settings):
    kai: Kai = Kai()
    mode: Literal["authored", "free"] = "authored"
    go: Literal["", "glitch", "renaissance"] = Field("", json_schema_extra={"trigger": True})
    tint: Colour = (1.0, 0.5, 0.0)
    eye: Vector = (0.0, 1.6, -2.0)
    gain: float = Field(1, ge=0)


def test_controls_are_listed_depth_first_as_declared():
    assert list(controls_of(Tree())) == [
        "kai/override/armed",
        "kai/override/strength",
        "kai/override/where",
        "kai/count",
        "mode",
        "go",
        "tint",
        "eye",
        "gain",
    ]


def test_a_control_says_what_its_field_declares():
    strength = controls_of(Tree)["kai/override/strength"]
    assert (strength.kind, strength.title, strength.description, strength.unit) == (
        "float",
        "Strength",
        "0: none; 1: all",
        "%",
    )
    assert (strength.lo, strength.hi, strength.default, strength.log, strength.name) == (0, 1, 0.8, False, "strength")
    assert controls_of(Tree)["kai/count"].log
    assert repr(controls_of(Tree)["gain"].default) == "1.0"
    assert controls_of(Tree)["mode"].choices == ("authored", "free")


def test_the_kind_follows_from_the_annotation():
    kinds = [control.kind for control in controls_of(Tree).values()]
    assert kinds == ["bool", "float", "point", "int", "choice", "trigger", "colour", "vector", "float"]


def test_a_field_that_is_no_control_is_refused_when_declared():
    class Odd(Settings):
        words: str = ""

    with pytest.raises(TypeError, match="words"):
        controls_of(Odd)


def test_put_sets_one_field_and_returns_it_as_validated():
    tree = Tree()
    assert put(tree, "kai/override/strength", 1) == 1.0
    assert isinstance(get(tree, "kai/override/strength"), float)
    assert put(tree, "kai/override/where", [3, 1.5]) == (3.0, 1.5)
    assert Tree().kai.override.strength == 0.8, "another tree is not touched"


def test_check_validates_and_changes_nothing():
    tree = Tree()
    assert check(tree, "kai/count", 7) == 7
    assert tree == Tree()


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("kai/override/strength", 1.4, "kai/override/strength: 1.4 is not allowed; a number from 0 to 1"),
        ("kai/override/strength", True, "kai/override/strength: true is not allowed; a number from 0 to 1"),
        ("kai/override/strength", "0.5", 'kai/override/strength: "0.5" is not allowed; a number from 0 to 1'),
        ("kai/override/strength", float("nan"), "kai/override/strength: nan is not allowed; a number from 0 to 1"),
        ("kai/override/strength", None, "kai/override/strength: null is not allowed; a number from 0 to 1"),
        ("kai/override/armed", 1, "kai/override/armed: 1 is not allowed; true or false"),
        ("kai/count", 2.0, "kai/count: 2.0 is not allowed; a whole number from 1 to 9"),
        ("kai/count", True, "kai/count: true is not allowed; a whole number from 1 to 9"),
        ("mode", "fre", 'mode: "fre" is not allowed; one of "authored", "free"'),
        ("go", "now", 'go: "now" is not allowed; one of "", "glitch", "renaissance"'),
        ("eye", [1, 2], "eye: [1, 2] is not allowed; three numbers"),
        ("kai/override/where", [1, float("inf")], "kai/override/where: [1, Infinity] is not allowed; two numbers"),
        ("gain", -1, "gain: -1 is not allowed; a number of at least 0"),
        (
            "kai/overide/strength",
            1,
            "kai/overide/strength: there is no such control; did you mean kai/override/strength?",
        ),
        ("kai/secret", 1, "kai/secret: there is no such control"),
        ("kai/override", {}, "kai/override: there is no such control"),
        ("", 1, ": there is no such control"),
    ],
)
def test_what_is_not_allowed_is_refused_exactly(path: str, value: Any, says: str):
    tree = Tree()
    with pytest.raises(Wrong) as wrong:
        put(tree, path, value)
    assert str(wrong.value).startswith(says)
    assert tree == Tree()


def test_a_huge_value_is_refused_and_shown_short():
    with pytest.raises(Wrong, match="too long to show is not allowed"):
        put(Tree(), "kai/count", 10**10_000)
    with pytest.raises(Wrong) as wrong:
        put(Tree(), "mode", "x" * 10_000)
    assert len(str(wrong.value)) < 200


def test_a_colour_is_hex_in_srgb_or_three_linear_numbers():
    tree = Tree()
    assert put(tree, "tint", "#ff8000") == pytest.approx((1.0, 0.215861, 0.0), abs=1e-6)
    assert put(tree, "tint", [0.25, 0, 1]) == (0.25, 0.0, 1.0)
    for wrong in ("#ff80", "#gg8000", "ff8000", "#ff80001", "# f8000", [0.1, 0.2], [0, 0, 1.01], 0.5, [0, 0, "1"]):
        with pytest.raises(Wrong, match="a colour: '#rrggbb'"):
            put(tree, "tint", wrong)


def test_the_linear_curve_joins_and_ends_where_it_should():
    assert linear(0) == 0
    assert linear(1) == pytest.approx(1)
    assert linear(0.04045) == pytest.approx(linear(0.0404501), rel=1e-4)


def test_allowed_tells_open_ranges_apart():
    class Ranges(Settings):
        free: float = 0
        low: int = Field(0, ge=-2)
        high: float = Field(0, le=0.5)
        name: str = ""
        rows: list[int] = Field(default_factory=list)

    words = [allowed(field) for field in Ranges.model_fields.values()]
    assert words == ["a number", "a whole number of at least -2", "a number of at most 0.5", "text", "an array"]


finite = st.floats(allow_nan=False, allow_infinity=False)
unit = st.floats(0, 1)
VALUES: dict[str, st.SearchStrategy] = {
    "kai/override/armed": st.booleans(),
    "kai/override/strength": unit,
    "kai/override/where": st.tuples(finite, finite),
    "kai/count": st.integers(1, 9),
    "mode": st.sampled_from(["authored", "free"]),
    "go": st.sampled_from(["", "glitch", "renaissance"]),
    "tint": st.tuples(unit, unit, unit),
    "eye": st.tuples(finite, finite, finite),
    "gain": st.floats(0, allow_infinity=False),
}
changes = st.lists(st.sampled_from(list(VALUES)).flatmap(lambda path: st.tuples(st.just(path), VALUES[path])))


@given(changes)
def test_every_state_survives_json(said: list[tuple[str, Any]]):
    tree = Tree()
    for path, value in said:
        assert put(tree, path, json.loads(json.dumps(value))) == value
    assert Tree.model_validate(json.loads(json.dumps(plain(tree)))) == tree


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=6,
)


@given(st.sampled_from(list(VALUES)), anything)
def test_any_value_is_either_set_or_refused_by_name(path: str, value: Any):
    tree = Tree()
    try:
        kept = put(tree, path, value)
    except Wrong as wrong:
        assert str(wrong).startswith(f"{path}: ")
        assert tree == Tree()
    else:
        assert get(tree, path) == kept
        assert Tree.model_validate(plain(tree)) == tree
