"""What the invented partnership of Northmoor must always be: complete, consistent, harmless and kind in its words."""

import re
from collections import Counter

import pytest

from tests.demo.content import (
    AGENCIES,
    AREAS,
    AT,
    BASES,
    CHILDREN,
    CONCERNS,
    DRAMA,
    ENTRY_KINDS,
    FACT_KINDS,
    FORBIDDEN,
    KEYS,
    OUTCOMES,
    PARTNERSHIP,
    PAYLOAD_FIELDS,
    PAYLOADS,
    PEOPLE,
    SCHEMES,
    SHAPES,
    SHARED,
    STEPS,
    STORIES,
    TEAMS,
    TYPES,
    URGENCIES,
    Table,
    agencies_of,
    check_born,
    check_names,
    check_subject,
    holder,
    order,
    texts,
)


def test_the_partnership_is_complete() -> None:
    nations = Counter(area["nation"] for area in PARTNERSHIP["areas"])
    assert nations == {"england": 6, "wales": 1}
    assert {agency["discipline"] for agency in AGENCIES.values()} == {
        *("social_care", "police", "health", "education", "youth_justice", "housing", "immigration"),
        *("competent_authority", "guardian", "charity", "hub"),
    }
    promised = {"safer-streets", "eastmoor-social-care", "northmoor-police", "westmoor-health"}
    assert promised | {"northmoor-hub", "guardian-service"} <= set(AGENCIES)


def test_slugs_keys_and_addresses_are_unique() -> None:
    assert len(AGENCIES) == len(PARTNERSHIP["agencies"])
    assert len(TEAMS) == len(PARTNERSHIP["teams"])
    assert len(PEOPLE) == len(PARTNERSHIP["practitioners"])
    emails = [person["email"] for person in PEOPLE.values()]
    assert len(set(emails)) == len(emails)
    assert all(re.fullmatch(r"[a-z.\-]+@northmoor\.example", email) for email in emails)


def test_agencies_point_at_what_exists() -> None:
    for agency in AGENCIES.values():
        assert set(agency["areas"]) <= AREAS
        assert agency["sector"] in {"statutory", "voluntary"}
        assert all(rung.get("who", "amara") in PEOPLE for rung in agency["ladder"])
        assert agency["agreement"]["signed"].startswith("-")


def test_teams_point_at_what_exists() -> None:
    for team in TEAMS.values():
        assert team["agency"] in AGENCIES
        assert set(team["areas"]) <= set(AGENCIES[team["agency"]]["areas"])
        assert team["kind"] in {"duty_desk", "working", "out_of_hours"}
        assert team["hours"] == "24/7" or team["kind"] == "out_of_hours" or team["out_of_hours"] in TEAMS


def test_a_team_s_function_names_no_agency() -> None:
    names = [agency["name"] for agency in AGENCIES.values()]
    for team in TEAMS.values():
        assert not [name for name in names if name in team["function"]]


def test_every_agency_has_a_duty_desk_with_somebody_in_it() -> None:
    staffed = {membership["team"] for person in PEOPLE.values() for membership in person["memberships"]}
    assert staffed == set(TEAMS)
    assert {team["agency"] for team in TEAMS.values() if team["kind"] == "duty_desk"} == set(AGENCIES)


def test_the_cast_works_where_the_contract_says() -> None:
    cast = {key: agencies_of(key) for key, person in PEOPLE.items() if person.get("cast")}
    assert cast == {
        "amara": {"eastmoor-social-care"},
        "bilal": {"northmoor-police"},
        "chidi": {"westmoor-health"},
        "cornelius": {"northmoor-hub"},
        "dana": {"northmoor-hub"},
        "efa": {"safer-streets"},
        "farid": {"northmoor-hub"},
        "gwen": {"guardian-service"},
        "hana": {"northmoor-hub"},
        "ottilie": {"northmoor-hub"},
    }
    assert [key for key, person in PEOPLE.items() if len(person["memberships"]) > 1] == ["stewart"]


def test_roles_are_known() -> None:
    roles = {membership["role"] for person in PEOPLE.values() for membership in person["memberships"]}
    assert roles == {"practitioner", "manager", "hub_coordinator", "administrator", "analyst", "data_protection_lead"}


def test_there_are_forty_children_and_each_has_a_concern() -> None:
    assert len(CHILDREN["children"]) == len(KEYS) == 40
    assert {key for step in CONCERNS.values() for key in step["for"]} == KEYS


