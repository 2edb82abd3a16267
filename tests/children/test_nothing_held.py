"""What is held back of a child is asked once a page, with the reader's place; row security asks it of every row."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cairn.access.binding import acting_as
from cairn.children.kinds import FactKind
from cairn.children.models import Claim, LinkDecision
from cairn.children.queries.circle import place_of
from cairn.children.queries.likeness import likeness
from cairn.children.verbs import keep_child_from
from cairn.chronology.models import Entry
from cairn.matching.facts import PersonFacts, PhoneFact
from cairn.referrals.models import Referral
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.queries.withholding import About, about_child
from cairn.sharing.verbs import KeptFrom
from tests.sharing.apart import keep
from tests.sharing.holding import POLICE, circle, end

pytestmark = pytest.mark.django_db


@pytest.fixture
def around(northmoor):
    return circle(northmoor)


def place(around, name):
    by = around.northmoor.actor(name)
    with acting_as(by):
        return replace(place_of(around.child, by), actor=by)


def is_plain(around, name="bilal"):
    return place(around, name).nothing_held


def test_of_most_children_nothing_is_held_back(around):
    around.told("amara")
    assert is_plain(around)
    assert is_plain(around, "amara")


def test_a_withholding_counts_for_everybody_until_it_ends(around):
    made = around.silent("amara", around.told("amara"), POLICE)
    assert not is_plain(around)
    assert not is_plain(around, "gwen")
    end(around, "amara", made)
    assert is_plain(around)


def test_what_is_kept_apart_counts_for_everybody(around):
    keep(around, "amara", around.told("amara"))
    assert not is_plain(around)
    assert not is_plain(around, "amara")


def test_a_child_kept_from_the_reader_counts_for_the_reader_alone(around):
    by, bilal = around.northmoor.actor("amara"), around.northmoor.practitioner("bilal")
    with acting_as(by):
        keep_child_from(child=around.child, whom=KeptFrom(practitioner_id=bilal.id, reason="An uncle."), by=by)
    assert not is_plain(around)
    assert is_plain(around, "gwen")


def test_nobody_who_is_not_around_the_child_is_told(around):
    assert not is_plain(around, "chidi")


def test_row_security_holds_back_what_a_place_does_not_know_of(around):
    """A withholding made while a page is being put together: the place was taken before it."""
    before = place(around, "bilal")
    entry = around.told("amara")
    around.hold("amara", entry, POLICE)
    with acting_as(before.actor):
        assert before.nothing_held
        assert not Entry.objects.visible_to(before.actor, before).filter(pk=entry.pk).exists()


@pytest.mark.parametrize(
    ("model", "stays"), [(Entry, ()), (Claim, ()), (LinkDecision, ("other_id",)), (Referral, ("concern_id",))]
)
def test_a_plain_childs_filter_leaves_out_what_asks_of_the_child_alone(around, model, stays):
    plain = place(around, "bilal")
    said = str(model.objects.visible_to(plain.actor, plain).query)
    held = str(model.objects.visible_to(plain.actor, replace(plain, nothing_held=False)).query)
    assert "cairn_withheld_from_me" in held or "cairn_blocked_children" in held
    assert len(said) < len(held)
    assert ("cairn_" in said) is bool(stays)
    assert all(column in said for column in stays)


def test_nothing_is_asked_of_a_child_of_whom_nothing_is_held(around):
    plain = place(around, "bilal")
    with acting_as(plain.actor), CaptureQueriesContext(connection) as asked:
        assert about_child(around.child.id, plain.actor, plain) == About()
    assert len(asked) == 0


def test_somebody_elses_place_says_nothing(around):
    plain, gwen = place(around, "bilal"), around.northmoor.actor("gwen")
    around.hold("amara", around.told("amara"), POLICE)
    with acting_as(gwen):
        assert about_child(around.child.id, gwen, plain).held


def test_words_that_are_sealed_are_weighed_by_whoever_may_read_them(around):
    fact = around.fact("amara", "01632 960177", FactKind.PHONE)
    keep(around, "amara", fact, ApartKind.THERAPY)
    asked = PersonFacts(phones=(PhoneFact.of("01632 960177"),))
    for name, reads in (("amara", True), ("bilal", False)):
        by = around.northmoor.actor(name)
        with acting_as(by):
            _, said = likeness(asked, [around.child.id], by, own_only=False)
        texts = [one.text for one in said[around.child.id]]
        assert ("01632 960177" in texts) is reads
        assert not any(text.startswith("v1.") for text in texts)
