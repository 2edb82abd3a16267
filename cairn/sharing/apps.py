"""Registers the sharing floor with Django, and its sentences with the entrances."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """The package says what this floor is for."""

    name = "cairn.sharing"
    label = "sharing"

    def ready(self) -> None:
        """Make known what may be pointed at, what is bound with every transaction, and the words for refusals."""
        from cairn.access import binding
        from cairn.core import ref
        from cairn.duties.kinds import DutyKind
        from cairn.duties.verbs import on_due
        from cairn.sharing.kinds import REFUSALS
        from cairn.sharing.verbs import lapse
        from cairn.ui import sentences

        sentences.register(REFUSALS)
        ref.register("withholding", "sharing.Withholding")
        on_due(DutyKind.REVIEW_WITHHOLDING, lapse)
        binding.bind_also("cairn_bind_sharing()")
