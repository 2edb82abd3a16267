"""Whether somebody's own details are in a child's record, and by which names they would know the people in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cairn.access.actor import Actor
from cairn.children.kinds import FactKind
from cairn.children.models import Child, Claim
from cairn.children.queries.facts import said_of
from cairn.core.crypto import keyed_digest
from cairn.matching.keys import hashed
from cairn.matching.names import fold
from cairn.matching.places import is_full, postcode_in, words_of_address
from cairn.partnership.models import OwnDetail, Practitioner

_FEWEST_PARTS = 2  # one part of a name is shared by too many
_FEWEST_DIGITS = 7
_FEWEST_WORDS = 3  # of an address without a postcode: a street alone is where hundreds live
_ASKED_ABOUT = (FactKind.NAME, FactKind.RELATIONSHIP, FactKind.PHONE, FactKind.ADDRESS)
_PURPOSE = "own details"


@dataclass(frozen=True, slots=True)
class Named:
    """Who is named in a record, as far as the actor may see it: what somebody must read to say whether they know them.

    `is_own`: the practitioner's own name or telephone is among it, or what they asked to be kept from.
    """

    child: tuple[str, ...]
    people: tuple[str, ...]
    is_own: bool


def named_in(child: Child, actor: Actor) -> Named:
    """The names of the child and of the people around, and whether the actor's own details are there."""
    said = said_of(child, actor, _ASKED_ABOUT)
    names = _texts(said, FactKind.NAME)
    people = _texts(said, FactKind.RELATIONSHIP)
    person = Practitioner.objects.filter(pk=actor.practitioner_id).first() if actor.practitioner_id else None
    is_own = person is not None and (
        is_same_name(person.name, (*names, *people)) or is_same_phone(person.phone, _texts(said, FactKind.PHONE))
    )
    if not is_own and person is not None:
        found = {FactKind.NAME: (*names, *people)} | {
            kind: _texts(said, kind) for kind in (FactKind.PHONE, FactKind.ADDRESS)
        }
        is_own = not _own_keys(actor).isdisjoint(own_keys(found))
    return Named(names, people, is_own)


def own_keys(told: Mapping[FactKind, Iterable[str]]) -> frozenset[int]:
    """The keyed hashes of names, telephones and addresses, however each is written; what is too short has none."""
    things = {thing for kind, texts in told.items() for text in texts if (thing := _thing(kind, text)) is not None}
    return frozenset(hashed(things, keyed_digest(_PURPOSE)).values())


def number_of_own(actor: Actor) -> int:
    """How many names, telephones and addresses this practitioner asked to be kept from."""
    return len(_own_keys(actor))


def _own_keys(actor: Actor) -> frozenset[int]:
    own = OwnDetail.objects.visible_to(actor).filter(ended_at=None)
    return frozenset(own.values_list("key", flat=True))


def _thing(kind: FactKind, text: str) -> tuple[str, ...] | None:
    if kind is FactKind.NAME:
        parts = sorted(set(fold(text)))
        return ("n", *parts) if len(parts) >= _FEWEST_PARTS else None
    if kind is FactKind.PHONE:
        digits = _digits(text)
        return ("h", digits) if len(digits) >= _FEWEST_DIGITS else None
    words, postcode = words_of_address(text), postcode_in(text)
    if is_full(postcode):
        number = next((word for word in words.split() if word[0].isdecimal()), "")
        return ("a", postcode, number) if number else None
    return ("a", words) if len(words.split()) >= _FEWEST_WORDS else None


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
