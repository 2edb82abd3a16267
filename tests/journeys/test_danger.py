"""Somebody is in danger: a nurse opens a child by the reference she was told, and it closes; every page by axe."""

import pytest
from django.db import connection, transaction

from tests.children.pages import a_child
from tests.journeys.browsing import PHONE

UNDERSTOOD = "I understand: the team that leads is told now, and somebody else will say whether it was right"


@pytest.fixture
def reference(live) -> str:
    """A child whom the nurse has never heard of."""
    with transaction.atomic():
        child = a_child(live.northmoor, words="He sleeps above the nail bar.")
    connection.close()
    return child.reference


def test_a_record_is_opened_in_danger_looked_at_by_a_second_person_and_closed(browsing, reference):
    chidi, amara = browsing.member("chidi", **PHONE), browsing.member("amara")
    chidi.opens("/children/find/").presses("Somebody is in danger, and you were told a child’s reference", "link")
    chidi.presses("Open for one hour").reads("Say who is in danger, and from what.")
    for words in ("C-7F3K-Q2", reference):
        chidi.types("The child’s reference", words)
        chidi.types("Who is in danger", "His brother waits at our door with a knife.")
        chidi.types("Why can it not wait", "Nobody answers at the desk.")
        chidi.chooses(UNDERSTOOD).presses("Open for one hour")
        if words != reference:
            chidi.reads("No record can be opened with this reference.")
    chidi.reads("Open because somebody is in danger", "You see this record until", "Nguyen Van Tang")
    chidi.presses("Story", "link").reads("He sleeps above the nail bar.", "You see this record until")
    amara.opens("/inbox/").reads("Somebody opened a child’s record because somebody is in danger.")
    amara.opens(f"/children/{reference}/sharing/").reads("opened the record for an hour")
    petra = browsing.member("petra")
    petra.opens("/data-protection/opened/")
    petra.page.locator("main h2 a").first.click()
    petra.checks().reads("with a knife", "Open until").chooses("It was not right to open it")
    petra.types("Why? What was not right", "The desk had answered.").presses("Record it")
    petra.reads("It was not right to open it").presses("The entry in the breach log", "link")
    petra.reads("The desk had answered.")
    chidi.presses("Close it now").reads("Closed.")
    chidi.opens(f"/children/{reference}/", status=404)
