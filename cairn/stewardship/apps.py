"""Registers the stewardship floor with Django, its things with soft references and its sentences with the entrances."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StewardshipConfig(AppConfig):
    """The package says what this floor is for."""

    name = "cairn.stewardship"
    label = "stewardship"

    def ready(self) -> None:
        """Make known what may be pointed at, the words for what this floor refuses, and how records are disposed of."""
        from cairn.access.actor import deed
        from cairn.access.permissions import Permission
        from cairn.children.presenters.looks import take_further
        from cairn.core import ref, sealed
        from cairn.duties.kinds import DutyKind, room
        from cairn.notices.kinds import door
        from cairn.stewardship.kinds import REFUSALS
        from cairn.stewardship.models import AccessRequest
        from cairn.stewardship.queries import collecting, disposing, functions  # noqa: F401 (they define functions)
        from cairn.stewardship.queries.asking import is_named_for
        from cairn.stewardship.verbs import give_up_files, on_disposing
        from cairn.stewardship.verbs.asking import file_about, sealed_about
        from cairn.ui import sentences

        sentences.register(REFUSALS)
        sealed.register("stewardship.PackItem", "sealed", sealed_about)
        sealed.register("stewardship.PackItem", "file", file_about)
        sealed.register("stewardship.Redaction", "words", sealed_about)
        ref.register("legal_hold", "stewardship.LegalHold")
        ref.register("disposal", "stewardship.Disposal")
        ref.register("held_request", "stewardship.AccessRequest")
        ref.register("breach", "stewardship.Breach")
        ref.register("export", "stewardship.Export")
        door("disposal", "stewardship:disposal")
        door("held_request", "stewardship:request")
        door("breach", "stewardship:breach")
        door("export", "stewardship:export")
        room(DutyKind.HELD_REQUEST, "stewardship:request")
        room(DutyKind.BREACH, "stewardship:breach")
        door("grant", "stewardship:opened_one")
        room(DutyKind.REVIEW_GLASS, "stewardship:opened_one")
        take_further(_("Enter it in the breach log"), "stewardship:report")
        deed(Permission.PACK_READ, AccessRequest, is_named_for)
        on_disposing(give_up_files)
        disposing.install()
