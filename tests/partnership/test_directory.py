"""A new installation gets its directory and its first people by commands (R-190)."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from cairn.core.errors import Refused
from cairn.partnership import presenters
from cairn.partnership.models import Agency, Area, Membership, Practitioner, SharingAgreement, Team

TOML = """
[[areas]]
slug = "fenmoor"
name = "Fenmoor"
nation = "england"

[[agencies]]
slug = "fenmoor-social-care"
name = "Fenmoor Children's Social Care"
sector = "statutory"
discipline = "social_care"
areas = ["fenmoor"]
signed_on = 2026-01-01
renew_by = 2027-01-01
safeguarding_lead = "Head of safeguarding"
data_protection_lead = "Data protection lead"

[[teams]]
slug = "fenmoor-night"
agency = "fenmoor-social-care"
name = "Fenmoor nights"
areas = ["fenmoor"]
kind = "out_of_hours"

[[teams]]
slug = "fenmoor-duty"
agency = "fenmoor-social-care"
name = "Fenmoor duty desk"
areas = ["fenmoor"]
kind = "duty_desk"
opens = 08:45:00
closes = 17:15:00
weekdays = "12345"
stand_in = "fenmoor-night"
"""


@pytest.fixture
def fenmoor(db, tmp_path):
    """A small directory, added from a file."""
    file = tmp_path / "directory.toml"
    file.write_text(TOML, encoding="utf-8")
    call_command("directory", str(file))
    return file


def test_a_file_becomes_the_directory(fenmoor):
    desk = Team.objects.get(slug="fenmoor-duty")
    assert (desk.stand_in.slug, desk.agency.slug, desk.areas.get().slug) == (
        "fenmoor-night",
        "fenmoor-social-care",
        "fenmoor",
    )
    assert SharingAgreement.objects.get().agency == desk.agency


def test_the_number_for_tonight_is_the_teams_own_area_and_never_a_guess(northmoor):
    amara, farid = northmoor.memberships["amara"], northmoor.memberships["farid"]
    shown = presenters._tonight(amara)
    assert shown is not None
    assert shown.name == northmoor.team("eastmoor-night").name
    assert presenters._tonight(farid) is None, "the hub serves several areas, so no single number is right"


def test_what_does_not_fit_is_refused_whole(db, tmp_path):
    file = tmp_path / "directory.toml"
    file.write_text(TOML.replace('areas = ["fenmoor"]', 'areas = ["nowhere"]'), encoding="utf-8")
    with pytest.raises(Refused, match="no_such_area"):
        call_command("directory", str(file))
    assert not Area.objects.exists()
    file.write_text("[[areas]]\nslug = ", encoding="utf-8")
    with pytest.raises(CommandError, match=r"directory\.toml"):
        call_command("directory", str(file))
    assert not Agency.objects.exists()


@pytest.mark.django_db
def test_a_new_installation_begins_with_nobody_who_could_sign_in():
    assert not Practitioner.objects.exists()


def test_the_first_person_joins_with_a_password_that_is_shown_once(fenmoor, capsys):
    call_command("people", "join", "Nia@Example.org", "--team", "fenmoor-duty", "--role", "manager", "--name", "Nia")
    password = capsys.readouterr().out.strip()
    person = Practitioner.objects.get(email="nia@example.org")
    assert person.check_password(password)
    assert Membership.objects.get(practitioner=person).role == "manager"
    call_command("people", "leave", "nia@example.org", "--team", "fenmoor-duty")
    assert Membership.objects.get(practitioner=person).ended_at is not None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("join", "a@example.org", "--team", "nowhere"), "no_such_team"),
        (("join", "a@example.org", "--team", "fenmoor-duty"), "no_such_practitioner"),
        (("leave", "a@example.org", "--team", "fenmoor-duty"), "no_such_practitioner"),
    ],
)
def test_people_commands_refuse_with_a_sentence(fenmoor, words, code):
    with pytest.raises(Refused, match=code):
        call_command("people", *words)
    assert not Practitioner.objects.exists()
