"""Registers the voice floor with Django, its things with soft references and its part of a child's page."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VoiceConfig(AppConfig):
    """The package says what this floor is for."""

    name = "cairn.voice"
    label = "voice"

    def ready(self) -> None:
        """Make known what may be pointed at, who may tell a child, and what the card says of it."""
        from cairn.access.actor import deed
        from cairn.access.permissions import Permission
        from cairn.children.models import Child
        from cairn.children.presenters import card, tabs
        from cairn.core import ref
        from cairn.duties.kinds import DutyKind, room
        from cairn.notices.kinds import door
        from cairn.ui import sentences
        from cairn.voice.kinds import REFUSALS
        from cairn.voice.presenters.standing import card_rows
        from cairn.voice.queries.around import works_with

        sentences.register(REFUSALS)
        ref.register("sheet", "voice.Sheet")
        ref.register("telling", "voice.Telling")
        deed(Permission.CHILD_TELL, Child, works_with)
        room(DutyKind.TELL_CHILD, "voice:by_id")
        door("telling", "voice:by_id")
        card.add_rows(card.WISH, card_rows)
        tabs.add_sharing_page(_("Whether the child was told who knows what"), "voice:tellings")
        tabs.add_action(
            tabs.Action(label=_("Tell the child"), address="voice:tellings", permission=Permission.CHILD_TELL, order=40)
        )
