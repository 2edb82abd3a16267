"""Holding something back: what it does from its first second, who may, and what is refused (R-049)."""

from uuid import uuid4

import pytest

from cairn.access.binding import acting_as
from cairn.children import verbs as children
from cairn.children.kinds import Capacity, FactKind
from cairn.children.models import Involvement, Record
from cairn.chronology import verbs as chronology
from cairn.chronology.models import Citation, Entry
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.ref import Ref
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.partnership.models import Agency
from cairn.sharing import queries
from cairn.sharing.kinds import (
    COUNTERSIGN,
    LEANS_ON_WITHHELD,
    WITHHELD,
    Mode,
    Reason,
)
from cairn.sharing.models import WithheldFrom, Withholding, WithholdingAccount
from tests.builders import child_of, raised
from tests.conftest import become
from tests.sharing.holding import CHARITY, EASTMOOR, GUARDIANS, HUB, POLICE, circle, end, happened, kept, said, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def around(northmoor):
    return circle(northmoor)


@pytest.mark.parametrize("silent", [False, True])
@pytest.mark.parametrize("what", ["entry", "fact", "part"])
def test_it_is_out_of_sight_from_the_first_second(around, what, silent):
    entry, fact = around.told("amara"), around.fact("amara")
    thing = {"entry": entry, "fact": fact, "part": entry.record}[what]
    hidden = {"entry": [entry], "fact": [fact], "part": [entry, fact, entry.record]}[what]
    assert all(around.sees("bilal", one) for one in hidden)
    made = (around.silent if silent else around.hold)("amara", thing, POLICE)
    for one in hidden:
        assert not around.sees("bilal", one)
        assert all(around.sees(name, one) for name in ("amara", "amaras_manager", "gwen", "farid"))
    assert around.sees("bilal", made) is not silent
    assert around.sees("gwen", made) is not silent
    assert happened(around) == [WITHHELD]
    if what == "part":
        later = around.told("amara", "And again on Sunday.")
        assert not around.sees("bilal", later)
        assert around.sees("gwen", later)


def test_a_second_person_owes_an_answer_and_somebody_looks_again(around):
    made = around.hold("amara", around.told("amara"), POLICE)
    owed = {one.kind: one for one in kept(Duty, about_id=made.id)}
    assert set(owed) == {DutyKind.AGREE_WITHHOLDING, DutyKind.REVIEW_WITHHOLDING}
    assert {one.owner_id for one in owed.values()} == {around.northmoor.memberships["amaras_manager"].id}
    assert owed[DutyKind.REVIEW_WITHHOLDING].due_at.date() == made.until
    assert told(COUNTERSIGN) == [EASTMOOR]


def test_where_nobody_else_is_at_hand_the_hub_agrees_and_then_a_manager_elsewhere(around):
    efa = around.hold("efa", around.told("efa"), POLICE)
    assert (efa.review_team.slug, efa.review_by_id) == (HUB, None)
    other = around.hold("efa", around.told("efa"), POLICE, HUB)
    assert other.review_by_id == around.northmoor.memberships["amaras_manager"].id
    with pytest.raises(Refused, match="withhold_second_needed"):
        around.hold("efa", around.told("efa", "Once more."), POLICE, HUB, EASTMOOR)


REFUSED = [
    ({"reason": None}, "withhold_reason_needed"),
    ({"ground": ""}, "withhold_ground_needed"),
    ({"ground": "Children Act 1989 s47"}, "withhold_ground_not_known"),
    ({"ground": "ca89_47"}, "withhold_ground_not_known"),  # a ground for sharing is none for not sharing
    ({"ground": "ca04_16la_detriment"}, "withhold_ground_not_in_force"),
    ({"ground": "court_order", "ground_words": " "}, "withhold_ground_words_needed"),
    ({"days": 0}, "withhold_until_past"),
    ({"days": 184}, "withhold_until_too_far"),
    ({"mode": Mode.SILENT, "second": "amaras_manager"}, "withhold_not_silent"),
    ({"mode": Mode.SILENT, "reason": Reason.LIVE_OPERATION}, "withhold_second_needed"),
    ({"second": "amara"}, "withhold_second_needed"),
    ({"second": "bilal"}, "withhold_second_needed"),
    ({"second": "robin"}, "withhold_second_needed"),
    ({"second": "dana"}, "withhold_second_needed"),
    ({"agencies": frozenset()}, "withhold_from_nobody"),
    ({"agencies": frozenset({uuid4()})}, "withhold_no_such_agency"),
]


