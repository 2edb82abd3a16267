"""Making the sheet of who knows what and why, and showing it again (R-062)."""

from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.children.verbs import own_record
from cairn.core.clock import local
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.voice.kinds import SHEET_MADE, Copy, SheetLanguage
from cairn.voice.models import Sheet
from cairn.voice.queries import speaking
from cairn.voice.queries.around import around
from cairn.voice.queries.tellings import standing
from cairn.voice.rules import sheet as rules
from cairn.voice.rules.saying import SheetSaid, refuse_unsafe


@transaction.atomic
def make_sheet(*, child: Child, said: SheetSaid, by: Actor) -> Sheet:
    """Make a sheet for a child, by somebody whose team works with it. Records SHEET_MADE.

    It names those whom this actor sees around the child, less everybody who is held back from anybody. Refuses a
    language without a catalogue (`sheet_language_unknown`); for a copy to take away, no hand named
    (`takeaway_hand_needed`), a carer, an interpreter or anybody else as the way (`takeaway_by_carer`,
    `takeaway_by_interpreter`, `takeaway_by_others`), what is not said to be safe (`takeaway_not_safe`), a standing word
    that it is not safe to tell yet (`takeaway_stands_unsafe`), and one that could name nobody (`takeaway_empty`).
    Raises NotAllowed for whoever's agency has no agreement to share: it is made of what others share (R-190).
    """
    may_make_sheets(child, by)
    if said.language not in speaking.spoken():
        raise Refused("sheet_language_unknown")
    one_at_a_time(child.id)
    refuse_unsafe(said, stands_unsafe=standing(child, by).is_unsafe)
    people = rules.may_name(around(child, by), said.copy)
    if said.copy is Copy.AWAY and not people:
        raise Refused("takeaway_empty")
    record = own_record(child=child, by=by)
    made = Sheet(
        record=record,
        child_id=record.child_id,
        team_id=record.team_id,
        agency_id=record.agency_id,
        recorded_by_id=by.membership_id,
        language=said.language,
        copy=said.copy,
        hand_over=said.hand_over if said.copy is Copy.AWAY and said.hand_over else "",
        people=[one.kept() for one in people],
    )
    made.save(force_insert=True)
    detail = {"copy": said.copy.value, "language": said.language.value, "people": len(people)}
    ledger.record(SHEET_MADE, by=by, child_id=child.id, about=Ref("sheet", made.id), detail=detail)
    return made


def may_make_sheets(child: Child, by: Actor) -> None:
    """Let through, or raise, whoever would make or read a sheet: it says what other agencies do and hold (R-190).

    Raises NotFound or NotAllowed; NotAllowed too where the agency's agreement to share does not hold.
    """
    by.require(Permission.CHILD_TELL, child)
    if not by.is_agreed:
        raise NotAllowed


def open_sheet(*, sheet_id: UUID, child: Child, by: Actor) -> tuple[Sheet, rules.Sheet]:
    """A sheet that the actor's own team made, as it reads now: whoever left since, or is held back by now, is gone.

    The child was opened for it, so the look is in the ledger. Raises NotFound, with the id noted, out of sight, and
    NotAllowed as `make_sheet` does.
    """
    may_make_sheets(child, by)
    made: Sheet | None = Sheet.objects.visible_to(by).filter(pk=sheet_id, child=child).first()
    if made is None:
        ledger.not_found_or_hidden(by=by, kind="sheet", reference=sheet_id)
        raise NotFound
    return made, _laid_out(made, child, by)


def _laid_out(made: Sheet, child: Child, by: Actor) -> rules.Sheet:
    copy, language = Copy(made.copy), SheetLanguage(made.language)
    still = {(one.discipline, one.agency) for one in rules.may_name(around(child, by), copy)}
    kept = [rules.Around(**one) for one in made.people]
    people = [one for one in kept if (one.discipline, one.agency) in still]
    say, checked = speaking.saying(language), speaking.is_checked(language)
    if copy is Copy.AWAY:
        return rules.away(people, say, is_checked=checked)
    day = speaking.day_in(language, local(made.recorded_at).date())
    return rules.together(people, day, say, is_checked=checked)
