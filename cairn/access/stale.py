"""A record that was joined with another child while somebody was writing about it: a sentence, and no fault of ours."""

from django.db import IntegrityError

from cairn.core.errors import CairnError, Conflict

_FOLLOWS = "_follows"  # the composite foreign keys of cairn.access.schema.follows_record


def as_refusal(error: Exception) -> CairnError | None:
    """What a failure says to people: a deliberate one itself, a row about a child that its record has just left as a
    Conflict (`record_moved`), anything else nothing, because it is a fault."""
    if isinstance(error, CairnError):
        return error
    if not isinstance(error, IntegrityError):
        return None
    told = getattr(error.__cause__, "diag", None)
    name = getattr(told, "constraint_name", None) or ""
    return Conflict("record_moved") if name.endswith(_FOLLOWS) else None
