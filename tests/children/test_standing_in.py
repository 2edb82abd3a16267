"""A colleague outside the circle, and a team on shift out of hours: what they see, and until when (R-011, R-191)."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.test import Client

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import Capacity
from cairn.children.models import Child, Involvement, Record
from cairn.children.queries.circle import place_of
from cairn.children.queries.standing_in import colleagues_around
from cairn.chronology.models import Entry
from cairn.core.clock import now, pretending
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.postgres import WORKER
from cairn.ledger.kinds import OPENED
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.partnership.kinds import Discipline, RoleName
from cairn.partnership.models import Agency, Membership, Practitioner, Team
from cairn.partnership.queries import actor_for, shift_of
from cairn.sharing.models import Declaration
from cairn.sharing.verbs import KeptFrom
from tests.builders import child_of, raised
from tests.children.pages import a_child, browser, read, writes
from tests.conftest import become
from tests.partnership.people import sign_in

WHY = "Amara is ill and he is waiting at the station."
# Far ahead, so that a shift that begins then is not over by the database's own clock. A Saturday night, and a Tuesday.
NIGHT, DAY = datetime(2090, 1, 7, 22, tzinfo=UTC), datetime(2090, 1, 10, 11, tzinfo=UTC)
OPENS = datetime(2090, 1, 9, 8, 45, tzinfo=UTC)


@pytest.fixture
def child(northmoor):
    found = a_child(northmoor)
    writes(northmoor, "amara", found, "Her uncle rang.")
    return found


@pytest.fixture
def cora(northmoor):
    """A colleague of Amara's in another team of the same authority, who has said that she knows nobody here."""
    return colleague(northmoor, "cora", RoleName.PRACTITIONER)


def colleague(northmoor, name, role) -> Membership:
    duty = northmoor.team("eastmoor-duty")
    team, _ = Team.objects.get_or_create(
        slug="eastmoor-leaving-care", defaults={"agency": duty.agency, "name": "Leaving Care", "phone": "01632 960010"}
    )
    person = Practitioner.objects.create_user(f"{name}@northmoor.example", name=name.title())
    return Membership.objects.create(practitioner=person, team=team, agency=duty.agency, role=role)


def knows_nobody(member: Membership, child: Child) -> None:
    with become(WORKER):
        Declaration.objects.create(practitioner=member.practitioner, membership=member, child_id=child.id, knows=False)


def client_of(member: Membership):
    return sign_in(Client(), member.practitioner)


def seen(member: Membership, child: Child) -> tuple[bool, bool]:
    """Whether they see the child, and the story; the database alone must say the same."""
    by = actor_for(member)
    with acting_as(by):
        for model in (Child, Entry, Involvement, Record):
            assert {one.pk for one in model.objects.visible_to(by)} == {one.pk for one in model.objects.all()}
        return (
            Child.objects.visible_to(by).filter(pk=child.pk).exists(),
            Entry.objects.visible_to(by).filter(child=child).exists(),
        )


def steps_in(member, child, reason=WHY):
    by = actor_for(member)
    with acting_as(by):
        return verbs.step_in(reference=child.reference, reason=reason, by=by)


def events(northmoor, **asked) -> list[Event]:
    farid = northmoor.actor("farid")
    with acting_as(farid):
        return list(Event.objects.visible_to(farid).filter(**asked))


def test_a_colleague_learns_that_the_agency_is_involved_and_whom_to_ring_and_nothing_else(northmoor, child, cora):
    client = client_of(cora)
    answer = client.get(f"/children/{child.reference}/")
    assert answer["Location"] == f"/children/{child.reference}/circle/step-in/"
    page = client.get(answer["Location"]).content.decode()
    assert "Eastmoor Duty" in page
    assert "tel:+441632960002" in page
    for word in ("Nguyen", "uncle", "Outreach", "Efa", "Amara"):
        assert word not in page
    assert seen(cora, child) == (False, False)
    assert len(events(northmoor, happening="involvement.shown", child_id=child.id)) == 1


@pytest.mark.parametrize("way", ["/children/{0}/sharing/", "/children/{0}/facts/add/", "/children/{0}/knows/"])
def test_every_page_of_the_child_leads_a_colleague_there(child, cora, way):
    assert client_of(cora).get(way.format(child.reference))["Location"].endswith("/circle/step-in/")


def test_a_search_for_the_reference_leads_there_too(child, cora):
    answer = client_of(cora).post("/children/find/", {"number": child.reference})
    assert answer.get("Location", "").endswith("/circle/step-in/")


def test_the_api_tells_a_colleague_nothing(child, cora):
    assert client_of(cora).get(f"/api/v1/children/{child.reference}").status_code == 404


