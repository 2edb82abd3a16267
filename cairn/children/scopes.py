"""Who sees a child and what hangs from one: the circle of teams around the child, and the hub."""

from dataclasses import dataclass

from django.db.models import Q

from cairn.access.actor import Actor
from cairn.access.blocks import NotBlocked, NotWithheld
from cairn.access.circle import STORY, Circle, Confirmed, PutToUs
from cairn.access.definitions import define
from cairn.access.scopes import NOBODY, Anyone, Hub, OwnAgency, OwnTeam, Scope, Unprotected, Way
from cairn.sharing.scopes import DataLead

MY_CIRCLE = Unprotected("a view that shows each actor their own teams' involvements and nobody else's")

FREE = NotBlocked()
# What a team wrote about a child, shared with the circle; nobody writes in another agency's name; append-only.
CONTRIBUTION = Scope(reads=(OwnTeam(), STORY, PutToUs(), Hub()), adds=(OwnAgency(),), blocks=(FREE, NotWithheld()))
CLAIM = Scope(
    reads=CONTRIBUTION.reads,
    adds=CONTRIBUTION.adds,
    blocks=(FREE, NotWithheld(("id", "record_id", "replaces_id", "about_id"))),
)
CHILD = Scope(
    reads=(Circle("id"), Hub()),
    adds=(Anyone(),),
    changes=(Circle("id", story=True), Hub()),
    blocks=(NotBlocked("id"),),
)
# Sending a concern opens a record for the team that must answer, hence "anyone" may add.
RECORD = Scope(
    reads=(OwnTeam(), STORY, Hub()),
    adds=(Anyone(),),
    changes=(OwnTeam(), STORY, Hub()),
    blocks=(FREE, NotWithheld(("id",))),
)
INVOLVEMENT = Scope(
    reads=(OwnTeam(), STORY, Confirmed(), Hub()),
    adds=(Anyone(),),
    changes=(OwnTeam(), STORY, Hub()),
    blocks=(FREE, NotWithheld(("id",))),
)
LINES = Scope(reads=(OwnTeam(), STORY, Hub()), adds=(OwnTeam(),), blocks=(FREE, NotWithheld()))
RESPONSIBILITY = Scope(
    reads=(OwnTeam(), STORY, Circle(confirmed=True), Hub()), adds=(Anyone(),), changes=(STORY, Hub()), blocks=(FREE,)
)
REQUEST = Scope(
    reads=(OwnTeam(), STORY, Hub()), adds=(OwnAgency(),), changes=(STORY, Hub()), blocks=(FREE, NotWithheld())
)
NAME_FORMS = Unprotected("what the partnership knows about names: it tells of no child, and all are compared by it")
# Keys are read by the candidates function alone; no actor ever sees one.
KEYS = Scope(reads=(), adds=(Anyone(),))
# What is compared is written and read by matching's own functions alone.
FOLDED = Scope(reads=())
KEY_COUNTS = Unprotected("counts of keyed hashes that twenty records or more bear: they tell of no child")
LINK_QUESTION = Scope(
    reads=(Hub(), Circle("candidate_id", story=True)),
    adds=(Anyone(),),
    changes=(Hub(), Circle("candidate_id", story=True)),
    blocks=(FREE, NotBlocked("candidate_id")),
)
LINK = Scope(
    reads=(OwnTeam(), STORY, Circle("other_id", story=True), Hub()),
    adds=(OwnAgency(),),
    changes=(STORY, Circle("other_id", story=True), Hub()),
    blocks=(FREE, NotBlocked("other_id")),
)
MOVE = Scope(
    reads=(Circle("from_child_id", story=True), Circle("to_child_id", story=True), Hub()),
    adds=(Anyone(),),
    changes=(Circle("from_child_id", story=True), Circle("to_child_id", story=True), Hub()),
    blocks=(NotBlocked("from_child_id"), NotBlocked("to_child_id")),
)

# Who looked, read apart from the child: for the circle, and for data-protection leads who see no child.
RELEASE = Scope(reads=(STORY, Hub(), DataLead()), adds=(DataLead(),), changes=(DataLead(),))
LOOKS_GIVEN = Scope(reads=(STORY, Hub(), DataLead()), adds=(OwnAgency(),))
LOOKS_WEEK = Scope(reads=(DataLead(),))
LOOK_FLAG = Scope(reads=(DataLead(),), changes=(DataLead(),))

# What is there for a time ends at its moment, whether or not anybody has noted the end: sight goes with the clock.
define(
    "my_circle",
    """
create or replace view cairn_my_circle as
 select child_id, team_id, sees_story and cairn_is_agreed() as sees_story,
        is_confirmed and cairn_is_agreed() as is_confirmed, null::timestamptz as glass_until,
        capacity = 'on_shift' as is_on_shift
   from children_involvement
  where ended_at is null and team_id = any((select cairn_my_teams())::uuid[])
    and (until is null or until > now()) and (only_for_id is null or only_for_id = (select cairn_caller()))
 union all
 select child_id, team_id, true, false, until, false from cairn_my_grants;
grant select on cairn_my_circle to cairn_app, cairn_worker;
""",
    needs=("who", "my_grants"),
)


@dataclass(frozen=True)
class Given(Way):
    """Rows that a second person let go to the team in `column`: what was given to immigration enforcement (R-060)."""

    column: str = "asker_team_id"

    def q(self, actor: Actor) -> Q:
        """Rows for the actor's own teams that were agreed to."""
        return Q(word="agreed") & Q(**{f"{self.column}__in": actor.team_ids}) if actor.team_ids else NOBODY

    def sql(self, table: str) -> str:
        """The same, with the row's own word."""
        return f"({table}.word = 'agreed' and {OwnTeam(self.column).sql(table)})"


# Those who ask read what they asked, the same whether or not there is such a child; what was given, and nothing else.
ENFORCEMENT_REQUEST = Scope(reads=(OwnTeam(), Hub()), adds=(OwnTeam(),))
ENFORCEMENT_QUESTION = Scope(reads=(STORY, Hub()), adds=(), changes=(STORY, Hub()), blocks=(FREE, NotWithheld()))
ENFORCEMENT_REPLY = Scope(reads=(STORY, Given(), Hub()), adds=(OwnAgency(),), blocks=(FREE, NotWithheld(("id",))))
