"""The register of lawful gateways and the guide that leads to one (R-050)."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.errors import Refused
from cairn.core.working_days import Nation
from cairn.duties.kinds import Certainty
from cairn.sharing.kinds import OPTIONS, Body, Counsel, GatewayKind, GuideQuestion, Note
from cairn.sharing.rules.gateways import (
    Case,
    Start,
    begins_on,
    every_gateway,
    holds,
    in_force,
    justified,
    read,
    read_starts,
    usable,
)
from cairn.sharing.rules.guide import MOST_QUESTIONS, Advice, next_step, questions_for

Q = GuideQuestion
TODAY = date(2026, 11, 22)
DUTY_OF_2026 = "ca04_16la"
SWITCHED_ON = {DUTY_OF_2026: Start(date(2026, 12, 1), "The regulations of that year")}
NURSE = Case(nation=Nation.ENGLAND, day=TODAY, sharer=Body.HEALTH)
cases = st.builds(
    Case,
    nation=st.sampled_from(Nation),
    day=st.dates(date(1985, 1, 1), date(2040, 1, 1)),
    sharer=st.sampled_from(Body),
    was_asked=st.booleans(),
    starts=st.sampled_from([{}, SWITCHED_ON]),
)
# What somebody would answer, were they asked.
replies = st.fixed_dictionaries(
    {question: st.sampled_from(options.values) for question, options in OPTIONS.items()},
)


def walked(answers, case) -> tuple[list[GuideQuestion], Advice]:
    """The questions that somebody who would answer so is asked, and where they end."""
    told: dict[GuideQuestion, str] = {}
    for _ in range(20):
        step = next_step(told, case)
        if isinstance(step, Advice):
            return list(told), step
        assert step not in told
        told[step] = answers[step]
    raise AssertionError("it never ends")


@given(replies, cases)
def test_nobody_is_asked_more_than_five_questions_and_each_path_ends_in_a_ground_or_in_whom_to_ask(answers, case):
    asked, advice = walked(answers, case)
    assert len(asked) <= MOST_QUESTIONS
    assert advice.ground is not None or advice.ask
    assert advice.notes


@given(replies, cases)
def test_a_ground_is_never_given_that_is_no_law_there_on_that_day(answers, case):
    _, advice = walked(answers, case)
    for one in filter(None, (*advice.grounds, advice.condition)):
        assert one.nation is case.nation
        assert holds(one, case.day, case.starts)
        assert case.sharer in one.gives
    if advice.ground:
        assert advice.ground.kind is not GatewayKind.CONDITION
        assert case.was_asked or not advice.ground.only_when_asked


@given(replies, cases)
def test_what_the_guide_gives_may_be_stored_as_it_stands(answers, case):
    _, advice = walked(answers, case)
    if advice.ground is not None:
        is_sensitive = advice.condition is not None
        assert justified(advice.ground.code, case, is_sensitive=is_sensitive) == advice.justified()
    else:
        assert advice.justified() is None


@given(replies, cases)
def test_harm_by_telling_ends_with_the_safeguarding_lead_and_never_with_a_ground(answers, case):
    asked, advice = walked({**answers, Q.WORSE: "yes"}, case)
    if Q.WORSE in asked:
        assert advice.grounds == ()
        assert advice.ask[0] is Counsel.SAFEGUARDING


@given(replies, cases, st.sampled_from(["borders", "outside"]))
def test_nothing_goes_outside_or_to_the_border_without_the_data_protection_lead(answers, case, receiver):
    asked, advice = walked({**answers, Q.RECEIVER: receiver}, case)
    assert len(asked) == 2
    assert (advice.grounds, advice.ask[0]) == ((), Counsel.DATA_PROTECTION)


@given(st.dictionaries(st.sampled_from(list(Q)), st.text(max_size=8)), cases)
def test_an_answer_that_is_none_is_asked_again(typed, case):
    step = next_step(typed, case)
    if isinstance(step, Q):
        assert typed.get(step) not in OPTIONS[step].values
        assert step in questions_for({key: value for key, value in typed.items() if value in OPTIONS[key].values})


def test_a_nurse_who_fears_serious_harm_answers_four_questions():
    answers = {Q.FEAR: "serious", Q.RECEIVER: "local_authority", Q.SENSITIVE: "yes", Q.AGREED: "no", Q.WORSE: "no"}
    asked, advice = walked(answers, NURSE)
    assert asked == [Q.FEAR, Q.RECEIVER, Q.SENSITIVE, Q.WORSE]
    assert [one.code for one in advice.grounds] == ["ca89_47", "ca04_11", "cda98_115", "ukgdpr_6"]
    told = advice.justified()
    assert told.codes == "ca89_47+dpa18_sch1_18"
    assert told.sentence.startswith("The local authority must find out whether the child is suffering")
    assert told.sentence.endswith("paragraph 18).")
    assert Note.URGENT in advice.notes


@pytest.mark.parametrize(
    ("nation", "sharer", "answers", "code"),
    [
        ("wales", Body.HEALTH, ("serious", "local_authority"), "sswba_130"),
        ("wales", Body.HEALTH, ("help", "police"), "ca04_28"),
        ("england", Body.HEALTH, ("help", "police"), "ca04_11"),
        ("england", Body.CHARITY, ("crime", "police"), "cda98_115"),
        ("england", Body.CHARITY, ("help", "charity"), "ukgdpr_6"),
        ("england", Body.EDUCATION, ("help", "charity"), "ca04_10"),
        ("england", Body.BORDERS, ("help", "police"), "bcia09_55"),
        ("scotland", Body.HEALTH, ("serious", "police"), "ukgdpr_6"),
        ("northern_ireland", Body.POLICE, ("crime", "police"), "ukgdpr_6"),
    ],
)
def test_the_ground_fits_who_shares_with_whom_and_where(nation, sharer, answers, code):
    case = Case(nation=Nation(nation), day=TODAY, sharer=sharer)
    told = {Q.FEAR: answers[0], Q.RECEIVER: answers[1], Q.SENSITIVE: "no", Q.AGREED: "not_asked", Q.WORSE: "no"}
    _, advice = walked(told, case)
    assert advice.ground.code == code


def test_what_is_merely_useful_needs_agreement():
    told = {Q.FEAR: "nothing", Q.RECEIVER: "charity", Q.AGREED: "no"}
    asked, advice = walked(told, NURSE)
    assert (len(asked), advice.ground, advice.ask) == (3, None, (Counsel.DATA_PROTECTION,))
    told |= {Q.AGREED: "yes", Q.SENSITIVE: "no", Q.WORSE: "no"}
    asked, advice = walked(told, NURSE)
    assert (len(asked), advice.ground.code) == (5, "common_law_agreed")
    assert walked(told | {Q.SENSITIVE: "yes"}, NURSE)[1].ask == (Counsel.DATA_PROTECTION,)


@pytest.mark.parametrize(
    ("agreed", "note"),
    [("yes", Note.TELL), ("not_asked", Note.TELL), ("not_safe", Note.NOT_TELL), ("no", Note.REFUSED)],
)
def test_a_no_of_theirs_is_weighed_and_never_ends_the_way(agreed, note):
    told = {Q.FEAR: "help", Q.RECEIVER: "police", Q.SENSITIVE: "no", Q.AGREED: agreed, Q.WORSE: "unsure"}
    _, advice = walked(told, NURSE)
    assert advice.ground is not None
    assert advice.ask == (Counsel.SAFEGUARDING,)
    assert note in advice.notes


def test_the_duty_of_2026_holds_from_the_day_it_is_switched_on():
    gateway = next(one for one in every_gateway() if one.code == DUTY_OF_2026)
    assert begins_on(gateway, {}) is None
    assert not holds(gateway, date.max)
    assert not holds(gateway, date(2026, 11, 30), SWITCHED_ON)
    assert holds(gateway, date(2026, 12, 1), SWITCHED_ON)
    later = Case(nation=Nation.ENGLAND, day=date(2026, 12, 1), sharer=Body.HEALTH, starts=SWITCHED_ON)
    told = {Q.FEAR: "help", Q.RECEIVER: "police", Q.SENSITIVE: "no", Q.AGREED: "yes", Q.WORSE: "no"}
    assert walked(told, later)[1].ground.code == DUTY_OF_2026
    assert walked(told, Case(nation=Nation.WALES, day=later.day, sharer=Body.HEALTH, starts=SWITCHED_ON))[1].ground
    assert all(one.code != DUTY_OF_2026 for one in in_force(NURSE))


def test_help_that_was_asked_for_is_a_ground_only_where_it_was_asked_for():
    asked = Case(nation=Nation.ENGLAND, day=TODAY, sharer=Body.HEALTH, was_asked=True)
    assert "ca89_27" in {one.code for one in usable(asked)}
    assert "ca89_27" not in {one.code for one in usable(NURSE)}


@pytest.mark.parametrize(
    ("code", "case", "refused"),
    [
        ("no_such_act", NURSE, "ground_not_known"),
        (DUTY_OF_2026, NURSE, "ground_not_in_force"),
        ("sswba_130", NURSE, "ground_not_in_force"),
        ("bcia09_55", NURSE, "ground_not_in_force"),
        ("dpa18_sch1_18", NURSE, "ground_not_in_force"),
        ("ca89_47", Case(nation=Nation.ENGLAND, day=date(1991, 10, 13), sharer=Body.HEALTH), "ground_not_in_force"),
    ],
)
def test_a_ground_that_does_not_exist_there_on_that_day_is_refused(code, case, refused):
    with pytest.raises(Refused) as told:
        justified(code, case)
    assert told.value.code == refused


def test_specially_protected_facts_need_their_condition():
    before_it = Case(nation=Nation.ENGLAND, day=date(2017, 1, 1), sharer=Body.HEALTH)
    assert justified("ca89_47", before_it).codes == "ca89_47"
    with pytest.raises(Refused):
        justified("ca89_47", before_it, is_sensitive=True)


def test_every_gateway_says_where_it_stands_and_how_sure_that_is():
    for one in every_gateway():
        assert one.source
        assert one.label_in("xx") == one.label["en"]
        assert one.sentence_in("xx")
        assert not one.sentence["en"].endswith("."), "the full stop comes with the whole sentence"
        assert one.note or one.certainty is Certainty.VERIFIED


def test_what_is_not_commenced_says_so():
    waiting = {one.code for one in every_gateway() if one.effective_from is None and not one.for_enforcement}
    assert waiting == {DUTY_OF_2026, "cpa26_report"}
    assert all(one.note.startswith("Passed") for one in every_gateway() if one.code in waiting)


FILE = """
code = "x"
kind = "power"
order = 1
label = { en = "An Act" }
sentence = { en = "We share" }
when = ["help"]
gives = ["health"]
gets = ["police"]
[[version]]
nations = ["england"]
version = "1"
from = 2020-01-01
to = 2020-12-31
certainty = "verified"
source = "An Act"
"""


def test_a_ground_ends_with_its_last_day():
    (one,) = read(FILE)
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]
    assert [holds(one, day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize("wrong", ['kind = "whim"', 'gives = ["nobody"]', 'certainty = "sure"', 'when = ["boredom"]'])
def test_a_file_that_makes_no_sense_is_refused(wrong):
    name = wrong.partition(" ")[0]
    lines = [wrong if line.startswith(f"{name} ") else line for line in FILE.splitlines()]
    with pytest.raises(ValueError, match="is not a valid"):
        read("\n".join(lines))


def test_two_versions_that_begin_on_one_day_are_refused():
    with pytest.raises(ValueError, match="two versions"):
        read(FILE + FILE[FILE.index("[[version]]") :])


def test_the_installations_own_days_are_read_with_their_source():
    text = '[[start]]\ngateway = "ca04_16la"\non = 2026-12-01\nsource = "The regulations of that year"\n'
    assert read_starts(text) == SWITCHED_ON
    assert read_starts("") == {}


@pytest.mark.parametrize(
    "text",
    [
        '[[start]]\ngateway = "ca89_47"\non = 2026-12-01\nsource = "Somebody"\n',
        '[[start]]\ngateway = "nothing"\non = 2026-12-01\nsource = "Somebody"\n',
        '[[start]]\ngateway = "ca04_16la"\non = "soon"\nsource = "Somebody"\n',
        '[[start]]\ngateway = "ca04_16la"\non = 2026-12-01T00:00:00\nsource = "Somebody"\n',
        '[[start]]\ngateway = "ca04_16la"\non = 2026-12-01\nsource = " "\n',
    ],
)
def test_a_day_that_nobody_may_set_is_refused(text):
    with pytest.raises(ValueError, match="no start of a lawful ground"):
        read_starts(text)


def test_every_body_has_a_ground_for_a_child_in_serious_danger_everywhere():
    told = {Q.FEAR: "serious", Q.SENSITIVE: "yes", Q.AGREED: "not_safe", Q.WORSE: "no"}
    for nation, body, receiver in itertools.product(Nation, Body, ("local_authority", "police")):
        for day in (TODAY, TODAY + timedelta(days=400)):
            _, advice = walked({**told, Q.RECEIVER: receiver}, Case(nation=nation, day=day, sharer=body))
            assert advice.ground is not None, (nation, body, receiver)
            assert advice.condition is not None
