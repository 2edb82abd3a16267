"""Who has looked at a child: what the circle, data-protection leads and others read of it, and what not."""

from datetime import timedelta

import pytest
from django.db import connection

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import LOOKS_READ, LookWhy
from cairn.children.models import NamesReleased
from cairn.children.queries.looks import Asked, who_has_looked
from cairn.core.clock import today
from cairn.core.errors import NotAllowed, NotFound
from cairn.core.postgres import LEDGER
from cairn.ledger.kinds import INVESTIGATED
from cairn.ledger.models import Event
from tests.children.linked import decided, pair, undone
from tests.children.looked import account, happened, lead_of, looks, opens
from tests.children.pages import a_child, browser, read
from tests.conftest import become

IN_A_WEEK = timedelta(days=7)


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


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
