"""Could this be the same child? One person decides, another confirms, and a wrong answer is undone."""

import pytest
from django.db import transaction
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.children.models import LinkQuestion
from cairn.concerns.rules import BornSaid, ChildSaid, NameSaid
from tests.builders import raised
from tests.journeys.conftest import Live


def asked(live: Live, known: str, again: str) -> str:
    """Two concerns about a name that is nearly the same; gives the address of the question."""
    place, born = live.northmoor, BornSaid(age_from=14, age_to=14)
    with transaction.atomic():
        raised(place.actor("efa"), children=(ChildSaid(names=(NameSaid(known),), born=born),))
        concern = raised(
            place.actor("chidi"), children=(ChildSaid(names=(NameSaid(again),), born=born),), area="westmoor"
        )
    farid = place.actor("farid")
    with acting_as(farid), transaction.atomic():
        question = LinkQuestion.objects.visible_to(farid).get(child__in=concern.subjects.values("child"))
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
