"""Who sees the story: the team that wrote a line, teams that see the shared chronology, and the hub."""

from cairn.access.blocks import NotWithheld
from cairn.access.scopes import Anyone, Scope, Through
from cairn.children.scopes import CONTRIBUTION, FREE

# A sighting or a meeting told of several children together goes with the telling.
ENTRY = Scope(
    reads=CONTRIBUTION.reads,
    adds=CONTRIBUTION.adds,
    blocks=(FREE, NotWithheld(("id", "record_id", "corrects_id", "told_together"))),
)
# Delivering what somebody else wrote leans on it in their name.
# What leans on something withheld stays; that it leans on it is hidden with it.
CITATION = Scope(
    reads=CONTRIBUTION.reads, adds=(Anyone(),), blocks=(*CONTRIBUTION.blocks, NotWithheld(("entry_id", "citing_id")))
)
# A file goes with its entry.
ATTACHMENT = Scope(
    reads=CONTRIBUTION.reads, adds=CONTRIBUTION.adds, blocks=(FREE, NotWithheld(("id", "record_id", "entry_id")))
)
_OF_ATTACHMENT = (Through("chronology.Attachment", "attachment_id"),)
FILE_CHECK = Scope(reads=_OF_ATTACHMENT, adds=_OF_ATTACHMENT)
