"""Whose mosaic it is, and what it says."""

import numpy as np
from at_desk import Operate, Operator

from viz.panel import walls
from viz.panel.desk import Desk


def test_steps_go_round_through_all_mosaics(desk: Desk, operate: Operate):
    count = len(desk.show.mosaics.names)

    def somebody(here: Operator) -> None:
        here.context.window_focus("//Mosaics")
        seen = []
        for _ in range(count):
            here.click("//Mosaics/>##step")
            seen.append(desk.selected)
        assert seen == list(range(count))
        here.click("//Mosaics/>##step")
        assert desk.selected == 0
        here.click("//Mosaics/<##step")
        assert desk.selected == count - 1

    operate(somebody)


def test_selecting_brings_the_panel_to_the_front(desk: Desk, operate: Operate):
    def somebody(here: Operator) -> None:
        here.context.window_focus("//Health")
        here.context.yield_(2)
        desk.select(3)
        here.context.yield_(3)
        assert here.context.item_is_visible("//Mosaics/##find")

    operate(somebody)


def test_a_mosaic_that_no_longer_hangs_is_let_go(desk: Desk, operate: Operate):
    desk.selected = 10_000
    operate(lambda here: here.context.yield_(3))
    assert desk.selected is None


def test_the_map_shows_each_of_a_few_mosaics_in_its_place(desk: Desk):
    boxes, members = walls._boxes(desk)
    assert members is None
    assert np.allclose((boxes[:, :2] + boxes[:, 2:]) / 2, desk.show.hanging.strip)


def test_the_map_costs_the_same_for_thousands(desk: Desk, monkeypatch):
    monkeypatch.setattr(walls, "MANY", 3)
    boxes, members = walls._boxes(desk)
    assert members is not None
    assert len(members) == len(desk.show.mosaics.names)
    assert len(boxes) == members.max() + 1
    inside = desk.show.hanging.strip - boxes[members][:, :2]
    assert (inside > -1.5).all()


def test_violet_is_the_glitch_and_teal_what_is_healed():
    calm, glitch, healed = walls._colours(np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])).tolist()
    red, green, blue = ([colour >> shift & 255 for colour in (calm, glitch, healed)] for shift in (0, 8, 16))
    assert blue[1] > green[1] < red[1]
    assert green[2] > blue[2] > red[2]
    assert {colour >> 24 for colour in (calm, glitch, healed)} == {255}
