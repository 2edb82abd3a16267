"""Scopes: one declaration per model of who sees its rows. The QuerySet filter and the database policy both come
from it, so that they cannot drift apart.

A scope is a list of *ways*; a row is visible when any way leads to it. Each way says itself twice: as a Django
condition for the actor at hand, and as SQL that the database evaluates for whoever is bound to the transaction.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from cairn.access import guard
from cairn.access.actor import Actor, ActorKind
from cairn.access.blocks import Block
from cairn.access.row_text import ROW, RowText, any_of

Row = TypeVar("Row", bound=models.Model)
NOBODY = Q(pk__in=())


@dataclass(frozen=True, slots=True)
class Place:
    """Where an actor stands around one child, asked once when the child is opened and carried through the page.

    `is_around`, `sees_story` and `is_confirmed` say whether any of the actor's teams is at present in the child's
    circle, sees the shared chronology, and belongs there by a person's word; `glass_until` is set where the actor sees
    it for an hour alone, because somebody is in danger, and `is_on_shift` where it does for the length of a shift
    alone. `nothing_held` says that nobody holds anything of the child back or apart, nor the child itself from the
    actor. A page asks a dozen things about one child; without this each of them would ask all that anew. Row security
    still does, for every row.
    """

    actor: Actor
    child_id: UUID
    is_around: bool = False
    sees_story: bool = False
    is_confirmed: bool = False
    glass_until: datetime | None = None
    is_on_shift: bool = False
    nothing_held: bool = False


class Way:
    """One way to see, add or change a row."""

    def q(self, actor: Actor) -> Q | None:
        """The Django condition; None when this actor sees every row this way."""
        raise NotImplementedError

    def q_at(self, place: Place) -> Q | None:
        """The same for rows about the child of a place alone. Only ways that lead through the circle differ."""
        return self.q(place.actor)

    def sql(self, table: str) -> str:
        """The same as an SQL condition on `table`, for whoever is bound to the transaction."""
        raise NotImplementedError


@dataclass(frozen=True)
class OwnTeam(Way):
    """Rows of a team the actor belongs to: always the first way, so that nobody loses sight of their own work."""

    column: str = "team_id"

    def q(self, actor: Actor) -> Q:
        """Rows whose team is one of the actor's."""
        if len(actor.team_ids) == 1:
            return Q(RowText(f"{ROW}.{self.column} = %s", actor.team_ids))
        return Q(RowText(f"{ROW}.{self.column} = any(%s)", (list(actor.team_ids),))) if actor.team_ids else NOBODY

    def sql(self, table: str) -> str:
        """Team among cairn_my_teams(), evaluated once per statement."""
        return f"{table}.{self.column} = any((select cairn_my_teams())::uuid[])"


@dataclass(frozen=True)
class OwnAgency(Way):
    """Rows written for the actor's agency. For adding: nobody writes in another agency's name."""

    column: str = "agency_id"

    def q(self, actor: Actor) -> Q:
        """Rows whose agency is the actor's."""
        return Q(**{self.column: actor.agency_id}) if actor.agency_id else NOBODY

    def sql(self, table: str) -> str:
        """Agency equal to cairn_agency()."""
        return f"{table}.{self.column} = (select cairn_agency())"


@dataclass(frozen=True)
class OwnPerson(Way):
    """Rows that belong to one practitioner alone, such as a draft."""

    column: str = "practitioner_id"

    def q(self, actor: Actor) -> Q:
        """Rows of this very practitioner."""
        return Q(**{self.column: actor.practitioner_id}) if actor.practitioner_id else NOBODY

    def sql(self, table: str) -> str:
        """Practitioner equal to cairn_practitioner()."""
        return f"{table}.{self.column} = (select cairn_practitioner())"


@dataclass(frozen=True)
class OwnCaller(Way):
    """Rows of one membership or one token alone, while it holds."""

    column: str = "caller"

    def q(self, actor: Actor) -> Q:
        """Rows of this very membership or token."""
        caller = actor.membership_id or actor.token_id
        return Q(**{self.column: caller}) if caller else NOBODY

    def sql(self, table: str) -> str:
        """Caller equal to cairn_caller(), which is nobody once the membership or the token has ended."""
        return f"{table}.{self.column} = (select cairn_caller())"


@dataclass(frozen=True)
class Hub(Way):
    """Every row, for the partnership's hub coordinators."""

    def q(self, actor: Actor) -> Q | None:
        """No condition for the hub; nothing for others."""
        return None if actor.is_hub else NOBODY

    def sql(self, table: str) -> str:
        """cairn_is_hub(), evaluated once per statement."""
        return "(select cairn_is_hub())"


@dataclass(frozen=True)
class Anyone(Way):
    """Whoever acts at all. For adding rows on behalf of another team, such as the duty they now have."""

    def q(self, actor: Actor) -> Q | None:
        """No condition."""
        return None

    def sql(self, table: str) -> str:
        """cairn_acting(): somebody is bound to the transaction."""
        return "(select cairn_acting())"


