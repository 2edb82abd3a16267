"""Opening a child because somebody is in danger, as tests need it."""

from django.db import connection

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.models import Child
from cairn.chronology.models import Entry
from cairn.core.postgres import OWNER
from cairn.sharing.models import Grant
from tests.builders import Northmoor
from tests.children.pages import browser
from tests.conftest import become

DANGER = "His brother is at our door with a knife."
WHY_NOW = "Nobody answers at the desk that leads."


def opens(northmoor: Northmoor, child: Child | str, who: str = "chidi", **more: str) -> Grant | None:
    """Somebody opens a child, by its reference; None where nothing can be opened."""
    reference = child if isinstance(child, str) else child.reference
    given = {"reference": reference, "danger": DANGER, "why_now": WHY_NOW, **more}
    with acting_as(by := northmoor.actor(who)):
        return verbs.break_glass(**given, by=by)


def later(grant: Grant, hours: int = 1) -> None:
    """So many hours pass for what was opened: it was opened, and ends, so much earlier by the database's clock."""
    with become(OWNER), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table sharing_grant disable trigger kept")
        cursor.execute(
            "update sharing_grant set opened_at = opened_at - make_interval(hours => %s),"
            " until = until - make_interval(hours => %s) where id = %s",
            [hours, hours, grant.pk],
        )
        cursor.execute("alter table sharing_grant enable trigger kept")
        cursor.execute("set constraints all deferred")


def sees(northmoor, child, who="chidi") -> tuple[bool, bool]:
    """Whether somebody sees the child and its story: by the filter, and by row security alone; the two agree."""
    with acting_as(by := northmoor.actor(who)):
        rows = (Child.objects.filter(pk=child.pk), Entry.objects.filter(child_id=child.pk))
        alone = tuple(each.exists() for each in rows)
        mine = (Child.objects.visible_to(by), Entry.objects.visible_to(by))
        assert alone == (mine[0].filter(pk=child.pk).exists(), mine[1].filter(child_id=child.pk).exists())
        return alone


def posted(northmoor, reference: str, who: str = "chidi", **more: str):
    """The form as somebody sends it."""
    form = {"reference": reference, "danger": DANGER, "why_now": WHY_NOW, "understood": "on", **more}
    return browser(northmoor, who).post("/children/danger/", form)
