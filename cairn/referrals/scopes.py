"""Who sees a referral and its answer: sender, receiver, teams that see the story, and the hub."""

from cairn.access.scopes import Anyone, Hub, OwnAgency, OwnTeam, Scope, Through
from cairn.children.scopes import STORY

RECEIVER = OwnTeam("to_team_id")
REFERRAL = Scope(reads=(OwnTeam(), RECEIVER, STORY, Hub()), adds=(Anyone(),), changes=(RECEIVER, STORY, Hub()))
# The sender reads the answer through the referral they sent.
DECISION = Scope(reads=(OwnTeam(), Through("referrals.Referral", "referral_id"), Hub()), adds=(OwnAgency(),))
