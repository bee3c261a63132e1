"""Who is in the hall: characters, owners, volunteers, and how they differ."""

import numpy as np
import pytest

from viz.world.people import OWNER, VOLUNTEER, People


def test_each_mosaic_has_the_first_who_cares_for_it_as_its_owner_and_nova_has_hers():
    people = People.of(200, 73, 1)
    owners = people.owners(73)
    assert owners[0] == 0
    assert (people.cares[owners] == np.arange(73)).all()
    for mosaic in (1, 40, 72):
        assert owners[mosaic] == np.flatnonzero(people.cares == mosaic)[0]
    assert (people.role[owners[1:]] == OWNER).all()
    assert np.bincount(people.cares[4:], minlength=73)[1:].min() >= 2, "everybody's mosaic has its friends"


def test_where_there_are_fewer_people_than_mosaics_some_have_no_owner():
    people = People.of(10, 30, 1)
    owners = people.owners(30)
    assert (owners >= 0).sum() == 11
    assert (people.role[4:] == VOLUNTEER).sum() == 0


def test_the_one_mosaic_of_an_empty_wall_is_novas():
    people = People.of(10, 1, 1)
    assert people.owners(1).tolist() == [0]
    assert not people.cares[4:].any()


def test_one_in_twenty_is_a_volunteer_and_none_of_them_an_owner():
    people = People.of(2000, 73, 1)
    assert len(people.volunteers) == 100
    assert (people.role == OWNER).sum() == 72
    assert people.role[:4].tolist() == [1, 2, 3, 4]


def test_people_differ_as_the_models_say():
    people = People.of(4000, 73, 1)
    for spread in (people.expressive, people.open):  # Beta(5, 5)
        assert spread.mean() == pytest.approx(0.5, abs=0.01)
        assert spread.std() == pytest.approx(np.sqrt(1 / 44), rel=0.05)
    assert abs(np.corrcoef(people.expressive, people.open)[0, 1]) < 0.05
    assert people.free.mean() == pytest.approx(1.34, abs=0.02)
    assert people.free.std() == pytest.approx(0.26, abs=0.02)
    assert people.bound.min() > 0.24
    assert ((people.swayed >= 0.6) & (people.swayed <= 0.95)).all()


def test_more_lean_to_dependency_than_are_undecided_and_few_stand_between():
    opinion = People.of(4000, 73, 1).opinion[4:]
    assert (opinion < 0.4).mean() == pytest.approx(0.6, abs=0.03)
    between = ((opinion > 0.37) & (opinion < 0.43)).mean()
    assert between < 0.5 * ((opinion > 0.52) & (opinion < 0.58)).mean()


def test_nobody_comes_without_attendees():
    people = People.of(0, 73, 1)
    assert len(people) == 0
    assert (people.owners(73) == -1).all()
