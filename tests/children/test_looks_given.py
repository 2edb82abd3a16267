"""Names released for a time, the list given to who speaks for a child, and what one looked at oneself."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import LOOKS_GIVEN, NAMES_ENDED, NAMES_RELEASED, SpeaksFor
from cairn.children.models import Involvement, LooksGiven, NamesReleased
from cairn.children.queries import looks_account as queries
from cairn.core.clock import now, today
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.postgres import OWNER
from cairn.ledger.models import Event
from tests.children.looked import account, give, happened, lead_of, looks, opens, release
from tests.children.pages import a_child, browser, read
from tests.conftest import become

IN_A_WEEK = timedelta(days=7)


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def test_released_names_are_shown_until_their_day_and_no_longer(northmoor, child):
    opens(northmoor, "farid", child)
    assert {one.name for one in looks(northmoor, "amara", child)} == {""}
    made = release(northmoor, child)
    assert "Farid" in {one.name for one in looks(northmoor, "amara", child)}
    assert happened(northmoor, child, NAMES_RELEASED) == 1
    page = read(browser(northmoor, "amara"), child, "sharing/")
    assert "Names were released by the data-protection lead of Northmoor Hub" in page
    assert "A complaint about a look at night." in page
    with time_machine.travel(made.until + timedelta(seconds=1), tick=False):
        assert {one.name for one in looks(northmoor, "amara", child)} == {""}


def test_a_release_ends_when_the_lead_ends_it_and_once(northmoor, child):
    opens(northmoor, "farid", child)
    made = release(northmoor, child)
    with acting_as(by := northmoor.actor("petra")):
        verbs.end_release(release_id=made.pk, by=by)
        with pytest.raises(Conflict, match="release_ended_already"):
            verbs.end_release(release_id=made.pk, by=by)
    assert {one.name for one in looks(northmoor, "amara", child)} == {""}
    assert happened(northmoor, child, NAMES_ENDED) == 1
    assert "Names were released" not in read(browser(northmoor, "amara"), child, "sharing/")


def test_a_lead_releases_the_names_of_the_agencies_they_look_after_and_no_others(northmoor, child):
    lead_of(northmoor, "outreach", "gwen")
    opens(northmoor, "farid", child)
    release(northmoor, child, "gwen")
    assert {one.name for one in looks(northmoor, "amara", child)} == {"", "Efa", "Gwen"}


@pytest.mark.parametrize(
    ("days", "reason", "code"),
    [
        (7, " ", "reason_needed"),
        (7, "x" * 1001, "reason_too_long"),
        (0, "A complaint.", "release_past"),
        (-3, "A complaint.", "release_past"),
        (91, "A complaint.", "release_past"),
    ],
)
def test_a_release_that_cannot_be(northmoor, child, days, reason, code):
    with pytest.raises(Refused, match=code):
        release(northmoor, child, days=days, reason=reason)
    assert happened(northmoor, child, NAMES_RELEASED) == 0


@pytest.mark.parametrize("who", ["amara", "amaras_manager", "farid", "robin"])
def test_nobody_but_a_lead_releases_names(northmoor, child, who):
    with pytest.raises(NotAllowed):
        release(northmoor, child, who)


def test_nothing_is_released_when_the_ledger_cannot_be_written(northmoor, child, monkeypatch):
    found = account(northmoor, child, "petra")

    def fails(*_args, **_more):
        raise RuntimeError("the ledger is full")

    monkeypatch.setattr("cairn.children.verbs.looks_account.ledger.record", fails)
    with acting_as(by := northmoor.actor("petra")):
        with pytest.raises(RuntimeError):
            verbs.release_names(child=found, reason="A complaint.", until=today() + IN_A_WEEK, by=by)
        assert not NamesReleased.objects.visible_to(by).exists()
        with pytest.raises(RuntimeError):
            verbs.give_looks(child=found, given_to="Ms Osei", speaks_as=SpeaksFor.CHILD, given_on=today(), by=by)
        assert not LooksGiven.objects.visible_to(by).exists()


def test_a_release_is_changed_once_and_never_removed(northmoor, child):
    made = release(northmoor, child)
    with acting_as(northmoor.actor("petra")), connection.cursor() as cursor:
        for change in (
            "update children_namesreleased set until = until + interval '1 year'",
            "update children_namesreleased set agencies = '[]'",
            "delete from children_namesreleased",
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(change)
    with acting_as(by := northmoor.actor("petra")):
        assert NamesReleased.objects.visible_to(by).get(pk=made.pk).until == made.until


def test_the_list_is_given_and_that_stands_in_the_list(northmoor, child):
    opens(northmoor, "farid", child)
    given = give(northmoor, child)
    assert given.count == len(looks(northmoor, "amara", child)) - 1
    assert str(looks(northmoor, "amara", child)[0].sentence).startswith("gave somebody who speaks for the child")
    with acting_as(by := northmoor.actor("farid")):
        event = Event.objects.visible_to(by).get(happening=LOOKS_GIVEN)
    assert event.detail == {"as": "guardian", "count": given.count}
    page = read(browser(northmoor, "amara"), child, "sharing/")
    assert "Ms Osei (guardian or advocate), by Eastmoor Social Care" in page


def test_the_printed_list_is_as_it_was_given_and_holds_no_name(northmoor, child):
    opens(northmoor, "farid", child)
    release(northmoor, child)
    given = give(northmoor, child)
    opens(northmoor, "amaras_manager", child, 2)
    page = browser(northmoor, "amara").get(f"/children/looks/given/{given.pk}/").content.decode()
    table = page[page.index("<table") : page.index("</table>")]
    assert table.count("<tr") - 1 == given.count
    for name in ("Farid", "Amara", "Petra", "you ("):
        assert name not in table
    assert "hub coordinator" in table
    assert ">manager<" not in table
    assert str(looks(northmoor, "amara", child)[0].sentence) == "printed who has looked"


def test_who_may_give_the_list(northmoor, child):
    for who in ("farid", "petra"):
        give(northmoor, child, who)
    opens(northmoor, "farid", child)
    for who in ("robin", "dana"):
        with acting_as(by := northmoor.actor(who)), pytest.raises((NotAllowed, NotFound)):
            verbs.give_looks(
                child=queries.Looked(child.id, child.reference),
                given_to="Ms Osei",
                speaks_as=SpeaksFor.CHILD,
                given_on=today(),
                by=by,
            )
    with acting_as(by := northmoor.actor("efa")), pytest.raises(NotAllowed):
        verbs.require_giving(child=queries.Looked(child.id, child.reference), by=by)
    with acting_as(by := northmoor.actor("chidi")), pytest.raises(NotFound):
        verbs.require_giving(child=queries.Looked(child.id, child.reference), by=by)


@pytest.mark.parametrize(
    ("to", "days", "code"),
    [(" ", 0, "receiver_needed"), ("x" * 201, 0, "reason_too_long"), ("Ms Osei", 1, "period_in_future")],
)
def test_a_gift_that_cannot_be(northmoor, child, to, days, code):
    with pytest.raises(Refused, match=code):
        give(northmoor, child, to=to, on=today() + timedelta(days=days))
    assert happened(northmoor, child, LOOKS_GIVEN) == 0


def test_others_never_open_the_printed_list(northmoor, child):
    given = give(northmoor, child)
    for who, code in (("chidi", 404), ("efa", 404), ("dana", 403)):
        assert browser(northmoor, who).get(f"/children/looks/given/{given.pk}/").status_code == code


def test_what_i_looked_at_names_only_children_still_in_sight(northmoor, child):
    amara = browser(northmoor, "amara")
    read(amara, child)
    page = amara.get("/children/looks/mine/").content.decode()
    assert child.reference in page
    assert "opened the record" in page
    other = browser(northmoor, "chidi").get("/children/looks/mine/").content.decode()
    assert child.reference not in other
    assert "What you looked at" in browser(northmoor, "amara").get("/account/").content.decode()


def test_a_child_out_of_sight_by_now_is_no_longer_named(northmoor, child):
    opens(northmoor, "efa", child)
    with become(OWNER):
        Involvement.objects.filter(team=northmoor.team("outreach")).update(ended_at=now())
    page = browser(northmoor, "efa").get("/children/looks/mine/").content.decode()
    assert child.reference not in page
    assert "a child you no longer see" in page


def test_reading_ones_own_looks_is_a_look_at_those_it_names_and_no_line_of_its_own(northmoor, child):
    amara = browser(northmoor, "amara")
    read(amara, child)
    for _ in range(2):
        page = amara.get("/children/looks/mine/").content.decode()
    assert "what I looked at" not in page
    assert any(one.purpose == "what I looked at" for one in looks(northmoor, "farid", child))


def test_ninety_days_and_a_page_of_fifty(northmoor, child):
    opens(northmoor, "amara", child, 52)
    by = northmoor.actor("amara")
    with acting_as(by):
        first = verbs.read_own_looks(before=None, by=by)
        rest = verbs.read_own_looks(before=first[-1].id, by=by)
    assert len(first) == 50
    assert len(rest) >= 2
    assert "?before=" in browser(northmoor, "amara").get("/children/looks/mine/").content.decode()
    with time_machine.travel(now() + timedelta(days=91), tick=False), acting_as(by):
        assert verbs.read_own_looks(before=None, by=by) == []


def test_a_system_has_no_such_page(northmoor):
    from dataclasses import replace

    from cairn.access.actor import ActorKind

    by = replace(northmoor.actor("amara"), kind=ActorKind.SYSTEM)
    with acting_as(by), pytest.raises(NotAllowed):
        verbs.read_own_looks(before=None, by=by)
