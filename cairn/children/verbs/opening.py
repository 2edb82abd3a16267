"""Opening the page of a child: the look is remembered before anything is shown (R-063)."""

from django.db import transaction
from django.db.models import F, UUIDField, Value

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds.circle import ON_SHIFT
from cairn.children.models import Child
from cairn.children.queries.circle import place_of
from cairn.children.queries.standing_in import colleagues_around
from cairn.children.verbs.standing_in import take_shift
from cairn.core.errors import AnswerFirst, NotFound
from cairn.ledger import verbs as ledger
from cairn.sharing.scopes import HasAnswered


class AskColleagues(NotFound):
    """Out of sight, and yet a team of the actor's own agency is around the child: a page of its own says which."""


def find_child(*, reference: str, by: Actor) -> Child:
    """Fetch one child that is about to be changed. Whoever changes something leaves that in the ledger, not a look.

    Whoever is on shift out of hours takes a place around a child of the area first (`take_shift`). Raises NotFound, and
    notes the refused reference, when there is none or none that this actor may see; the two take the same statements.
    Where a team of the actor's own agency is around the child, it is AskColleagues.
    """
    by.require(Permission.CHILD_OPEN)
    found = _in_sight(reference, by)
    if found is None and take_shift(reference=reference, by=by):
        found = _in_sight(reference, by)
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="child", reference=reference)
        raise NotFound if colleagues_around(reference, by) is None else AskColleagues
    return found


def open_child(*, reference: str, by: Actor, purpose: str = "") -> Child:
    """Fetch one child to be shown. The look is in the ledger before anything is shown (R-063).

    It says "on shift" where the actor sees the child for the length of a shift alone. Raises NotFound as `find_child`
    does, and AnswerFirst where a person has not said yet whether they, or somebody close to them, know the child
    (R-191).
    """
    child = find_child(reference=reference, by=by)
    if by.is_person and not child.has_answered:
        raise AnswerFirst
    place = place_of(child, by)
    if not (place.sees_story or by.is_hub) and take_shift(reference=reference, by=by):
        place = place_of(child, by)
    with transaction.atomic(savepoint=False):
        purpose = ON_SHIFT if place.is_on_shift else purpose
        ledger.looked(by=by, child_id=child.id, makeup=child.makeup, purpose=purpose)
    child.place = place
    return child


def _in_sight(reference: str, by: Actor) -> Child | None:
    rows = Child.objects.visible_to(by).annotate(answered=HasAnswered(F("pk"), Value(by.practitioner_id, UUIDField())))
    found: Child | None = rows.filter(reference=reference).first()
    if found is not None:
        found.has_answered = found.answered  # type: ignore[attr-defined] # annotated above
    return found
