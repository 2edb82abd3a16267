"""Everything that is held about a child, row by row, as somebody who asks may read it. Run by the worker alone."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.utils.translation import gettext as _

from cairn.access.definitions import define
from cairn.children.kinds import FactKind
from cairn.children.models import Claim, Record
from cairn.chronology.models import Attachment
from cairn.concerns.models import Concern, ConcernSubject
from cairn.ledger.kinds import sentence_of
from cairn.partnership.models import Agency, Membership, Team
from cairn.sharing.kinds import (
    KEPT_FROM,
    KEPT_FROM_ENDED,
    WITHHELD,
    WITHHOLDING_ANSWERED,
    WITHHOLDING_ENDED,
    WITHHOLDING_EXTENDED,
)
from cairn.sharing.kinds.apart import (
    ADMISSION_ENDED,
    ADMITTED,
    GATHERS_NO_MORE,
    KEPT_APART,
    SECOND_ANSWERED,
    SECOND_NAMED,
    TAKEN_OUT,
)
from cairn.stewardship.queries.files import packed_file
from cairn.stewardship.queries.holdings import Holding, holdings
from cairn.stewardship.queries.kept_back import KeptBack, kept_back
from cairn.stewardship.rules.redacting import HANDLING, WHO, Names, Part, Told
from cairn.ui.formats import day, day_and_time

# What a pack leaves out, and why: everything else that is held is in it.
NOT_TOLD: Mapping[str, str] = {
    "children.MatchFacts": "the facts that are in the pack, folded for comparing",
    "children.MatchKey": "a keyed hash: nobody can read anything out of it",
    "chronology.Citation": "points from one thing to another; both are in the pack",
    "chronology.FileCheck": "what a scanner said of a file whose entry is in the pack",
    "duties.Draft": "not sent to anybody, and sealed for its writer",
    "duties.DutyStep": "who was reminded of a duty that is in the pack",
    "outside.OutsideItem": "a line as it left, sealed; what it was made from is in the pack",
    "outside.OutsideStep": "whether what left was opened; to whom it went is in the pack",
    "sharing.Admission": "who reads what only named people read; what that is, they decide",
    "sharing.Compartment": "by which something is kept for named people; that there is something is in the pack",
    "sharing.CompartmentAccount": "why something is kept for named people, sealed for those who hold it",
    "sharing.CompartmentItem": "by which something is kept for named people; that there is something is in the pack",
    "sharing.Conflict": "says who works elsewhere and is close to the child: a third person",
    "sharing.Declaration": "says who works elsewhere and is close to the child: a third person",
    "sharing.WithheldFrom": "by which something is kept from an agency; what says so is in the pack, to be ruled on",
    "sharing.Withholding": "by which something is kept from an agency; what says so is in the pack, to be ruled on",
    "sharing.WithholdingAccount": "why something is kept from an agency; what is kept may do harm",
    "stewardship.AccessRequest": "the very request, and others like it",
    "stewardship.PackItem": "the pack itself",
    "stewardship.Redaction": "the pack itself",
}
# Columns for the machine: how things hang together, how often they changed.
_TECHNICAL = frozenset(
    {
        *("revision", "send_key", "evidence", "places", "rerouted", "model_version", "policy_version"),
        *("digest", "key", "sealed", "sealed_key", "sealed_name", "storage_name", "file"),
        *("visits", "list_version"),
    }
)
_UNREADABLE = (models.UUIDField, models.BinaryField)
_WRITERS = ("recorded_by", "raised_by", "changed_by", "decided_by", "assigned_by", "opened_by")
_OWNERS = ("team", "owner_team")

# That something is held back, or kept for named people, nobody learns by asking.
_TRACES = frozenset(
    {
        *(WITHHELD, WITHHOLDING_ANSWERED, WITHHOLDING_EXTENDED, WITHHOLDING_ENDED, KEPT_FROM, KEPT_FROM_ENDED),
        *(KEPT_APART, ADMITTED, ADMISSION_ENDED, TAKEN_OUT, GATHERS_NO_MORE, SECOND_ANSWERED, SECOND_NAMED),
    }
)

# Who has looked, by agency: the ledger is not the worker's to read.
define(
    "desk_looks",
    """
set local role cairn_ledger;
create or replace function cairn_desk_looks(children uuid[])
 returns table (agency uuid, happening text, times bigint, first timestamptz, last timestamptz)
 language sql stable security definer set search_path = public, pg_temp as $$
 select e.agency_id, e.happening, count(*), min(e.at), max(e.at) from ledger_event e
  where e.child_id = any(children) and e.agency_id is not null group by e.agency_id, e.happening
  order by min(e.at), e.happening $$;
