"""The population: children in households, each always the same for the same seed, whoever asks for it and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Final

from cairn.bench.rules.population import numbers
from cairn.bench.rules.population.naming import Lineage, Name, Role, lineage, named
from cairn.bench.rules.population.origins import NATIONALITIES, OFTEN_ALONE, SHARES, Origin
from cairn.bench.rules.population.places import Home, Land
from cairn.bench.rules.population.stock import Token, stock

TODAY: Final = date(2026, 11, 1)  # the day on which everybody is looked for; births count back from it
BLOCK: Final = 16  # children made together, so that any one of a million is made again within a millisecond
_CHILDHOOD = 18 * 365
_SIZES = (0.45, 0.35, 0.15, 0.05)  # of households, by one to four children
_SIZES_ALONE = (0.80, 0.14, 0.05, 0.01)
_TWINS = 0.04  # of further children in a household
_GAP = (365, 4 * 365)  # days between brothers and sisters
_SHARED_HOME, _SHARED_HOME_ALONE = 0.012, 0.14
_ALIAS = 0.12
_UNRECORDED = 50_000_000  # serials of brothers and sisters that are on nobody's record
_SEXES = ("female", "male")
# Children in a household, as measured; households are drawn so that the shares are those of children.
_CHILDREN_EACH, _CHILDREN_EACH_ALONE = 1.64, 1.22
_HEIGHTS = tuple(
    accumulate(
        share / (_CHILDREN_EACH_ALONE if origin in OFTEN_ALONE else _CHILDREN_EACH) for origin, share in SHARES.items()
    )
)


@dataclass(frozen=True, slots=True)
class Child:
    """One child as they are; what a record or a fragment says of them is another matter."""

    number: int
    household: int
    family: Lineage
    sex: str
    name: Name
    alias: Token | None
    born: date
    home: Home
    school: str
    phone: str
    identifiers: tuple[tuple[str, str], ...]  # scheme and value
    nationality: str

    @property
    def origin(self) -> Origin:
        """Where the family's names come from."""
        return self.family.origin

    @property
    def often_alone(self) -> bool:
        """Whether many children of this origin come without their family."""
        return self.family.origin in OFTEN_ALONE


@dataclass(frozen=True, slots=True)
class _Household:
    household: int
    family: Lineage
    home: Home


@dataclass(frozen=True, slots=True)
class Population:
    """So many children of one seed. Numbers from `children` on are of children whom nobody has recorded."""

    children: int
    seed: int

    @property
    def land(self) -> Land:
        """Where they live."""
        return Land(self.children, self.seed)

    @property
    def blocks(self) -> int:
        """How many blocks hold recorded children; the last one may hold some unrecorded ones as well."""
        return -(-self.children // BLOCK)

    def block(self, number: int) -> list[Child]:
        """The children of one block, numbered from BLOCK times its own number."""
        dice = Random(f"{self.seed}/{number}")  # noqa: S311 (made-up people)
        first, made = number * BLOCK, list[Child]()
        while len(made) < BLOCK:
            made += self._household(first + len(made), BLOCK - len(made), dice)
        return made

    def recorded(self, first_block: int, last_block: int) -> Iterator[Child]:
        """The recorded children of blocks from `first_block` up to, not including, `last_block`."""
        for number in range(first_block, last_block):
            yield from (each for each in self.block(number) if each.number < self.children)

    def unrecorded_sibling(self, child: Child, *, is_twin: bool) -> Child:
        """A brother or sister who lives with the child and is on nobody's record; a twin has the child's own birth."""
        dice = Random(f"{self.seed}/sibling/{child.number}/{is_twin}")  # noqa: S311 (made-up people)
        days = 0 if is_twin else dice.choice((-1, 1)) * dice.randint(*_GAP)
        serial = _UNRECORDED + 2 * child.number + is_twin
        born = child.born + timedelta(days=days)
        if born >= TODAY:
            born = child.born - timedelta(days=-days)
        return self._child(serial, child, born, [child.name], dice)

    def _household(self, number: int, most: int, dice: Random) -> list[Child]:
        origin = dice.choices(tuple(SHARES), cum_weights=_HEIGHTS)[0]
        alone = origin in OFTEN_ALONE
        is_shared = dice.random() < (_SHARED_HOME_ALONE if alone else _SHARED_HOME)
        size = 1 if is_shared else dice.choices((1, 2, 3, 4), _SIZES_ALONE if alone else _SIZES)[0]
        family = lineage(origin, dice)
        home = self.land.shared_home(dice) if is_shared else self.land.home(dice)
        births = _births(min(size, most), dice, youngest=12 * 365 if alone and size == 1 else 0)
        household, children = _Household(number, family, home), list[Child]()
        for place, day in enumerate(births):
            names = [each.name for each in children]
            children.append(self._child(number + place, household, day, names, dice))
        return children

    def _child(self, number: int, of: "_Household | Child", born: date, names: list[Name], dice: Random) -> Child:
        """A child of a household whose other children have these names."""
        family, home = of.family, of.home
        sex = dice.choice(_SEXES)
        if family.origin in OFTEN_ALONE and dice.random() < 1 / 3:
            sex = "male"
        name = named(family, sex, dice)
        while any(_is_taken(name, other) for other in names):
            name = named(family, sex, dice)
        return Child(
            number=number,
            household=of.household,
            family=family,
            sex=sex,
            name=name,
            alias=_alias(family.origin, sex, dice),
            born=born,
            home=home,
            school=self.land.school(home, dice) if (TODAY - born).days > 4 * 365 else "",
            phone=numbers.phone_number(number) if dice.random() < 1 / 2 else "",
            identifiers=_identifiers(number, alone=family.origin in OFTEN_ALONE, dice=dice),
            nationality=dice.choice(NATIONALITIES[family.origin]),
        )


def _is_taken(name: Name, other: Name) -> bool:
    """Whether one is called by a name of the other. Two may have the same second name: many brothers are Muhammad."""
    given, second = _tokens(name, Role.GIVEN), _tokens(name, Role.SECOND)
    taken = _tokens(other, Role.GIVEN)
    return given == taken or bool(given & _tokens(other, Role.SECOND)) or bool(second & taken)


def _tokens(name: Name, role: Role) -> set[Token]:
    return {part.token for part in name if part.role is role}


def _births(size: int, dice: Random, *, youngest: int) -> list[date]:
    """Births of a household's children, the oldest first; further ones only as far as they are born by now."""
    days = [dice.randint(youngest, _CHILDHOOD - 1)]
    for _ in range(size - 1):
        days.append(days[-1] if dice.random() < _TWINS else days[-1] - dice.randint(*_GAP))
    return [TODAY - timedelta(days=each) for each in days if each > 0]


def _alias(origin: Origin, sex: str, dice: Random) -> Token | None:
    """Another name the child goes by: a nickname where the origin has them, else any other given name."""
    names = stock(origin)
    if "nicknames" in names.supplies and dice.random() < _ALIAS:
        return names.draw("nicknames", dice)
    return names.draw(sex, dice) if dice.random() < _ALIAS / 2 else None


def _identifiers(serial: int, *, alone: bool, dice: Random) -> tuple[tuple[str, str], ...]:
    made = (
        ("nhs", numbers.nhs_number(serial), 0.85),
        ("upn", numbers.unique_pupil_number(serial), 0.60 if alone else 0.80),
        ("home_office", numbers.home_office_number(serial), 0.75 if alone else 0.02),
    )
    return tuple((scheme, value) for scheme, value, share in made if dice.random() < share and value)
