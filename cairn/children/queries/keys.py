"""Making a record findable: from what was said in it to the keyed hashes under which it is found (R-002)."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from cairn.children.kinds import FactKind, NameKind, Sex
from cairn.children.models import MatchKey, Record
from cairn.core.crypto import keyed_digest
from cairn.matching.births import BirthFact
from cairn.matching.facts import IdentifierFact, NameFact, PersonFacts, PhoneFact
from cairn.matching.keys import Key, keys_for, lookup_keys
from cairn.matching.kinds import BirthPrecision

# One thing that somebody said: its kind, text, detail, and the earliest and latest birth that fit.
Said = tuple[str, str, dict[str, Any], date | None, date | None]

_PURPOSE = "matching keys"
_SEX_NOT_TELLING = frozenset({Sex.UNKNOWN.value, Sex.OTHER.value})
_NATIONALITY_NOT_TELLING = frozenset({"", "unknown", "not known", "other"})


def keep_keys(record: Record) -> None:
    """Make a record findable by everything said in it so far. Called when all of it is written, in its transaction.

    Keys are only ever added: what was once said of a child still finds the child.
    """
    keys = sorted(keys_for(facts_of(record.id), _secret()))
    MatchKey.objects.bulk_create(
        (MatchKey(record_id=record.id, child_id=record.child_id, key=key) for key in keys), ignore_conflicts=True
    )


def facts_of(record_id: UUID) -> PersonFacts:
    """What one record says of its child, for matching alone; nothing of a record that the actor has no part in.

    Through the database's own function, because the signed-out door makes findable what it will never read.
    """
    with connection.cursor() as cursor:
        cursor.execute("select kind, text, detail::text, born_from, born_to from cairn_facts_of(%s)", [record_id])
        return person((kind, text, json.loads(detail), *born) for kind, text, detail, *born in cursor.fetchall())


def keys_asked(facts: PersonFacts) -> list[Key]:
    """The keys under which to look for somebody like this, in a steady order."""
    return sorted(lookup_keys(facts, _secret()))


def person(said: Iterable[Said]) -> PersonFacts:
    """What was said, as facts that can be compared. What is never compared (places, schools, wishes) falls away."""
    by_kind: dict[str, list[Said]] = {}
    for each in said:
        by_kind.setdefault(each[0], []).append(each)
    texts = {kind: [text for _, text, *_ in found] for kind, found in by_kind.items()}
    births = (_birth(each) for each in by_kind.get(FactKind.BIRTH, ()))
    nationalities = (text.strip().casefold() for text in texts.get(FactKind.NATIONALITY, ()))
    return PersonFacts(
        names=tuple(NameFact.of(each[1]) for each in by_kind.get(FactKind.NAME, ()) if _is_name(each)),
        births=tuple(birth for birth in births if birth is not None),
        sexes=tuple(text for text in texts.get(FactKind.SEX, ()) if text not in _SEX_NOT_TELLING),
        identifiers=tuple(
            IdentifierFact.of(str(detail.get("scheme", "")), text)
            for _, text, detail, *_ in by_kind.get(FactKind.IDENTIFIER, ())
        ),
        phones=tuple(PhoneFact.of(text) for text in texts.get(FactKind.PHONE, ())),
        nationalities=tuple(each for each in nationalities if each not in _NATIONALITY_NOT_TELLING),
    )


def _is_name(said: Said) -> bool:
    # "The tall boy with the red coat" describes somebody; its words are nobody's name.
    return bool(said[2].get("kind") != NameKind.DESCRIBED.value)


def _birth(said: Said) -> BirthFact | None:
    _, _, detail, earliest, latest = said
    if earliest is None or latest is None:
        return None
    told = str(detail.get("precision", ""))
    vague = BirthPrecision.DATE if earliest == latest else BirthPrecision.AGE_RANGE
    precision = BirthPrecision(told) if told in set(BirthPrecision) else vague
    return BirthFact(earliest, latest, precision, is_disputed=detail.get("disputed") is True)


def _secret() -> bytes:
    return keyed_digest(_PURPOSE)
