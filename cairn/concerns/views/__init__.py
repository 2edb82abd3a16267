"""Pages of concerns: writing one, reading what became of it, and the door for those who are not signed in."""

from cairn.concerns.views.door import about_staff, door, door_sent
from cairn.concerns.views.reading import by_id, copy, copy_text, mine, progress, sent
from cairn.concerns.views.sightings import sightings
from cairn.concerns.views.telling import called, called_back, urgency
from cairn.concerns.views.writing import new

__all__ = [
    "about_staff",
    "by_id",
    "called",
    "called_back",
    "copy",
    "copy_text",
    "door",
    "door_sent",
    "mine",
    "new",
    "progress",
    "sent",
    "sightings",
    "urgency",
]
