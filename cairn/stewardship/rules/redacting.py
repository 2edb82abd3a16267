"""What may have to be blacked out before somebody is given what is held: proposals, and the blacking out itself.

Pure. A proposal is never a decision: a lead rules on each, and a second person reads the whole (R-198, R-030, R-061).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cairn.stewardship.kinds import Why

BLACK = "█████"
WHO = "who"
HANDLING = "handling"  # in the place of what only its holder may give out
_SHORTEST = 3  # letters of a name worth looking for; shorter ones stand inside half the words there are


@dataclass(frozen=True, slots=True)
class Part:
    """One part of one thing that was written: which column, and its words."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """One row as it is collected. `is_protected`: it came from a source whose identity must not be known.

    `is_held`: some agency may not read it. `file` is where a file lies and its key, for a row that is one.
    """

    thing: str
    row: str
    parts: tuple[Part, ...]
    kind: str = ""
    is_protected: bool = False
    file: str = ""
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """Black out `words` in a part of an item, or the whole part where `words` is empty."""

    part: str
    why: Why
    words: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """Names to look for in what people wrote, each sort with its reason."""

    third_persons: frozenset[str] = frozenset()
    other_children: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    must_not_know: frozenset[str] = field(default=frozenset())


# Whole parts that are always proposed, by thing and column; and, of what is said of a child, by kind.
WHOLE: Mapping[tuple[str, str], Why] = {
    ("concerns.Concern", "sender_contact"): Why.SENDER,
    ("concerns.Concern", "must_not_be_told"): Why.MUST_NOT_KNOW,
    ("concerns.Concern", "adults"): Why.THIRD_PERSON,
    ("concerns.Concern", "vehicles"): Why.THIRD_PERSON,
    ("concerns.Concern", "other_children"): Why.OTHER_CHILD,
    ("children.LinkDecision", "reason"): Why.OTHER_CHILD,
    ("children.LinkDecision", "undone_reason"): Why.OTHER_CHILD,
    # Nobody can black words out inside a file: it goes out whole, after somebody has looked at it, or not at all.
    ("chronology.Attachment", "name"): Why.THIRD_PERSON,
}
WHOLE_OF_KIND: Mapping[str, Why] = {
    "relationship": Why.THIRD_PERSON,
    "parental": Why.THIRD_PERSON,
    "must_not_know": Why.MUST_NOT_KNOW,
}
_WORDY = frozenset({"text", "detail"})


def proposals(told: Told, names: Names) -> tuple[Proposal, ...]:
    """What is proposed to be blacked out of one item: whole parts first, then names in those that stay."""
    return tuple(dict.fromkeys(_proposed(told, names)))


def _proposed(told: Told, names: Names) -> Iterator[Proposal]:
    for part in told.parts:
        why = _whole(told, part)
        if why:
            yield Proposal(part.name, why)
        else:
            yield from _named(part, names)


def _whole(told: Told, part: Part) -> Why | None:
    if part.name == WHO:
        return Why.PROTECTED_SOURCE if told.is_protected else None
    if told.is_held or part.name == HANDLING:
        return Why.HARM
    if part.name in _WORDY and told.kind in WHOLE_OF_KIND:
        return WHOLE_OF_KIND[told.kind]
    return WHOLE.get((told.thing, part.name))


def _named(part: Part, names: Names) -> Iterator[Proposal]:
    searched = (
        (names.sources, Why.PROTECTED_SOURCE),
        (names.must_not_know, Why.MUST_NOT_KNOW),
        (names.other_children, Why.OTHER_CHILD),
        (names.third_persons, Why.THIRD_PERSON),
    )
    seen: set[str] = set()
    for several, why in searched:
        for words in _standing(part.words, several):
            if words not in seen:
                seen.add(words)
                yield Proposal(part.name, why, words)


def _standing(text: str, names: Iterable[str]) -> Iterator[str]:
    """Each name that stands in a text, as it is written there, whatever its capitals."""
    for name in sorted(names, key=lambda each: (-len(each), each)):
        if len(name.strip()) >= _SHORTEST and (found := _pattern(name).search(text)):
            yield found[0]


def blacked_out(words: str, out: Iterable[str]) -> str:
    """The words with others blacked out, wherever they stand; an empty one blacks out the whole.

    What is blacked out is as long as anything else, so that its length tells nothing.
    """
    for each in sorted(out, key=len):
        if not each:
            return BLACK
    for each in sorted(out, key=len, reverse=True):
        words = _pattern(each).sub(BLACK, words)
    return words


def _pattern(name: str) -> re.Pattern[str]:
    spaced = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)
