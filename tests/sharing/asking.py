"""A question from Amara's team to the police about a child, as tests of asking need it."""

from uuid import UUID

from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.children.models import Child
from cairn.children.verbs import ask_others
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.sharing.kinds import KnownFrom, RefusalGround, ReplyKind
from cairn.sharing.models import Ask, AskAnswer
from cairn.sharing.rules.asking import ReplySaid
from cairn.sharing.verbs import AskSaid, answer_ask, review_refusal
from tests.builders import Northmoor

QUESTION = "Nguyen Van Tang, about 14: was he seen by your officers since May?"
PURPOSE = "to find out whether he is safe"
ANSWER = ReplySaid(kind=ReplyKind.ANSWERED, words="Twice, at the canal.", known_from=KnownFrom.SEEN, ground="ca89_47")
PART = ReplySaid(
    kind=ReplyKind.PART,
    words="Once in May.",
    missing="The June log, by Friday.",
    known_from=KnownFrom.SYSTEM,
    ground="cda98_115",
    is_sensitive=True,
)
REFUSAL = ReplySaid(kind=ReplyKind.REFUSED, words="It would warn them.", refusal_ground=RefusalGround.OPERATION)


def asked(northmoor: Northmoor, child: Child, name: str = "amara", to: str = "police-desk", **more) -> Ask:
    """A question that somebody has asked."""
    by = northmoor.actor(name)
    whole = {"question": QUESTION, "purpose": PURPOSE, "ground": "ca04_11", **more}
    with acting_as(by):
        return ask_others(child=child, said=AskSaid(to_team=northmoor.team(to), **whole), by=by)


def seen(ask_id: UUID, by: Actor) -> Ask | None:
    """The question as somebody sees it now; None where they do not."""
    with acting_as(by):
        return Ask.objects.visible_to(by).filter(pk=ask_id).first()


def said(northmoor: Northmoor, ask: Ask, reply: ReplySaid = ANSWER, name: str = "bilal") -> AskAnswer:
    """What a member of the asked team says to it."""
    by = northmoor.actor(name)
    now = seen(ask.id, by)
    assert now is not None
    with acting_as(by):
        return answer_ask(ask=now, said=reply, revision=now.revision, by=by)


def reviewed(northmoor: Northmoor, ask: Ask, *, stands: bool, name: str = "farid") -> AskAnswer:
    """What a second person says of a refusal."""
    by = northmoor.actor(name)
    now = seen(ask.id, by)
    assert now is not None
    with acting_as(by):
        return review_refusal(ask=now, stands=stands, why="I read the file.", revision=now.revision, by=by)


def owed(northmoor: Northmoor, ask: Ask, kind: DutyKind = DutyKind.ANSWER_ASK) -> list[Duty]:
    """The open duties about a question, as the hub sees them."""
    farid = northmoor.actor("farid")
    with acting_as(farid):
        rows = Duty.objects.visible_to(farid).filter(about_id=ask.id, kind=kind, closed_at=None)
        return list(rows.select_related("owner_team", "owed_to_team", "owner"))
