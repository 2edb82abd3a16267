"""A child is opened for an hour because somebody is in danger: told at once, closed by the database's clock (R-061)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import Basis, Capacity, FactKind, Outcome
from cairn.children.models import Child, Claim, Involvement, InvolvementRequest, LinkDecision, Record
from cairn.children.queries.looks import who_has_looked
from cairn.chronology.models import Entry
from cairn.core.clock import now
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.ids import uuid7
from cairn.core.postgres import OWNER, WORKER
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.partnership.kinds import Discipline, RoleName, Standing
from cairn.partnership.models import Agency, Membership
from cairn.partnership.queries import actor_for_token
from cairn.partnership.verbs import create_token
from cairn.sharing.models import Grant
from cairn.sharing.rules.glass import read_limits
from cairn.sharing.verbs import KeptFrom
from tests.builders import agreed
from tests.children.glass import DANGER, WHY_NOW, later, opens, posted, sees
from tests.children.linked import pair
from tests.children.pages import NAME, a_child, browser, read, says
from tests.conftest import become

NO_SUCH = "C-7F3K-Q2"


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def test_whoever_opens_it_sees_the_story_and_everybody_who_must_is_told_at_once(northmoor, child):
    assert sees(northmoor, child) == (False, False)
    grant = opens(northmoor, child)
    assert sees(northmoor, child) == (True, True)
    assert sees(northmoor, child, "rhys") == (False, False)
    assert grant.until - grant.opened_at == timedelta(minutes=60)
    with become(WORKER):
        told = Notice.objects.filter(about_id=grant.pk, code="glass.broken")
        places = set(told.values_list("team__slug", "member__practitioner__name"))
    assert places == {("eastmoor-duty", None), ("hub-stewards", "Petra"), ("hub-stewards", "Pavel")}
    with acting_as(amara := northmoor.actor("amara")):
        assert Grant.objects.visible_to(amara).get().danger == DANGER
        looks = [str(one.sentence) for one in who_has_looked(child.id, amara)]
        assert "opened the record for an hour, because somebody was in danger" in looks


def test_a_second_person_owes_a_word_on_it_within_two_working_days(northmoor, child):
    grant = opens(northmoor, child, "wanda")
    with acting_as(perla := northmoor.actor("perla")):
        duty = Duty.objects.visible_to(perla).get(kind=DutyKind.REVIEW_GLASS, about_id=grant.pk)
    assert (duty.policy, duty.owner_id, duty.child_id) == ("glass_review", northmoor.memberships["perla"].pk, None)
    assert duty.due_at - grant.opened_at > timedelta(days=1)


def test_where_nobody_looks_after_data_the_team_that_leads_owes_it(northmoor, child):
    with become(WORKER):
        Membership.objects.filter(role=RoleName.DATA_PROTECTION_LEAD).update(ended_at=now())
    grant = opens(northmoor, child)
    with acting_as(amara := northmoor.actor("amara")):
        duty = Duty.objects.visible_to(amara).get(kind=DutyKind.REVIEW_GLASS, about_id=grant.pk)
    assert duty.owner_team.slug == "eastmoor-duty"


def test_it_closes_after_the_hour_by_the_databases_clock_in_the_middle_of_a_transaction(northmoor, child):
    grant = opens(northmoor, child)
    with acting_as(chidi := northmoor.actor("chidi")):
        assert Entry.objects.filter(child=child).exists()
        later(grant)
        for model in (Child, Entry, Claim, Record):
            assert not model.objects.all().exists(), model
            assert not model.objects.visible_to(chidi).exists(), model
        with pytest.raises(NotFound):
            verbs.find_child(reference=child.reference, by=chidi)
    assert browser(northmoor, "chidi").get(f"/children/{child.reference}/").status_code == 404


def test_a_minute_before_the_hour_it_is_open_still(northmoor, child):
    grant = opens(northmoor, child)
    later(grant, hours=0)
    assert sees(northmoor, child) == (True, True)


def test_it_is_for_one_person_and_not_for_the_team(northmoor, child):
    opens(northmoor, child, "wanda")
    colleague = Membership.objects.create(
        practitioner=northmoor.practitioner("rhys"),
        team=northmoor.team("westmoor-duty"),
        agency_id=northmoor.team("westmoor-duty").agency_id,
        role=RoleName.PRACTITIONER,
    )
    northmoor.memberships["colleague"] = colleague
    assert sees(northmoor, child, "wanda") == (True, True)
    assert sees(northmoor, child, "colleague") == (False, False)


def test_a_leaver_and_a_lapsed_agency_see_nothing_more_at_once(northmoor, child):
    opens(northmoor, child)
    agreed(Agency.objects.get(pk=northmoor.actor("chidi").agency_id), standing=Standing.ENDED)
    assert sees(northmoor, child) == (False, False)
    opens(northmoor, child, "wanda")
    before = northmoor.actor("wanda")
    Membership.objects.filter(pk=before.membership_id).update(ended_at=now())
    with acting_as(before):
        assert not Child.objects.all().exists()


@pytest.mark.parametrize("who", ["robin", "dana", "hana", "farid", "petra"])
def test_who_may_not_open_at_all(northmoor, child, who):
    with pytest.raises(NotAllowed):
        opens(northmoor, child, who)
    assert browser(northmoor, who).get("/children/danger/").status_code == 403


def test_an_agencys_system_may_not(northmoor, child):
    with acting_as(dana := northmoor.actor("dana")):
        made = create_token(agency=northmoor.team("westmoor-nurses").agency, name="diary", by=dana)
    by = actor_for_token(made.secret)
    with acting_as(by), pytest.raises(NotAllowed):
        verbs.break_glass(reference=child.reference, danger=DANGER, why_now=WHY_NOW, by=by)
    with acting_as(by):
        assert broken_by_hand(child.reference) == []


def broken_by_hand(reference: str, minutes: int = 60) -> list:
    """The database's own function, asked by whoever is bound, past every verb."""
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_break_glass(%s, %s, 'knife', 'now', %s)", [reference, uuid7(), minutes])
        return cursor.fetchall()


