"""A child's diary as one page: what is asked, who comes when, what each team does, and what was taken out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.core.clock import today
from cairn.planning.kinds import OTHER, AnswerKind, PartOfDay
from cairn.planning.models import Contact, SuggestionAnswer, Work
from cairn.planning.queries.plans import Plan, plan_of
from cairn.planning.queries.suggestions import Asked, asked
from cairn.planning.rules.lists import purpose_label, purposes_on, week_limit_on
from cairn.planning.rules.overlap import monday_of
from cairn.sharing.models import Compartment
from cairn.sharing.presenters import Gap, gaps, mark
from cairn.sharing.queries import About, about_child
from cairn.ui.formats import day, weekday

DIARY = "diary"


@dataclass(frozen=True, slots=True)
class Line:
    """One visit, piece of work or thing taken out. `href` leads to taking it out, for the team whose it is, and
    `hold_href` to holding it back; `mark` says that others may not read it."""

    what: str
    detail: str
    by: str
    href: str = ""
    hold_href: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """One week: how many visits and calls there are, and whether that is more than the partnership holds right."""

    heading: str
    count: str
    is_full: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of several teams, what they plan, what was answered; `href` where the reader's own may answer.

    `is_week`: what they plan stands in the diary's week as well.
    """

    asked: str
    planned: tuple[Line, ...]
    answers: tuple[str, ...]
    href: str
    is_week: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a child's diary, what is held back of the child, and whether the reader plans with the child."""

    child: Child
    actor: Actor
    about: About
    may_plan: bool

    def plans(self, one: Work | Contact) -> bool:
        """Whether it is the reader's own team's, and theirs to take out."""
        return self.may_plan and one.team_id in self.actor.team_ids

    def door(self, name: str, one: Work | Contact) -> str:
        """Where something is done with it."""
        return reverse(f"planning:{name}", args=[self.child.reference, one.id])

    def hold_door(self, one: Work) -> str:
        """Where the reader's own team holds it back, unless it does already; empty for everybody else."""
        is_own = one.team_id in self.actor.team_ids and self.actor.may(Permission.WITHHOLD)
        return self.door("hold_work", one) if is_own and self.about.on(one.id) is None else ""


@dataclass(frozen=True, slots=True)
class DiaryPage:
    """All of it. `apart`: why days are missing, or why there is no paper; `is_printed`: whether the days may be.

    `gaps` stand in the place of what is held back from the reader's agency.
    """

    questions: tuple[Question, ...]
    weeks: tuple[Week, ...]
    works: tuple[Line, ...]
    left: tuple[Line, ...]
    limit: str
    apart: str
    is_printed: bool
    may_plan: bool
    gaps: tuple[Gap, ...] = ()


def page(child: Child, actor: Actor) -> DiaryPage:
    """The diary from this week on, as far as the actor may see it."""
    plan, about = plan_of(child, actor), about_child(child.id, actor, child.place)
    safe, may_plan = about.apart.safe_address, actor.may(Permission.PLAN_ADD, child)
    reader = Reader(child, actor, about, may_plan)
    return DiaryPage(
        questions=tuple(question(one, child, actor) for one in asked(child, actor, plan)),
        weeks=tuple(_weeks(plan.contacts, reader)),
        works=tuple(_work_line(one, reader) for one in plan.works),
        left=tuple(_left_line(one, plan, reader) for one in plan.left),
        limit=_limit(),
        apart=_apart(safe, is_in=safe in about.apart.open) if safe else "",
        is_printed=safe is None,
        may_plan=may_plan,
        gaps=gaps(About(placeholders=about.placeholders)),
    )


def question(one: Asked, child: Child, actor: Actor) -> Question:
    """What is asked of several teams, and whether the reader's own has still to answer."""
    is_ours = bool(one.waiting & set(actor.team_ids)) and actor.may(Permission.PLAN_ANSWER)
    href = reverse("planning:answer", args=[child.reference, one.suggestion.id]) if is_ours else ""
    planned = (
        tuple(_work_line(each, None) for each in one.works)
        if one.works
        else tuple(_visit_line(each, None) for each in one.contacts)
    )
    is_week = bool(one.contacts)
    answers = tuple(_answered(each, is_week=is_week) for each in one.answers)
    return Question(_asked(one), planned, answers, href, is_week)


def purposes() -> list[tuple[str, str]]:
    """What a team can do with a child, by the list in force."""
    return [(one.code, one.label_in(_language())) for one in purposes_on(today()).purposes]


