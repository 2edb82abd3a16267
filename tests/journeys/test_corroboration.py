"""A desk awaits an officer's word before it decides: the decision says so, and so does the hub's table (R-055)."""

import os

import pytest
from django.db import connection, transaction

from cairn.access.binding import acting_as
from cairn.referrals.models import Referral
from tests.builders import raised
from tests.journeys.browsing import PHONE

MISSING, WHY = "Another who saw the van.", "The panel has always asked for an officer."
MARK = "a statutory officer’s confirmation was still asked for"


@pytest.fixture
def put(live) -> tuple[str, str]:
    """What a charity raised and the desk must answer: where the desk reads it, and where the sender does."""
    efa, farid = live.northmoor.actor("efa"), live.northmoor.actor("farid")
    with transaction.atomic():
        concern = raised(efa)
    with acting_as(farid), transaction.atomic():
        found = Referral.objects.visible_to(farid).get(concern=concern)
    connection.close()
    return f"/referrals/{found.id}/", f"/concerns/{concern.reference}/"


def picture(person, name: str) -> None:
    folder = os.environ.get("CAIRN_PICTURES")
    if folder:
        person.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_a_decision_that_waited_for_an_officer_says_so(browsing, put):
    asked, sent = put
    amara = browsing.member("amara", **PHONE)
    amara.opens(asked).presses("Write down what is missing", "link").reads("The clock goes on", "Ask any source")
    amara.chooses("Only a statutory officer").types("What is missing?", MISSING).presses("Write it down")
    amara.reads("Say why it must be a statutory officer", MISSING)
    picture(amara, "asking")
    amara.types("Why must it be a statutory officer?", WHY).presses("Write it down")
    amara.reads("the clock goes on", "Awaiting confirmation by a statutory officer", MISSING, WHY)
    picture(amara, "awaiting")
    amara.presses("It has come (Another who saw the van.)", "link").reads("Has it come?", MISSING)
    picture(amara, "met")
    efa = browsing.member("efa", **PHONE)
    efa.opens(sent).reads("What they look for before they decide", MISSING, WHY)
    picture(efa, "sender")
    amara.opens(asked).chooses("Strategy discussion or section 47 enquiry")
    amara.types("Your reasons", "It fits.").types("Your words to the person who raised it", "Thank you.")
    amara.presses("Decide").opens(asked).reads(MARK, "says nothing about anybody’s good faith")
    picture(amara, "marked")
    farid = browsing.member("farid")
    farid.opens("/hub/").presses("Whose word agencies ask for", "link").reads("fewer than 5", "What the figures mean")
    picture(farid, "report")
