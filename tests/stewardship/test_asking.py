"""Somebody asks what is held: all of it is collected, nobody else is given away, two people agree (R-198, R-030)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given as drawn
from hypothesis import strategies as st

from cairn.access.binding import acting_as
from cairn.children.kinds import FactKind
from cairn.chronology.models import Entry
from cairn.core.clock import now, pretending, today
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.postgres import WORKER
from cairn.duties.models import Duty
from cairn.stewardship import verbs
from cairn.stewardship.kinds import StateOfRequest, Why
from cairn.stewardship.models import AccessRequest, PackItem, Redaction
from cairn.stewardship.queries.collecting import NOT_TOLD
from cairn.stewardship.queries.holdings import holdings
from cairn.stewardship.rules.redacting import BLACK, Names, Part, Proposal, Told, blacked_out, proposals
from tests.children.pages import a_child, says
from tests.conftest import become
from tests.stewardship.asking import asked, collected, given_out, opened, rule_on_all
from tests.stewardship.keeping import CLOCK, happened, left_of

SOURCE = "The woman at the launderette, 01632 960555"
SECRET = {
    "source_protected": True,
    "sender_contact": SOURCE,
    "must_not_be_told": ("Uncle Dragan",),
    "adults": ("Mr Kolar with the scar",),
}
WORDS = "Mr Kolar with the scar came. Uncle Dragan waited. Outreach saw it."


def a_secret_child(northmoor):
    return a_child(northmoor, words=WORDS, **SECRET)


def everything(items) -> str:
    return "\n".join(part.words for one in items for part in one.parts)


def test_everything_held_about_a_child_is_collected(northmoor):
    child = a_secret_child(northmoor)
    held = {label for label in left_of(child.pk) if label not in NOT_TOLD}
    request = collected(northmoor, child)
    items = opened(northmoor, request)
    assert {one.item.thing for one in items} - {"ledger.Event"} == held
    assert WORDS in everything(items)
    assert "Nguyen Van Tang" in everything(items)
    assert any(one.item.thing == "ledger.Event" for one in items)
    assert {"held.asked", "held.collected", "held.second_named", "held.read"} <= set(happened(child.pk))


def test_whatever_is_left_out_of_a_pack_is_left_out_for_a_reason():
    labels = {each.label for each in holdings()}
    assert set(NOT_TOLD) <= labels
    assert all(len(why) > 10 for why in NOT_TOLD.values())


def test_what_goes_out_gives_nobody_else_away(northmoor):
    child = a_secret_child(northmoor)
    says(northmoor, "amara", child, FactKind.RELATIONSHIP, "Mrs Pham", relation="aunt")
    request = collected(northmoor, child)
    assert rule_on_all(northmoor, request) > 5
    words = given_out(northmoor, request)
    for hidden in ("Kolar", "Dragan", "01632 960555", "launderette", "Efa", "Outreach", "Safer Streets", "Mrs Pham"):
        assert hidden not in words, hidden
    assert "Nguyen Van Tang" in words
    assert f"{BLACK} came. {BLACK} waited. {BLACK} saw it." in words
    assert "held.given_out" in happened(child.pk)


def test_each_proposal_says_why(northmoor):
    request = collected(northmoor, a_secret_child(northmoor))
    whys = {each.why for one in opened(northmoor, request) for each in one.redactions}
    assert {Why.THIRD_PERSON, Why.PROTECTED_SOURCE, Why.SENDER, Why.MUST_NOT_KNOW} <= whys


def test_what_a_lead_lets_stand_goes_out_and_needs_a_reason(northmoor):
    child = a_secret_child(northmoor)
    request = collected(northmoor, child)
    with pytest.raises(Refused) as refused:
        rule_on_all(northmoor, request, "let_stand", " ")
    assert refused.value.code == "ruling_reason_needed"
    rule_on_all(northmoor, request, "let_stand", "He knows them all.")
    assert WORDS in given_out(northmoor, request)


def test_a_lead_blacks_out_what_nobody_saw(northmoor):
    request = collected(northmoor, a_secret_child(northmoor))
    rule_on_all(northmoor, request)
    entry = next(one for one in opened(northmoor, request) if one.item.thing == "chronology.Entry")
    with acting_as(petra := northmoor.actor("petra")):
        asked_for = {"request": request, "item_id": entry.item.pk, "part": "words", "by": petra}
        for more in ({"words": "never said"}, {"words": "x", "part": "nowhere"}):
            with pytest.raises(Refused) as refused:
                verbs.add_redaction(**{**asked_for, "why": "harm", **more})
            assert refused.value.code == "words_not_there"
        with pytest.raises(Refused) as refused:
            verbs.add_redaction(**asked_for, words="waited", why="spite")
        assert refused.value.code == "action_unknown"
        verbs.add_redaction(**asked_for, words="waited", why="harm")
    assert "waited" not in given_out(northmoor, request)


def test_nothing_goes_out_before_everything_is_decided_and_two_have_agreed(northmoor):
    request = collected(northmoor, a_secret_child(northmoor))
    petra, pavel = northmoor.actor("petra"), northmoor.actor("pavel")
    with acting_as(pavel), pytest.raises(Refused) as refused:
        verbs.agree_to_pack(request=request, by=pavel)
    assert refused.value.code == "proposals_open"
    rule_on_all(northmoor, request)
    with acting_as(petra):
        for verb, code in ((verbs.agree_to_pack, "second_needed"), (verbs.give_out, "not_agreed_yet")):
            with pytest.raises(Refused) as refused:
                verb(request=request, by=petra)
            assert refused.value.code == code


def test_a_pack_goes_out_once_and_is_over_then(northmoor):
    child = a_secret_child(northmoor)
    request = collected(northmoor, child)
    rule_on_all(northmoor, request)
    given_out(northmoor, request)
    with acting_as(petra := northmoor.actor("petra")):
        for verb, more, code in (
            (verbs.give_out, {}, "given_out_already"),
            (verbs.close_request, {"reason": "Twice."}, "request_not_open"),
            (verbs.extend_request, {"reason": "Twice."}, "request_not_open"),
            (verbs.agree_to_pack, {}, "request_not_open"),
        ):
            with pytest.raises(Refused) as refused:
                verb(request=request, by=petra, **more)
            assert refused.value.code == code
        with pytest.raises(Refused):
            verbs.open_pack(request_id=request.pk, by=petra)
        assert not Duty.objects.visible_to(petra).filter(about_id=request.pk, closed_at=None).exists()


def test_nothing_more_is_changed_once_two_have_agreed(northmoor):
    request = collected(northmoor, a_secret_child(northmoor))
    rule_on_all(northmoor, request)
    with acting_as(pavel := northmoor.actor("pavel")):
        verbs.agree_to_pack(request=request, by=pavel)
    with pytest.raises(Refused) as refused:
        rule_on_all(northmoor, request)
    assert refused.value.code == "ruled_already_agreed"
    with acting_as(petra := northmoor.actor("petra")), pytest.raises(Refused) as refused:
        verbs.name_second(request=request, membership_id=northmoor.memberships["perla"].pk, by=petra)
    assert refused.value.code in {"ruled_already_agreed", "not_a_lead"}


@pytest.mark.parametrize("who", ["perla", "amara", "farid", "dana", "hana"])
def test_nobody_but_the_two_who_were_named_reads_a_pack(northmoor, who):
    request = collected(northmoor, a_secret_child(northmoor))
    with acting_as(by := northmoor.actor(who)):
        with pytest.raises((NotAllowed, NotFound)):
            verbs.open_pack(request_id=request.pk, by=by)
        assert not PackItem.objects.exists()
        assert not Redaction.objects.exists()


def test_a_lead_of_the_hub_who_was_not_named_sees_that_it_is_there_and_nothing_of_it(northmoor):
    request = asked(northmoor, a_secret_child(northmoor))
    with become(WORKER), acting_as(CLOCK):
        verbs.collect_pack(request_id=request.pk, by=CLOCK)
    with acting_as(pavel := northmoor.actor("pavel")):
        assert verbs.find_request(request_id=request.pk, by=pavel) == request
        with pytest.raises(NotAllowed):
            verbs.open_pack(request_id=request.pk, by=pavel)
        assert not PackItem.objects.exists()


def test_what_was_collected_is_sealed(northmoor):
    request = collected(northmoor, a_secret_child(northmoor))
    with become(WORKER):
        assert all(WORDS not in sealed for sealed in PackItem.objects.values_list("sealed", flat=True))
        words = Redaction.objects.filter(request=request).values_list("words", flat=True)
        assert not [each for each in words if "Kolar" in each]


def test_a_second_run_of_the_collecting_adds_nothing(northmoor):
    request = collected(northmoor, a_secret_child(northmoor))
    with become(WORKER), acting_as(CLOCK):
        before = PackItem.objects.count()
        assert verbs.collect_pack(request_id=request.pk, by=CLOCK) == before
        assert PackItem.objects.count() == before


def test_a_pack_is_not_opened_before_it_is_collected(northmoor):
    request = asked(northmoor, a_secret_child(northmoor))
    with acting_as(petra := northmoor.actor("petra")), pytest.raises(Refused) as refused:
        verbs.open_pack(request_id=request.pk, by=petra)
    assert refused.value.code == "not_collected_yet"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"asked_by": " "}, "asker_needed"),
        ({"relation": "neighbour"}, "asker_needed"),
        ({"how_checked": ""}, "check_of_asker_needed"),
        ({"how_checked": "x" * 1001}, "desk_reason_too_long"),
        ({"received_on": today() + timedelta(days=2)}, "received_in_future"),
        ({"received_on": today() - timedelta(days=500)}, "received_too_early"),
        ({"reference": "C-7F3K-Q2"}, "no_such_record"),
    ],
)
def test_what_cannot_be_entered(northmoor, more, code):
    child = a_child(northmoor)
    with pytest.raises(Refused) as refused:
        asked(northmoor, child, **more)
    assert refused.value.code == code
    with acting_as(northmoor.actor("petra")):
        assert not AccessRequest.objects.exists()


def test_the_clock_runs_for_a_month_and_is_made_longer_once(northmoor):
    request = asked(northmoor, a_child(northmoor))
    assert timedelta(days=27) < request.due_at - request.received_at < timedelta(days=33)
    with acting_as(petra := northmoor.actor("petra")):
        duty = Duty.objects.visible_to(petra).get(about_id=request.pk)
        assert (duty.due_at, duty.child_id) == (request.due_at, None)
        with pytest.raises(Refused) as refused:
            verbs.extend_request(request=request, reason="", by=petra)
        assert refused.value.code == "desk_reason_needed"
        verbs.extend_request(request=request, reason="Nine agencies.", by=petra)
        request.refresh_from_db()
        duty.refresh_from_db()
        assert duty.due_at == request.due_at > request.received_at + timedelta(days=85)
        with pytest.raises(Refused) as refused:
            verbs.extend_request(request=request, reason="Ten.", by=petra)
    assert refused.value.code == "extended_already"


def test_a_clock_that_has_run_out_is_not_made_longer(northmoor):
    request = asked(northmoor, a_child(northmoor), received_on=today() - timedelta(days=60))
    with acting_as(petra := northmoor.actor("petra")), pytest.raises(Refused) as refused:
        verbs.extend_request(request=request, reason="Late.", by=petra)
    assert refused.value.code == "extended_too_late"


def test_who_may_be_second(northmoor):
    request = asked(northmoor, a_child(northmoor))
    with acting_as(petra := northmoor.actor("petra")):
        for name in ("perla", "amara", "petra"):
            with pytest.raises(Refused) as refused:
                verbs.name_second(request=request, membership_id=northmoor.memberships[name].pk, by=petra)
            assert refused.value.code == "not_a_lead"
    with acting_as(pavel := northmoor.actor("pavel")), pytest.raises(NotAllowed):
        verbs.name_second(request=request, membership_id=pavel.membership_id, by=pavel)


def test_a_request_is_closed_without_giving_anything_out(northmoor):
    child = a_child(northmoor)
    request = asked(northmoor, child)
    with acting_as(petra := northmoor.actor("petra")):
        verbs.close_request(request=request, reason="Withdrawn.", by=petra)
        assert AccessRequest.objects.visible_to(petra).get().state == StateOfRequest.CLOSED
        assert not Duty.objects.visible_to(petra).filter(about_id=request.pk, closed_at=None).exists()
    assert "held.closed" in happened(child.pk)


def test_a_pack_is_emptied_when_its_time_is_over(northmoor):
    request = collected(northmoor, a_secret_child(northmoor))
    with acting_as(petra := northmoor.actor("petra")):
        verbs.close_request(request=request, reason="Withdrawn.", by=petra)
    with become(WORKER), acting_as(CLOCK):
        assert verbs.empty_packs(by=CLOCK) == 0
        with pretending(now() + timedelta(days=91)):
            assert verbs.empty_packs(by=CLOCK) > 5
        assert set(PackItem.objects.values_list("sealed", flat=True)) == {""}


def test_nothing_is_entered_when_the_ledger_cannot_be_written(northmoor, monkeypatch):
    child = a_child(northmoor)

    def broken(*_given, **_more) -> None:
        raise OSError("the ledger cannot be written")

    monkeypatch.setattr("cairn.stewardship.verbs.asking.ledger.record", broken)
    with pytest.raises(OSError, match="ledger"):
        asked(northmoor, child)
    with acting_as(northmoor.actor("petra")):
        assert not AccessRequest.objects.exists()


def test_nothing_goes_out_when_the_ledger_cannot_be_written(northmoor, monkeypatch):
    request = collected(northmoor, a_secret_child(northmoor))
    rule_on_all(northmoor, request)
    with acting_as(pavel := northmoor.actor("pavel")):
        verbs.agree_to_pack(request=request, by=pavel)

    def broken(*_given, **_more) -> None:
        raise OSError("the ledger cannot be written")

    monkeypatch.setattr("cairn.stewardship.verbs.packing.ledger.record", broken)
    with acting_as(petra := northmoor.actor("petra")), pytest.raises(OSError, match="ledger"):
        verbs.give_out(request=request, by=petra)
    with become(WORKER):
        assert AccessRequest.objects.get().state == StateOfRequest.AGREED


def test_the_application_writes_no_pack(northmoor):
    request = collected(northmoor, a_secret_child(northmoor))
    petra = northmoor.actor("petra")
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(petra), transaction.atomic():
        PackItem(request=request, order=9999, thing="chronology.Entry", row="1", sealed="x").save(force_insert=True)


def test_the_story_itself_is_not_touched(northmoor):
    child = a_secret_child(northmoor)
    request = collected(northmoor, child)
    rule_on_all(northmoor, request)
    given_out(northmoor, request)
    with become(WORKER):
        assert Entry.objects.get(child=child).words == WORDS


def test_a_name_is_found_whatever_its_capitals_and_only_as_a_word():
    names = Names(third_persons=frozenset({"Jan Kos", "Al"}))
    told = Told("chronology.Entry", "1", (Part("words", "JAN  KOS and Jan Kosic met Al."),))
    assert proposals(told, names) == (Proposal("words", Why.THIRD_PERSON, "JAN  KOS"),)


WORDS_OF_ANY_SORT = st.text(alphabet="abc ÄßЖ我.-'", min_size=1, max_size=40)


@drawn(WORDS_OF_ANY_SORT, st.lists(WORDS_OF_ANY_SORT.filter(lambda each: each.strip(" .-'")), max_size=4))
def test_what_is_blacked_out_as_a_word_is_gone(text, out):
    left = blacked_out(text, out)
    told = Told("chronology.Entry", "1", (Part("words", left),))
    names = Names(third_persons=frozenset(each for each in out if "█" not in each))
    assert proposals(told, names) == ()


@drawn(WORDS_OF_ANY_SORT)
def test_a_whole_part_tells_not_even_its_length(text):
    assert blacked_out(text, ["", text]) == BLACK
