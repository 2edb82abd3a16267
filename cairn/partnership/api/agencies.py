"""The partnership's agencies."""

from django.http import HttpRequest
from ninja import Router

from cairn.access.api.asking import caller
from cairn.access.api.shapes import Limit, Listed, PageNo, Shown, cut, page_of
from cairn.partnership.models import Agency
from cairn.partnership.queries import directory

router = Router(tags=["Partnership"])


class AgencyShown(Shown):
    """A member of the partnership: what it does, where, and what it can be asked for."""

    slug: str
    name: str
    sector: str
    discipline: str
    areas: list[str]
    remit: str
    is_first_responder: bool
    phone: str


@router.get("/agencies", response=Listed[AgencyShown], operation_id="agencies", summary="The partnership’s agencies")
def agencies(request: HttpRequest, page: PageNo = 1, limit: Limit = 50) -> object:
    """By name, with the areas each serves."""
    by = caller(request, "page", "limit")
    found, has_more = cut(directory(by).order_by("name", "slug"), page, limit)
    return page_of(map(_shown, found), page=page, limit=limit, has_more=has_more)


def _shown(agency: Agency) -> AgencyShown:
    return AgencyShown(
        slug=agency.slug,
        name=agency.name,
        sector=agency.sector,
        discipline=agency.discipline,
        areas=sorted(area.slug for area in agency.areas.all()),
        remit=agency.remit,
        is_first_responder=agency.is_first_responder,
        phone=agency.phone,
    )
