"""The hub's duty list: danger first, everything unanswered by clock, and nothing without an owner."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.paginator import Paginator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.children.models import LinkQuestion
from cairn.concerns.rules import ChildSaid, NameSaid
from cairn.core.clock import now
from cairn.core.errors import NotAllowed
from cairn.core.ref import Ref
from cairn.desk import queries
from cairn.desk.queries import hub
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger.models import Event
from cairn.referrals.kinds import Purpose
from tests.builders import raised
from tests.duties.owing import owed
from tests.referrals.sending import asked, sent, sign_in

pytestmark = pytest.mark.django_db


def hub_list(northmoor, query="", name="farid"):
    return sign_in(Client(), northmoor, name).get(reverse("desk:hub") + query)


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_who_sees_it(northmoor):
    expected = {"farid": 200, "amara": 403, "chidi": 403, "robin": 403, "dana": 403, "hana": 403}
    assert {name: hub_list(northmoor, name=name).status_code for name in expected} == expected
    assert Client().get(reverse("desk:hub")).status_code == 302
    with acting_as(northmoor.actor("amara")), pytest.raises(NotAllowed):
        queries.hub_page(northmoor.actor("amara"), kind="", area="", order="due", number=1)


def test_an_empty_list_is_green(northmoor):
    page = words(hub_list(northmoor))
    assert "Somebody has every child who is in danger." in page
    assert "Every concern has a team that must answer it." in page
    assert "No match waits for a decision." in page
    assert "Nothing is unanswered here." in page


def test_danger_that_nobody_has_stands_on_top_until_somebody_has_it(northmoor):
    raised = sent(northmoor, purpose=Purpose.DANGER, to="police-desk", urgency="danger_now")
    page = hub_list(northmoor).content.decode()
    assert page.index("ring now") < page.index("Police Desk") < page.index("Without an owner")
    bilal = sign_in(Client(), northmoor, "bilal")
    bilal.post(reverse("referrals:acknowledge", args=[raised.referral.id]))
    top = hub_list(northmoor).content.decode().partition("Without an owner")[0]
    assert "Police Desk" not in top


def test_everything_unanswered_is_listed_soonest_first_and_remembered_as_a_look(northmoor):
    raised = sent(northmoor)
    owed(northmoor, started_at=now() - timedelta(days=30))
    page = hub_list(northmoor).content.decode()
    assert page.index("cairn-due--overdue") < page.index("cairn-due--due")
    assert reverse("referrals:answer", args=[raised.referral.id]) in page
    assert "/take/" not in page  # the hub coordinates; it takes no duty of another team
    with acting_as(northmoor.actor("farid")):
        listed = Event.objects.filter(happening="listed", purpose="hub duty list").latest("id")
    assert listed.detail["children"] == [str(raised.referral.child_id)]


def test_it_narrows_and_sorts(northmoor):
    sent(northmoor)
    sent(northmoor, area="westmoor")
    both = words(hub_list(northmoor)).partition("Unanswered, by clock")[2]
    east = words(hub_list(northmoor, "?area=eastmoor&kind=answer")).partition("Unanswered, by clock")[2]
    assert "Eastmoor Duty" in both
    assert "Westmoor Duty" in both
    assert "Eastmoor Duty" in east
    assert "Westmoor Duty" not in east
    assert "Nothing is unanswered here." in words(hub_list(northmoor, "?kind=call_back"))
    down = words(hub_list(northmoor, "?sort=-team")).partition("Unanswered, by clock")[2]
    assert down.index("Westmoor Duty") < down.index("Eastmoor Duty")


@pytest.mark.parametrize("query", ["?page=0", "?page=x", "?page=999", "?sort=size", "?kind=nonsense", "?area=%00"])
def test_odd_addresses_show_something(northmoor, query):
    sent(northmoor)
    assert hub_list(northmoor, query).status_code == 200


def test_call_backs_and_requests_are_counted(northmoor):
    hub_team = northmoor.team("hub-duty")
    raised = sent(northmoor)
    with acting_as(northmoor.actor("farid")):
        about = Ref("concern", raised.concern.id)
        duties.owe(kind=DutyKind.CALL_BACK, about=about, policy="call_back", nation="england", owner_team=hub_team)
    page = words(hub_list(northmoor))
    assert "Ring back the person who raised a concern : 1" in page
    assert "Decide what the child needs : 1" in page
    assert "Answer a team that asks to work with the child : 0" in page
    assert "/take/" in hub_list(northmoor).content.decode()


def test_matches_that_wait_are_shown_by_reference_alone(northmoor):
    somebody_else = (ChildSaid(names=(NameSaid("Amina Warsame"),)),)
    one = sent(northmoor).referral.child
    other = sent(northmoor, area="westmoor", children=somebody_else).referral.child
    with acting_as(northmoor.actor("farid")):
        LinkQuestion.objects.create(child=one, candidate=other, weight=9.5, model_version="1")
    assert f"{one.reference} and {other.reference}" in words(hub_list(northmoor))


def test_what_nobody_owns_is_a_fault_that_is_seen(northmoor):
    raised = sent(northmoor)
    by = northmoor.actor("farid")
    with acting_as(by):
        assert not queries.ownerless(by)
        duties.close(kind=DutyKind.ANSWER, about=Ref("referral", raised.referral.id), by=by)
        assert [one.id for one in queries.ownerless(by).referrals] == [raised.referral.id]
    page = words(hub_list(northmoor))
    assert "Fault" in page
    assert raised.referral.child.reference in page


def test_it_counts_to_a_thousand_and_no_further(northmoor, monkeypatch):
    monkeypatch.setattr(hub, "MOST_COUNTED", 2)
    monkeypatch.setattr("cairn.desk.presenters.hub.MOST_COUNTED", 2)
    for _each in range(3):
        sent(northmoor)
    page = words(hub_list(northmoor))
    assert "Decide what the child needs : 2+" in page
    assert "2+ open" in page
    assert issubclass(hub.CappedPaginator, Paginator)


def test_fifty_to_a_page(northmoor, monkeypatch):
    monkeypatch.setattr(hub, "PAGE", 2)
    for _each in range(3):
        sent(northmoor)
    first, second = (hub_list(northmoor, f"?kind=answer&page={number}").content.decode() for number in (1, 2))
    assert first.count("cairn-due--") == 2
    assert second.count("cairn-due--") == 1
    assert "page=2" in first


def test_it_takes_few_statements(northmoor):
    for _each in range(3):
        sent(northmoor, urgency="danger_now", purpose=Purpose.DANGER, to="police-desk")
    client = sign_in(Client(), northmoor, "farid")
    client.get(reverse("account"))
    with CaptureQueriesContext(connection) as counted:
        assert client.get(reverse("desk:hub")).status_code == 200
    assert len(asked(counted)) <= 25, "\n".join(asked(counted))


def test_a_concern_put_to_nobody_is_a_fault_for_thirty_days(northmoor, monkeypatch):
    monkeypatch.setattr("cairn.concerns.verbs.raising._ON_RAISED", [])
    concern = raised(northmoor.actor("efa"))
    by = northmoor.actor("farid")
    with acting_as(by):
        assert [one.id for one in queries.ownerless(by).concerns] == [concern.id]
        with time_machine.travel(now() + hub.RAISED_WITHIN + timedelta(hours=1)):
            assert not queries.ownerless(by).concerns