def own_works(child: Child, actor: Actor) -> list[tuple[str, str]]:
    """The pieces of work that the actor's own team does at present, to choose from."""
    mine = (one for one in plan_of(child, actor).works if one.team_id in actor.team_ids)
    return [(str(one.id), ", ".join((purpose_words(one), _time(one)))) for one in mine]


def own_visits(one: Asked, actor: Actor) -> list[tuple[str, str]]:
    """The visits of a full week that the actor's own team could take out."""
    return [(str(each.id), contact_words(each)) for each in one.contacts if each.team_id in actor.team_ids]


def purpose_words(one: Work) -> str:
    """What the work is: by its list, or as it was said in words."""
    return str(one.words) if one.purpose == OTHER else purpose_label(one.purpose, one.list_version, _language())


def work_words(one: Work) -> str:
    """A piece of work in one line."""
    return ", ".join((purpose_words(one), _time(one)))


def contact_words(one: Contact) -> str:
    """A visit or call in one line."""
    return ", ".join((_when(one), purpose_words(one.work), one.who))


def _weeks(visits: Iterable[Contact], reader: Reader) -> Iterable[Week]:
    most = week_limit_on(today()).most
    for monday, these in groupby(visits, key=lambda one: monday_of(one.on)):
        lines = tuple(_visit_line(one, reader) for one in these)
        count = ngettext("%(number)s visit or call", "%(number)s visits and calls", len(lines)) % {"number": len(lines)}
        yield Week(_("Week from %(day)s") % {"day": day(monday)}, count, len(lines) > most, lines)


def _visit_line(one: Contact, reader: Reader | None) -> Line:
    detail = ", ".join((purpose_words(one.work), str(one.get_way_display()).lower()))
    line = Line(_when(one), detail, ", ".join((one.who, _team(one))))
    if reader is None:
        return line
    href = reader.door("withdraw_contact", one) if reader.plans(one) and one.on >= today() else ""
    return replace(line, href=href, mark=mark(reader.about.on(one.work_id)))


def _work_line(one: Work, reader: Reader | None) -> Line:
    line = Line(purpose_words(one), _time(one), _team(one))
    if reader is None:
        return line
    href = reader.door("withdraw_work", one) if reader.plans(one) else ""
    return replace(line, href=href, hold_href=reader.hold_door(one), mark=mark(reader.about.on(one.id)))


def _left_line(one: Work, plan: Plan, reader: Reader) -> Line:
    gone = plan.withdrawn[one.id]
    why = _("Taken out on %(day)s: %(why)s") % _dated(gone.recorded_at, gone.why)
    line = Line(purpose_words(one), why, _team(one))
    return replace(line, hold_href=reader.hold_door(one), mark=mark(reader.about.on(one.id)))


def _asked(one: Asked) -> str:
    monday = one.suggestion.monday
    if monday is None:
        what = purpose_words(one.works[0])
        return _("%(what)s: two agencies plan the same. Can one of you do this?") % {"what": what}
    told = {"number": len(one.contacts), "day": day(monday)}
    return _("%(number)s visits and calls in the week from %(day)s. Can one of you do more than one of them?") % told


def _answered(one: SuggestionAnswer, *, is_week: bool) -> str:
    if one.kind == AnswerKind.DECLINE:
        said = _("%(team)s goes on: %(why)s")
    elif is_week:
        said = _("%(team)s took visits or calls out: %(why)s")
    else:
        said = _("%(team)s leaves it to the others: %(why)s")
    return said % {"team": one.team.name, "why": one.why}


def _apart(safe: Compartment, *, is_in: bool) -> str:
    if is_in:
        return _(
            "This child is at a safe address. The days stand here for named people alone, and are never printed: "
            "whoever knows a day and a team can wait there."
        )
    told = {"team": safe.team.name}
    return (
        _(
            "This child is at a safe address, so you see only the days of your own team. Ask %(team)s whether a "
            "day is already full."
        )
        % told
    )


def _limit() -> str:
    found = week_limit_on(today())
    told = {"most": found.most, "source": found.source}
    return _("More than %(most)s in a week is much for a child (%(source)s).") % told


def _when(one: Contact) -> str:
    part = "" if one.part == PartOfDay.OPEN else str(one.get_part_display()).lower()
    return ", ".join(filter(None, (weekday(one.on), part)))


def _time(one: Work) -> str:
    if one.until is None:
        return _("from %(start)s") % {"start": day(one.start)}
    return _("%(start)s to %(until)s") % {"start": day(one.start), "until": day(one.until)}


def _team(one: Work | Contact) -> str:
    return f"{one.team.name} ({one.team.agency.name})"


def _dated(at: date, why: str) -> dict[str, str]:
    return {"day": day(at), "why": why}


def _language() -> str:
    return (get_language() or "en").split("-")[0]
