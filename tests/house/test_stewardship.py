"""Nothing about a child is forgotten when a record is disposed of or asked for; every class of record has an end."""

from typing import Any

from cairn.access import policies
from cairn.stewardship.kinds import THINGS
from cairn.stewardship.queries.disposing import blank_values
from cairn.stewardship.queries.holdings import forgotten, holdings
from cairn.stewardship.rules.register import register
from cairn.stewardship.rules.schedule import schedule
from tests.house.test_registry_models import RETENTION, ours


def test_every_model_about_a_child_is_on_the_list_of_what_is_held():
    assert list(forgotten()) == [], "say in cairn/stewardship/queries/holdings.py how its rows belong to a child"


def test_every_class_of_record_is_in_the_schedule_and_no_other():
    assert {each.code for each in schedule().classes} == RETENTION
    assert {model.care.retention for model in ours()} <= RETENTION


def test_every_protected_model_belongs_to_an_activity_that_knows_its_class_of_record():
    kept = {app: set(one.retention) for one in register().activities for app in one.covers}
    model: Any
    for model in policies.protected_models():
        if model.care.retention not in {"child record", "operation"}:
            assert model.care.retention in kept[model._meta.app_label], model._meta.label
        assert model._meta.app_label in kept, model._meta.label


def test_every_activity_says_where_it_comes_from_and_names_classes_of_the_schedule():
    known = {each.code for each in schedule().classes}
    assert len({one.code for one in register().activities}) == len(register().activities)
    assert set().union(*(one.retention for one in register().activities)) == known
    for one in register().activities:
        assert one.source
        assert one.certainty == "unverified", "a ground that somebody checked: then say here where"


def test_whatever_is_held_about_a_child_is_protected():
    assert {each.model for each in holdings()} <= set(policies.protected_models())


def test_what_cannot_be_blanked_goes_whole_and_that_is_meant():
    whole = {each.label for each in holdings() if not all(value for _, value in blank_values(each.model))}
    assert whole == {"children.MatchKey"}, "say in the care of its model what stands in its place, or add it here"


def test_people_have_a_word_for_whatever_is_held():
    assert {each.label for each in holdings()} - THINGS.keys() == set()
