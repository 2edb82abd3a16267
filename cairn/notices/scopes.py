"""Who sees a notice: the team it was left for."""

from cairn.access.blocks import NotWithheld
from cairn.access.scopes import Anyone, OwnTeam, Scope

NOTICE = Scope(reads=(OwnTeam(),), adds=(Anyone(),), changes=(OwnTeam(),), blocks=(NotWithheld(("about_id",)),))
