"""A hospital far away is told of a child by a link that opens once, and by paper (R-064)."""

import re

import pytest
from django.db import connection, transaction

from tests.builders import child_of, raised
from tests.journeys.browsing import PHONE

WORDS = "A girl of about eleven was in a van behind the market."
NAME = "Nguyen Van Tang"
ASKED = "Ring us at once if she comes in."


@pytest.fixture
def child(live) -> str:
    """The address of a child whom Amara's team was asked about."""
    with transaction.atomic():
        concern = raised(live.northmoor.actor("efa"), WORDS)
    with transaction.atomic():
        known = child_of(concern, live.northmoor.actor("amara"))
    connection.close()
    return f"/children/{known.reference}/"


def test_a_nurse_far_away_reads_it_once_and_the_circle_sees_that_she_did(browsing, child):
    amara = browsing.member("amara", **PHONE)
    when_the_ground_is_found(amara, child)
    when_it_is_chosen_and_looked_at(amara, "a link that opens once, with a code told by telephone")
    amara.presses("Share this").reads("Two things to pass on", "It opens once, until")
    link, code = (amara.page.locator(each).inner_text().strip() for each in ("#link", "#code"))
    nurse = browsing.somebody(**PHONE)
    path = re.sub(r"^https?://[^/]+", "", link)
    nurse.opens(path).reads("Eastmoor Duty", "It opens once").finds_nothing_of(NAME)
    nurse.types("Code", "0000").presses("Open it").reads("That is not the code. You may try 4 times more")
    nurse.types("Code", code).presses("Open it").reads("You see this once", NAME, WORDS, ASKED)
    nurse.opens(path, status=410).reads("This cannot be opened").finds_nothing_of(NAME)
    efa = browsing.member("efa")
    efa.opens("/inbox/").reads("Something your team wrote was shared with somebody outside")
    amara.opens("/inbox/").reads("Somebody outside has opened what you shared with them")
    amara.opens(f"{child}sharing/").presses("What was shared with somebody outside", "link").reads("opened")
    amara.opens(f"{child}looks/").reads("named nurse, Saint Bride’s Hospital", "opened what was shared with them")


def test_on_paper_with_a_cover(browsing, child):
    amara = browsing.member("amara")
    amara.opens(f"{child}outside/").reads("Nothing was shared outside yet")
    amara.opens(f"{child}outside/new/?ground=ca04_11")
    when_it_is_chosen_and_looked_at(amara, "on paper, printed and handed over")
    amara.presses("Share this").reads("Shared. It stands below", "not printed yet")
    amara.presses("Print it").reads("In confidence", "To be opened only by", NAME)
    amara.page.emulate_media(media="print")
    assert not amara.page.get_by_text("leave nothing lying in the tray").is_visible()
    amara.page.emulate_media(media="screen")
    amara.presses("Back", "link").reads("printed").presses("Withdraw it").reads("Withdrawn. Nobody can open")


def when_the_ground_is_found(amara, child) -> None:
    amara.opens(child).opens(f"{child}guide/?fear=serious&receiver=police&sensitive=yes&worse=no")
    amara.presses("Share with somebody outside on this ground").reads("Choose only what they need")


def when_it_is_chosen_and_looked_at(amara, way: str) -> None:
    for label, words in (
        ("Who gets it?", "Ola Berg"),
        ("Their organisation", "Saint Bride’s Hospital"),
        ("What they do there", "named nurse"),
        ("How does it reach them?", "by secure e-mail"),
        ("Their number, which you have checked", "01632 960555"),
        ("What do they need it for?", "to keep her safe on the ward"),
        ("What do you ask of them?", ASKED),
    ):
        amara.types(label, words)
    amara.chooses("A health service, school, youth justice or other public service")
    for group in ("Who the child is", "What happened"):
        for box in amara.page.get_by_role("group", name=group).get_by_role("checkbox").all():
            box.check()
    amara.chooses(way).presses("Look at it as they will").reads(NAME, WORDS, ASKED, "exactly what they will read")
