"""What is held back, as pages show it: one line for those kept from it, a mark for those who read it, a page for those
who decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.clock import today
from cairn.duties.kinds import CERTAINTY_LABELS
from cairn.notices.presenters import href_of
from cairn.partnership.queries import nation_of
from cairn.sharing import queries
from cairn.sharing.kinds import STANDING, ItemKind, Mode, State
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.models import Compartment, Withholding, WithholdingAccount
from cairn.sharing.queries import About, Placeholder
from cairn.sharing.rules.not_sharing import every_ground
from cairn.ui.formats import day


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands in the place of what is held back: "1 item held by X until 12 May 2026", and whom to ask."""

    words: str
    team: str
    number: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a register. It names no child: the page of one withholding leads there.

    `is_past`: its day is over, and the clock has not shared it yet. `kept_from` is empty for whoever may not know.
    """

    what: str | Promise
    href: str
    state: str | Promise
    is_standing: bool
    mode: str
    since: datetime
    until: date
    is_past: bool
    kept_from: tuple[str, ...]
    team: str


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the account: what happened, why, by whom."""

    words: str | Promise
    who: str
    at: datetime
    reason: str
    ground: str
    said: str


@dataclass(frozen=True, slots=True)
class OnePage:
    """One withholding, for those who decide about it."""

    id: str
    what: str | Promise
    child_href: str
    mode: str | Promise
    team: str
    until: date
    state: str | Promise
    is_standing: bool
    kept_from: tuple[str, ...]
    seen_by: tuple[str, ...]
    keeps_from_later: bool
    second: str
    steps: tuple[Step, ...]
    revision: int
    may_answer: bool
    may_extend: bool
    may_share: bool


def gaps(about: About) -> tuple[Gap, ...]:
    """The lines for those who are kept from something declared, or to whom something kept apart is closed."""
    closed = (_apart_gap(one) for one in about.apart.closed)
    return (*(_gap(one) for one in about.placeholders), *closed)


def _apart_gap(one: Compartment) -> Gap:
    words = _("%(what)s: held by %(who)s.") % {"what": ApartKind(one.kind).label, "who": one.team.agency.name}
    return Gap(words, one.team.name, one.team.phone or one.team.agency.phone)


def ask_for(one: Compartment) -> str:
    """Whom to ask, in one line, where there is no room for a link."""
    number = one.team.phone or one.team.agency.phone
    told = {"team": one.team.name, "agency": one.team.agency.name, "number": number}
    return _("Ask %(team)s, %(agency)s: %(number)s") % told if number else _("Ask %(team)s, %(agency)s") % told


def _gap(one: Placeholder) -> Gap:
    told = {"who": one.team.agency.name, "until": day(one.until), "number": one.number}
    if one.until < today():
        words = _past_gap(one, told)
    elif one.kind is ItemKind.PART:
        words = _("Everything that %(who)s knows is held back from your agency until %(until)s.") % told
    else:
        words = (
            ngettext(
                "%(number)s item held by %(who)s until %(until)s.",
                "%(number)s items held by %(who)s until %(until)s.",
                one.number,
            )
            % told
        )
    return Gap(words, one.team.name, one.team.phone or one.team.agency.phone)


def _past_gap(one: Placeholder, told: dict[str, object]) -> str:
    """Of what should be shared by now: the clock is late, and whoever holds it can share it at once."""
    if one.kind is ItemKind.PART:
        return (
            _("Everything that %(who)s knows was held back from your agency until %(until)s, and is not shared yet.")
            % told
        )
    words = ngettext(
        "%(number)s item was held by %(who)s until %(until)s, and is not shared yet.",
        "%(number)s items were held by %(who)s until %(until)s, and are not shared yet.",
        one.number,
    )
    return words % told


def mark(withholding: Withholding | None) -> str:
    """The mark on what the reader may read and others may not; empty where everybody may."""
    if withholding is None:
        return ""
    if withholding.until < today():
        return _("was to be held back until %(until)s: shared as soon as the clock has run") % {
            "until": day(withholding.until)
        }
    return _("held back from some agencies until %(until)s") % {"until": day(withholding.until)}


def apart_mark(compartment: Compartment | None) -> str:
    """The mark on what only named people read; empty where everybody in the circle may."""
    return _("only for named people: %(what)s") % {"what": compartment.get_kind_display()} if compartment else ""


