"""What the pages about concerns show, as plain values."""

from cairn.concerns.presenters.copying import Copied, as_text, copy_of
from cairn.concerns.presenters.reading import Line, Track, first_tracks, lines, mine, state_of, tracks
from cairn.concerns.presenters.telling import (
    contact,
    draft_href,
    hint_sentence,
    told_by_the_door,
    tonight,
)

__all__ = [
    "Copied",
    "Line",
    "Track",
    "as_text",
    "contact",
    "copy_of",
    "draft_href",
    "first_tracks",
    "hint_sentence",
    "lines",
    "mine",
    "state_of",
    "told_by_the_door",
    "tonight",
    "tracks",
]
