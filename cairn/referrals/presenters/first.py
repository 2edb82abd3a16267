"""What somebody says before they read what is known of a child, and never before they have said "I have it" (R-191)."""

from urllib.parse import urlencode

from django.urls import reverse

from cairn.access.actor import Actor
from cairn.referrals.models import Referral
from cairn.referrals.presenters.page import may_acknowledge
from cairn.sharing.queries import has_declared


def must_say_first(referral: Referral, actor: Actor) -> bool:
    """Whether a person has still to say if they know the child. Nothing stands between them and "I have it"."""
    if not actor.is_person or may_acknowledge(referral, actor):
        return False
    return not has_declared(referral.child_id, actor)


def knows_href(referral: Referral) -> str:
    """The address of that question, which leads back to what was sent."""
    onwards = {"next": reverse("referrals:answer", args=[referral.pk])}
    return f"{reverse('children:knows', args=[referral.child.reference])}?{urlencode(onwards)}"
