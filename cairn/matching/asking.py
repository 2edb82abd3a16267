"""How a question is put to the keys: what to look for, and which part of the question each thing found speaks for.

Keys overlap: whoever is found by sound and birthday is also found by sound and year. So that nothing counts twice, each
key carries the *atoms* it speaks for as bits of a mask; the masks by which a child was found are united before they are
weighed. All widening happens here and none on the records: other languages' readings, known forms of a name, day and
month swapped, neighbouring years. So the index stays small.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice, pairwise, product
from typing import Final

from cairn.matching import keys, weights
from cairn.matching.births import BirthFact
from cairn.matching.facts import NameFact, PersonFacts
from cairn.matching.keys import Key
from cairn.matching.kinds import Level
from cairn.matching.places import district_of, is_full
from cairn.matching.rarity import Typed
from cairn.matching.readings import readings
from cairn.matching.variants import VariantBook, shipped
from cairn.matching.yardstick import skeleton_of

MAX_LOOKUP_KEYS: Final = 640
MOST_PARTS: Final = 8  # of a question's names; a longer list is cut
_MOST_FORMS = 6  # further sounds of one part, by readings and known forms
_SHORTEST_HALF = 3  # letters
_NEIGHBOURS = 2  # years to either side

# Bits above those of the parts (two each: its sound, its letters). A key sets every bit that what it stands for
# implies, so that weights simply add: a day sets day, birthday, year and the years around.
_NEAR_TWO, _NEAR_ONE, _YEAR, _BIRTHDAY, _DAY = (1 << bit for bit in range(16, 21))
_NUMBER, _PHONE, _POSTCODE, _DISTRICT, _SCHOOL = (1 << bit for bit in range(21, 26))
_BY_DISTANCE = (_YEAR | _NEAR_ONE | _NEAR_TWO, _NEAR_ONE | _NEAR_TWO, _NEAR_TWO)
_WHOLE_DAY = _DAY | _BIRTHDAY | _BY_DISTANCE[0]
_EXACT = 1.0  # letters as well as sound
ATOM_WEIGHTS: Final[tuple[float, ...]] = (
    *(0.0, _EXACT) * MOST_PARTS,  # what a sound is worth depends on how rare it is
    *(0.5, 1.0, 1.5, 4.5, 4.5),
    *(weights.IDENTIFIER[Level.AGREES], weights.PHONE[Level.AGREES]),
    *(weights.ADDRESS_MOST - weights.DISTRICT, weights.DISTRICT, weights.SCHOOL),
)

_Sought = tuple[Typed, int]  # a thing to look for, and the atoms for which it speaks


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as keys. Empty, and so false, when it holds neither a name nor a number nor a phone.

    `masks` says for each key which atoms it speaks for; `sounds` for each part of the name the key by whose frequency
    the part's own atom is weighed; `things` what each key stands for, which only the asker knows.
    """

    keys: tuple[Key, ...]
    masks: tuple[int, ...]
    sounds: tuple[Key, ...]
    things: Mapping[Key, Typed]

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.keys)


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the asked name: its letters, its sound, further sounds under which it may be kept, its atom."""

    text: str
    sound: str
    forms: tuple[str, ...]
    atom: int


def ask(facts: PersonFacts, secret: bytes, book: VariantBook | None = None) -> Asked:
    """The keys a question looks for, at most MAX_LOOKUP_KEYS, those of its own spelling first. Deterministic.

    Nothing is looked for by birth, postcode or school alone: that would be a list of children, not a search for one.
    ValueError for a secret under 16 bytes.
    """
    parts = _parts(facts.names, shipped() if book is None else book)
    masks: dict[Typed, int] = {}
    for thing, mask in islice(_sought(facts, parts), MAX_LOOKUP_KEYS):
        masks[thing] = masks.get(thing, 0) | mask
    found = keys.hashed(masks, secret)
    sounds = keys.hashed((("s", part.sound) for part in parts), secret)
    return Asked(
        keys=tuple(found.values()),
        masks=tuple(masks.values()),
        sounds=tuple(sounds["s", part.sound] for part in parts),
        things={key: thing for thing, key in (*sounds.items(), *found.items())},
    )


def is_askable(facts: PersonFacts) -> bool:
    """Whether there is anything to look for at all: a name, a number, or a phone that anybody may know."""
    if any(each.value for each in facts.identifiers) or keys.open_phones(facts):
        return True
    return any(skeleton_of(part) for name in facts.names for part in name.parts)


def lookup_keys(facts: PersonFacts, secret: bytes) -> frozenset[Key]:
    """The keys alone."""
    return frozenset(ask(facts, secret).keys)


def _parts(names: Iterable[NameFact], book: VariantBook) -> list[_Part]:
    """The distinct parts of all names asked, in a steady order."""
    texts = sorted({part for name in names for part in name.parts if skeleton_of(part)})[:MOST_PARTS]
    return [_Part(text, skeleton_of(text), _forms(text, book), 1 << 2 * place) for place, text in enumerate(texts)]


def _forms(text: str, book: VariantBook) -> tuple[str, ...]:
    """Sounds, other than its own, under which the name may be kept: other readings first, then known forms."""
    known = sorted({skeleton_of(form) for form in book.variants(text)})
    forms = dict.fromkeys((*sorted(readings(text)), *known))
    return tuple(form for form in forms if form and form != skeleton_of(text))[:_MOST_FORMS]


def _sought(facts: PersonFacts, parts: list[_Part]) -> Iterator[_Sought]:
    numbers = sorted({("i", each.scheme, each.value) for each in facts.identifiers if each.value})
    phones = keys.open_phones(facts)
    if not parts and not numbers and not phones:
        return
    yield from ((number, _NUMBER) for number in numbers)
    yield from ((("h", phone), _PHONE) for phone in phones)
    yield from ((("d", day), _WHOLE_DAY) for day in keys.days_of(facts.births))
    yield from ((("c", each), _POSTCODE | _DISTRICT) for each in keys.open_postcodes(facts) if is_full(each))
    yield from ((("t", part.text), 3 * part.atom) for part in parts)
    beside = [*_births(facts.births), *_places(facts)]
    yield from _by_sound([(part.sound, part.atom) for part in parts], beside)
    yield from _by_pair(parts)
    yield from _run_together(parts)
    yield from _by_sound(_joined(facts.names, parts), beside)
    yield from _by_sound([(form, part.atom) for part in parts for form in part.forms], beside)


def _by_sound(sounds: Iterable[tuple[str, int]], beside: list[_Sought]) -> Iterator[_Sought]:
    """Each sound alone, and with everything known beside the name."""
    for sound, atom in sounds:
        yield ("s", sound), atom
        yield from (((*thing, sound), mask | atom) for thing, mask in beside)


def _by_pair(parts: list[_Part]) -> Iterator[_Sought]:
    """Pairs of sounds of two parts, own sounds first."""
    for one, other in combinations(parts, 2):
        for first, second in product((one.sound, *one.forms), (other.sound, *other.forms)):
            if first != second:
                yield ("p", *sorted((first, second))), one.atom | other.atom


def _run_together(parts: list[_Part]) -> Iterator[_Sought]:
    """A long part may be two of a name run together, in any order: cut anywhere, it is looked for as a pair."""
    for part in parts:
        for cut in range(_SHORTEST_HALF, len(part.text) - _SHORTEST_HALF + 1):
            halves = sorted((skeleton_of(part.text[:cut]), skeleton_of(part.text[cut:])))
            if halves[0] and halves[0] != halves[1]:
                yield ("p", *halves), part.atom


def _joined(names: Iterable[NameFact], parts: list[_Part]) -> list[tuple[str, int]]:
    """Sounds of neighbours written as one, in either order; such a find speaks for both."""
    atoms = {part.text: part.atom for part in parts}
    joined: dict[str, int] = {}
    for one, other in (pair for name in names for pair in pairwise(name.parts)):
        if one in atoms and other in atoms:
            for text in (one + other, other + one):
                joined[skeleton_of(text)] = atoms[one] | atoms[other]
    return sorted(joined.items())


def _births(births: Iterable[BirthFact]) -> Iterator[_Sought]:
    """What is looked for beside each sound: the day, day and month swapped, the birthday, the years around."""
    told = tuple(births)
    for day in keys.days_of(told):
        yield ("D", day), _WHOLE_DAY
        yield ("M", day[4:]), _BIRTHDAY
        swapped = day[:4] + day[6:] + day[4:6]
        if swapped != day and "01" <= swapped[4:6] <= "12":
            yield ("D", swapped), _BIRTHDAY | _BY_DISTANCE[0]
    own = [int(year) for year in keys.years_of(told)]
    for year in range(min(own) - _NEIGHBOURS, max(own) + _NEIGHBOURS + 1) if own else ():
        distance = min(abs(year - each) for each in own)
        if distance <= _NEIGHBOURS:
            yield ("Y", str(year)), _BY_DISTANCE[distance]


def _places(facts: PersonFacts) -> Iterator[_Sought]:
    districts = sorted({district_of(each) for each in keys.open_postcodes(facts)})
    yield from ((("O", each), _DISTRICT) for each in districts)
    yield from ((("S", each), _SCHOOL) for each in keys.open_schools(facts))
