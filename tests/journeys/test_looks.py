"""Who has looked: the circle reads it, it is given to who speaks for the child, a lead releases names and asks."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from cairn.children.kinds import LookWhy
from cairn.children.models import LookFlag, LooksWeek
from cairn.children.queries.flags import last_whole_week
from cairn.children.rules.looking import Sign
from cairn.core.clock import today
from cairn.core.postgres import WORKER
from cairn.ledger.models import Digest
from cairn.partnership.kinds import RoleName
from tests.builders import child_of, raised
from tests.conftest import become
from tests.journeys.browsing import PHONE


@pytest.fixture(scope="module")
def reference(live) -> str:
    """A child; and Dana looks after the data of the partnership here."""
    place = live.northmoor
    member = place.memberships["dana"]
    member.role = RoleName.DATA_PROTECTION_LEAD
    member.save()
    with transaction.atomic():
        child = child_of(raised(place.actor("efa")), place.actor("amara"))
    with become(WORKER):
        rest = {"monday": last_whole_week(), "agency_id": member.agency_id, "policy_version": "1"}
        LooksWeek.objects.create(flags=1, **rest)
        LookFlag.objects.create(
            membership=place.memberships["farid"], sign=Sign.ODD_HOURS, count=4, children=[str(child.id)], **rest
        )
    connection.close()
    return str(child.reference)


def types_day(person, name: str, day) -> None:
    for part in ("day", "month", "year"):
        person.page.locator(f"[name={name}-{part}]").fill(str(getattr(day, part)))


def test_the_circle_reads_who_has_looked_and_gives_the_list(browsing, reference):
    browsing.member("farid").opens(f"/children/{reference}/")
    amara = browsing.member("amara", **PHONE)
    amara.opens(f"/children/{reference}/sharing/").reads("you (Eastmoor Duty", "hub coordinator")
    amara.finds_nothing_of("Farid")
    amara.presses("Give this list to who speaks for the child", "link").reads("It holds no worker’s name.")
    amara.types("Who is given the list?", "Ms Osei").chooses("guardian or advocate")
    amara.presses("Note it, and show the page to print").reads("Ms Osei (guardian or advocate)")
    amara.finds_nothing_of("Farid")
    amara.opens(f"/children/{reference}/sharing/").reads("Who was given this list", "Ms Osei")
    amara.opens("/account/").presses("What you looked at", "link").reads(reference, "opened the record")


def test_a_lead_looks_releases_names_and_ends_it(browsing, reference):
    browsing.member("farid").opens(f"/children/{reference}/")
    dana = browsing.member("dana")
    dana.presses("Who has looked", "link").types("Reference of the child", reference)
    dana.chooses(str(LookWhy.WORRY.label)).presses("Show who has looked").reads("Farid (")
    dana.finds_nothing_of("Nguyen")
    dana.presses("Release names to the circle for a time", "link")
    dana.types("Why must the circle see names?", "A complaint.")
    types_day(dana, "until", today() + timedelta(days=3))
    dana.presses("Release names").reads("End it now")
    amara = browsing.member("amara")
    amara.opens(f"/children/{reference}/sharing/").reads("Names were released", "A complaint.", "Farid (")
    dana.presses("End it now").reads("Ended.")
    amara.opens(f"/children/{reference}/sharing/").finds_nothing_of("Farid (")
    dana.types("Reference of the child", reference).chooses(str(LookWhy.INVESTIGATION.label))
    dana.presses("Show who has looked").reads("nobody else reads that you did")


def test_a_lead_asks_about_unusual_looking(browsing, reference):
    dana = browsing.member("dana")
    dana.presses("Unusual use", "link").reads("Farid", "outside the hours", reference, "never a finding")
    dana.page.get_by_role("link", name="Say what came of asking").first.click()
    dana.chooses("asked, and there is a good reason").types("What was found?", "He covered a night.").presses("Note it")
    dana.reads("He covered a night.")


def test_the_digest_can_be_kept(browsing, live):
    from cairn.core.clock import now

    with become(WORKER):
        digest = Digest.objects.create(day=today(), number=1, digest="ab" * 32, sealed_at=now(), count=2, events=2)
    connection.close()
    browsing.member("efa", **PHONE).opens(f"/digests/{digest.pk}/").reads("ab" * 32, "Download as a text file")
