"""What people say of a child: an aunt whom nobody has checked, a history with its gap, a mistake put right."""

import pytest
from django.db import connection, transaction

from tests.builders import child_of, raised
from tests.journeys.browsing import PHONE


@pytest.fixture
def child(live) -> str:
    """The address of a child whose lead is Amara's team."""
    place = live.northmoor
    with transaction.atomic():
        concern = raised(place.actor("efa"))
    with transaction.atomic():
        known = child_of(concern, place.actor("amara"))
    connection.close()
    return f"/children/{known.reference}/"


def test_an_aunt_is_unverified_until_somebody_has_checked(browsing, child):
    amara = browsing.member("amara", **PHONE)
    when_an_aunt_is_added(amara, child)
    amara.reads("Unverified", "aunt", "said by she herself", "see the child alone")
    amara.opens(child).reads("See the child alone", "see the child alone")
    when_her_papers_are_seen(amara, child)
    amara.reads("Verified", "documents were seen", "Her passport and his birth certificate.")
    amara.opens(child).finds_nothing_of("See the child alone")


def when_an_aunt_is_added(amara, child) -> None:
    amara.opens(f"{child}facts/add/").presses("Family, carer or other person", "link")
    amara.types("Who is the person?", "Mrs Pham").types("What are they to the child", "aunt")
    amara.types("Who says so?", "she herself").chooses("an adult").chooses("Yes").chooses("another person says")
    amara.presses("Add")


def when_her_papers_are_seen(amara, child) -> None:
    amara.opens(f"{child}facts/")
    follows(amara, "Mrs Pham", "Say what you know of it").chooses("documents were seen").chooses(
        "checked, and it is so"
    )
    amara.types("Why?", "Her passport and his birth certificate.").presses("Note it")


def follows(person, said, link):
    """A link in the row of something said; the page that comes is checked."""
    with person.page.expect_navigation():
        person.page.locator("tr", has_text=said).get_by_role("link", name=link).click()
    return person.checks()


def test_a_history_shows_its_gap(browsing, child):
    amara = browsing.member("amara")
    for first, last in (("2024", "2024"), ("2026", "")):
        amara.opens(f"{child}facts/add/?kind=living").types("Where and with whom?", f"with an uncle in {first}")
        amara.chooses("with another relative").chooses("the child says")
        amara.page.locator("[name=since-year]").fill(first)
        amara.page.locator("[name=until-year]").fill(last)
        amara.presses("Add")
    amara.reads("Gap", "1 January 2025 to 31 December 2025", "At present: with an uncle in 2026")
    amara.opens(f"{child}immigration/").reads("Nobody has recorded this")
    amara.presses("Children of whom nobody has recorded this", "link").reads("Immigration status not recorded")


def test_a_mistake_is_put_right_without_scripts_and_nothing_typed_is_lost(browsing, child):
    amara = browsing.member("amara", **PHONE, java_script_enabled=False)
    amara.opens(f"{child}facts/add/?kind=birth").types("Age, or date or year of birth", "31/02/2011")
    amara.chooses("a document shows").presses("Add").reads("There is no such day")
    amara.types("Age, or date or year of birth", "28/02/2011").presses("Add").reads("28/02/2011")
    follows(amara, "28/02/2011", "Correct").types("Age, or date or year of birth", "27/02/2011").presses("Correct")
    amara.reads("27/02/2011").finds_nothing_of("28/02/2011")
