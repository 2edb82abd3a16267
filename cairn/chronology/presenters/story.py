"""The story of a child as pages show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from babel.dates import format_skeleton
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.children.presenters.child import OwnPart
from cairn.chronology import queries
from cairn.chronology.kinds import SOURCE_PROTECTED, Exactness
from cairn.chronology.models import Entry
from cairn.chronology.presenters.attachments import FileLine, file_lines
from cairn.chronology.rules import has_time, month_of
from cairn.core.clock import local
from cairn.sharing.presenters import apart_mark, mark
from cairn.sharing.queries import About
from cairn.ui.formats import babel_locale, day, day_and_time
from cairn.ui.formats import language as language_name
from cairn.ui.parts import CardRow

_OWN = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: when, what sort, in whose words, how known; and what became of it.

    `may_ask_source`: another agency protects whoever told it, and can be asked who that was (R-030).
    """

    id: UUID
    when: str
    at: datetime | None
    known: str
    title: str
    words: str
    source: str
    place: str
    tags: tuple[str, ...]
    corrects: str
    corrected_by: str
    may_correct: bool
    may_attach: bool
    files: tuple[FileLine, ...]
    may_hold: bool
    may_ask_source: bool


@dataclass(frozen=True, slots=True)
class Month:
    """The entries of one month."""

    label: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """What a contributor reads of their own."""

    when: str
    title: str
    words: str
    source: str
    entry_id: UUID
    files: tuple[FileLine, ...] = ()


def months(entries: Iterable[Entry], actor: Actor, *, by_known: bool, about: About | None = None) -> list[Month]:
    """Entries in their order, by the month in which they happened, or in which we knew of them.

    `about` is what of the child is held back from somebody.
    """
    may, about = actor.may(Permission.ENTRY_ADD), about or About()
    grouped = groupby(entries, key=lambda one: month_of(one.known_at if by_known else one.sorted_at))
    return [Month(_month(first), [_line(one, actor, about, may=may) for one in found]) for first, found in grouped]


def own_part(child: Child, actor: Actor) -> OwnPart:
    """What a contributor's team wrote, for the contributor's page."""
    entries = queries.own_entries(child, actor, _OWN)
    shown = [replace(own_entry(one), files=file_lines(one)) for one in entries]
    return OwnPart("chronology/own_entries.html", {"entries": shown, "reference": child.reference})


def own_entry(entry: Entry) -> OwnEntry:
    """One entry of one's own team."""
    return OwnEntry(when_words(entry), _title(entry), entry.words, source_words(entry), entry.id)


def seen_rows(child: Child, actor: Actor) -> Sequence[CardRow]:
    """The card's row: seen last by whom, when, alone or not, in what language."""
    entry, label = queries.last_seen(child, actor), _("Last seen")
    if entry is None:
        return [CardRow(label=label, value=_("Nobody has written down seeing the child"), is_warning=True)]
    alone = {"yes": _("alone"), "no": _("not alone")}.get(str(entry.detail.get("alone")), _("not said whether alone"))
    spoken = language_name(str(entry.detail.get("language", "")))
    language = _("in %(language)s") % {"language": spoken} if spoken else _("language not said")
    parts = {"when": when_words(entry), "who": entry.team.name, "alone": alone, "language": language}
    return [CardRow(label=label, value=_("%(when)s by %(who)s, %(alone)s, %(language)s") % parts)]


def when_words(entry: Entry) -> str:
    """When it happened: "about 3 May 2026", "3 May 2026 to 5 May 2026", "not known when"."""
    if entry.occurred_from is None:
        return _("not known when")
    start, end = _moment(entry.occurred_from), _moment(entry.occurred_to) if entry.occurred_to else ""
    both = _("%(start)s to %(end)s") % {"start": start, "end": end} if end and end != start else start
    return _("about %(when)s") % {"when": both} if entry.exactness == Exactness.ABOUT else both


def source_words(entry: Entry) -> str:
    """Whose entry it is and how they know: "Outreach, Safer Streets: the child told us"."""
    parts = {"team": entry.team.name, "agency": entry.agency.name, "how": entry.get_how_known_display()}
    return _("%(team)s, %(agency)s: %(how)s") % parts


def _line(entry: Entry, actor: Actor, about: About, *, may: bool) -> Line:
    later = list(entry.corrected_by.all())
    is_ours = may and entry.team_id in actor.team_ids
    in_error = any(one.detail.get("in_error") for one in later)
    is_reason = bool(entry.detail.get("in_error"))
    tags = [_("recorded in error")] if in_error else [_("corrected")] if later else []
    if entry.detail.get("said_again"):
        tags.append(_("first written while two records were held to be one"))
    held = mark(about.on(entry.id, entry.record_id))
    apart = apart_mark(about.apart_on(entry.id))
    hides_source = bool(entry.detail.get(SOURCE_PROTECTED))
    source = _("source protected by %(agency)s") % {"agency": entry.agency.name} if hides_source else ""
    tags += [one for one in (source, held, apart) if one]
    is_own = entry.team_id in actor.team_ids
    return Line(
        id=entry.id,
        when=when_words(entry),
        at=entry.occurred_from,
        known=_("We knew on %(day)s") % {"day": day(entry.known_at)},
        title=_("Why this was recorded in error") if is_reason else _title(entry),
        words=entry.words,
        source=source_words(entry),
        place=entry.place,
        tags=tuple(tags),
        corrects=str(entry.corrects_id or ""),
        corrected_by=str(later[-1].id) if later else "",
        may_correct=is_ours and not later and not is_reason,
        may_hold=is_own and not held and actor.may(Permission.WITHHOLD),
        may_ask_source=hides_source and entry.agency_id != actor.agency_id and actor.may(Permission.ASK_SEND),
        may_attach=is_ours and not in_error and not is_reason,
        files=file_lines(entry),
    )


def _title(entry: Entry) -> str:
    words = str(entry.get_kind_display())
    return words[:1].upper() + words[1:]


def _moment(moment: datetime) -> str:
    return day_and_time(moment) if has_time(moment) else day(moment)


def _month(first: date) -> str:
    return str(format_skeleton("yMMMM", first, locale=babel_locale()))


def as_typed(entry: Entry) -> dict[str, Any]:
    """An entry as the form would have been filled in, to be corrected."""
    start, end = entry.occurred_from, entry.occurred_to
    return {
        "words": entry.words,
        "kind": entry.kind,
        "how_known": entry.how_known,
        "from_on": local(start).date() if start else None,
        "from_at": local(start).time() if start and has_time(start) else None,
        "to_on": local(end).date() if end else None,
        "to_at": local(end).time() if end and has_time(end) else None,
        "exactness": entry.exactness,
        "place": entry.place,
        "alone": entry.detail.get("alone", ""),
        "language": entry.detail.get("language", ""),
    }


def from_draft(content: Mapping[str, Any]) -> dict[str, Any]:
    """What a draft holds, for the form to show as it was typed."""
    found: dict[str, Any] = {}
    for name, values in content.items():
        field, _dash, part = name.partition("-")
        first = values[0] if isinstance(values, list) and values else ""
        if part:
            found.setdefault(field, {"day": "", "month": "", "year": ""})[part] = first
        else:
            found[field] = first
    return found
