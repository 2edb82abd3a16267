"""Forms of names that a partnership added, and the book of variants that matching uses because of them."""

import json
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db import connection

from cairn.access.actor import Actor
from cairn.children.models import NameForms
from cairn.matching.names import fold
from cairn.matching.variants import VariantBook, shipped

PAGE = 50
# The version names the very groups, so that nothing added, retired or rolled back can pass for what was read before.
_VERSION = """
select md5(coalesce(string_agg(id::text, ',' order by id), '')) from children_nameforms where retired_at is null
"""
_GROUPS = "select forms from children_nameforms where retired_at is null order by id"
_read: list[tuple[str, VariantBook]] = []


def book() -> VariantBook:
    """The shipped book with the partnership's own groups. One small statement; a second only after a change.

    For a question only: a record's keys do not depend on it, so nothing is keyed anew when a group is added.
    """
    with connection.cursor() as cursor:
        cursor.execute(_VERSION)
        version = str(cursor.fetchone()[0])
        kept = next((each for each in _read if each[0] == version), None)
        if kept is None:
            cursor.execute(_GROUPS)
            kept = version, shipped().extended(_decoded(groups) for (groups,) in cursor.fetchall())
            _read[:] = [kept]
    return kept[1]


def forms_in_use(actor: Actor, number: int) -> Page[NameForms]:
    """The groups in use, the newest first, a page of 50."""
    rows = NameForms.objects.visible_to(actor).filter(retired_at=None)
    shown = rows.select_related("added_by__practitioner", "added_by__team").order_by("-added_at", "-id")
    return Paginator(shown, PAGE).get_page(number)


def forms_retired(actor: Actor) -> list[NameForms]:
    """The groups retired last, with who and why; at most 50."""
    rows = NameForms.objects.visible_to(actor).filter(retired_at__isnull=False)
    shown = rows.select_related("added_by__practitioner", "added_by__team", "retired_by__practitioner")
    return list(shown.order_by("-retired_at", "-id")[:PAGE])


def one_group(forms_id: UUID, actor: Actor) -> NameForms | None:
    """One group by its id."""
    rows = NameForms.objects.visible_to(actor).select_related("added_by__practitioner", "added_by__team")
    return rows.filter(pk=forms_id).first()


def known_beside(forms: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
    """The first of these forms that stands in a group already, with the others of that group; None when none does."""
    known = book()
    for form in forms:
        others = known.variants(_folded(form)) - {_folded(each) for each in forms}
        if others:
            return form, tuple(sorted(others))
    return None


def _folded(form: str) -> str:
    return "".join(fold(form))


def _decoded(groups: Iterable[str] | str) -> list[str]:
    return [str(each) for each in (json.loads(groups) if isinstance(groups, str) else groups)]
