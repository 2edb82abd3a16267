"""Registers the planning floor with Django, its things with soft references and its part of a child's page."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    """The package says what this floor is for."""

    name = "cairn.planning"
    label = "planning"

    def ready(self) -> None:
        """Make known what may be pointed at, who plans with a child, and where the child's diary is."""
        from cairn.access.actor import deed
        from cairn.access.permissions import Permission
        from cairn.children.models import Child
        from cairn.children.presenters import tabs
        from cairn.core import ref
        from cairn.duties.kinds import DutyKind, room
        from cairn.notices.kinds import door
        from cairn.planning.kinds import REFUSALS
        from cairn.planning.presenters.diary import DIARY
        from cairn.planning.queries.plans import is_around
        from cairn.ui import sentences

        sentences.register(REFUSALS)
        ref.register("work", "planning.Work")
        ref.register("contact", "planning.Contact")
        ref.register("shared_work", "planning.Suggestion")
        ref.register("suggestion_answer", "planning.SuggestionAnswer")
        deed(Permission.PLAN_ADD, Child, is_around)
        deed(Permission.PLAN_ANSWER, Child, is_around)
        room(DutyKind.SHARE_WORK, "planning:by_id")
        door("shared_work", "planning:by_id")
        tabs.register(tabs.Tab(code=DIARY, label=_("Diary"), address="planning:diary", order=45))
