"""Looking through a pack: ruling on what is blacked out, agreeing as the second person, giving it out once."""

import json
from base64 import b64decode
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.chronology.kinds import FileKind
from cairn.chronology.rules.files import MEDIA_TYPES
from cairn.core import files
from cairn.core.clock import now
from cairn.core.crypto import unseal
from cairn.core.errors import Conflict, NotFound, Refused
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.stewardship import kinds
from cairn.stewardship.kinds import Ruling, StateOfRequest, Why
from cairn.stewardship.models import AccessRequest, PackItem, Redaction
from cairn.stewardship.rules.redacting import Part, blacked_out
from cairn.stewardship.verbs.asking import file_about, find_request, proposed, sealed_about
from cairn.stewardship.verbs.reasons import LONGEST_REASON

_REVIEWED = (StateOfRequest.REVIEW, StateOfRequest.AGREED)


@dataclass(frozen=True, slots=True)
class Opened:
    """One item of a pack with its parts in words and what is proposed about it."""

    item: PackItem
    parts: tuple[Part, ...]
    redactions: tuple[Redaction, ...]

    def given_out(self) -> tuple[Part, ...]:
        """The parts as they are given out: with everything blacked out that was ruled to be kept out."""
        out: dict[str, list[str]] = {}
        for each in self.redactions:
            if each.ruling == Ruling.KEEP_OUT:
                out.setdefault(each.part, []).append(words_of(each))
        return tuple(Part(part.name, blacked_out(part.words, out.get(part.name, ()))) for part in self.parts)

    def file_given_out(self) -> "PackFile | None":
        """The file of this item, if two have let everything about it stand; None for all that is no file."""
        is_let = bool(self.redactions) and all(each.ruling == Ruling.LET_STAND for each in self.redactions)
        return _file(self.item) if self.item.file and is_let else None


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file of a pack: its name, its media type, its size in bytes, and where it lies with its key."""

    name: str
    media_type: str
    size: int
    storage_name: str
    key: bytes

    def read(self) -> files.Content:
        """The content in chunks, to be read once. Raises FileLost and SealBroken."""
        return files.read(self.storage_name, self.key)


def _file(item: PackItem) -> PackFile:
    told = json.loads(unseal(item.file, about=file_about(item)))
    media_type = MEDIA_TYPES[FileKind(told["kind"])]
    return PackFile(told["name"], media_type, told["size"], told["storage"], b64decode(told["key"]))


def words_of(redaction: Redaction) -> str:
    """The words a proposal is about; empty where it is about the whole part."""
    return unseal(redaction.words, about=sealed_about(redaction)) if redaction.words else ""


@transaction.atomic
def open_pack(*, request_id: UUID, by: Actor) -> tuple[AccessRequest, tuple[Opened, ...]]:
    """Open what was collected, for the two leads who were named. Records PACK_READ with the child: it is a look.

    Raises NotFound for whoever does not see the request, NotAllowed for a lead who was not named for it. Refuses while
    it is still being collected (`not_collected_yet`) and once it is over (`request_not_open`).
    """
    request = find_request(request_id=request_id, by=by)
    require_named(request, by)
    if request.state == StateOfRequest.COLLECTING:
        raise Refused("not_collected_yet")
    if request.state not in _REVIEWED:
        raise Refused("request_not_open")
    about = Ref("held_request", request.pk)
    ledger.record(kinds.PACK_READ, by=by, child_id=request.child_id, about=about)
    return request, _opened(request, by)


def _opened(request: AccessRequest, by: Actor) -> tuple[Opened, ...]:
    proposals: dict[UUID, list[Redaction]] = {}
    rows = Redaction.objects.visible_to(by).filter(request=request).select_related("ruled_by__practitioner")
    for each in rows.order_by("id"):
        proposals.setdefault(each.item_id, []).append(each)
    items = PackItem.objects.visible_to(by).filter(request=request).order_by("order")
    return tuple(Opened(item, _parts(item), tuple(proposals.get(item.pk, ()))) for item in items)


def _parts(item: PackItem) -> tuple[Part, ...]:
    return tuple(Part(*pair) for pair in json.loads(unseal(item.sealed, about=sealed_about(item))))


@transaction.atomic
def open_pack_file(*, request_id: UUID, item_id: UUID, by: Actor) -> tuple[PackFile, files.Content]:
    """Open one file of a pack, for the two leads who were named: they say whether it may go out. Records PACK_READ.

    Raises what `open_pack` raises, NotFound, with the refused id noted, for an item that is no file, and FileLost or
    SealBroken when what is kept is gone or was altered.
    """
    request = find_request(request_id=request_id, by=by)
    require_named(request, by)
    if request.state not in _REVIEWED:
        raise Refused("request_not_open")
    item = PackItem.objects.visible_to(by).filter(request=request, pk=item_id).exclude(file="").first()
    if item is None:
        ledger.not_found_or_hidden(by=by, kind="held_request", reference=item_id)
        raise NotFound
    _record(kinds.PACK_READ, request, by, item=item.pk)
    found = _file(item)
    return found, found.read()


@transaction.atomic
def rule_on(*, redaction_id: UUID, request: AccessRequest, ruling: str, reason: str, by: Actor) -> None:
    """Decide one proposal: black it out, or let it stand with a reason. May be decided anew until two have agreed.

    Records REDACTION_RULED. Refuses an unknown answer (`action_unknown`), letting stand without a reason
    (`ruling_reason_needed`) and a pack agreed on already (`ruled_already_agreed`).
    """
    _require_reviewing(request, by)
    if ruling not in Ruling.values:
        raise Refused("action_unknown")
    why = reason.strip()
    if ruling == Ruling.LET_STAND and not why:
        raise Refused("ruling_reason_needed")
    if len(why) > LONGEST_REASON:
        raise Refused("desk_reason_too_long", most=LONGEST_REASON)
    rows = Redaction.objects.visible_to(by).filter(pk=redaction_id, request=request)
    if not rows.update(ruling=ruling, reason=why, ruled_by_id=by.membership_id, ruled_at=now()):
        raise Conflict("request_not_open")
    _record(kinds.REDACTION_RULED, request, by, ruling=ruling)


@transaction.atomic
def add_redaction(*, request: AccessRequest, item_id: UUID, part: str, words: str, why: str, by: Actor) -> Redaction:
    """Propose, and rule, to black out words that the collecting did not see; the whole part where no words are given.

    Records REDACTION_ADDED. Refuses words that do not stand there (`words_not_there`) and an unknown reason.
    """
    _require_reviewing(request, by)
    if why not in Why.values:
        raise Refused("action_unknown")
    item = PackItem.objects.visible_to(by).filter(request=request, pk=item_id).first()
    told = {each.name: each.words for each in _parts(item)} if item else {}
    if item is None or part not in told or (words and blacked_out(told[part], [words]) == told[part]):
        raise Refused("words_not_there")
    made = proposed(request, item, part, words, why)
    made.proposed_by_id = made.ruled_by_id = by.membership_id
    made.ruling, made.ruled_at = Ruling.KEEP_OUT, now()
    made.save(force_insert=True)
    _record(kinds.REDACTION_ADDED, request, by, why=why)
    return made


@transaction.atomic
def agree_to_pack(*, request: AccessRequest, by: Actor) -> None:
    """The second lead agrees that the pack goes out as it stands. Records PACK_AGREED.

    Refuses the first lead (`second_needed`), anything undecided (`proposals_open`) and a pack agreed on already.
    """
    _require_reviewing(request, by)
    fresh = AccessRequest.objects.visible_to(by).get(pk=request.pk)
    if fresh.second_id is None or fresh.second_id != by.membership_id:
        raise Refused("second_needed")
    waiting = Redaction.objects.visible_to(by).filter(request=request, ruling="").count()
    if waiting:
        raise Refused("proposals_open", count=waiting)
    rows = AccessRequest.objects.visible_to(by).filter(pk=request.pk, state=StateOfRequest.REVIEW)
    if not rows.update(state=StateOfRequest.AGREED, agreed_at=now(), revision=F("revision") + 1):
        raise Conflict("request_not_open")
    _record(kinds.PACK_AGREED, request, by)


@transaction.atomic
def give_out(*, request: AccessRequest, by: Actor) -> tuple[Opened, ...]:
    """Give the pack out, once: whoever asked gets what this returns. Closes the duty and records PACK_GIVEN_OUT.

    Refuses before two have agreed (`not_agreed_yet`) and a second time (`given_out_already`).
    """
    require_named(request, by)
    fresh = AccessRequest.objects.visible_to(by).get(pk=request.pk)
    if fresh.state == StateOfRequest.GIVEN_OUT:
        raise Refused("given_out_already")
    moment = now()
    rows = AccessRequest.objects.visible_to(by).filter(pk=request.pk, state=StateOfRequest.AGREED)
    given = {"given_out_at": moment, "given_out_by_id": by.membership_id, "closed_at": moment}
    if not rows.update(state=StateOfRequest.GIVEN_OUT, **given, revision=F("revision") + 1):
        raise Refused("not_agreed_yet")
    duties.close(kind=DutyKind.HELD_REQUEST, about=Ref("held_request", request.pk), by=by)
    opened = _opened(request, by)
    _record(kinds.PACK_GIVEN_OUT, request, by, count=min(len(opened), 1_000_000))
    return opened


def require_named(request: AccessRequest, by: Actor) -> None:
    """Let the two leads through who were named for a request. Raises NotFound or NotAllowed for others."""
    by.require(Permission.DATA_PROTECT, request)
    by.require(Permission.PACK_READ, request)


def _require_reviewing(request: AccessRequest, by: Actor) -> None:
    require_named(request, by)
    state = AccessRequest.objects.visible_to(by).values_list("state", flat=True).get(pk=request.pk)
    if state == StateOfRequest.AGREED:
        raise Refused("ruled_already_agreed")
    if state != StateOfRequest.REVIEW:
        raise Refused("request_not_open")


def _record(happening: str, request: AccessRequest, by: Actor, **detail: object) -> None:
    about = Ref("held_request", request.pk)
    ledger.record(happening, by=by, child_id=request.child_id, about=about, detail=detail)
