"""The partnership's own decisions about matches, by group: how matching does where it is really used."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import FactKind, Outcome, Standing
from cairn.children.models import Claim, LinkDecision
from cairn.children.rules.match_figures import Decided, Figures, GroupFigure, Verdict, by_group, figure
from cairn.core.clock import now

OVER = timedelta(days=730)
MOST_DECISIONS = 5000
_MOST_NATIONALITIES = 20_000
_VERDICTS = {Outcome.SAME: Verdict.SAME, Outcome.DIFFERENT: Verdict.DIFFERENT, Outcome.UNSURE: Verdict.UNSURE}


@dataclass(frozen=True, slots=True)
class MatchFigures:
    """What matching asked and people answered, and what people asked themselves; then by kind of fact that agreed and
    by a nationality that somebody recorded. `is_cut`: there were more decisions than are counted."""

    suggested: GroupFigure
    asked_by_people: GroupFigure
    by_fact: Figures
    by_nationality: Figures
    is_cut: bool


def match_figures(actor: Actor) -> MatchFigures:
    """The decisions of the last two years, the newest 5,000 of them. Two statements. No child is in the answer.

    A nationality is one that somebody recorded for either of the two children; nobody's origin is guessed from a name.
    Raises NotAllowed for whoever does not review matching.
    """
    actor.require(Permission.MATCHING_REVIEW)
    rows = _decisions(actor)
    verdicts = [(_verdict(row), row) for row in rows[:MOST_DECISIONS]]
    suggested = [(verdict, row) for verdict, row in verdicts if row["evidence"]]
    nationalities = _nationalities((row for _, row in suggested), actor)
    return MatchFigures(
        suggested=figure("", (verdict for verdict, _ in suggested)),
        asked_by_people=figure("", (verdict for verdict, row in verdicts if not row["evidence"])),
        by_fact=by_group(Decided(verdict, _agreeing(row["evidence"])) for verdict, row in suggested),
        by_nationality=by_group(
            Decided(verdict, nationalities[row["child_id"]] | nationalities[row["other_id"]])
            for verdict, row in suggested
        ),
        is_cut=len(rows) > MOST_DECISIONS,
    )


def _decisions(actor: Actor) -> list[Any]:
    made = LinkDecision.objects.visible_to(actor).filter(decided_at__gte=now() - OVER)
    answered = made.exclude(standing=Standing.PROPOSED).order_by("-decided_at", "-id")
    return list(answered.values("child_id", "other_id", "outcome", "standing", "evidence")[: MOST_DECISIONS + 1])


def _verdict(row: Mapping[str, Any]) -> Verdict:
    return Verdict.UNDONE if row["standing"] == Standing.UNDONE else _VERDICTS[Outcome(row["outcome"])]


def _agreeing(evidence: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(str(each["field"]) for each in evidence if each["weight"] > 0)


def _nationalities(rows: Iterable[Mapping[str, Any]], actor: Actor) -> defaultdict[UUID, frozenset[str]]:
    children = {row[side] for row in rows for side in ("child_id", "other_id")}
    told = Claim.objects.visible_to(actor).filter(child_id__in=children, kind=FactKind.NATIONALITY, replaced_by=None)
    found: defaultdict[UUID, frozenset[str]] = defaultdict(frozenset)
    for child_id, text in told.values_list("child_id", "text").distinct()[:_MOST_NATIONALITIES]:
        found[child_id] |= {text.strip().casefold()}
    return found
