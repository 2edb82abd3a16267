"""Whose entries are these? What a team must sort after two children were taken apart, as its page shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cairn.children.kinds import FactKind
from cairn.children.presenters.words import fact_words
from cairn.chronology.presenters.story import own_entry
from cairn.chronology.queries import Leaning, Sorting


@dataclass(frozen=True, slots=True)
class Item:
    """One entry or fact: the name of its question in the form, what it is, its words, with which child it stands."""

    field: str
    title: str
    words: str
    stands_with: str


@dataclass(frozen=True, slots=True)
class SortPage:
    """The whole page. `leaning` are words on what this team decided that leans on the other child's story."""

    items: tuple[Item, ...]
    leaning: tuple[str, ...]
    since: datetime
    until: datetime
    is_done: bool


def field_of(thing_id: object) -> str:
    """The name of the question about one entry or fact."""
    return f"whose-{thing_id}"


def sort_page(sorting: Sorting) -> SortPage:
    """What must be sorted, entries before facts, each with what an answer does."""
    return SortPage(
        items=tuple(_items(sorting)),
        leaning=tuple(_leaning(one) for one in sorting.leaning),
        since=sorting.parted.since,
        until=sorting.parted.until,
        is_done=sorting.duty.closed_at is not None,
    )


def _items(sorting: Sorting) -> Iterator[Item]:
    for entry in sorting.entries:
        told = own_entry(entry)
        where = sorting.references.get(entry.child_id, "")
        yield Item(field_of(entry.id), f"{told.title}, {told.when}", entry.words, where)
    for fact in sorting.facts:
        label = str(FactKind(fact.kind).label)
        where = sorting.references.get(fact.child_id, "")
        yield Item(field_of(fact.id), label[:1].upper() + label[1:], fact_words(fact.kind, fact.text), where)


def _leaning(one: Leaning) -> str:
    if one.entry is None:
        return _("Something your team decided or sent on leans on an entry that you do not see any more.")
    return _("Something your team decided or sent on leans on this: %(words)s") % {"words": one.entry.words}
