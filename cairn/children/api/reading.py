"""Finding and reading children."""

from django.http import HttpRequest
from ninja import Router

from cairn.access.api.asking import caller
from cairn.access.api.shapes import Limit, Listed, PageNo, cut, page_of, spoken
from cairn.children.api.phrasing import candidate_shown, child_shown, involvement_shown, own_records
from cairn.children.api.shapes import ChildShown, FoundShown, InvolvementShown, SearchAsked, SearchShown
from cairn.children.queries.circle import circle_of, sight_of
from cairn.children.queries.facts import names_in
from cairn.children.queries.keys import person
from cairn.children.queries.likeness import likeness
from cairn.children.queries.lines import standing_lines
from cairn.children.rules import shown_name
from cairn.children.verbs import open_child, search_children
from cairn.core.clock import today

router = Router(tags=["Children"])
_PURPOSE = "api"


@router.post("/children/search", response=SearchShown, operation_id="search_children", summary="Look for a child")
def search(request: HttpRequest, sent: SearchAsked) -> SearchShown:
    """Among the children the caller may see, by what is in the body. A child out of sight is not there: no hints."""
    by = caller(request)
    facts = list(sent.compared(seen_on=today()))
    told = search_children(said=facts, by=by)
    found = {each.child.id: each.child for each in told}
    asked = person((str(each.kind), each.text, each.detail, each.born_from, each.born_to) for each in facts)
    ranked, said = likeness(asked, found, by, own_only=False, yardstick=told[0].yardstick if told else None)
    records = own_records(found, by)
    return SearchShown(
        items=[
            FoundShown(
                **dict(candidate_shown(each, found[each.candidate].reference, records.get(each.candidate, []))),
                name=shown_name(names_in(said[each.candidate])),
            )
            for each in ranked.candidates
        ]
    )


@router.get("/children/{reference}", response=ChildShown, operation_id="child", summary="One child")
def child(request: HttpRequest, reference: str) -> ChildShown:
    """What was said of a child and who is responsible, as the caller may see it. The look is remembered."""
    by = caller(request)
    return child_shown(open_child(reference=spoken(reference), by=by, purpose=_PURPOSE), by)


@router.get(
    "/children/{reference}/involvements",
    response=Listed[InvolvementShown],
    operation_id="involvements",
    summary="The teams around a child",
)
def involvements(request: HttpRequest, reference: str, page: PageNo = 1, limit: Limit = 50) -> object:
    """At present, the longest involved first."""
    by = caller(request, "page", "limit")
    one = open_child(reference=spoken(reference), by=by, purpose=_PURPOSE)
    found, has_more = cut(circle_of(one, by), page, limit)
    sight, said = sight_of(one, by), standing_lines(one, by)
    shown = (involvement_shown(row, next(iter(said.get(row.team_id, ())), None), sight, by) for row in found)
    return page_of(shown, page=page, limit=limit, has_more=has_more)
