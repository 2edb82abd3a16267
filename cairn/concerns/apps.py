"""Registers the concerns floor with Django, its things with soft references and its sentences with the entrances."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConcernsConfig(AppConfig):
    """The package says what this floor is for."""

    name = "cairn.concerns"
    label = "concerns"

    def ready(self) -> None:
        """Make known what may be pointed at, and the words for what this floor refuses."""
        from cairn.access.permissions import Permission
        from cairn.children.presenters import tabs
        from cairn.children.presenters.finding import raised_at
        from cairn.children.queries.restricted import protects
        from cairn.concerns.kinds import REFUSALS
        from cairn.concerns.queries.protected import has_protected_source
        from cairn.core import ref
        from cairn.notices.kinds import door
        from cairn.ui import sentences

        sentences.register(REFUSALS)
        ref.register("concern", "concerns.Concern")
        protects(has_protected_source)
        door("concern", "concerns:by_id")
        raised_at("concerns:new")
        seen = _("Sightings that may be of this child")
        tabs.add_action(
            tabs.Action(label=seen, address="concerns:sightings", permission=Permission.LINK_DECIDE, order=60)
        )
