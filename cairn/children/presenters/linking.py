"""Could this be the same child? What differs first, then what agrees and how strongly, then what an answer does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.children.kinds import FactKind, Outcome, Standing
from cairn.children.models import Child, Claim, Involvement, LinkDecision, LinkQuestion
from cairn.children.presenters.evidence import LABELS, Bars, bars, said, strength
from cairn.children.presenters.tabs import TabLink
from cairn.children.presenters.words import fact_words
from cairn.children.queries import linking as queries
from cairn.children.queries.restricted import needs_two
from cairn.children.rules.remembering import weighed
from cairn.matching.kinds import Field, Level

MOST_LINES = 12  # of one kind of fact, on one side
SHOWN = (
    FactKind.NAME,
    FactKind.BIRTH,
    FactKind.SEX,
    FactKind.NATIONALITY,
    FactKind.LANGUAGE,
    FactKind.IDENTIFIER,
    FactKind.ADDRESS,
    FactKind.PHONE,
    FactKind.SCHOOL,
    FactKind.WHEREABOUTS,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact compared: what it is, what the comparison says, and how much that tells."""

    label: str | Promise
    words: str | Promise
    strength: str = ""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One kind of fact as it was said of the one and of the other. `compared` says how the two compare, if they do."""

    label: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    compared: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody thinks of the same pair, and why."""

    who: str
    team: str
    outcome: str
    reason: str
    at: datetime
    is_proposal: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Everything the page of a question shows. References are empty for a child out of sight."""

    ours: str
    theirs: str
    differs: tuple[Comparison, ...]
    agrees: tuple[Comparison, ...]
    not_compared: str
    chart: Bars
    warning: str
    consequence: str
    facts: tuple[SideBySide, ...]
    opinions: tuple[Opinion, ...]
    is_open: bool
    decides: bool
    needs_two: bool

    @property
    def sees_both(self) -> bool:
        """Whether both children are in sight, so that what was said of them stands side by side."""
        return bool(self.ours and self.theirs)


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A decision, where it stands, and what may be done about it now."""

    opinion: Opinion
    standing: str
    kept: str
    differs: tuple[Comparison, ...]
    agrees: tuple[Comparison, ...]
    model_version: str
    is_undone: bool
    undone_reason: str
    undone_by: str
    undone_at: datetime | None
    may_confirm: bool
    may_undo: bool
    may_reopen: bool
    waits_for_second: bool
    waits_to_move: bool


def question_page(question: LinkQuestion, by: Actor) -> QuestionPage:
    """The page of one question, as far as this actor may see the two children."""
    pair = [question.child_id, question.candidate_id]
    seen = queries.in_sight(question.child_id, question.candidate_id, by)
    told = list(queries.said_of(pair, by))
    evidence = queries.evidence_of(question, told) if len(seen) == len(pair) or question.evidence else []
    compared = all_compared(evidence)
    decides = queries.may_decide(question, by)
    return QuestionPage(
        ours=_reference(seen, question.child_id),
        theirs=_reference(seen, question.candidate_id),
        differs=tuple(each for each, weight in compared if weight < 0),
        agrees=tuple(each for each, weight in compared if weight > 0),
        not_compared=", ".join(str(each.label) for each, weight in compared if weight == 0),
        chart=bars(each for each in evidence if each["level"] != Level.NOT_COMPARABLE),
        warning=_warning(evidence),
        consequence=_consequence(queries.circle_of(pair, by), question),
        facts=_side_by_side(told, question, evidence),
        opinions=tuple(_opinion(each) for each in queries.proposals_about(question, by)),
        is_open=question.closed_at is None,
        decides=decides,
        needs_two=decides and needs_two(pair, by),
    )


def link_page(decision: LinkDecision, by: Actor) -> LinkPage:
    """The page of one decision, with the evidence as it was."""
    own = decision.decided_by is not None and decision.decided_by.practitioner_id == by.practitioner_id
    moved = decision.outcome == Outcome.SAME
    waits = moved and decision.standing == Standing.PROVISIONAL
    pair = (decision.child_id, decision.other_id)
    seen = queries.in_sight(*pair, by)
    compared = all_compared(decision.evidence)
    return LinkPage(
        opinion=_opinion(decision),
        standing=str(Standing(decision.standing).label),
        kept=_reference(seen, decision.other_id),
        differs=tuple(each for each, weight in compared if weight < 0),
        agrees=tuple(each for each, weight in compared if weight > 0),
        model_version=decision.model_version if compared else "",
        is_undone=decision.standing == Standing.UNDONE,
        undone_reason=decision.undone_reason,
        undone_by=decision.undone_by.practitioner.name if decision.undone_by else "",
        undone_at=decision.undone_at,
        may_confirm=waits and not own and (not decision.waits or by.is_hub or queries.leads(pair, by)),
        may_undo=moved and decision.standing in (Standing.PROVISIONAL, Standing.CONFIRMED),
        may_reopen=_may_reopen(decision, by),
        waits_for_second=waits and own,
        waits_to_move=waits and decision.waits,
    )