@pytest.mark.parametrize("child", CHILDREN["children"], ids=lambda child: str(child["key"]))
def test_a_child_is_well_formed(child: Table) -> None:
    assert child["area"] in AREAS
    check_names(child["names"])
    for born in child["births"]:
        check_born(born)
    assert all(identifier["scheme"] in SCHEMES for identifier in child.get("identifiers", []))


def test_health_numbers_are_test_numbers_with_the_right_check_digit() -> None:
    numbers = [value for value in texts([CHILDREN, STORIES, SHARED]) if re.fullmatch(r"999\d{7}", value)]
    assert numbers
    for number in numbers:
        total = sum(int(digit) * weight for digit, weight in zip(number, range(10, 1, -1), strict=False))
        assert (11 - total % 11) % 11 == int(number[-1])


def test_identifiers_in_stories_belong_to_the_child() -> None:
    own = {child["key"]: {i["value"] for i in child.get("identifiers", [])} for child in CHILDREN["children"]}
    for step in CONCERNS.values():
        for key, subject in zip(step["for"], step["payload"]["subjects"], strict=True):
            assert {i["value"] for i in subject.get("identifiers", [])} <= own[key]


def test_the_required_stories_exist() -> None:
    keys = {story["key"] for story in STORIES["stories"]}
    assert {"van", "emma", "ginny", "outside-the-shop", "seventeen", "tang", "eight-months"} <= keys


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step['concern']}-{step['does']}-{step['at']}")
def test_a_step_has_its_shape(step: Table) -> None:
    common = {"at", "by", "does", "concern"}
    assert set(step) == common | set(SHAPES[step["does"]])
    assert AT.fullmatch(step["at"])
    assert step["by"] in PEOPLE
    assert step["concern"] in CONCERNS


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_holds_only_allowed_values(payload: Table) -> None:
    assert set(payload) <= PAYLOAD_FIELDS
    assert payload["what_happened"].strip()
    assert payload["urgency"] in URGENCIES
    assert payload.get("parents_told", "yes") in {"yes", "not_yet", "not_safe"}
    assert payload.get("child_knows", "yes") in {"yes", "no"}
    assert set(payload.get("exploitation_types", [])) <= TYPES
    assert payload["where"]["area"] in AREAS
    assert all(AT.fullmatch(payload[field]) for field in ("occurred_from", "occurred_to") if field in payload)
    assert payload["subjects"]
    for subject in payload["subjects"]:
        check_subject(subject)


def test_values_of_the_other_steps_are_known() -> None:
    for step in STEPS:
        does = step["does"]
        if does == "answer":
            assert step["outcome"] in OUTCOMES
        elif does == "decide_link":
            assert step["outcome"] in {"same", "different", "unsure"}
        elif does in {"add_entry", "hold_back", "keep_apart", "correct_entry"}:
            assert step["kind"] in ENTRY_KINDS
            assert step["basis"] in BASES | {"seen"}
            assert AT.fullmatch(step["occurred"])
        elif does == "add_claim":
            assert step["basis"] in BASES
            check_subject(step["facts"])
        elif does == "change_urgency":
            assert step["urgency"] in URGENCIES
        elif does == "rang":
            assert step["team"] in TEAMS
            assert step["reached"] in {"spoke", "message", "no_answer"}


def test_what_is_said_of_children_is_well_formed() -> None:
    marks = [step for step in STEPS if step["does"] == "mark_fact"]
    all_said = [said for step in STEPS for said in step.get("said", [])]
    assert marks
    assert all(step["kind"] in FACT_KINDS and step["reason"].strip() for step in marks)
    assert {said["kind"] for said in all_said} == FACT_KINDS
    for said in all_said:
        assert said["basis"] in BASES
        assert said["text"].strip()
        assert AT.fullmatch(said.get("since", "-1d 12:00"))
        assert re.fullmatch(r"\+\d+d", said.get("until", "+1d"))


def test_children_in_steps_belong_to_the_concern() -> None:
    for step in STEPS:
        assert step.get("child", CONCERNS[step["concern"]]["for"][0]) in CONCERNS[step["concern"]]["for"]
        if step["does"] == "decide_link":
            assert step["with_child"] in CONCERNS[step["with_concern"]]["for"]
            assert (step["outcome"] == "different") == (step["child"] != step["with_child"])


