"""Whether a child was told who knows what, and what the child says: the rows of the card, and the page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import FactKind
from cairn.children.models import Child
from cairn.children.queries.facts import in_force, said_of
from cairn.ui.formats import day, day_and_time, language
from cairn.ui.parts import CardRow
from cairn.voice.kinds import Copy, Interpreting, SheetLanguage, TellingKind
from cairn.voice.models import Sheet, Telling
from cairn.voice.queries.tellings import MOST_LISTED, Standing, own_words, sheets, standing, tellings

_QUOTES = '“”" '


@dataclass(frozen=True, slots=True)
class Told:
    """One conversation, or one reason for waiting. Parts left empty are not shown."""

    heading: str
    by: str
    words: str
    rows: tuple[CardRow, ...]
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class MadeSheet:
    """One sheet of the own team."""

    href: str
    told: str


@dataclass(frozen=True, slots=True)
class TellingPage:
    """How telling the child stands: in a sentence, then everything that was written down, and the own team's sheets."""

    now: str
    is_warning: bool
    told: tuple[Told, ...]
    sheets: tuple[MadeSheet, ...]
    may_tell: bool
    may_make: bool


def card_rows(child: Child, actor: Actor) -> Sequence[CardRow]:
    """The card's rows: told or not, what the child says, and whom the child does not want to know."""
    stands = standing(child, actor)
    href = reverse("voice:tellings", args=[child.reference])
    now, is_warning = _now(stands)
    rows = [
        CardRow(
            label=_("Told who knows what"), value=now, is_warning=is_warning, href=href, link_text=_("What was told")
        )
    ]
    words = own_words([stands.said], actor).get(stands.said.id, "") if stands.said else ""
    if stands.said and words:
        said = _("“%(words)s” (told to %(team)s, %(day)s)")
        told = {"words": words.strip(_QUOTES), "team": stands.said.team.name, "day": day(stands.said.told_on)}
        rows.append(CardRow(label=_("What the child says"), value=said % told))
    for one in stands.objects:
        label = _("The child asks that somebody does not know")
        rows.append(CardRow(label=label, value=objection(one), is_warning=True))
    return rows


def objection(one: Telling) -> str:
    """Whom the child does not want to know something, and when it said so."""
    return _("%(whom)s (%(day)s)") % {"whom": one.objects_to, "day": day(one.told_on)}


def page(child: Child, actor: Actor) -> TellingPage:
    """Everything about telling this child."""
    now, is_warning = _now(standing(child, actor))
    found = list(tellings(child, actor)[:MOST_LISTED])
    words = own_words(found, actor)
    return TellingPage(
        now=now,
        is_warning=is_warning,
        told=tuple(
            _told(one, words.get(one.id, ""), heading) for one, heading in zip(found, _headings(found), strict=True)
        ),
        sheets=tuple(_made(one, child) for one in sheets(child, actor)[:MOST_LISTED]),
        may_tell=actor.may(Permission.CHILD_TELL, child),
        may_make=actor.is_agreed,
    )


def spoken_by(child: Child, actor: Actor) -> list[str]:
    """The languages that the child is said to speak, by code or as typed."""
    return [one.text for one in in_force(said_of(child, actor, (FactKind.LANGUAGE,)))]


def sheet_language(spoken: Sequence[str], there: Sequence[SheetLanguage]) -> SheetLanguage:
    """The first language of the child's in which there is a sheet; else English."""
    for one in spoken:
        for each in there:
            if one.strip().lower().split("-")[0] in {each.value, *_ALSO.get(each, ())}:
                return each
    return SheetLanguage.ENGLISH


# As ISO 639-2 and people write them.
_ALSO = {
    SheetLanguage.ENGLISH: ("eng", "english"),
    SheetLanguage.WELSH: ("cym", "wel", "welsh", "cymraeg"),
    SheetLanguage.ARABIC: ("ara", "arabic", "العربية"),
    SheetLanguage.ALBANIAN: ("sqi", "alb", "albanian", "shqip"),
}


def _now(stands: Standing) -> tuple[str, bool]:
    newest = stands.newest
    if newest is None:
        return _("Nobody has written that the child was told"), False
    if newest.kind == TellingKind.NOT_YET:
        review = newest.review_on or newest.told_on
        told = {"why": newest.get_reason_display(), "team": newest.team.name, "day": day(review)}
        return _("Not told yet. %(why)s (%(team)s). To be looked at again by %(day)s") % told, True
    told = {"day": day(newest.told_on), "team": newest.team.name, "language": language(newest.language)}
    return _("Told on %(day)s by %(team)s, in %(language)s") % told, False


def _headings(found: Sequence[Telling]) -> list[str]:
    """A heading for each. Several of one day are told apart by when they were written down."""
    plain = [_heading(one) for one in found]
    alike = Counter(plain)
    later = _("%(heading)s, written down %(at)s")
    return [
        later % {"heading": heading, "at": day_and_time(one.recorded_at)} if alike[heading] > 1 else heading
        for one, heading in zip(found, plain, strict=True)
    ]


def _heading(one: Telling) -> str:
    words = _("Not told yet (%(day)s)") if one.kind == TellingKind.NOT_YET else _("Told on %(day)s")
    return words % {"day": day(one.told_on)}


def _told(one: Telling, words: str, heading: str) -> Told:
    is_waiting = one.kind == TellingKind.NOT_YET
    return Told(
        heading=heading,
        by=_who(one),
        words=words,
        rows=tuple(row for row in (_waiting_rows(one) if is_waiting else _told_rows(one)) if row.value),
        is_waiting=is_waiting,
    )


def _who(one: Telling) -> str:
    person = [one.recorded_by.practitioner.name] if one.recorded_by else []
    return ", ".join([*person, one.team.name, one.team.agency.name])


def _waiting_rows(one: Telling) -> list[CardRow]:
    return [
        _row(_("Why not yet"), one.get_reason_display()),
        _row(_("In a line"), one.why),
        _row(_("To be looked at again by"), _day(one.review_on)),
    ]


def _told_rows(one: Telling) -> list[CardRow]:
    is_known = one.interpreting == Interpreting.KNOWN
    interpreted = ": ".join(filter(None, (str(one.get_interpreting_display()), one.interpreter)))
    if is_known:
        interpreted = _("%(who)s. Tell it again with an interpreter who has no tie to anybody") % {"who": interpreted}
    return [
        _row(_("What was told"), one.told),
        _row(_("How"), one.get_shown_display()),
        _row(_("Who was there"), _("the child alone with the worker") if one.is_alone else one.present),
        _row(_("Language"), language(one.language)),
        CardRow(label=_("Interpreted"), value=interpreted, is_warning=is_known),
        _row(_("Is what is written down right?"), one.get_view_display()),
        _row(_("The child says this is wrong"), one.disputes),
        _row(_("The child asks that somebody does not know"), one.objects_to),
        _row(_("How that was weighed"), one.weighed),
        _row(_("What the child asked before"), _("The child no longer minds") if one.minds_no_more else ""),
        _row(_("The child asks"), one.questions),
    ]


def _row(label: str, value: str | Promise) -> CardRow:
    return CardRow(label=label, value=str(value))


def _day(on: date | None) -> str:
    return day(on) if on else ""


def _made(one: Sheet, child: Child) -> MadeSheet:
    told = {
        "day": day(one.recorded_at),
        "language": SheetLanguage(one.language).label,
        "copy": Copy(one.copy).label,
    }
    href = reverse("voice:sheet", args=[child.reference, one.id])
    return MadeSheet(href, _("%(day)s, %(language)s: %(copy)s") % told)
