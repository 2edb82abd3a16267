"""What only named people read: who sees it, that it is there, who is let in and out, and what is refused (R-061)."""

import pytest
from django.db.models import TextField
from django.db.models.functions import Cast

from cairn.access.binding import acting_as
from cairn.children import verbs as children
from cairn.children.kinds import FactKind
from cairn.children.models import Claim
from cairn.chronology import verbs as chronology
from cairn.chronology.models import Entry
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.notices.models import Notice
from cairn.sharing import queries, verbs
from cairn.sharing.kinds.apart import (
    ADMISSION_ENDED,
    ADMITTED,
    ADMITTED_NO_MORE,
    ADMITTED_YOU,
    KEPT_APART,
    TAKEN_OUT,
    TRACELESS,
    ApartKind,
)
from cairn.sharing.models import Admission, Compartment, CompartmentAccount, CompartmentItem
from cairn.sharing.queries import compartments
from cairn.sharing.verbs import Whom
from tests.conftest import become
from tests.partnership.people import member, person
from tests.sharing.apart import WHY, admit, keep, let_out, says, seal, told_apart
from tests.sharing.holding import circle, happened, kept, said, told

pytestmark = pytest.mark.django_db
CANARY = "Quindlethorpe"
OUTSIDE = ("amara", "bilal", "efa", "farid", "fatima", "robin")


@pytest.fixture
def around(northmoor):
    return circle(northmoor)


def gaps(around, name):
    by = around.northmoor.actor(name)
    with acting_as(by):
        return [(one.kind, one.team.slug) for one in compartments.apart_of(around.child.id, by).closed]


def kept_text(model, column, row):
    with become("cairn_worker"):
        return list(model.objects.annotate(as_text=Cast(column, TextField())).filter(pk=row.pk))


@pytest.mark.parametrize("kind", list(ApartKind))
@pytest.mark.parametrize("what", ["entry", "fact"])
def test_it_is_out_of_sight_of_all_but_those_who_hold_it(around, what, kind):
    thing = around.told("gwen") if what == "entry" else around.fact("gwen", kind=FactKind.WISH)
    assert all(around.sees(name, thing) for name in ("gwen", "amara", "bilal", "farid"))
    made = keep(around, "gwen", thing, kind)
    assert around.sees("gwen", thing)
    assert not any(around.sees(name, thing) for name in OUTSIDE)
    assert around.sees("bilal", made) is (kind not in TRACELESS)
    assert around.sees("farid", made) is (kind not in TRACELESS)
    # Efa has only told us something: nothing tells her what others keep.
    assert not around.sees("efa", made)
    expected = [] if kind in TRACELESS else [(kind, "guardians")]
    assert gaps(around, "bilal") == gaps(around, "farid") == expected
    assert gaps(around, "gwen") == []


def test_nobody_outside_sees_what_is_in_it_nor_who_reads_it_nor_why(around):
    made = keep(around, "gwen", around.told("gwen"))
    admit(around, "gwen", made, person="farid")
    rows = [*kept(CompartmentItem), *kept(Admission), *kept(CompartmentAccount)]
    assert len(rows) == 4
    for row in rows:
        assert around.sees("gwen", row)
        assert not any(around.sees(name, row) for name in ("amara", "bilal", "efa", "robin"))
    assert not any(around.sees("farid", row) for row in rows if isinstance(row, CompartmentAccount))


@pytest.mark.parametrize("whom", [{"person": "bilal"}, {"team": "police-desk"}])
def test_who_is_let_in_reads_it_and_no_longer_once_let_out(around, whom):
    entry = around.told("gwen")
    made = keep(around, "gwen", entry)
    admission = admit(around, "gwen", made, **whom)
    assert around.sees("bilal", entry)
    assert not around.sees("amara", entry)
    assert told(ADMITTED_YOU) == ["police-desk"]
    let_out(around, "gwen", admission)
    assert not around.sees("bilal", entry)
    assert told(ADMITTED_NO_MORE) == ["police-desk"]
    # What was put into it stays out of the hub’s sight in the account as well.
    assert happened(around) == [KEPT_APART, ADMITTED, ADMISSION_ENDED]


def test_one_person_let_in_is_not_their_whole_team(around):
    made = keep(around, "gwen", around.told("gwen"))
    admit(around, "gwen", made, person="amara")
    (entry,) = (one for one in kept(Entry) if one.team.slug == "guardians")
    assert around.sees("amara", entry)
    assert not around.sees("amaras_manager", entry)


def test_being_let_in_gives_nobody_sight_of_a_child(around):
    entry = around.told("gwen")
    made = keep(around, "gwen", entry)
    admit(around, "gwen", made, person="chidi")
    assert not around.sees("chidi", entry)
    assert not around.sees("chidi", around.child)


