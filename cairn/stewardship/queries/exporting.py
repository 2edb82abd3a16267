"""What may be taken out in one file: the own team's children, and the facts that whoever asks may read."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from cairn.access.actor import Actor
from cairn.access.scopes import ScopedQuerySet
from cairn.children.kinds import Basis, FactKind
from cairn.children.models import Child, Claim, Involvement
from cairn.children.presenters.words import fact_words, part_words
from cairn.children.queries.facts import status_of, with_marks
from cairn.core.clock import local
from cairn.sharing.models import CompartmentItem, Withholding
from cairn.stewardship.models import Export
from cairn.stewardship.rules.exporting import ExportLine, may_leave

MOST_SHOWN = 200
_WITH = ("agency", "team", "asked_by__practitioner", "decided_by__practitioner")


def own_children(by: Actor) -> QuerySet[Child]:
    """The children with whom the actor's own team works at present, so that it sees their story; by reference.

    Not those that a team has only told us about, and not one that is open because somebody is in danger.
    """
    ours = Involvement.objects.visible_to(by).filter(
        child_id=OuterRef("pk"), team_id__in=by.team_ids, ended_at=None, sees_story=True
    )
    return Child.objects.visible_to(by).filter(Exists(ours), is_asleep=False).order_by("reference")


def exports(by: Actor) -> ScopedQuerySet[Export]:
    """Every export that the actor asked for or decides about, the newest first."""
    rows: ScopedQuerySet[Export] = Export.objects.visible_to(by)
    return rows.select_related(*_WITH).order_by("-asked_at", "-id")


def export_lines(children: Collection[UUID], kinds: Collection[str], by: Actor) -> list[ExportLine]:
    """The facts of these sorts about those of these children that are still the team's, as far as the actor reads them.

    Without what anybody holds back from anybody, the actor's own agency included, without what only named people read,
    and without what was said better.
    """
    known = dict(own_children(by).filter(pk__in=list(children)).values_list("pk", "reference"))
    held = (
        Withholding.objects.visible_to(by).filter(child_id__in=known, ended_at=None).values_list("item_id", flat=True)
    )
    apart = CompartmentItem.objects.visible_to(by).filter(compartment__child_id__in=known, is_active=True)
    hidden = [*held, *apart.values_list("item_id", flat=True)]
    rows = Claim.objects.visible_to(by).filter(
        child_id__in=known, kind__in=[*kinds, FactKind.STANDING.value], replaced_by=None
    )
    for column in ("id", "record_id", "replaces_id", "about_id"):
        # A fact without such a column's value stays: "not in" alone would leave it out.
        rows = rows.filter(Q(**{f"{column}__isnull": True}) | ~Q(**{f"{column}__in": hidden}))
    said = with_marks(rows.select_related("agency").order_by("child_id", "kind", "recorded_at", "id"))
    lines = (_line(claim, known[claim.child_id]) for claim in said if may_leave(claim.kind, claim.detail))
    return sorted(lines, key=lambda line: (line.child, line.sort, line.recorded_on, line.words))


def _line(claim: Claim, child: str) -> ExportLine:
    return ExportLine(
        child=child,
        sort=str(FactKind(claim.kind).label),
        words=fact_words(claim.kind, claim.text),
        parts="; ".join(part_words(claim)),
        known_from=str(Basis(claim.basis).label),
        stands=str(status_of(claim).label),
        agency=claim.agency.name,
        recorded_on=local(claim.recorded_at).date().isoformat(),
    )
