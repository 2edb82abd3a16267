"""What may be written down as said: the parts of each kind, and what cannot be."""

from collections.abc import Collection, Mapping
from datetime import date

from cairn.children.kinds import (
    Arrangement,
    CareStatus,
    FactKind,
    Grown,
    ImmigrationStatus,
    NameKind,
    ParentalBy,
    PlaceKind,
    Scheme,
    Sex,
    Status,
)
from cairn.children.rules.periods import first_day, last_day
from cairn.children.rules.places import postcode_in
from cairn.children.rules.standing import SAID_WITH
from cairn.core.errors import Refused

Detail = Mapping[str, object]
ANSWERS = ("yes", "no", "unknown")
# What tells where a child is, or how to find the child: of one at a safe address as secret as the address.
PLACES = (
    FactKind.ADDRESS,
    FactKind.PHONE,
    FactKind.SCHOOL,
    FactKind.GP,
    FactKind.TIMETABLE,
    FactKind.COURT_DATE,
    FactKind.WHEREABOUTS,
    FactKind.LIVING,
)
# Kinds with a beginning and perhaps an end.
WITH_PERIOD = frozenset({FactKind.ADDRESS, FactKind.SCHOOL, FactKind.CARE_STATUS, FactKind.LIVING, FactKind.PARENTAL})
_CODED_TEXTS: dict[str, Collection[str]] = {
    FactKind.SEX: Sex.values,
    FactKind.CARE_STATUS: CareStatus.values,
    FactKind.IMMIGRATION: ImmigrationStatus.values,
}
_CODED_PARTS: dict[str, Collection[str]] = {
    "status": [str(one) for one in SAID_WITH],
    "place_kind": PlaceKind.values,
    "arrangement": Arrangement.values,
    "by": ParentalBy.values,
    "grown": Grown.values,
    "scheme": Scheme.values,
    "safe": ANSWERS,
    "known": ANSWERS,
    "cares": ANSWERS,
    "interpreter": ANSWERS,
}
_DAYS = ("from", "to", "applied_on", "decided_on", "next_on", "concluded_on")
_PAST_DAYS = ("applied_on", "decided_on", "concluded_on")
# What ages are assessed, judged or disputed by never counts strongly against anybody (matching).
_UNSURE = frozenset({Status.OBSERVED, Status.ASSESSED, Status.DISPUTED, Status.BELIEVED_FALSE, Status.SUPPLIED})


def completed(kind: str, text: str, detail: Detail) -> dict[str, object]:
    """The parts of something said, with what follows from the words: an address's postcode and its first half.

    A view of an age that somebody judges, assesses, disputes or believes false is marked as disputed.
    """
    parts = dict(detail)
    if kind == FactKind.ADDRESS:
        whole, out = postcode_in(str(parts.get("postcode") or "")) if parts.get("postcode") else postcode_in(text)
        found = {"postcode": whole or str(parts.get("postcode") or ""), "outcode": out}
        parts |= {name: value for name, value in found.items() if value}
    if kind == FactKind.BIRTH and parts.get("status") in _UNSURE:
        parts["disputed"] = True
    return parts


def refuse_unfit(kind: str, text: str, detail: Detail, today: date) -> None:
    """Refuse what is none of the answers given (`not_one_of_these`) and days that cannot be.

    Those are: a day that cannot be read (`day_not_understood`), a beginning or a past event that has not come
    (`period_in_future`), an end before its beginning (`period_out_of_order`).
    """
    if kind in _CODED_TEXTS and text not in _CODED_TEXTS[kind]:
        raise Refused("not_one_of_these")
    if kind == FactKind.NAME and detail.get("kind", "") not in {"", *NameKind.values}:
        raise Refused("not_one_of_these")
    if any(detail[part] not in allowed for part, allowed in _CODED_PARTS.items() if detail.get(part)):
        raise Refused("not_one_of_these")
    told = {part: str(detail.get(part) or "") for part in _DAYS}
    _refuse_days(told, today)


def _refuse_days(told: Mapping[str, str], today: date) -> None:
    if any(first_day(day) is None for day in told.values() if day):
        raise Refused("day_not_understood")
    begun = [first_day(told["from"]), *(first_day(told[part]) for part in _PAST_DAYS)]
    if any(day > today for day in begun if day is not None):
        raise Refused("period_in_future")
    first, last = first_day(told["from"]), last_day(told["to"])
    if first is not None and last is not None and last < first:
        raise Refused("period_out_of_order")