def test_whoever_leaves_reads_it_no_longer(around):
    entry = around.told("gwen")
    made = keep(around, "gwen", entry)
    lea = member(around.northmoor.team("police-desk"), person("Lea Moreno"))
    around.northmoor.memberships["lea"] = lea
    admit(around, "gwen", made, person="lea")
    assert around.sees("lea", entry)
    type(lea).objects.filter(pk=lea.pk).update(ended_at=lea.started_at)
    with pytest.raises(Refused, match="admit_gone"):
        admit(around, "gwen", made, person="lea")


REFUSED = [
    ({}, "admit_whom_needed"),
    ({"person": "bilal", "team": "police-desk"}, "admit_whom_needed"),
    ({"person": "bilal", "why": "  "}, "apart_why_needed"),
    ({"team": "guardians"}, "admitted_holder"),
    ({"person": "gwen"}, "admitted_holder"),
]


@pytest.mark.parametrize(("whom", "code"), REFUSED)
def test_who_cannot_be_let_in_so_is_not(around, whom, code):
    made = keep(around, "gwen", around.told("gwen"))
    with pytest.raises(Refused, match=code):
        admit(around, "gwen", made, **whom)
    assert not kept(Admission)


def test_nobody_is_let_in_twice_or_out_twice(around):
    made = keep(around, "gwen", around.told("gwen"))
    admission = admit(around, "gwen", made, team="police-desk")
    with pytest.raises(Refused, match="admitted_already"):
        admit(around, "gwen", made, team="police-desk")
    let_out(around, "gwen", admission)
    with pytest.raises(Refused, match="admit_ended"):
        let_out(around, "gwen", admission)
    with pytest.raises(Refused, match="apart_why_needed"):
        let_out(around, "gwen", admission, why=" ")


def test_only_the_team_that_holds_it_decides_who_reads_it(around):
    made = keep(around, "gwen", around.told("gwen"))
    admission = admit(around, "gwen", made, person="bilal")
    for name, error in (("bilal", Refused), ("amara", Refused), ("efa", NotFound), ("robin", NotAllowed)):
        with pytest.raises(error):
            admit(around, name, made, person="farid")
        with pytest.raises(error):
            let_out(around, name, admission)
        by = around.northmoor.actor(name)
        with acting_as(by), pytest.raises(error):
            verbs.take_out(compartment=made, item_ids=(), reason=WHY, by=by)


@pytest.mark.parametrize(
    ("name", "why", "code"), [("amara", WHY, "withhold_not_yours"), ("gwen", "", "apart_why_needed")]
)
def test_what_cannot_be_kept_apart_so_stays_shared(around, name, why, code):
    entry = around.told("gwen")
    with pytest.raises(Refused, match=code):
        keep(around, name, entry, why=why)
    assert around.sees("bilal", entry)
    assert not kept(Compartment)


def test_nothing_is_kept_apart_twice(around):
    entry = around.told("gwen")
    keep(around, "gwen", entry)
    with pytest.raises(Refused, match="apart_already"):
        keep(around, "gwen", entry)


def test_what_a_team_must_decide_is_not_kept_from_it(around):
    (told_us,) = (one for one in kept(Entry, child=around.child) if one.team.slug == "outreach")
    with pytest.raises(Refused, match="withhold_from_answerer"):
        keep(around, "efa", told_us)
    assert around.sees("amara", told_us)


def test_things_of_one_sort_go_where_they_are_kept_already(around):
    first = keep(around, "gwen", around.told("gwen"))
    admit(around, "gwen", first, person="amara")
    assert keep(around, "gwen", around.told("gwen", "More.")) == first
    assert keep(around, "amara", around.told("amara")) == first
    assert keep(around, "bilal", around.told("bilal")) != first
    assert keep(around, "gwen", around.told("gwen", "Other."), ApartKind.SEXUAL_HEALTH) != first


def test_what_corrects_it_or_is_thought_of_it_is_as_secret(around):
    entry, fact = around.told("gwen"), says(around, "gwen", FactKind.NATIONALITY, CANARY)
    keep(around, "gwen", entry)
    keep(around, "gwen", fact)
    by = around.northmoor.actor("gwen")
    with acting_as(by):
        again = chronology.correct_entry(entry=entry, said=said("Better said."), by=by)
        better = children.Fact(FactKind.NATIONALITY, f"{CANARY} after all", fact.basis)
        corrected = children.correct_fact(child=around.child, claim_id=fact.id, fact=better, by=by)
        doubt = children.Mark("disputed", "Her aunt says otherwise.")
        thought = children.mark_fact(child=around.child, claim_id=corrected.id, mark=doubt, by=by)
    for one in (again, corrected, thought):
        assert around.sees("gwen", one)
        assert not around.sees("bilal", one)


def test_what_leans_on_it_stays_without_the_link(around):
    entry = around.told("gwen")
    record, by = around.record("bilal"), around.northmoor.actor("bilal")
    with acting_as(by):
        leaning = chronology.cite(entry=entry, record=record, citing=Ref("record", record.id), by=by)
    keep(around, "gwen", entry)
    assert not around.sees("bilal", leaning)
    assert around.sees("gwen", leaning)


