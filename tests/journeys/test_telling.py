"""A child is told who knows what: asked whether it is safe, read together or taken away, and its words written down."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from cairn.access.binding import acting_as
from cairn.children.kinds import Basis, FactKind
from cairn.children.verbs import Fact, add_fact, own_record
from cairn.core.clock import today
from cairn.voice.rules.sheet import never_away
from tests.builders import child_of, raised
from tests.journeys.browsing import PHONE

WORDS = "I want my sister to have my room."


@pytest.fixture(scope="module")
def reference(live) -> str:
    """A child who speaks Arabic, whom Amara's team works with."""
    place = live.northmoor
    amara = place.actor("amara")
    with transaction.atomic():
        child = child_of(raised(place.actor("efa")), amara)
        with acting_as(amara):
            record = own_record(child=child, by=amara)
            add_fact(record=record, fact=Fact(FactKind.LANGUAGE, "ar", Basis.CHILD_SAYS), by=amara)
    connection.close()
    return str(child.reference)


def test_the_sheet_is_read_together_from_right_to_left_and_the_child_s_words_are_kept(browsing, reference):
    amara = browsing.member("amara", **PHONE)
    amara.opens(f"/children/{reference}/").presses("Tell the child")
    amara.presses("Make a sheet").reads("Is it safe to take away?")
    assert amara.page.get_by_label("Arabic", exact=True).is_checked()
    amara.presses("Make the sheet").reads("من يعرف ماذا عنك", "Unverified")
    assert amara.page.evaluate("getComputedStyle(document.querySelector('main')).direction") == "rtl"
    amara.presses("Write down the conversation", "link")
    amara.chooses("We read the sheet together; I kept it").chooses("Yes")
    for part, value in zip(("day", "month", "year"), _today(), strict=True):
        amara.page.locator(f"[name=told_on-{part}]").fill(value)
    amara.types("In what language did you talk?", "ar")
    amara.chooses("An interpreter with no tie to the child or the adults around")
    amara.types("The interpreter’s name or number", "Number 204").types(
        "What did you tell the child?", "Who knows what."
    )
    amara.types("What did the child say, in the child’s own words?", WORDS).chooses("The child says it is right")
    amara.presses("Write it down").reads(WORDS, "Told on")
    amara.opens(f"/children/{reference}/").reads("What the child says", WORDS)


def test_a_copy_to_take_away_never_goes_through_a_carer_and_prints_alone(browsing, reference):
    amara = browsing.member("amara")
    amara.opens(f"/children/{reference}/tell/sheet/").chooses("English")
    amara.chooses("Yes: the child wants a copy, and nobody can come to harm if it is found")
    amara.chooses("A parent, carer or other adult the child lives with")
    amara.presses("Make the sheet").reads("never goes through a carer")
    amara.chooses("I do, when the child is alone with me").presses("Make the sheet").reads("For you")
    amara.page.emulate_media(media="print")
    assert not amara.page.locator("nav").is_visible()
    printed = amara.page.locator("body").inner_text() + amara.page.title()
    assert never_away(printed) == ""
    assert reference not in printed
    amara.page.emulate_media(media="screen")
    amara.checks()


def test_what_waits_says_why_and_until_when(browsing, reference):
    amara = browsing.member("amara")
    amara.opens(f"/children/{reference}/tell/").presses("Not told yet, because…")
    amara.chooses("There is no safe interpreter yet").types("Say it in a line", "Nobody speaks it well.")
    soon = today() + timedelta(days=7)
    for part in ("day", "month", "year"):
        amara.page.locator(f"[name=review_on-{part}]").fill(str(getattr(soon, part)))
    amara.presses("Write it down").reads("Not told yet. There is no safe interpreter yet")


def _today() -> tuple[str, str, str]:
    return str(today().day), str(today().month), str(today().year)
