"""What may be chosen to go outside: from what the sender sees, less whatever is kept from anybody (R-064)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.children.kinds import FactKind
from cairn.children.models import Child, Claim, Involvement, MyCircle
from cairn.children.presenters.words import fact_words, part_words, period_words
from cairn.children.queries.circle import circle_of
from cairn.children.queries.facts import in_force, said_of
from cairn.chronology.models import Entry
from cairn.chronology.presenters.story import when_words
from cairn.outside.kinds import ItemKind, Section
from cairn.outside.rules import HANDLING, LEAVING_KINDS, Frozen, section_of
from cairn.partnership.models import Team
from cairn.referrals.models import Decision
from cairn.ui.formats import day

# Nobody ticks their way through more; a longer story is shared on paper from its own page, or asked for.
MOST_OFFERED = 200


@dataclass(frozen=True, slots=True)
class Offer:
    """One line that may be chosen, as it would leave, with what it is made from and whose it is."""

    key: str
    kind: ItemKind
    item_id: UUID
    record_id: UUID
    team: Team
    line: Frozen
    corrects_id: UUID | None = None
    told_together: UUID | None = None

    @property
    def ids(self) -> tuple[UUID, ...]:
        """Every id under which it could be held back."""
        return tuple(one for one in (self.item_id, self.record_id, self.corrects_id, self.told_together) if one)


def offers(child: Child, actor: Actor) -> list[Offer]:
    """Everything about a child that this actor may choose from, in the order of the page.

    Nothing that they do not see themselves; nothing that is held back from anybody or bears a handling; nothing that
    tells where the child is, or of immigration; nothing said by a source who must not be named; nothing corrected.
    """
    found = [*_claims(child, actor), *_entries(child, actor), *_decisions(child, actor), *_teams(child, actor)]
    kept = never_leaves({each for one in found for each in one.ids})
    return [one for one in found if not kept.intersection(one.ids)]


def never_leaves(ids: Iterable[UUID]) -> set[UUID]:
    """Which of these are kept from anybody at all, or come from a protected source."""
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_never_leaves(%s::uuid[])", [sorted(set(ids))])
        return {row[0] for row in cursor.fetchall()}


def is_working(actor: Actor, child: Child) -> bool:
    """Whether the actor is a person of a team that works with the child now: what else sharing outside needs.

    Not for whoever sees it for an hour alone, because somebody is in danger.
    """
    if not actor.is_person or not actor.team_ids:
        return False
    mine = MyCircle.objects.visible_to(actor).filter(child_id=child.pk, team_id__in=actor.team_ids, sees_story=True)
    return bool(mine.filter(glass_until=None).exists())


def _claims(child: Child, actor: Actor) -> Iterator[Offer]:
    said = in_force(said_of(child, actor, LEAVING_KINDS))
    order = {kind: place for place, kind in enumerate(LEAVING_KINDS)}
    for one in sorted(said, key=lambda each: (order[FactKind(each.kind)], each.recorded_at, each.pk)):
        section = section_of(one.kind, one.detail)
        if section is not None:
            yield _offer(ItemKind.CLAIM, one, _claim_line(one, section), told_together=one.told_together)


def _claim_line(one: Claim, section: Section) -> Frozen:
    parts = "; ".join([fact_words(one.kind, one.text), *part_words(one)])
    return Frozen(
        section=section.value,
        title=_upper(str(FactKind(one.kind).label)),
        when=period_words(one),
        words=parts,
        source=_source(one.team, str(one.get_basis_display()), one.said_at or one.recorded_at),
    )


def _entries(child: Child, actor: Actor) -> Iterator[Offer]:
    rows = Entry.objects.visible_to(actor, child.place).filter(child=child, corrected_by=None)
    # A place in the story could be the very one that must stay secret, so no entry takes its place along.
    told = rows.exclude(detail__has_any_keys=["in_error", HANDLING]).select_related("team", "agency")
    for one in told.order_by("-sorted_at", "-id")[:MOST_OFFERED]:
        line = Frozen(
            section=Section.STORY.value,
            title=_upper(str(one.get_kind_display())),
            when=when_words(one),
            words=one.words,
            source=_source(one.team, str(one.get_how_known_display()), one.known_at),
        )
        yield _offer(ItemKind.ENTRY, one, line, corrects_id=one.corrects_id, told_together=one.told_together)


def _decisions(child: Child, actor: Actor) -> Iterator[Offer]:
    rows = Decision.objects.visible_to(actor).filter(child=child, replaced_by=None)
    for one in rows.select_related("team", "agency", "referral").order_by("-recorded_at", "-id")[:MOST_OFFERED]:
        line = Frozen(
            section=Section.DECISIONS.value,
            title=_upper(str(one.get_outcome_display())),
            when=day(one.recorded_at),
            words=one.reasons,
            source=_whose(one.team),
        )
        yield _offer(ItemKind.DECISION, one, line, told_together=one.referral.concern_id)


def _teams(child: Child, actor: Actor) -> Iterator[Offer]:
    seen: dict[UUID, Involvement] = {}
    for one in circle_of(child, actor):
        seen.setdefault(one.team_id, one)
    for one in seen.values():
        number = one.team.phone or one.team.agency.phone
        words = "\n".join(filter(None, (one.team.function, number)))
        line = Frozen(section=Section.CIRCLE.value, title=_whose(one.team), words=words)
        yield _offer(ItemKind.INVOLVEMENT, one, line)


def _offer(kind: ItemKind, row: Any, line: Frozen, **more: UUID | None) -> Offer:
    return Offer(f"{kind.value}:{row.pk}", kind, row.pk, row.record_id, row.team, line, **more)


def _source(team: Team, how: str, at: datetime) -> str:
    parts = {"whose": _whose(team), "how": how, "day": day(at)}
    return _("%(whose)s: %(how)s, told on %(day)s") % parts


def _whose(team: Team) -> str:
    """By team and agency, as one would ask for them on the telephone, and never by a worker's name."""
    return f"{team.name}, {team.agency.name}"


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
