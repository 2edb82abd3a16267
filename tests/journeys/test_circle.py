"""The circle: why each is here, a colleague who steps in, and a team that is brought in and goes again (R-011)."""

import pytest
from django.db import connection, transaction

from cairn.core.clock import now
from cairn.partnership.kinds import RoleName
from cairn.partnership.models import Membership, Team
from tests.builders import child_of, raised
from tests.journeys.browsing import PHONE

WHY = "Amara is ill and he is waiting at the station."


@pytest.fixture(scope="module")
def child(live) -> str:
    """The address of a child of Amara's desk; Bilal has moved to another team of her authority."""
    place = live.northmoor
    with transaction.atomic():
        concern = raised(place.actor("efa"))
    with transaction.atomic():
        known = child_of(concern, place.actor("amara"))
        agency = place.team("eastmoor-duty").agency
        team = Team.objects.create(agency=agency, slug="eastmoor-leaving-care", name="Leaving Care")
        bilal = place.memberships["bilal"]
        Membership.objects.filter(pk=bilal.pk).update(ended_at=now())
        Membership.objects.create(practitioner=bilal.practitioner, team=team, agency=agency, role=RoleName.PRACTITIONER)
    connection.close()
    return f"/children/{known.reference}/"


def test_each_says_why_it_is_here_and_a_colleague_steps_in(browsing, child):
    amara = browsing.member("amara", **PHONE)
    amara.opens(f"{child}sharing/").reads("Why they are here: not said yet", "Eastmoor Duty")
    amara.presses("Say why we are here", "link").presses("Say it").reads("Say in a line why your team is here.")
    amara.types("Why we are here", "To plan with him.").types("What we cannot keep", "Any word of harm.")
    amara.types("What we cannot do", "Be there at night.").presses("Say it").reads("To plan with him.")
    bilal = browsing.member("bilal")
    bilal.opens(child).reads("Your agency is involved with this child", "Eastmoor Duty")
    bilal.presses("Step in").reads("Say why you step in").types("Why do you step in?", WHY)
    bilal.presses("Step in").opens(f"{child}sharing/").reads("stepped in, for a time", WHY)
    amara.opens("/inbox/").reads("A colleague stepped in around a child you work with, and says why")
    amara.opens(f"{child}sharing/").reads(WHY)


def test_a_team_is_brought_in_and_goes_again(browsing, child):
    amara = browsing.member("amara")
    amara.opens(f"{child}circle/bring-in/").presses("Bring them in").reads("Choose the team.")
    amara.page.get_by_label("Which team?").select_option(label="Guardian Service: Guardians")
    amara.chooses("guardian or advocate").types("On what basis?", "He asked for one.")
    amara.presses("Bring them in").reads("They are around the child from now on", "He asked for one.")
    gwen = browsing.member("gwen", **PHONE)
    gwen.opens("/inbox/").reads("Your team was brought in around a child")
    gwen.opens(f"{child}sharing/").presses("End what Guardians does here", "link")
    gwen.types("Why does it end?", "Another guardian has him.").presses("End it")
    amara.opens(f"{child}sharing/")
    amara.page.get_by_text("Who was here before").click()
    amara.reads("Another guardian has him.")


def test_what_to_be_kept_from_is_said_on_the_account_page(browsing):
    efa = browsing.member("efa", **PHONE)
    efa.opens("/account/").presses("Names and addresses to be kept from you", "link")
    efa.types("Names of close family", "Noor Sayer").presses("Keep these from me").reads("1 is noted.")
