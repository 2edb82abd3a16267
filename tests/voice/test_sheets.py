"""Making a sheet for a child: who may, whom it names, and what it never gives away (R-062)."""

from datetime import timedelta

import pytest
from django.db import transaction

from cairn.access.binding import acting_as
from cairn.core.clock import today
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.voice import verbs
from cairn.voice.kinds import Copy, HandOver, NotYet, SheetLanguage
from cairn.voice.models import Sheet
from cairn.voice.rules.saying import SheetSaid
from cairn.voice.rules.sheet import never_away
from tests.builders import agreed
from tests.sharing.holding import EASTMOOR, GUARDIANS, HUB, circle
from tests.voice.telling import AWAY, happened, made, named, tells, waits

TOGETHER = SheetSaid(SheetLanguage.ENGLISH)


@pytest.fixture
def around(northmoor):
    """Amara's desk leads; the police and the guardians work with the child; Efa's charity has told us something."""
    return circle(northmoor)


def code_of(northmoor, child, said, name="amara") -> str:
    with pytest.raises(Refused) as refused:
        made(northmoor, child, name, said)
    return refused.value.code


def test_a_sheet_names_those_who_work_with_the_child_and_not_who_told_us_something(northmoor, around):
    sheet, laid_out = made(northmoor, around.child)
    assert named(northmoor, around.child) == {"social_care", "police", "guardian"}
    words = laid_out.words()
    assert all(said in words for said in ("Social workers", "Northmoor Police", "A guardian or advocate"))
    assert "Safer Streets" not in words
    assert "Amara" in words
    assert "Bilal" not in words
    assert (sheet.copy, sheet.hand_over, sheet.language) == ("together", "", "en")


def test_those_who_lead_stand_first(northmoor, around):
    _, laid_out = made(northmoor, around.child, "gwen")
    people = next(part.people for part in laid_out.parts if part.people)
    assert people[0].who == "Social workers"
    assert "They see to it that things get done." in people[0].lines


def test_the_ledger_holds_that_a_sheet_was_made_and_in_which_language(northmoor, around):
    made(northmoor, around.child, said=SheetSaid(SheetLanguage.ARABIC))
    (event,) = happened(northmoor, around.child, "sheet.made")
    assert event.detail == {"copy": "together", "language": "ar", "people": 3}


@pytest.mark.parametrize("language", SheetLanguage)
def test_a_copy_to_take_away_names_no_police_and_no_agency(northmoor, around, language):
    said = SheetSaid(language, Copy.AWAY, is_safe=True, hand_over=HandOver.ADVOCATE)
    sheet, laid_out = made(northmoor, around.child, said=said)
    words = laid_out.words()
    assert never_away(words) == ""
    assert not any(
        name in words for name in ("Northmoor", "Eastmoor", "Guardian Service", "Nguyen", around.child.reference)
    )
    assert {one["discipline"] for one in sheet.people} == {"social_care", "guardian"}
    assert sheet.hand_over == "advocate"


def test_a_copy_of_the_police_to_take_away_does_not_name_its_maker(northmoor, around):
    _, laid_out = made(northmoor, around.child, "bilal", AWAY)
    assert "Bilal" not in laid_out.words()


@pytest.mark.parametrize(
    ("hand", "code"),
    [
        (HandOver.CARER, "takeaway_by_carer"),
        (HandOver.INTERPRETER, "takeaway_by_interpreter"),
        (HandOver.OTHER, "takeaway_by_others"),
        (None, "takeaway_hand_needed"),
    ],
)
def test_it_never_travels_through_a_carer_an_interpreter_or_the_post(northmoor, around, hand, code):
    said = SheetSaid(SheetLanguage.ENGLISH, Copy.AWAY, is_safe=True, hand_over=hand)
    assert code_of(northmoor, around.child, said) == code
    assert happened(northmoor, around.child, "sheet.made") == []


def test_nothing_is_taken_away_that_is_not_safe_to_be_found(northmoor, around):
    said = SheetSaid(SheetLanguage.ENGLISH, Copy.AWAY, hand_over=HandOver.WORKER)
    assert code_of(northmoor, around.child, said) == "takeaway_not_safe"


def test_nothing_is_taken_away_while_somebody_says_that_it_is_not_safe_to_tell(northmoor, around):
    waits(northmoor, around.child, "bilal", reason=NotYet.UNSAFE)
    assert code_of(northmoor, around.child, AWAY) == "takeaway_stands_unsafe"
    made(northmoor, around.child)
    tells(northmoor, around.child)
    made(northmoor, around.child, said=AWAY)


def test_a_language_whose_catalogue_is_missing_is_refused(northmoor, around, monkeypatch):
    monkeypatch.setattr("cairn.voice.queries.speaking._catalogue", lambda _: None)
    assert code_of(northmoor, around.child, SheetSaid(SheetLanguage.WELSH)) == "sheet_language_unknown"
    made(northmoor, around.child)


@pytest.mark.parametrize(
    ("name", "refusal"),
    [("efa", NotAllowed), ("farid", NotAllowed), ("robin", NotAllowed), ("chidi", NotFound), ("dana", NotFound)],
)
def test_only_who_works_with_the_child_makes_a_sheet(northmoor, around, name, refusal):
    with pytest.raises(refusal):
        made(northmoor, around.child, name)


