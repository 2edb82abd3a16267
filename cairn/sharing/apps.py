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
        from cairn.duties.kinds import DutyKind, room
        from cairn.duties.verbs import on_due
        from cairn.notices.kinds import door
        from cairn.sharing.kinds import REFUSALS
        from cairn.sharing.queries.enforcement import own_uses
        from cairn.sharing.queries.guide import starts
        from cairn.sharing.verbs import lapse
        from cairn.ui import sentences

        sentences.register(REFUSALS)
        ref.register("withholding", "sharing.Withholding")
        door("withholding", "sharing:withholding")
        for kind in (DutyKind.AGREE_WITHHOLDING, DutyKind.REVIEW_WITHHOLDING):
            room(kind, "sharing:withholding")
        on_due(DutyKind.REVIEW_WITHHOLDING, lapse)
        binding.bind_also("cairn_bind_sharing()")
        starts()  # a file of days that makes no sense is found now, and not while somebody shares
        own_uses()  # and so is one that lets enforcement ask
        _asking()
        _in_danger()
        _apart()


def _in_danger() -> None:
    """What belongs to records that are opened because somebody is in danger."""
    from cairn.core import ref
    from cairn.sharing.queries import glass, held_further, nothing_held  # noqa: F401 (they define functions)

    ref.register("grant", "sharing.Grant")


def _apart() -> None:
    """What belongs to things that only named people read."""
    from cairn.core import ref, sealed
    from cairn.notices.kinds import door
    from cairn.sharing.kinds.apart import REFUSALS
    from cairn.ui import sentences

    sentences.register(REFUSALS)
    ref.register("compartment", "sharing.Compartment")
    sealed.register("sharing.CompartmentAccount", "words")
    door("compartment", "children:apart_one")


def _asking() -> None:
    """What belongs to questions to other agencies."""
    from cairn.access.actor import deed
    from cairn.access.permissions import Permission
    from cairn.core import ref
    from cairn.sharing.models import Ask
    from cairn.sharing.queries import asking, response_times  # noqa: F401 (the second defines a function)

    ref.register("ask", "sharing.Ask")
    ref.register("ask_answer", "sharing.AskAnswer")
    deed(Permission.ASK_SEND, Ask, asking.is_asking)
    deed(Permission.ASK_ANSWER, Ask, asking.is_asked)
    deed(Permission.REFUSAL_REVIEW, Ask, asking.may_review)
