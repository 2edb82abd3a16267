"""What is missing before a decision: from whom it is wanted, who hears of it, and what marks the decision (R-055)."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from cairn.access.binding import acting_as
from cairn.children import verbs as children
from cairn.children.kinds import Capacity
from cairn.children.models import Record
from cairn.chronology.models import Entry
from cairn.concerns.rules import ChildSaid
from cairn.core.clock import now, today
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.ids import uuid7
from cairn.core.postgres import WORKER
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger import verbs as ledger
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.partnership.kinds import Sector
from cairn.referrals import verbs
from cairn.referrals.kinds import Answer, Purpose, Sought
from cairn.referrals.models import Corroboration, CorroborationMet, Decision, Referral
from cairn.referrals.queries import ParityCount, parity_counts
from cairn.sharing.kinds import Mode, Reason
from cairn.sharing.rules import HoldBack
from tests.conftest import become
from tests.referrals.sending import Sent, sent

GIVEN = verbs.AnswerGiven(Answer.STRATEGY_DISCUSSION, "The words and the van fit.", "Thank you. We meet today.")
MISSING = "Somebody else who saw the van."
ANYBODY = verbs.Missing(MISSING)
OFFICER = verbs.Missing(MISSING, Sought.STATUTORY, "The panel asks for an officer.")


def looked_for(raised: Sent, said: verbs.Missing = OFFICER, name: str = "amara") -> Corroboration:
    by = raised.northmoor.actor(name)
    with acting_as(by):
        return verbs.ask_corroboration(referral=raised.referral, said=said, by=by)


def came(raised: Sent, asked: Corroboration, sector: Sector, words: str = "Seen on Tuesday.", name: str = "amara"):
    by = raised.northmoor.actor(name)
    with acting_as(by):
        return verbs.meet_corroboration(corroboration=asked, sector=sector, words=words, by=by)


def decided(raised: Sent) -> str:
    amara = raised.northmoor.actor("amara")
    with acting_as(amara):
        verbs.answer(referral=raised.referral, given=GIVEN, revision=raised.now().revision, by=amara)
    (decision,) = raised.decisions()
    return decision.parity


def test_a_decision_without_any_request_is_not_marked(northmoor):
    assert decided(sent(northmoor)) == ""


def test_an_officers_word_that_is_awaited_marks_the_decision(northmoor):
    raised = sent(northmoor)
    looked_for(raised)
    assert decided(raised) == "awaited"


def test_asking_anybody_marks_nothing(northmoor):
    raised = sent(northmoor)
    looked_for(raised, ANYBODY)
    assert decided(raised) == ""


@pytest.mark.parametrize(("sector", "mark"), [(Sector.STATUTORY, "repeated"), (Sector.VOLUNTARY, "")])
def test_what_an_officer_repeats_of_a_charity_marks_the_decision(northmoor, sector, mark):
    raised = sent(northmoor)
    came(raised, looked_for(raised), sector)
    assert decided(raised) == mark


def test_what_comes_after_the_decision_takes_no_mark_away(northmoor):
    raised = sent(northmoor)
    asked = looked_for(raised)
    assert decided(raised) == "awaited"
    came(raised, asked, Sector.VOLUNTARY)
    assert raised.decisions()[0].parity == "awaited"


def test_the_clock_goes_on_and_nothing_is_sent_back(northmoor):
    raised, farid = sent(northmoor), northmoor.actor("farid")

    def stands() -> tuple[object, ...]:
        with acting_as(farid):
            duty = Duty.objects.visible_to(farid).get(kind=DutyKind.ANSWER)
        referral = raised.now()
        return duty.due_at, duty.closed_at, duty.revision, referral.answered_at, referral.revision

    before = stands()
    came(raised, looked_for(raised), Sector.STATUTORY)
    assert stands() == before


def test_the_sender_is_told_and_the_circle_reads_it_in_the_story(northmoor):
    raised = sent(northmoor)
    came(raised, looked_for(raised), Sector.STATUTORY, "An officer saw it.")
    efa, amara = northmoor.actor("efa"), northmoor.actor("amara")
    with acting_as(efa):
        assert Notice.objects.visible_to(efa).filter(code="referral.corroboration_asked").count() == 1
        assert Corroboration.objects.visible_to(efa).get().missing == MISSING
        assert CorroborationMet.objects.visible_to(efa).get().words == "An officer saw it."
    with acting_as(amara):
        words = " ".join(one.words for one in Entry.objects.visible_to(amara).filter(kind="other"))
        assert MISSING in words
        assert "An officer saw it." in words


def test_both_deeds_are_in_the_ledger_without_words(northmoor):
    raised, farid = sent(northmoor), northmoor.actor("farid")
    asked = looked_for(raised)
    came(raised, asked, Sector.VOLUNTARY)
    with acting_as(farid):
        events = Event.objects.visible_to(farid).filter(about_id=asked.id).order_by("at", "id")
        told = {one.happening: one.detail for one in events}
    assert told == {
        "referral.corroboration_asked": {"sought": "statutory"},
        "referral.corroboration_met": {"sector": "voluntary"},
    }


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (verbs.Missing("  "), "missing_not_said"),
        (verbs.Missing(MISSING, Sought.STATUTORY, " "), "why_statutory_needed"),
        (verbs.Missing("x" * 15_001), "words_too_long"),
        (verbs.Missing(MISSING, Sought.STATUTORY, "x" * 15_001), "words_too_long"),
    ],
)
def test_what_is_not_said_is_refused(northmoor, said, code):
    with pytest.raises(Refused, match=code):
        looked_for(sent(northmoor), said)


def test_a_reason_is_kept_only_where_an_officer_is_asked(northmoor):
    assert looked_for(sent(northmoor), verbs.Missing(MISSING, why="Because.")).why == ""


@pytest.mark.parametrize(
    ("name", "error"), [("farid", Refused), ("efa", Refused), ("robin", NotAllowed), ("chidi", NotFound)]
)
def test_only_who_must_decide_looks_for_more_and_says_that_it_came(northmoor, name, error):
    raised = sent(northmoor)
    asked = looked_for(raised)
    with pytest.raises(error):
        looked_for(raised, ANYBODY, name)
    with pytest.raises(error):
        came(raised, asked, Sector.VOLUNTARY, name=name)


def test_the_same_is_written_down_once_while_it_is_open(northmoor):
    raised = sent(northmoor)
    asked = looked_for(raised)
    with pytest.raises(Refused, match="looked_for_already"):
        looked_for(raised)
    came(raised, asked, Sector.STATUTORY)
    assert looked_for(raised).pk != asked.pk


def test_nothing_is_looked_for_once_it_is_decided(northmoor):
    raised = sent(northmoor)
    decided(raised)
    with pytest.raises(Refused, match="decided_before"):
        looked_for(raised)


def test_a_team_that_was_asked_twice_writes_it_where_it_decides(northmoor):
    with time_machine.travel("2026-11-24T11:00:00+00:00"):  # the desk that decides is on duty itself
        raised = sent(northmoor, purpose=Purpose.DANGER, to="eastmoor-duty", urgency="danger_now")
        with pytest.raises(Refused, match="answer_there"):
            looked_for(raised)


def test_it_comes_once_and_with_words(northmoor):
    raised = sent(northmoor)
    asked = looked_for(raised)
    for words, code in ((" ", "met_words_needed"), ("x" * 15_001, "words_too_long")):
        with pytest.raises(Refused, match=code):
            came(raised, asked, Sector.STATUTORY, words)
    came(raised, asked, Sector.STATUTORY)
    with pytest.raises(Refused, match="met_already"):
        came(raised, asked, Sector.VOLUNTARY)


@pytest.mark.parametrize("deed", ["ask", "meet", "answer"])
def test_nothing_is_kept_when_the_ledger_fails(northmoor, monkeypatch, deed):
    raised, amara, farid = sent(northmoor), northmoor.actor("amara"), northmoor.actor("farid")
    asked = looked_for(raised)

    def rows() -> list[int]:
        with acting_as(farid):
            return [model.objects.count() for model in (Corroboration, CorroborationMet, Decision, Entry, Notice)]

    def fail(*_given, **_named):
        raise RuntimeError("the ledger cannot be written")

    before = rows()
    monkeypatch.setattr(ledger, "record", fail)
    with acting_as(amara), pytest.raises(RuntimeError), transaction.atomic():
        if deed == "ask":
            verbs.ask_corroboration(referral=raised.referral, said=ANYBODY, by=amara)
        elif deed == "meet":
            verbs.meet_corroboration(corroboration=asked, sector=Sector.STATUTORY, words="Seen.", by=amara)
        else:
            verbs.answer(referral=raised.referral, given=GIVEN, revision=1, by=amara)
    monkeypatch.undo()
    assert rows() == before


def test_a_stranger_finds_nothing_and_that_is_noted(northmoor):
    raised = sent(northmoor)
    asked = looked_for(raised)
    chidi = northmoor.actor("chidi")
    with acting_as(chidi):
        assert not Corroboration.objects.visible_to(chidi).exists()
        assert not Corroboration.objects.exists()
        with pytest.raises(NotFound):
            verbs.find_corroboration(corroboration_id=asked.id, by=chidi)
    with acting_as(northmoor.actor("farid")):
        assert Event.objects.filter(happening="not_found_or_hidden", about_kind="corroboration").exists()


def test_who_is_kept_from_what_was_sent_is_kept_from_what_is_looked_for(northmoor):
    raised, efa, farid, bilal = sent(northmoor), *(northmoor.actor(name) for name in ("efa", "farid", "bilal"))
    came(raised, looked_for(raised), Sector.STATUTORY)
    with acting_as(farid):
        children.open_record(
            child=raised.referral.child,
            team=northmoor.team("police-desk"),
            capacity=Capacity.WORKING,
            by=farid,
            is_confirmed=True,
        )

    def seen() -> list[int]:
        with acting_as(bilal):
            rows = [model.objects.count() for model in (Referral, Corroboration, CorroborationMet)]
            assert [model.objects.visible_to(bilal).count() for model in (Corroboration, CorroborationMet)] == rows[1:]
            return rows

    assert seen() == [1, 1, 1]
    with acting_as(efa), transaction.atomic():
        record = Record.objects.visible_to(efa).get(pk=raised.referral.record_id)
        back = HoldBack(
            agencies=frozenset({bilal.agency_id}),
            reason=Reason.SAFETY,
            ground="harm_to_person",
            words="Somebody could be hurt.",
            until=today() + timedelta(days=14),
            mode=Mode.DECLARED,
        )
        children.withhold_part(record=record, said=back, by=efa)
    assert seen() == [0, 0, 0]


def counts(northmoor, name: str = "farid", at: datetime | None = None) -> dict[str, ParityCount]:
    by = northmoor.actor(name)
    with acting_as(by):
        return {one.agency: one for one in parity_counts(by, at)}


def test_a_marked_decision_is_in_the_report_and_too_few_are_not_told(northmoor):
    assert counts(northmoor) == {}
    raised = sent(northmoor)
    assert decided(raised) == ""
    name = northmoor.team("eastmoor-duty").agency.name
    assert counts(northmoor) == {name: ParityCount(name, None, 0, 0, 0)}
    more = sent(northmoor, children=(ChildSaid(),))
    looked_for(more)
    assert decided(more) == "awaited"
    assert counts(northmoor) == {name: ParityCount(name, None, None, None, None)}


def test_from_five_on_the_report_counts(northmoor):
    for place in range(5):
        raised = sent(northmoor)
        looked_for(raised, ANYBODY)
        if place:
            looked_for(raised)
        decided(raised)
    (one,) = counts(northmoor).values()
    assert (one.decisions, one.requests, one.statutory, one.marked) == (5, 9, None, None)
    assert counts(northmoor, at=now() + timedelta(days=366)) == {}


@pytest.mark.parametrize("name", ["amara", "efa", "chidi", "dana", "robin"])
def test_the_report_is_the_hubs_in_the_database_as_well(northmoor, name):
    decided(sent(northmoor))
    by = northmoor.actor(name)
    with acting_as(by):
        with pytest.raises(NotAllowed):
            parity_counts(by)
        with connection.cursor() as cursor:
            cursor.execute("select * from cairn_parity_counts(now() - interval '1 year', 1)")
            assert cursor.fetchall() == []


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Corroboration, {"missing": ""}),
        (Corroboration, {"sought": "friend"}),
        (Corroboration, {"why": ""}),
        (CorroborationMet, {"words": ""}),
        (CorroborationMet, {"sector": "hub"}),
        (Decision, {"parity": "late"}),
    ],
)
def test_the_database_refuses_what_must_never_be(northmoor, model, values):
    raised = sent(northmoor)
    came(raised, looked_for(raised), Sector.STATUTORY)
    decided(raised)
    with become(WORKER):
        row = model.objects.values().get() | values | {"id": uuid7()}
        if model is CorroborationMet:
            row["corroboration_id"] = Corroboration.objects.values_list("pk", flat=True).get()
        with pytest.raises(IntegrityError, match="violates check constraint"), transaction.atomic():
            model(**row).save(force_insert=True)
