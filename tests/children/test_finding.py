"""Finding a child among those one may see: nothing typed enters an address, a failed search never looks like an empty
one, and nobody learns of a child they may not see."""

import re

import pytest
from django.db import DatabaseError
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.children.kinds import FactKind
from cairn.children.verbs import matching
from cairn.concerns.rules import ChildSaid, NameSaid
from cairn.ledger.models import Event
from tests.children.pages import NAME, a_child, browser, says

PAGE = "/children/find/"
NOBODY = "No child that you may see fits"


def found(northmoor, who: str, status: int = 200, **typed: str) -> str:
    answer = browser(northmoor, who).post(PAGE, typed)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("amara", 200), ("chidi", 200), ("robin", 200), ("dana", 403), ("hana", 403)]
)
def test_who_may_look_for_a_child(northmoor, who, status):
    client = browser(northmoor, who)
    assert (client.get(PAGE).status_code, client.post(PAGE, {"name": NAME}).status_code) == (status, status)


def test_the_insider_finds_and_the_stranger_finds_nobody(northmoor):
    child = a_child(northmoor)
    insider = found(northmoor, "amara", name="Tang Nguyen", born="about 14")
    assert child.reference in insider
    assert "in another order" in insider
    assert "Ages that fit each other" in insider
    stranger = found(northmoor, "chidi", name="Tang Nguyen", born="about 14")
    assert child.reference not in stranger
    assert NOBODY in stranger
    assert "A child that you may not see is never shown here" in stranger
    assert "Hub Duty, Northmoor Hub" in stranger
    assert 'href="tel:' in stranger


def test_a_hidden_child_and_no_child_read_alike(northmoor):
    a_child(northmoor)
    hidden, absent = (found(northmoor, "chidi", name=name) for name in (NAME, "Zebedee Quill"))
    assert _without_tokens(hidden.replace(NAME, "")) == _without_tokens(absent.replace("Zebedee Quill", ""))


def test_a_reference_opens_its_child_and_a_hidden_one_is_not_there(northmoor):
    child = a_child(northmoor)
    address = reverse("children:child", args=[child.reference])
    spoken = child.reference.lower()
    answer = browser(northmoor, "amara").post(PAGE, {"number": f" {spoken} "})
    assert (answer.status_code, answer["Location"]) == (302, address)
    for typed in (child.reference, "C-7F3K-Q2"):
        assert NOBODY in found(northmoor, "chidi", number=typed)


def test_a_number_is_looked_for_in_every_register(northmoor):
    child = a_child(northmoor)
    says(northmoor, "amara", child, FactKind.IDENTIFIER, "999 123 4268", scheme="nhs")
    words = found(northmoor, "amara", number="9991234268")
    assert child.reference in words
    assert "The same number from the same register." in words
    other = found(northmoor, "amara", name=NAME, number="EM-202750")
    assert child.reference in other
    assert "None of the numbers you can see here is this one." in other


def test_what_another_agency_said_is_not_confirmed_to_who_cannot_read_it(northmoor):
    child = a_child(northmoor)
    says(northmoor, "amara", child, FactKind.PHONE, "07700 900617")
    assert "The same phone" in found(northmoor, "amara", phone="07700 900617")
    words = found(northmoor, "efa", phone="07700 900617")
    assert child.reference not in words
    assert "The same phone" not in words


def test_an_age_alone_is_refused_at_the_name_and_kept(northmoor):
    words = found(northmoor, "amara", born="about 14")
    assert "Give a name, a number or a phone" in words
    assert 'href="#id_name"' in words
    assert 'value="about 14"' in words
    unreadable = found(northmoor, "amara", name=NAME, born="young")
    assert "Give an age, a year or a date" in unreadable
    assert f'value="{NAME}"' in unreadable


def test_a_search_that_failed_says_so_and_keeps_what_was_typed(northmoor, monkeypatch):
    def broken(*_args, **_more):
        raise DatabaseError

    monkeypatch.setattr(matching, "comparison", broken)
    words = found(northmoor, "amara", status=503, name="Sorina")
    assert "We could not search just now" in words
    assert NOBODY not in words
    assert 'value="Sorina"' in words


def test_one_that_leads_clearly_is_named_first(northmoor):
    child = a_child(northmoor)
    says(northmoor, "amara", child, FactKind.IDENTIFIER, "999 123 4268", scheme="nhs")
    words = found(northmoor, "amara", name=NAME, born="about 14", number="9991234268")
    assert "Leads clearly" in words
    assert "None leads clearly" not in words
    assert "One more fact would help most" not in words


def test_of_two_alike_none_leads_and_the_fact_that_would_help_most_is_asked_for(northmoor):
    twins = [a_child(northmoor), a_child(northmoor)]
    for twin, number in zip(twins, ("999 123 4268", "943 476 5919"), strict=True):
        says(northmoor, "amara", twin, FactKind.IDENTIFIER, number, scheme="nhs")
    words = found(northmoor, "amara", name=NAME, born="about 14")
    assert all(twin.reference in words for twin in twins)
    assert "None leads clearly." in words
    assert "Leads clearly<" not in words
    assert "One more fact would help most: a number" in words


@pytest.mark.parametrize("name", [NAME, "Zebedee Quill"], ids=["found", "nobody"])
def test_none_of_these_and_not_sure_are_always_offered_with_what_to_do(northmoor, name):
    a_child(northmoor)
    words = found(northmoor, "amara", name=name)
    assert ">None of these</h2>" in words
    assert 'href="/concerns/new/">Raise a concern</a>' in words
    assert ">Not sure</h2>" in words
    assert "Ring the hub duty desk" in words
    reader = found(northmoor, "robin", name=name)
    assert "Your role reads and does not write." in reader


@pytest.mark.parametrize("typed", ["ዳዊት ተስፋይ", "Dawit Tesfay"], ids=["Geez", "Latin"])
def test_a_name_in_its_own_script_finds_one_in_another_and_is_shown_as_typed(northmoor, typed):
    child = a_child(northmoor, children=(ChildSaid(names=(NameSaid("Tesfai Dawit"),)),))
    words = found(northmoor, "amara", name=typed)
    assert child.reference in words
    assert f'You looked for: <bdi dir="auto">{typed}</bdi>' in " ".join(words.split())
    assert re.search(r'<input[^>]*id="id_name"[^>]*dir="auto"', words)


def test_each_reason_has_a_bar_and_words_that_say_the_same(northmoor):
    child = a_child(northmoor)
    says(northmoor, "amara", child, FactKind.SEX, "male")
    words = found(northmoor, "amara", name=NAME, born="2009")
    assert words.count('class="cairn-bars__bar"') == words.count("(speaks ")
    assert "Speaks for it: Name" in words


def test_whoever_was_shown_is_in_the_ledger(northmoor):
    child, amara = a_child(northmoor), northmoor.actor("amara")
    found(northmoor, "amara", name=NAME)
    with acting_as(amara):
        mine = Event.objects.visible_to(amara).filter(practitioner_id=amara.practitioner_id)
        listed = mine.get(happening="listed")
        assert mine.filter(happening="matched").exists()
    assert listed.detail["children"] == [str(child.id)]
    assert NAME not in str(listed.detail)


def test_the_navigation_leads_there_for_who_may(northmoor):
    assert f'href="{PAGE}"' in browser(northmoor, "robin").get("/").content.decode()
    assert f'href="{PAGE}"' not in browser(northmoor, "dana").get("/").content.decode()


def _without_tokens(body: str) -> list[str]:
    return [line for line in body.splitlines() if "csrf" not in line and "activity" not in line]
