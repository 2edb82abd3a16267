"""A person's name as its parts, and as somebody writes it down."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from cairn.bench.rules.population.origins import Origin
from cairn.bench.rules.population.stock import Stock, Token, feminine, stock

_USUAL = 0.6  # share of bearers who write a name in its commonest form
_MANDARIN, _WADE_GILES = 0.6, 0.1  # the rest is Cantonese
_DOUBLE_BARRELLED = 0.04
_UNMARKED = str.maketrans({"Đ": "D", "đ": "d", "Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "ı": "i"})


class Role(StrEnum):
    """What a part of a name is."""

    GIVEN = "given"
    SECOND = "second"
    FATHER = "father"
    GRANDFATHER = "grandfather"
    FAMILY = "family"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: the name it is, the form this person uses, and what stands before it when written."""

    role: Role
    token: Token
    form: str
    glue: str = " "


Name = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """What a household's children have in common: the parts after their own, and how their family romanises."""

    origin: Origin
    parts: Name
    column: int = 0  # of the spellings, where families keep to one system (Chinese)


def lineage(origin: Origin, dice: Random) -> Lineage:
    """A family."""
    names = stock(origin)
    column = _column(dice) if names.style == "chinese" else 0
    return Lineage(origin, _CHAINS.get(names.style, _family)(names, column, dice), column)


def named(family: Lineage, sex: str, dice: Random) -> Name:
    """A child of this family: all parts, in the order in which the family itself writes them."""
    names = stock(family.origin)
    parts = _named(names, family, sex, dice)
    if sex == "female" and names.feminine:
        parts = tuple(_woman(part, names) if part.role is Role.FAMILY else part for part in parts)
    return parts


def written(name: Sequence[Part], *, marked: bool = True) -> str:
    """A name as text. A part that is run together with the one before it loses its capital."""
    text = ""
    for part in name:
        text += part.form if not text else part.glue + (part.form if part.glue else part.form.lower())
    return text if marked else without_marks(text)


def without_marks(text: str) -> str:
    """Latin letters without their marks, as many systems keep them. Other scripts stay as they are."""
    plain = unicodedata.normalize("NFD", text.translate(_UNMARKED))
    return "".join(each for each in plain if not ("\u0300" <= each <= "\u036f"))


def part_of(token: Token, role: Role, dice: Random, column: int | None = None) -> Part:
    """A part in the form its bearer uses."""
    return Part(role, token, usual_form(token, dice, column))


def usual_form(token: Token, dice: Random, column: int | None = None) -> str:
    """The form a bearer uses: of one column where the family keeps to a system, else mostly the commonest."""
    if column is not None:
        return token.forms[min(column, len(token.forms) - 1)]
    if len(token.forms) == 1 or dice.random() < _USUAL:
        return token.forms[0]
    return dice.choice(token.forms[1:])


def _column(dice: Random) -> int:
    place = dice.random()
    return 0 if place < _MANDARIN else (1 if place < _MANDARIN + _WADE_GILES else 2)


def _family(names: Stock, column: int, dice: Random) -> Name:
    of_system = column if names.style == "chinese" else None
    own = part_of(names.draw("family", dice), Role.FAMILY, dice, of_system)
    if names.style != "western" or dice.random() >= _DOUBLE_BARRELLED:
        return (own,)
    return own, replace(part_of(names.draw("family", dice), Role.FAMILY, dice), glue="-")


def _chain(names: Stock, _column: int, dice: Random) -> Name:
    roles = (Role.FATHER, Role.GRANDFATHER)[: names.generations - 1]
    parts = [part_of(names.draw("male", dice), role, dice) for role in roles]
    if dice.random() < names.family_share:
        parts.append(part_of(names.draw("family", dice), Role.FAMILY, dice))
    return tuple(parts)


_CHAINS: dict[str, Callable[[Stock, int, Random], Name]] = {"chain": _chain}


def _named(names: Stock, family: Lineage, sex: str, dice: Random) -> Name:
    if names.style == "chinese":
        return _chinese(names, family, sex, dice)
    own = part_of(names.draw(sex, dice), Role.GIVEN, dice)
    if names.style == "vietnamese":
        middle = _second(names, f"{sex}_middle", dice)
        return (*family.parts, *middle, own)
    second = () if names.style == "chain" else _second(names, sex, dice)
    if names.style == "south_asian" and sex == "male" and second and dice.random() < 1 / 2:
        first = part_of(names.supplies["male"].names[0], Role.SECOND, dice)  # Muhammad before the name one is called by
        return (first, own, *family.parts)
    return (own, *second, *family.parts)


def _second(names: Stock, kind: str, dice: Random) -> Name:
    return (part_of(names.draw(kind, dice), Role.SECOND, dice),) if dice.random() < names.second else ()


def _chinese(names: Stock, family: Lineage, sex: str, dice: Random) -> Name:
    """Family name first; a given name of one or two syllables, written as one word, apart, or with a hyphen."""
    own = [part_of(names.draw(sex, dice), Role.GIVEN, dice, family.column)]
    if dice.random() < names.second:
        glue = "" if family.column == 0 else dice.choice((" ", "-", ""))
        own.append(replace(part_of(names.draw(sex, dice), Role.GIVEN, dice, family.column), glue=glue))
    if dice.random() < names.english_name:
        own.append(part_of(stock(Origin.ENGLISH).draw(sex, dice), Role.SECOND, dice))
    return (*family.parts, *own)


def _woman(part: Part, names: Stock) -> Part:
    token = feminine(part.token, names.feminine)
    place = part.token.forms.index(part.form)
    return replace(part, token=token, form=token.forms[min(place, len(token.forms) - 1)])