def register(actor: Actor, *, by_newest: bool) -> tuple[Line, ...]:
    """What the actor's agency holds back or held back: by the day it ends, what stands first; or by the newest."""
    rows = queries.held_by(actor.agency_id, actor) if actor.agency_id else []
    if not by_newest:
        rows.sort(key=lambda one: (one.state not in STANDING, one.until))
    return _lines(rows, actor)


def to_agree(actor: Actor) -> tuple[Line, ...]:
    """What others hold back and the actor's team is asked about."""
    return _lines(queries.to_agree(actor), actor)


def _lines(rows: Sequence[Withholding], actor: Actor) -> tuple[Line, ...]:
    names = queries.kept_names_of(rows, actor)
    return tuple(_line(one, tuple(names.get(one.pk, ()))) for one in rows)


def one_page(withholding: Withholding, actor: Actor) -> OnePage:
    """Everything about one withholding, for those who decide."""
    lines = queries.account_of(withholding, actor)
    standing = withholding.state in STANDING
    may_decide = standing and _is_second(withholding, actor)
    return OnePage(
        id=str(withholding.id),
        what=_capital(ItemKind(withholding.item_kind).label),
        child_href=href_of("child", withholding.child_id),
        mode=Mode(withholding.mode).label,
        team=_("%(team)s, %(agency)s") % {"team": withholding.team.name, "agency": withholding.team.agency.name},
        until=withholding.until,
        state=State(withholding.state).label,
        is_standing=standing,
        kept_from=tuple(queries.kept_names(withholding, actor)),
        seen_by=_seen_by(lines),
        keeps_from_later=withholding.keeps_from_later,
        second=_second(withholding),
        steps=tuple(map(_step, lines)),
        revision=withholding.revision,
        may_answer=may_decide and withholding.state == State.WAITING,
        may_extend=may_decide,
        may_share=standing and actor.may(Permission.WITHHOLD) and (may_decide or withholding.team_id in actor.team_ids),
    )


def _is_second(withholding: Withholding, actor: Actor) -> bool:
    author = withholding.recorded_by
    is_author = author is not None and author.practitioner_id == actor.practitioner_id
    is_named = withholding.mode == Mode.DECLARED or withholding.review_by_id in {None, actor.membership_id}
    is_asked = withholding.review_team_id in actor.team_ids and is_named
    return is_asked and not is_author and actor.may(Permission.WITHHOLD_AGREE)


def _second(withholding: Withholding) -> str:
    named = withholding.review_by
    told = {"team": withholding.review_team.name, "agency": withholding.review_team.agency.name}
    team = _("%(team)s, %(agency)s") % told
    return f"{named.practitioner.name} ({team})" if named else team


def _seen_by(lines: Sequence[WithholdingAccount]) -> tuple[str, ...]:
    return tuple(str(one) for one in lines[0].seen_by) if lines else ()


def _step(line: WithholdingAccount) -> Step:
    return Step(
        words=State(line.happened).label,
        who=line.said_by.practitioner.name if line.said_by else _("Cairn itself"),
        at=line.said_at,
        reason=line.get_reason_display() if line.reason else "",
        ground=_ground(line),
        said=line.words,
    )


def _ground(line: WithholdingAccount) -> str:
    """The ground on the list, how sure we are of it, and what was said beside it."""
    nation = nation_of(line.withholding.team)
    named = [one for one in every_ground() if one.code == line.ground_code]
    found = next((one for one in named if one.nation.value == nation), named[0] if named else None)
    if found is None:
        return line.ground
    label = f"{found.label_in(get_language() or 'en')} ({CERTAINTY_LABELS[found.certainty]})"
    return f"{label}: {line.ground}" if line.ground else label


def _line(one: Withholding, kept_from: tuple[str, ...]) -> Line:
    return Line(
        what=_capital(ItemKind(one.item_kind).label),
        href=reverse("sharing:withholding", args=[one.id]),
        state=State(one.state).label,
        is_standing=one.state in STANDING,
        mode=_("without a trace") if one.mode == Mode.SILENT else _("declared"),
        since=one.recorded_at,
        until=one.until,
        is_past=one.state in STANDING and one.until < today(),
        kept_from=kept_from,
        team=one.team.name,
    )


def _capital(words: str | Promise) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]