revoke all on function cairn_desk_looks(uuid[]) from public;
grant execute on function cairn_desk_looks(uuid[]) to cairn_worker;
set local role cairn_owner;
""",
    needs=("ledger_reading",),
)


@dataclass(frozen=True, slots=True)
class Collected:
    """The rows about a child in the order in which they are told, and the names to look for in them."""

    told: tuple[Told, ...]
    names: Names


def collect(child_id: UUID, readers: Collection[UUID] = ()) -> Collected:
    """Everything held about a child and whoever was joined with it, with the names that may have to be blacked out.

    Nothing of what is kept without a trace from one of the agencies whose people read the pack.
    """
    children = _family(child_id)
    back = kept_back(children, readers)
    concerns = list(Concern.objects.filter(subjects__child__in=children).distinct())
    protected = {one.pk for one in concerns if one.source_protected}
    people = _People()
    held = [each for each in holdings() if each.label not in NOT_TOLD]
    told = [one for each in held for one in _rows(each, children, protected, people, back)]
    return Collected((*told, *_looks(children, people, back)), _names(children, concerns, people))


class _People:
    """Names of agencies, teams and members, each asked for once."""

    def __init__(self) -> None:
        self.agencies = dict(Agency.objects.values_list("pk", "name"))
        self.teams = dict(Team.objects.values_list("pk", "name"))
        self.members = dict(Membership.objects.values_list("pk", "practitioner__name"))

    def who(self, row: models.Model) -> str:
        """Who wrote a row: person, team, agency, as far as it says."""
        writer = next(filter(None, (self.members.get(_id(row, name)) for name in _WRITERS)), "")
        team = next(filter(None, (self.teams.get(_id(row, name)) for name in _OWNERS)), "")
        return ", ".join(filter(None, (writer, team, self.agencies.get(_id(row, "agency"), ""))))


def _id(row: models.Model, name: str) -> Any:
    return getattr(row, f"{name}_id", None)


def _family(child_id: UUID) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("select cairn_family(%s)", [child_id])
        return list(cursor.fetchone()[0])


def _rows(one: Holding, children: list[UUID], protected: set[UUID], people: _People, back: KeptBack) -> Iterator[Told]:
    where = one.where("%(children)s::uuid[]")
    manager: Any = one.model._default_manager
    statement = f"select * from {one.table} where {where} order by {one.model._meta.pk.column}"  # noqa: S608 (own names)
    hidden = set(Record.objects.filter(pk__in=_protected_records(protected)).values_list("pk", flat=True))
    for row in manager.raw(statement, {"children": children}):
        if back.is_gone(row):
            continue
        is_protected = _id(row, "record") in hidden or row.pk in hidden | protected or _id(row, "concern") in protected
        who = people.who(row)
        holder = back.holder_of(row)
        if holder is not None:
            told = _("Only named people read this. %(team)s decides whether it is given out.") % {"team": holder}
            yield Told(one.label, str(row.pk), (Part(HANDLING, told),), "", is_protected=True)
            continue
        parts = (*((Part(WHO, who),) if who else ()), *_parts(row))
        file = packed_file(row) if isinstance(row, Attachment) else ""
        kind = str(getattr(row, "kind", ""))
        yield Told(one.label, str(row.pk), parts, kind, is_protected, file, is_held=back.is_declared(row))


def _protected_records(protected: set[UUID]) -> models.QuerySet[Any, Any]:
    return ConcernSubject.objects.filter(concern__in=protected).values("record")


def _parts(row: models.Model) -> Iterator[Part]:
    for field in row._meta.concrete_fields:
        if field.is_relation or field.primary_key or field.name in _TECHNICAL or isinstance(field, _UNREADABLE):
            continue
        words = _words(row, field)
        if words:
            yield Part(field.name, words)


def _words(row: models.Model, field: "models.Field[Any, Any]") -> str:
    value = getattr(row, field.attname)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return in_words(value)


def in_words(value: object) -> str:
    """A value as somebody reads it; nothing for what was left empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return day_and_time(value) if isinstance(value, datetime) else day(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {words}" for key, each in value.items() if (words := in_words(each)))
    return "; ".join(filter(None, map(in_words, value))) if isinstance(value, list) else str(value)


def _looks(children: list[UUID], people: _People, back: KeptBack) -> Iterator[Told]:
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_desk_looks(%s)", [children])
        for number, (agency, happening, times, first, last) in enumerate(cursor.fetchall()):
            if agency in back.agencies or happening in _TRACES:
                continue
            words = f"{sentence_of(happening)} ({times}): {day_and_time(first)} – {day_and_time(last)}"
            who = people.agencies.get(agency, "")
            yield Told("ledger.Event", str(number), (Part(WHO, who), Part("happening", words)))


def _names(children: list[UUID], concerns: Iterable[Concern], people: _People) -> Names:
    several = list(concerns)
    said = Claim.objects.filter(child__in=children)
    # Whole rows: some are sealed, and opened as they are fetched.
    related = [one.text for one in said.filter(kind__in=(FactKind.RELATIONSHIP, FactKind.PARENTAL))]
    hidden = [one.text for one in said.filter(kind=FactKind.MUST_NOT_KNOW)]
    return Names(
        third_persons=frozenset((*related, *(name for one in several for name in one.adults))),
        other_children=frozenset(_other_children(children, several)),
        sources=frozenset(_sources(several, people)),
        must_not_know=frozenset((*hidden, *(name for one in several for name in one.must_not_be_told))),
    )


def _other_children(children: list[UUID], concerns: list[Concern]) -> Iterator[str]:
    others = Claim.objects.filter(kind=FactKind.NAME, child__in=_beside(concerns)).exclude(child__in=children)
    own = {name.casefold() for name in _own_names(children)}
    for name in dict.fromkeys(one.text for one in others):
        for word in (name, *name.split()):
            if word.casefold() not in own:
                yield word


def _own_names(children: list[UUID]) -> Iterator[str]:
    for one in Claim.objects.filter(kind=FactKind.NAME, child__in=children):
        yield from (one.text, *one.text.split())


def _beside(concerns: list[Concern]) -> "models.QuerySet[Any, Any]":
    return ConcernSubject.objects.filter(concern__in=concerns).values("child")


def _sources(concerns: list[Concern], people: _People) -> Iterator[str]:
    for one in concerns:
        if one.source_protected:
            named = (people.agencies.get(one.agency_id), people.teams.get(one.team_id))
            yield from filter(None, (*named, people.members.get(_id(one, "raised_by")), one.sender_contact))
