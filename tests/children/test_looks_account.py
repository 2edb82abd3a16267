"""Who has looked at a child: what the circle, data-protection leads and others read of it, and what not."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import LOOKS_GIVEN, LOOKS_READ, NAMES_ENDED, NAMES_RELEASED, LookWhy, SpeaksFor
from cairn.children.models import LooksGiven, NamesReleased
from cairn.children.queries import looks_account as queries
from cairn.children.queries.looks import Asked, who_has_looked
from cairn.core.clock import now, today
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.postgres import LEDGER
from cairn.ledger.kinds import INVESTIGATED
from cairn.ledger.models import Event
from cairn.partnership.kinds import RoleName
from tests.children.linked import decided, pair, undone
from tests.children.pages import a_child, browser, read
from tests.conftest import become

IN_A_WEEK = timedelta(days=7)


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def opens(northmoor, who: str, child, times: int = 1) -> None:
    by = northmoor.actor(who)
    for _ in range(times):
        with acting_as(by):
            verbs.open_child(reference=child.reference, by=by, purpose="now")


def looks(northmoor, who: str, child, **asked):
    by = northmoor.actor(who)
    with acting_as(by):
        return who_has_looked(child.id, by, Asked(**asked))


def account(northmoor, child, who: str, why=LookWhy.WORRY):
    by = northmoor.actor(who)
    with acting_as(by):
        return verbs.open_account(reference=child.reference, why=why, by=by)


def release(northmoor, child, who: str = "petra", days: int = 7, reason: str = "A complaint about a look at night."):
    found = account(northmoor, child, who)
    with acting_as(by := northmoor.actor(who)):
        return verbs.release_names(child=found, reason=reason, until=today() + timedelta(days=days), by=by)


def give(northmoor, child, who: str = "amara", to: str = "Ms Osei", on=None):
    by = northmoor.actor(who)
    found = account(northmoor, child, who, LookWhy.ASKED if who == "petra" else None)
    with acting_as(by):
        return verbs.give_looks(child=found, given_to=to, speaks_as=SpeaksFor.GUARDIAN, given_on=on or today(), by=by)


def happened(northmoor, child, happening: str) -> int:
    with acting_as(by := northmoor.actor("farid")):
        return Event.objects.visible_to(by).filter(child_id=child.id, happening=happening).count()


def test_what_was_done_by_which_agency_and_role_the_newest_first_and_nobody_by_name(northmoor, child):
    opens(northmoor, "farid", child)
    opens(northmoor, "amaras_manager", child)
    found = looks(northmoor, "amara", child)
    assert [str(one.sentence) for one in found[:2]] == ["opened the record", "opened the record"]
    assert (found[0].agency, found[0].role, found[0].purpose) == ("Eastmoor Social Care", "manager", "now")
    assert found[1].role == "hub coordinator"
    assert {one.name for one in found} == {""}
    assert "joined the child’s circle" in {str(one.sentence) for one in found}
    assert [one.id for one in found] == sorted((one.id for one in found), reverse=True)


def test_ones_own_looks_are_marked(northmoor, child):
    opens(northmoor, "amara", child)
    opens(northmoor, "farid", child)
    assert [one.is_mine for one in looks(northmoor, "amara", child)][:2] == [False, True]
    assert [one.is_mine for one in looks(northmoor, "farid", child)][:2] == [True, False]


def test_by_agency_and_by_day_and_in_pages(northmoor, child):
    opens(northmoor, "farid", child, 3)
    opens(northmoor, "amara", child)
    hub = northmoor.team("hub-duty").agency_id
    mine = looks(northmoor, "amara", child, agency_id=hub)
    assert {one.agency for one in mine} == {"Northmoor Hub"}
    assert len(mine) == 3
    assert looks(northmoor, "amara", child, day=today() - timedelta(days=1)) == []
    everything = looks(northmoor, "amara", child, day=today())
    with acting_as(by := northmoor.actor("amara")):
        first = who_has_looked(child.id, by, at_most=2)
        rest = who_has_looked(child.id, by, Asked(before=first[-1].id))
    assert [one.id for one in (*first, *rest)] == [one.id for one in everything]


def test_looks_at_a_record_before_it_was_linked_come_along_and_go_back(northmoor):
    two, farid = pair(northmoor), northmoor.actor("farid")
    opens(northmoor, "wanda", two.new)
    before = {one.id for one in looks(northmoor, "farid", two.new)}
    decision = decided(two.question, farid)
    joined = looks(northmoor, "amara", two.known)
    assert {one.role for one in joined if one.agency == "Westmoor Social Care"} == {"practitioner"}
    assert before - {one.id for one in joined} == set()
    opens(northmoor, "amara", two.known)
    at_both = looks(northmoor, "amara", two.known)[0].id
    undone(decision, farid)
    apart = looks(northmoor, "amara", two.known)
    assert [one for one in apart if one.purpose == "now" and one.agency == "Westmoor Social Care"] == []
    assert at_both in {one.id for one in apart}
    returned = {one.id for one in looks(northmoor, "wanda", two.new)}
    assert before <= returned
    assert at_both in returned, "who looked while both were held to be one looked at this child as well"
    opens(northmoor, "amara", two.known)
    latest = looks(northmoor, "amara", two.known)[0].id
    assert latest not in {one.id for one in looks(northmoor, "wanda", two.new)}


@pytest.mark.parametrize(("who", "sees"), [("amara", True), ("robin", True), ("farid", True), ("petra", True)])
def test_who_reads_the_list(northmoor, child, who, sees):
    assert bool(looks(northmoor, who, child)) is sees


@pytest.mark.parametrize("who", ["efa", "chidi", "wanda"])
def test_the_database_gives_others_no_row(northmoor, child, who):
    assert looks(northmoor, who, child) == []
    with acting_as(by := northmoor.actor(who)), pytest.raises(NotFound):
        verbs.open_account(reference=child.reference, why=None, by=by)


@pytest.mark.parametrize("who", ["dana", "hana"])
def test_whoever_may_not_see_looks_is_refused(northmoor, child, who):
    with acting_as(by := northmoor.actor(who)), pytest.raises(NotAllowed):
        who_has_looked(child.id, by)


def lead_of(northmoor, slug: str, name: str = "amara"):
    """One of the cast becomes the data-protection lead of their agency."""
    member = northmoor.memberships[name]
    member.role = RoleName.DATA_PROTECTION_LEAD
    member.team = northmoor.team(slug)
    member.agency_id = northmoor.team(slug).agency_id
    member.save()


def test_a_lead_reads_of_children_that_their_own_agency_has_to_do_with(northmoor, child):
    lead_of(northmoor, "westmoor-nurses", "chidi")
    with acting_as(by := northmoor.actor("chidi")), pytest.raises(NotFound):
        verbs.open_account(reference=child.reference, why=LookWhy.WORRY, by=by)
    lead_of(northmoor, "outreach", "gwen")
    opens(northmoor, "farid", child)
    found = looks(northmoor, "gwen", child)
    assert {one.name for one in found if one.agency == "Safer Streets"} == {"Efa"}
    assert {one.name for one in found if one.agency != "Safer Streets"} == {""}


def test_the_hubs_lead_looks_after_agencies_without_one_and_no_others(northmoor, child):
    opens(northmoor, "amara", child)
    assert "Amara" in {one.name for one in looks(northmoor, "petra", child)}
    lead_of(northmoor, "eastmoor-duty", "amaras_manager")
    assert "Amara" not in {one.name for one in looks(northmoor, "petra", child)}
    assert "Amara" in {one.name for one in looks(northmoor, "amaras_manager", child)}


def test_a_lead_reading_the_list_stands_in_it_unless_it_is_an_investigation(northmoor, child):
    account(northmoor, child, "petra", LookWhy.WORRY)
    (seen,) = [one for one in looks(northmoor, "amara", child) if "read who has looked" in str(one.sentence)]
    assert (seen.role, seen.purpose) == ("data-protection lead", "a worry about who looked")
    before = len(looks(northmoor, "amara", child))
    account(northmoor, child, "petra", LookWhy.INVESTIGATION)
    for who in ("amara", "farid", "petra"):
        assert len([one for one in looks(northmoor, who, child) if "looked into" in str(one.sentence)]) == 0
    assert len(looks(northmoor, "amara", child)) == before


def test_the_database_shows_an_investigation_to_its_author_alone(northmoor, child):
    account(northmoor, child, "petra", LookWhy.INVESTIGATION)
    seen = {}
    for who in ("amara", "farid", "petra"):
        with acting_as(by := northmoor.actor(who)):
            ours = Event.objects.visible_to(by).filter(happening=INVESTIGATED).count()
            assert Event.objects.filter(happening=INVESTIGATED).count() == ours
            seen[who] = ours
    assert seen == {"amara": 0, "farid": 0, "petra": 1}


def test_investigations_are_counted_for_the_register(northmoor, child):
    from cairn.children.queries.flags import investigations

    for _ in range(2):
        account(northmoor, child, "petra", LookWhy.INVESTIGATION)
    with acting_as(by := northmoor.actor("petra")):
        assert [(one.agency, one.flags) for one in investigations(by)] == [("Northmoor Hub", 2)]
    with acting_as(northmoor.actor("farid")), connection.cursor() as cursor:
        cursor.execute("select count(*) from cairn_investigated(now() - interval '1 day')")
        assert cursor.fetchone() == (0,)


def test_only_a_lead_investigates(northmoor, child):
    with acting_as(by := northmoor.actor("amara")), pytest.raises(NotAllowed):
        verbs.open_account(reference=child.reference, why=LookWhy.INVESTIGATION, by=by)


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


def test_a_lead_finds_a_child_by_its_reference_and_is_shown_nothing_else_of_it(northmoor, child):
    petra = browser(northmoor, "petra")
    assert petra.get(f"/children/{child.reference}/looks/")["Location"] == "/children/looks/"
    answer = petra.post("/children/looks/", {"reference": child.reference.lower(), "why": "worry"})
    page = petra.get(answer["Location"]).content.decode()
    assert "Tang" not in page
    assert "Efa" in page, "the hub’s lead looks after agencies that have none"
    assert "Release names to the circle" in page
    assert happened(northmoor, child, LOOKS_READ) == 1
    wrong = petra.post("/children/looks/", {"reference": "C-9999-99", "why": "worry"}).content.decode()
    assert "There is no such child" in wrong


def test_the_pages_release_end_and_give(northmoor, child):
    petra = browser(northmoor, "petra")
    day = today() + IN_A_WEEK
    until = {"until-day": str(day.day), "until-month": str(day.month), "until-year": str(day.year)}
    place = f"/children/{child.reference}/looks/names/"
    assert "Give a reason" in petra.post(place, {"reason": "", **until}).content.decode()
    answer = petra.post(place, {"reason": "A complaint.", **until})
    page = petra.get(answer["Location"]).content.decode()
    assert "End it now" in page
    with acting_as(by := northmoor.actor("petra")):
        made = NamesReleased.objects.visible_to(by).get()
    assert petra.post(f"/children/looks/names/{made.pk}/end/").status_code == 302
    given = {"given_to": "Ms Osei", "speaks_as": "guardian"}
    day = today()
    given |= {"given_on-day": str(day.day), "given_on-month": str(day.month), "given_on-year": str(day.year)}
    answer = petra.post(f"/children/{child.reference}/looks/give/", given, follow=True)
    assert "Ms Osei (guardian or advocate)" in answer.content.decode()


def test_the_page_keeps_the_filter_from_one_page_to_the_next(northmoor, child):
    opens(northmoor, "farid", child, 55)
    hub, day = northmoor.team("hub-duty").agency_id, today()
    query = f"?agency={hub}&on-day={day.day}&on-month={day.month}&on-year={day.year}"
    page = read(browser(northmoor, "amara"), child, f"sharing/{query}")
    assert f"agency={hub}&amp;on-day={day.day}" in page
    assert "Earlier looks" in page
    everything = read(browser(northmoor, "amara"), child, "sharing/?agency=nonsense&on-day=x&before=abc")
    assert "Earlier looks" in everything


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
    from cairn.children.models import Involvement
    from cairn.core.postgres import OWNER

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


def test_the_list_never_goes_along_the_ledger(northmoor, child):
    """Forty thousand events about others are not touched: the two indexes of a child find the few that count."""
    opens(northmoor, "farid", child)
    with become(LEDGER), connection.cursor() as cursor:
        cursor.execute(
            "insert into ledger_event (actor_kind, happening, child_id, detail)"
            " select 'job', case when n % 2 = 0 then 'opened' else 'listed' end,"
            " case when n % 2 = 0 then gen_random_uuid() end,"
            " case when n % 2 = 0 then '{}' else jsonb_build_object('children', array[gen_random_uuid()]) end"
            " from generate_series(1, 40000) n"
        )
        cursor.execute("analyze ledger_event")
    touched = "select coalesce(sum(seq_tup_read), 0) from pg_stat_xact_user_tables where relname like 'ledger_event%'"
    with acting_as(by := northmoor.actor("amara")), connection.cursor() as cursor:
        cursor.execute(touched)
        before = cursor.fetchone()[0]
        assert who_has_looked(child.id, by)
        cursor.execute(touched)
        assert cursor.fetchone()[0] - before < 1000
