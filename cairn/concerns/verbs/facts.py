"""From what a sender said of a child to the claims that are written down."""

from collections.abc import Iterator
from datetime import date

from cairn.children.kinds import Basis, FactKind
from cairn.children.verbs import Fact
from cairn.concerns.rules import BornSaid, ChildSaid, ConcernSaid
from cairn.core.errors import Refused
from cairn.matching.births import OLDEST, BirthFact, aged, born_in, born_on

_SAYS = Basis.OTHER_PERSON_SAYS


def facts_of(said: ConcernSaid, child: ChildSaid, *, seen_on: date) -> Iterator[Fact]:
    """Every claim that a concern makes about one of its children, in the order a reader wants them."""
    for name in child.names:
        if name.text.strip():
            yield Fact(FactKind.NAME, name.text, _SAYS, {"kind": name.kind, "script": name.script})
    if child.born is not None:
        yield _birth(child.born, seen_on)
    for scheme, value in child.identifiers:
        if value.strip():
            yield Fact(FactKind.IDENTIFIER, value, _SAYS, {"scheme": scheme})
    # Of several children nobody can say whose wish it is: it stays with the concern.
    if said.child_wants.strip() and len(said.children) == 1:
        yield Fact(FactKind.WISH, said.child_wants, Basis.CHILD_SAYS)
    yield from _plain(said, child)


def _plain(said: ConcernSaid, child: ChildSaid) -> Iterator[Fact]:
    # Where it happened is no fact about where the child is now: it stays with what happened.
    several = {
        FactKind.SEX: (child.sex,),
        FactKind.NATIONALITY: child.nationalities,
        FactKind.LANGUAGE: child.languages,
        FactKind.ADDRESS: child.addresses,
        FactKind.PHONE: child.phones,
        FactKind.SCHOOL: (child.school,),
        FactKind.MUST_NOT_KNOW: said.must_not_be_told,
    }
    for kind, texts in several.items():
        yield from (Fact(kind, text, _SAYS) for text in texts if text.strip())


def _birth(born: BornSaid, seen_on: date) -> Fact:
    bounds = _bounds(born, seen_on)
    detail: dict[str, object] = {"precision": str(bounds.precision), "disputed": bounds.is_disputed}
    return Fact(FactKind.BIRTH, born.text, Basis(born.basis), detail, born_from=bounds.earliest, born_to=bounds.latest)


def _bounds(born: BornSaid, seen_on: date) -> BirthFact:
    if born.on is not None:
        return born_on(born.on, is_disputed=born.is_guess)
    if born.year is not None:
        return born_in(born.year, is_disputed=born.is_guess)
    ages = [age for age in (born.age_from, born.age_to) if age is not None]
    if not ages or max(ages) > OLDEST or min(ages) < 0:
        raise Refused("age_out_of_range", most=OLDEST)
    return aged(min(ages), max(ages), seen_on=seen_on)
