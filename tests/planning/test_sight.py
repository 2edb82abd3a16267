"""Who sees what is planned with a child, and what follows the child (R-012, R-061)."""

import pytest
from django.db import connection

from cairn.access.binding import acting_as
from cairn.children import verbs as children
from cairn.children.models import Involvement
from cairn.core.clock import now
from cairn.core.errors import NotAllowed, NotFound
from cairn.planning import verbs
from cairn.planning.models import Contact, Suggestion, Work
from tests.children.glass import DANGER, WHY_NOW, later
from tests.children.pages import a_child, browser
from tests.conftest import become
from tests.planning.plans import MOST, WHY, asked, comes, does, fill, happened, owing, plan, seen
from tests.sharing.apart import admit, mark
from tests.sharing.holding import GUARDIANS


def test_a_contributor_sees_only_its_own_and_its_work_asks_nobody(northmoor, child):
    does(northmoor, child, "bilal")
    mine = does(northmoor, child, "efa")
    comes(northmoor, child, "efa", mine)
    assert [one.id for one in plan(northmoor, child, "efa").works] == [mine.id]
    assert [seen(northmoor, child, name, Work) for name in ("efa", "bilal", "farid", "chidi")] == [1, 2, 2, 0]
    assert [seen(northmoor, child, name, Contact) for name in ("efa", "bilal", "farid", "chidi")] == [1, 1, 1, 0]
    assert seen(northmoor, child, "farid", Suggestion) == 0
    assert owing(child) == set()


def test_what_an_agency_holds_back_is_neither_seen_nor_compared(northmoor, around, child):
    does(northmoor, child, "bilal")
    around.hold("bilal", around.record("bilal"), GUARDIANS)
    does(northmoor, child, "gwen")
    sees = [seen(northmoor, child, name, Work) for name in ("gwen", "amara", "bilal")]
    assert sees == [1, 2, 2]
    assert seen(northmoor, child, "farid", Suggestion) == 0
    assert owing(child) == set()


def test_what_is_held_back_afterwards_takes_the_question_along(northmoor, around, child):
    does(northmoor, child, "bilal")
    does(northmoor, child, "gwen")
    assert len(asked(northmoor, child, "gwen")) == 1
    around.silent("bilal", around.record("bilal"), GUARDIANS, second="farid")
    assert asked(northmoor, child, "gwen") == []
    assert seen(northmoor, child, "gwen", Suggestion) == 0
    assert len(asked(northmoor, child, "amara")) == 1


def test_a_team_that_left_the_circle_comes_no_more(northmoor, child):
    work = does(northmoor, child, "gwen")
    comes(northmoor, child, "gwen", work)
    does(northmoor, child, "bilal")
    with become("cairn_owner"):
        Involvement.objects.filter(child=child, team__slug=GUARDIANS).update(ended_at=now())
    assert plan(northmoor, child, "amara").contacts == ()
    assert asked(northmoor, child, "amara") == []
    with pytest.raises(NotFound):
        does(northmoor, child, "gwen")


@pytest.mark.parametrize("arranged", ["before", "after"])
def test_at_a_safe_address_only_named_people_and_the_own_team_know_the_days(northmoor, around, child, arranged):
    work = does(northmoor, child, "bilal")
    if arranged == "before":
        comes(northmoor, child, "bilal", work)
    compartment = mark(around, "amara")
    if arranged == "after":
        comes(northmoor, child, "bilal", work)
    who = ("bilal", "amara", "gwen", "farid", "efa")
    assert [seen(northmoor, child, name, Contact) for name in who] == [1, 1, 0, 0, 0]
    assert [seen(northmoor, child, name, Work) for name in who] == [1, 1, 1, 1, 0], "what is done is no day"
    admit(around, "amara", compartment, person="gwen")
    assert [seen(northmoor, child, name, Contact) for name in who] == [1, 1, 1, 0, 0]


