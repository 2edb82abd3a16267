"""The clock policies in the API, with their sources."""

from datetime import date

from django.http import HttpRequest
from ninja import Router

from cairn.access import guard
from cairn.access.api.asking import caller
from cairn.access.api.shapes import Limit, Listed, PageNo, Shown, cut, page_of
from cairn.duties import rules

router = Router(tags=["Published rules"])


class PolicyShown(Shown):
    """One version of one clock in one nation: how long, by what source, and how sure that is."""

    code: str
    version: str
    nation: str
    effective_from: date
    trigger: str
    length: int
    unit: str
    follows: str
    label: dict[str, str]
    source: str
    certainty: str
    note: str


@router.get(
    "/policies", response=Listed[PolicyShown], operation_id="policies", summary="The clocks, with their sources"
)
def policies(request: HttpRequest, page: PageNo = 1, limit: Limit = 50) -> object:
    """Every version of every clock, by code, then nation, then the day it began."""
    caller(request, "page", "limit")
    guard.asked()  # published to every member; holds nothing of a child
    found, has_more = cut(rules.every_policy(), page, limit)
    return page_of(map(policy_shown, found), page=page, limit=limit, has_more=has_more)


def policy_shown(policy: rules.ClockPolicy) -> PolicyShown:
    """A clock as it is shown."""
    return PolicyShown(
        code=policy.code,
        version=policy.version,
        nation=policy.nation.value,
        effective_from=policy.effective_from,
        trigger=policy.trigger,
        length=policy.length,
        unit=policy.unit.value,
        follows=policy.follows.value,
        label=dict(policy.label),
        source=policy.source,
        certainty=policy.certainty.value,
        note=policy.note,
    )
