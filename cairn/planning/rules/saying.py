"""What a piece of work and a visit must say before they are kept."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from cairn.core.errors import Refused
from cairn.planning.kinds import OTHER, ContactWay, PartOfDay
from cairn.planning.rules.lists import Purposes

WORDS, WHO, WHY = 120, 120, 500
MOST_DAYS_AHEAD = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSaid:
    """What a team does with a child: by the list, or in `words` where the list has nothing; from when until when."""

    purpose: str
    start: date
    until: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSaid:
    """On which day, and about when, who sees or rings a child, for which piece of work. Never where."""

    work_id: UUID
    on: date
    who: str
    part: PartOfDay = PartOfDay.OPEN
    way: ContactWay = ContactWay.IN_PERSON


def refuse_work(said: WorkSaid, known: Purposes, today: date) -> None:
    """Work is on the list or said in words, and is not over already (R-012)."""
    if known.find(said.purpose) is None:
        raise Refused("purpose_unknown")
    if said.purpose == OTHER and not said.words.strip():
        raise Refused("purpose_words_needed")
    if said.purpose != OTHER and said.words.strip():
        raise Refused("purpose_words_spare")
    if len(said.words) > WORDS:
        raise Refused("plan_too_long", most=WORDS)
    _refuse_days(said, today)


def refuse_contact(said: ContactSaid, start: date, until: date | None, today: date) -> None:
    """A visit is still to come, somebody makes it, and it lies within the time of its work (R-012)."""
    if not said.who.strip():
        raise Refused("contact_who_needed")
    if len(said.who) > WHO:
        raise Refused("plan_too_long", most=WHO)
    if said.on < today:
        raise Refused("plan_over")
    if said.on > today + timedelta(days=MOST_DAYS_AHEAD):
        raise Refused("plan_too_far")
    if said.on < start or (until is not None and said.on > until):
        raise Refused("contact_outside_work")


def refuse_why(why: str) -> None:
    """Whatever is left to others, or kept all the same, says why in a line."""
    if not why.strip():
        raise Refused("withdraw_why_needed")
    if len(why) > WHY:
        raise Refused("plan_too_long", most=WHY)


def _refuse_days(said: WorkSaid, today: date) -> None:
    if said.until is not None and said.until < said.start:
        raise Refused("plan_days_wrong")
    if said.until is not None and said.until < today:
        raise Refused("plan_over")
    if said.start > today + timedelta(days=MOST_DAYS_AHEAD):
        raise Refused("plan_too_far")
