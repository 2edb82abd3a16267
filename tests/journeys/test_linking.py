"""Could this be the same child? One person decides, another confirms, and a wrong answer is undone; a whole list of
questions is answered one after the other, by keys or on a phone without scripts."""

import pytest
from django.db import transaction
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.children.models import Child, LinkQuestion
from cairn.children.verbs import own_record
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.models import Entry
from cairn.chronology.verbs import Said, add_entry
from cairn.concerns.rules import BornSaid, ChildSaid, NameSaid
from tests.builders import raised
from tests.journeys.browsing import PHONE
from tests.journeys.conftest import Live


def asked(live: Live, known: str, again: str) -> str:
    """Two concerns about a name that is nearly the same; gives the address of the question."""
    place, born = live.northmoor, BornSaid(age_from=14, age_to=14)
    with transaction.atomic():
        first = raised(place.actor("efa"), children=(ChildSaid(names=(NameSaid(known),), born=born),))
        concern = raised(
            place.actor("chidi"), children=(ChildSaid(names=(NameSaid(again),), born=born),), area="westmoor"
        )
    farid = place.actor("farid")
    with acting_as(farid), transaction.atomic():
        asked_about = {"child__in": concern.subjects.values("child"), "candidate__in": first.subjects.values("child")}
        question = LinkQuestion.objects.visible_to(farid).get(**asked_about)
    return reverse("children:question", args=[question.pk])


@pytest.fixture
def question(live) -> str:
    return asked(live, "Nguyen Van Tang", "Tang Nguyen")


@pytest.fixture
def another(live) -> str:
    return asked(live, "Elira Hoxha", "Hoxha Elira")


def test_one_decides_another_confirms(browsing, question):
    farid = browsing.member("farid")
    farid.opens(question).reads("What differs", "What agrees", "will learn of each other")
    farid.chooses("The same child").types("Why?", "The same scar on the left hand.").presses("Answer")
    farid.reads("A second person has been asked to confirm it.")
    fatima = browsing.member("fatima")
    fatima.opens(farid.path).reads("The same scar on the left hand.")
    fatima.presses("Yes, I think so too: confirm").reads("Confirmed. Thank you.")


def test_a_wrong_link_is_undone(browsing, another):
    farid = browsing.member("farid")
    farid.opens(another).chooses("The same child").types("Why?", "One telephone.").presses("Answer")
    farid.types("Why are they not the same child?", "They share a telephone: two cousins.").presses("Take them apart")
    farid.reads("Undone. The records went back.", "They share a telephone: two cousins.")


@pytest.fixture
def three(live) -> list[str]:
    """Three questions, of three names."""
    names = ("Amina Warsame", "Bledar Gjoka", "Samuel Tesfay")
    return [asked(live, name, " ".join(reversed(name.split()))) for name in names]


def test_a_list_is_answered_by_keys_and_a_key_alone_sends_nothing(browsing, live, three):
    farid = browsing.member("farid")
    farid.opens("/hub/").presses("All of them, one after the other", "link")
    farid.presses("Answer one after the other").reads("Keys: 1 the same child")
    keys, first = farid.page.keyboard, farid.path
    for key, label in (("1", "The same child"), ("3", "Not sure: ask"), ("2", "Not the same child")):
        keys.press(key)
        assert farid.page.get_by_label(label, exact=True).is_checked()
    farid.reads("Chosen, not sent: Not the same child.")
    assert farid.path == first
    keys.press("Enter")  # goes on to the reason, and sends nothing
    keys.press("1")  # a digit in the reason is a digit
    keys.type(" scar, two cousins.")
    assert farid.page.get_by_label("Not the same child", exact=True).is_checked()
    keys.press("Escape")
    farid.page.get_by_label("Not the same child", exact=True).focus()
    keys.press("n")  # what was written is not thrown away
    farid.reads("Your reason is not sent yet.")
    assert farid.path == first
    farid.page.get_by_label("Why?").focus()
    with farid.page.expect_navigation():
        keys.press("Control+Enter")
    farid.checks().reads("Noted.")
    second = farid.path
    assert second.partition("?")[0] != first.partition("?")[0]
    with farid.page.expect_navigation():
        keys.press("n")
    third = farid.path
    with farid.page.expect_navigation():
        keys.press("p")
    assert farid.path == second
    assert third != second


def test_keys_can_be_turned_off(browsing, three):
    farid = browsing.member("farid")
    farid.opens(three[0])
    farid.page.get_by_label("Answer with keys").uncheck()
    farid.page.locator("h1").click()
    farid.page.keyboard.press("1")
    assert not farid.page.get_by_label("The same child", exact=True).is_checked()
    farid.opens(three[1])
    assert not farid.page.get_by_label("Answer with keys").is_checked()


def test_the_same_list_on_a_phone_without_scripts(browsing, three):
    farid = browsing.member("farid", **PHONE, java_script_enabled=False)
    farid.opens("/children/questions/").presses("Answer one after the other")
    first = farid.path
    assert not farid.page.get_by_text("Keys: 1 the same child").is_visible()
    farid.chooses("Not sure: ask").types("Why?", "Asking the school.").presses("Answer")
    farid.reads("Noted.")
    assert farid.path != first


def test_ten_entries_later_a_wrong_link_is_undone_and_nothing_is_lost(browsing, live, another):
    farid, place = browsing.member("farid"), live.northmoor
    farid.opens(another).chooses("The same child").types("Why?", "One telephone.").presses("Answer")
    link = farid.path
    farid.presses(farid.page.locator("a", has_text="Open C-").inner_text(), "link")
    reference = farid.path.split("/")[2]
    amara = place.actor("amara")
    with acting_as(amara), transaction.atomic():
        record = own_record(child=Child.objects.visible_to(amara).get(reference=reference), by=amara)
        for number in range(10):
            add_entry(record=record, said=Said(EntryKind.CONTACT, f"Visit {number}.", HowKnown.SEEN), by=amara)
    farid.opens(link).types("Why are they not the same child?", "Two cousins.").presses("Take them apart")
    farid.reads("Undone. The records went back.")
    with acting_as(amara), transaction.atomic():
        kept = Entry.objects.visible_to(amara).filter(child__reference=reference, words__startswith="Visit ")
        assert kept.count() == 10
    reader = browsing.member("amara")
    reader.opens(f"/children/{reference}/story/").reads("Visit 0.", "Visit 9.")