def test_strangers_learn_nothing(northmoor, child):
    for name in ("chidi", "bilal", "gwen", "wanda"):
        client = browser(northmoor, name)
        for path in ("", "circle/step-in/"):
            assert client.get(f"/children/{child.reference}/{path}").status_code == 404


@pytest.mark.parametrize("role", [RoleName.ADMINISTRATOR, RoleName.ANALYST, RoleName.DATA_PROTECTION_LEAD])
def test_whoever_opens_no_child_learns_nothing_by_this_way_either(northmoor, child, role):
    member = colleague(northmoor, "dana2", role)
    assert client_of(member).get(f"/children/{child.reference}/circle/step-in/").status_code == 403
    by = actor_for(member)
    with acting_as(by):
        assert colleagues_around(child.reference, by) is None


def test_a_child_of_whom_nothing_may_be_confirmed_is_not_there_for_colleagues(child, cora):
    with become(WORKER):
        Child.objects.filter(pk=child.pk).update(no_confirm=True)
    assert client_of(cora).get(f"/children/{child.reference}/").status_code == 404


def test_nor_is_a_child_that_is_kept_from_them(northmoor, child, cora):
    amara = northmoor.actor("amara")
    with acting_as(amara):
        whom = KeptFrom(practitioner_id=cora.practitioner_id, reason="He is her nephew.")
        verbs.keep_child_from(child=child, whom=whom, by=amara)
    assert client_of(cora).get(f"/children/{child.reference}/").status_code == 404
    with pytest.raises(NotFound):
        steps_in(cora, child)


def test_nor_does_an_immigration_team_step_in(northmoor, child, cora):
    Agency.objects.filter(pk=cora.agency_id).update(discipline=Discipline.IMMIGRATION)
    with pytest.raises(NotFound):
        steps_in(cora, child)


def test_a_colleague_steps_in_with_a_reason_that_the_lead_sees_at_once(northmoor, child, cora):
    client = client_of(cora)
    answer = client.post(f"/children/{child.reference}/circle/step-in/", {"reason": WHY})
    assert answer["Location"] == f"/children/{child.reference}/"
    assert seen(cora, child) == (True, True)
    first = client.get(answer["Location"])
    assert "/knows/" in first["Location"], "whoever steps in says first whether they know the child"
    amara = northmoor.actor("amara")
    with acting_as(amara):
        assert Notice.objects.visible_to(amara).filter(code="circle.stepped_in").count() == 1
    page = read(browser(northmoor, "amara"), child, "sharing/")
    assert WHY in page
    assert "stepped in, for a time" in page


def test_it_is_for_a_few_working_days(child, cora):
    with pretending(DAY):
        assert steps_in(cora, child).until.date() == (DAY + timedelta(days=7)).date()


def test_stepping_in_is_for_one_person_and_ends_by_itself_mid_session(northmoor, child, cora):
    other = colleague(northmoor, "olga", RoleName.PRACTITIONER)
    place = steps_in(cora, child)
    knows_nobody(cora, child)
    client = client_of(cora)
    assert "uncle" in read(client, child, "story/")
    assert seen(other, child) == (False, False)
    assert client_of(other).get(f"/children/{child.reference}/")["Location"].endswith("/circle/step-in/")
    with become(WORKER):
        Involvement.objects.filter(pk=place.pk).update(
            started_at=now() - timedelta(hours=2), until=now() - timedelta(hours=1)
        )
    assert seen(cora, child) == (False, False)
    assert client.get(f"/children/{child.reference}/story/")["Location"].endswith("/circle/step-in/")


@pytest.mark.parametrize(("reason", "code"), [(" ", "step_in_reason_needed"), ("x" * 501, "words_too_long")])
def test_stepping_in_needs_a_reason(child, cora, reason, code):
    with pytest.raises(Refused, match=code):
        steps_in(cora, child, reason)


def test_the_page_says_so_and_loses_nothing(child, cora):
    page = client_of(cora).post(f"/children/{child.reference}/circle/step-in/", {"reason": ""}).content.decode()
    assert "Say why you step in" in page


def test_once_is_enough(child, cora):
    steps_in(cora, child)
    with pytest.raises(Refused, match="in_circle_already"):
        steps_in(cora, child)


def test_a_reader_is_told_whom_to_ring_and_does_not_step_in(northmoor, child):
    reader = colleague(northmoor, "rita", RoleName.READER)
    page = client_of(reader).get(f"/children/{child.reference}/circle/step-in/").content.decode()
    assert "Eastmoor Duty" in page
    assert "Step in" not in page
    with pytest.raises(NotAllowed):
        steps_in(reader, child)


