"""An agreement ends while somebody reads, is seen in the list, and is signed again: R-190 and R-191 at a screen."""

import pytest
from django.db import connection, transaction

from tests.builders import child_of, raised
from tests.journeys.browsing import PHONE


@pytest.fixture
def child(live) -> str:
    """The address of a child with whom Amara's team works."""
    place = live.northmoor
    with transaction.atomic():
        concern = raised(place.actor("efa"))
    with transaction.atomic():
        known = child_of(concern, place.actor("amara"))
    connection.close()
    return f"/children/{known.reference}/"


def test_sight_ends_with_the_agreement_and_comes_back_with_a_new_one(browsing, child):
    amara, dana = browsing.member("amara", **PHONE), browsing.member("dana")
    amara.opens(child).reads("At the door", "Story")
    when_dana_ends_it(dana)
    amara.opens(child).reads("agreement to share was ended on", "Ring: Hub Duty", "answer what you are asked")
    amara.finds_nothing_of("At the door")
    amara.presses("See whom to ring", "link").reads("End of a long dispute", "To renew it")
    when_dana_records_a_new_one(dana)
    amara.opens(child).reads("At the door").finds_nothing_of("agreement to share was ended on")


def when_dana_ends_it(dana) -> None:
    dana.opens("/").presses("Agreements", "link").reads("Eastmoor Social Care", "in force")
    dana.presses("Eastmoor Social Care", "link")
    dana.types("Why does it end?", "End of a long dispute").presses("End it now")
    dana.reads("From now on the agency sees nothing that others share")


def when_dana_records_a_new_one(dana) -> None:
    dana.presses("Record that it was signed").reads("What is missing", "a remit card")
    dana.types("Who signed for the agency?", "Ada Finch, director").types("Who signed for the partnership?", "Bo Marsh")
    dana.presses("Record it").reads("this is missing: a remit card")
    dana.types("Remit card", "We decide what a child needs. We do not investigate crimes.").presses("Record it")
    dana.reads("Recorded. It counts from its first day.", "days left", "Ada Finch, director")


def test_the_terms_are_printed_and_a_template(browsing, live):
    farid = browsing.member("farid", **PHONE)
    farid.opens("/agreements/").reads("Agreements to share", "days left")
    farid.presses("Guardian Service", "link").presses("The terms, to print and sign", "link")
    farid.reads("Template, to be checked by your lawyers", "Guardian Service")
