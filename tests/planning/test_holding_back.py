"""A piece of work is held back from named agencies: not listed, counted, asked about or told of (R-012, R-049)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.children.queries.looks import changed_since_last_visit
from cairn.core.errors import NotFound, Refused
from cairn.duties.models import Duty
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.planning import verbs
from cairn.planning.models import Contact, Suggestion, SuggestionAnswer, Withdrawal, Work
from cairn.planning.rules.saying import WorkSaid
from cairn.sharing.kinds import Mode, Reason
from cairn.sharing.models import WithheldFrom, Withholding
from tests.children.pages import browser
from tests.planning.plans import MONDAY, MOST, asked, comes, does, fill, keeps, owing, plan, seen, takes_out
from tests.sharing.holding import GUARDIANS, end, kept

CANARY = "Kite flying at Quindlethorpe"
WHO = ("gwen", "amara", "bilal", "farid")


@pytest.fixture
def work(northmoor, child):
    """What the police do with the child, in words of their own."""
    return does(northmoor, child, "bilal", "other", words=CANARY)


def hold(around, work, *slugs, name="bilal", **more) -> Withholding:
    by, back = around.northmoor.actor(name), around.back(*(slugs or (GUARDIANS,)), **more)
    with acting_as(by):
        return verbs.withhold_work(child=around.child, work=work, said=back, by=by)


def without_trace(around, work) -> Withholding:
    return hold(around, work, second="farid", mode=Mode.SILENT, reason=Reason.STAFF_ALLEGATION)


def events(northmoor, child, name) -> set[str]:
    with acting_as(by := northmoor.actor(name)):
        rows = Event.objects.visible_to(by).filter(child_id=child.id, happening__startswith="plan.")
        return set(rows.values_list("happening", flat=True))


def test_it_is_kept_from_them_with_its_visits_and_from_nobody_else(northmoor, around, child, work):
    comes(northmoor, child, "bilal", work)
    hold(around, work)
    comes(northmoor, child, "bilal", work, who="Sergeant Hale again")
    assert [seen(northmoor, child, name, Work) for name in WHO] == [0, 1, 1, 1]
    assert [seen(northmoor, child, name, Contact) for name in WHO] == [0, 2, 2, 2]
    theirs = plan(northmoor, child, "gwen")
    assert (theirs.works, theirs.contacts) == ((), ())


def test_what_was_done_with_it_leaves_the_ledger_of_those_it_is_kept_from(northmoor, around, child, work):
    hold(around, work)
    visit = comes(northmoor, child, "bilal", work)
    takes_out(northmoor, child, "bilal", visit)
    takes_out(northmoor, child, "bilal", work)
    assert events(northmoor, child, "gwen") == set()
    told = {"plan.work_said", "plan.contact_arranged", "plan.contact_withdrawn", "plan.work_withdrawn"}
    assert events(northmoor, child, "amara") == told
    assert [seen(northmoor, child, name, Withdrawal) for name in WHO] == [0, 2, 2, 2]


def test_what_was_asked_because_of_it_is_owed_by_nobody_and_told_to_nobody(northmoor, around, child):
    does(northmoor, child, "gwen")
    work = does(northmoor, child, "bilal")
    keeps(northmoor, child, "bilal", asked(northmoor, child, "bilal")[0])
    assert owing(child) == {"guardians"}
    without_trace(around, work)
    assert owing(child) == set()
    assert asked(northmoor, child, "gwen") == []
    assert [seen(northmoor, child, name, Suggestion) for name in WHO] == [0, 1, 1, 1]
    assert [seen(northmoor, child, name, SuggestionAnswer) for name in WHO] == [0, 1, 1, 1]
    with acting_as(gwen := northmoor.actor("gwen")):
        assert not Notice.objects.visible_to(gwen).filter(code="plan.could_be_one").exists()
        assert not Duty.objects.visible_to(gwen).filter(child_id=child.id, kind="share_work").exists()
    assert events(northmoor, child, "gwen") == {"plan.work_said"}, "her own"


@pytest.mark.parametrize(("others", "is_told"), [(0, False), (MOST + 1, True)])
def test_a_week_is_asked_about_only_where_it_is_full_without_it(around, work, others, is_told):
    northmoor, child = around.northmoor, around.child
    fill(northmoor, child, "gwen", does(northmoor, child, "gwen"), others)
    fill(northmoor, child, "bilal", work, MOST + 1 - others)
    if is_told:
        comes(northmoor, child, "bilal", work)
    assert len(asked(northmoor, child, "gwen")) == 1
    without_trace(around, work)
    assert [one.suggestion.monday for one in asked(northmoor, child, "gwen")] == ([MONDAY] if is_told else [])
    assert seen(northmoor, child, "gwen", Suggestion) == is_told
    assert seen(northmoor, child, "amara", Suggestion) == 1


def test_said_and_held_back_at_once_it_is_compared_with_nothing(northmoor, around, child):
    does(northmoor, child, "gwen")
    by = northmoor.actor("bilal")
    said = WorkSaid(purpose="benefits", start=MONDAY)
    with acting_as(by):
        verbs.say_work(child=child, said=said, by=by, hold=around.back(GUARDIANS))
    assert kept(Suggestion) == []
    assert owing(child) == set()
    assert len(plan(northmoor, child, "amara").works) == 2
    assert len(plan(northmoor, child, "gwen").works) == 1


@pytest.mark.parametrize("silent", [False, True])
def test_the_diary_says_that_something_is_held_and_by_whom_or_nothing(northmoor, around, child, work, silent):
    without_trace(around, work) if silent else hold(around, work)
    page = browser(northmoor, "gwen").get(f"/children/{child.reference}/diary/").content.decode()
    assert CANARY not in page
    assert ("1 item held by " in page) is not silent
    page = browser(northmoor, "amara").get(f"/children/{child.reference}/diary/").content.decode()
    assert CANARY in page
    assert "1 item held by " not in page
    mine = browser(northmoor, "bilal").get(f"/children/{child.reference}/diary/").content.decode()
    assert "held back from some agencies until" in mine
    assert "hold-back/" not in mine, "it is held back already"


def test_it_is_shared_when_that_ends_and_is_new_then(around, work, monkeypatch):
    northmoor, child = around.northmoor, around.child
    monkeypatch.setattr("cairn.children.rules.visits.ONE_VISIT", timedelta(0))
    held = hold(around, work)
    comes(northmoor, child, "bilal", work)
    gwen = browser(northmoor, "gwen")
    gwen.get(f"/children/{child.reference}/")
    end(around, "bilal", held)
    assert [seen(northmoor, child, "gwen", model) for model in (Work, Contact)] == [1, 1]
    gwen.get(f"/children/{child.reference}/")
    with acting_as(by := northmoor.actor("gwen")):
        changes = changed_since_last_visit(child, by).changes
        assert "said what their team does with the child" in {str(one.sentence) for one in changes}
        assert Notice.objects.visible_to(by).filter(code="sharing.now_shared").exists()


def test_only_the_team_that_does_it_holds_it_back(northmoor, around, child, work):
    with pytest.raises(Refused, match="withhold_not_yours"):
        hold(around, work, name="amara")
    with pytest.raises(NotFound):
        hold(around, work, name="dana")
    hold(around, work)
    with pytest.raises(Refused, match="withheld_already"):
        hold(around, work)
    address = reverse("planning:hold_work", args=[child.reference, work.id])
    assert browser(northmoor, "amara").get(address).status_code == 404
    assert browser(northmoor, "gwen").get(address).status_code == 404


def test_nothing_is_held_back_when_the_ledger_cannot_be_written(northmoor, around, child, monkeypatch):
    does(northmoor, child, "gwen")
    work = does(northmoor, child, "bilal")

    def broken(*_given, **_more) -> None:
        raise OSError("the ledger cannot be written")

    monkeypatch.setattr("cairn.sharing.verbs.withholding.ledger.record", broken)
    with pytest.raises(OSError, match="ledger"):
        hold(around, work)
    assert not kept(Withholding)
    assert not kept(WithheldFrom)
    assert owing(child) == {GUARDIANS, "police-desk"}


def typed(around, **more) -> dict:
    return {
        "hold-around": [str(around.northmoor.team(GUARDIANS).agency_id)],
        **{"hold-reason": "safety", "hold-words": "He has a cousin there.", "hold-ground": "harm_to_person"},
        **{f"hold-until-{part}": str(getattr(MONDAY, part)) for part in ("day", "month", "year")},
        **more,
    }


def test_the_pages(northmoor, around, child, work):
    bilal = browser(northmoor, "bilal")
    address = reverse("planning:hold_work", args=[child.reference, work.id])
    assert address in bilal.get(f"/children/{child.reference}/diary/").content.decode()
    assert CANARY in bilal.get(address).content.decode()
    assert "Without a reason it is shared" in bilal.post(address, typed(around, **{"hold-reason": ""})).content.decode()
    assert bilal.post(address, typed(around)).status_code == 302
    assert [one.item_id for one in kept(Withholding)] == [work.id]


def test_the_page_that_says_it_holds_it_back_at_once_or_not_at_all(northmoor, around, child):
    bilal, address = browser(northmoor, "bilal"), reverse("planning:say_work", args=[child.reference])
    start = {f"start-{part}": str(getattr(MONDAY, part)) for part in ("day", "month", "year")}
    said = {"purpose": "benefits", **start, "key": "0190f000-0000-7000-8000-000000000000"}
    assert "Hold this back from somebody" in bilal.get(address).content.decode()
    wrong = bilal.post(address, {**said, **typed(around, **{"hold-reason": ""})}).content.decode()
    assert "Without a reason it is shared" in wrong
    assert not kept(Work)
    for _ in range(2):
        assert bilal.post(address, {**said, **typed(around)}).status_code == 302
    assert (len(kept(Work)), len(kept(Withholding))) == (1, 1)
    assert seen(northmoor, child, "gwen", Work) == 0


def test_a_contributor_without_the_permission_is_not_offered_it(northmoor, child):
    does(northmoor, child, "efa")
    assert "Hold back" in browser(northmoor, "efa").get(f"/children/{child.reference}/diary/").content.decode()
