"""What was shared with somebody outside, in the API. Sharing itself is done by a person who has looked at it first."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from cairn.access.api.asking import caller
from cairn.access.api.shapes import Limit, Listed, PageNo, Shown, cut, page_of, spoken
from cairn.children.verbs import open_child
from cairn.outside.kinds import Standing
from cairn.outside.models import OutsideShare
from cairn.outside.queries import shares as queries
from cairn.outside.rules import state_of

router = Router(tags=["Sharing outside"])


class OutsideShareShown(Shown):
    """Something that was shared with somebody outside: to which organisation and function, on what ground, how, and
    where it stands. Neither the recipient's name nor what was shared is here, and never a link or a code."""

    id: UUID
    number: str
    way: str
    team: str
    agency: str
    organisation: str
    function: str
    purpose: str
    ground: str
    sentence: str
    shared_at: datetime
    expires_at: datetime
    state: str
    opened_at: datetime | None


@router.get(
    "/children/{reference}/outside-shares",
    response=Listed[OutsideShareShown],
    operation_id="outside_shares",
    summary="What was shared about a child with somebody outside",
)
def outside_shares(request: HttpRequest, reference: str, page: PageNo = 1, limit: Limit = 50) -> object:
    """What left, the newest first, as the caller may see it. The look is remembered."""
    by = caller(request, "page", "limit")
    child = open_child(reference=spoken(reference), by=by, purpose="api")
    found, has_more = cut(queries.shares_of(child, by).order_by("-recorded_at", "-id"), page, limit)
    rows: list[OutsideShare] = list(found)
    standings, steps = queries.standings(rows), queries.steps_of_all(rows, by)
    shown = (_shown(one, standings[one.pk], {step.kind: step.at for step in steps[one.pk]}) for one in rows)
    return page_of(shown, page=page, limit=limit, has_more=has_more)


def _shown(one: OutsideShare, standing: Standing, happened: dict[str, datetime]) -> OutsideShareShown:
    return OutsideShareShown(
        id=one.pk,
        number=one.number,
        way=one.way,
        team=one.team.name,
        agency=one.team.agency.name,
        organisation=one.organisation,
        function=one.function,
        purpose=one.purpose,
        ground=one.ground,
        sentence=one.sentence,
        shared_at=one.recorded_at,
        expires_at=one.expires_at,
        state=state_of(one.way, standing, happened.keys()).value,
        opened_at=happened.get("opened"),
    )
