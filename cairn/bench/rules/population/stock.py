"""Names as people bear them: the hand-written stock of each origin, and rarer names coined from its syllables."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Final

from cairn.bench.rules.population.origins import Origin

_DATA = Path(__file__).parent / "data"
_STEEPNESS: Final = 0.75  # how fast names become rarer down the list (exponent of Zipf's law)
_MOST_FORMS: Final = 6
_LAST_LATIN, _FIRST_MARKED, _LAST_MARKED = "\u0370", "\u1e00", "\u1eff"
_RARER: Final = 1.6  # syllables late in their list are drawn less often


@dataclass(frozen=True, slots=True)
class Token:
    """One name and how it is written: `forms` in Latin letters, the usual one first; short forms; its own script."""

    forms: tuple[str, ...]
    native: str = ""
    short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coining:
    """How rare names are put together: a start, perhaps a middle, an end; each piece with its spellings."""

    starts: tuple[tuple[str, ...], ...]
    middles: tuple[tuple[str, ...], ...]
    ends: tuple[tuple[str, ...], ...]

    def coin(self, dice: Random) -> Token:
        """A name and its other spellings, each with one piece spelt differently."""
        pieces = [_piece(each, dice) for each in (self.starts, self.middles, self.ends)]
        usual = [piece[0] for piece in pieces]
        forms = ["".join(usual)]
        for place, piece in enumerate(pieces):
            forms += ["".join((*usual[:place], other, *usual[place + 1 :])) for other in piece[1:]]
        return Token(tuple(dict.fromkeys(each[:1].upper() + each[1:] for each in forms))[:_MOST_FORMS])


@dataclass(frozen=True, slots=True)
class Supply:
    """Where names of one kind come from: the head of the list by its ranks, the rest coined."""

    names: tuple[Token, ...]
    heights: tuple[float, ...]  # running sums of the weights
    head: float
    coining: Coining | None

    def draw(self, dice: Random) -> Token:
        """One name."""
        if self.coining is not None and dice.random() >= self.head:
            return self.coining.coin(dice)
        return dice.choices(self.names, cum_weights=self.heights)[0]


@dataclass(frozen=True, slots=True)
class Stock:
    """All names of one origin and how they make a person's name."""

    origin: Origin
    style: str
    second: float  # share of people with a second or middle name
    generations: int  # of a chain of father and grandfather, the person's own name included
    family_share: float  # of chains that end in a family name
    feminine: Mapping[str, str]  # endings of family names that women's differ in
    english_name: float  # share with an English name beside their own
    supplies: Mapping[str, Supply]

    def draw(self, kind: str, dice: Random) -> Token:
        """One name of a kind: male, female, family, male_middle, female_middle, nicknames."""
        return self.supplies[kind].draw(dice)


@cache
def stock(origin: Origin) -> Stock:
    """The names of an origin, read once."""
    told = tomllib.loads((_DATA / f"{origin}.toml").read_text(encoding="utf-8"))
    listed = {kind: words for kind, words in told.items() if isinstance(words, str) and "\n" in words}
    return Stock(
        origin=origin,
        style=told["style"],
        second=told.get("second", 0.0),
        generations=told.get("generations", 1),
        family_share=told.get("family_share", 1.0),
        feminine=told.get("feminine", {}),
        english_name=told.get("english_name", 0.0),
        supplies={kind: _supply(kind, words, told) for kind, words in listed.items()},
    )


def feminine(token: Token, endings: Mapping[str, str]) -> Token:
    """A family name as a woman bears it (Kowalska), its own form first, then the man's, which others write."""
    own = []
    for form in token.forms:
        ending = next((each for each in endings if form.endswith(each)), "")
        own.append(form.removesuffix(ending) + endings.get(ending, ""))
    return replace(token, forms=tuple(dict.fromkeys((*own, token.forms[0])))[:_MOST_FORMS])


def is_native(form: str) -> bool:
    """Whether a spelling is in a script of its own: Ge'ez, Arabic, Han. Vietnamese is Latin with marks."""
    return any(letter > _LAST_LATIN and not _FIRST_MARKED <= letter <= _LAST_MARKED for letter in form)


def _supply(kind: str, words: str, told: Mapping[str, Any]) -> Supply:
    lines = [line for line in words.splitlines() if line.strip()]
    names = tuple(_token(line) for line in lines)
    of = "family" if kind == "family" else "given"
    steepness = told.get("steepness", {}).get(of, _STEEPNESS)
    heights = tuple(accumulate(1 / (rank + 1) ** steepness for rank in range(len(names))))
    is_whole = kind in ("male_middle", "female_middle", "nicknames") or of not in told.get("coined", {})
    coining = None if is_whole else _coining(told["coined"][of])
    return Supply(names, heights, told["head"][of], coining)


def _token(line: str) -> Token:
    full, _, short = line.partition("|")
    forms = [each.replace("_", " ") for each in full.split()]
    latin = tuple(each for each in forms if not is_native(each))
    native = next((each for each in forms if is_native(each)), "")
    return Token(latin, native, tuple(short.split()))


def _coining(told: Mapping[str, str]) -> Coining:
    return Coining(*(_pieces(told[name]) for name in ("starts", "middles", "ends")))


def _pieces(words: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(dict.fromkeys(each.split("~"))) if each.strip("~") else ("",) for each in words.split())


def _piece(pieces: Sequence[tuple[str, ...]], dice: Random) -> tuple[str, ...]:
    return pieces[int(len(pieces) * dice.random() ** _RARER)]
