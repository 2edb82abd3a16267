"""Wishes to take facts out in one file, as their pages show them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import FactKind
from cairn.children.models import Child
from cairn.children.queries.unrecorded import names_of
from cairn.core.clock import now
from cairn.stewardship.kinds import ExportState
from cairn.stewardship.models import Export
from cairn.stewardship.presenters.words import who
from cairn.stewardship.queries.exporting import MOST_SHOWN, exports


@dataclass(frozen=True, slots=True)
class ExportPage:
    """One wish. `sorts` are the facts by their names; `is_over` where it was agreed to and the time has passed."""

    id: UUID
    reference: str
    who: str
    team: str
    asked_at: datetime
    children: int
    sorts: tuple[str, ...]
    shape: str
    purpose: str
    sentence: str
    state: Promise | str
    decided_by: str
    decided_at: datetime | None
    words: str
    expires_at: datetime | None
    is_over: bool
    given_at: datetime | None
    lines: int | None
    digest: str
    is_own: bool
    may_decide: bool
    may_take: bool


def export_pages(by: Actor) -> tuple[ExportPage, ...]:
    """What the actor asked for or decides about, the newest first."""
    return tuple(export_page(one, by) for one in exports(by)[:MOST_SHOWN])


def export_page(export: Export, by: Actor) -> ExportPage:
    """One, with what this actor may do about it."""
    is_over = export.state == ExportState.AGREED and export.expires_at is not None and export.expires_at < now()
    is_own = export.asked_by.practitioner_id == by.practitioner_id
    return ExportPage(
        id=export.pk,
        reference=export.reference,
        who=who(export.asked_by),
        team=export.team.name,
        asked_at=export.asked_at,
        children=len(export.children),
        sorts=tuple(str(FactKind(one).label) for one in export.kinds),
        shape=str(export.get_shape_display()),
        purpose=export.purpose,
        sentence=export.sentence,
        state=ExportState(export.state).label,
        decided_by=who(export.decided_by),
        decided_at=export.decided_at,
        words=export.words,
        expires_at=export.expires_at,
        is_over=is_over,
        given_at=export.given_at,
        lines=export.lines,
        digest=export.digest,
        is_own=is_own,
        may_decide=export.state == ExportState.ASKED and not is_own and by.may(Permission.DATA_PROTECT),
        may_take=export.state == ExportState.AGREED and not is_over and export.asked_by_id == by.membership_id,
    )


def child_choices(children: list[Child], by: Actor) -> list[tuple[str, str]]:
    """The children as a form offers them: name, where somebody gave one, and reference."""
    names = names_of(children, by)
    return [(str(one.pk), f"{names[one.pk]} ({one.reference})" if names[one.pk] else one.reference) for one in children]
