"""The pages of agreements: the hub and the administrator keep them, everybody reads their own agency's (R-190)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cairn.core.clock import today
from cairn.desk.presenters.shell import shell_for
from cairn.partnership.kinds import Standing
from cairn.partnership.queries import history_of
from tests.builders import agreed, raised
from tests.partnership import people


@pytest.fixture(autouse=True)
def whole_shell(monkeypatch):
    """These pages are read in the whole frame, with its navigation."""
    monkeypatch.setattr("cairn.ui.shell._provider", [shell_for])


def at(northmoor, name: str) -> Client:
    return people.sign_in(Client(), people.with_app(northmoor.practitioner(name)))


def read(client: Client, name: str, *args, status: int = 200) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def posted(**more) -> dict[str, str]:
    day = {"day": "1", "month": "1"}
    years = {"signed_on": today().year, "valid_from": today().year, "valid_until": today().year + 1}
    dates = {f"{name}-{part}": typed for name, year in years.items() for part, typed in {**day, "year": year}.items()}
    words = {"terms": "third", "signed_by": "Ada Finch", "countersigned_by": "Bo Marsh", "number": "1"}
    leads = {"safeguarding_lead": "Judith", "data_protection_lead": "Dev", "is_first_responder": "no"}
    return {**words, **dates, **leads, "remit": "We help.", **more}


def test_those_who_see_nothing_come_first_in_the_list(northmoor):
    agreed(northmoor.team("guardians").agency, until=today() - timedelta(days=3))
    agreed(northmoor.team("outreach").agency, standing=Standing.ENDED)
    page = read(at(northmoor, "farid"), "agreements")
    assert page.index("Safer Streets") < page.index("Guardian Service") < page.index("Aberddu Social Care")
    assert "lapsed 3 days ago" in page
    assert "what it does, and what it does not do" in page, "nobody here has a remit card"


def test_nobody_else_reads_the_list(northmoor):
    for name in ("amara", "hana"):
        read(at(northmoor, name), "agreements", status=403)


def test_the_own_agency_reads_its_agreement_and_cannot_sign_it(northmoor):
    own, other = northmoor.team("outreach").agency, northmoor.team("guardians").agency
    efa = at(northmoor, "efa")
    page = read(efa, "agreement", own.pk)
    assert "Head of safeguarding" in page
    assert "Record a renewal" not in page
    read(efa, "agreement_terms", own.pk)
    read(efa, "agreement", other.pk, status=403)
    read(efa, "agreement_sign", own.pk, status=403)


def test_an_agency_that_does_not_exist_is_not_found(northmoor):
    from cairn.core.ids import uuid7

    read(at(northmoor, "dana"), "agreement", uuid7(), status=404)


def test_a_renewal_is_recorded_and_the_form_begins_after_the_last_day(northmoor):
    agency = northmoor.team("outreach").agency
    agreed(agency, until=today() + timedelta(days=10))
    dana = at(northmoor, "dana")
    page = read(dana, "agreement_sign", agency.pk)
    assert f'value="{(today() + timedelta(days=11)).day}"' in page
    answer = dana.post(reverse("agreement_sign", args=[agency.pk]), posted(number="2"), follow=True)
    assert "Recorded. It counts from its first day." in answer.content.decode()
    assert history_of(agency)[0].signed_by == "Ada Finch"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"countersigned_by": "ada finch"}, "Two people sign"),
        ({"number": "7"}, "Somebody has signed or ended this agreement meanwhile"),
        ({"signed_on-day": ""}, "signed"),
        ({"is_first_responder": ""}, "Say whether the agency is a first responder."),
        ({"remit": ""}, "this is missing: a remit card"),
    ],
)
def test_what_is_refused_is_said_and_nothing_typed_is_lost(northmoor, more, words):
    agency = northmoor.team("outreach").agency
    answer = at(northmoor, "dana").post(reverse("agreement_sign", args=[agency.pk]), posted(**more))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert "Judith" in page
    assert len(history_of(agency)) == 1


def test_an_agreement_is_ended_with_a_reason(northmoor):
    agency = northmoor.team("outreach").agency
    dana = at(northmoor, "dana")
    answer = dana.post(reverse("agreement_end", args=[agency.pk]), {"reason": "", "number": "1"})
    assert answer.status_code == 422
    page = dana.post(reverse("agreement_end", args=[agency.pk]), {"reason": "They closed.", "number": "1"}, follow=True)
    assert "From now on the agency sees nothing that others share" in page.content.decode()
    assert "They closed." in read(dana, "agreement", agency.pk)


def test_the_terms_say_that_they_are_a_template(northmoor):
    page = read(at(northmoor, "farid"), "agreement_terms", northmoor.team("outreach").agency.pk)
    assert "Template, to be checked by your lawyers" in page
    assert "Safer Streets" in page


def test_a_lapsed_agency_is_told_why_it_sees_little_and_whom_to_ring(northmoor):
    """On every page, and on the page of a child with which the team was working a moment ago (R-191)."""
    from tests.builders import child_of

    concern = raised(northmoor.actor("efa"))
    amara = at(northmoor, "amara")
    reference = child_of(concern, northmoor.actor("amara")).reference
    assert "Story" in read(amara, "children:child", reference)
    agreed(northmoor.team("eastmoor-duty").agency, until=today() - timedelta(days=1))
    page = read(amara, "children:child", reference)
    assert "agreement to share ended on" in page
    assert 'id="no-agreement"' in page
    assert "does not hold at present" in page
    assert "Somebody must first confirm" not in page
    assert "Hub Duty" in page
    assert "agreement to share ended on" in read(amara, "desk:my_work")


def test_a_lapsed_hub_is_told_that_its_empty_list_is_no_good_news(northmoor):
    raised(northmoor.actor("efa"))
    agreed(northmoor.team("hub-duty").agency, standing=Standing.ENDED)
    farid = at(northmoor, "farid")
    assert "agreement to share was ended on" in read(farid, "desk:hub")


def test_an_agency_that_never_signed_is_told_so(northmoor):
    from cairn.partnership.models import Agency, Membership, Practitioner, Team

    agency = Agency.objects.create(slug="new", name="New", sector="voluntary", discipline="charity")
    team = Team.objects.create(agency=agency, slug="new-team", name="New team")
    person = Practitioner.objects.create_user("nia@northmoor.example", name="Nia")
    Membership.objects.create(practitioner=person, team=team, agency=agency, role="practitioner")
    client = people.sign_in(Client(), people.with_app(person))
    assert "Your agency has no agreement to share." in read(client, "desk:my_work")
    assert "No agreement has been recorded yet." in read(client, "agreement", agency.pk)
