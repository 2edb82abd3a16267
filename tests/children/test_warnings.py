"""Warnings about a person: whose word, until when, renewed or ended with a reason, inherited by nobody (R-053)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import Basis, FactKind
from cairn.children.models import Child, Claim
from cairn.children.rules import refuse_warning, stands
from cairn.children.rules.warnings import most_days
from cairn.children.verbs import Fact
from cairn.concerns.rules import ChildSaid, NameSaid
from cairn.core.clock import today
from cairn.core.errors import Refused
from cairn.ledger import verbs as ledger
from tests.builders import raised
from tests.partnership.people import sign_in

DOG = "The uncle sets his dog on visitors."


def day(days):
    return (today() + timedelta(days=days)).isoformat()


def warning(days=30, **detail):
    told = {"source": "A police report", "to": day(days), "person": "Her uncle", **detail}
    return Fact(FactKind.WARNING, DOG, Basis.DOCUMENT, {part: value for part, value in told.items() if value})


@given(st.integers(0, 2000))
def test_a_warning_never_outlives_the_longest(days):
    detail = {"source": "A neighbour", "to": day(days)}
    if days <= most_days(today()):
        refuse_warning(detail, today(), is_again=False)
        assert stands(detail, today() + timedelta(days=days))
        assert not stands(detail, today() + timedelta(days=days + 1))
    else:
        with pytest.raises(Refused, match="warning_too_long"):
            refuse_warning(detail, today(), is_again=False)


@pytest.fixture
def two(northmoor):
    """A child and a brother, told of together, whose desk is Amara's."""
    names = [ChildSaid(names=(NameSaid(name),)) for name in ("Nguyen Van Tang", "Nguyen Minh")]
    concern = raised(northmoor.actor("efa"), children=tuple(names))
    amara = northmoor.actor("amara")
    with acting_as(amara):
        return [Child.objects.get(pk=one.child_id) for one in concern.subjects.order_by("order")]


def warn(northmoor, name, child, fact):
    by = northmoor.actor(name)
    with acting_as(by):
        return verbs.add_fact(record=verbs.own_record(child=child, by=by), fact=fact, by=by)


def again(northmoor, child, claim, fact):
    amara = northmoor.actor("amara")
    with acting_as(amara):
        return verbs.correct_fact(child=child, claim_id=claim.id, fact=fact, by=amara)


def page(northmoor, child, what=""):
    return (
        sign_in(Client(), northmoor.practitioner("amara")).get(f"/children/{child.reference}/{what}").content.decode()
    )


REFUSED = [
    (warning(source=" "), "warning_source_needed"),
    (warning(to=""), "warning_until_needed"),
    (warning(days=-1), "warning_until_needed"),
    (warning(days=367), "warning_too_long"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("fact", "code"), REFUSED)
def test_what_is_no_warning_is_refused(northmoor, two, fact, code):
    with pytest.raises(Refused, match=code):
        warn(northmoor, "amara", two[0], fact)


@pytest.mark.django_db
def test_it_stands_on_the_card_of_its_own_child_alone(northmoor, two):
    child, brother = two
    warn(northmoor, "amara", child, warning())
    assert "Before you visit" in page(northmoor, child)
    assert f"Her uncle: {DOG} (source: A police report; until" in page(northmoor, child)
    assert DOG not in page(northmoor, brother)
    assert "Before you visit" not in page(northmoor, brother)


@pytest.mark.django_db
def test_a_shared_address_inherits_none(northmoor, two):
    child, brother = two
    warn(northmoor, "amara", child, warning())
    for one in two:
        warn(northmoor, "amara", one, Fact(FactKind.ADDRESS, "12 Rowan Close", Basis.DOCUMENT))
    assert DOG not in page(northmoor, brother)
    assert DOG not in page(northmoor, brother, "facts/")


@pytest.mark.django_db
def test_renewed_or_ended_it_says_why_and_stays_in_the_history(northmoor, two):
    child = two[0]
    first = warn(northmoor, "amara", child, warning())
    with pytest.raises(Refused, match="warning_why_needed"):
        again(northmoor, child, first, warning(days=200))
    renewed = again(northmoor, child, first, warning(days=200, why="Seen again in May."))
    assert "Before you visit" in page(northmoor, child)
    again(northmoor, child, renewed, warning(days=-1, why="The dog was taken away."))
    assert "Before you visit" not in page(northmoor, child)
    facts = page(northmoor, child, "facts/")
    assert "The dog was taken away." in facts
    amara = northmoor.actor("amara")
    with acting_as(amara):
        assert Claim.objects.visible_to(amara).filter(child=child, kind=FactKind.WARNING).count() == 3


@pytest.mark.django_db
def test_over_it_leaves_the_card_and_stays_among_what_was_said(northmoor, two, monkeypatch):
    child = two[0]
    warn(northmoor, "amara", child, warning(days=0))
    assert "Before you visit" in page(northmoor, child)
    monkeypatch.setattr("cairn.children.presenters.card.today", lambda: today() + timedelta(days=1))
    assert "Before you visit" not in page(northmoor, child)
    assert DOG in page(northmoor, child, "facts/")


@pytest.mark.django_db
def test_its_form_asks_for_a_source_and_an_end(northmoor, two):
    child, client = two[0], sign_in(Client(), northmoor.practitioner("amara"))
    address = reverse("children:add_fact", args=[child.reference])
    shown = client.get(f"{address}?kind=warning").content.decode()
    assert "What must somebody know before they visit?" in shown
    sent = {"kind": "warning", "text": DOG, "basis": "document"}
    answer = client.post(address, sent).content.decode()
    assert "Say who says so." in answer
    end = today() + timedelta(days=30)
    until = {"until-day": end.day, "until-month": end.month, "until-year": end.year}
    assert client.post(address, {**sent, "source": "A neighbour", **until}).status_code == 302
    assert f"the child: {DOG}" in page(northmoor, child)


@pytest.mark.django_db
def test_none_stands_when_the_ledger_fails(northmoor, two, monkeypatch):
    def fail(*_given, **_named):
        raise RuntimeError("the ledger cannot be written")

    monkeypatch.setattr(ledger, "record", fail)
    with pytest.raises(RuntimeError):
        warn(northmoor, "amara", two[0], warning())
    amara = northmoor.actor("amara")
    with acting_as(amara):
        assert not Claim.objects.visible_to(amara).filter(kind=FactKind.WARNING).exists()
