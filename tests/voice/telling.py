"""A child around whom several work, and somebody of them who tells it who knows what."""

from datetime import timedelta
from typing import Any

from cairn.access.binding import acting_as
from cairn.children.models import Child
from cairn.core.clock import today
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger.models import Event
from cairn.voice import verbs
from cairn.voice.kinds import Copy, HandOver, Interpreting, NotYet, SheetLanguage, Shown, View
from cairn.voice.models import Sheet, Telling
from cairn.voice.queries.around import around
from cairn.voice.rules.saying import NotYetSaid, SheetSaid, ToldSaid
from cairn.voice.rules.sheet import Sheet as LaidOut
from tests.builders import Northmoor

WORDS = "Don’t tell my uncle’s friends where I sleep. I like the lady with the green coat."
AWAY = SheetSaid(SheetLanguage.ENGLISH, Copy.AWAY, is_safe=True, hand_over=HandOver.WORKER)


def conversation(**more: Any) -> ToldSaid:
    """What is written down of a conversation; override any part."""
    whole: dict[str, Any] = {
        "told_on": today(),
        "language": "vi",
        "told": "Who works with her and why; what nobody can keep secret; whom to ask.",
        "shown": Shown.TOGETHER,
        "is_alone": True,
        "interpreting": Interpreting.INDEPENDENT,
        "interpreter": "Number 204, of the language line",
        "words": WORDS,
        "view": View.DISPUTES,
        "disputes": "She was never in the van on Tuesday.",
        "objects_to": "Her school, about the flat",
        "weighed": "The school need not know it. I told her so.",
        "questions": "Who reads this?",
    }
    return ToldSaid(**{**whole, **more})


def waiting(**more: Any) -> NotYetSaid:
    """Why the child was not told yet; override any part."""
    whole: dict[str, Any] = {
        "reason": NotYet.NOT_ALONE,
        "why": "A cousin comes to every visit.",
        "review_on": today() + timedelta(days=5),
    }
    return NotYetSaid(**{**whole, **more})


def tells(northmoor: Northmoor, child: Child, name: str = "amara", **more: Any) -> Telling:
    """Somebody tells the child and writes it down."""
    by = northmoor.actor(name)
    with acting_as(by):
        return verbs.note_told(child=child, said=conversation(**more), by=by)


def waits(northmoor: Northmoor, child: Child, name: str = "amara", **more: Any) -> Telling:
    """Somebody writes why the child was not told yet."""
    by = northmoor.actor(name)
    with acting_as(by):
        return verbs.note_not_yet(child=child, said=waiting(**more), by=by)


def made(
    northmoor: Northmoor, child: Child, name: str = "amara", said: SheetSaid | None = None
) -> tuple[Sheet, LaidOut]:
    """Somebody makes a sheet and looks at it."""
    by = northmoor.actor(name)
    with acting_as(by):
        sheet = verbs.make_sheet(child=child, said=said or SheetSaid(SheetLanguage.ENGLISH), by=by)
        return verbs.open_sheet(sheet_id=sheet.id, child=child, by=by)


def named(northmoor: Northmoor, child: Child, name: str = "amara") -> set[str]:
    """What the agencies do that somebody's sheet would name."""
    by = northmoor.actor(name)
    with acting_as(by):
        return {one.discipline for one in around(child, by)}


def seen(northmoor: Northmoor, child: Child, name: str) -> int:
    """How much of telling the child somebody sees; the database alone must say the same."""
    by = northmoor.actor(name)
    with acting_as(by):
        asked = Telling.objects.visible_to(by).filter(child=child).count()
        assert asked == Telling.objects.filter(child=child).count()
        return int(asked)


def owed(northmoor: Northmoor, child: Child) -> list[Duty]:
    """What is owed about telling the child, as the hub sees it."""
    farid = northmoor.actor("farid")
    with acting_as(farid):
        rows = Duty.objects.visible_to(farid).filter(child_id=child.id, kind=DutyKind.TELL_CHILD, closed_at=None)
        return list(rows.select_related("owner_team"))


def happened(northmoor: Northmoor, child: Child, code: str) -> list[Event]:
    """What the ledger holds of it."""
    farid = northmoor.actor("farid")
    with acting_as(farid):
        return list(Event.objects.visible_to(farid).filter(happening=code, child_id=child.id))
