"""Registers sharing outside with Django, its things with soft references and its sentences with the entrances."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutsideConfig(AppConfig):
    """The package says what this floor is for."""

    name = "cairn.outside"
    label = "outside"

    def ready(self) -> None:
        """Make known what may be pointed at, who may share and withdraw, and where one goes on to from other pages."""
        from cairn.access.actor import deed
        from cairn.access.permissions import Permission
        from cairn.children.models import Child
        from cairn.children.presenters import tabs
        from cairn.children.presenters.guide import GoOn, go_on_at
        from cairn.children.queries.looks import named_at_door
        from cairn.core import ref, sealed
        from cairn.notices.kinds import door
        from cairn.outside.kinds import OUTSIDE_OPENED, REFUSALS
        from cairn.outside.models import OutsideShare
        from cairn.outside.queries.offering import is_working
        from cairn.outside.queries.shares import is_own, may_withdraw, recipients
        from cairn.ui import sentences

        sentences.register(REFUSALS)
        ref.register("outside_share", "outside.OutsideShare")
        sealed.register("outside.OutsideItem", "sealed")
        door("outside_share", "outside:by_id")
        deed(Permission.OUTSIDE_SHARE, Child, is_working)
        deed(Permission.OUTSIDE_WITHDRAW, OutsideShare, may_withdraw)
        deed(Permission.OUTSIDE_PRINT, OutsideShare, is_own)
        tabs.add_sharing_page(_("What was shared with somebody outside"), "outside:shares")
        go_on_at(GoOn(_("Share with somebody outside on this ground"), "outside:new", Permission.OUTSIDE_SHARE))
        named_at_door(OUTSIDE_OPENED, recipients)
