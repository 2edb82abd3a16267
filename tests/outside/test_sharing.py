"""Sharing with somebody outside by the verbs: what may be chosen, what is refused, who is told, what is kept."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction

from cairn.access.binding import acting_as
from cairn.children.kinds import Basis, FactKind
from cairn.chronology.verbs import correct_entry, mark_in_error
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.ledger.models import Event
from cairn.outside import verbs
from cairn.outside.kinds import OUTSIDE_SHARED, YOURS_SHARED, Section, Way
from cairn.outside.models import OutsideItem, OutsideShare
from cairn.outside.queries.shares import items_of, lines_of
from cairn.outside.rules import digest_of_lines
from cairn.outside.verbs import Recipient
from cairn.referrals import verbs as referrals
from cairn.referrals.models import Referral
from cairn.sharing.kinds import Receiver
from tests.access.scene import GIVEN
from tests.access.test_lapsed import lapse
from tests.builders import child_of, raised
from tests.children.pages import says, writes
from tests.outside.sharing import HOSPITAL, NURSE, happened, keys, offered, said, shared
from tests.sharing.holding import CHARITY, POLICE, circle, kept, told
from tests.sharing.holding import said as told_so

pytestmark = pytest.mark.django_db
REQUEST = "Ring us at once if she comes in."
BEYOND = "a" * 15_001


@pytest.fixture
def around(northmoor):
    return circle(northmoor)


def words(found) -> list[str]:
    return [one.line.words for one in found]


def sees(around, name: str, made) -> bool:
    return around.sees(name, made.share)


def test_what_may_be_chosen_is_what_the_sender_sees_in_the_order_of_the_page(around):
    around.told("bilal", "He waits at the gate.")
    around.fact("amara", "Vietnamese", FactKind.NATIONALITY)
    found = offered(around.northmoor, around.child)
    order = [list(Section).index(Section(one.line.section)) for one in found]
    assert all(one <= other for one, other in pairwise(order))
    assert {"Nguyen Van Tang; known as", "He waits at the gate.", "Vietnamese"} <= set(words(found))
    police = next(one for one in found if one.line.words == "He waits at the gate.")
    assert police.line.source.startswith("Police Desk, Northmoor Police: seen")
    teams = {one.line.title: one.line.words for one in found if one.line.section == Section.CIRCLE}
    assert teams["Police Desk, Northmoor Police"].startswith("keeps children safe\n")
    assert "Bilal" not in str(found)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FactKind.ADDRESS, "12 Canal Street"),
        (FactKind.PHONE, "01632 960100"),
        (FactKind.SCHOOL, "Harbour School"),
        (FactKind.WHEREABOUTS, "at her aunt’s"),
        (FactKind.LIVING, "with a carer in Westmoor"),
        (FactKind.IMMIGRATION, "waiting"),
    ],
)
def test_where_the_child_is_and_immigration_are_never_offered(around, kind, text):
    says(around.northmoor, "amara", around.child, kind, text, Basis.DOCUMENT)
    assert text not in str(offered(around.northmoor, around.child))


def test_no_entry_takes_its_place_along(around):
    writes(around.northmoor, "amara", around.child, "She was seen.", place="14 Refuge Lane")
    found = offered(around.northmoor, around.child)
    assert "She was seen." in words(found)
    assert "Refuge" not in str(found)


def test_what_bears_a_handling_is_not_offered(around):
    says(around.northmoor, "amara", around.child, FactKind.WISH, "To see a doctor.", handling="health")
    assert "To see a doctor." not in words(offered(around.northmoor, around.child))


def test_what_is_held_back_from_anybody_is_not_offered_to_those_who_see_it_either(around):
    open_one, declared, silent = (around.told("amara", each) for each in ("Open.", "Declared.", "Silent."))
    around.hold("amara", declared, POLICE)
    around.silent("amara", silent, POLICE)
    assert around.sees("gwen", declared)
    for name in ("amara", "gwen"):
        found = words(offered(around.northmoor, around.child, name))
        assert "Open." in found
        assert not {"Declared.", "Silent."} & set(found)
    assert around.sees("gwen", open_one)


def test_a_part_held_back_is_not_offered(around):
    around.told("gwen", "Told to her guardian.")
    around.hold("gwen", around.record("gwen"), POLICE)
    found = offered(around.northmoor, around.child)
    assert "Told to her guardian." not in words(found)


def test_what_was_corrected_or_recorded_in_error_is_not_offered(around):
    first, wrong = around.told("amara", "She was eleven."), around.told("amara", "Another child was meant.")
    amara = around.northmoor.actor("amara")
    with acting_as(amara):
        correct_entry(entry=first, said=told_so("She was twelve."), by=amara)
        mark_in_error(entry=wrong, reason="A slip.", by=amara)
    found = words(offered(around.northmoor, around.child))
    assert "She was twelve." in found
    assert not {"She was eleven.", "Another child was meant.", "A slip."} & set(found)


def test_what_a_protected_source_told_is_not_offered(northmoor):
    concern = raised(northmoor.actor("efa"), "A woman on the street warned us.", source_protected=True)
    child = child_of(concern, northmoor.actor("amara"))
    assert "A woman on the street warned us." not in words(offered(northmoor, child))


def test_a_decision_is_offered_with_its_reasons_and_without_the_words_for_the_sender(around):
    amara = around.northmoor.actor("amara")
    with acting_as(amara):
        referral = Referral.objects.visible_to(amara).get(child=around.child)
        referrals.mark_read(referral=referral, by=amara)
        referral.refresh_from_db()
        referrals.answer(referral=referral, given=GIVEN, revision=referral.revision, by=amara)
    found = [one.line for one in offered(around.northmoor, around.child) if one.line.section == Section.DECISIONS]
    assert [one.words for one in found] == [GIVEN.reasons]
    assert GIVEN.feedback not in str(found)


def test_it_leaves_frozen_and_is_kept_sealed(around):
    around.told("bilal", "He waits at the gate.")
    made = shared(around.northmoor, around.child, request=REQUEST)
    amara = around.northmoor.actor("amara")
    with acting_as(amara):
        items = items_of(made.share, amara)
        left = lines_of(items)
    assert {"Nguyen Van Tang; known as", "He waits at the gate.", REQUEST} <= {one.words for one in left}
    assert left[-1].section == Section.REQUEST
    assert all("Nguyen" not in one.sealed and one.sealed.startswith("v1.") for one in items)
    assert made.share.sentence.endswith("(Children Act 2004, section 11).")
    assert (made.share.organisation, made.share.nation) == (HOSPITAL, "england")
    assert made.share.expires_at - made.share.recorded_at == timedelta(days=1)


def test_neither_link_nor_code_is_kept(around):
    made = shared(around.northmoor, around.child)
    assert len(made.token) >= 43
    assert len(made.code) == 8
    stored = str(kept(OutsideShare)[0].__dict__)
    assert made.token not in stored
    assert made.code not in stored


def test_paper_has_neither(around):
    made = shared(around.northmoor, around.child, way=Way.PRINT)
    assert (made.token, made.code, made.share.token_digest) == ("", "", None)


def test_it_is_in_the_ledger_and_those_whose_lines_left_are_told(around):
    around.told("bilal", "He waits at the gate.")
    made = shared(around.northmoor, around.child)
    assert happened(around.northmoor, around.child) == [OUTSIDE_SHARED]
    assert told(YOURS_SHARED) == [CHARITY, POLICE]
    farid = around.northmoor.actor("farid")
    with acting_as(farid):
        (event,) = Event.objects.visible_to(farid).filter(happening=OUTSIDE_SHARED)
    assert event.about_id == made.share.pk
    assert event.detail == {"way": "link", "count": len(kept(OutsideItem)), "grounds": ["ca04_11"]}


def test_a_team_that_must_not_know_that_the_sender_is_there_is_not_told(around):
    around.told("bilal", "He waits at the gate.")
    around.silent("gwen", around.record("gwen"), POLICE, second="farid")
    made = shared(around.northmoor, around.child, "gwen", ground="ukgdpr_6", chosen=_of(around, "gwen", "gate"))
    assert POLICE not in told(YOURS_SHARED)
    assert not sees(around, "bilal", made)
    assert sees(around, "amara", made)


def _of(around, name: str, part: str) -> tuple[str, ...]:
    return tuple(one.key for one in offered(around.northmoor, around.child, name) if part in one.line.words)


def test_the_circle_sees_it_and_a_team_whose_line_left_sees_that_line_alone(around):
    made = shared(around.northmoor, around.child)
    for name, does in {"amara": True, "bilal": True, "gwen": True, "farid": True, "efa": True, "chidi": False}.items():
        assert sees(around, name, made) == does, name
    efa, whole = around.northmoor.actor("efa"), kept(OutsideItem)
    with acting_as(efa):
        seen = list(OutsideItem.objects.visible_to(efa))
        assert {one.pk for one in seen} == set(OutsideItem.objects.values_list("pk", flat=True))
    assert {one.source_team.slug for one in seen} == {CHARITY}
    assert len(seen) < len(whole)


def test_a_line_is_hidden_from_whomever_its_source_is_held_back_from_later(around):
    entry = around.told("amara", "She named a sergeant.")
    made = shared(around.northmoor, around.child)
    item = next(one for one in kept(OutsideItem) if one.item_id == entry.pk)
    assert around.sees("bilal", item)
    around.silent("amara", entry, POLICE)
    assert not around.sees("bilal", item)
    assert around.sees("gwen", item)
    assert sees(around, "bilal", made)


def test_sent_again_by_the_same_form_nothing_more_is_shared(around):
    first = shared(around.northmoor, around.child)
    again = shared(around.northmoor, around.child, send_key=first.share.send_key)
    assert again.share.pk == first.share.pk
    assert (again.token, again.code) == ("", "")
    assert len(kept(OutsideShare)) == 1


@pytest.mark.parametrize("name", ["efa", "farid"])
def test_only_who_works_with_the_child_shares(around, name):
    with pytest.raises(NotAllowed):
        shared(around.northmoor, around.child, name, chosen=("entry:x",))


@pytest.mark.parametrize(("name", "error"), [("chidi", NotFound), ("robin", NotAllowed), ("dana", NotFound)])
def test_nobody_else_does(around, name, error):
    with pytest.raises(error):
        shared(around.northmoor, around.child, name, chosen=("entry:x",))


def test_nobody_without_an_agreement_does(around):
    lapse(around.northmoor, "amara")
    with pytest.raises((NotAllowed, NotFound)):
        shared(around.northmoor, around.child, chosen=("entry:x",))


def test_a_ground_that_is_not_for_them_names_those_that_are(around):
    amara = around.northmoor.actor("amara")
    chosen = keys(offered(around.northmoor, around.child), "story")
    refusal = refused(around, amara, "outside_ground_not_for_them", chosen=chosen, ground="ca89_47")
    named = str(refusal.params["grounds"]).split("; ")
    assert "Children Act 1989, section 47" not in named
    assert "Children Act 2004, section 11" in named


RTL = "\u200f\u202e \u2066"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"purpose": " "}, "outside_purpose_needed"),
        ({"purpose": RTL}, "outside_purpose_needed"),
        ({"request": BEYOND}, "outside_too_long"),
        ({"purpose": "a" * 501}, "outside_too_long"),
        ({"way": None}, "outside_way_unknown"),
        ({"days": 0}, "outside_days_wrong"),
        ({"days": 31}, "outside_days_wrong"),
        ({"ground": "no_such_law"}, "ground_not_known"),
        ({"ground": "sswba_130"}, "ground_not_in_force"),
        ({"receiver": None}, "outside_receiver_needed"),
        ({"receiver": Receiver.BORDERS}, "outside_not_for_borders"),
        ({"receiver": Receiver.OUTSIDE}, "outside_ask_first"),
        ({"ground": "ca89_47"}, "outside_ground_not_for_them"),
        ({"seen": "0" * 64}, "outside_changed"),
        ({"chosen": ("entry:00000000-0000-7000-8000-000000000000",)}, "outside_not_offered"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(around, more, code):
    amara = around.northmoor.actor("amara")
    chosen = more.get("chosen") or keys(offered(around.northmoor, around.child), "story")
    refused(around, amara, code, **{"chosen": chosen, **more})


@pytest.mark.parametrize("field", ["name", "organisation", "function", "reach", "phone"])
@pytest.mark.parametrize("blank", ["", "  ", RTL])
def test_a_recipient_is_named_wholly(around, field, blank):
    who = Recipient(**{**{name: getattr(NURSE, name) for name in NURSE.__slots__}, field: blank})
    chosen = keys(offered(around.northmoor, around.child), "story")
    refused(around, around.northmoor.actor("amara"), "outside_recipient_needed", recipient=who, chosen=chosen)


@pytest.mark.parametrize(("field", "most"), [("name", 200), ("phone", 50), ("reach", 500)])
def test_a_recipient_is_no_novel(around, field, most):
    who = Recipient(**{**{name: getattr(NURSE, name) for name in NURSE.__slots__}, field: "a" * (most + 1)})
    refused(around, around.northmoor.actor("amara"), "outside_too_long", recipient=who)


def test_nothing_chosen_is_refused(around):
    amara = around.northmoor.actor("amara")
    refused(around, amara, "outside_nothing_chosen", chosen=())
    refused(around, amara, "outside_nothing_chosen", chosen=(), request=REQUEST)
    with acting_as(amara), pytest.raises(Refused, match="outside_nothing_chosen"):
        verbs.previewed(child=around.child, chosen=(), request=REQUEST, by=amara)


def refused(around, by, code: str, **more) -> Refused:
    with acting_as(by):
        chosen = more.get("chosen", ())
        try:
            lines = verbs.previewed(child=around.child, chosen=chosen, request=more.get("request", ""), by=by)
            seen = digest_of_lines(lines)
        except Refused:
            seen = ""
        with pytest.raises(Refused) as caught, transaction.atomic():
            verbs.share_outside(child=around.child, said=said(**{"seen": seen, **more}), by=by)
    assert caught.value.code == code
    assert kept(OutsideShare) == kept(OutsideItem) == []
    assert happened(around.northmoor, around.child) == []
    assert told(YOURS_SHARED) == []
    return caught.value


def test_what_was_changed_since_it_was_previewed_does_not_leave(around):
    entry = around.told("amara", "She was eleven.")
    amara = around.northmoor.actor("amara")
    chosen = (f"entry:{entry.pk}",)
    with acting_as(amara):
        verbs.previewed(child=around.child, chosen=chosen, request="", by=amara)
        correct_entry(entry=entry, said=told_so("She was twelve."), by=amara)
    refused(around, amara, "outside_not_offered", chosen=chosen)


def test_a_ground_that_was_passed_and_does_not_hold_yet_is_none(around):
    chosen = keys(offered(around.northmoor, around.child), "story")
    refused(around, around.northmoor.actor("amara"), "ground_not_in_force", ground="ca04_16la", chosen=chosen)
