"""What the person whom a record is about says is wrong in it: written down beside it, never over it (R-198)."""

from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.children.kinds import Basis, FactKind
from cairn.children.models import Claim
from cairn.children.verbs import SaidWrong, correct_for_person
from cairn.children.verbs.facts import SAID_INSTEAD
from cairn.core.errors import Refused
from cairn.core.jobs import defer
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.stewardship import kinds
from cairn.stewardship.kinds import AskedBy, StateOfRequest
from cairn.stewardship.models import AccessRequest, PackItem
from cairn.stewardship.verbs.packing import require_named
from cairn.stewardship.verbs.reasons import reason_given

_FACT = "children.Claim"


@transaction.atomic
def correct_from_request(*, request: AccessRequest, number: int, words: str, by: Actor) -> Claim:
    """Enter what somebody who was given what is held says instead of one thing in it, by its number there.

    A new fact stands beside the old one, which is disputed from now on; the team that wrote it is told. For the two
    leads who were named. Records CORRECTION_ENTERED. Refuses no words (`desk_reason_needed`), a pack not collected
    yet, a number that is none (`correction_no_such_number`), anything that is no fact of a few words
    (`correction_not_a_fact`), and what `correct_for_person` refuses.
    """
    require_named(request, by)
    said = reason_given(words)
    if request.state == StateOfRequest.COLLECTING:
        raise Refused("not_collected_yet")
    item = PackItem.objects.visible_to(by).filter(request=request, order=number - 1).first()
    if item is None:
        raise Refused("correction_no_such_number")
    one_at_a_time(request.child_id)
    found = _said_wrong(request, item) if item.thing == _FACT else None
    if found is None:
        raise Refused("correction_not_a_fact")
    wrong, team_id = found
    by_themselves = request.relation == AskedBy.PERSON
    basis = Basis.CHILD_SAYS if by_themselves else Basis.OTHER_PERSON_SAYS
    reason = _("The person whom this is about was given what is held, and says that it is wrong.")
    claim = correct_for_person(wrong=wrong, words=said, reason=reason, basis=basis, by=by)
    about = Ref("held_request", request.pk)
    ledger.record(
        kinds.CORRECTION_ENTERED, by=by, child_id=wrong.child_id, about=about, detail={"said": wrong.claim_id}
    )
    notices.leave(team_id=team_id, code=kinds.CORRECTION_NEWS, about=Ref("child", wrong.child_id))
    defer("children.key_again", record_id=str(wrong.record_id))
    return claim


def _said_wrong(request: AccessRequest, item: PackItem) -> tuple[SaidWrong, UUID] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select record, child, kind, detail::text::json, team from cairn_desk_said(%s, %s)", [request.pk, item.row]
        )
        row = cursor.fetchone()
    if row is None or row[2] not in SAID_INSTEAD:
        return None
    record_id, child_id, kind, detail, team_id = row
    return SaidWrong(UUID(item.row), record_id, child_id, FactKind(kind), detail), team_id
