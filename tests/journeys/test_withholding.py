"""Something is held back from the police: they see that it is held, a second person agrees, and it is shared again."""

import pytest
from django.db import connection, transaction

from cairn.access.binding import acting_as
from cairn.children.kinds import Capacity
from cairn.children.verbs import open_record
from tests.builders import child_of, raised
from tests.journeys.browsing import PHONE

WORDS = "He told me which officer drives the car."


@pytest.fixture
def child(live) -> str:
    """The address of a child whom Efa told of and with whom the police work."""
    place = live.northmoor
    with transaction.atomic():
        concern = raised(place.actor("efa"))
    farid = place.actor("farid")
    with acting_as(farid), transaction.atomic():
        known, police = child_of(concern, farid), place.team("police-desk")
        open_record(child=known, team=police, capacity=Capacity.WORKING, by=farid, is_confirmed=True)
    connection.close()
    return f"/children/{known.reference}/"


def test_what_efa_holds_back_the_police_know_of_and_cannot_read(browsing, child):
    efa = browsing.member("efa", **PHONE)
    when_she_adds_something(efa, child)
    efa.reads("Without a reason it is shared", WORDS)
    when_she_says_why(efa)
    efa.presses("Add").reads("held back from this moment")
    efa.opens(f"{child}story/").reads(WORDS, "held back from some agencies until")
    bilal = browsing.member("bilal")
    bilal.opens(f"{child}story/").reads("1 item held by Safer Streets until", "Ask Outreach").finds_nothing_of(WORDS)
    bilal.opens(child).reads("1 item held by Safer Streets until").finds_nothing_of(WORDS)
    farid = browsing.member("farid")
    farid.opens("/withheld/").reads("You are asked to agree")
    farid.presses("An entry in the story", "link").reads("He would be warned.", "Children Act 1989 s47")
    farid.chooses("Yes, I agree").presses("Answer").reads("A second person agreed")
    efa.opens("/withheld/").presses("An entry in the story", "link").presses("Share now").reads("Lifted: shared")
    bilal.opens("/").reads("Something that was held back from you is shared now")
    bilal.opens(f"{child}story/").reads(WORDS).finds_nothing_of("item held by")


def when_she_adds_something(efa, child):
    efa.opens(f"{child}story/add/").types("What happened?", WORDS)
    efa.page.get_by_label("What sort of thing is it?").select_option("meeting")
    efa.chooses("the child told us")
    efa.page.get_by_text("Hold this back from somebody").click()
    box = efa.page.get_by_label("Northmoor Police", exact=True).first
    if not box.is_visible():
        efa.page.get_by_text("Other agencies of the partnership").click()
    efa.chooses("Northmoor Police").presses("Add")


def when_she_says_why(efa):
    efa.page.get_by_label("Why not share it?").select_option("safety")
    efa.types("Say it in your own words", "He would be warned.")
    efa.page.get_by_label("On what ground in law?").select_option("harm_to_person")
    efa.types("Which exactly?", "Children Act 1989 s47")
