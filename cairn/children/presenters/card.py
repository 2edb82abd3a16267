"""The card: what somebody at a door must know in twenty seconds. Higher floors add their rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.children.kinds import Basis, FactKind, Grown, Status
from cairn.children.models import Child, Claim
from cairn.children.presenters.words import part_day
from cairn.children.queries.facts import checked_as, in_force, present
from cairn.children.rules import stands
from cairn.core.clock import today
from cairn.sharing.models import Compartment
from cairn.sharing.presenters import ask_for
from cairn.sharing.queries.compartments import Apart
from cairn.ui.formats import day, language
from cairn.ui.parts import CardRow

Rows = Callable[[Child, Actor], Sequence[CardRow]]

ON_CARD = (
    FactKind.NAME,
    FactKind.BIRTH,
    FactKind.WHEREABOUTS,
    FactKind.PHONE,
    FactKind.MUST_NOT_KNOW,
    FactKind.WISH,
    FactKind.LANGUAGE,
    FactKind.RELATIONSHIP,
    FactKind.ADDRESS,
    FactKind.WARNING,
)
DANGER, SAFE, WHERE, SEEN, LANGUAGE, NOT_TOLD, CONTACT, WISH = range(5, 85, 10)
PEOPLE = SEEN + 5
WARNINGS = DANGER + 5
_ADDED: list[tuple[int, Rows]] = []
_MOST_NAMED = 10
_QUOTES = '“”" '


@dataclass(frozen=True, slots=True)
class _Said:
    """What was said of one child, by kind, newest first."""

    child: Child
    claims: Sequence[Claim]

    def latest(self, kind: FactKind) -> Claim | None:
        return next((one for one in self.claims if one.kind == kind), None)

    def all(self, kind: FactKind) -> list[Claim]:
        return [one for one in self.claims if one.kind == kind][:_MOST_NAMED]


def add_rows(order: int, rows: Rows) -> None:
    """Register rows that a higher floor knows, such as when the child was last seen. From its apps.py."""
    if (order, rows) not in _ADDED:
        _ADDED.append((order, rows))


def card_rows(child: Child, actor: Actor, claims: Sequence[Claim], apart: Apart) -> tuple[CardRow, ...]:
    """The card's rows in the order in which they are read. `apart` is what only named people read of the child."""
    said = _Said(child, in_force(claims))
    secret = apart.safe_address
    numbered: list[tuple[int, CardRow]] = [
        *((WARNINGS, row) for row in _warnings(said)),
        (SAFE, _safe(said)),
        (WHERE, _secret(_("Where"), secret, apart) if secret else _where(said)),
        *((PEOPLE, row) for row in _people(said)),
        (LANGUAGE, _languages(said)),
        (NOT_TOLD, _not_told(said)),
        (CONTACT, _secret(_("How to reach the child safely"), secret, apart) if secret else _contact(said)),
        (WISH, _wish(said)),
    ]
    for order, rows in _ADDED:
        numbered += [(order, row) for row in rows(child, actor)]
    return tuple(row for _order, row in sorted(numbered, key=lambda one: one[0]))


def said_by(claim: Claim) -> str:
    """Who says so, how they know, and since when: "the child says, told to Outreach, 3 May 2026"."""
    parts = {"basis": claim.get_basis_display(), "team": claim.team.name, "day": day(_at(claim))}
    return _("%(basis)s, told to %(team)s, %(day)s") % parts


def _at(claim: Claim) -> datetime:
    return claim.said_at or claim.recorded_at


def _safe(said: _Said) -> CardRow:
    latest = said.latest(FactKind.WHEREABOUTS)
    answer = str(latest.detail.get("safe", "")) if latest else ""
    words = {"yes": _("Yes"), "no": _("No, not safe")}.get(answer, _("Not known"))
    value = f"{words} ({said_by(latest)})" if latest and answer in {"yes", "no"} else words
    return CardRow(label=_("Safe now?"), value=value, is_warning=answer != "yes")


