"""From what the queries found to what the API shows."""

from collections.abc import Iterable
from uuid import UUID

from cairn.access.actor import Actor
from cairn.children.api.shapes import (
    AgeShown,
    AgreementShown,
    CandidateShown,
    ChildShown,
    FactShown,
    HolderShown,
    InvolvementShown,
    MarkShown,
)
from cairn.children.kinds import FactKind, NumberCheck
from cairn.children.models import Child, CircleLines, Claim, Involvement, Record
from cairn.children.queries.among import among
from cairn.children.queries.circle import Sight, responsible_for, sight_of
from cairn.children.queries.facts import births_in, names_in, said_of, status_of
from cairn.children.rules import age_span, number_check, shown_name
from cairn.core.clock import today
from cairn.matching.scoring import Ranked
from cairn.sharing.api.withholding import held_back, kept_apart


def child_shown(child: Child, by: Actor) -> ChildShown:
    """A child with what was said, as far as this caller may see it."""
    said, sight = said_of(child, by), sight_of(child, by)
    held = responsible_for(child, by).values() if sight.sees_circle else ()
    span = age_span(births_in(said), today())
    own = Record.objects.visible_to(by).filter(child=child, team_id__in=by.team_ids)
    return ChildShown(
        reference=child.reference,
        revision=child.revision,
        name=shown_name(names_in(said)),
        age=AgeShown(youngest=span.low, oldest=span.high, is_disputed=span.is_disputed) if span else None,
        sees_story=sight.sees_story,
        sees_circle=sight.sees_circle,
        records=list(own.order_by("opened_at", "id").values_list("pk", flat=True)),
        responsible=[
            HolderShown(kind=one.kind, team=one.team.name, agency=one.team.agency.name, since=one.since) for one in held
        ],
        said=[fact_shown(each) for each in said],
        held_back=held_back(child.id, by),
        kept_apart=kept_apart(child.id, by),
    )


def fact_shown(claim: Claim) -> FactShown:
    """One thing said."""
    return FactShown(
        id=claim.id,
        kind=claim.kind,
        text=claim.text,
        detail={name: value for name, value in claim.detail.items() if isinstance(value, str | bool)},
        basis=claim.basis,
        born_from=claim.born_from,
        born_to=claim.born_to,
        status=_status(claim),
        checks=_checks(claim),
        about=claim.about_id,
        replaces=claim.replaces_id,
        marks=[_mark_shown(mark) for mark in claim.marked],
        team=claim.team.name,
        agency=claim.agency.name,
        said_at=claim.said_at,
        recorded_at=claim.recorded_at,
    )


def _status(claim: Claim) -> str:
    # Of a person, how somebody is known says nothing of whether anybody checked.
    if claim.kind == FactKind.RELATIONSHIP and claim.marked == ():
        return "unverified"
    return status_of(claim).value


def _checks(claim: Claim) -> bool | None:
    if claim.kind != FactKind.IDENTIFIER:
        return None
    check = number_check(str(claim.detail.get("scheme", "")), claim.text)
    return None if check is NumberCheck.UNCHECKED else check is NumberCheck.RIGHT


def _mark_shown(mark: Claim) -> MarkShown:
    return MarkShown(
        status=status_of(mark).value,
        how=list(mark.detail.get("how", [])),
        reason=mark.text,
        team=mark.team.name,
        agency=mark.agency.name,
        recorded_at=mark.recorded_at,
    )


def involvement_shown(row: Involvement, said: CircleLines | None, sight: Sight, by: Actor) -> InvolvementShown:
    """A team around the child. Who only knows who is involved is not told what they are doing."""
    reads_doing = sight.sees_story or row.team_id in by.team_ids
    lines = said or CircleLines()
    return InvolvementShown(
        team=row.team.name,
        agency=row.team.agency.name,
        function=row.team.function,
        phone=row.team.phone or row.team.agency.phone,
        capacity=row.capacity,
        doing=row.doing if reads_doing else "",
        is_confirmed=row.is_confirmed,
        since=row.started_at,
        until=row.until if reads_doing else None,
        why_here=lines.why_here,
        cannot_keep=lines.cannot_keep,
        cannot_do=lines.cannot_do,
        last_contact_on=lines.last_contact_on,
    )


def own_records(children: Iterable[UUID], by: Actor) -> dict[UUID, list[UUID]]:
    """The records that the caller's own teams hold of these children."""
    found: dict[UUID, list[UUID]] = {}
    mine = Record.objects.visible_to(by).filter(among("child_id", children), team_id__in=by.team_ids)
    for child_id, record_id in mine.order_by("opened_at", "id").values_list("child_id", "pk"):
        found.setdefault(child_id, []).append(record_id)
    return found


def candidate_shown(ranked: Ranked[UUID], reference: str, records: list[UUID]) -> CandidateShown:
    """A child that it may be."""
    return CandidateShown(
        child=reference,
        records=records,
        band=str(ranked.score.band),
        weight=ranked.score.weight,
        evidence=[
            AgreementShown(field=str(each.field), level=str(each.level), weight=each.weight) for each in ranked.evidence
        ],
    )
