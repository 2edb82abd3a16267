"""Making a record findable: from what was said in it to the keyed hashes under which it is found (R-002)."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection

from cairn.children.kinds import FactKind, NameKind, PlaceKind, Sex, Status
from cairn.children.models import MatchKey, Record
from cairn.core.crypto import keyed_digest
from cairn.matching.asking import Asked, ask
from cairn.matching.births import BirthFact
from cairn.matching.facts import AddressFact, IdentifierFact, NameFact, PersonFacts, PhoneFact, SchoolFact
from cairn.matching.folded import folded
from cairn.matching.keys import Key, keys_for
from cairn.matching.kinds import BirthPrecision
from cairn.matching.variants import VariantBook

# One thing that somebody said: its kind, text, detail, and the earliest and latest birth that fit.
Said = tuple[str, str, dict[str, Any], date | None, date | None]

_Made = TypeVar("_Made")

_PURPOSE = "matching keys"
_PRECISIONS = {each.value: each for each in BirthPrecision}
_SEX_NOT_TELLING = frozenset({Sex.UNKNOWN.value, Sex.OTHER.value})
_SHARED = frozenset({PlaceKind.HOTEL.value, PlaceKind.PLACEMENT.value, PlaceKind.FOUND_AT.value})
_CONTESTED = frozenset({Status.DISPUTED.value, Status.BELIEVED_FALSE.value, Status.SUPPLIED.value})
_NATIONALITY_NOT_TELLING = frozenset({"", "unknown", "not known", "other"})


def keep_keys(record: Record) -> None:
    """Make a record findable by everything said in it so far. Called when all of it is written, in its transaction.

    Keys and folded facts are only ever added: what was once said of a child still finds the child.
    """
    facts = facts_of(record.id)
    keys = sorted(keys_of(facts))
    MatchKey.objects.bulk_create(
        (MatchKey(record_id=record.id, child_id=record.child_id, key=key) for key in keys), ignore_conflicts=True
    )
    with connection.cursor() as cursor:
        cursor.execute("select cairn_keep_facts(%s, %s::jsonb)", [record.id, json.dumps(folded(facts))])


def facts_of(record_id: UUID) -> PersonFacts:
    """What one record says of its child, for matching alone; nothing of a record that the actor has no part in.

    Through the database's own function, because the signed-out door makes findable what it will never read.
    """
    with connection.cursor() as cursor:
        cursor.execute("select kind, text, detail::text, born_from, born_to from cairn_facts_of(%s)", [record_id])
        return person((kind, text, json.loads(detail), *born) for kind, text, detail, *born in cursor.fetchall())


def keys_of(facts: PersonFacts) -> frozenset[Key]:
    """The keys by which somebody like this is found, hashed with this installation's own secret."""
    return keys_for(facts, _secret())


def keys_asked(facts: PersonFacts, book: VariantBook | None = None) -> Asked:
    """The keys under which to look for somebody like this; false where there is nothing to look for.

    `book` holds the known forms of names; without one, those that come with Cairn.
    """
    return ask(facts, _secret(), book)


def person(said: Iterable[Said]) -> PersonFacts:
    """What was said, as facts that can be compared. What is never compared (wishes, whereabouts) falls away."""
    by_kind: dict[str, list[Said]] = {}
    for each in said:
        by_kind.setdefault(each[0], []).append(each)

    def of(kind: FactKind, build: Callable[[str, dict[str, Any]], _Made]) -> tuple[_Made, ...]:
        return tuple(build(each[1], each[2]) for each in by_kind.get(kind, ()))

    births = (_birth(each) for each in by_kind.get(FactKind.BIRTH, ()))
    nationalities = of(FactKind.NATIONALITY, lambda text, _: text.strip().casefold())
    return PersonFacts(
        names=tuple(NameFact.of(each[1]) for each in by_kind.get(FactKind.NAME, ()) if _is_name(each)),
        births=tuple(birth for birth in births if birth is not None),
        sexes=tuple(each[1] for each in by_kind.get(FactKind.SEX, ()) if each[1] not in _SEX_NOT_TELLING),
        identifiers=of(
            FactKind.IDENTIFIER, lambda text, detail: IdentifierFact.of(str(detail.get("scheme", "")), text)
        ),
        phones=of(FactKind.PHONE, lambda text, detail: PhoneFact.of(text, has_handling=_has_handling(detail))),
        nationalities=tuple(each for each in nationalities if each not in _NATIONALITY_NOT_TELLING),
        addresses=of(FactKind.ADDRESS, _address),
        schools=of(FactKind.SCHOOL, lambda text, detail: SchoolFact.of(text, has_handling=_has_handling(detail))),
    )


def kinds_of(facts: PersonFacts) -> list[str]:
    """The kinds of claims that can be compared with what is known here."""
    told = {
        FactKind.NAME: facts.names,
        FactKind.BIRTH: facts.births,
        FactKind.SEX: facts.sexes,
        FactKind.IDENTIFIER: facts.identifiers,
        FactKind.PHONE: facts.phones,
        FactKind.ADDRESS: facts.addresses,
        FactKind.SCHOOL: facts.schools,
        FactKind.NATIONALITY: facts.nationalities,
    }
    return [kind.value for kind, said in told.items() if said]


def _address(text: str, detail: dict[str, Any]) -> AddressFact:
    return AddressFact.of(
        text,
        postcode=str(detail.get("postcode") or detail.get("outcode") or ""),
        has_handling=_has_handling(detail),
        is_shared=detail.get("place_kind") in _SHARED,
    )


def _has_handling(detail: dict[str, Any]) -> bool:
    """Whether only some in the circle may read it: then nobody is ever found by it."""
    return bool(detail.get("handling"))


def _is_name(said: Said) -> bool:
    # "The tall boy with the red coat" describes somebody; its words are nobody's name.
    return bool(said[2].get("kind") != NameKind.DESCRIBED.value)


def _birth(said: Said) -> BirthFact | None:
    _, _, detail, earliest, latest = said
    if earliest is None or latest is None:
        return None
    told = str(detail.get("precision", ""))
    vague = BirthPrecision.DATE if earliest == latest else BirthPrecision.AGE_RANGE
    precision = _PRECISIONS.get(told, vague)
    is_disputed = detail.get("disputed") is True or detail.get("status") in _CONTESTED
    return BirthFact(earliest, latest, precision, is_disputed=is_disputed)


def _secret() -> bytes:
    return keyed_digest(_PURPOSE)