def test_it_is_shared_again_with_a_reason_alone(around):
    entry = around.told("gwen")
    made = keep(around, "gwen", entry)
    by = around.northmoor.actor("gwen")
    with acting_as(by):
        with pytest.raises(Refused, match="apart_why_needed"):
            verbs.take_out(compartment=made, item_ids=(entry.id,), reason="", by=by)
        verbs.take_out(compartment=made, item_ids=(entry.id,), reason="She agreed.", by=by)
        with pytest.raises(Refused, match="apart_taken_out"):
            verbs.take_out(compartment=made, item_ids=(entry.id,), reason="She agreed.", by=by)
    assert around.sees("bilal", entry)
    assert happened(around)[-1] == TAKEN_OUT


def test_what_is_written_apart_is_sealed_from_the_first(around):
    entry = told_apart(around, "gwen", CANARY)
    fact = says(around, "gwen", FactKind.WISH, CANARY, handling="therapy", status="disputed")
    assert entry.words == fact.text == CANARY
    for row in (*kept_text(Entry, "words", entry), *kept_text(Claim, "text", fact)):
        assert row.as_text.startswith("v1.")
        assert CANARY not in row.as_text
    (read,) = kept(Entry, pk=entry.pk)
    assert (read.words, read.place) == (CANARY, f"At {CANARY}")
    (read,) = kept(Claim, pk=fact.pk)
    assert (read.text, read.detail["status"]) == (CANARY, "disputed")
    for row in (*kept_text(Entry, "place", entry), *kept_text(Claim, "detail", fact)):
        assert CANARY not in row.as_text
        assert "disputed" not in row.as_text


def test_what_was_written_plain_is_sealed_by_the_worker_once(around):
    entry, fact = around.told("gwen", CANARY), says(around, "gwen", FactKind.PHONE, "01632 960188")
    keep(around, "gwen", entry)
    keep(around, "gwen", fact)
    assert seal(around) == 2
    assert seal(around) == 0
    for row in (*kept_text(Entry, "words", entry), *kept_text(Claim, "text", fact)):
        assert row.as_text.startswith("v1.")
    assert kept(Entry, pk=entry.pk)[0].words == CANARY
    assert kept(Claim, pk=fact.pk)[0].text == "01632 960188"


def test_why_is_sealed(around):
    keep(around, "gwen", around.told("gwen"), why=CANARY)
    (line,) = kept(CompartmentAccount)
    assert CANARY not in line.words


def test_a_traceless_one_is_counted_for_who_audits_and_named_to_nobody(around):
    keep(around, "gwen", around.told("gwen"), ApartKind.STAFF)
    keep(around, "gwen", around.told("gwen", "More."), ApartKind.THERAPY)
    petra = around.northmoor.actor("petra")
    with acting_as(petra):
        (line,) = queries.silent_by_month(petra)
    assert line.number == 1
    assert happened(around) == [KEPT_APART]  # of the therapy notes alone


def test_nobody_outside_opens_one(around):
    made = keep(around, "gwen", around.told("gwen"))
    for name in ("amara", "bilal", "farid", "chidi"):
        by = around.northmoor.actor(name)
        with acting_as(by), pytest.raises(NotFound):
            verbs.find_compartment(compartment_id=made.id, by=by)
    gwen = around.northmoor.actor("gwen")
    with acting_as(gwen):
        assert verbs.find_compartment(compartment_id=made.id, by=gwen) == made


@pytest.mark.parametrize("deed", ["keep", "admit", "let_out", "take_out"])
def test_nothing_is_done_when_the_ledger_fails(around, monkeypatch, deed):
    entry, other = around.told("gwen"), around.told("gwen", "More.")
    made = keep(around, "gwen", entry)
    admission = admit(around, "gwen", made, person="bilal")
    counts = [len(kept(model)) for model in (CompartmentItem, Admission, CompartmentAccount, Notice)]

    def fail(*_given, **_named):
        raise RuntimeError("the ledger cannot be written")

    monkeypatch.setattr(ledger, "record", fail)
    gwen = around.northmoor.actor("gwen")
    with acting_as(gwen), pytest.raises(RuntimeError):
        if deed == "keep":
            chronology.keep_entry_apart(entry=other, kind=ApartKind.THERAPY, reason=WHY, by=gwen)
        elif deed == "admit":
            whom = Whom(member_id=around.northmoor.memberships["amara"].id, reason=WHY)
            verbs.admit(compartment=made, whom=whom, by=gwen)
        elif deed == "let_out":
            verbs.end_admission(admission=admission, reason=WHY, by=gwen)
        else:
            verbs.take_out(compartment=made, item_ids=(entry.id,), reason=WHY, by=gwen)
    assert [len(kept(model)) for model in (CompartmentItem, Admission, CompartmentAccount, Notice)] == counts
    assert around.sees("amara", other)
    assert around.sees("bilal", entry)
    assert not around.sees("amara", entry)