def test_whoever_opens_a_safe_address_in_danger_reads_the_days_for_the_hour_and_no_longer(northmoor, around, child):
    work = does(northmoor, child, "bilal")
    comes(northmoor, child, "bilal", work)
    compartment = mark(around, "amara")
    own = comes(northmoor, child, "gwen", does(northmoor, child, "gwen", "therapy"))
    with acting_as(by := northmoor.actor("gwen")):
        grant = children.break_apart(compartment_id=compartment.pk, danger=DANGER, why_now=WHY_NOW, by=by)
    who = ("gwen", "amara", "bilal", "farid", "efa")
    assert [seen(northmoor, child, name, Contact) for name in who] == [2, 2, 1, 0, 0]
    assert seen(northmoor, child, "farid", Suggestion) == 0, "no week is compared for it"
    assert "The days stand here for named people alone" in diary(northmoor, child, "gwen")
    with acting_as(by), pytest.raises(NotAllowed):
        verbs.withdraw_contact(child=child, contact_id=Contact.objects.exclude(pk=own.pk).get().pk, why=WHY, by=by)
    with acting_as(by):
        assert Contact.objects.filter(child=child).count() == 2
        later(grant)
        assert list(Contact.objects.filter(child=child)) == [own]
    assert [seen(northmoor, child, name, Contact) for name in who] == [1, 2, 1, 0, 0]
    assert "you see only the days of your own team" in diary(northmoor, child, "gwen")


def diary(northmoor, child, name) -> str:
    return browser(northmoor, name).get(f"/children/{child.reference}/diary/").content.decode()


def test_at_a_safe_address_no_week_is_compared(northmoor, around, child):
    mark(around, "amara")
    work = does(northmoor, child, "bilal", "police_interview")
    fill(northmoor, child, "bilal", work, MOST + 1)
    assert seen(northmoor, child, "farid", Suggestion) == 0
    does(northmoor, child, "bilal")
    does(northmoor, child, "gwen")
    assert len(asked(northmoor, child, "amara")) == 1, "the same work twice is still asked about"


def test_the_ledger_says_that_a_visit_was_arranged_and_never_the_day(northmoor, child):
    comes(northmoor, child, "bilal", does(northmoor, child, "bilal"))
    (event,) = happened(northmoor, child, "plan.contact_arranged")
    assert event.detail == {}


def test_it_follows_the_record_to_another_child_and_is_asked_about_no_more(northmoor, child):
    work, other = does(northmoor, child, "bilal"), a_child(northmoor)
    visit = comes(northmoor, child, "bilal", work)
    does(northmoor, child, "gwen")
    with become("cairn_owner"), connection.cursor() as cursor:
        cursor.execute("update children_record set child_id = %s where id = %s", [other.id, work.record_id])
        assert Work.objects.get(pk=work.pk).child_id == other.id
        assert Contact.objects.get(pk=visit.pk).child_id == other.id
    assert asked(northmoor, child, "gwen") == []
    assert asked(northmoor, other, "farid") == []


def test_the_worker_finds_at_night_what_came_without_anybody_writing(northmoor, around, child):
    efa = northmoor.actor("efa")
    does(northmoor, child, "efa")
    mine = does(northmoor, child, "gwen")
    with acting_as(efa):
        record = children.own_record(child=child, by=efa)
        request = children.ask_to_work(record=record, doing="Meets her each week.", by=efa)
    amara = northmoor.actor("amara")
    with acting_as(amara):
        children.answer_request(request=request, granted=True, reason="", revision=1, by=amara)
    night()
    assert owing(child) == {"outreach", "guardians"}
    night()
    assert seen(northmoor, child, "farid", Suggestion) == 1
    with become("cairn_owner"):
        Involvement.objects.filter(child=child, team__slug=GUARDIANS).update(ended_at=now())
    night()
    assert owing(child) == set()
    assert mine.team.slug == GUARDIANS


def night() -> None:
    from cairn.planning.tasks import look_over_all

    with become("cairn_worker"):
        look_over_all(timestamp=0)
