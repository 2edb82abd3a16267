"""How two people are compared, fact by fact, in SQL that means the same to DuckDB and to Spark.

Only whole numbers, equality, CASE, arithmetic and `levenshtein` are used; whatever else a comparison needs (folding,
sounds, rarity) was worked out before, in fields of one column, `who`. Each fact is one function of two people that
gives the number of a level; both engines are told the same functions, and work each out once for a pair.
"""

from dataclasses import dataclass
from typing import Final

from cairn.matching.linking.columns import MOST_SCHEMES
from cairn.matching.linking.tables import ADDRESS_WORDS, NAME_PARTS, ONE_PART, RANKS

AT_HOME: Final = "(l).home = (r).home"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact: the levels on which it may agree, the best first, and the SQL that says on which one a pair is.

    `number` counts from 0, the last of `levels`, upwards; -1 where there is nothing to compare. `kind` is the name
    under which the model holds its weights; several columns may be of one kind. `missing` says of one person that
    there is nothing to compare, `{side}` standing for the two. `is_doubled`: the levels are numbered on, from
    len(levels), for two people of one address. What brothers and sisters share is no sign of one and the same
    child, so agreement there is weighed against how often it occurs at home.
    """

    name: str
    kind: str
    missing: str
    levels: tuple[str, ...]
    number: str
    is_doubled: bool = False

    @property
    def function(self) -> str:
        """What the function that gives the number is called."""
        return f"cairn_{self.name}"


def _none(missing: str) -> str:
    return " or ".join(missing.format(side=side) for side in ("l", "r"))


def _any(column: str, places: int) -> str:
    return ", ".join(f"(r).{column}{place}" for place in range(1, places + 1))


def _name_sum() -> str:
    """What the parts in common are worth in tenths of bits, and ONE_PART for each of them, whatever the order.

    Parts that are equal in any way sound alike or are kin: most are neither, and are asked nothing more.
    """
    parts = []
    for place in range(1, NAME_PARTS + 1):
        *closer, last = RANKS
        alike = " or ".join(f"(l).{rank}{place} in ({_any(rank, NAME_PARTS)})" for rank in RANKS[-2:])
        ranks = " ".join(
            f"when (l).{rank}{place} in ({_any(rank, NAME_PARTS)}) then {ONE_PART} + (l).w{rank}{place}"
            for rank in closer
        )
        worth = f"{ranks} else {ONE_PART} + (l).w{last}{place}"
        parts.append(f"case when (l).e{place} = 0 or not ({alike}) then 0 {worth} end")
    return "(" + " + ".join(parts) + ")"


def _address_sum() -> str:
    parts = [
        f"case when (l).ac{place} in ({_any('ac', ADDRESS_WORDS)}) then (l).aw{place} else 0 end"
        for place in range(1, ADDRESS_WORDS + 1)
    ]
    return "(" + " + ".join(parts) + ")"


def _number(missing: str, conditions: tuple[tuple[str, str], ...], first: str = "") -> tuple[tuple[str, ...], str]:
    """Names of levels, and the number of the one whose condition is the first to hold; the last is any other case.

    What is asked `first` is worked out once for all that follows; it never holds.
    """
    names = (*(name for name, _ in conditions), "else")
    whens = " ".join(f"when {sql} then {len(conditions) - place}" for place, (_, sql) in enumerate(conditions))
    nothing = f"{first} < 0 or {_none(missing)}" if first else _none(missing)
    return names, f"case when {nothing} then -1 {whens} else 0 end"


def _doubled(number: str, levels: int) -> str:
    return f"(case when {AT_HOME} and ({number}) >= 0 then {levels} else 0 end + ({number}))"


NAME_SUM: Final = _name_sum()
WIDTH: Final = 4  # bits of rarity from one level to the next
WIDTHS: Final = 9
# All parts of the shorter name find their own; all but one; fewer. A part left over on both sides is another name.
LEFT_OVER: Final = ("all", "all but one", "fewer")


def _name() -> Comparison:
    names = [f"{left}, {bits * WIDTH} bits" for left in LEFT_OVER for bits in reversed(range(WIDTHS))]
    bits = f"cast(floor(least({NAME_SUM} % {ONE_PART}, {WIDTHS * WIDTH * 10 - 1}) / {WIDTH * 10}.0) as integer)"
    found = f"cast(floor({NAME_SUM} / {ONE_PART}.0) as integer)"
    left_over = f"least({len(LEFT_OVER) - 1}, greatest(0, least((l).parts, (r).parts) - {found}))"
    number = (
        f"case when {NAME_SUM} < 0 or {_none(_NO_NAME)} then -1 when {NAME_SUM} < {ONE_PART} then 0"
        f" else 1 + {WIDTHS} * ({len(LEFT_OVER) - 1} - {left_over}) + {bits} end"
    )
    return Comparison("name", "name", _NO_NAME, (*names, "else"), _doubled(number, len(names) + 1), True)


_NO_NAME: Final = "({side}).parts = 0"
_DAYS = "(l).birth_kind = 1 and (r).birth_kind = 1"
_YEARS = "abs((l).year - (r).year)"
_SAME_BIRTHDAY = f"{_DAYS} and (l).month = (r).month and (l).day = (r).day"
# Asked before counting digits, which is slow: a slip touches one of year, month and day.
_PARTS_EQUAL = (
    "(" + " + ".join(f"case when (l).{each} = (r).{each} then 1 else 0 end" for each in ("year", "month", "day")) + ")"
)
_BIRTH: Final = (
    ("same day", f"{_DAYS} and (l).birth = (r).birth"),
    ("day and month swapped", f"{_DAYS} and (l).year = (r).year and (l).month = (r).day and (l).day = (r).month"),
    ("one digit apart", f"{_DAYS} and {_PARTS_EQUAL} >= 2 and levenshtein((l).birth, (r).birth) = 1"),
    ("same year, no day", f"not ({_DAYS}) and (l).year = (r).year"),
    ("same birthday, 2 years apart", f"{_SAME_BIRTHDAY} and {_YEARS} <= 2"),
    ("same birthday, 8 years apart", f"{_SAME_BIRTHDAY} and {_YEARS} <= 8"),
    ("31 days apart", f"{_DAYS} and abs((l).day_number - (r).day_number) <= 31"),
    ("two digits apart", f"{_DAYS} and {_PARTS_EQUAL} >= 1 and levenshtein((l).birth, (r).birth) = 2"),
    ("same year", f"{_DAYS} and (l).year = (r).year"),
    ("next year, no day", f"not ({_DAYS}) and {_YEARS} <= 1"),
    ("2 years apart", f"{_YEARS} <= 2"),
    ("6 years apart", f"{_YEARS} <= 6"),
)
_WORDS: Final = _address_sum()
_SAME_POSTCODE = "(l).postcode = (r).postcode"
_PLACE: Final = (
    *(
        (f"same postcode, address {bits} bits", f"{_SAME_POSTCODE} and {_WORDS} >= {bits * 10}")
        for bits in (28, 21, 15, 9)
    ),
    ("same postcode, 5 share it", f"{_SAME_POSTCODE} and (l).postcode_shared <= 5"),
    ("same postcode, 30 share it", f"{_SAME_POSTCODE} and (l).postcode_shared <= 30"),
    ("same postcode", _SAME_POSTCODE),
    *((f"address {bits} bits", f"{_WORDS} >= {bits * 10}") for bits in (36, 28, 21, 15)),
    ("address 9 bits", f"{_WORDS} >= 90"),
    ("same district", "(l).outcode = (r).outcode"),
    ("some of the address", f"{_WORDS} > 0"),
)
_NO_PLACE: Final = "(({side}).postcode is null and ({side}).words = 0)"


def _birth() -> Comparison:
    missing = "({side}).birth_kind = 0"
    names, number = _number(missing, _BIRTH)
    return Comparison("birth", "birth", missing, names, _doubled(number, len(names)), True)


def _column(column: str, kind: str) -> Comparison:
    missing = f"({{side}}).{column} is null"
    return Comparison(column, kind, missing, *_number(missing, (("same", f"(l).{column} = (r).{column}"),)))


def _digits(column: str, kind: str) -> Comparison:
    """A number: most are unlike, which is therefore asked first, since counting digits is slow."""
    missing, apart = f"({{side}}).{column} is null", f"levenshtein((l).{column}, (r).{column})"
    number = (
        f"case when {_none(missing)} then -1 when (l).{column} = (r).{column} then 3"
        f" when {apart} > 2 then 0 when {apart} = 2 then 1 else 2 end"
    )
    return Comparison(column, kind, missing, ("same", "one digit apart", "two digits apart", "else"), number)


COMPARISONS: Final = (
    _name(),
    _birth(),
    _column("sex", "sex"),
    _column("nationality", "nationality"),
    Comparison("place", "place", _NO_PLACE, *_number(_NO_PLACE, _PLACE, first=_WORDS)),
    _digits("phone", "phone"),
    *(_digits(f"identifier_{place}", "identifier") for place in range(MOST_SCHEMES)),
)

# What else is asked of two people, as the comparisons are.
SAME_HOME: Final = "cairn_same_home"
WHOLE_NAME: Final = "cairn_whole_name"
UNLIKE_BIRTHS: Final = "cairn_unlike_births"
OTHER_NUMBERS: Final = "cairn_other_numbers"
_NUMBERS: Final = tuple(f"identifier_{place}" for place in range(MOST_SCHEMES))
_SOME_BOTH = " or ".join(f"((l).{each} is not null and (r).{each} is not null)" for each in _NUMBERS)
_NONE_ALIKE = " and ".join(f"coalesce(levenshtein((l).{each}, (r).{each}) > 2, true)" for each in _NUMBERS)
FUNCTIONS: Final = {each.function: each.number for each in COMPARISONS} | {
    SAME_HOME: f"coalesce({AT_HOME}, false)",
    WHOLE_NAME: f"{NAME_SUM} >= least((l).parts, (r).parts) * {ONE_PART}",
    UNLIKE_BIRTHS: f"{_DAYS} and (l).year <> (r).year and (l).month <> (r).month and (l).day <> (r).day"
    " and levenshtein((l).birth, (r).birth) > 2",
    OTHER_NUMBERS: f"({_SOME_BOTH}) and {_NONE_ALIKE}",
}