@pytest.mark.parametrize("who", ["robin", "dana", "farid", "petra"])
def test_the_database_asks_for_itself_who_may(northmoor, child, who):
    with acting_as(northmoor.actor(who)):
        assert broken_by_hand(child.reference) == []


def test_the_database_never_opens_for_longer_than_an_hour(northmoor, child):
    with acting_as(chidi := northmoor.actor("chidi")):
        assert len(broken_by_hand(child.reference, minutes=6000)) == 1
        grant = Grant.objects.visible_to(chidi).get()
    assert grant.until - grant.opened_at == timedelta(minutes=60)


def test_immigration_enforcement_never(northmoor, child):
    Agency.objects.filter(pk=northmoor.actor("chidi").agency_id).update(discipline=Discipline.IMMIGRATION)
    with pytest.raises(NotAllowed):
        opens(northmoor, child)
    with acting_as(northmoor.actor("chidi")):
        assert broken_by_hand(child.reference) == []


def test_an_agency_whose_agreement_has_lapsed_may_not(northmoor, child):
    agreed(Agency.objects.get(pk=northmoor.actor("chidi").agency_id), standing=Standing.ENDED)
    with pytest.raises(NotAllowed):
        opens(northmoor, child)
    with acting_as(northmoor.actor("chidi")):
        assert broken_by_hand(child.reference) == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"reference": " "}, "glass_reference_needed"),
        ({"danger": " "}, "glass_danger_needed"),
        ({"why_now": "\n"}, "glass_why_needed"),
        ({"danger": "x" * 1001}, "glass_words_too_long"),
        ({"why_now": "x" * 1001}, "glass_words_too_long"),
    ],
)
def test_what_must_be_said(northmoor, child, more, code):
    with pytest.raises(Refused) as refused:
        opens(northmoor, child, **more)
    assert refused.value.code == code
    with become(WORKER):
        assert not Grant.objects.exists()


