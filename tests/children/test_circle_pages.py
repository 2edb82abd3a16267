"""Who is involved, asking to work with a child and answering that (R-011, R-191)."""

import re

import pytest

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import RequestState
from cairn.children.models import Involvement, InvolvementRequest
from cairn.core.errors import NotAllowed, Refused
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from tests.children.linked import decided, pair
from tests.children.pages import a_child, browser, read, writes

DOING = "We meet her on Thursdays and help with school."


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def asked(northmoor, child) -> InvolvementRequest:
    browser(northmoor, "efa").post(f"/children/{child.reference}/ask/", {"doing": DOING})
    return request_of(northmoor, child)


def request_of(northmoor, child) -> InvolvementRequest:
    farid = northmoor.actor("farid")
    with acting_as(farid):
        return InvolvementRequest.objects.visible_to(farid).get(child=child)


def answer(northmoor, name, child, request, **typed):
    address = f"/children/{child.reference}/requests/{request.id}/"
    return browser(northmoor, name).post(address, {"revision": request.revision, **typed})


def test_a_contributor_asks_and_the_lead_says_yes(northmoor, child):
    writes(northmoor, "amara", child, "She told me about the house")
    request = asked(northmoor, child)
    amara = browser(northmoor, "amara")
    assert DOING in read(amara, child, "sharing/")
    assert DOING in read(amara, child, f"requests/{request.id}/")
    assert amara.get(f"/children/requests/{request.id}/")["Location"] == f"/children/{child.reference}/sharing/"
    efa = browser(northmoor, "efa")
    assert "waits for an answer" in read(efa, child)
    assert answer(northmoor, "amara", child, request, granted="yes").status_code == 302
    page = read(efa, child)
    assert "What the child wants" in page
    assert DOING in page
    assert "about the house" in read(efa, child, "story/")


def test_a_contributor_finds_the_way_to_leave(northmoor, child):
    efa = browser(northmoor, "efa")
    page = read(efa, child)
    (address,) = re.findall(r'href="(/children/[^"]+/end/)"', page)
    assert "End what your team does here" in page
    assert "no longer opens this page" in efa.get(address).content.decode()
    assert efa.post(address, {"reason": "Others see her every week."}).status_code == 302
    read(efa, child, status=404)
    amara = read(browser(northmoor, "amara"), child, "sharing/")
    assert "Others see her every week." in amara
    farid = northmoor.actor("farid")
    with acting_as(farid):
        assert not Involvement.objects.visible_to(farid).filter(child=child, team__slug="outreach", ended_at=None)


def test_a_yes_ends_the_duty_and_tells_the_team(northmoor, child):
    answer(northmoor, "amara", child, asked(northmoor, child), granted="yes")
    efa = northmoor.actor("efa")
    with acting_as(efa):
        assert not Duty.objects.visible_to(efa).filter(kind=DutyKind.ANSWER_REQUEST, closed_at=None).exists()
        assert Notice.objects.visible_to(efa).filter(code="request.answered").exists()


def test_a_no_needs_a_reason(northmoor, child):
    request = asked(northmoor, child)
    refused = answer(northmoor, "amara", child, request, granted="no")
    assert "Give a reason" in refused.content.decode()
    assert request_of(northmoor, child).state == RequestState.OPEN
    assert answer(northmoor, "amara", child, request, granted="no", reason="The school does it.").status_code == 302
    assert request_of(northmoor, child).state == RequestState.REFUSED
    assert "You do not see what others wrote" in read(browser(northmoor, "efa"), child)


def test_an_empty_wish_and_a_second_one_are_refused_at_their_field(northmoor, child):
    efa = browser(northmoor, "efa")
    address = f"/children/{child.reference}/ask/"
    assert "Say in a line what your team is doing" in efa.post(address, {"doing": " "}).content.decode()
    efa.post(address, {"doing": DOING})
    page = efa.post(address, {"doing": "Again: <b>please</b>"}).content.decode()
    assert "Your team has asked already" in page
    assert "Again: &lt;b&gt;please" in page


def test_nobody_answers_their_own_wish_or_anothers_child(northmoor, child):
    request = asked(northmoor, child)
    assert answer(northmoor, "efa", child, request, granted="yes").status_code == 403
    assert answer(northmoor, "robin", child, request, granted="yes").status_code == 403
    assert answer(northmoor, "chidi", child, request, granted="yes").status_code == 404
    other = a_child(northmoor)
    assert answer(northmoor, "amara", other, request, granted="yes").status_code == 404
    assert request_of(northmoor, child).state == RequestState.OPEN


def test_whoever_was_first_is_not_overwritten(northmoor, child):
    request = asked(northmoor, child)
    answer(northmoor, "amara", child, request, granted="yes")
    assert answer(northmoor, "farid", child, request, granted="no", reason="late").status_code == 409
    assert request_of(northmoor, child).state == RequestState.GRANTED


def test_the_circle_says_who_does_what_since_when_and_how_to_reach_them(northmoor, child):
    page = read(browser(northmoor, "amara"), child, "sharing/")
    for words in ("Outreach", "has told us something", "Efa", "was asked to decide", "since", "tel:+441632960002"):
        assert words in page


def circle_seen(actor) -> set[str]:
    with acting_as(actor):
        return {one.team.slug for one in Involvement.objects.visible_to(actor).filter(ended_at=None)}


def test_a_contributor_learns_of_teams_of_a_linked_record_when_it_is_confirmed(northmoor):
    two, efa, farid = pair(northmoor), northmoor.actor("efa"), northmoor.actor("farid")
    before = circle_seen(efa)
    link = decided(two.question, farid)
    assert circle_seen(efa) == before
    amara = northmoor.actor("amara")
    with acting_as(amara):
        verbs.confirm_link(decision=link, revision=link.revision, by=amara)
    assert circle_seen(efa) > before


def own_place(actor, child) -> Involvement:
    with acting_as(actor):
        return Involvement.objects.visible_to(actor).get(child=child, team_id__in=actor.team_ids)


def test_a_team_that_leaves_says_so_and_no_longer_sees_the_child(northmoor, child):
    efa, farid = northmoor.actor("efa"), northmoor.actor("farid")
    place = own_place(efa, child)
    with acting_as(efa):
        for _ in range(2):
            verbs.leave(involvement=place, reason="The school goes on with it.", by=efa)
    assert browser(northmoor, "efa").get(f"/children/{child.reference}/").status_code == 404
    with acting_as(farid):
        assert Event.objects.visible_to(farid).filter(happening="involvement.ended").count() == 1


def test_a_team_that_is_responsible_hands_over_before_it_leaves(northmoor, child):
    amara = northmoor.actor("amara")
    place = own_place(amara, child)
    with acting_as(amara), pytest.raises(Refused, match="still_responsible"):
        verbs.leave(involvement=place, reason="Enough.", by=amara)


def test_only_the_team_itself_leaves(northmoor, child):
    place = own_place(northmoor.actor("efa"), child)
    amara = northmoor.actor("amara")
    with acting_as(amara), pytest.raises(NotAllowed):
        verbs.leave(involvement=place, reason="Enough.", by=amara)
