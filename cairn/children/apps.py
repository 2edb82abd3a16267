"""Registers the children floor with Django, its things with soft references and its sentences with the entrances."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChildrenConfig(AppConfig):
    """The package says what this floor is for."""

    name = "cairn.children"
    label = "children"

    def ready(self) -> None:
        """Make known what may be pointed at, and the words for what this floor refuses."""
        from cairn.access.actor import deed
        from cairn.access.permissions import Permission
        from cairn.children.kinds import REFUSALS
        from cairn.children.models import Child, InvolvementRequest
        from cairn.children.presenters.guide import GoOn, go_on_at
        from cairn.children.queries import ages, functions, gathering, moving, parting, probing  # noqa: F401 (they define functions)
        from cairn.children.queries.circle import may_answer, may_name_holders
        from cairn.children.verbs import grant_late, tell_shared
        from cairn.core import ref
        from cairn.duties.kinds import DutyKind, room
        from cairn.duties.verbs import on_due
        from cairn.notices.kinds import door
        from cairn.sharing.verbs import on_shared
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
        ref.register("name_forms", "children.NameForms")
        on_due(DutyKind.ANSWER_REQUEST, grant_late)
        on_shared(tell_shared)
        deed(Permission.RESPONSIBILITY_ASSIGN, Child, may_name_holders)
        deed(Permission.KEEP_FROM, Child, may_name_holders)
        deed(Permission.INVOLVEMENT_ANSWER, InvolvementRequest, may_answer)
        door("child", "children:by_id")
        door("ask", "children:asked")
        room(DutyKind.ANSWER_ASK, "children:answer_ask")
        room(DutyKind.REVIEW_REFUSAL, "children:review_refusal")
        go_on_at(GoOn(_("Ask another agency on this ground"), "children:ask_others", Permission.ASK_SEND))
        door("involvement_request", "children:request")
        door("link_question", "children:question")
        door("link_decision", "children:link")
        _for_enforcement()
        _two_people()
        _account_of_looks()
        _places()
        _apart()


def _for_enforcement() -> None:
    """What belongs to what immigration enforcement asks."""
    from cairn.access.actor import deed
    from cairn.access.permissions import Permission
    from cairn.children.kinds.enforcement import ENFORCEMENT_REFUSALS
    from cairn.children.models import EnforcementQuestion
    from cairn.children.queries.enforcement import may_agree_to_enforcement, may_answer_enforcement
    from cairn.core import ref
    from cairn.notices.kinds import door
    from cairn.partnership.presenters import AccountLink, add_account_link
    from cairn.ui import sentences

    sentences.register(ENFORCEMENT_REFUSALS)
    ref.register("enforcement_request", "children.EnforcementRequest")
    ref.register("enforcement_question", "children.EnforcementQuestion")
    deed(Permission.ASK_ANSWER, EnforcementQuestion, may_answer_enforcement)
    deed(Permission.REFUSAL_REVIEW, EnforcementQuestion, may_agree_to_enforcement)
    door("enforcement_request", "children:enforcement_request")
    door("enforcement_question", "children:enforcement_question")
    add_account_link(AccountLink(_("Asking for immigration enforcement"), "children:for_enforcement"))


def _two_people() -> None:
    """Where anything is held back about one of two children, nothing is joined before a second person agrees."""
    from cairn.children.queries.restricted import protects
    from cairn.sharing.queries import is_anything_held

    protects(is_anything_held)


def _apart() -> None:
    """What belongs to things that only named people read."""
    from cairn.access.actor import deed
    from cairn.access.permissions import Permission
    from cairn.children.models import Child
    from cairn.children.queries.circle import works_with
    from cairn.core import sealed

    sealed.register("children.Claim", "text")
    deed(Permission.SAFE_ADDRESS, Child, works_with)


def _account_of_looks() -> None:
    """What belongs to the account of who has looked."""
    from cairn.access.actor import deed
    from cairn.access.permissions import Permission
    from cairn.children.models import Child, LinkDecision, LookFlag
    from cairn.children.queries import looks_functions  # noqa: F401 (it defines functions)
    from cairn.children.queries.flags import is_others
    from cairn.children.queries.joined import may_review_looks
    from cairn.children.queries.looks_account import may_give_looks
    from cairn.core import ref
    from cairn.duties.kinds import DutyKind, room
    from cairn.notices.kinds import door
    from cairn.partnership.presenters import AccountLink, add_account_link

    ref.register("names_released", "children.NamesReleased")
    ref.register("looks_given", "children.LooksGiven")
    ref.register("looks_week", "children.LooksWeek")
    ref.register("look_flag", "children.LookFlag")
    deed(Permission.LOOKS_SEE, LinkDecision, may_review_looks)
    room(DutyKind.REVIEW_LOOKS, "children:link_looks")
    deed(Permission.LOOKS_GIVE, Child, may_give_looks)
    deed(Permission.SEARCHES_REVIEW, LookFlag, is_others)
    door("looks_week", "children:unusual_week")
    add_account_link(AccountLink(_("What you looked at"), "children:my_looks"))


def _places() -> None:
    """What belongs to places in the circle, and to being kept from a child."""
    from cairn.access.actor import deed
    from cairn.access.permissions import Permission
    from cairn.children.kinds.circle import CIRCLE_REFUSALS
    from cairn.children.models import Child, Involvement
    from cairn.children.queries import standing_in, telling  # noqa: F401 (they define functions)
    from cairn.children.queries.circle import may_end, works_with
    from cairn.core import ref
    from cairn.partnership.presenters import AccountLink, add_account_link
    from cairn.ui import sentences

    sentences.register(CIRCLE_REFUSALS)
    ref.register("circle_lines", "children.CircleLines")
    deed(Permission.INVOLVEMENT_ANSWER, Child, works_with)
    deed(Permission.INVOLVEMENT_ASK, Involvement, may_end)
    add_account_link(AccountLink(_("Names and addresses to be kept from you"), "children:own_details"))
