"""Registers the duties floor with Django, its things with soft references and its sentences with the entrances."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """The package says what this floor is for."""

    name = "cairn.duties"
    label = "duties"

    def ready(self) -> None:
        """Make known what may be pointed at, and the words for what this floor refuses."""
        from cairn.access.actor import deed
        from cairn.access.permissions import Permission
        from cairn.core import ref, sealed
        from cairn.duties.kinds import REFUSALS
        from cairn.duties.models import Duty
        from cairn.duties.queries import is_ours
        from cairn.duties.queries.drafts import place_of
        from cairn.notices.kinds import door
        from cairn.ui import sentences

        sentences.register(REFUSALS)
        ref.register("duty", "duties.Duty")
        ref.register("draft", "duties.Draft")
        sealed.register("duties.Draft", "sealed", place_of)
        # What a notice may point at when its reader does not see the duty itself.
        ref.register("team", "partnership.Team")
        door("duty", "duties:duty")
        door("agency", "agreement")
        deed(Permission.DUTY_TAKE, Duty, is_ours)
