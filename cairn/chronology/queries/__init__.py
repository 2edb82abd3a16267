"""Questions to the stories of children."""

from cairn.chronology.queries.reading import (
    MOST_COUNTED,
    MOST_PRINTED,
    PAGE,
    Asked,
    CappedPaginator,
    agencies_in,
    begun,
    draft_of,
    last_seen,
    own_entries,
    own_entry,
    page_of,
    story,
    visible_entry,
)
from cairn.chronology.queries.sorting import Leaning, Sorting, sorting_of

__all__ = [
    "MOST_COUNTED",
    "MOST_PRINTED",
    "PAGE",
    "Asked",
    "CappedPaginator",
    "Leaning",
    "Sorting",
    "agencies_in",
    "begun",
    "draft_of",
    "last_seen",
    "own_entries",
    "own_entry",
    "page_of",
    "sorting_of",
    "story",
    "visible_entry",
]
