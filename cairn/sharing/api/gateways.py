"""The lawful grounds in the API, with where they stand and how sure that is."""

from datetime import date

from django.http import HttpRequest
from ninja import Router

from cairn.access import guard
from cairn.access.api.asking import caller
from cairn.access.api.shapes import Limit, Listed, PageNo, Shown, cut, page_of
from cairn.sharing.queries.guide import starts
from cairn.sharing.rules.gateways import Gateway, begins_on, every_gateway

router = Router(tags=["Published rules"])


class GatewayShown(Shown):
    """One version of one lawful ground in one nation. `effective_from` is null while it does not hold yet."""

    code: str
    version: str
    nation: str
    kind: str
    label: dict[str, str]
    sentence: dict[str, str]
    effective_from: date | None
    effective_to: date | None
    source: str
    certainty: str
    note: str


@router.get(
    "/gateways", response=Listed[GatewayShown], operation_id="gateways", summary="The lawful grounds for sharing"
)
def gateways(request: HttpRequest, page: PageNo = 1, limit: Limit = 50) -> object:
    """Every version of every lawful ground, by code, then nation, then the day it began."""
    caller(request, "page", "limit")
    guard.asked()  # published to every member; holds nothing of a child
    found, has_more = cut(every_gateway(), page, limit)
    return page_of(map(_shown, found), page=page, limit=limit, has_more=has_more)


def _shown(one: Gateway) -> GatewayShown:
    start = starts().get(one.code)
    return GatewayShown(
        code=one.code,
        version=one.version,
        nation=one.nation.value,
        kind=one.kind.value,
        label=dict(one.label),
        sentence=dict(one.sentence),
        effective_from=begins_on(one, starts()),
        effective_to=one.effective_to,
        source=f"{one.source}; {start.source}" if start else one.source,
        certainty=one.certainty.value,
        note=one.note,
    )
