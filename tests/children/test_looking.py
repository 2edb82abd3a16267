"""Unusual looking of a week: counted once by the worker, told to every data-protection lead, answered by them."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.children import tasks, verbs
from cairn.children.kinds import LOOKING_READ, LOOKING_REVIEWED, LOOKING_WEEK, FlagOutcome
from cairn.children.models import Child, LookFlag, LooksWeek
from cairn.children.queries.flags import elsewhere, flags_of, last_whole_week, weeks_counted
from cairn.children.rules.looking import Sign
from cairn.core.clock import LOCAL, now
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.postgres import LEDGER, WORKER
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.partnership.kinds import RoleName
from tests.children.linked import decided, pair
from tests.children.pages import NAME, a_child, browser
from tests.conftest import become

MONDAY = datetime(2026, 11, 16, tzinfo=LOCAL)
NOON = MONDAY + timedelta(hours=12)
NEXT_WEEK = MONDAY + timedelta(days=8, hours=9)


@pytest.fixture(autouse=True)
def _next_week():
    with time_machine.travel(NEXT_WEEK, tick=False):
        yield


def opened(northmoor, who: str, child_id=None, at: datetime = NOON, purpose: str = "now") -> None:
    """Somebody opened a child in the week before: written as the ledger's owner, who alone may say when."""
    member = northmoor.memberships[who]
    with become(LEDGER), connection.cursor() as cursor:
        cursor.execute(
            "insert into ledger_event (actor_kind, practitioner_id, membership_id, agency_id, happening, child_id,"
            " purpose, at) values ('practitioner', %s, %s, %s, 'opened', coalesce(%s, gen_random_uuid()), %s, %s)",
            [member.practitioner_id, member.pk, member.agency_id, child_id, purpose, at],
        )


def counted() -> int | None:
    with become(WORKER), acting_as(by := job("unusual looking")):
        return verbs.count_looking(by=by)


def flags(northmoor, who: str = "petra") -> dict[tuple[str, str], int]:
    with acting_as(by := northmoor.actor(who)):
        found = flags_of(last_whole_week(), by)
        return {(one.membership.practitioner.name, one.sign): one.count for one in found}


def lead(northmoor, name: str) -> None:
    member = northmoor.memberships[name]
    member.role = RoleName.DATA_PROTECTION_LEAD
    member.save()


def before_the_week(northmoor, child: Child) -> None:
    """The circle was there a month ago."""
    from cairn.children.models import Involvement
    from cairn.core.postgres import OWNER

    with become(OWNER):
        Involvement.objects.update(started_at=MONDAY - timedelta(days=30))


def test_a_quiet_week_is_counted_and_told(northmoor):
    assert counted() == 0
    with acting_as(by := northmoor.actor("petra")):
        agencies = {team.agency_id for team in northmoor.teams.values()} - {northmoor.actor("perla").agency_id}
        assert LooksWeek.objects.visible_to(by).count() == len(agencies), "Westmoor has a lead of its own"
        assert weeks_counted(by) == [MONDAY.date()]
        (told,) = Notice.objects.visible_to(by).filter(code=LOOKING_WEEK, member_id=by.membership_id)
    petra = browser(northmoor, "petra")
    page = petra.get(f"/children/looking/{told.about_id}/").content.decode()
    assert "Nobody’s looking was unusual in this week" in page
    assert "16 November 2026" in page


def test_a_week_is_counted_once_and_told_once(northmoor):
    opened(northmoor, "chidi")
    assert counted() == 1
    opened(northmoor, "chidi", at=NOON + timedelta(hours=1))
    assert counted() is None
    assert flags(northmoor) == {("Chidi", Sign.NOT_INVOLVED): 1}
    with acting_as(by := northmoor.actor("petra")):
        mine = Notice.objects.visible_to(by).filter(code=LOOKING_WEEK, member_id=by.membership_id)
        assert mine.count() == 1


