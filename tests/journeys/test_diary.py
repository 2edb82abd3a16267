"""Two agencies plan benefits advice in one week: both see it, one leaves it, and the child's diary is shorter."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from cairn.access.binding import acting_as
from cairn.children.kinds import Capacity
from cairn.children.verbs import open_record
from cairn.core.clock import today
from tests.builders import child_of, raised
from tests.journeys.browsing import PHONE

ASKED = "Benefits advice: two agencies plan the same. Can one of you do this?"


@pytest.fixture
def child(live) -> str:
    """The address of a child with whom the police and the guardians work."""
    place = live.northmoor
    with transaction.atomic():
        concern = raised(place.actor("efa"))
    farid = place.actor("farid")
    with acting_as(farid), transaction.atomic():
        known = child_of(concern, farid)
        for slug in ("police-desk", "guardians"):
            team = place.team(slug)
            open_record(child=known, team=team, capacity=Capacity.WORKING, by=farid, is_confirmed=True)
    connection.close()
    return f"/children/{known.reference}/"


def test_benefits_advice_by_two_agencies_is_done_by_one(browsing, child):
    bilal = browsing.member("bilal", **PHONE)
    bilal.opens(child).presses("Diary", "link").reads("No visit or call is planned.")
    when_a_team_plans(bilal, "Sergeant Hale")
    gwen = browsing.member("gwen")
    gwen.opens(f"{child}diary/").reads("Sergeant Hale", "1 visit or call")
    when_a_team_plans(gwen, "Gwen, her guardian")
    gwen.reads(ASKED, "2 visits and calls")
    bilal.opens(f"{child}diary/").reads(ASKED, "Gwen, her guardian")
    bilal.opens("/").reads("Can one of you do this?")
    gwen.presses("Answer").chooses("We leave it to the others").types("Why?", "The police adviser sees her anyway.")
    gwen.presses("Answer").reads("Your answer is written down").finds_nothing_of(ASKED)
    bilal.opens(f"{child}diary/").reads("1 visit or call", "Sergeant Hale", "The police adviser sees her anyway.")
    bilal.finds_nothing_of("Gwen, her guardian").finds_nothing_of(ASKED)
    bilal.page.emulate_media(media="print")
    assert not bilal.page.get_by_role("button", name="Add a visit or call").is_visible()
    assert bilal.page.get_by_text("Sergeant Hale").first.is_visible()
    bilal.page.emulate_media(media="screen")


def when_a_team_plans(person, who: str) -> None:
    """Benefits advice from today on, and one visit for it."""
    person.presses("Say what your team does").chooses("Benefits advice")
    enters(person, "start", today())
    person.presses("Write it down").reads("Benefits advice")
    person.presses("Add a visit or call")
    enters(person, "on", today() + timedelta(days=1))
    person.chooses("Morning").chooses("In person").types("Who sees or rings the child?", who)
    person.presses("Put it into the diary").reads("It stands in the child’s diary.", who)


def enters(person, name: str, on) -> None:
    for part in ("day", "month", "year"):
        person.page.locator(f"[name={name}-{part}]").fill(str(getattr(on, part)))
