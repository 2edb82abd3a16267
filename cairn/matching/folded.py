"""What is known of one person, folded once when it is said and kept as short text, to be read at every comparison.

One text to each field, one line to each thing said, "" where nothing was. What nobody may be found by is left out: a
phone, address or school with a handling. KEY_VERSION (keys.py) stands for this form as well: a line written by other
rules of folding is never compared.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from cairn.matching.births import BirthFact
from cairn.matching.facts import AddressFact, IdentifierFact, NameFact, PersonFacts, PhoneFact, SchoolFact
from cairn.matching.kinds import BirthPrecision, Field

FIELDS: Final = tuple(Field)
MOST_LINES: Final = 60  # of one field; nobody needs more to be recognised
_MOST_LETTERS = 480  # of one line; twelve parts of forty letters
_BIRTHS_KNOWN = 16_384  # days remembered by each worker; whose they are is not
_SHARED, _DISPUTED = "shared", "disputed"
_PRECISIONS = {each.value: each for each in BirthPrecision}


def folded(facts: PersonFacts) -> dict[Field, str]:
    """The facts as text, the same for the same facts in any order."""
    lines: dict[Field, Iterable[str]] = {
        Field.NAME: (f"{' '.join(each.parts)},{' '.join(each.initials)}" for each in facts.names if each.parts),
        Field.BIRTH: map(_birth_line, facts.births),
        Field.SEX: facts.sexes,
        Field.IDENTIFIER: (f"{each.value} {each.scheme}" for each in facts.identifiers if each.value),
        Field.PHONE: (each.number for each in facts.phones if each.number and not each.has_handling),
        Field.ADDRESS: (_address_line(each) for each in facts.addresses if not each.has_handling),
        Field.SCHOOL: (each.name for each in facts.schools if each.name and not each.has_handling),
        Field.NATIONALITY: facts.nationalities,
    }
    return {field: "\n".join(sorted(set(map(_on_one_line, lines[field])) - {""})[:MOST_LINES]) for field in FIELDS}


def unfolded(texts: Sequence[str]) -> PersonFacts:
    """The facts of texts in the order of FIELDS. ValueError for what `folded` never wrote."""
    names, births, sexes, identifiers, phones, addresses, schools, nationalities = texts
    return PersonFacts(
        names=tuple([_name(line) for line in names.split("\n")]) if names else (),
        births=tuple([_birth(line) for line in births.split("\n")]) if births else (),
        sexes=tuple(sexes.split("\n")) if sexes else (),
        identifiers=tuple([_identifier(line) for line in identifiers.split("\n")]) if identifiers else (),
        phones=tuple([PhoneFact(line) for line in phones.split("\n")]) if phones else (),
        nationalities=tuple(nationalities.split("\n")) if nationalities else (),
        addresses=tuple([_address(line) for line in addresses.split("\n")]) if addresses else (),
        schools=tuple([SchoolFact(line) for line in schools.split("\n")]) if schools else (),
    )


def together(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """The texts of two records of one child as those of one."""
    return ["\n".join(filter(None, pair)) for pair in zip(one, other, strict=True)]


def _on_one_line(text: str) -> str:
    return " ".join(text.split())[:_MOST_LETTERS]


def _name(line: str) -> NameFact:
    parts, _, initials = line.partition(",")
    return NameFact(tuple(parts.split()), initials=tuple(initials.split()) if initials else ())


def _birth_line(birth: BirthFact) -> str:
    disputed = f" {_DISPUTED}" if birth.is_disputed else ""
    return f"{birth.earliest.isoformat()} {birth.latest.isoformat()} {birth.precision}{disputed}"


@lru_cache(maxsize=_BIRTHS_KNOWN)
def _birth(line: str) -> BirthFact:
    earliest, latest, precision, *disputed = line.split(" ")
    is_disputed = bool(disputed)
    days = date.fromisoformat(earliest), date.fromisoformat(latest)
    return BirthFact(*days, _PRECISIONS[precision], is_disputed=is_disputed)


def _identifier(line: str) -> IdentifierFact:
    value, _, scheme = line.partition(" ")
    return IdentifierFact(scheme, value)


def _address_line(address: AddressFact) -> str:
    if not address.postcode and not address.words:
        return ""
    return f"{address.postcode},{address.words},{_SHARED if address.is_shared else ''}"


def _address(line: str) -> AddressFact:
    postcode, words, shared = line.split(",")
    return AddressFact(postcode, words, is_shared=bool(shared))
