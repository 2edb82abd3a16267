"""Registers the children floor with Django, its things with soft references and its sentences with the entrances."""

from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    """The package says what this floor is for."""

    name = "cairn.children"
    label = "children"

    def ready(self) -> None:
        """Make known what may be pointed at, and the words for what this floor refuses."""
        from cairn.children.kinds import REFUSALS
        from cairn.children.queries import functions, moving  # noqa: F401 (their definitions are installed)
        from cairn.core import ref
        from cairn.ui import sentences

        sentences.register(REFUSALS)
        ref.register("child", "children.Child")
        ref.register("record", "children.Record")
        ref.register("claim", "children.Claim")
        ref.register("involvement", "children.Involvement")
        ref.register("involvement_request", "children.InvolvementRequest")
        ref.register("link_question", "children.LinkQuestion")
        ref.register("link_decision", "children.LinkDecision")
        ref.register("move", "children.Move")