def test_who_was_around_the_child_is_not_unusual_and_who_was_not_is(northmoor):
    child = a_child(northmoor)
    before_the_week(northmoor, child)
    for who in ("amara", "efa", "chidi", "farid"):
        opened(northmoor, who, child.id)
    opened(northmoor, "chidi", child.id, purpose="answer a referral", at=NOON + timedelta(days=1))
    counted()
    assert flags(northmoor) == {("Chidi", Sign.NOT_INVOLVED): 1}


def test_a_link_that_moved_the_record_since_makes_nobody_a_stranger(northmoor):
    two = pair(northmoor)
    before_the_week(northmoor, two.new)
    opened(northmoor, "wanda", two.new.id)
    decided(two.question, northmoor.actor("farid"))
    counted()
    assert flags(northmoor) == {}


def test_many_children_odd_hours_and_once_only(northmoor):
    for n in range(30):
        opened(northmoor, "farid", at=NOON + timedelta(minutes=n))
    for day in range(3):
        opened(northmoor, "amara", at=MONDAY + timedelta(days=day, hours=3))
    counted()
    found = flags(northmoor)
    assert found["Farid", Sign.ONCE_ONLY] == 30
    assert ("Farid", Sign.MANY_CHILDREN) not in found, "a hub coordinator opens more"
    assert found["Amara", Sign.ODD_HOURS] == 3


def test_hours_that_somebody_has_worked_for_weeks_are_not_odd(northmoor):
    child = a_child(northmoor)
    before_the_week(northmoor, child)
    for day in range(-10, 3):
        opened(northmoor, "amara", child.id, at=MONDAY + timedelta(days=day, hours=3))
    counted()
    assert flags(northmoor) == {}


@pytest.mark.parametrize(("name", "is_told"), [("Amara Táng", True), ("Amara Nguyen", True), ("Tang Okafor", False)])
def test_the_same_surname_in_any_place_of_the_childs_name(northmoor, name, is_told):
    child = a_child(northmoor)
    assert NAME == "Nguyen Van Tang"
    before_the_week(northmoor, child)
    amara = northmoor.practitioner("amara")
    amara.name = name
    amara.save()
    for who in ("amara", "efa"):
        opened(northmoor, who, child.id)
    counted()
    assert flags(northmoor) == ({(name, Sign.SAME_SURNAME): 1} if is_told else {})


def test_looks_of_other_weeks_do_not_count(northmoor):
    opened(northmoor, "chidi", at=MONDAY - timedelta(seconds=1))
    opened(northmoor, "chidi", at=MONDAY + timedelta(days=7))
    assert counted() == 0


def test_a_lead_sees_the_own_people_by_name_and_others_as_a_number(northmoor):
    lead(northmoor, "amaras_manager")
    opened(northmoor, "chidi")
    opened(northmoor, "amara")
    counted()
    assert flags(northmoor, "amaras_manager") == {("Amara", Sign.NOT_INVOLVED): 1}
    assert flags(northmoor, "petra") == {("Chidi", Sign.NOT_INVOLVED): 1}
    with acting_as(by := northmoor.actor("petra")):
        assert [(one.agency, one.flags) for one in elsewhere(last_whole_week(), by)] == [("Eastmoor Social Care", 1)]
    page = browser(northmoor, "petra").get("/children/looking/").content.decode()
    assert "Chidi, Westmoor Nurses, Westmoor Health" in page
    assert "Eastmoor Social Care: 1" in page
    assert "Amara" not in page


@pytest.mark.parametrize("who", ["amara", "farid", "dana", "hana"])
def test_nobody_else_reads_it(northmoor, who):
    opened(northmoor, "chidi")
    counted()
    with acting_as(by := northmoor.actor(who)):
        assert not LookFlag.objects.exists()
        assert not LooksWeek.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from cairn_flags_by_agency(%s)", [last_whole_week()])
            assert cursor.fetchone() == (0,)
        with pytest.raises(NotAllowed):
            verbs.read_looking(week_id=None, by=by)
    assert browser(northmoor, who).get("/children/looking/").status_code == 403


def test_only_the_worker_counts(northmoor):
    with acting_as(by := job("unusual looking")), pytest.raises(DatabaseError), transaction.atomic():
        verbs.count_looking(by=by)