@pytest.mark.parametrize(("change", "code"), REFUSED)
def test_what_cannot_be_held_back_so_is_refused_and_stays_shared(around, change, code):
    entry = around.told("amara")
    with pytest.raises(Refused, match=code):
        around.hold("amara", entry, POLICE, **change)
    assert around.sees("bilal", entry)
    assert not kept(Withholding)


def test_nobody_holds_back_from_themselves_or_from_everybody(around):
    entry = around.told("amara")
    with pytest.raises(Refused, match="withhold_from_oneself"):
        around.hold("amara", entry, EASTMOOR)
    others = frozenset(Agency.objects.exclude(slug="eastmoor-social-care").values_list("pk", flat=True))
    with pytest.raises(Refused, match="withhold_from_everybody"):
        around.hold("amara", entry, agencies=others)


def test_only_who_wrote_it_holds_it_back_and_only_whoever_may(around):
    entry = around.told("amara")
    with pytest.raises(Refused, match="withhold_not_yours"):
        around.hold("gwen", entry, POLICE)
    with pytest.raises(NotAllowed):
        around.hold("robin", entry, POLICE)
    with pytest.raises((NotAllowed, NotFound)):
        around.hold("chidi", entry, POLICE)


def test_twice_is_once_also_by_way_of_what_corrects_it(around):
    entry = around.told("amara")
    amara = around.northmoor.actor("amara")
    with acting_as(amara):
        later = chronology.correct_entry(entry=entry, said=said("The man from the garage."), by=amara)
    around.hold("amara", entry, POLICE)
    for one in (entry, later):
        with pytest.raises(Refused, match="withheld_already"):
            around.hold("amara", one, POLICE)


def test_nobody_is_kept_from_what_they_must_decide(around):
    """Efa's concern was sent to Eastmoor, which owes the answer; held back from them, nobody could give one."""
    efa = around.northmoor.actor("efa")
    with acting_as(efa):
        entry = Entry.objects.visible_to(efa).get(child=around.child)
    for thing in (entry, around.record("efa")):
        with pytest.raises(Refused, match="withhold_from_answerer"):
            around.hold("efa", thing, EASTMOOR)
    around.hold("efa", entry, GUARDIANS)
    assert not around.sees("gwen", entry)


def test_what_corrects_it_stays_held_back_and_is_shared_with_it(around):
    entry = around.told("amara")
    amara = around.northmoor.actor("amara")
    made = around.hold("amara", entry, POLICE)
    with acting_as(amara):
        second = chronology.correct_entry(entry=entry, said=said("The man from the garage."), by=amara)
        third = chronology.mark_in_error(entry=second, reason="It was another girl.", by=amara)
    assert not any(around.sees("bilal", one) for one in (entry, second, third))
    assert all(around.sees("gwen", one) for one in (entry, second, third))
    end(around, "amara", made)
    assert all(around.sees("bilal", one) for one in (entry, second, third))


def test_holding_back_one_version_holds_back_all(around):
    entry, fact = around.told("amara"), around.fact("amara")
    amara = around.northmoor.actor("amara")
    with acting_as(amara):
        second = chronology.correct_entry(entry=entry, said=said("The man from the garage."), by=amara)
        third = chronology.correct_entry(entry=second, said=said("A man from the garage."), by=amara)
        again = children.Fact(FactKind.PHONE, "01632 960178", fact.basis)
        better = children.correct_fact(child=around.child, claim_id=fact.id, fact=again, by=amara)
    around.hold("amara", second, POLICE)
    around.hold("amara", better, POLICE)
    assert not any(around.sees("bilal", one) for one in (entry, second, third, fact, better))


