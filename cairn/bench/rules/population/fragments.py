"""A fragment: what one more agency says of a child it does not know to be known, with everything that goes wrong."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from cairn.bench.rules.population.birth_noise import BirthTold, told_birth
from cairn.bench.rules.population.name_noise import slip, told_name
from cairn.bench.rules.population.people import Child
from cairn.bench.rules.population.places import Land
from cairn.bench.rules.population.saying import Said, identifier_said, name_said

_SEX_MISSING, _SEX_WRONG = 0.10, 0.01
_ADDRESS_SAME, _ADDRESS_MOVED = 0.45, 0.20
_PHONE, _PHONE_SAME = 0.15, 0.7
_SCHOOL, _SCHOOL_SAME = 0.25, 0.8
_NATIONALITY, _NATIONALITY_SAME = 0.35, 0.9
_IDENTIFIER = {"nhs": 0.18, "upn": 0.18, "home_office": 0.25}
_MISTYPED = 0.02


class Evidence(StrEnum):
    """What the fragment has to be recognised by: a number of some register, or else what it says of the birth."""

    IDENTIFIER = "any identifier"
    BIRTH_RIGHT = "birth right"
    BIRTH_SWAPPED = "day and month swapped"
    BIRTH_DAYS = "birth off by days"
    BIRTH_YEAR = "birth year wrong"
    BIRTH_DISPUTED = "birth disputed"
    BIRTH_ESTIMATED = "birth estimated as 1 January"
    BIRTH_AGE = "birth as a year or an age"
    BIRTH_NONE = "no birth"


@dataclass(frozen=True, slots=True)
class Fragment:
    """What was said, and what the benchmark alone knows: whose it is and what is wrong with it."""

    child: Child
    evidence: Evidence
    said: tuple[Said, ...]
    is_native: bool
    is_coined: bool  # no part of the name stands in a hand-written list


_OF_BIRTH = {
    BirthTold.RIGHT: Evidence.BIRTH_RIGHT,
    BirthTold.SWAPPED: Evidence.BIRTH_SWAPPED,
    BirthTold.DAYS: Evidence.BIRTH_DAYS,
    BirthTold.YEAR: Evidence.BIRTH_YEAR,
    BirthTold.DISPUTED: Evidence.BIRTH_DISPUTED,
    BirthTold.FIRST_JANUARY: Evidence.BIRTH_ESTIMATED,
    BirthTold.AGE: Evidence.BIRTH_AGE,
    BirthTold.NONE: Evidence.BIRTH_NONE,
}


def fragment(child: Child, land: Land, seed: int) -> Fragment:
    """One fragment of a child; always the same for the same seed."""
    dice = Random(f"{seed}/fragment/{child.number}")  # noqa: S311 (made-up people)
    name = told_name(child, dice)
    birth, told = told_birth(child, dice)
    numbers = _numbers(child, dice)
    said = [name_said(name.text, "known_as"), *birth, *numbers, *_circumstances(child, land, dice)]
    return Fragment(
        child=child,
        evidence=Evidence.IDENTIFIER if numbers else _OF_BIRTH[told],
        said=tuple(said),
        is_native=name.is_native,
        is_coined=name.is_coined,
    )


def _numbers(child: Child, dice: Random) -> list[Said]:
    said = []
    for scheme, value in child.identifiers:
        if dice.random() < _IDENTIFIER[scheme]:
            said.append(identifier_said(scheme, slip(value, dice) if dice.random() < _MISTYPED else value))
    return said


def _circumstances(child: Child, land: Land, dice: Random) -> list[Said]:
    """Sex, address, phone, school and nationality, as far as anybody said."""
    told = {
        "sex": _sex(child, dice),
        "address": _address(child, land, dice),
        "phone": _phone(child, dice),
        "school": _school(child, land, dice),
        "nationality": _nationality(child, dice),
    }
    return [(kind, text, {}, None, None) for kind, text in told.items() if text]


def _sex(child: Child, dice: Random) -> str:
    place = dice.random()
    if place < _SEX_MISSING:
        return ""
    other = {"female": "male", "male": "female"}[child.sex]
    return other if place < _SEX_MISSING + _SEX_WRONG else child.sex


def _address(child: Child, land: Land, dice: Random) -> str:
    place = dice.random()
    if place < _ADDRESS_SAME:
        return child.home.text
    return land.home(dice).text if place < _ADDRESS_SAME + _ADDRESS_MOVED else ""


def _phone(child: Child, dice: Random) -> str:
    from_now = f"07700 9{dice.randrange(1_000_000):06d}"
    if dice.random() >= _PHONE or not child.phone:
        return ""
    return child.phone if dice.random() < _PHONE_SAME else from_now


def _school(child: Child, land: Land, dice: Random) -> str:
    if dice.random() >= _SCHOOL or not child.school:
        return ""
    return child.school if dice.random() < _SCHOOL_SAME else land.school(land.home(dice), dice)


def _nationality(child: Child, dice: Random) -> str:
    if dice.random() >= _NATIONALITY:
        return ""
    return child.nationality if dice.random() < _NATIONALITY_SAME else "British"