def _where(said: _Said) -> CardRow:
    latest = said.latest(FactKind.WHEREABOUTS)
    if latest is None:
        unknown = _("Not known: nobody has said where the child is")
        last = next(iter(present(said.claims, FactKind.ADDRESS)), None)
        told = _("%(unknown)s. Address: %(address)s (%(who)s)")
        value = told % {"unknown": unknown, "address": last.text, "who": said_by(last)} if last else unknown
        return CardRow(label=_("Where"), value=value, is_warning=True)
    is_unknown = latest.detail.get("known") == "no"
    words = _("Not known. %(words)s") % {"words": latest.text} if is_unknown else latest.text
    return CardRow(label=_("Where"), value=f"{words} ({said_by(latest)})", is_warning=is_unknown)


def _secret(label: str, one: Compartment, apart: Apart) -> CardRow:
    """Never the address itself, not for those either who may read it: they open it where only it is shown."""
    if one in apart.open:
        value = _("At a safe address. Open “Only for named people” to read it.")
    else:
        value = _("At a safe address. %(ask)s") % {"ask": ask_for(one)}
    return CardRow(label=label, value=value, is_warning=True)


def _people(said: _Said) -> list[CardRow]:
    """Who looks after the child, or says so, and has not been checked: the warning of R-006."""
    unchecked = [
        one
        for one in said.all(FactKind.RELATIONSHIP)
        if checked_as(one) is not Status.VERIFIED and one.detail.get("grown") != Grown.CHILD
    ]
    if not unchecked:
        return []
    named = "; ".join(_person(one) for one in unchecked)
    value = _("%(people)s. See the child alone, and check before you rely on them.") % {"people": named}
    return [CardRow(label=_("Unverified"), value=value, is_warning=True)]


def _warnings(said: _Said) -> list[CardRow]:
    """Before a visit: of this child and the people named, never of a place, and only while it stands (R-053)."""
    standing = [one for one in said.all(FactKind.WARNING) if stands(one.detail, today())]
    return [CardRow(label=_("Before you visit"), value=_warning(one), is_warning=True) for one in standing]


def _warning(claim: Claim) -> str:
    told = {
        "who": str(claim.detail.get("person", "")) or _("the child"),
        "what": claim.text,
        "source": claim.detail.get("source", ""),
        "until": part_day(str(claim.detail["to"])),
        "by": said_by(claim),
    }
    return _("%(who)s: %(what)s (source: %(source)s; until %(until)s; %(by)s)") % told


def _person(claim: Claim) -> str:
    told = {"who": claim.text, "relation": claim.detail.get("relation", ""), "by": claim.detail.get("said_by", "")}
    sentence = _("%(who)s, %(relation)s, said by %(by)s") if told["by"] else _("%(who)s, %(relation)s")
    return sentence % told


def _spoken(claim: Claim) -> str:
    named = language(claim.text)
    if claim.detail.get("interpreter") == "yes":
        return _("%(language)s (needs an interpreter)") % {"language": named}
    return named


def _languages(said: _Said) -> CardRow:
    spoken = list(dict.fromkeys(_spoken(one) for one in said.all(FactKind.LANGUAGE)))
    return CardRow(label=_("Speaks"), value=", ".join(spoken) or _("Not known: ask before you ring an interpreter"))


def _not_told(said: _Said) -> CardRow:
    named = list(dict.fromkeys(one.text for one in said.all(FactKind.MUST_NOT_KNOW)))
    value = "; ".join(named) or _("Nobody has been named. Ask the lead before you tell anybody.")
    return CardRow(label=_("Must not be told"), value=value, is_warning=bool(named))


def _contact(said: _Said) -> CardRow:
    safe = next((one for one in said.all(FactKind.PHONE) if one.detail.get("safe") == "yes"), None)
    if safe is None:
        value = _("No safe way is known yet. Ask the lead before you ring, write or visit.")
        return CardRow(label=_("How to reach the child safely"), value=value, is_warning=True)
    value = _("Ring %(number)s (%(who)s)") % {"number": safe.text, "who": said_by(safe)}
    return CardRow(label=_("How to reach the child safely"), value=value)


def _wish(said: _Said) -> CardRow:
    latest = said.latest(FactKind.WISH)
    label = _("What the child wants")
    if latest is None:
        return CardRow(
            label=label, value=_("Nobody has written it down yet. Ask, and add it in the child’s own words.")
        )
    own = latest.basis == Basis.CHILD_SAYS
    words = f"“{latest.text.strip(_QUOTES)}”" if own else latest.text
    return CardRow(label=label, value=f"{words} ({said_by(latest)})")
