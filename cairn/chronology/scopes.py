"""Who sees the story: the team that wrote a line, teams that see the shared chronology, and the hub."""

from cairn.access.scopes import Anyone, Scope
from cairn.children.scopes import CONTRIBUTION

ENTRY = CONTRIBUTION
# Delivering what somebody else wrote leans on it in their name.
CITATION = Scope(reads=CONTRIBUTION.reads, adds=(Anyone(),))
