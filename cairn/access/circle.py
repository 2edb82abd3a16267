"""Ways that lead through the circle around a child: the teams at present involved with it.

They read `cairn_my_circle`, a plain view of the actor's own current involvements that the children floor defines;
floors below it may declare with these ways who sees what belongs to a child.
"""

from dataclasses import dataclass

from django.db.models import BooleanField, F, Func, Q

from cairn.access.actor import Actor
from cairn.access.row_text import ROW, RowText
from cairn.access.scopes import NOBODY, Place, Way


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
        """Rows whose child has a current involvement of the actor's teams.

        "Is true" keeps the planner from joining the view, which has parts, to the table: to find one child it would
        then read all the circles of the team (docs/performance.md).
        """
        if not actor.team_ids:
            return NOBODY
        return Q(RowText(f"({self._mine(ROW)} and mine.team_id = any(%s))) is true", (list(actor.team_ids),)))

    def q_at(self, place: Place) -> Q | None:
        """All rows of the child or none, as the place says; a column about another child asks as always."""
        if self.column != "child_id":
            return self.q(place.actor)
        meets = place.is_around and (place.sees_story or not self.story) and (place.is_confirmed or not self.confirmed)
        return None if meets else NOBODY

    def sql(self, table: str) -> str:
        """EXISTS over cairn_my_circle, a plain view that lets the planner choose a probe or a hash."""
        return f"{self._mine(table)})"

    def _mine(self, table: str) -> str:
        story = " and mine.sees_story" if self.story else ""
        confirmed = " and mine.is_confirmed" if self.confirmed else ""
        return (
            f"exists (select 1 from cairn_my_circle mine where mine.child_id = {table}.{self.column}"  # noqa: S608 (own names)
            f"{story}{confirmed}"
        )


class InPutToUs(Func):
    """Whether the row was said of a record before that record was put to a team of whoever is bound."""

    template = "exists (select 1 from cairn_put_to_us put where put.record_id = %(expressions)s)"
    arg_joiner = " and put.delivered_at >= "
    output_field = BooleanField()


@dataclass(frozen=True)
class PutToUs(Way):
    """What was put to the actor's team to answer, for an agency whose sharing agreement does not hold (R-190).

    It sees nothing that others share, and yet must be able to answer, and to act on danger. What was said of the
    record after it was put to the team is not part of it. With an agreement the circle shows more.
    """

    def q(self, actor: Actor) -> Q:
        """Rows of a record put to one of the actor's teams, said by then; none for an agency with an agreement."""
        if actor.is_agreed or not actor.team_ids:
            return NOBODY
        return Q(InPutToUs(F("record_id"), F("recorded_at")))

    def sql(self, table: str) -> str:
        """A function over cairn_put_to_us, not even called for whoever has an agreement.

        A view in its place would make each statement of everybody set up a search that almost nobody needs.
        """
        return f"not (select cairn_is_agreed()) and cairn_was_put_to_us({table}.record_id, {table}.recorded_at)"


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
