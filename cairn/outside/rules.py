"""What may leave Cairn, how long a link waits, and where one stands (R-064). The lengths are data."""

import hashlib
import json
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files

from cairn.children.kinds import FactKind, Scheme
from cairn.outside.kinds import Section, Standing, State, StepKind, Way

_FILE = "policies/outside.toml"
# Nothing that tells where the child is or can be reached: no address, school, phone or placement. Nothing of how the
# child stands with immigration, ever: whoever needs that asks the team that leads. What is not listed stays inside.
_LEAVES: Mapping[FactKind, Section] = {
    FactKind.NAME: Section.CHILD,
    FactKind.BIRTH: Section.CHILD,
    FactKind.SEX: Section.CHILD,
    FactKind.GENDER: Section.CHILD,
    FactKind.LANGUAGE: Section.CHILD,
    FactKind.IDENTIFIER: Section.CHILD,
    FactKind.WISH: Section.FACTS,
    FactKind.MUST_NOT_KNOW: Section.FACTS,
    FactKind.NATIONALITY: Section.FACTS,
    FactKind.CARE_STATUS: Section.FACTS,
    FactKind.PARENTAL: Section.FACTS,
    FactKind.RELATIONSHIP: Section.FACTS,
}
LEAVING_KINDS = tuple(_LEAVES)
_SCHEMES = frozenset({Scheme.NHS.value, Scheme.UPN.value})
HANDLING = "handling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """One version of the policy: days a link waits, wrong codes before it locks, digits of the code."""

    version: str
    effective_from: date
    default_days: int
    most_days: int
    most_tries: int
    code_digits: int
    from_one_address_an_hour: int
    certainty: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """One line as it leaves, in the words of the moment: a title, when it was, the words, who says so."""

    section: str
    title: str
    when: str = ""
    words: str = ""
    source: str = ""


def section_of(kind: str, detail: Mapping[str, object]) -> Section | None:
    """Where something said about a child may leave from; None for what never leaves."""
    if HANDLING in detail or kind not in _LEAVES:
        return None
    if kind == FactKind.IDENTIFIER and detail.get("scheme") not in _SCHEMES:
        return None
    return _LEAVES[FactKind(kind)]


def state_of(way: str, standing: str, happened: Collection[str]) -> State:
    """Where something that was shared stands, as people inside read it.

    What is held back without a trace shows nowhere: it stands as if nothing had happened.
    """
    known = {
        Standing.OPENED: State.OPENED,
        Standing.WITHDRAWN: State.WITHDRAWN,
        Standing.LOCKED: State.LOCKED,
        Standing.EXPIRED: State.EXPIRED,
        **dict.fromkeys((Standing.LEFT, Standing.CHANGED, Standing.WITHHELD), State.CLOSED),
    }
    is_paper = way == Way.PRINT
    if is_paper and StepKind.PRINTED in happened and standing != Standing.WITHDRAWN:
        return State.PRINTED
    return known.get(Standing(standing), State.TO_PRINT if is_paper else State.WAITS)


def may_withdraw(way: str, state: State) -> bool:
    """Whether there is still something to take back: a link nobody opened, or paper that may be printed again."""
    return state in {State.WAITS, State.LOCKED, State.TO_PRINT} or (way == Way.PRINT and state is State.PRINTED)


def code_typed(text: str) -> str:
    """A code as it is compared: the digits alone, in whatever script and however they were set apart."""
    return "".join(str(unicodedata.decimal(each)) for each in text if each.isdecimal())


def code_spoken(code: str) -> str:
    """A code as it is read aloud, four digits at a time."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def digest_of_lines(lines: Iterable[Frozen]) -> str:
    """What a preview showed, as 64 hexadecimal digits: whatever differs by a sign has another."""
    told = [asdict(one) for one in lines]
    return hashlib.sha256(json.dumps(told, ensure_ascii=True, sort_keys=True).encode()).hexdigest()


def limits_at(day: date) -> Limits:
    """The version in force on a day: the last that began by then, the first for days before them all."""
    known = _versions()
    return next((one for one in reversed(known) if one.effective_from <= day), known[0])


@cache
def _versions() -> tuple[Limits, ...]:
    data = tomllib.loads(files("cairn.outside").joinpath(_FILE).read_text(encoding="utf-8"))
    names = {field.name for field in fields(Limits)}
    found = (Limits(**{key: value for key, value in row.items() if key in names}) for row in data["version"])
    return tuple(sorted(found, key=lambda one: one.effective_from))
