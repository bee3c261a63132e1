"""Whose mosaic it is, and what it says."""

from typing import Any

import numpy as np
from at_desk import Operate, Operator

from viz.panel import mosaics, walls
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


def test_consent_is_told_by_the_rung_it_has_reached():
    levels = (0.0, 0.24, 0.25, 0.5, 0.75, 0.99, 1.0, np.float32(0.75))
    words = ("nothing", "nothing", "light", "colour", "place", "place", "everything", "place")
    assert tuple(mosaics.rung(float(level)) for level in levels) == words


def test_what_a_mosaic_is_made_to_be_is_on_its_panel(desk: Desk, operate: Operate, seen: dict[str, Any]):
    design = np.zeros((len(desk.show.mosaics.names), 12), np.float32)
    design[2, :8] = (0.4, 0.7, 0.1, 0.5, 0.9, 3.0, 0.8, 0.0)
    seen["design"] = design

    def somebody(here: Operator) -> None:
        desk.select(2)
        here.context.yield_(4)
        assert here.context.item_is_visible("//Mosaics/##find")

    operate(somebody)
    assert desk.selected == 2


def test_a_partner_is_found_by_what_it_gives():
    gifts = np.linspace(0.1, 0.9, 24).reshape(6, 4)
    gift = gifts[3].astype(np.float32)
    assert mosaics.partner(gift, gifts, 1) == 3
    assert mosaics.partner(gift, gifts, 3) is None
    assert mosaics.partner(np.zeros(4, np.float32), gifts, 0) is None
