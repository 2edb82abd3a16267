"""What only named people read is opened for an hour because somebody is in danger; what leaves no trace never is."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import FactKind
from cairn.children.queries.looks import who_has_looked
from cairn.core.clock import today
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.ids import uuid7
from cairn.core.postgres import OWNER, WORKER
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.partnership.kinds import TeamKind
from cairn.partnership.models import Team
from cairn.sharing.kinds.apart import TRACELESS, ApartKind
from cairn.sharing.models import Admission, Compartment, CompartmentItem, Grant
from cairn.sharing.rules.glass import glass_limits
from cairn.sharing.verbs import KeptFrom, Whom, admit
from cairn.stewardship.models import Breach
from cairn.stewardship.verbs import review_glass
from tests.children.glass import DANGER, WHY_NOW, later, opens
from tests.children.pages import browser
from tests.conftest import become
from tests.sharing.apart import admit as lets_in
from tests.sharing.apart import keep, mark, says, told_apart
from tests.sharing.holding import circle, kept

CANARY = "Quindlethorpe"
OTHERS = ("amara", "efa", "farid", "robin", "chidi", "amaras_manager")


@pytest.fixture
def around(northmoor):
    return circle(northmoor)


@pytest.fixture
def notes(around):
    """What the guardians keep apart: one entry of therapy notes."""
    return told_apart(around, "gwen", f"She spoke of the cellar at {CANARY}.")


@pytest.fixture
def held(notes) -> Compartment:
    (found,) = kept(Compartment)
    return found


def breaks(around, compartment, who="bilal", **more) -> Grant:
    given = {"compartment_id": getattr(compartment, "pk", compartment), "danger": DANGER, "why_now": WHY_NOW, **more}
    with acting_as(by := around.northmoor.actor(who)):
        return verbs.break_apart(**given, by=by)


def test_whoever_opens_it_reads_it_and_everybody_who_must_is_told_at_once(around, notes, held):
    assert not around.sees("bilal", notes)
    grant = breaks(around, held)
    assert around.sees("bilal", notes)
    assert not any(around.sees(name, notes) for name in OTHERS)
    assert grant.until - grant.opened_at == timedelta(minutes=60)
    assert (grant.apart_kind, grant.holder_team.slug, grant.lead_team.slug) == ("therapy", "guardians", "eastmoor-duty")
    with become(WORKER):
        told = Notice.objects.filter(about_id=grant.pk, code="glass.apart_broken")
        places = set(told.values_list("team__slug", "member__practitioner__name"))
    data_leads = {("hub-stewards", "Petra"), ("hub-stewards", "Pavel")}
    assert places == {("guardians", None), ("eastmoor-duty", None), *data_leads}
    for name in ("gwen", "amara"):
        with acting_as(by := around.northmoor.actor(name)):
            assert Grant.objects.visible_to(by).get(pk=grant.pk).danger == DANGER
            looks = [str(one.sentence) for one in who_has_looked(around.child.id, by)]
            assert "opened for an hour what only named people read, because somebody was in danger" in looks


def test_a_second_person_owes_a_word_on_it(around, held):
    grant = breaks(around, held)
    (duty,) = kept(Duty, kind=DutyKind.REVIEW_GLASS, about_id=grant.pk)
    assert duty.policy == "glass_review"
    assert duty.owner.practitioner.name in {"Petra", "Pavel"}
    assert duty.due_at - grant.opened_at > timedelta(days=1)


def test_it_closes_after_the_hour_by_the_databases_clock_in_the_middle_of_a_transaction(around, notes, held):
    grant = breaks(around, held)
    with acting_as(bilal := around.northmoor.actor("bilal")):
        seen = type(notes).objects.filter(pk=notes.pk)
        assert seen.exists()
        later(grant)
        assert not seen.exists()
        assert not type(notes).objects.visible_to(bilal).filter(pk=notes.pk).exists()
        assert not CompartmentItem.objects.filter(compartment=held).exists()
    assert browser(around.northmoor, "bilal").get(f"/children/apart/{held.pk}/").status_code == 404
    assert breaks(around, held).pk != grant.pk


@pytest.mark.parametrize("who", ["bilal", "gwen", "amara", "petra"])
def test_it_is_closed_early_by_who_opened_it_and_by_who_may_look_at_it(around, notes, held, who):
    grant = breaks(around, held)
    with acting_as(by := around.northmoor.actor(who)):
        verbs.end_glass(grant=grant, by=by)
        with pytest.raises(Conflict, match="glass_ended_already"):
            verbs.end_glass(grant=grant, by=by)
    assert not around.sees("bilal", notes)


def test_nothing_else_of_the_child_is_opened_by_it(around, held):
    other = told_apart(around, "gwen", "She has a clinic on Monday.", ApartKind.SEXUAL_HEALTH)
    hidden = told_apart(around, "gwen", "Her tutor hurt her.", ApartKind.STAFF)
    breaks(around, held)
    assert not around.sees("bilal", other)
    assert not around.sees("bilal", hidden)


def test_a_safe_address_is_opened_with_all_it_has_gathered(around):
    fact = says(around, "gwen", FactKind.ADDRESS, f"12 {CANARY} Close")
    made = mark(around, "gwen")
    assert not around.sees("bilal", fact)
    breaks(around, made)
    assert around.sees("bilal", fact)
    bilal = browser(around.northmoor, "bilal")
    assert CANARY in bilal.get(f"/children/apart/{made.pk}/").content.decode()
    for place in ("", "facts/", "story/", "apart/"):
        assert CANARY not in bilal.get(f"/children/{around.child.reference}/{place}").content.decode(), place


def test_whoever_opened_the_child_in_danger_opens_what_is_apart_and_loses_both_at_once(around, notes, held):
    with pytest.raises(NotFound):
        breaks(around, held, "chidi")
    child = opens(around.northmoor, around.child)
    assert not around.sees("chidi", notes)
    breaks(around, held, "chidi")
    assert around.sees("chidi", notes)
    with acting_as(chidi := around.northmoor.actor("chidi")):
        verbs.end_glass(grant=child, by=chidi)
    assert not around.sees("chidi", notes)
    assert not around.sees("chidi", held)


def test_what_is_held_back_from_their_agency_stays_held_back(around, held):
    entry = around.told("gwen")
    around.hold("gwen", entry, "police-desk")
    assert keep(around, "gwen", entry) == held
    breaks(around, held)
    assert not around.sees("bilal", entry)


@pytest.mark.parametrize("how", ["absent", "traceless", "kept_from", "own_family", "silent", "declared"])
def test_what_stays_closed_is_the_same_as_what_is_not_there(around, held, how):
    asked = hides(around, held, how)
    with pytest.raises(NotFound):
        breaks(around, asked)
    assert not kept(Grant)
    assert not kept(Notice, code="glass.apart_broken")
    assert browser(around.northmoor, "bilal").get(f"/children/apart/{asked}/danger/").status_code == 404
    with connection.cursor() as cursor, acting_as(around.northmoor.actor("bilal")):
        cursor.execute("select * from cairn_break_apart(%s, %s, 'A knife.', 'Now.', 60)", [asked, uuid7()])
        assert cursor.fetchall() == []


def hides(around, held, how: str):
    """It stays closed in danger as well, for one of several reasons; gives the id that is asked for."""
    northmoor = around.northmoor
    if how == "absent":
        return uuid7()
    if how == "traceless":
        told_apart(around, "gwen", "Her tutor hurt her.", ApartKind.STAFF)
        (made,) = kept(Compartment, is_traceless=True)
        return made.pk
    if how == "kept_from":
        with acting_as(amara := northmoor.actor("amara")):
            whom = KeptFrom(practitioner_id=northmoor.practitioner("bilal").id, reason="Her nephew.")
            verbs.keep_child_from(child=around.child, whom=whom, by=amara)
    elif how == "own_family":
        with acting_as(bilal := northmoor.actor("bilal")):
            verbs.declare_about(child=around.child, knows=True, by=bilal)
    elif how == "silent":
        around.silent("gwen", around.record("gwen"), "police-desk")
    else:
        around.hold("gwen", around.record("gwen"), "police-desk")
    # Whom to ask stands there even so: a child at a safe address is one, whatever else its holder holds back.
    assert around.sees("bilal", held) == (how == "declared")
    return held.pk


@pytest.mark.parametrize("who", ["efa", "chidi"])
def test_who_does_not_see_the_story_is_told_of_nothing(around, held, who):
    with pytest.raises(NotFound):
        breaks(around, held, who)


@pytest.mark.parametrize("who", ["farid", "robin", "dana", "hana"])
def test_who_may_open_nothing_in_danger_opens_this_neither(around, held, who):
    with pytest.raises(NotAllowed):
        breaks(around, held, who)
    assert not kept(Grant)


def test_a_team_that_enforces_immigration_law_never_opens_it(around, notes, held):
    with become(OWNER):
        Team.objects.filter(slug="police-desk").update(kind=TeamKind.ENFORCEMENT)
    with pytest.raises((NotFound, NotAllowed)):
        breaks(around, held)
    assert not around.sees("bilal", notes)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"danger": "  "}, "glass_danger_needed"),
        ({"why_now": ""}, "glass_why_needed"),
        ({"danger": "x" * 1001}, "glass_words_too_long"),
        ({"why_now": "x" * 1001}, "glass_words_too_long"),
        ({"who": "gwen"}, "glass_apart_seen"),
    ],
)
def test_what_is_refused(around, held, more, code):
    with pytest.raises(Refused, match=code):
        breaks(around, held, **more)
    assert not kept(Grant)


def test_nobody_opens_what_they_read_already_nor_too_much_in_a_day(around, held):
    lets_in(around, "gwen", held, person="amara")
    with pytest.raises(Refused, match="glass_apart_seen"):
        breaks(around, held, "amara")
    bilal = around.northmoor.actor("bilal")
    for _ in range(glass_limits(today()).opened_a_day):
        grant = breaks(around, held)
        with acting_as(bilal):
            verbs.end_glass(grant=grant, by=bilal)
    with pytest.raises(Refused, match="glass_too_often"):
        breaks(around, held)


def test_it_is_read_and_not_changed(around, notes, held):
    lets_in(around, "gwen", held, person="amaras_manager")
    breaks(around, held)
    (admission,) = kept(Admission)
    assert not around.sees("bilal", admission)
    with acting_as(bilal := around.northmoor.actor("bilal")):
        with pytest.raises(Refused, match="apart_not_held"):
            admit(compartment=held, whom=Whom(member_id=bilal.membership_id, reason="Me."), by=bilal)
        for row in (
            CompartmentItem(compartment=held, team=held.team, item_kind="entry", item_id=uuid7()),
            Admission(compartment=held, team=held.team, to_team=around.northmoor.team("police-desk")),
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                row.save(force_insert=True)
    own = around.told("bilal")
    assert keep(around, "bilal", own) != held


def test_nobody_puts_in_or_widens_an_opening_by_hand(around, held):
    grant = breaks(around, held)
    with acting_as(bilal := around.northmoor.actor("bilal")):
        again = Grant.objects.visible_to(bilal).get(pk=grant.pk)
        again.pk = uuid7()
        with pytest.raises(ProgrammingError), transaction.atomic():
            again.save(force_insert=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.filter(pk=grant.pk).update(compartment_id=None, apart_kind="", holder_team=None)


@pytest.mark.parametrize("kind", sorted(TRACELESS))
def test_the_database_keeps_no_opening_of_what_leaves_no_trace(around, held, kind):
    grant = breaks(around, held)
    with pytest.raises(IntegrityError, match="glass_apart_whole"), become(OWNER), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table sharing_grant disable trigger kept")
        cursor.execute("update sharing_grant set apart_kind = %s where id = %s", [kind, grant.pk])


def test_nothing_is_opened_when_the_ledger_cannot_be_written(around, notes, held, monkeypatch):
    def broken(*_given, **_more) -> None:
        raise OSError("the ledger cannot be written")

    monkeypatch.setattr("cairn.children.verbs.glass.ledger.record", broken)
    with pytest.raises(OSError, match="ledger"):
        breaks(around, held)
    assert not kept(Grant)
    assert not kept(Duty, kind=DutyKind.REVIEW_GLASS)
    assert not around.sees("bilal", notes)


def test_what_was_not_right_becomes_a_breach_and_all_are_told(around, held):
    grant = breaks(around, held)
    with acting_as(petra := around.northmoor.actor("petra")):
        review_glass(grant=grant, finding="not_justified", words="They would have answered.", by=petra)
        assert "What only named people read of" in Breach.objects.visible_to(petra).get().what_happened
    told = {one.team.slug for one in kept(Notice, code="glass.reviewed")}
    assert told == {"police-desk", "eastmoor-duty", "guardians"}


def test_the_pages(around, notes, held):
    bilal, listed = browser(around.northmoor, "bilal"), f"/children/{around.child.reference}/apart/"
    way = f"/children/apart/{held.pk}/danger/"
    assert way in bilal.get(listed).content.decode()
    assert way not in browser(around.northmoor, "farid").get(listed).content.decode()
    assert browser(around.northmoor, "gwen").get(way).status_code == 302
    assert "Therapy notes: held by Guardian Service." in bilal.get(way).content.decode()
    assert "Say who is in danger" in bilal.post(way, {"why_now": WHY_NOW, "understood": "on"}).content.decode()
    assert not kept(Grant)
    sent = bilal.post(way, {"danger": DANGER, "why_now": WHY_NOW, "understood": "on"})
    assert (sent.status_code, sent["Location"]) == (302, f"/children/apart/{held.pk}/")
    page = bilal.get(sent["Location"]).content.decode()
    assert "You read this until" in page
    assert "Who can read it" not in page
    assert CANARY in bilal.get(f"/children/{around.child.reference}/story/").content.decode()
    month = browser(around.northmoor, "petra").get("/data-protection/opened/").content.decode()
    assert "Only for named people: Therapy notes" in month
    (grant,) = kept(Grant)
    one = browser(around.northmoor, "petra").get(f"/data-protection/opened/{grant.pk}/").content.decode()
    assert "Of what only named people read: Therapy notes, held by Guardians." in one
    assert bilal.post(sent["Location"], {"do": "close"}).status_code == 302
    assert bilal.post(sent["Location"], {"do": "close"}).status_code == 404
    assert CANARY not in bilal.get(f"/children/{around.child.reference}/story/").content.decode()
    with become("cairn_ledger"):
        about = set(Event.objects.filter(happening__startswith="glass.").values_list("about_id", flat=True))
    assert about == {grant.pk}
