"""What immigration enforcement asks about a child: off, alike for absent and present, told, answered by two (R-060)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import Capacity
from cairn.children.kinds.enforcement import EnforcementState
from cairn.children.models import Child, EnforcementQuestion, EnforcementReply, EnforcementRequest
from cairn.children.verbs.circle import Terms
from cairn.children.verbs.records import open_place
from cairn.core.clock import now
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.postgres import WORKER
from cairn.core.working_days import Nation
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger import verbs as ledger
from cairn.ledger.kinds import OPENED
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.partnership.queries import actor_for_token
from cairn.partnership.verbs import create_token
from cairn.sharing.kinds import Body
from cairn.sharing.queries.enforcement import own_uses
from cairn.sharing.rules.enforcement import is_used, read_uses
from cairn.sharing.rules.gateways import Case, Start, enforcement_ground, every_gateway, usable
from tests.builders import child_of, raised
from tests.children.enforcing import (
    GROUND,
    NO_SUCH,
    QUESTION,
    WORDS,
    agrees,
    answers,
    asked,
    asks,
    enforcers,
    fresh,
    passed_on,
    switched_on,
)
from tests.children.pages import shape
from tests.conftest import become
from tests.sharing.apart import keep
from tests.sharing.asking import asked as asks_others
from tests.sharing.holding import circle, kept, told

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)
STARTS = {GROUND: Start(date(2026, 1, 1), "A lead")}


@pytest.fixture
def around(northmoor):
    enforcers(northmoor)
    return circle(northmoor)


@pytest.fixture
def on():
    with switched_on():
        yield


def case(nation=Nation.ENGLAND, day=DAY, starts=STARTS):
    return Case(nation=nation, day=day, sharer=Body.BORDERS, was_asked=True, starts=starts)


def test_off_it_is_refused_before_anything_is_looked_at_and_says_whom_to_ring(around):
    for reference in (around.child.reference, NO_SUCH):
        with pytest.raises(Refused, match="enforcement_off") as refused:
            asks(around.northmoor, reference)
        assert refused.value.params == {"team": "Hub Duty", "phone": "01632 960002"}
    assert kept(EnforcementRequest) == kept(EnforcementQuestion) == []
    assert told("enforcement.asked") == []


def test_asked_for_by_somebody_who_works_with_the_child_it_is_off_as_well(around):
    with pytest.raises(Refused, match="enforcement_off"):
        asks(around.northmoor, around.child.reference, "bilal")


def test_on_in_one_nation_it_stays_off_in_another(around, on):
    with pytest.raises(Refused, match="enforcement_off"):
        asks(around.northmoor, around.child.reference, "rhys")


def test_a_child_of_a_nation_where_it_is_off_gives_nothing_and_its_team_is_told(around, on):
    welsh = child_of(raised(around.northmoor.actor("rhys"), area="aberddu"), around.northmoor.actor("farid"))
    made = asked(around.northmoor, welsh)
    assert made.state == EnforcementState.OFF
    assert told("enforcement.asked") == ["aberddu-duty"]
    assert kept(Duty, kind=DutyKind.ANSWER_ENFORCEMENT) == []


def test_the_lead_and_whoever_speaks_for_the_child_are_told_at_once_and_the_lead_owes_an_answer(around, on):
    asked(around.northmoor, around.child)
    assert told("enforcement.asked") == ["eastmoor-duty", "guardians"]
    [owed] = kept(Duty, kind=DutyKind.ANSWER_ENFORCEMENT)
    assert owed.owner_team == around.northmoor.team("eastmoor-duty")
    assert (owed.owed_to_team_id, owed.owed_to_id) == (None, None)


def test_a_legal_adviser_is_told_as_well(around, on):
    farid, team = around.northmoor.actor("farid"), around.northmoor.team("westmoor-nurses")
    with acting_as(farid):
        terms = Terms(is_confirmed=True, until=now() + timedelta(days=9), basis="Legal aid.")
        open_place(child=around.child, team=team, capacity=Capacity.LEGAL, by=farid, terms=terms)
    asked(around.northmoor, around.child)
    assert told("enforcement.asked") == ["eastmoor-duty", "guardians", "westmoor-nurses"]


def test_passing_it_on_twice_tells_nobody_twice(around, on):
    request = asks(around.northmoor, around.child.reference)
    assert passed_on(request)
    assert passed_on(request) is None
    assert told("enforcement.asked") == ["eastmoor-duty", "guardians"]


def test_whoever_asks_learns_nothing_by_it(around, on):
    """The same row, the same statements, the same trail, whether there is such a child or not; one may be hidden."""
    with become(WORKER):
        Child.objects.filter(pk=around.child.pk).update(no_confirm=True)
    seen = {}
    for reference in (around.child.reference, NO_SUCH):
        with CaptureQueriesContext(connection) as said:
            request = asks(around.northmoor, reference)
        passed_on(request)
        seen[reference] = [shape(one["sql"]).replace(str(request.id), "") for one in said.captured_queries]
        with acting_as(ivo := around.northmoor.actor("ivo")):
            assert not EnforcementQuestion.objects.exists()
            assert not EnforcementQuestion.objects.visible_to(ivo).exists()
            assert not Duty.objects.filter(kind=DutyKind.ANSWER_ENFORCEMENT).exists()
            assert not Notice.objects.visible_to(ivo).exists()
            events = Event.objects.visible_to(ivo).filter(about_id=request.id)
            assert [(one.happening, one.child_id) for one in events] == [("enforcement.asked", None)]
            found, given = verbs.find_request(request_id=request.id, by=ivo)
        assert (found.reference, given) == (reference, None)
    assert seen[NO_SUCH] == seen[around.child.reference]
    assert told("enforcement.asked") == ["eastmoor-duty", "guardians"]


def test_a_therapy_note_is_not_shown_and_asking_for_it_needs_the_ground_and_tells(around, on):
    note = around.told("gwen", "She said it in the third session.")
    keep(around, "gwen", note)
    assert not around.sees("ivo", note)
    assert not around.sees("bea", note)
    with pytest.raises(Refused, match="enforcement_ground_needed"):
        asks(around.northmoor, around.child.reference, ground=" ")
    question = asked(around.northmoor, around.child)
    assert not around.sees("ivo", note)
    assert question.ground == GROUND
    assert "Immigration and Asylum Act 1999" in question.sentence
    assert told("enforcement.asked") == ["eastmoor-duty", "guardians"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"question": " "}, "enforcement_question_needed"),
        ({"reference": " "}, "enforcement_reference_needed"),
        ({"reference": "C" * 17}, "enforcement_too_long"),
        ({"question": "x" * 4001}, "enforcement_too_long"),
        ({"ground": "ca89_47"}, "ground_not_in_force"),
        ({"ground": "sswba_130"}, "ground_not_in_force"),
        ({"ground": "no_such"}, "ground_not_known"),
    ],
)
def test_what_is_refused_when_asking(around, on, more, code):
    with pytest.raises(Refused, match=code):
        asks(around.northmoor, **{"reference": around.child.reference, **more})
    assert kept(EnforcementRequest) == []


def test_without_its_first_day_the_ground_does_not_hold(around, on):
    with override_settings(CAIRN_GATEWAY_STARTS=""), pytest.raises(Refused, match="ground_not_in_force"):
        asks(around.northmoor, around.child.reference)


def test_so_often_a_day_and_no_more(around, on):
    for number in range(10):
        asks(around.northmoor, f"C-7F3K-Q{number}")
    with pytest.raises(Refused, match="enforcement_too_often"):
        asks(around.northmoor, around.child.reference)


def test_nothing_given_reads_like_no_such_child(around, on):
    question = asked(around.northmoor, around.child)
    answers(around.northmoor, question, gives=False)
    assert fresh(question.id).state == EnforcementState.NOT_GIVEN
    with acting_as(ivo := around.northmoor.actor("ivo")):
        assert verbs.find_request(request_id=question.request_id, by=ivo)[1] is None
        assert not EnforcementReply.objects.exists()
        assert not Notice.objects.visible_to(ivo).exists()
    assert told("enforcement.settled") == ["eastmoor-duty", "guardians"]
    assert kept(Duty, kind=DutyKind.ANSWER_ENFORCEMENT, closed_at=None) == []


def test_what_would_be_given_waits_for_a_second_person_and_then_those_words_alone_are_read(around, on):
    question = asked(around.northmoor, around.child)
    answers(around.northmoor, question)
    ivo = around.northmoor.actor("ivo")
    with acting_as(ivo):
        assert not EnforcementReply.objects.exists()
    agrees(around.northmoor, question)
    assert fresh(question.id).state == EnforcementState.GIVEN
    with acting_as(ivo):
        [row] = EnforcementReply.objects.all()
        given = verbs.find_request(request_id=question.request_id, by=ivo)[1]
    assert (row.id, row.words, row.reason) == (given.id, WORDS, "")
    assert told("enforcement.given") == ["removals"]
    with acting_as(farid := around.northmoor.actor("farid")):
        looks = Event.objects.visible_to(farid).filter(child_id=around.child.id, happening=OPENED)
        assert looks.filter(membership_id=around.northmoor.memberships["ivo"].pk).exists()


def test_a_second_person_may_say_no(around, on):
    question = asked(around.northmoor, around.child)
    answers(around.northmoor, question)
    agrees(around.northmoor, question, agrees=False, who="farid")
    assert fresh(question.id).state == EnforcementState.NOT_GIVEN
    assert told("enforcement.given") == []


def test_without_another_manager_the_hub_looks(around, on):
    question = asked(around.northmoor, around.child)
    answers(around.northmoor, question, who="amaras_manager")
    [owed] = kept(Duty, kind=DutyKind.ANSWER_ENFORCEMENT, closed_at=None)
    assert owed.owner_team.slug == "hub-duty"
    with pytest.raises(Refused, match="enforcement_not_alone"):
        agrees(around.northmoor, question)
    agrees(around.northmoor, question, who="farid")


@pytest.mark.parametrize(
    ("who", "refusal"), [("gwen", NotAllowed), ("bilal", NotAllowed), ("farid", NotAllowed), ("efa", NotFound)]
)
def test_only_the_team_that_leads_answers(around, on, who, refusal):
    question = asked(around.northmoor, around.child)
    with pytest.raises(refusal):
        answers(around.northmoor, question, who=who)


def test_nobody_of_the_team_that_asks_is_the_second_person(around, on, settings, tmp_path):
    """The hub works in all nations here, so that it is switched on in every one of them."""
    said = 'version = "1"\neffective_from = 2026-01-01\nis_used = true\ncertainty = "local"\nsource = "A board"\n'
    file = tmp_path / "on.toml"
    file.write_text("".join(f'[[version]]\nnation = "{each}"\n{said}' for each in Nation), encoding="utf-8")
    settings.CAIRN_ENFORCEMENT = str(file)
    question = asked(around.northmoor, around.child, "farid")
    answers(around.northmoor, question)
    for who in ("farid", "fatima"):
        with pytest.raises(NotAllowed):
            agrees(around.northmoor, question, who=who)
    agrees(around.northmoor, question)


def test_asked_by_the_team_that_leads_nothing_is_given_and_those_around_are_told(around, on):
    question = asked(around.northmoor, around.child, "amara")
    assert question.state == EnforcementState.NOT_GIVEN
    assert told("enforcement.asked") == ["eastmoor-duty", "guardians"]
    assert kept(Duty, kind=DutyKind.ANSWER_ENFORCEMENT) == []
    with pytest.raises(NotAllowed):
        answers(around.northmoor, question)


@pytest.mark.parametrize("who", ["amara", "gwen", "bilal"])
def test_only_a_manager_there_or_the_hub_is_the_second_person(around, on, who):
    question = asked(around.northmoor, around.child)
    answers(around.northmoor, question)
    with pytest.raises(NotAllowed):
        agrees(around.northmoor, question, who=who)


def test_what_is_refused_when_answering(around, on):
    question = asked(around.northmoor, around.child)
    for more, code in (({"reason": ""}, "enforcement_reason_needed"), ({"words": " "}, "enforcement_words_needed")):
        with pytest.raises(Refused, match=code):
            answers(around.northmoor, question, **more)
    answers(around.northmoor, question)
    with pytest.raises(Refused, match="enforcement_look_needed"):
        agrees(around.northmoor, question, has_looked=False)
    with pytest.raises(Refused, match="enforcement_reason_needed"):
        agrees(around.northmoor, question, agrees=False, reason=" ")
    with pytest.raises(Conflict):
        answers(around.northmoor, question)
    with pytest.raises(Conflict):
        agrees(around.northmoor, question, revision=1)


def test_switched_off_meanwhile_nothing_can_be_given(around):
    with switched_on():
        question = asked(around.northmoor, around.child)
        answers(around.northmoor, question)
    with pytest.raises(Refused, match="enforcement_off"):
        agrees(around.northmoor, question)
    agrees(around.northmoor, question, agrees=False)


def test_those_around_the_child_read_it_and_those_who_ask_never_do(around, on):
    question = asked(around.northmoor, around.child)
    for name, reads in {"amara": True, "gwen": True, "farid": True, "ivo": False, "efa": False, "chidi": False}.items():
        assert around.sees(name, question) is reads, name
    with acting_as(ivo := around.northmoor.actor("ivo")), pytest.raises(NotFound):
        verbs.find_enforcement(question_id=question.id, by=ivo)


def test_nobody_reads_what_another_team_asked_but_the_hub(around, on):
    request = asks(around.northmoor, NO_SUCH)
    for name in ("bea", "amara", "gwen"):
        assert not around.sees(name, request)
        with acting_as(by := around.northmoor.actor(name)), pytest.raises(NotFound):
            verbs.find_request(request_id=request.id, by=by)
    assert around.sees("farid", request)


def test_a_system_never_asks(around, on):
    with acting_as(dana := around.northmoor.actor("dana")):
        key = create_token(agency=around.northmoor.team("outreach").agency, name="a diary", by=dana)
    system = actor_for_token(key.secret)
    said = verbs.EnforcementSaid(reference=NO_SUCH, question=QUESTION, ground=GROUND)
    with acting_as(system), pytest.raises(NotAllowed):
        verbs.ask_for_enforcement(said=said, by=system)


def test_the_ordinary_question_to_another_agency_is_never_for_enforcement(around):
    with pytest.raises(Refused, match="enforcement_on_its_own_page"):
        asks_others(around.northmoor, around.child, for_enforcement=True)


@pytest.mark.parametrize("deed", ["ask", "pass", "answer", "agree"])
def test_nothing_stays_when_the_ledger_fails(around, on, monkeypatch, deed):
    question = asked(around.northmoor, around.child)
    other = asks(around.northmoor, around.child.reference)
    if deed == "agree":
        answers(around.northmoor, question)

    def fails(*_given, **_more):
        raise RuntimeError

    before = {model: len(kept(model)) for model in (EnforcementRequest, EnforcementQuestion, EnforcementReply, Notice)}
    state = fresh(question.id).state
    monkeypatch.setattr(ledger, "record", fails)
    deeds = {
        "ask": lambda: asks(around.northmoor, NO_SUCH),
        "pass": lambda: passed_on(other),
        "answer": lambda: answers(around.northmoor, question, gives=False),
        "agree": lambda: agrees(around.northmoor, question),
    }
    with pytest.raises(RuntimeError):
        deeds[deed]()
    assert {model: len(kept(model)) for model in before} == before
    assert fresh(question.id).state == state


def test_the_ground_holds_from_its_day_in_its_nation_and_protects_no_child():
    assert enforcement_ground(GROUND, case()).codes == GROUND
    for wrong in (case(day=date(2025, 12, 31)), case(starts={})):
        with pytest.raises(Refused, match="ground_not_in_force"):
            enforcement_ground(GROUND, wrong)
    for nation in Nation:
        for body in Body:
            offered = usable(Case(nation=nation, day=DAY, sharer=body, was_asked=True, starts=STARTS))
            assert GROUND not in {one.code for one in offered}


def test_no_ground_for_it_is_shipped_as_checked_or_holds_by_itself():
    marked = [one for one in every_gateway() if one.for_enforcement]
    assert marked
    assert {(one.certainty, one.effective_from) for one in marked} == {("unverified", None)}


def test_an_installation_says_so_in_a_file_or_does_not_start(tmp_path):
    whole = 'version = "1"\nnation = "england"\neffective_from = 2026-01-01\nis_used = true\ncertainty = "local"\n'
    mine = read_uses(f'[[version]]\n{whole}source = "A board"')
    assert is_used("england", DAY, mine)
    assert not is_used("england", date(2025, 12, 31), mine)
    assert not is_used("wales", DAY, mine)
    assert own_uses() == ()
    wrong = ("[[version]", f'[[version]]\n{whole}source = ""', f"[[version]]\n{whole}", "[[version]]\nx = 1")
    for number, text in enumerate(wrong):
        (file := tmp_path / f"{number}.toml").write_text(text, encoding="utf-8")
        with override_settings(CAIRN_ENFORCEMENT=str(file)), pytest.raises(ImproperlyConfigured):
            own_uses()