@pytest.mark.parametrize("who", ["amara", "chidi"])
def test_nothing_is_opened_that_is_open_already(northmoor, child, who):
    if who == "chidi":
        opens(northmoor, child)
    with pytest.raises(Refused, match="glass_not_needed"):
        opens(northmoor, child, who)


def test_a_team_that_only_told_us_something_may_open_it(northmoor, child):
    amaras = says(northmoor, "amara", child, FactKind.NATIONALITY, "Kosovan")
    with acting_as(northmoor.actor("efa")):
        assert not Claim.objects.filter(pk=amaras.pk).exists()
    opens(northmoor, child, "efa")
    with acting_as(northmoor.actor("efa")):
        assert Claim.objects.filter(pk=amaras.pk).exists()


def test_the_page_says_until_when_and_it_can_be_closed_early(northmoor, child):
    answer = posted(northmoor, child.reference.lower())
    assert answer["Location"] == f"/children/{child.reference}/"
    chidi = browser(northmoor, "chidi")
    for section in ("", "story/", "facts/", "sharing/"):
        page = read(chidi, child, section)
        assert "Open because somebody is in danger" in page, section
        assert "You see this record until" in page
    assert NAME in page
    assert "Open because somebody is in danger" not in read(browser(northmoor, "amara"), child)
    assert chidi.post(f"/children/{child.reference}/danger/end/").status_code == 302
    assert chidi.get(f"/children/{child.reference}/").status_code == 404
    assert chidi.post(f"/children/{child.reference}/danger/end/").status_code == 404
    with acting_as(amara := northmoor.actor("amara")):
        assert Event.objects.visible_to(amara).filter(happening="glass.ended", child_id=child.pk).exists()


def test_whoever_knows_the_child_is_asked_first_and_shut_out(northmoor):
    from tests.children.test_knowing import nobody_has_answered

    child = nobody_has_answered(northmoor)
    assert opens(northmoor, child)
    chidi, page = browser(northmoor, "chidi"), f"/children/{child.reference}/"
    assert "/knows/" in chidi.get(page)["Location"]
    assert "kept from you" in chidi.post(f"{page}knows/", {"knows": "yes"}).content.decode()
    assert chidi.get(page).status_code == 404


@pytest.mark.parametrize("who", ["amara", "farid", "petra"])
def test_whoever_oversees_it_closes_it(northmoor, child, who):
    grant = opens(northmoor, child)
    with acting_as(by := northmoor.actor(who)):
        verbs.end_glass(grant=grant, by=by)
    assert sees(northmoor, child) == (False, False)
    with acting_as(by), pytest.raises(Conflict):
        verbs.end_glass(grant=grant, by=by)


@pytest.mark.parametrize(("who", "error"), [("robin", NotAllowed), ("efa", NotFound), ("wanda", NotFound)])
def test_others_do_not_close_it(northmoor, child, who, error):
    grant = opens(northmoor, child)
    with acting_as(by := northmoor.actor(who)), pytest.raises(error):
        verbs.end_glass(grant=grant, by=by)


def test_who_sees_for_an_hour_answers_no_team_and_decides_no_link(northmoor):
    two = pair(northmoor)
    with acting_as(efa := northmoor.actor("efa")):
        record = Record.objects.visible_to(efa).get(child=two.known)
        request = verbs.ask_to_work(record=record, doing="Meets him.", by=efa)
    opens(northmoor, two.known, "rhys")
    with acting_as(rhys := northmoor.actor("rhys")):
        asked = InvolvementRequest.objects.visible_to(rhys).get(pk=request.pk)
        with pytest.raises(NotAllowed):
            verbs.answer_request(request=asked, granted=True, reason="", revision=1, by=rhys)
        decision = verbs.decide_link(question=two.question, outcome=Outcome.SAME, reason="Surely.", by=rhys)
        assert LinkDecision.objects.visible_to(rhys).get(pk=decision.pk).standing == "proposed"
        with pytest.raises(NotAllowed):
            verbs.keep_child_from(
                child=two.known, whom=KeptFrom(practitioner_id=northmoor.practitioner("gwen").id, reason="No."), by=rhys
            )


