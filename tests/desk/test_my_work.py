"""My work: what I owe, what is owed to me, what is new, what I have not sent."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.children.models import Record
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.verbs import Said, add_entry
from cairn.core.clock import now
from cairn.duties.kinds import DraftKind
from cairn.duties.models import Tick
from cairn.duties.queries import CLOCK
from cairn.duties.verbs import save_draft
from cairn.ledger.models import Event
from cairn.partnership.kinds import RoleName
from cairn.stewardship.verbs import report_breach
from tests.conftest import become
from tests.referrals.sending import asked, found, sent, sign_in

pytestmark = pytest.mark.django_db


def work(northmoor, name, query=""):
    return sign_in(Client(), northmoor, name).get(reverse("desk:my_work") + query)


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_who_sees_what(northmoor):
    sent(northmoor)
    seen = {name: words(work(northmoor, name)) for name in ("amara", "efa", "chidi", "robin", "dana", "hana")}
    assert "Nguyen Van Tang" in seen["amara"]
    assert "Decide what the child needs" in seen["amara"]
    assert "Decide what the child needs" in seen["efa"]
    assert "Nguyen" not in seen["chidi"]
    assert "Nothing is owed by you or your team." in seen["chidi"]
    assert "Nguyen Van Tang" in seen["robin"]
    assert all("shows you no child" in seen[name] and "Nguyen" not in seen[name] for name in ("dana", "hana"))


def test_nobody_gets_there_without_signing_in(client, northmoor):
    assert client.get(reverse("desk:my_work")).status_code == 302


def test_what_the_team_owes_can_be_taken_by_those_who_may(northmoor):
    sent(northmoor)
    for name, can in (("amara", True), ("efa", False), ("robin", False)):
        assert ("/take/" in work(northmoor, name).content.decode()) is can, name
    url = found(r'action="(/duties/[^"]+/take/)"', work(northmoor, "amara"))
    assert sign_in(Client(), northmoor, "amara").post(url, {"revision": 1}).status_code == 302
    assert "Nobody has taken it" not in words(work(northmoor, "amara"))
    assert "All done" in words(work(northmoor, "amaras_manager"))


def test_overdue_stands_first(northmoor):
    from tests.duties.owing import owed

    late = owed(northmoor, started_at=now() - timedelta(days=20))
    sent(northmoor)
    page = work(northmoor, "amara").content.decode()
    assert late.due_at < now()
    assert page.index("cairn-due--overdue") < page.index("cairn-due--due")


def test_what_others_add_is_new_until_it_was_looked_at(northmoor):
    raised = sent(northmoor)
    amara = northmoor.actor("amara")
    client = sign_in(Client(), northmoor, "amara")
    assert "1 new line" in words(client.get("/"))
    client.get(raised.href)
    assert "Nothing new since you last looked" in words(client.get("/"))
    manager = northmoor.actor("amaras_manager")
    with acting_as(manager):
        record = Record.objects.visible_to(manager).get(team_id=manager.team_id)
        add_entry(record=record, said=Said(EntryKind.CALL, "Rang the school.", HowKnown.SEEN), by=manager)
    assert "1 new line" in words(client.get("/"))
    with acting_as(amara):
        record = Record.objects.visible_to(amara).get(team_id=amara.team_id)
    assert "Rang the school" not in words(client.get("/"))


def test_my_own_lines_are_not_new_to_me(northmoor):
    raised = sent(northmoor)
    amara = northmoor.actor("amara")
    client = sign_in(Client(), northmoor, "amara")
    client.get(raised.href)
    with acting_as(amara):
        record = Record.objects.visible_to(amara).get(team_id=amara.team_id)
        add_entry(record=record, said=Said(EntryKind.CALL, "Rang the school.", HowKnown.SEEN), by=amara)
    assert "Nothing new since you last looked" in words(client.get("/"))


def test_what_was_not_sent_is_shown_on_every_page(northmoor):
    client = sign_in(Client(), northmoor, "efa")
    assert "NOT SENT" not in words(client.get("/"))
    efa = northmoor.actor("efa")
    with acting_as(efa):
        draft = save_draft(None, DraftKind.CONCERN, {"what_happened": ["x"]}, 0, efa)
        save_draft(draft, DraftKind.CONCERN, {"what_happened": ["A girl"]}, 1, efa)
    assert f"?draft={draft.pk}" in client.get("/").content.decode()
    assert "NOT SENT" in words(client.get(reverse("account")))
    assert "NOT SENT" in words(client.get("/children/C-NONE-AA/"))


def test_the_frame_leads_where_somebody_may_go(northmoor):
    def places(name):
        return re.findall(r'govuk-service-navigation__link" href="([^"]+)"', work(northmoor, name).content.decode())

    names = ("concerns:new", "children:find", "concerns:mine", "children:guide", "desk:hub")
    new, find, mine, why, hub = map(reverse, names)
    agreements, astray = reverse("agreements"), reverse("stewardship:report")
    assert places("amara") == ["/", new, find, mine, why, astray]
    assert places("farid") == ["/", new, find, mine, why, hub, agreements, astray]
    assert places("robin") == ["/", find, astray]
    assert places("dana") == ["/", agreements, astray]


def test_every_page_says_when_the_clock_stands_still(northmoor):
    assert "clock is not running" in words(work(northmoor, "amara"))
    with become("cairn_worker"):
        Tick.objects.create(name=CLOCK, ran_at=now())
    assert "Cairn’s clock" not in words(work(northmoor, "amara"))
    with become("cairn_worker"):
        Tick.objects.update(ran_at=now() - timedelta(minutes=4))
    assert "clock stopped on" in words(work(northmoor, "amara"))


def test_the_list_is_remembered_as_a_look(northmoor):
    raised = sent(northmoor)
    work(northmoor, "amara")
    amara = northmoor.actor("amara")
    with acting_as(amara):
        listed = Event.objects.visible_to(amara).filter(happening="listed", purpose="my work").get()
    assert listed.detail["children"] == [str(raised.referral.child_id)]


@pytest.mark.parametrize("query", ["?page=99", "?page=-1", "?page=x", "?page=9999999999", "?awaited=²"])
def test_a_page_that_is_none_shows_something(northmoor, query):
    assert work(northmoor, "amara", query).status_code == 200


def test_it_takes_few_statements(northmoor):
    for _each in range(3):
        sent(northmoor)
    client = sign_in(Client(), northmoor, "amara")
    client.get("/")
    with CaptureQueriesContext(connection) as counted:
        assert client.get("/").status_code == 200
    assert len(asked(counted)) <= 21, "\n".join(asked(counted))


def test_the_frame_does_not_ask_for_the_page(northmoor, client):
    """A page that never asked who may see it is refused, whatever its frame has asked."""
    from django.http import HttpResponse
    from django.test import RequestFactory

    from cairn.access.guard import GuardMiddleware, NeverAsked
    from cairn.desk.presenters import shell_for

    request: Any = RequestFactory().get("/")
    request.actor, request.membership = northmoor.actor("amara"), northmoor.memberships["amara"]
    request.session = client.session
    request.user = northmoor.practitioner("amara")
    request.resolver_match = type("Match", (), {"func": lambda: None, "view_name": "x"})()

    def page(asking):
        shell_for(asking)
        return HttpResponse("never asked")

    with acting_as(request.actor), pytest.raises(NeverAsked):
        GuardMiddleware(page)(request)


def test_whoever_sees_no_child_finds_what_waits_for_them_and_nothing_about_a_child(northmoor):
    sent(northmoor)
    member = northmoor.memberships["robin"]
    member.role = RoleName.DATA_PROTECTION_LEAD
    member.save()
    with acting_as(by := northmoor.actor("amara")):
        report_breach(what_happened="A letter to the wrong door.", known_at=now(), by=by)
    page = words(work(northmoor, "robin"))
    assert "shows you no child" in page
    assert "Decide whether the regulator must be told of a breach" in page
    assert "Somebody reports that something went where it should not have gone" in page
    assert "Decide what the child needs" not in page
    assert "Nguyen" not in page
