"""Where the lists of the desk lead."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cairn.duties.kinds import DraftKind
from cairn.duties.models import Draft
from cairn.notices.presenters import href_of


def child_href(reference: str) -> str:
    """The address of a child's page."""
    return reverse("children:child", args=[reference])


def draft_href(draft: Draft) -> str:
    """Back to what somebody has begun to write."""
    if draft.kind == DraftKind.CONCERN or draft.about_id is None:
        return f"{reverse('concerns:new')}?draft={draft.pk}"
    return href_of(draft.about_kind, draft.about_id) or reverse("desk:my_work")


def draft_words(draft: Draft) -> str:
    """What was begun, naming nobody."""
    return {
        DraftKind.CONCERN: _("A concern that you began has not gone to anybody."),
        DraftKind.ENTRY: _("Something you began to add to a story is not in it yet."),
        DraftKind.ANSWER: _("An answer that you began has not gone to anybody."),
    }[DraftKind(draft.kind)]
