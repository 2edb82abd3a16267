"""Who sees a child and what hangs from one: the circle of teams around the child, and the hub."""

from dataclasses import dataclass

from django.db.models import BooleanField, F, Func, Q, Value

from cairn.access.actor import Actor
from cairn.access.definitions import define
from cairn.access.scopes import NOBODY, Anyone, Hub, OwnAgency, OwnTeam, Place, Scope, Unprotected, Way


class InCircle(Func):
    """Whether one of these teams is around the child of the row, by the plain view that row security reads as well.

    Written out, because Django takes longer to put a subquery into words than the database takes to answer it.
    """

    template = "exists (select 1 from cairn_my_circle mine where%(narrowed)s mine.child_id = %(expressions)s))"
    arg_joiner = " and mine.team_id = any("
    output_field = BooleanField()


@dataclass(frozen=True)
class Circle(Way):
    """Rows of children around whom one of the actor's teams is at present.

    `story` asks that the team sees the shared chronology (working, receiving, leading, guardian); `confirmed` that a
    person has confirmed that the team's record belongs to this child (house rules, "who sees what").
    """

    column: str = "child_id"
    story: bool = False
    confirmed: bool = False

    def q(self, actor: Actor) -> Q:
        """Rows whose child has a current involvement of the actor's teams."""
        if not actor.team_ids:
            return NOBODY
        narrowed = f"{' mine.sees_story and' if self.story else ''}{' mine.is_confirmed and' if self.confirmed else ''}"
        return Q(InCircle(F(self.column), Value(list(actor.team_ids)), narrowed=narrowed))

    def q_at(self, place: Place) -> Q | None:
        """All rows of the child or none, as the place says; a column about another child asks as always."""
        if self.column != "child_id":
            return self.q(place.actor)
        meets = place.is_around and (place.sees_story or not self.story) and (place.is_confirmed or not self.confirmed)
        return None if meets else NOBODY

    def sql(self, table: str) -> str:
        """EXISTS over cairn_my_circle, a plain view that lets the planner choose a probe or a hash."""
        story = " and mine.sees_story" if self.story else ""
        confirmed = " and mine.is_confirmed" if self.confirmed else ""
        return (
            f"exists (select 1 from cairn_my_circle mine where mine.child_id = {table}.{self.column}"  # noqa: S608
            f"{story}{confirmed})"
        )


@dataclass(frozen=True)
class Confirmed(Circle):
    """Rows that a person has confirmed, for teams that a person has confirmed: before that neither learns of the other.

    Teams of a record that was linked a moment ago stay unknown to those who have only told us something.
    """

    confirmed: bool = True

    def q(self, actor: Actor) -> Q:
        """The circle's rows whose own place in it is confirmed."""
        return super().q(actor) & Q(is_confirmed=True)

    def q_at(self, place: Place) -> Q | None:
        """The rows whose own place in the circle is confirmed, or none."""
        return Q(is_confirmed=True) if super().q_at(place) is None else NOBODY

    def sql(self, table: str) -> str:
        """The circle's condition, and the row's own mark."""
        return f"{super().sql(table)} and {table}.is_confirmed"


STORY = Circle(story=True)
MY_CIRCLE = Unprotected("a view that shows each actor their own teams' involvements and nobody else's")

# What a team wrote about a child, shared with the circle; nobody writes in another agency's name; append-only.
CONTRIBUTION = Scope(reads=(OwnTeam(), STORY, Hub()), adds=(OwnAgency(),))
CHILD = Scope(reads=(Circle("id"), Hub()), adds=(Anyone(),), changes=(Circle("id", story=True), Hub()))
# Sending a concern opens a record for the team that must answer, hence "anyone" may add.
RECORD = Scope(reads=(OwnTeam(), STORY, Hub()), adds=(Anyone(),), changes=(OwnTeam(), STORY, Hub()))
INVOLVEMENT = Scope(reads=(OwnTeam(), STORY, Confirmed(), Hub()), adds=(Anyone(),), changes=(OwnTeam(), STORY, Hub()))
RESPONSIBILITY = Scope(
    reads=(OwnTeam(), STORY, Circle(confirmed=True), Hub()), adds=(Anyone(),), changes=(STORY, Hub())
)
REQUEST = Scope(reads=(OwnTeam(), STORY, Hub()), adds=(OwnAgency(),), changes=(STORY, Hub()))
NAME_FORMS = Unprotected("what the partnership knows about names: it tells of no child, and all are compared by it")
# Keys are read by the candidates function alone; no actor ever sees one.
KEYS = Scope(reads=(), adds=(Anyone(),))
KEY_COUNTS = Unprotected("counts of keyed hashes that twenty records or more bear: they tell of no child")
LINK_QUESTION = Scope(
    reads=(Hub(), Circle("candidate_id", story=True)),
    adds=(Anyone(),),
    changes=(Hub(), Circle("candidate_id", story=True)),
)
LINK = Scope(
    reads=(OwnTeam(), STORY, Circle("other_id", story=True), Hub()),
    adds=(OwnAgency(),),
    changes=(STORY, Circle("other_id", story=True), Hub()),
)
MOVE = Scope(
    reads=(Circle("from_child_id", story=True), Circle("to_child_id", story=True), Hub()),
    adds=(Anyone(),),
    changes=(Circle("from_child_id", story=True), Circle("to_child_id", story=True), Hub()),
)

define(
    "my_circle",
    """
create or replace view cairn_my_circle as
 select child_id, team_id, sees_story, is_confirmed from children_involvement
  where ended_at is null and team_id = any((select cairn_my_teams())::uuid[]);
grant select on cairn_my_circle to cairn_app, cairn_worker;
""",
    needs=("who",),
)
