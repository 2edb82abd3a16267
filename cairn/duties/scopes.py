"""Who sees a duty or a draft: those who owe it, those it is owed to, and the hub; a draft, its writer alone."""

from cairn.access.scopes import Anyone, Hub, OwnPerson, OwnTeam, Scope

OWNER = OwnTeam("owner_team_id")
DUTY = Scope(
    reads=(OWNER, OwnTeam("owed_to_team_id"), Hub()), adds=(Anyone(),), changes=(OWNER, OwnTeam("owed_to_team_id"), Hub())
)
STEP = Scope(reads=(OWNER, Hub()), adds=(Anyone(),))
DRAFT = Scope(reads=(OwnPerson(),), adds=(OwnPerson(),), changes=(OwnPerson(),))
