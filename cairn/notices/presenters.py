"""What the inbox shows, as plain values."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise

from cairn.notices import kinds
from cairn.notices.models import Notice


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the inbox. `href` leads to what it is about; empty when that has no page."""

    id: UUID
    words: Promise | str
    href: str
    left_at: datetime
    is_unread: bool
    is_for_me: bool


def line(notice: Notice) -> Line:
    """A notice as a line: words by its code, a link by what it is about; never a name."""
    return Line(
        id=notice.pk,
        words=kinds.line_of(notice.code),
        href=href_of(notice.about_kind, notice.about_id),
        left_at=notice.left_at,
        is_unread=notice.read_at is None,
        is_for_me=notice.member_id is not None,
    )


def href_of(about_kind: str, about_id: UUID) -> str:
    """The address of the page of a thing that something points at; empty when there is none."""
    name = kinds.door_of(about_kind)
    return reverse(name, args=[about_id]) if name else ""
