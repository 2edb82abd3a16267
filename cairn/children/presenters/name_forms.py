"""Known forms of names, as the hub reads them: the forms, who added them, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cairn.access.actor import Actor
from cairn.children.models import NameForms
from cairn.children.queries.name_forms import forms_in_use, forms_retired


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group. The retired parts are empty while it is in use."""

    id: UUID
    forms: tuple[str, ...]
    who: str
    at: datetime
    reason: str
    retired_by: str = ""
    retired_at: datetime | None = None
    retired_reason: str = ""


@dataclass(frozen=True, slots=True)
class NamesPage:
    """The groups in use, a page of them, and those retired last."""

    lines: tuple[GroupLine, ...]
    retired: tuple[GroupLine, ...]
    page: Any


def names_page(by: Actor, number: int) -> NamesPage:
    """The page of known forms of names."""
    page = forms_in_use(by, number)
    return NamesPage(_lines(page.object_list), _lines(forms_retired(by)), page)


def line(group: NameForms) -> GroupLine:
    """One group as a line."""
    member, ended = group.added_by, group.retired_by
    return GroupLine(
        id=group.id,
        forms=tuple(str(each) for each in group.forms),
        who=f"{member.practitioner.name}, {member.team.name}",
        at=group.added_at,
        reason=group.reason,
        retired_by=ended.practitioner.name if ended else "",
        retired_at=group.retired_at,
        retired_reason=group.retired_reason,
    )


def _lines(groups: Iterable[NameForms]) -> tuple[GroupLine, ...]:
    return tuple(line(each) for each in groups)
