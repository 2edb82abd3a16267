"""Every model says who sees its rows and what care its values need; every table is guarded or has a reason."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Field, Model

from cairn.access import policies
from cairn.access.scopes import DataCare, Scope, ScopedQuerySet, Unprotected
from cairn.ledger.models import Event

RETENTION = {
    "child record",
    "data protection desk",
    "disposal certificate",
    "draft",
    "ledger",
    "notice",
    "operation",
    "partnership directory",
    "practitioner",
    "request pack",
}
# Tables that are not of our models. A new one must be put here with the reason why it may stand without row security.
NOT_OURS = {
    "account_emailaddress": "sign-in: addresses of practitioners, read before anybody is known",
    "account_emailconfirmation": "sign-in: codes for those addresses",
    "auth_group": "Django's own groups, which nobody uses; Cairn has roles in memberships",
    "auth_group_permissions": "as above",
    "auth_permission": "names of Django's own permissions",
    "cairn_cache": "counts behind the rate limits, under keyed digests",
    "cairn_disposing": "marks the one transaction in which a record is disposed of; the owner's own, empty otherwise",
    "django_content_type": "names of models",
    "django_migrations": "names of migrations",
    "django_session": "sessions, found only by whoever holds their key",
    "mfa_authenticator": "second factors of practitioners, sealed",
    "procrastinate_events": "moments of jobs; no values",
    "procrastinate_jobs": "jobs carry nothing but ids, which core.jobs.defer checks",
    "procrastinate_periodic_defers": "when a regular job was last put into the queue",
    "procrastinate_workers": "workers that are alive",
    "usersessions_usersession": "a practitioner's own open sessions",
}
LEDGER = {"ledger_event", "ledger_seal"}
GUARDED_BY_ITSELF = "belongs to a role of its own; tests/ledger looks after its policies"
TABLES = """
select c.relname, c.relrowsecurity, c.relforcerowsecurity,
       array(select polname::text from pg_policy where polrelid = c.oid order by polname),
       (select inhparent::regclass::text from pg_inherits where inhrelid = c.oid)
  from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
"""


VIEWS = {"cairn_my_circle": "filters by cairn_my_teams() in itself; tests/access holds it against each of the cast"}


def ours() -> list[Any]:
    """Every model of a floor of Cairn that stands on a table."""
    models = [model for model in apps.get_models() if model.__module__.startswith("cairn.")]
    return [model for model in models if model._meta.db_table not in VIEWS]


def names(model: type[Model]) -> set[str]:
    return {name for field in model._meta.get_fields() for name in (field.name, getattr(field, "attname", field.name))}


def joins() -> Iterator[tuple[str, Any]]:
    """Tables that join two models, with the model that declares the pair."""
    for model in ours():
        for field in model._meta.local_many_to_many:
            yield field.remote_field.through._meta.db_table, model


@pytest.fixture
def tables(db) -> dict[str, tuple[bool, bool, list[str], str | None]]:
    """Every table of the database: row security enabled and forced, its policies, what it is a part of."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return {name: tuple(rest) for name, *rest in cursor.fetchall()}


@pytest.mark.parametrize("model", ours(), ids=lambda model: model._meta.label)
def test_a_model_says_who_sees_its_rows(model):
    declared = vars(model).get("scope")
    assert declared is not None, "a scope is said by each model itself, never inherited"
    assert isinstance(declared, Scope | Unprotected) or model is Event
    assert issubclass(type(model._default_manager.all()), ScopedQuerySet)
    if isinstance(declared, Unprotected):
        assert len(declared.why) > 20


@pytest.mark.parametrize("model", ours(), ids=lambda model: model._meta.label)
def test_a_model_says_what_care_its_values_need(model):
    care = vars(model).get("care")
    assert isinstance(care, DataCare), "a care is said by each model itself, never inherited"
    assert care.retention in RETENTION
    scrubbed = {name for name, _ in care.scrub}
    assert {*care.personal, *care.special, *scrubbed} <= names(model)


def test_a_table_that_holds_a_child_is_never_unprotected():
    for model in ours():
        if isinstance(model.scope, Unprotected):
            assert not {"child", "child_id", "record", "record_id", "concern"} & names(model), model._meta.label
            assert model.care.retention != "child record", model._meta.label


