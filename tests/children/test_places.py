"""Bringing a team into the circle, leaving it, and what ends by itself (R-011, R-070)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import Capacity, ResponsibilityKind
from cairn.children.models import Child, Involvement, MyCircle
from cairn.children.queries.circle import may_end
from cairn.children.rules.circle import BroughtIn
from cairn.children.tasks import end_what_is_over
from cairn.chronology.models import Entry
from cairn.core.clock import now, today
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.postgres import WORKER
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.partnership.kinds import Discipline
from cairn.partnership.models import Agency
from cairn.sharing.verbs import KeptFrom
from tests.children.pages import a_child, browser, read, writes
from tests.conftest import become
from tests.sharing.holding import POLICE, circle

ORDER = "The child asked for one."
SOON = timedelta(days=7)


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def brings(northmoor, child, slug="guardians", by="amara", capacity=Capacity.GUARDIAN, **more) -> Involvement:
    actor = northmoor.actor(by)
    if capacity in {Capacity.INTERPRETER, Capacity.LEGAL}:
        more.setdefault("until", today() + SOON)
    said = BroughtIn(**{"capacity": capacity, "basis": ORDER, **more})
    with acting_as(actor):
        return verbs.bring_in(child=child, team=northmoor.team(slug), said=said, by=actor)


def sees(northmoor, name, child) -> tuple[bool, bool]:
    """Whether somebody sees the child, and the story; the database alone must say the same."""
    by = northmoor.actor(name)
    with acting_as(by):
        for model in (Child, Entry, Involvement, MyCircle):
            assert {one.pk for one in model.objects.visible_to(by)} == {one.pk for one in model.objects.all()}
        others = Entry.objects.visible_to(by).filter(child=child).exclude(team_id__in=by.team_ids)
        return Child.objects.visible_to(by).filter(pk=child.pk).exists(), others.exists()


def place_of(northmoor, name, child) -> Involvement:
    by = northmoor.actor(name)
    with acting_as(by):
        return Involvement.objects.visible_to(by).get(child=child, team_id__in=by.team_ids, ended_at=None)


def told(northmoor, name, code) -> int:
    by = northmoor.actor(name)
    with acting_as(by):
        return Notice.objects.visible_to(by).filter(code=code).count()


def events(northmoor, happening) -> int:
    farid = northmoor.actor("farid")
    with acting_as(farid):
        return Event.objects.visible_to(farid).filter(happening=happening).count()


def leaves(northmoor, name, place, reason="The school goes on with it."):
    by = northmoor.actor(name)
    with acting_as(by):
        verbs.leave(involvement=place, reason=reason, by=by)


def runs_out(place: Involvement) -> None:
    """Its moment passed an hour ago."""
    with become(WORKER):
        Involvement.objects.filter(pk=place.pk).update(
            started_at=now() - timedelta(hours=2), until=now() - timedelta(hours=1)
        )


@pytest.mark.parametrize(
    ("capacity", "by", "story"),
    [
        (Capacity.GUARDIAN, "amara", True),
        (Capacity.WORKING, "farid", True),
        (Capacity.LEGAL, "amara", True),
        (Capacity.INTERPRETER, "amara", False),
    ],
)
def test_a_team_is_brought_in_and_sees_what_its_capacity_sees(northmoor, child, capacity, by, story):
    writes(northmoor, "amara", child, "Her uncle rang.")
    brings(northmoor, child, by=by, capacity=capacity)
    assert sees(northmoor, "gwen", child) == (True, story)
    assert told(northmoor, "gwen", "circle.brought_in") == 1
    assert events(northmoor, "involvement.started") == 3
    page = read(browser(northmoor, "amara"), child, "sharing/")
    assert str(capacity.label) in page
    assert ORDER in page


def test_who_is_there_already_hears_of_it(northmoor, child):
    brings(northmoor, child)
    brings(northmoor, child, POLICE, capacity=Capacity.WORKING)
    assert told(northmoor, "gwen", "circle.joined") == 1
    assert told(northmoor, "efa", "circle.joined") == 0


def test_a_contributor_is_made_more_and_everybody_is_told(northmoor, child):
    brings(northmoor, child)
    brings(northmoor, child, "outreach", capacity=Capacity.WORKING)
    place = place_of(northmoor, "efa", child)
    assert (place.capacity, place.sees_story, place.basis) == (Capacity.WORKING, True, ORDER)
    assert told(northmoor, "gwen", "circle.changed") == 1
    assert events(northmoor, "involvement.changed") == 1


def test_any_team_that_sees_the_story_calls_an_interpreter_and_nobody_else(northmoor, child):
    brings(northmoor, child)
    brings(northmoor, child, "westmoor-nurses", by="gwen", capacity=Capacity.INTERPRETER)
    with pytest.raises(Refused, match="brings_in_holders"):
        brings(northmoor, child, POLICE, by="gwen", capacity=Capacity.WORKING)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"basis": " "}, "basis_needed"),
        ({"basis": "x" * 501}, "words_too_long"),
        ({"capacity": Capacity.INTERPRETER, "until": None}, "until_needed"),
        ({"capacity": Capacity.LEGAL, "until": today() - SOON}, "until_past"),
        ({"capacity": Capacity.LEGAL, "until": today() + timedelta(days=400)}, "until_too_far"),
        ({"until": today()}, "until_not_asked"),
        ({"capacity": Capacity.LEAD}, "not_brought_in"),
        ({"slug": "eastmoor-duty"}, "in_circle_already"),
    ],
)
def test_what_is_refused(northmoor, child, more, refusal):
    with pytest.raises(Refused, match=refusal):
        brings(northmoor, child, **more)


def test_the_same_twice_is_refused(northmoor, child):
    brings(northmoor, child)
    with pytest.raises(Refused, match="in_circle_already"):
        brings(northmoor, child)


def test_an_immigration_team_is_never_brought_in(northmoor, child):
    agency = northmoor.team("guardians").agency
    Agency.objects.filter(pk=agency.pk).update(discipline=Discipline.IMMIGRATION)
    northmoor.team("guardians").agency.refresh_from_db()
    with pytest.raises(Refused, match="asks_itself"):
        brings(northmoor, child)


@pytest.mark.parametrize(("name", "error"), [("efa", NotAllowed), ("robin", NotAllowed), ("chidi", NotFound)])
def test_who_does_not_see_the_story_brings_nobody_in(northmoor, child, name, error):
    with pytest.raises(error):
        brings(northmoor, child, by=name, capacity=Capacity.INTERPRETER)


@pytest.mark.parametrize("deed", ["brings", "leaves"])
def test_nothing_changes_that_the_ledger_cannot_remember(northmoor, child, monkeypatch, deed):
    def broken(*_, **__):
        raise RuntimeError("the ledger is full")

    place = place_of(northmoor, "efa", child)
    monkeypatch.setattr("cairn.ledger.verbs.record", broken)
    with pytest.raises(RuntimeError):
        if deed == "brings":
            brings(northmoor, child)
        else:
            leaves(northmoor, "efa", place)
    assert sees(northmoor, "gwen", child) == (False, False)
    assert place_of(northmoor, "efa", child) == place


@pytest.mark.parametrize("capacity", [Capacity.INTERPRETER, Capacity.LEGAL])
def test_what_is_there_for_a_time_ends_at_its_moment_with_nobody_doing_anything(northmoor, child, capacity):
    writes(northmoor, "amara", child, "Her uncle rang.")
    place = brings(northmoor, child, capacity=capacity)
    gwen = northmoor.actor("gwen")
    assert sees(northmoor, "gwen", child)[0]
    runs_out(place)
    assert sees(northmoor, "gwen", child) == (False, False)
    with acting_as(gwen):
        assert not MyCircle.objects.exists()
    assert browser(northmoor, "gwen").get(f"/children/{child.reference}/").status_code == 404
    assert "guardians" not in read(browser(northmoor, "amara"), child).lower()


def test_the_end_is_noted_once_and_told(northmoor, child):
    place = brings(northmoor, child, capacity=Capacity.LEGAL)
    runs_out(place)
    by = job("these tests")
    with become(WORKER), acting_as(by):
        assert verbs.end_what_is_over(by=by) == 1
        assert verbs.end_what_is_over(by=by) == 0
        place.refresh_from_db()
        assert place.ended_at == place.until
    assert told(northmoor, "amara", "circle.left") == 1
    assert events(northmoor, "involvement.ended") == 1
    assert "Who was here before" in read(browser(northmoor, "amara"), child, "sharing/")


def test_the_clock_runs_it(northmoor, child):
    runs_out(brings(northmoor, child, capacity=Capacity.LEGAL))
    with become(WORKER):
        end_what_is_over(0)
        assert Involvement.objects.filter(capacity=Capacity.LEGAL, ended_at=None).count() == 0


def test_a_place_for_a_time_without_an_end_is_no_place(northmoor, child):
    place = brings(northmoor, child, capacity=Capacity.LEGAL)
    with pytest.raises(IntegrityError, match="involvement_for_a_time"), become(WORKER):
        Involvement.objects.filter(pk=place.pk).update(until=None)


def test_who_stays_reads_who_left_and_why(northmoor, child):
    brings(northmoor, child)
    leaves(northmoor, "gwen", place_of(northmoor, "gwen", child), "She has another guardian now.")
    page = read(browser(northmoor, "amara"), child, "sharing/")
    assert "She has another guardian now." in page.partition("Who was here before")[2]
    assert told(northmoor, "amara", "circle.left") == 1
    assert sees(northmoor, "gwen", child) == (False, False)


@pytest.mark.parametrize(("reason", "refusal"), [(" ", "leaving_reason_needed"), ("x" * 501, "words_too_long")])
def test_leaving_needs_a_reason(northmoor, child, reason, refusal):
    with pytest.raises(Refused, match=refusal):
        leaves(northmoor, "efa", place_of(northmoor, "efa", child), reason)


def test_the_last_team_that_works_with_a_child_does_not_leave_it(northmoor, child):
    farid = northmoor.actor("farid")
    brings(northmoor, child)
    with acting_as(farid):
        for kind in ResponsibilityKind:
            verbs.assign(child=child, kind=kind, team=northmoor.team("westmoor-duty"), by=farid)
    leaves(northmoor, "amara", place_of(northmoor, "amara", child))
    with pytest.raises(Refused, match="last_around"):
        leaves(northmoor, "gwen", place_of(northmoor, "gwen", child))


def test_who_leads_ends_early_what_is_there_for_a_time_and_nothing_else(northmoor, child):
    guardian = brings(northmoor, child)
    legal = brings(northmoor, child, POLICE, capacity=Capacity.LEGAL)
    amara, gwen = northmoor.actor("amara"), northmoor.actor("gwen")
    with acting_as(amara):
        assert may_end(amara, legal)
        assert not may_end(amara, guardian)
    with acting_as(gwen):
        assert not may_end(gwen, legal)
    leaves(northmoor, "amara", legal, "It is over.")
    assert sees(northmoor, "bilal", child) == (False, False)


def test_whom_the_child_is_kept_from_hears_nothing_when_brought_in(northmoor, child):
    amara = northmoor.actor("amara")
    with acting_as(amara):
        whom = KeptFrom(team_id=northmoor.team("guardians").id, reason="Her aunt works there.")
        verbs.keep_child_from(child=child, whom=whom, by=amara)
    brings(northmoor, child, by="farid")
    brings(northmoor, child, POLICE, capacity=Capacity.WORKING)
    assert sees(northmoor, "gwen", child) == (False, False)
    assert told(northmoor, "gwen", "circle.brought_in") == told(northmoor, "gwen", "circle.joined") == 0


def test_whoever_may_not_know_of_a_team_hears_nothing_of_its_coming_changing_and_going(northmoor):
    around = circle(northmoor)
    around.silent("gwen", around.record("gwen"), POLICE, second="farid")
    before = {code: told(northmoor, "bilal", code) for code in ("circle.changed", "circle.left", "circle.joined")}
    leaves(northmoor, "gwen", place_of(northmoor, "gwen", around.child))
    assert told(northmoor, "amara", "circle.left") == 1
    assert {code: told(northmoor, "bilal", code) for code in before} == before
    assert "guardians" not in read(browser(northmoor, "bilal"), around.child, "sharing/").lower()


def test_a_granted_wish_makes_more_of_a_place_that_was_for_a_time(northmoor, child):
    brings(northmoor, child, capacity=Capacity.INTERPRETER)
    gwen, amara = northmoor.actor("gwen"), northmoor.actor("amara")
    with acting_as(gwen):
        record = verbs.own_record(child=child, by=gwen)
        request = verbs.ask_to_work(record=record, doing="Speaks for her.", by=gwen)
    with acting_as(amara):
        verbs.answer_request(request=request, granted=True, reason="", revision=1, by=amara)
    place = place_of(northmoor, "gwen", child)
    assert (place.capacity, place.sees_story, place.until) == (Capacity.WORKING, True, None)


def test_a_granted_wish_makes_a_place_where_the_old_one_ended_meanwhile(northmoor, child):
    place = brings(northmoor, child, capacity=Capacity.INTERPRETER)
    gwen, amara, by = northmoor.actor("gwen"), northmoor.actor("amara"), job("these tests")
    with acting_as(gwen):
        record = verbs.own_record(child=child, by=gwen)
        request = verbs.ask_to_work(record=record, doing="Speaks for her.", by=gwen)
    runs_out(place)
    with become(WORKER), acting_as(by):
        verbs.end_what_is_over(by=by)
    with acting_as(amara):
        verbs.answer_request(request=request, granted=True, reason="", revision=1, by=amara)
    assert place_of(northmoor, "gwen", child).capacity == Capacity.WORKING


def typed(northmoor, slug="guardians", capacity="guardian", **more):
    return {"team": str(northmoor.team(slug).id), "capacity": capacity, "basis": ORDER, **more}


def test_the_page_that_brings_a_team_in(northmoor, child):
    amara = browser(northmoor, "amara")
    address = f"/children/{child.reference}/circle/bring-in/"
    assert "Bring a team in" in read(amara, child, "circle/bring-in/")
    refused = amara.post(address, typed(northmoor, capacity="interpreter")).content.decode()
    assert "Say until which day" in refused
    assert ORDER in refused
    assert amara.post(address, typed(northmoor))["Location"] == f"/children/{child.reference}/sharing/"
    assert sees(northmoor, "gwen", child)[0]


def test_the_page_that_ends_a_place(northmoor, child):
    gwens = brings(northmoor, child)
    address = f"/children/{child.reference}/circle/{gwens.id}/end/"
    gwen = browser(northmoor, "gwen")
    assert f"circle/{gwens.id}/end/" in read(gwen, child, "sharing/")
    assert "End what Guardians does here" in gwen.get(address).content.decode()
    assert "Say why it ends" in gwen.post(address, {"reason": " "}).content.decode()
    assert browser(northmoor, "amara").post(address, {"reason": "Go."}).status_code == 403
    assert gwen.post(address, {"reason": "Another guardian."})["Location"] == "/"
    assert gwen.get(address).status_code == 404
    assert browser(northmoor, "amara").get(address).status_code == 404
