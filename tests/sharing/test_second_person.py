"""What is kept for named people without a trace needs a second one, who says every 28 days whether it is right."""

from datetime import timedelta

import pytest

from cairn.access.binding import acting_as
from cairn.chronology import verbs as chronology
from cairn.core.errors import NotFound, Refused
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger import verbs as ledger
from cairn.ledger.models import Event
from cairn.sharing import queries, verbs
from cairn.sharing.kinds.apart import SECOND_NEEDED, SECOND_SAID, TRACELESS, ApartKind
from cairn.sharing.models import Admission, Compartment
from tests.children.pages import browser
from tests.sharing.apart import WHY, let_out
from tests.sharing.holding import circle, kept, told

pytestmark = pytest.mark.django_db
EVERYBODY_ELSE = ("amara", "bilal", "efa", "fatima", "robin", "chidi", "petra")


@pytest.fixture
def around(northmoor):
    return circle(northmoor)


def keeps(around, who="gwen", second="farid", kind=ApartKind.STAFF):
    """Somebody keeps an entry without a trace, and names a second person."""
    entry = around.told(who)
    by, named = around.northmoor.actor(who), around.northmoor.memberships[second].pk if second else None
    with acting_as(by):
        made = chronology.keep_entry_apart(entry=entry, kind=kind, reason=WHY, by=by, second=named)
    return entry, made


def answers(around, compartment, who="farid", *, agrees=True, words="I read it."):
    by = around.northmoor.actor(who)
    with acting_as(by):
        current = Compartment.objects.visible_to(by).filter(pk=compartment.pk).first() or compartment
        verbs.answer_as_second(compartment=current, agrees=agrees, words=words, by=by)


def owed(compartment) -> list[Duty]:
    return kept(Duty, kind=DutyKind.REVIEW_APART, about_id=compartment.pk, closed_at=None)


@pytest.mark.parametrize("kind", sorted(TRACELESS))
def test_a_second_person_reads_it_and_is_asked_and_nobody_else_learns_of_that(around, kind):
    entry, made = keeps(around, kind=kind)
    assert around.sees("farid", entry)
    (duty,) = owed(made)
    assert (duty.owner.practitioner.name, duty.policy) == ("Farid", "withholding_agreement_silent")
    assert told(SECOND_NEEDED) == ["hub-duty"]
    for row in (entry, made, duty, *kept(Admission)):
        assert around.sees("gwen", row)
        assert not any(around.sees(name, row) for name in EVERYBODY_ELSE)
    for name in ("fatima", "bilal"):
        with acting_as(by := around.northmoor.actor(name)):
            assert not Event.objects.visible_to(by).filter(about_id__in=(made.pk, duty.pk)).exists()


def test_what_leaves_a_trace_needs_nobody(around):
    _entry, made = keeps(around, second="farid", kind=ApartKind.THERAPY)
    assert made.second is None
    assert owed(made) == []


def test_without_a_name_it_is_the_manager_of_the_team(around):
    _entry, made = keeps(around, "amara", "")
    assert made.second_id == around.northmoor.memberships["amaras_manager"].pk


@pytest.mark.parametrize(("who", "second"), [("gwen", ""), ("gwen", "gwen"), ("gwen", "robin"), ("gwen", "dana")])
def test_nothing_is_kept_so_where_there_is_no_second_person(around, who, second):
    with pytest.raises(Refused, match="apart_second_needed"):
        keeps(around, who, second)
    assert not kept(Compartment)


def test_whoever_agrees_looks_again_within_28_days(around):
    entry, made = keeps(around)
    answers(around, made)
    (duty,) = owed(made)
    assert duty.policy == "withholding_review_silent"
    assert timedelta(days=27) < duty.due_at - duty.started_at < timedelta(days=30)
    assert not around.sees("fatima", duty)
    answers(around, made, words="Still so.")
    (later,) = owed(made)
    assert later.pk != duty.pk
    assert kept(Compartment)[0].agreed_at is not None
    assert not around.sees("bilal", entry)
    assert told(SECOND_SAID) == ["guardians", "guardians"]


def test_whoever_does_not_agree_shares_it_and_that_it_was_kept_stays_secret(around):
    entry, made = keeps(around)
    answers(around, made, agrees=False, words="The tutor left years ago.")
    assert around.sees("bilal", entry)
    assert not around.sees("bilal", made)
    assert owed(made) == []
    with pytest.raises(Refused, match="apart_taken_out"):
        answers(around, made, agrees=False)


@pytest.mark.parametrize(
    ("who", "error"),
    [("gwen", Refused), ("amara", NotFound), ("fatima", NotFound), ("robin", NotFound), ("dana", NotFound)],
)
def test_nobody_else_answers_it(around, who, error):
    entry, made = keeps(around)
    with pytest.raises(error):
        answers(around, made, who)
    assert not around.sees("bilal", entry)
    assert len(owed(made)) == 1


def test_it_needs_a_reason(around):
    _entry, made = keeps(around)
    with pytest.raises(Refused, match="apart_why_needed"):
        answers(around, made, words=" ")


def test_the_second_person_is_not_let_out(around):
    keeps(around)
    (admission,) = kept(Admission)
    with pytest.raises(Refused, match="admit_second"):
        let_out(around, "gwen", admission)


def test_it_is_counted_for_the_auditor_by_agency_and_month_alone(around):
    keeps(around)
    with acting_as(petra := around.northmoor.actor("petra")):
        (count,) = queries.silent_by_month(petra)
    assert (count.agency, count.number) == ("Guardian Service", 1)


@pytest.mark.parametrize("agrees", [True, False])
def test_nothing_is_answered_when_the_ledger_cannot_be_written(around, monkeypatch, agrees):
    entry, made = keeps(around)

    def fail(*_given, **_named):
        raise RuntimeError("the ledger cannot be written")

    monkeypatch.setattr(ledger, "record", fail)
    with pytest.raises(RuntimeError):
        answers(around, made, agrees=agrees)
    assert not around.sees("bilal", entry)
    assert len(owed(made)) == 1
    assert kept(Compartment)[0].agreed_at is None


def test_the_pages(around):
    entry = around.told("gwen", "Her tutor hurt her at Quindlethorpe.")
    gwen, farid = browser(around.northmoor, "gwen"), browser(around.northmoor, "farid")
    way = f"/children/{around.child.reference}/story/{entry.pk}/apart/"
    form = {"apart-kind": "staff", "apart-why": WHY}
    assert "needs a second named person" in gwen.post(way, form).content.decode()
    named = str(around.northmoor.memberships["farid"].pk)
    assert gwen.post(way, {**form, "apart-second": named}).status_code == 302
    (made,) = kept(Compartment)
    page = f"/children/apart/{made.pk}/"
    assert "They have not said so yet." in gwen.get(page).content.decode()
    assert "Is it right that nobody else is told of this?" not in gwen.get(page).content.decode()
    assert "Is it right that nobody else is told of this?" in farid.get(page).content.decode()
    assert "Say whether it is right." in farid.post(page, {"do": "second", "words": "Yes."}).content.decode()
    assert farid.post(page, {"do": "second", "agrees": "yes", "words": "Yes."}).status_code == 302
    assert "Agreed last on" in gwen.get(page).content.decode()
    assert farid.post(page, {"do": "second", "agrees": "no", "words": "No more."}).status_code == 302
    bilal = browser(around.northmoor, "bilal")
    assert "Quindlethorpe" in bilal.get(f"/children/{around.child.reference}/story/").content.decode()