def test_whoever_leaned_on_it_elsewhere_is_warned_and_keeps_their_row(around):
    entry = around.told("amara")
    for name in ("gwen", "bilal"):
        by = around.northmoor.actor(name)
        with acting_as(by):
            about = Ref("entry", around.told(name, "We met about it.").id)
            chronology.cite(entry=entry, record=around.record(name), citing=about, by=by)
    around.hold("amara", entry, POLICE)
    assert told(LEANS_ON_WITHHELD) == [GUARDIANS]
    mine, theirs = (kept(Citation, team=around.northmoor.team(slug))[0] for slug in (POLICE, GUARDIANS))
    assert not around.sees("bilal", mine)
    assert around.sees("gwen", theirs)
    with acting_as(around.northmoor.actor("bilal")):
        assert Entry.objects.filter(words="We met about it.").count() == 2


@pytest.mark.parametrize("from_later", [False, True])
def test_an_agency_that_joins_later(around, from_later):
    entry = around.told("amara")
    around.hold("amara", entry, POLICE, keeps_from_later=from_later)
    farid, nurses = around.northmoor.actor("farid"), around.northmoor.team("westmoor-nurses")
    with acting_as(farid):
        children.open_record(child=around.child, team=nurses, capacity=Capacity.WORKING, by=farid, is_confirmed=True)
        again = around.northmoor.team(GUARDIANS)
        children.open_record(child=around.child, team=again, capacity=Capacity.WORKING, by=farid, is_confirmed=True)
    assert around.sees("chidi", entry) is not from_later
    assert around.sees("gwen", entry)


@pytest.mark.parametrize("way", ["theirs came", "it came to them"])
def test_an_agency_that_a_link_brings(around, way):
    """The nurses' record and the withholding meet by a link, whichever of the two moves; the guardians were around."""
    farid, nurses = (around.northmoor.actor(name) for name in ("farid", "chidi"))
    other = child_of(raised(nurses, "She was at the clinic.", area="westmoor"), farid)
    entry = around.told("amara")
    around.hold("amara", entry, POLICE, keeps_from_later=True)
    moving, staying = (other, around.child) if way == "theirs came" else (around.child, other)
    with acting_as(farid):
        children.decide_pair(child=moving, other=staying, outcome="same", reason="The same scar.", by=farid)
    with become("cairn_worker"):
        rows = WithheldFrom.objects.filter(item_id=entry.id, is_active=True)
        assert set(rows.values_list("agency__slug", flat=True)) == {
            "northmoor-police",
            "westmoor-health",
            "westmoor-social-care",
        }


def test_a_further_record_of_an_agency_that_holds_back_its_part(around):
    around.silent("amara", around.record("amara"), POLICE)
    farid, night = around.northmoor.actor("farid"), around.northmoor.team("eastmoor-night")
    with acting_as(farid):
        more = children.open_record(child=around.child, team=night, capacity=Capacity.WORKING, by=farid)
    assert not around.sees("bilal", more)
    assert not around.sees("bilal", kept(Involvement, record=more)[0])
    assert around.sees("gwen", kept(Involvement, record=more)[0])
    assert not around.sees("bilal", around.told("yusuf", "By night."))


def test_reasons_are_for_those_who_decide_alone(around):
    made = around.hold("amara", around.told("amara"), POLICE, HUB)
    line = kept(WithholdingAccount, withholding=made)[0]
    sights = {name: around.sees(name, line) for name in ("amara", "amaras_manager", "bilal", "farid", "gwen", "efa")}
    assert [name for name, sees in sights.items() if sees] == ["amara", "amaras_manager"]
    assert not any(around.sees(name, kept(WithheldFrom, withholding=made)[0]) for name in ("bilal", "gwen", "farid"))
    for name in ("bilal", "gwen"):
        by = around.northmoor.actor(name)
        with acting_as(by), pytest.raises(NotFound):
            queries.open_withholding(made.id, by)


def test_the_records_of_a_part_are_all_the_agency_has(around):
    record = around.record("amara")
    around.hold("amara", record, POLICE)
    with acting_as(around.northmoor.actor("bilal")):
        left = set(Record.objects.values_list("team__slug", flat=True))
    assert left == {POLICE, GUARDIANS, CHARITY}
