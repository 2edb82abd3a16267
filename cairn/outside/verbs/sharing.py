"""Sharing chosen lines with one named person outside: frozen as they were previewed, on a lawful ground (R-064)."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child, Record
from cairn.children.queries.circle import circle_of
from cairn.children.verbs import own_record
from cairn.core.clock import now, today
from cairn.core.errors import NotAllowed, Refused
from cairn.core.ids import uuid7
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.core.sealed import sealed
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.outside.kinds import GOES_TO, OUTSIDE_SHARED, YOURS_SHARED, ItemKind, Section, Way
from cairn.outside.models import OutsideItem, OutsideShare
from cairn.outside.queries.door import digest
from cairn.outside.queries.offering import Offer, offers
from cairn.outside.queries.shares import item_place, sent_before
from cairn.outside.rules import Frozen, digest_of_lines, limits_at
from cairn.partnership.models import Team
from cairn.partnership.queries import nation_of
from cairn.sharing.kinds import Receiver
from cairn.sharing.queries import not_to_be_told
from cairn.sharing.queries.guide import case_for
from cairn.sharing.rules.gateways import AND, Justified, justified, usable
from cairn.ui.typed import DIRECTIONS

LONGEST = 15_000  # characters of what is asked
_SHORT, _LONG = 200, 500
_TOKEN_BYTES = 32  # 256 random bits


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One named person outside. `reach` is how it gets to them, `phone` the number by which they were verified."""

    name: str
    organisation: str
    function: str
    reach: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareSaid:
    """Who gets which lines, what sort of body that is, what for, on what ground, how, and for how many days.

    `chosen` are keys of offers, `request` what is asked of the recipient. `seen` is the digest of what the sender was
    shown as the recipient will see it; `send_key` says which form it was, so that sending it again shares nothing more.
    """

    recipient: Recipient
    receiver: Receiver | None
    purpose: str
    ground: str
    chosen: Sequence[str]
    way: Way | None
    days: int
    seen: str
    send_key: UUID
    request: str = ""
    is_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What was shared. `token` and `code` are told this once and kept nowhere; empty on paper and the second time."""

    share: OutsideShare
    token: str = ""
    code: str = ""


def previewed(*, child: Child, chosen: Sequence[str], request: str, by: Actor) -> list[Frozen]:
    """The lines exactly as they would leave now, for the sender to look at before they do. Changes nothing.

    Refuses nothing chosen (`outside_nothing_chosen`) and what may not leave, or not any more (`outside_not_offered`).
    """
    by.require(Permission.OUTSIDE_SHARE, child)
    return [line for _offer, line in _lines(child, chosen, request, by)]


@transaction.atomic
def share_outside(*, child: Child, said: ShareSaid, by: Actor) -> Made:
    """Share chosen lines with somebody outside, frozen as previewed. Records OUTSIDE_SHARED; tells whose lines are in.

    For a person of a team that works with the child. The same form sent again shares nothing more. Refuses what
    `previewed` and `ground_of` refuse; a recipient not wholly named, no purpose, a way or time that is none, words too
    long; lines that differ from what was previewed (`outside_changed`).
    """
    by.require(Permission.OUTSIDE_SHARE, child)
    _refuse_unready(said)
    record = own_record(child=child, by=by)
    one_at_a_time(record.child_id)
    before = sent_before(said.send_key, by)
    if before is not None:
        return Made(before)
    pairs = _lines(child, said.chosen, said.request, by)
    if digest_of_lines(line for _offer, line in pairs) != said.seen:
        raise Refused("outside_changed")
    made = _made(said, record, by)
    made.share.save(force_insert=True)
    OutsideItem.objects.bulk_create(
        _item(made.share, offer, line, place) for place, (offer, line) in enumerate(pairs, start=1)
    )
    _record(made.share, len(pairs), by)
    _tell(made.share, [offer for offer, _line in pairs if offer], child, by)
    return made


def ground_of(said: ShareSaid, team: Team) -> Justified:
    """The lawful ground as it is kept with the share, and as its sentence is shown before.

    Refuses a border team (`outside_not_for_borders`), anybody whom no ground names (`outside_ask_first`), a ground that
    is none there and then (`ground_not_known`, `ground_not_in_force`) or not for such a body, with those that are
    (`outside_ground_not_for_them`).
    """
    stays = {None: "outside_receiver_needed", Receiver.BORDERS: "outside_not_for_borders"}
    if said.receiver not in GOES_TO:
        raise Refused(stays.get(said.receiver, "outside_ask_first"))
    case = case_for(team)
    ground = justified(said.ground, case, is_sensitive=said.is_sensitive)
    theirs = [one for one in usable(case) if said.receiver in one.gets]
    if not theirs:
        raise Refused("outside_ask_first")
    if said.ground not in {one.code for one in theirs}:
        grounds = "; ".join(one.label_in(get_language() or "en") for one in theirs)
        raise Refused("outside_ground_not_for_them", grounds=grounds)
    return ground


def _refuse_unready(said: ShareSaid) -> None:
    told = asdict(said.recipient).values()
    if any(_is_blank(one) for one in told):
        raise Refused("outside_recipient_needed")
    if _is_blank(said.purpose):
        raise Refused("outside_purpose_needed")
    for text, most in ((said.request, LONGEST), (said.purpose, _LONG), (said.recipient.reach, _LONG)):
        _refuse_long(text, most)
    for text in (said.recipient.name, said.recipient.organisation, said.recipient.function):
        _refuse_long(text, _SHORT)
    _refuse_long(said.recipient.phone, _SHORT // 4)
    if said.way is None:
        raise Refused("outside_way_unknown")
    most = limits_at(today()).most_days
    if not 1 <= said.days <= most:
        raise Refused("outside_days_wrong", most=most)


def _refuse_long(text: str, most: int) -> None:
    if len(text) > most:
        raise Refused("outside_too_long", most=most)


def _is_blank(text: str) -> bool:
    return not DIRECTIONS.sub("", text).strip()


def _lines(child: Child, chosen: Sequence[str], request: str, by: Actor) -> list[tuple[Offer | None, Frozen]]:
    if not chosen:
        raise Refused("outside_nothing_chosen")
    offered = offers(child, by)
    wanted = set(chosen)
    if wanted - {one.key for one in offered}:
        raise Refused("outside_not_offered")
    found: list[tuple[Offer | None, Frozen]] = [(one, one.line) for one in offered if one.key in wanted]
    if not _is_blank(request):
        asked = Frozen(section=Section.REQUEST.value, title=_("What we ask of you"), words=request.strip())
        found.append((None, asked))
    return found


def _made(said: ShareSaid, record: Record, by: Actor) -> Made:
    ground = ground_of(said, record.team)
    limits, moment, is_link = limits_at(today()), now(), said.way is Way.LINK
    token = secrets.token_urlsafe(_TOKEN_BYTES) if is_link else ""
    code = f"{secrets.randbelow(10**limits.code_digits):0{limits.code_digits}}" if is_link else ""
    if by.membership_id is None:
        raise NotAllowed
    to = said.recipient
    share = OutsideShare(
        record=record,
        child_id=record.child_id,
        agency_id=record.agency_id,
        team=record.team,
        recorded_by_id=by.membership_id,
        recorded_at=moment,
        way=said.way or "",
        recipient=to.name.strip(),
        organisation=to.organisation.strip(),
        function=to.function.strip(),
        reach=to.reach.strip(),
        phone=to.phone.strip(),
        purpose=said.purpose.strip(),
        receiver=said.receiver or "",
        nation=nation_of(record.team),
        ground=ground.codes,
        sentence=ground.sentence,
        expires_at=moment + timedelta(days=said.days),
        token_digest=digest(token) if is_link else None,
        code_digest=digest(token, code) if is_link else "",
        most_tries=limits.most_tries,
        policy_version=limits.version,
        send_key=said.send_key,
    )
    return Made(share, token, code)


def _item(share: OutsideShare, offer: Offer | None, line: Frozen, place: int) -> OutsideItem:
    item_id = uuid7()
    source = offer.team if offer else share.team
    return OutsideItem(
        id=item_id,
        share=share,
        record_id=share.record_id,
        child_id=share.child_id,
        agency_id=share.agency_id,
        team_id=share.team_id,
        section=line.section,
        kind=offer.kind if offer else ItemKind.REQUEST,
        place=place,
        item_id=offer.item_id if offer else item_id,
        source_record_id=offer.record_id if offer else share.record_id,
        source_agency_id=source.agency_id,
        source_team_id=source.pk,
        corrects_id=offer.corrects_id if offer else None,
        told_together=offer.told_together if offer else None,
        sealed=sealed(json.dumps(asdict(line), ensure_ascii=False), item_place(item_id)),
    )


def _record(share: OutsideShare, count: int, by: Actor) -> None:
    detail = {"way": share.way, "count": count, "grounds": share.ground.split(AND)}
    about = Ref("outside_share", share.pk)
    ledger.record(OUTSIDE_SHARED, by=by, child_id=share.child_id, about=about, detail=detail)


def _tell(share: OutsideShare, shared: Sequence[Offer], child: Child, by: Actor) -> None:
    """Teams of other agencies learn that theirs left; not those from whom the sender's own place is kept."""
    written = {one.team.pk for one in shared if one.kind != ItemKind.INVOLVEMENT and one.team.agency_id != by.agency_id}
    own = [one.pk for one in circle_of(child, by) if one.team_id == share.team_id]
    hidden = set().union(*(not_to_be_told(place) for place in own))
    for team_id in sorted(written - hidden):
        notices.leave(team_id=team_id, code=YOURS_SHARED, about=Ref("outside_share", share.pk))
