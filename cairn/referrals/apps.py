"""Registers the referrals floor with Django, its things with soft references and its sentences with the entrances."""

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from cairn.access.actor import Actor
    from cairn.concerns.models import Concern


class ReferralsConfig(AppConfig):
    """The package says what this floor is for."""

    name = "cairn.referrals"
    label = "referrals"

    def ready(self) -> None:
        """Make known what may be pointed at, and the words for what this floor refuses."""
        from cairn.concerns.queries import on_progress
        from cairn.concerns.verbs import on_raised, on_urgency
        from cairn.core import ref
        from cairn.notices.kinds import door
        from cairn.referrals import verbs
        from cairn.referrals.kinds import REFUSALS
        from cairn.referrals.queries import progress
        from cairn.sharing.verbs import before_withheld
        from cairn.ui import sentences

        sentences.register(REFUSALS)
        ref.register("referral", "referrals.Referral")
        ref.register("decision", "referrals.Decision")
        ref.register("corroboration", "referrals.Corroboration")
        door("referral", "referrals:answer")
        on_raised(verbs.deliver)
        on_progress(progress)
        on_urgency(_deliver_danger)
        before_withheld(verbs.refuse_answerers)
        _show_on_a_childs_page()


def _show_on_a_childs_page() -> None:
    from cairn.children.presenters import card, tabs
    from cairn.children.presenters.child import add_own_part
    from cairn.referrals.presenters import child

    tabs.fill(tabs.DECISIONS, tabs.Filling("referrals/tab_decisions.html", child.decisions_section))
    card.add_rows(card.DANGER, child.danger_rows)
    add_own_part(child.owed_part)


def _deliver_danger(concern: "Concern", urgency: str, by: "Actor") -> None:
    from cairn.concerns.kinds import Urgency
    from cairn.concerns.models import ConcernSubject
    from cairn.referrals import verbs

    if urgency == Urgency.DANGER_NOW:
        verbs.deliver_as_danger(concern, list(ConcernSubject.objects.filter(concern=concern)), by)
