"""What was said of a child, as a page says it: words as they were typed, and names in the place of codes."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from babel.dates import format_skeleton
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cairn.children.kinds import (
    Arrangement,
    CareStatus,
    FactKind,
    Grown,
    ImmigrationStatus,
    NameKind,
    NumberCheck,
    ParentalBy,
    PlaceKind,
    Scheme,
    Sex,
)
from cairn.children.models import Claim
from cairn.children.rules import number_check
from cairn.matching.names import is_placeholder
from cairn.ui import formats

_CODED: dict[str, Any] = {
    FactKind.SEX: Sex,
    FactKind.CARE_STATUS: CareStatus,
    FactKind.IMMIGRATION: ImmigrationStatus,
}
_CODED_PARTS: tuple[tuple[str, str, Any], ...] = (
    (FactKind.NAME, "kind", NameKind),
    (FactKind.IDENTIFIER, "scheme", Scheme),
    (FactKind.ADDRESS, "place_kind", PlaceKind),
    (FactKind.LIVING, "arrangement", Arrangement),
    (FactKind.PARENTAL, "by", ParentalBy),
    (FactKind.RELATIONSHIP, "grown", Grown),
)
_ANSWERS: dict[str, dict[str, Promise]] = {
    "safe": {
        "yes": gettext_lazy("safe"),
        "no": gettext_lazy("not safe"),
        "unknown": gettext_lazy("not known whether safe"),
    },
    "known": {"no": gettext_lazy("not known where")},
    "interpreter": {"yes": gettext_lazy("needs an interpreter"), "no": gettext_lazy("needs no interpreter")},
    "cares": {"yes": gettext_lazy("looks after the child"), "no": gettext_lazy("does not look after the child")},
}
# Parts that somebody wrote in their own words, each with what stands before it.
_WORDED: dict[str, Promise] = {
    "person": gettext_lazy("about %(words)s"),
    "source": gettext_lazy("source: %(words)s"),
    "why": gettext_lazy("renewed or ended: %(words)s"),
    "supplied_by": gettext_lazy("supplied by %(words)s"),
    "assessed_by": gettext_lazy("assessed by %(words)s"),
    "said_by": gettext_lazy("said by %(words)s"),
    "application": gettext_lazy("applied for: %(words)s"),
    "decision": gettext_lazy("decided: %(words)s"),
    "representative": gettext_lazy("represented by: %(words)s"),
    "next_step": gettext_lazy("next: %(words)s"),
    "own_account": gettext_lazy("the child says: “%(words)s”"),
}
_DAYS: dict[str, Promise] = {
    "concluded_on": gettext_lazy("concluded %(day)s"),
    "applied_on": gettext_lazy("applied %(day)s"),
    "decided_on": gettext_lazy("decided %(day)s"),
    "next_on": gettext_lazy("due %(day)s"),
}
_YEAR, _MONTH = len("2026"), len("2026-03")


def fact_words(kind: str, text: str) -> str:
    """One thing that was said: a listed answer by its label, a language or country by its name, the rest as typed."""
    coded = _CODED.get(kind)
    if coded is not None and text in coded.values:
        return str(coded(text).label)
    named: dict[str, Callable[[str], str]] = {
        FactKind.LANGUAGE: formats.language,
        FactKind.NATIONALITY: formats.country,
    }
    return named[kind](text) if kind in named else text


def part_words(claim: Claim) -> Iterator[str]:
    """The parts of something said, each as a page says it, with what is wrong about a number or a name."""
    detail = {part: str(value) for part, value in claim.detail.items() if isinstance(value, str)}
    yield from _listed(claim.kind, detail)
    for part, sentence in _WORDED.items():
        if detail.get(part):
            yield str(sentence) % {"words": detail[part]}
    for part, sentence in _DAYS.items():
        if detail.get(part):
            yield str(sentence) % {"day": part_day(detail[part])}
    yield from _wrong(claim)


def _listed(said_kind: str, detail: Mapping[str, str]) -> Iterator[str]:
    if said_kind == FactKind.RELATIONSHIP and detail.get("relation"):
        yield detail["relation"]
    for kind, part, labels in _CODED_PARTS:
        if said_kind == kind and detail.get(part) in labels.values:
            yield str(labels(detail[part]).label)
    yield from (str(words[detail[part]]) for part, words in _ANSWERS.items() if detail.get(part) in words)
    if said_kind == FactKind.NAME and detail.get("language"):
        yield formats.language(detail["language"])


def _wrong(claim: Claim) -> Iterator[str]:
    if claim.kind == FactKind.IDENTIFIER:
        check = number_check(str(claim.detail.get("scheme", "")), claim.text)
        if check in {NumberCheck.WRONG_DIGIT, NumberCheck.WRONG_SHAPE}:
            yield str(check.label)
    is_name = claim.kind == FactKind.NAME and claim.detail.get("kind") != NameKind.DESCRIBED
    if is_name and is_placeholder(claim.text):
        yield _("nobody can be found by this")


def part_day(told: str) -> str:
    """A day as exactly as it is known: "14 March 2026", "March 2026", "2026"."""
    if len(told) == _YEAR:
        return told
    if len(told) == _MONTH:
        first = date.fromisoformat(f"{told}-01")
        return str(format_skeleton("yMMMM", first, locale=formats.babel_locale()))
    return formats.day(date.fromisoformat(told))


def period_words(claim: Claim) -> str:
    """From when to when: "March 2026 to 14 May 2026", "since 2025", "until May 2026"; empty where nobody said."""
    told = {name: part_day(str(claim.detail[name])) for name in ("from", "to") if claim.detail.get(name)}
    if len(told) > 1:
        return _("%(from)s to %(to)s") % told
    if "from" in told:
        return _("since %(from)s") % told
    return _("until %(to)s") % told if told else ""