def _may_reopen(decision: LinkDecision, by: Actor) -> bool:
    if (decision.outcome, decision.standing) != (Outcome.DIFFERENT, Standing.CONFIRMED):
        return False
    return bool(queries.questions_between(decision.child_id, decision.other_id, by).exists())


def possibly_the_same(child: Child, by: Actor) -> tuple[TabLink, ...]:
    """Links to the children that this one may be, for those who see both (R-003)."""
    others = queries.possibly_same(child, by)
    return tuple(TabLink(one.reference, reverse("children:child", args=[one.reference]), False) for one in others)


def _reference(seen: Mapping[UUID, Child], child_id: UUID) -> str:
    return seen[child_id].reference if child_id in seen else ""


def all_compared(evidence: Iterable[Mapping[str, object]]) -> list[tuple[Comparison, float]]:
    """Stored evidence in words, each with its weight. What another version stored and this one has no words for falls
    away."""
    found = (_compared(each) for each in evidence)
    return [each for each in found if each is not None]


def _compared(evidence: Mapping[str, object]) -> tuple[Comparison, float] | None:
    field, level = (str(evidence.get(part, "")) for part in ("field", "level"))
    if field not in set(LABELS) or level not in set(Level):
        return None
    weight = float(str(evidence["weight"]))
    return Comparison(LABELS[field], said(field, level), strength(weight)), weight


def _warning(evidence: Iterable[Mapping[str, object]]) -> str:
    levels = {str(each["field"]): str(each["level"]) for each in evidence}
    shares = levels.get(Field.NAME) in {Level.SHARES_PART, Level.FIRST_PART}
    if shares and levels.get(Field.BIRTH) == Level.AGREES:
        return _("One part of the name and the date of birth are shared: twins would look just like this.")
    if shares:
        return _("Only one part of the name is shared: a brother, sister or cousin would look just like this.")
    return _("Brothers and sisters share a family name, an address and a phone; twins share a birthday as well.")


def _consequence(around: Iterable[Involvement], question: LinkQuestion) -> str:
    teams: dict[UUID, list[str]] = {question.child_id: [], question.candidate_id: []}
    for one in around:
        named = f"{one.team.name} ({one.team.agency.name})"
        if named not in teams[one.child_id]:
            teams[one.child_id].append(named)
    unseen = _("teams you do not see")
    words = {each: ", ".join(found) or unseen for each, found in teams.items()}
    return _(
        "If you say “the same”, %(ours)s and %(theirs)s will learn of each other. Nobody joins by this alone: each team"
        " sees what it wrote itself, until the lead agrees to more."
    ) % {"ours": words[question.child_id], "theirs": words[question.candidate_id]}


def _side_by_side(
    told: Sequence[Claim], question: LinkQuestion, evidence: Iterable[Mapping[str, object]]
) -> tuple[SideBySide, ...]:
    """What differs first, then what agrees, then what is said of both, then what is said of one."""
    weights = weighed(evidence)
    rows = []
    for kind in SHOWN:
        ours, theirs = (
            _lines([each for each in told if each.kind == kind and each.child_id == child_id])
            for child_id in (question.child_id, question.candidate_id)
        )
        weight = weights.get(str(kind.value), 0.0)
        compared = "" if not weight else (_("differs") if weight < 0 else _("agrees"))
        if ours or theirs:
            order = (weight >= 0, weight <= 0, not (ours and theirs))
            rows.append((order, SideBySide(str(kind.label), ours, theirs, compared)))
    return tuple(row for _order, row in sorted(rows, key=lambda each: each[0]))


def _lines(said_so: Sequence[Claim]) -> tuple[str, ...]:
    """The newest of what was said, each once, the oldest of those first; how much more there is."""
    lines = list(dict.fromkeys(_line(each) for each in reversed(said_so)))
    shown = tuple(reversed(lines[:MOST_LINES]))
    more = len(lines) - len(shown)
    return (*shown, _("and %(count)s more") % {"count": more}) if more else shown


def _line(claim: Claim) -> str:
    return _("%(text)s (%(basis)s; %(team)s)") % {
        "text": fact_words(claim.kind, claim.text),
        "basis": claim.get_basis_display(),
        "team": claim.team.name,
    }


def _opinion(decision: LinkDecision) -> Opinion:
    person = decision.decided_by.practitioner.name if decision.decided_by else ""
    return Opinion(
        who=person or decision.team.name,
        team=f"{decision.team.name}, {decision.team.agency.name}",
        outcome=str(Outcome(decision.outcome).label),
        reason=decision.reason,
        at=decision.decided_at,
        is_proposal=decision.standing == Standing.PROPOSED,
    )