def test_no_table_is_forgotten(tables):
    known = {model._meta.db_table for model in ours()} | {name for name, _ in joins()} | NOT_OURS.keys()
    parts = {name for name, (*_, whole) in tables.items() if whole in LEDGER}
    assert tables.keys() - known - parts == set(), "a new table: guard it by a scope, or say here why not"
    assert known - tables.keys() == set(), "no such table any more"


def test_a_protected_table_has_exactly_the_policies_of_its_scope(tables):
    for model in policies.protected_models():
        expected = sorted(policy.name for policy in policies.policies_for(model))
        assert tables[model._meta.db_table][:3] == (True, True, expected), model._meta.label


def test_every_model_of_ours_is_protected_or_says_why_not(tables):
    for model in ours():
        enabled, forced, standing, _ = tables[model._meta.db_table]
        if model._meta.db_table in LEDGER:
            assert (enabled, forced) == (True, True), GUARDED_BY_ITSELF
            assert standing, GUARDED_BY_ITSELF
        elif isinstance(model.scope, Unprotected):
            assert (enabled, forced, standing) == (False, False, []), model._meta.label
        else:
            assert model in policies.protected_models()


def test_parts_of_the_ledger_are_guarded_like_the_whole(tables):
    parts = {name: rest for name, rest in tables.items() if rest[3] == "ledger_event"}
    assert parts
    assert all(enabled for enabled, *_ in parts.values())


def test_a_pair_of_published_things_may_stand_open():
    for _, model in joins():
        assert isinstance(model.scope, Unprotected), "a pair of protected rows needs a policy of its own"


def test_no_table_that_is_not_ours_points_at_a_child(tables):
    held = {model._meta.db_table for model in policies.protected_models()}
    with connection.cursor() as cursor:
        cursor.execute(
            "select conrelid::regclass::text, confrelid::regclass::text from pg_constraint where contype = 'f'"
        )
        pointing = {source for source, target in cursor.fetchall() if target in held}
    assert pointing <= held


# Columns long enough for somebody's own words that nobody writes a child's words into, and why.
NO_WORDS = {
    "sharing.WithholdingAccount.seen_by": "names of agencies that had looked; nobody's words",
    "children.LinkDecision.evidence": "which facts agree and how well; no values",
    "children.LinkDecision.rerouted": "ids of questions",
    "children.LinkQuestion.evidence": "as above",
    "children.LookFlag.children": "ids of children",
    "children.Move.places": "ids of teams, each with yes or no",
    "children.NamesReleased.agencies": "ids of agencies",
    "chronology.Attachment.sealed_key": "a key, sealed",
    "chronology.Attachment.sealed_name": "the name, sealed",
    "ledger.Event.about_kind": "a code",
    "ledger.Event.actor_kind": "a code",
    "ledger.Event.detail": "ids, codes and counts, checked by ledger.rules.shaped",
    "ledger.Event.happening": "a code",
    "ledger.Event.purpose": "a purpose that code or a form offers, checked by ledger.rules.stated",
    "partnership.Agency.remit": "what an agency publishes of itself",
    "partnership.AgencyToken.permissions": "codes",
    "stewardship.Export.children": "ids of children",
    "stewardship.Export.kinds": "codes",
    "stewardship.Export.sentence": "the standard sentence of a lawful ground, from the register",
    "planning.Suggestion.visits": "ids of visits",
    "stewardship.Certificate.counts": "names of kinds of rows, each with how many",
    "sharing.Ask.sentence": "the standard sentence of a lawful ground, from the register",
    "sharing.AskAnswer.sentence": "as above",
    "outside.OutsideShare.sentence": "as above",
    "children.EnforcementRequest.sentence": "as above",
    "children.EnforcementQuestion.sentence": "as above",
}


def sayings(model: type[Model]) -> Iterator[Field]:
    """Columns in which somebody can write in their own words."""
    for field in model._meta.concrete_fields:
        long = field.get_internal_type() in {"TextField", "JSONField"} or (field.max_length or 0) >= 500
        if long and not field.choices:
            yield field


def test_every_column_for_somebodys_own_words_is_classified():
    for model in ours():
        declared = {*model.care.personal, *model.care.special}
        for field in sayings(model):
            assert field.name in declared or f"{model._meta.label}.{field.name}" in NO_WORDS, field
