"""Whether somebody's own details are in a child's record, and by which names they would know the people in it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from cairn.access.actor import Actor
from cairn.access.definitions import define
from cairn.children.kinds import FactKind
from cairn.children.models import Child, Claim
from cairn.children.queries.facts import said_of
from cairn.core.crypto import keyed_digest
from cairn.matching.keys import hashed
from cairn.matching.names import fold
from cairn.matching.places import is_full, postcode_in, words_of_address
from cairn.partnership.models import OwnDetail, Practitioner
from cairn.sharing.models import Declaration

_FEWEST_PARTS = 2  # one part of a name is shared by too many
_FEWEST_DIGITS = 7
_FEWEST_WORDS = 3  # of an address without a postcode: a street alone is where hundreds live
ASKED_ABOUT = (FactKind.NAME, FactKind.RELATIONSHIP, FactKind.PHONE, FactKind.ADDRESS)
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
    said = said_of(child, actor, ASKED_ABOUT)
    names = _texts(said, FactKind.NAME)
    people = _texts(said, FactKind.RELATIONSHIP)
    person = Practitioner.objects.filter(pk=actor.practitioner_id).first() if actor.practitioner_id else None
    is_own = person is not None and (
        is_same_name(person.name, (*names, *people)) or is_same_phone(person.phone, _texts(said, FactKind.PHONE))
    )
    if not is_own and person is not None:
        found = by_sort((one.kind, one.text) for one in said)
        is_own = not _own_keys(actor).isdisjoint(own_keys(found))
    return Named(names, people, is_own)


def by_sort(said: Iterable[tuple[str, str]]) -> dict[FactKind, list[str]]:
    """What was said, by what it can be compared with: a child's name and that of somebody around are names alike."""
    found: dict[FactKind, list[str]] = {FactKind.NAME: [], FactKind.PHONE: [], FactKind.ADDRESS: []}
    for kind, text in said:
        found[FactKind.NAME if kind == FactKind.RELATIONSHIP else FactKind(kind)].append(text)
    return found


def said_in_all(child_id: UUID) -> list[tuple[str, str]]:
    """Kind and text of what is said of a child by which somebody could know it, whoever may read it.

    For the one module that compares it with those who opened the child; what is kept apart is left out. Nothing for
    whoever is not around the child, unless it is the hub.
    """
    with connection.cursor() as cursor:
        cursor.execute("select kind, text from cairn_named_in(%s, %s)", [child_id, [*map(str, ASKED_ABOUT)]])
        return [(kind, text) for kind, text in cursor.fetchall()]


def children_with_own(keys: Collection[int], actor: Actor) -> list[Child]:
    """The children whom this person has opened, and sees, in whose record one of these keys stands.

    Grows with what one person has opened, and is asked only when they say by what to be kept from.
    """
    if actor.practitioner_id is None:
        return []
    opened = Declaration.objects.visible_to(actor).filter(practitioner_id=actor.practitioner_id).values("child_id")
    said = Claim.objects.visible_to(actor).filter(child_id__in=opened, kind__in=[*map(str, ASKED_ABOUT)])
    found = {one.child_id for one in said.iterator() if not own_keys(by_sort([(one.kind, one.text)])).isdisjoint(keys)}
    seen = Child.objects.visible_to(actor).filter(pk__in=found).order_by("pk")
    return [child for child in seen if named_in(child, actor).is_own]


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


define(
    "named_in",
    """
create or replace function cairn_named_in(asked uuid, kinds text[]) returns table (kind text, text text)
 language sql stable security definer set search_path = public, pg_temp as $$
 select c.kind::text, left(c.text, 500) from children_claim c
  where c.child_id = asked and c.kind = any(kinds) and not c.detail ? 'handling' and cairn_acting()
   and (cairn_is_hub() or exists (select 1 from cairn_my_circle mine where mine.child_id = asked)) $$;
revoke all on function cairn_named_in(uuid, text[]) from public;
grant execute on function cairn_named_in(uuid, text[]) to cairn_app, cairn_worker;
""",
    needs=("who", "my_circle"),
)