def test_a_count_that_fails_leaves_nothing(northmoor, monkeypatch):
    opened(northmoor, "chidi")

    def fails(*_args, **_more):
        raise RuntimeError("the ledger is full")

    monkeypatch.setattr("cairn.children.verbs.looking.ledger.record", fails)
    with pytest.raises(RuntimeError):
        counted()
    with become(WORKER):
        assert not LooksWeek.objects.exists()
        assert not LookFlag.objects.exists()
        assert not Notice.objects.filter(code=LOOKING_WEEK).exists()


def test_the_job_runs(northmoor):
    with become(WORKER):
        tasks.count_looking(0)
        assert LooksWeek.objects.exists()


@pytest.fixture
def flag(northmoor) -> LookFlag:
    opened(northmoor, "chidi")
    counted()
    with acting_as(by := northmoor.actor("petra")):
        (found,) = flags_of(last_whole_week(), by)
    return found


def test_a_sign_is_answered_once_with_a_reason(northmoor, flag):
    petra, page = browser(northmoor, "petra"), f"/children/looking/signs/{flag.pk}/"
    assert "Say what was found" in petra.post(page, {"outcome": "fine", "reason": " "}).content.decode()
    assert petra.post(page, {"outcome": "fine", "reason": "Stood in for a colleague."}).status_code == 302
    assert "asked, and there is a good reason:" in petra.get("/children/looking/").content.decode()
    late = petra.post(page, {"outcome": "followed_up", "reason": "Second thoughts."})
    assert "Somebody has answered this already" in late.content.decode()
    with acting_as(by := northmoor.actor("farid")):
        (event,) = Event.objects.visible_to(by).filter(happening=LOOKING_REVIEWED)
        assert event.detail == {"outcome": "fine"}
        assert Event.objects.visible_to(by).filter(happening=LOOKING_READ).exists()


@pytest.mark.parametrize(("reason", "code"), [(" ", "reason_needed"), ("x" * 1001, "reason_too_long")])
def test_an_answer_that_cannot_be(northmoor, flag, reason, code):
    with acting_as(by := northmoor.actor("petra")):
        with pytest.raises(Refused, match=code):
            verbs.review_flag(flag=flag, outcome=FlagOutcome.FINE, reason=reason, by=by)
        assert LookFlag.objects.visible_to(by).get(pk=flag.pk).outcome == ""


def test_two_leads_at_once_are_told(northmoor, flag):
    with acting_as(by := northmoor.actor("petra")):
        verbs.review_flag(flag=flag, outcome=FlagOutcome.FINE, reason="A good one.", by=by)
        with pytest.raises(Conflict, match="flag_reviewed_already"):
            verbs.review_flag(flag=flag, outcome=FlagOutcome.FINE, reason="Another.", by=by)


def test_nobody_answers_about_themselves(northmoor):
    opened(northmoor, "petra")
    counted()
    with acting_as(by := northmoor.actor("petra")):
        (mine,) = flags_of(last_whole_week(), by)
        with pytest.raises(NotAllowed):
            verbs.review_flag(flag=mine, outcome=FlagOutcome.FINE, reason="I had reasons.", by=by)
    assert "This is about you" in browser(northmoor, "petra").get("/children/looking/").content.decode()


def test_another_agencys_sign_is_out_of_sight(northmoor, flag):
    lead(northmoor, "amaras_manager")
    with acting_as(by := northmoor.actor("amaras_manager")), pytest.raises(NotFound):
        verbs.open_flag(flag_id=flag.pk, by=by)
    answer = browser(northmoor, "amaras_manager").get("/children/looking/0190d7a0-0000-7000-8000-000000000000/")
    assert answer.status_code == 404


def test_a_sign_is_changed_once_and_never_removed(northmoor, flag):
    with become(WORKER), connection.cursor() as cursor:
        for change in ("update children_lookflag set count = 0", "delete from children_lookflag"):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(change)
        for change in ("update children_looksweek set flags = 0", "delete from children_looksweek"):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(change)


def test_before_anything_was_counted_the_page_says_so(northmoor):
    assert "No week has been counted yet" in browser(northmoor, "petra").get("/children/looking/").content.decode()
    assert now() == NEXT_WEEK
