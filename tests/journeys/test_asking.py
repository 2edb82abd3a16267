"""A nurse who is unsure finds the ground, asks the school, and the school refuses: the ladder climbs (R-050, R-051)."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from cairn.access.binding import acting_as
from cairn.core.clock import now
from cairn.duties import verbs as duties
from cairn.notices.models import Notice
from cairn.partnership.kinds import Discipline, Sector, TeamKind
from tests.builders import a_team, an_agency, child_of, raised
from tests.conftest import become
from tests.journeys.browsing import PHONE

QUESTION = "Nguyen Van Tang, about 14: has he been at school since September?"


@pytest.fixture
def child(live) -> str:
    """The address of a child of whom the nurse has told, beside a school that may know more."""
    place = live.northmoor
    with transaction.atomic():
        school = an_agency("harbour-school", Sector.STATUTORY, Discipline.EDUCATION, [place.areas["westmoor"]])
        place.teams["school"] = a_team(school, "harbour-office", TeamKind.OTHER, [place.areas["westmoor"]])
        concern = raised(place.actor("chidi"), area="westmoor")
    with transaction.atomic():
        known = child_of(concern, place.actor("chidi"))
    connection.close()
    return f"/children/{known.reference}/"


def test_a_nurse_finds_the_ground_asks_the_school_and_a_refusal_climbs(browsing, live, child):
    chidi = browsing.member("chidi", **PHONE)
    when_the_questions_are_answered(chidi, child)
    chidi.reads("You can share this", "Children Act 2004, section 11", "Not yet checked against the source")
    when_the_school_is_asked(chidi)
    gwen = the_school_refuses(browsing, live)
    gwen.reads("We do not share this", "It is not needed for the purpose")
    chidi.opens(f"{child}asks/").reads("Harbour School", "refused, and a second person looks at that")
    and_nobody_looks_at_the_refusal_for_days(live)
    farid = browsing.member("farid")
    farid.opens("/hub/").reads("Look at a refusal to answer a question")
    farid.presses("Look at a refusal to answer a question", "link").reads(QUESTION, "We cannot see why.")
    farid.chooses("It must be answered after all").types("Why?", "Missing school is a sign of danger.")
    farid.presses("Decide").reads("waits for an answer")
    farid.opens("/children/response-times/").reads("What the figures mean")


def when_the_questions_are_answered(chidi, child) -> None:
    chidi.opens(f"{child}guide/").reads("Question 1 of at most 5").presses("Continue").reads("Choose the answer")
    chidi.chooses("A child may need help or protection, or may be exploited; nobody is sure yet").presses("Continue")
    chidi.chooses("A health service, school, youth justice or other public service").presses("Continue")
    chidi.chooses("Yes").presses("Continue")
    chidi.chooses("No, and it is not safe, or not possible, to ask").presses("Continue")
    chidi.chooses("No").presses("Continue")


def when_the_school_is_asked(chidi) -> None:
    chidi.presses("Ask another agency on this ground").reads("In an emergency ring them")
    chidi.page.get_by_label("Whom do you ask?").select_option(label="Harbour School: Harbour Office")
    chidi.types("What do you need to know?", QUESTION).types("What do you need it for?", "to know that he is safe")
    chidi.presses("Send").reads("They owe you an answer by a clock", "waits for an answer")


def the_school_refuses(browsing, live):
    place = live.northmoor
    with transaction.atomic(), become("cairn_owner"):
        membership = place.memberships["gwen"]
        type(membership).objects.filter(pk=membership.pk).update(
            team=place.team("school"), agency=place.team("school").agency
        )
    connection.close()
    gwen = browsing.member("gwen")
    gwen.opens("/").reads("Answer another agency’s question")
    gwen.presses("Answer another agency’s question", "link").reads(QUESTION).finds_nothing_of("C-")
    gwen.chooses("We do not share this").types("The answer, or why not", "We cannot see why.")
    gwen.page.get_by_label("Why do you not share it?").select_option(
        label="It is not needed for the purpose that was given"
    )
    return gwen.presses("Send")


def and_nobody_looks_at_the_refusal_for_days(live) -> None:
    farid = live.northmoor.actor("farid")
    with become("cairn_worker"):
        climbed = duties.climb(now() + timedelta(days=10))
    with transaction.atomic(), acting_as(farid):
        codes = set(Notice.objects.visible_to(farid).values_list("code", flat=True))
    connection.close()
    assert climbed >= 3
    assert codes >= {"duty.late", "duty.late_for_hub"}
