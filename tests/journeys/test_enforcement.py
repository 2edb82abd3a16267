"""Immigration enforcement asks; those around the child are told and answer; every page by axe (R-060)."""

import pytest
from django.db import connection, transaction

from cairn.children.models import EnforcementRequest
from cairn.core.postgres import WORKER
from cairn.partnership.models import Membership
from tests.children.enforcing import HERE, QUESTION, REASON, WORDS, enforcers, passed_on, switched_on
from tests.children.pages import a_child
from tests.conftest import become
from tests.journeys.browsing import PHONE

ASKING = "/children/enforcement/"


@pytest.fixture(scope="module", autouse=True)
def _switched_on(live) -> None:
    """The installation reads these files when it starts."""
    files = {"CAIRN_ENFORCEMENT": "enforcement_on.toml", "CAIRN_GATEWAY_STARTS": "enforcement_starts.toml"}
    live.site.stop()
    live.site.environment |= {name: str(HERE / file) for name, file in files.items()}
    live.site.start()


@pytest.fixture(scope="module", autouse=True)
def _chidi_enforces(live) -> None:
    """The demonstration's door lets in its cast alone, so one of them works for a removals team here."""
    with transaction.atomic():
        enforcers(live.northmoor)
        there = live.northmoor.teams["removals"]
        mine = Membership.objects.filter(pk=live.northmoor.memberships["chidi"].pk)
        mine.update(team=there, agency_id=there.agency_id)
    connection.close()


@pytest.fixture
def reference(live) -> str:
    with transaction.atomic():
        child = a_child(live.northmoor)
    connection.close()
    return child.reference


def the_worker_passes_it_on() -> None:
    with transaction.atomic():
        with become(WORKER):
            [request] = EnforcementRequest.objects.all()
        with switched_on():
            assert passed_on(request)
    connection.close()


def test_it_is_asked_for_answered_by_two_and_only_then_read(browsing, reference):
    chidi = browsing.member("chidi", **PHONE)
    chidi.opens("/account/").presses("Asking for immigration enforcement", "link").presses("Ask")
    chidi.reads("Say on what ground in law you ask.").types("The child’s reference", reference)
    chidi.types("What do you need to know", QUESTION)
    chidi.page.get_by_label("Ground in law").select_option("iaa99_20")
    chidi.presses("Ask").reads("If there is such a child", "Nothing was given so far")
    the_worker_passes_it_on()
    amara = browsing.member("amara")
    amara.opens("/inbox/").reads("Immigration enforcement asks about a child you work with.")
    amara.opens(f"/children/{reference}/asks/").reads("What immigration enforcement asks")
    amara.page.locator("main a[href*='enforcement/asked']").first.click()
    amara.checks().reads(QUESTION).chooses("We would give exactly what stands below")
    amara.types("What is given", WORDS).types("Why?", REASON).presses("Send").reads("a second person looks at that")
    chidi.opens(ASKING).finds_nothing_of(WORDS, REASON)
    farid = browsing.member("farid", **PHONE)
    farid.opens(amara.path).chooses("Yes, these words may go")
    farid.chooses("I have looked: nothing that is kept for named people, held back, or tells where the child is safe")
    farid.presses("Send").reads("something was given")
    chidi.opens(ASKING).reads("Something was given.").presses(QUESTION, "link").reads(WORDS).finds_nothing_of(REASON)
