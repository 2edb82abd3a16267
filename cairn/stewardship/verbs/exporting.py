"""Taking facts about several children out in one file: asked, agreed by a second person, made once (R-198)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.core.clock import now
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.core.references import save_with_reference
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.models import Membership
from cairn.partnership.queries import data_leads
from cairn.sharing.queries.guide import case_of
from cairn.sharing.rules.gateways import justified
from cairn.stewardship import kinds
from cairn.stewardship.kinds import ExportShape, ExportState
from cairn.stewardship.models import Export
from cairn.stewardship.queries.exporting import export_lines, exports, own_children
from cairn.stewardship.rules.exporting import EXPORTABLE, as_csv, as_json, export_policy
from cairn.stewardship.verbs.reasons import reason_given

_MEDIA = {ExportShape.CSV: "text/csv; charset=utf-8", ExportShape.JSON: "application/json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSaid:
    """What somebody wants to take out: of whom, which sorts of facts, what for, on which lawful ground, how written."""

    children: Collection[UUID]
    sorts: Collection[str]
    purpose: str
    ground: str
    shape: str


@dataclass(frozen=True, slots=True)
class ExportFile:
    """The one file, and its name."""

    name: str
    media_type: str
    body: bytes


@transaction.atomic
def list_own_children(*, by: Actor) -> list[Child]:
    """The children whom somebody may ask to take out facts of. Records `listed`: their references are shown."""
    by.require(Permission.EXPORT_ASK)
    found = list(own_children(by)[: export_policy().most_children])
    ledger.listed(by=by, child_ids=[child.id for child in found], purpose="ask to take facts out")
    return found


@transaction.atomic
def ask_export(*, said: ExportSaid, by: Actor) -> Export:
    """Ask to take facts about children of the own team out in one file. The data-protection leads are told.

    Records EXPORT_ASKED. Refuses no children or sorts, too many (`export_too_many`), one with whom the team does not
    work (`export_not_yours`, the same for one that is not there), a sort that is never taken out (`export_sort`), no
    purpose (`desk_reason_needed`), and a ground that is none there and then.
    """
    by.require(Permission.EXPORT_ASK)
    if by.membership_id is None or by.agency_id is None or by.team_id is None:
        raise NotAllowed
    purpose = reason_given(said.purpose)
    if said.shape not in ExportShape.values:
        raise Refused("action_unknown")
    ground = justified(said.ground, case_of(by))
    made = Export(
        agency_id=by.agency_id,
        team_id=by.team_id,
        asked_by_id=by.membership_id,
        children=_of_the_team(said.children, by),
        kinds=_sorts(said.sorts),
        shape=said.shape,
        purpose=purpose,
        ground=ground.codes,
        sentence=ground.sentence,
    )
    save_with_reference(made)
    about = Ref("export", made.id)
    ledger.record(kinds.EXPORT_ASKED, by=by, about=about, detail={"count": len(made.children), "sorts": made.kinds})
    for lead in data_leads(by.agency_id):
        notices.leave(team_id=lead.team_id, member_id=lead.pk, code=kinds.EXPORT_WAITS, about=about)
    return made


def _of_the_team(children: Collection[UUID], by: Actor) -> list[str]:
    asked, most = set(children), export_policy().most_children
    if not asked:
        raise Refused("export_nobody")
    if len(asked) > most:
        raise Refused("export_too_many", most=most)
    if own_children(by).filter(pk__in=asked).count() != len(asked):
        raise Refused("export_not_yours")
    return sorted(map(str, asked))


def _sorts(sorts: Collection[str]) -> list[str]:
    if not sorts or not set(sorts) <= {sort.value for sort in EXPORTABLE}:
        raise Refused("export_sort")
    return [sort.value for sort in EXPORTABLE if sort.value in set(sorts)]


@transaction.atomic
def decide_export(*, export: Export, is_agreed: bool, words: str, by: Actor) -> Export:
    """A data-protection lead agrees that the file is made, or does not, with words. Whoever asked is told.

    Records EXPORT_DECIDED. Refuses no words (`desk_reason_needed`) and the person who asked, in whatever post
    (`second_lead_needed`). Raises Conflict once it was decided (`export_decided_already`).
    """
    by.require(Permission.DATA_PROTECT, export)
    if by.membership_id is None:
        raise NotAllowed
    why = reason_given(words)
    if Membership.objects.get(pk=export.asked_by_id).practitioner_id == by.practitioner_id:
        raise Refused("second_lead_needed")
    one_at_a_time(export.pk)
    moment = now()
    state = ExportState.AGREED if is_agreed else ExportState.REFUSED
    changed = Export.objects.visible_to(by).filter(pk=export.pk, state=ExportState.ASKED)
    expires = moment + timedelta(days=export_policy().open_days) if is_agreed else None
    if not changed.update(
        state=state, decided_by_id=by.membership_id, decided_at=moment, words=why, expires_at=expires
    ):
        raise Conflict("export_decided_already")
    about = Ref("export", export.pk)
    ledger.record(kinds.EXPORT_DECIDED, by=by, about=about, detail={"state": state.value})
    notices.leave(team_id=export.team_id, member_id=export.asked_by_id, code=kinds.EXPORT_ANSWERED, about=about)
    return find_export(export_id=export.pk, by=by)


@transaction.atomic
def take_export(*, export: Export, by: Actor) -> ExportFile:
    """Make the file and hand it out, once; for whoever asked alone. It holds what they may read at this moment.

    Nothing that anybody holds back is in it, and it is kept nowhere but by whoever took it. Records EXPORT_TAKEN for
    each child in it, with how many facts. Refuses one not agreed to (`export_not_agreed`), taken already
    (`export_taken_already`) or too late (`export_expired`), and one in which nothing is left (`export_empty`).
    """
    by.require(Permission.EXPORT_ASK, export)
    if export.asked_by_id != by.membership_id:
        raise NotAllowed
    one_at_a_time(export.pk)
    fresh: Export = Export.objects.visible_to(by).get(pk=export.pk)
    moment = now()
    _refuse_untimely(fresh, is_late=fresh.expires_at is not None and fresh.expires_at < moment)
    children = [UUID(one) for one in fresh.children]
    lines = export_lines(children, fresh.kinds, by)
    if not lines:
        raise Refused("export_empty")
    shape = ExportShape(fresh.shape)
    body = as_csv(lines) if shape is ExportShape.CSV else as_json(lines)
    rows = Export.objects.visible_to(by).filter(pk=fresh.pk, state=ExportState.AGREED)
    digest = sha256(body).hexdigest()
    if not rows.update(state=ExportState.GIVEN, given_at=moment, digest=digest, lines=len(lines)):
        raise Conflict("export_taken_already")
    references = [line.child for line in lines]
    for child in own_children(by).filter(pk__in=children, reference__in=set(references)):
        count = references.count(child.reference)
        about = Ref("export", fresh.pk)
        ledger.record(
            kinds.EXPORT_TAKEN, by=by, child_id=child.id, makeup=child.makeup, about=about, detail={"count": count}
        )
    return ExportFile(f"{fresh.reference}.{shape.value}", _MEDIA[shape], body)


def _refuse_untimely(export: Export, *, is_late: bool) -> None:
    if export.state == ExportState.GIVEN:
        raise Refused("export_taken_already")
    if export.state != ExportState.AGREED:
        raise Refused("export_not_agreed")
    if is_late:
        raise Refused("export_expired")


def find_export(*, export_id: UUID, by: Actor) -> Export:
    """Fetch one export to be shown, for whoever asked and for leads. Raises NotFound, and notes the refused id."""
    if not by.may(Permission.EXPORT_ASK):
        by.require(Permission.DATA_PROTECT)
    found: Export | None = exports(by).filter(pk=export_id).first()
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="export", reference=export_id)
        raise NotFound
    return found
