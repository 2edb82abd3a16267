"""A concern that waits for an answer, and somebody signed in to give one."""

import re
from dataclasses import dataclass

from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.concerns.models import Concern
from cairn.referrals.kinds import Purpose
from cairn.referrals.models import Decision, Referral
from tests.builders import Northmoor, raised
from tests.partnership import people

TYPED = {
    "outcome": "strategy_discussion",
    "reasons": "The words and the van fit.",
    "feedback": "Thank you. We meet today.",
    "would_change": "Tell us at once if she is seen again.",
    "version": "1",
}


@dataclass(frozen=True)
class Sent:
    """What was sent to one team, as a test needs it."""

    northmoor: Northmoor
    concern: Concern
    referral: Referral

    @property
    def href(self) -> str:
        """The address of the answer page."""
        return reverse("referrals:answer", args=[self.referral.id])

    def now(self) -> Referral:
        """The referral as it stands, as the hub sees it."""
        farid = self.northmoor.actor("farid")
        with acting_as(farid):
            return Referral.objects.visible_to(farid).get(pk=self.referral.pk)

    def decisions(self) -> list[Decision]:
        """Every answer that was given to it."""
        farid = self.northmoor.actor("farid")
        with acting_as(farid):
            return list(Decision.objects.visible_to(farid).filter(referral=self.referral))


def sent(northmoor: Northmoor, *, purpose: Purpose = Purpose.CHILD_PROTECTION, to: str = "", **said: object) -> Sent:
    """Efa has raised a concern; `to` is the team whose referral is meant when there are several."""
    concern = raised(northmoor.actor("efa"), **said)
    farid = northmoor.actor("farid")
    with acting_as(farid):
        found = Referral.objects.visible_to(farid).select_related("child").filter(concern=concern, purpose=purpose)
        referral = found.get(to_team=northmoor.team(to)) if to else found.get()
    return Sent(northmoor, concern, referral)


def sign_in(client: Client, northmoor: Northmoor, name: str) -> Client:
    """A member of the cast at the keyboard."""
    return people.sign_in(client, northmoor.practitioner(name))


def asked(counted: CaptureQueriesContext) -> list[str]:
    """The statements that asked or changed something, for a budget; the marks of transactions are left out."""
    return [one["sql"][:150] for one in counted if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]


def found(pattern: str, page: HttpResponseBase) -> str:
    """The first thing on a page that fits a pattern, as an address or value would be used."""
    match = re.search(pattern, page.content.decode())  # type: ignore[attr-defined] # pages are not streamed
    assert match is not None, pattern
    return match[1].replace("&amp;", "&")
