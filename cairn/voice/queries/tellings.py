"""What is known of telling a child: when, by whom, what the child said, or why it waits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from cairn.access.actor import Actor
from cairn.access.scopes import ScopedQuerySet
from cairn.children.models import Child
from cairn.chronology.models import Entry
from cairn.voice.kinds import Copy, NotYet, TellingKind
from cairn.voice.models import Sheet, Telling

MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """How telling a child stands: the newest word of all, when it was told last, and when it last said something.

    `objects`: whom the child does not want to know something, the newest first. An objection stands until somebody
    writes that the child no longer minds; that nobody spoke of it again takes nothing away.
    """

    newest: Telling | None = None
    told: Telling | None = None
    said: Telling | None = None
    objects: tuple[Telling, ...] = ()

    @property
    def is_unsafe(self) -> bool:
        """Whether the newest word is that it is not safe to tell yet."""
        return self.newest is not None and self.newest.reason == NotYet.UNSAFE


def tellings(child: Child, actor: Actor) -> ScopedQuerySet[Telling]:
    """All that was written down of telling this child, the newest first, as far as the actor sees it."""
    rows = Telling.objects.visible_to(actor, child.place).filter(child=child)
    return rows.select_related("entry", "team__agency", "recorded_by__practitioner").order_by("-recorded_at", "-id")


def standing(child: Child, actor: Actor) -> Standing:
    """How it stands: what counts is the newest of each. Of most children nothing is written down yet."""
    rows = list(tellings(child, actor)[:MOST_LISTED]) if _any_told(child, actor) else []
    told = [one for one in rows if one.kind == TellingKind.TOLD]
    return Standing(
        newest=rows[0] if rows else None,
        told=told[0] if told else None,
        said=next((one for one in told if one.entry is not None), None),
        objects=tuple(_standing_objections(told)),
    )


def _any_told(child: Child, actor: Actor) -> bool:
    return bool(Telling.objects.visible_to(actor, child.place).filter(child=child).exists())


def _standing_objections(told: Iterable[Telling]) -> Iterator[Telling]:
    """Of conversations, the newest first: the objections since the child last said that it no longer minds."""
    for one in told:
        if one.objects_to:
            yield one
        if one.minds_no_more:
            return


def own_words(told: Iterable[Telling], actor: Actor) -> dict[UUID, str]:
    """The child's words as they stand in the story now, by the telling's id: corrected where they were corrected, and
    left out where they were recorded in error or are out of sight. A statement for each time one was corrected.
    """
    words = {one.id: one.entry for one in told if one.entry is not None}
    edge = {entry.id for entry in words.values()}
    while edge:
        later = {one.corrects_id: one for one in Entry.objects.visible_to(actor).filter(corrects__in=edge)}
        words = {key: later.get(entry.id, entry) for key, entry in words.items()}
        edge = {one.id for one in later.values()}
    return {key: entry.words for key, entry in words.items() if not entry.detail.get("in_error")}


def telling_of(telling_id: UUID, actor: Actor) -> Telling | None:
    """One of these by its id, with its child; None out of sight."""
    found: Telling | None = Telling.objects.visible_to(actor).filter(pk=telling_id).select_related("child").first()
    return found


def waiting(child: Child, actor: Actor) -> list[Telling]:
    """Where somebody wrote that the child was not told yet, the newest first."""
    return [one for one in tellings(child, actor)[:MOST_LISTED] if one.kind == TellingKind.NOT_YET]


def sheets(child: Child, actor: Actor) -> ScopedQuerySet[Sheet]:
    """The sheets that the actor's own teams made for a child, the newest first."""
    rows = Sheet.objects.visible_to(actor, child.place).filter(child=child)
    return rows.select_related("team").order_by("-recorded_at", "-id")


def has_take_away(child: Child, actor: Actor) -> bool:
    """Whether a team of the actor made a copy for the child to take away."""
    return bool(sheets(child, actor).filter(copy=Copy.AWAY).exists())
