"""Registers the chronology floor with Django, its things with soft references and its sentences with the entrances."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChronologyConfig(AppConfig):
    """The package says what this floor is for."""

    name = "cairn.chronology"
    label = "chronology"

    def ready(self) -> None:
        """Make known what may be pointed at, the words for what this floor refuses, and its part of a child's page."""
        from cairn.access.permissions import Permission
        from cairn.children.presenters import card, tabs
        from cairn.children.presenters.child import add_own_part
        from cairn.children.verbs import on_looks_reviewed, on_unlinked
        from cairn.chronology.kinds import REFUSALS
        from cairn.chronology.presenters import story as presenters
        from cairn.chronology.verbs import across, note_looks_review, take_up
        from cairn.core import ref, sealed
        from cairn.duties.kinds import DutyKind, room
        from cairn.sharing.verbs import on_answered
        from cairn.ui import sentences

        sentences.register(REFUSALS)
        ref.register("entry", "chronology.Entry")
        ref.register("attachment", "chronology.Attachment")
        sealed.register("chronology.Attachment", "sealed_key")
        sealed.register("chronology.Attachment", "sealed_name")
        sealed.register("chronology.Entry", "words")
        tabs.register(tabs.Tab(code=tabs.STORY, label=_("Story"), address="chronology:story", order=20))
        tabs.add_action(
            tabs.Action(
                label=_("Add to the story"), address="chronology:add", permission=Permission.ENTRY_ADD, order=10
            )
        )
        card.add_rows(card.SEEN, presenters.seen_rows)
        add_own_part(presenters.own_part)
        on_unlinked(across)
        on_looks_reviewed(note_looks_review)
        on_answered(take_up)
        room(DutyKind.SORT_CITATIONS, "chronology:sort")
