"""The one further fact that would best tell a few people apart."""

from collections import Counter
from collections.abc import Hashable, Sequence

from cairn.matching import weights
from cairn.matching.births import BirthFact
from cairn.matching.facts import PersonFacts
from cairn.matching.kinds import Field, Level

# What an answer can be worth at most, and how often somebody at a door or a desk can give it (our own judgement).
_WORTH = {
    Field.BIRTH: weights.BIRTH_SAME_DAY * 0.7,
    Field.IDENTIFIER: weights.IDENTIFIER[Level.AGREES] * 0.3,
    Field.NAME: 8.0 * 0.7,
    Field.PHONE: weights.PHONE[Level.AGREES] * 0.6,
    Field.ADDRESS: weights.ADDRESS_MOST * 0.7,
    Field.SCHOOL: weights.SCHOOL * 0.8,
    Field.NATIONALITY: weights.NATIONALITY[Level.AGREES],
    Field.SEX: -weights.SEX[Level.DIFFERS] * 0.3,
}


def most_telling(query: PersonFacts, people: Sequence[PersonFacts]) -> Field | None:
    """The field that the question leaves open and in which these people differ most; None where none would help."""
    gains = {field: _gain(field, people) for field in _open(query)}
    best = max(gains, key=lambda field: (gains[field], field), default=None)
    return best if best is not None and gains[best] > 0 else None


def _open(query: PersonFacts) -> list[Field]:
    """Fields of which the question says nothing; of a birth, also nothing exact; of a name, a single part."""
    said = _said(query)
    is_short = all(len(name.parts) < 2 for name in query.names)  # noqa: PLR2004 (one part)
    exact = any(birth.is_exact for birth in query.births)
    vague = {Field.NAME: is_short, Field.BIRTH: not exact}
    return [field for field in _WORTH if vague.get(field, not said[field])]


def _gain(field: Field, people: Sequence[PersonFacts]) -> float:
    """Worth of an answer, by how many people it is known of and how evenly it parts them."""
    known = [said for person in people if (said := _said(person)[field])]
    if not known:
        return 0.0
    counts = Counter(known)
    alike = sum((count / len(known)) ** 2 for count in counts.values()) if len(people) > 1 else 0.0
    return round(_WORTH[field] * (1 - alike) * len(known) / len(people), 6)


def _said(person: PersonFacts) -> dict[Field, frozenset[Hashable]]:
    """What is comparable of a person, by field; empty where nothing is."""
    return {
        Field.NAME: frozenset(part for name in person.names for part in name.parts),
        Field.BIRTH: frozenset(_day(birth) for birth in person.births),
        Field.SEX: frozenset(person.sexes),
        Field.IDENTIFIER: frozenset((each.scheme, each.value) for each in person.identifiers if each.value),
        Field.PHONE: frozenset(each.number for each in person.phones if each.number and not each.has_handling),
        Field.ADDRESS: frozenset(each.postcode for each in person.addresses if each.postcode and not each.has_handling),
        Field.SCHOOL: frozenset(each.name for each in person.schools if each.name and not each.has_handling),
        Field.NATIONALITY: frozenset(person.nationalities),
    }


def _day(birth: BirthFact) -> tuple[str, str]:
    return birth.earliest.isoformat(), birth.latest.isoformat()