def test_nothing_happens_before_the_concern_it_is_about() -> None:
    for step in STEPS:
        if step["does"] != "raise_concern":
            assert order(step["at"]) > order(CONCERNS[step["concern"]]["at"])
        if "with_concern" in step:
            assert order(step["at"]) > order(CONCERNS[step["with_concern"]]["at"])
        for name in {"occurred", "met"} & set(step):
            assert order(step[name]) <= order(step["at"])


def test_only_those_who_may_answer_do() -> None:
    for step in STEPS:
        if step["does"] in {"answer", "acknowledge"}:
            assert holder(step["concern"]) in agencies_of(step["by"])
        if step["does"] == "decide_link":
            assert "northmoor-hub" in agencies_of(step["by"])


def test_only_those_who_sent_or_answer_a_concern_write_to_it() -> None:
    for step in STEPS:
        if step["does"] in {"add_entry", "add_claim", "say_facts", "mark_fact", "change_urgency", "rang"}:
            allowed = {holder(step["concern"])} | agencies_of(CONCERNS[step["concern"]]["by"])
            assert agencies_of(step["by"]) & allowed


def answered() -> dict[str, str]:
    """When each concern was answered."""
    return {step["concern"]: step["at"] for step in STEPS if step["does"] == "answer"}


def test_the_first_morning_has_work_for_the_cast() -> None:
    waiting = set(CONCERNS) - set(answered())
    assert {"danyal-1", "emma-3", "hawa-1"} <= {c for c in waiting if holder(c) == "eastmoor-social-care"}
    decided = {step["concern"] for step in STEPS if step["does"] == "decide_link" and step["outcome"] != "unsure"}
    assert {"van-1", "tang-2", "rebin-2", "filmon-2"}.isdisjoint(decided)
    assert len([c for c in answered() if CONCERNS[c]["by"] == "efa"]) >= 5


def test_some_answers_came_late() -> None:
    week = 7 * 1440
    late = [c for c, at in answered().items() if order(at) - order(CONCERNS[c]["at"]) >= week]
    assert len(late) >= 5


def test_several_children_are_known_to_more_than_one_agency() -> None:
    senders: dict[str, set[str]] = {key: set() for key in KEYS}
    for step in CONCERNS.values():
        for key in step["for"]:
            senders[key] |= agencies_of(step["by"])
    assert sum(len(found) >= 2 for found in senders.values()) >= 10


def test_chidi_and_amara_share_no_child() -> None:
    touched: dict[str, set[str]] = {"amara": set(), "chidi": set()}
    for step in STEPS:
        if step["by"] in touched:
            touched[step["by"]] |= set(CONCERNS[step["concern"]]["for"])
    assert touched["amara"]
    assert touched["chidi"]
    assert touched["amara"].isdisjoint(touched["chidi"])


def test_telephones_come_from_the_ranges_kept_for_drama() -> None:
    for text in texts([PARTNERSHIP, CHILDREN, STORIES, SHARED]):
        rest = DRAMA.sub("", text)
        assert not re.search(r"(?<![\d/A-Z-])(?:\+44|0)\d[\d ]{7,}", rest), text


def test_no_word_blames_a_child() -> None:
    for text in texts([PARTNERSHIP, CHILDREN, STORIES, SHARED]):
        assert not FORBIDDEN.search(text), text


def test_texts_are_short_enough_and_quotes_are_closed() -> None:
    for text in texts([PARTNERSHIP, CHILDREN, STORIES, SHARED]):
        assert len(text) <= 15_000
        assert text.count("“") == text.count("”"), text


def test_what_is_shared_names_whom_there_is() -> None:
    for step in (step for story in SHARED["stories"] for step in story["steps"]):
        assert step["child"] in KEYS
        assert step.get("team", "interpreters") in TEAMS
        assert set(step.get("kept_from", [])) <= set(AGENCIES)
        assert not agencies_of(step["by"]) & set(step.get("kept_from", []))
        assert {step.get("second") or "judith", *(one["who"] for one in step.get("admits", []))} <= set(PEOPLE)


def test_nobody_is_held_apart_from_whoever_lets_them_in() -> None:
    held = [step for step in STEPS if step["does"] == "hold_back"]
    assert {step["mode"] for step in held} == {"declared", "silent"}
    assert all(agencies_of(step["second"]).isdisjoint(step["kept_from"]) for step in held)
    assert all(step["second"] != step["by"] for step in held)
