"""Who sees a concern: the team that raised it, teams that see the story of a child it is about, and the hub."""

from cairn.access.scopes import Anyone, HasVisible, Hub, OwnAgency, OwnTeam, Scope, Through
from cairn.children.scopes import CONTRIBUTION

CONCERN = Scope(
    reads=(OwnTeam(), HasVisible("concerns.ConcernSubject", "concern_id"), Hub()),
    adds=(OwnAgency(),),
)
CONCERN_SUBJECT = CONTRIBUTION
URGENCY_CHANGE = Scope(reads=(OwnTeam(), Through("concerns.Concern", "concern_id"), Hub()), adds=(Anyone(),))
