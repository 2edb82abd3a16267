"""Who sees a concern: the team that raised it, teams that see the story of a child it is about, and the hub."""

from cairn.access.blocks import NotWithheld
from cairn.access.scopes import Anyone, HasVisible, Hub, OwnAgency, OwnTeam, Scope, Through
from cairn.children.scopes import CONTRIBUTION, FREE

CONCERN = Scope(
    reads=(OwnTeam(), HasVisible("concerns.ConcernSubject", "concern_id"), Hub()),
    adds=(OwnAgency(),),
    blocks=(NotWithheld(("id",)),),
)
CONCERN_SUBJECT = Scope(
    reads=CONTRIBUTION.reads,
    adds=CONTRIBUTION.adds,
    blocks=(FREE, NotWithheld(("id", "record_id", "entry_id", "concern_id"))),
)
URGENCY_CHANGE = Scope(
    reads=(OwnTeam(), Through("concerns.Concern", "concern_id"), Hub()),
    adds=(Anyone(),),
    blocks=(NotWithheld(("concern_id",)),),
)
