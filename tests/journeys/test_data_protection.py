"""Two leads: one asks what is held and both let it go out; a breach; a record on hold; every page checked by axe."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from cairn.access.binding import acting_as
from cairn.core.clock import today
from cairn.core.postgres import WORKER
from cairn.stewardship import verbs
from cairn.stewardship.models import AccessRequest, Disposal
from tests.children.pages import a_child
from tests.conftest import become
from tests.journeys.browsing import PHONE
from tests.stewardship.keeping import CLOCK, a_disposal, at_rest, carry_out


@pytest.fixture
def reference(live) -> str:
    """A child about whom a man was named."""
    with transaction.atomic():
        child = a_child(live.northmoor, words="Mr Kolar came at night.", adults=("Mr Kolar",))
    connection.close()
    return child.reference


@pytest.fixture
def past_its_time(live) -> Disposal:
    """A record that the clock has found."""
    with transaction.atomic():
        found = a_disposal(live.northmoor, at_rest(live.northmoor))
    connection.close()
    return found


def on(person, name: str, when) -> None:
    for part in ("day", "month", "year"):
        person.page.locator(f"[name={name}-{part}]").fill(str(getattr(when, part)))


def collect(reference: str) -> None:
    with transaction.atomic(), become(WORKER), acting_as(CLOCK):
        request = AccessRequest.objects.get(child_reference=reference)
        verbs.collect_pack(request_id=request.pk, by=CLOCK)
    connection.close()


def test_what_is_held_is_asked_for_looked_through_and_given_out_once(browsing, reference):
    petra, pavel = browsing.member("petra", **PHONE), browsing.member("pavel")
    petra.opens("/data-protection/").presses("Requests to see what is held", "link")
    petra.types("Reference of the child’s record", reference).types("Who asks?", "Tang")
    petra.chooses("the young person").types("How do you know that they are", "His guardian sat beside him.")
    on(petra, "received_on", today())
    petra.presses("Enter it").reads("being collected")
    collect(reference)
    petra.page.locator("main h2 a").first.click()
    petra.checks().presses("Name the second person").presses("Look through what was collected", "link")
    petra.reads("Mr Kolar came at night.", "Not decided yet")
    while petra.page.get_by_text("Not decided yet").count():
        petra.page.locator("div.govuk-inset-text", has_text="Not decided yet").first.get_by_role(
            "button", name="Black it out"
        ).click()
    petra.checks().reads("It would go out as")
    pavel.opens("/data-protection/requests/")
    pavel.page.locator("main h2 a").first.click()
    pavel.checks().presses("Look through what was collected", "link")
    pavel.presses("I agree: it can be given out like this").reads("Two people have agreed")
    petra.opens("/data-protection/requests/")
    petra.page.locator("main h2 a").first.click()
    with petra.page.expect_download() as fetched:
        petra.page.get_by_role("button", name="Fetch the file to give out").click()
    assert fetched.value.suggested_filename.endswith(".zip")
    petra.page.reload()
    petra.checks().reads("Given out", "once")


def test_a_record_past_its_time_goes_when_two_agree(browsing, past_its_time):
    petra, pavel = browsing.member("petra"), browsing.member("pavel", **PHONE)
    page = f"/data-protection/disposals/{past_its_time.pk}/"
    petra.opens("/data-protection/keeping/").opens(page)
    petra.chooses("Delete it: nothing stays but the certificate and the log of who looked")
    petra.types("Why is it not needed any more?", "Nobody has asked.").presses("Propose")
    petra.reads("Somebody else must agree")
    pavel.opens(page).presses("I agree: dispose of it").reads("agreed by two people")
    with transaction.atomic():
        carry_out(past_its_time)
    connection.close()
    pavel.opens(f"{page}certificate/").reads("Certificate of disposal", "Entries of the story")


def test_a_breach_is_reported_and_the_registers_are_read(browsing):
    efa, petra = browsing.member("efa", **PHONE), browsing.member("petra")
    efa.opens("/data-protection/breaches/report/").types("What went where", "A letter to the wrong door.")
    on(efa, "known_on", today() - timedelta(days=1))
    efa.types("At what time?", "09:00").presses("Report it").reads("the clock runs")
    petra.opens("/data-protection/breaches/")
    petra.page.locator("main h2 a").first.click()
    petra.checks().reads("A letter to the wrong door.", "whether the regulator must be told")
    petra.opens("/data-protection/lawful-basis/").opens("/data-protection/schedule/").reads("Not yet checked")