def test_nobody_sees_more_by_stepping_in_than_those_they_step_in_for(northmoor, child):
    outreach = northmoor.team("outreach")
    team = Team.objects.create(agency=outreach.agency, slug="street-nights", name="Street Nights")
    person = Practitioner.objects.create_user("sol@northmoor.example", name="Sol")
    sol = Membership.objects.create(practitioner=person, team=team, agency=outreach.agency, role=RoleName.PRACTITIONER)
    page = client_of(sol).get(f"/children/{child.reference}/circle/step-in/").content.decode()
    assert "Outreach" in page
    assert "Step in" not in page
    with pytest.raises(NotAllowed):
        steps_in(sol, child)


def test_nobody_steps_in_that_the_ledger_cannot_remember(child, cora, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("the ledger is full")

    monkeypatch.setattr("cairn.ledger.verbs.record", broken)
    with pytest.raises(RuntimeError):
        steps_in(cora, child)
    assert seen(cora, child) == (False, False)


def test_a_place_for_a_time_is_none_to_step_in_for(northmoor, child, cora):
    steps_in(cora, child)
    with become(WORKER):
        Involvement.objects.filter(team=northmoor.team("eastmoor-duty")).update(ended_at=now())
    other = colleague(northmoor, "olga", RoleName.PRACTITIONER)
    assert client_of(other).get(f"/children/{child.reference}/").status_code == 404


@pytest.fixture
def by_day(northmoor):
    """A child raised while the desk is open, so that the night team has heard nothing of it."""
    with pretending(DAY):
        found = child_of(raised(northmoor.actor("efa")), northmoor.actor("amara"))
        writes(northmoor, "amara", found, "Her uncle rang.")
    return found


def test_a_shift_is_when_the_desk_is_closed(northmoor):
    night = (northmoor.team("eastmoor-night").pk,)
    shift = shift_of(night, NIGHT)
    assert shift is not None
    assert (shift.desks, shift.until) == ((northmoor.team("eastmoor-duty").pk,), OPENS)
    assert shift_of(night, DAY) is None
    assert shift_of((northmoor.team("eastmoor-duty").pk,), NIGHT) is None
    assert shift_of((), NIGHT) is None


def test_the_night_team_works_for_the_children_of_its_area_while_on_shift(northmoor, by_day):
    yusuf = northmoor.memberships["yusuf"]
    with pretending(NIGHT):
        page = read(browser(northmoor, "yusuf"), by_day, "story/")
        assert "uncle" in page
        assert seen(yusuf, by_day) == (True, True)
        with acting_as(by := northmoor.actor("yusuf")):
            place = Involvement.objects.visible_to(by).get(child=by_day, team=yusuf.team)
            assert place_of(by_day, by).is_on_shift
        assert (place.capacity, place.until, place.only_for_id) == (Capacity.ON_SHIFT, OPENS, None)
        looks = events(northmoor, happening=OPENED, child_id=by_day.id, practitioner_id=yusuf.practitioner_id)
        assert {one.purpose for one in looks} == {"on shift"}
        assert "on shift, out of hours" in read(browser(northmoor, "amara"), by_day, "sharing/")


def test_a_shift_around_a_child_lasts_until_its_own_desk_opens_and_not_an_earlier_one(northmoor, by_day):
    night, duty = northmoor.team("eastmoor-night"), northmoor.team("eastmoor-duty")
    early = Team.objects.create(
        slug="early", agency=duty.agency, name="Early", stand_in=night, opens=time(7, 30), closes=time(16)
    )
    with pretending(NIGHT):
        shift = shift_of((night.pk,), NIGHT)
        assert shift is not None
        assert (set(shift.desks), shift.until < OPENS) == ({early.pk, duty.pk}, True)
        with acting_as(by := northmoor.actor("yusuf")):
            verbs.open_child(reference=by_day.reference, by=by)
            place = Involvement.objects.visible_to(by).get(child=by_day, team=night)
    assert place.until == OPENS


def test_one_shift_is_one_place_and_the_next_one_uses_the_same_record(northmoor, by_day):
    yusuf = northmoor.actor("yusuf")
    with pretending(NIGHT), acting_as(yusuf):
        for _ in range(2):
            verbs.open_child(reference=by_day.reference, by=yusuf)
    with become(WORKER):
        Involvement.objects.filter(team=northmoor.team("eastmoor-night")).update(
            started_at=now() - timedelta(hours=9), until=now() - timedelta(hours=1)
        )
    with pretending(NIGHT + timedelta(days=3)), acting_as(yusuf):
        verbs.open_child(reference=by_day.reference, by=yusuf)
    with become(WORKER):
        places = Involvement.objects.filter(team=northmoor.team("eastmoor-night"), child=by_day)
        assert places.count() == 2
        assert len({one.record_id for one in places}) == 1
        assert places.filter(ended_at=None).count() == 1


def test_sight_ends_when_the_shift_ends(northmoor, by_day):
    yusuf = northmoor.memberships["yusuf"]
    by = northmoor.actor("yusuf")
    with pretending(NIGHT), acting_as(by):
        verbs.open_child(reference=by_day.reference, by=by)
    with become(WORKER):
        Involvement.objects.filter(team=yusuf.team).update(
            started_at=now() - timedelta(hours=9), until=now() - timedelta(hours=1)
        )
    assert seen(yusuf, by_day) == (False, False)
    with pretending(DAY):
        page = browser(northmoor, "yusuf").get(f"/children/{by_day.reference}/")
        assert page["Location"].endswith("/circle/step-in/")


def test_by_day_the_night_team_is_not_on_shift(northmoor, by_day):
    with pretending(DAY):
        answer = browser(northmoor, "yusuf").get(f"/children/{by_day.reference}/")
        assert answer["Location"].endswith("/circle/step-in/")


def test_a_night_team_stands_in_for_no_other_area(northmoor):
    with pretending(DAY):
        child = child_of(
            raised(northmoor.actor("chidi"), "A girl came with a man.", area="westmoor"), northmoor.actor("wanda")
        )
    with pretending(NIGHT):
        assert browser(northmoor, "yusuf").get(f"/children/{child.reference}/").status_code == 404


def test_a_night_team_that_has_told_us_something_sees_the_story_while_on_shift(northmoor):
    yusuf, amara = northmoor.actor("yusuf"), northmoor.actor("amara")
    with pretending(DAY):
        child = child_of(raised(yusuf, "He rang us from the station."), amara)
        writes(northmoor, "amara", child, "Her uncle rang.")
        assert "You do not see what others wrote" in read(browser(northmoor, "yusuf"), child)
    with pretending(NIGHT):
        assert "uncle" in read(browser(northmoor, "yusuf"), child, "story/")


def test_the_night_team_too_says_first_whether_it_knows_the_child(northmoor, by_day):
    member = Membership.objects.create(
        practitioner=Practitioner.objects.create_user("nia@northmoor.example", name="Nia"),
        team=northmoor.team("eastmoor-night"),
        agency=northmoor.team("eastmoor-night").agency,
        role=RoleName.PRACTITIONER,
    )
    with pretending(NIGHT):
        answer = client_of(member).get(f"/children/{by_day.reference}/")
        assert "/knows/" in answer["Location"]


def test_a_reader_of_the_night_team_and_a_blocked_one_take_no_shift(northmoor, by_day):
    amara = northmoor.actor("amara")
    reader = Membership.objects.create(
        practitioner=Practitioner.objects.create_user("nia@northmoor.example", name="Nia"),
        team=northmoor.team("eastmoor-night"),
        agency=northmoor.team("eastmoor-night").agency,
        role=RoleName.READER,
    )
    with acting_as(amara):
        whom = KeptFrom(practitioner_id=northmoor.practitioner("yusuf").id, reason="He is his uncle.")
        verbs.keep_child_from(child=by_day, whom=whom, by=amara)
    with pretending(NIGHT):
        assert client_of(reader).get(f"/children/{by_day.reference}/")["Location"].endswith("/circle/step-in/")
        assert browser(northmoor, "yusuf").get(f"/children/{by_day.reference}/").status_code == 404


def found_by_name(northmoor, name):
    return browser(northmoor, name).post("/children/find/", {"name": "Nguyen Van Tang", "born": "14"}).content.decode()


def test_the_night_team_finds_the_children_of_its_area_by_name_while_on_shift(northmoor, by_day):
    with pretending(NIGHT):
        page = found_by_name(northmoor, "yusuf")
        assert f"/children/{by_day.reference}/" in page
        assert "Children of the area for which you are on shift" in page
        for stranger in ("chidi", "bilal", "gwen"):
            assert by_day.reference not in found_by_name(northmoor, stranger)
        with become(WORKER):
            assert not Involvement.objects.filter(team=northmoor.team("eastmoor-night")).exists()
            Child.objects.filter(pk=by_day.pk).update(no_confirm=True)
        assert by_day.reference not in found_by_name(northmoor, "yusuf")
    with pretending(DAY):
        assert by_day.reference not in found_by_name(northmoor, "yusuf")