def test_a_sheet_is_its_makers_alone(northmoor, around):
    sheet, _ = made(northmoor, around.child)
    for name, sees in (("amaras_manager", True), ("bilal", False), ("farid", False), ("gwen", False)):
        by = northmoor.actor(name)
        with acting_as(by):
            assert Sheet.objects.visible_to(by).filter(pk=sheet.pk).exists() is sees
            assert Sheet.objects.filter(pk=sheet.pk).exists() is sees
    bilal = northmoor.actor("bilal")
    with acting_as(bilal), pytest.raises(NotFound):
        verbs.open_sheet(sheet_id=sheet.id, child=around.child, by=bilal)


def test_an_agency_whose_part_is_held_back_from_anybody_is_on_nobody_elses_sheet(northmoor, around):
    around.hold("bilal", around.record("bilal"), GUARDIANS)
    for name in ("amara", "gwen"):
        assert "police" not in named(northmoor, around.child, name)
        assert "olice" not in made(northmoor, around.child, name)[1].words().replace("police or a court", "")


def test_an_agency_kept_from_somebody_without_a_trace_is_on_nobody_elses_sheet(northmoor, around):
    around.silent("bilal", around.record("bilal"), GUARDIANS, second="farid")
    assert named(northmoor, around.child, "amara") == {"social_care", "guardian"}
    assert named(northmoor, around.child, "gwen") == {"social_care", "guardian"}
    assert "police" in named(northmoor, around.child, "bilal"), "their own child knows them"


def test_an_agency_that_holds_anything_back_without_a_trace_is_on_nobody_elses_sheet(northmoor, around):
    """A live operation may be why it is there; nothing on paper may say so."""
    around.silent("bilal", around.told("bilal"), GUARDIANS, second="farid")
    assert named(northmoor, around.child, "amara") == {"social_care", "guardian"}
    assert "Police" not in made(northmoor, around.child)[1].words()


def test_what_is_declared_to_be_held_back_of_the_story_takes_nobody_off_a_sheet(northmoor, around):
    around.hold("bilal", around.told("bilal"), GUARDIANS)
    assert "police" in named(northmoor, around.child, "amara")


def test_whoever_is_responsible_stays_whatever_they_hold_back(northmoor, around):
    around.silent("amara", around.told("amara"), HUB)
    assert "social_care" in named(northmoor, around.child, "gwen")


def test_whoever_something_is_kept_from_stays_for_its_absence_would_be_a_trace(northmoor, around):
    around.silent("amara", around.told("amara"), "police-desk")
    assert "police" in named(northmoor, around.child, "amara")
    assert "police" in named(northmoor, around.child, "bilal")


def test_a_sheet_made_before_says_no_more_than_one_made_now(northmoor, around):
    sheet, before = made(northmoor, around.child)
    assert "Northmoor Police" in before.words()
    around.silent("bilal", around.record("bilal"), EASTMOOR, second="farid")
    amara = northmoor.actor("amara")
    with acting_as(amara):
        _, now = verbs.open_sheet(sheet_id=sheet.id, child=around.child, by=amara)
    assert "Northmoor Police" not in now.words()


def test_what_is_lifted_is_on_the_next_sheet(northmoor, around):
    from tests.sharing.holding import end

    held = around.hold("bilal", around.record("bilal"), GUARDIANS)
    assert "police" not in named(northmoor, around.child)
    end(around, "bilal", held)
    assert "police" in named(northmoor, around.child)


def test_nobody_is_told_which_places_are_kept_off(northmoor, around):
    """The function speaks to whoever is bound to a transaction, and to nobody else."""
    from cairn.voice.queries.around import kept_off_sheets

    around.silent("bilal", around.told("bilal"), GUARDIANS, second="farid")
    assert kept_off_sheets(around.child.id) == set()
    amara = northmoor.actor("amara")
    with acting_as(amara):
        assert len(kept_off_sheets(around.child.id)) == 1


def test_without_the_ledger_nothing_is_made(northmoor, around, monkeypatch):
    def fail(*_args, **_more):
        raise RuntimeError("the ledger cannot be written")

    monkeypatch.setattr("cairn.voice.verbs.sheets.ledger.record", fail)
    amara = northmoor.actor("amara")
    with acting_as(amara), pytest.raises(RuntimeError), transaction.atomic():
        verbs.make_sheet(child=around.child, said=TOGETHER, by=amara)
    with acting_as(amara):
        assert not Sheet.objects.filter(child=around.child).exists()


def test_whose_agency_has_no_agreement_to_share_makes_none_and_reads_none(northmoor, around):
    """It is made of what others share; what the child was told they may still write down (R-190)."""
    sheet, _ = made(northmoor, around.child, "gwen")
    agreed(northmoor.team(GUARDIANS).agency, until=today() - timedelta(days=1))
    gwen = northmoor.actor("gwen")
    with acting_as(gwen):
        with pytest.raises(NotAllowed):
            verbs.make_sheet(child=around.child, said=TOGETHER, by=gwen)
        with pytest.raises(NotAllowed):
            verbs.open_sheet(sheet_id=sheet.id, child=around.child, by=gwen)
        assert Sheet.objects.visible_to(gwen).count() == 1
    tells(northmoor, around.child, "gwen")
