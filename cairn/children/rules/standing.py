"""How something that was said stands, and what may be thought of it. Nobody's words are ever changed (R-004, R-006)."""

from datetime import date

from cairn.children.kinds import Basis, FactKind, Status
from cairn.children.rules.periods import first_day

# What counts for nothing where "the" value is derived; it is still shown where everything is listed.
NOT_BELIEVED = frozenset({Status.BELIEVED_FALSE, Status.SUPPLIED})
DOUBTFUL = NOT_BELIEVED | {Status.DISPUTED, Status.DOUBTED}
# With which of these something may be said in the first place. Confirming comes later, by somebody who looked.
SAID_WITH = (
    Status.STATED,
    Status.DOCUMENTED,
    Status.OBSERVED,
    Status.ASSESSED,
    Status.DISPUTED,
    Status.BELIEVED_FALSE,
    Status.SUPPLIED,
)
_BY_BASIS = {
    Basis.CHILD_SAYS: Status.STATED,
    Basis.OTHER_PERSON_SAYS: Status.STATED,
    Basis.DOCUMENT: Status.DOCUMENTED,
    Basis.PROFESSIONAL_ESTIMATE: Status.OBSERVED,
    Basis.SYSTEM: Status.STATED,
}
_OF_ANYTHING = (Status.CONFIRMED, Status.DISPUTED, Status.BELIEVED_FALSE, Status.SUPPLIED)
_OF_A_PERSON = (Status.VERIFIED, Status.DOUBTED)
_OWN_ONLY = frozenset({FactKind.WISH})


def status_by(basis: str) -> Status:
    """How something stands of which nobody has said more than how it is known."""
    return _BY_BASIS[Basis(basis)]


def marks_for(kind: str, basis: str, *, is_own: bool) -> tuple[Status, ...]:
    """What may be said of something that was said, by its own team or by another.

    What the child says is never believed false: it may be disputed, or somebody made the child say it. What a child
    wants is nobody's to judge. Only its own team can say that something was recorded in error.
    """
    mine = (Status.IN_ERROR,) if is_own else ()
    if kind == FactKind.RELATIONSHIP:
        return (*_OF_A_PERSON, *mine)
    if kind in _OWN_ONLY:
        return mine
    if basis == Basis.CHILD_SAYS:
        return (*(one for one in _OF_ANYTHING if one is not Status.BELIEVED_FALSE), *mine)
    return (*_OF_ANYTHING, *mine)


def is_concluded(status: str, *, assessed_by: str, concluded_on: str, today: date) -> bool:
    """Whether an age assessment is concluded: it is known who made it and on which day, and nobody disputes it."""
    day = first_day(concluded_on)
    return status == Status.ASSESSED and bool(assessed_by.strip()) and day is not None and day <= today