@dataclass(frozen=True)
class Through(Way):
    """Rows that are seen exactly when the row they belong to is seen, which row security decides in turn."""

    model: str
    column: str

    def q(self, actor: Actor) -> Q:
        """Rows whose parent is visible to the actor."""
        parent: Any = apps.get_model(self.model)
        return Q(Exists(parent.objects.visible_to(actor).filter(pk=OuterRef(self.column))))

    def sql(self, table: str) -> str:
        """EXISTS over the parent table; its own policies apply inside."""
        parent = apps.get_model(self.model)._meta.db_table
        return f"exists (select 1 from {parent} seen where seen.id = {table}.{self.column})"  # noqa: S608 (own names)


@dataclass(frozen=True)
class HasVisible(Way):
    """Rows that are seen when at least one of their parts is seen; `column` is the part's pointer to the whole."""

    model: str
    column: str

    def q(self, actor: Actor) -> Q:
        """Rows with a part visible to the actor."""
        part: Any = apps.get_model(self.model)
        return Q(Exists(part.objects.visible_to(actor).filter(**{self.column: OuterRef("pk")})))

    def sql(self, table: str) -> str:
        """EXISTS over the parts; their own policies apply inside."""
        part = apps.get_model(self.model)._meta.db_table
        return f"exists (select 1 from {part} seen where seen.{self.column} = {table}.id)"  # noqa: S608 (own names)


@dataclass(frozen=True)
class Scope:
    """Who reads, adds and changes the rows of a model. No way to change means append-only for the application.

    `blocks` keep rows from somebody whatever way leads to them.
    """

    reads: tuple[Way, ...]
    adds: tuple[Way, ...] = ()
    changes: tuple[Way, ...] = ()
    blocks: tuple[Block, ...] = ()

    def q(self, actor: Actor, place: Place | None = None) -> Q:
        """The reading condition for this actor, or at this place. Jobs see all rows: they have a database role."""
        if actor.kind is ActorKind.JOB:
            return Q()
        left = self._left_of_plain if place and place.nothing_held else self._left
        found = list[Q]()
        for way in reversed(self.reads):  # the own team's way comes first, and shows all least often
            one = way.q_at(place) if place else way.q(actor)
            if one is None:
                return left
            if one is not NOBODY:
                found.append(one)
        return (any_of(found[::-1]) or NOBODY) & left

    @cached_property
    def _left(self) -> Q:
        return _texts(self.blocks)

    @cached_property
    def _left_of_plain(self) -> Q:
        return _texts(tuple(block for block in self.blocks if not block.asks_of_child_alone))

    def sql_of_blocks(self, table: str) -> str:
        """The blocks joined for one restrictive policy; nothing where there are none."""
        return _joined(self.blocks, table)

    def sql(self, table: str, ways: tuple[Way, ...]) -> str:
        """The ways joined for a policy on `table`; no way at all lets nobody through."""
        return " or ".join(f"({way.sql(table)})" for way in ways) or "false"


def _joined(blocks: tuple[Block, ...], table: str) -> str:
    return " and ".join(f"({block.sql(table)})" for block in blocks)


def _texts(blocks: tuple[Block, ...]) -> Q:
    return Q(RowText(_joined(blocks, ROW))) if blocks else Q()


@dataclass(frozen=True)
class Unprotected:
    """A table that every signed-in person may read, with the reason why that harms no child."""

    why: str

    def q(self, actor: Actor, place: Place | None = None) -> Q:
        """No condition."""
        return Q()


@dataclass(frozen=True)
class DataCare:
    """What a model holds and for how long. Fields left out of `personal` and `special` hold neither.

    `retention` names a class of the retention schedule; `scrub` gives the value put in place at disposal.
    """

    retention: str
    personal: tuple[str, ...] = ()
    special: tuple[str, ...] = ()
    scrub: tuple[tuple[str, str], ...] = ()


class ScopedQuerySet(models.QuerySet[Row]):
    """Rows are fetched through `visible_to`: fetching is asking."""

    def visible_to(self, actor: Actor, place: Place | None = None) -> Self:
        """The rows this actor may see, by the model's scope; with a place, those of its child alone.

        A place that is somebody else's counts for nothing: then the circle is asked anew.
        """
        guard.asked()
        scope: Scope | Unprotected = self.model.scope  # type: ignore[attr-defined]  # every guarded model has one
        if place is None or place.actor is not actor:
            return self.filter(scope.q(actor))
        return self.filter(scope.q(actor, place), child_id=place.child_id)


class Guarded(models.Model):
    """Base of every model of Cairn: it declares its scope and the care its data needs."""

    scope: ClassVar[Scope | Unprotected]
    care: ClassVar[DataCare]
    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True
