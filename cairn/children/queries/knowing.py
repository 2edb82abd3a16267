"""Whether somebody's own details are in a child's record, and by which names they would know the people in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from cairn.access.actor import Actor
from cairn.children.kinds import FactKind
from cairn.children.models import Child, Claim
from cairn.children.queries.facts import said_of
from cairn.matching.names import fold
from cairn.partnership.models import Practitioner

_FEWEST_PARTS = 2  # one part of a name is shared by too many
_FEWEST_DIGITS = 7
_ASKED_ABOUT = (FactKind.NAME, FactKind.RELATIONSHIP, FactKind.PHONE)


@dataclass(frozen=True, slots=True)
class Named:
    """Who is named in a record, as far as the actor may see it: what somebody must read to say whether they know them.

    `is_own`: the practitioner's own name or telephone is among it.
    """

    child: tuple[str, ...]
    people: tuple[str, ...]
    is_own: bool


def named_in(child: Child, actor: Actor) -> Named:
    """The names of the child and of the people around, and whether the actor's own name or telephone is there."""
    said = said_of(child, actor, _ASKED_ABOUT)
    names = _texts(said, FactKind.NAME)
    people = _texts(said, FactKind.RELATIONSHIP)
    person = Practitioner.objects.filter(pk=actor.practitioner_id).first() if actor.practitioner_id else None
    is_own = person is not None and (
        is_same_name(person.name, (*names, *people)) or is_same_phone(person.phone, _texts(said, FactKind.PHONE))
    )
    return Named(names, people, is_own)


def is_same_name(own: str, others: Iterable[str]) -> bool:
    """Whether somebody's whole name is among these, in any order and spelling of signs."""
    mine = frozenset(fold(own))
    return len(mine) >= _FEWEST_PARTS and any(mine == frozenset(fold(one)) for one in others)


def is_same_phone(own: str, others: Iterable[str]) -> bool:
    """Whether somebody's own number is among these, however it is written; the prefix of the country aside."""
    mine = _digits(own)
    return len(mine) >= _FEWEST_DIGITS and any(mine == _digits(one) for one in others)


def _digits(text: str) -> str:
    digits = "".join(sign for sign in text if sign.isdecimal())
    return digits.removeprefix("0044").removeprefix("44").removeprefix("0")


def _texts(said: Iterable[Claim], kind: FactKind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.text for one in said if one.kind == kind))
