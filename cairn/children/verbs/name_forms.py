"""Adding forms of one name that a partnership knows, and retiring a group that turned out wrong (R-002)."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import NAME_FORMS_ADDED, NAME_FORMS_RETIRED
from cairn.children.models import NameForms
from cairn.children.queries.name_forms import known_beside, one_group
from cairn.children.rules.forms_of_names import forms_given
from cairn.core.clock import now
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger

LONGEST_WHY = 1000


@transaction.atomic
def add_name_forms(*, forms: Iterable[str], reason: str, by: Actor, despite: bool = False) -> NameForms:
    """Say that these are forms of one name: from the next question on, matching takes them for one.

    Refuses what `forms_given` refuses, no reason (`forms_reason_needed`), one over 1,000 characters
    (`reason_too_long`) and, unless `despite`, a form that stands in another group already (`form_known_already`), which
    is told. Records NAME_FORMS_ADDED.
    """
    by.require(Permission.NAMES_EXTEND)
    if by.membership_id is None:
        raise NotAllowed
    kept, why = forms_given(forms), _why(reason)
    known = None if despite else known_beside(kept)
    if known is not None:
        raise Refused("form_known_already", form=known[0], others=", ".join(known[1]))
    added = NameForms(forms=list(kept), reason=why, added_by_id=by.membership_id)
    added.save(force_insert=True)
    ledger.record(NAME_FORMS_ADDED, by=by, about=Ref("name_forms", added.id), detail={"count": len(kept)})
    return added


@transaction.atomic
def retire_name_forms(*, forms: NameForms, reason: str, by: Actor) -> None:
    """Take a group out of use; it stays to be read, with who retired it and why. Records NAME_FORMS_RETIRED.

    Refuses no reason (`forms_reason_needed`) and one too long (`reason_too_long`). Raises Conflict for a group that
    somebody else has retired first (`forms_retired_already`).
    """
    by.require(Permission.NAMES_EXTEND, forms)
    why = _why(reason)
    in_use = NameForms.objects.visible_to(by).filter(pk=forms.pk, retired_at=None)
    if not in_use.update(retired_at=now(), retired_by_id=by.membership_id, retired_reason=why):
        raise Conflict("forms_retired_already")
    ledger.record(NAME_FORMS_RETIRED, by=by, about=Ref("name_forms", forms.id))


def open_name_forms(*, forms_id: UUID, by: Actor) -> NameForms:
    """Fetch one group to be shown or retired. Raises NotFound, and notes the refused id, when there is none."""
    by.require(Permission.NAMES_EXTEND)
    found = one_group(forms_id, by)
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="name_forms", reference=forms_id)
        raise NotFound
    return found


def _why(reason: str) -> str:
    if not reason.strip():
        raise Refused("forms_reason_needed")
    if len(reason) > LONGEST_WHY:
        raise Refused("reason_too_long", most=LONGEST_WHY)
    return reason.strip()
