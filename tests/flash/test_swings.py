"""Transitions as the guidelines define them: on sequences whose answer is known, on both sides of every threshold, and
against plain references written from the definitions."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.flash.light import XYZ
from viz.flash.rules import Rules
from viz.flash.swings import Reds, Swings

GREYS = st.lists(st.sampled_from([0.0, 0.05, 0.1, 0.15, 0.42, 0.5, 0.58, 0.7, 0.79, 0.81, 0.9, 1.0]), max_size=24)


def turned(values, peak=200.0):
    """Which pictures of one pixel's luminances complete a transition."""
    light = np.array(values, np.float32)[:, None]
    swings = Swings(Rules(peak), light[0])
    return [False, *(bool(swings.step(now)[0]) for now in light[1:])]


def reds(values):
    """Which pictures of one pixel's linear colours complete a red transition."""
    light = np.array(values, np.float32)[:, None]
    swings = Reds(light[0])
    return [False, *(bool(swings.step(now)[0]) for now in light[1:])]


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ([0.3, 0.401], 1),
        ([0.3, 0.4], 1),
        ([0.3, 0.3995], 0),
        ([0.401, 0.3], 1),
        ([0.3995, 0.3], 0),
        ([0.79, 1.0, 0.79, 1.0], 3),
        ([0.81, 1.0, 0.81, 1.0], 0),
        ([0.3, 0.34, 0.38, 0.42, 0.46, 0.9], 1),
        ([0.9, 0.6, 0.5, 0.2, 0.1], 1),
        ([0.5, 0.59, 0.5, 0.59, 0.5, 0.59], 0),
        ([0.5, 0.59, 0.5, 0.61, 0.5], 2),
        ([0.2, 0.9, 0.85, 0.95, 0.82, 0.86, 0.2], 2),
        ([0.5], 0),
    ],
)
def test_a_transition_is_a_tenth_where_the_darker_state_is_dark_enough(values, count):
    assert sum(turned(values)) == count


def test_a_transition_is_complete_when_the_change_is_far_enough_and_not_before():
    assert turned([0.0, 0.04, 0.08, 0.12, 0.16, 0.08, 0.07, 0.05]) == [0, 0, 0, 1, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("peak", "values", "count"),
    [
        (100, [0.3, 0.39, 0.3], 0),
        (400, [0.1, 0.151, 0.1], 2),
        (400, [0.1, 0.149, 0.1], 0),
        (400, [0.4, 0.451, 0.4], 2),
        (400, [0.8, 0.89, 0.8], 0),  # above 160 cd/m² the contrast decides: a seventeenth
        (400, [0.8, 0.91, 0.8], 2),
        (1000, [0.0, 0.021, 0.0], 2),
        (1000, [0.0, 0.019, 0.0], 0),
    ],
)
def test_of_a_bright_display_twenty_candela_are_a_transition(peak, values, count):
    assert sum(turned(values, peak)) == count


def longest(values, apart):
    """The most transitions that any choice of peaks and valleys in turn has."""
    best = 0
    chains = [{1: 0, -1: 0} for _ in values]  # by the way of the last transition into a picture
    for i, now in enumerate(values):
        for j in range(i):
            way = 1 if now > values[j] else -1
            if apart(values[j], now):
                chains[i][way] = max(chains[i][way], chains[j][-way] + 1)
        best = max(best, *chains[i].values())
    return best


@given(GREYS.filter(bool), st.sampled_from([200.0, 400.0, 1000.0]))
def test_no_choice_of_peaks_and_valleys_has_more_transitions(values, peak):
    step, dark = min(0.1, 20 / peak), min(0.8, 160 / peak)

    def apart(a, b):
        low, high = min(a, b), max(a, b)
        if low < dark:
            return high - low >= step - 1e-6
        return peak > 200 and (high - low) / (high + low) >= 1 / 17

    assert sum(turned(values, peak)) == longest(values, apart)


CYAN, WHITE, BLACK, RED = (0.0, 0.5, 0.5), (1.0, 1.0, 1.0), (0.0, 0.0, 0.0), (0.6, 0.0, 0.0)


@pytest.mark.parametrize(
    ("colours", "count"),
    [
        ([CYAN, (0.81, 0.1, 0.09), CYAN], 2),
        ([CYAN, (0.79, 0.1, 0.11), CYAN], 0),
        ([RED, CYAN, RED, CYAN], 3),
        ([RED, BLACK, RED], 2),
        ([RED, WHITE], 1),
        ([CYAN, WHITE, CYAN, BLACK], 0),
        ([RED, (0.6, 0.14, 0.0), RED], 0),  # still red
        ([(0.08, 0.0, 0.0), BLACK, (0.08, 0.0, 0.0)], 2),
        ([(0.06, 0.0, 0.0), BLACK, (0.06, 0.0, 0.0)], 0),  # nobody sees it
        ([WHITE, (0.9, 0.5, 0.4), (0.9, 0.4, 0.3), (0.9, 0.2, 0.1), (0.9, 0.05, 0.02), RED], 1),
    ],
)
def test_a_red_transition_goes_to_saturated_red_or_from_it(colours, count):
    assert sum(reds(colours)) == count


def place(colour):
    """u′ and v′."""
    x, y, z = XYZ @ (np.array(colour) + 1e-4)
    return 4 * x / (x + 15 * y + 3 * z), 9 * y / (x + 15 * y + 3 * z)


@pytest.mark.parametrize(("shift", "count"), [(0.19, 0), (0.21, 2)])
def test_a_red_transition_goes_farther_than_a_fifth_on_the_diagram(shift, count):
    """From red toward white, as far as that."""
    shares = np.linspace(0, 1, 20001)
    path = np.array(RED) * (1 - shares[:, None]) + np.array(WHITE) * 0.6 * shares[:, None]
    away = np.array([math.dist(place(colour), place(RED)) for colour in path[::100]])
    other = path[::100][np.searchsorted(away, shift)]
    assert sum(reds([RED, other, RED])) == count


SHADES = st.sampled_from(
    [CYAN, WHITE, BLACK, RED, (0.81, 0.1, 0.09), (0.79, 0.1, 0.11), (0.5, 0.3, 0.2), (0.2, 0.6, 0)]
)


@given(st.lists(SHADES, min_size=1, max_size=20))
def test_red_transitions_are_those_of_the_definition(colours):
    """Of saturated red and other colours in turn, each farther than a fifth from the reddest or least red before it."""

    def is_red(colour):
        return colour[0] / max(sum(colour), 1e-9) >= 0.8 and 2 * colour[0] - sum(colour) > 20 / 320

    def reach(colour):
        return math.dist(place(colour), place((1, 0, 0)))

    extreme, phase, expected = colours[0], is_red(colours[0]), [False]
    for colour in colours[1:]:
        if is_red(colour) != phase and math.dist(place(colour), place(extreme)) > 0.2:
            phase, extreme = not phase, colour
            expected.append(True)
            continue
        expected.append(False)
        if is_red(colour) == phase and (reach(colour) < reach(extreme) if phase else reach(colour) > reach(extreme)):
            extreme = colour
    assert reds(colours) == expected