def test_what_they_add_is_their_own_teams_and_their_team_has_told_us_something(northmoor, child):
    opens(northmoor, child)
    with acting_as(chidi := northmoor.actor("chidi")):
        record = verbs.own_record(child=child, by=chidi)
        verbs.add_fact(record=record, fact=verbs.Fact(FactKind.NATIONALITY, "Kosovan", Basis.CHILD_SAYS), by=chidi)
    with acting_as(amara := northmoor.actor("amara")):
        assert Record.objects.visible_to(amara).get(pk=record.pk).team_id == chidi.team_id
    with become(WORKER):
        grant = Grant.objects.get()
    later(grant)
    with acting_as(chidi):
        assert set(Entry.objects.values_list("team_id", flat=True)) <= {chidi.team_id}
        assert Involvement.objects.get(team_id=chidi.team_id).capacity == Capacity.CONTRIBUTOR


def test_nothing_is_opened_that_the_ledger_cannot_remember(northmoor, child, monkeypatch):
    grant = opens(northmoor, child, "wanda")

    def broken(*_given, **_more) -> None:
        raise OSError("the ledger cannot be written")

    monkeypatch.setattr("cairn.children.verbs.glass.ledger.record", broken)
    for do in (lambda: opens(northmoor, child), lambda: opens(northmoor, NO_SUCH)):
        with pytest.raises(OSError, match="ledger"):
            do()
    with acting_as(wanda := northmoor.actor("wanda")), pytest.raises(OSError, match="ledger"):
        verbs.end_glass(grant=grant, by=wanda)
    with become(WORKER):
        assert [each.ended_at for each in Grant.objects.all()] == [None]
        assert Duty.objects.filter(kind=DutyKind.REVIEW_GLASS).count() == 1
    assert sees(northmoor, child) == (False, False)


@pytest.mark.parametrize(
    "change", ["until = until + interval '1 day'", "danger = 'none'", "ended_by_id = opened_by_id"]
)
def test_not_even_the_owner_changes_what_was_opened(northmoor, child, change):
    opens(northmoor, child)
    with pytest.raises(IntegrityError), become(OWNER), connection.cursor() as cursor:
        cursor.execute(f"update sharing_grant set {change}")


def test_nobody_puts_in_a_row_by_hand(northmoor, child):
    grant = opens(northmoor, child, "wanda")
    with acting_as(chidi := northmoor.actor("chidi")), pytest.raises(ProgrammingError), transaction.atomic():
        grant.pk, grant.opened_by_id = uuid7(), chidi.membership_id
        grant.save(force_insert=True)


def test_lengths_out_of_reason_are_no_policy():
    row = '[[version]]\nversion = "1"\neffective_from = 2020-01-01\ncertainty = "local"\nsource = "x"\n'
    good = row + "minutes = 60\nopened_a_day = 3\ntried_a_day = 5\n"
    assert read_limits(good)[0].minutes == 60
    for bad in ("minutes = 61\nopened_a_day = 3\ntried_a_day = 5", "minutes = 60\nopened_a_day = 0\ntried_a_day = 5"):
        with pytest.raises(ValueError, match="opens"):
            read_limits(row + bad)


def test_only_who_may_open_is_shown_the_way_there(northmoor, child):
    way = "Somebody is in danger, and you were told a child’s reference"
    assert way in browser(northmoor, "chidi").get("/children/find/").content.decode()
    assert way not in browser(northmoor, "robin").get("/children/find/").content.decode()
