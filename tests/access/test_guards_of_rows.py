"""What the database never lets happen to a row, whoever asks: not even the owner, not even with a mistake in a verb."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from cairn.access import policies
from cairn.access.binding import acting_as
from cairn.children.kinds import ResponsibilityKind
from cairn.children.models import Child, Responsibility
from cairn.children.verbs import assign
from cairn.core.clock import now
from cairn.core.ids import uuid7
from cairn.core.postgres import OWNER

pytestmark = pytest.mark.xdist_group("scene")
# What may never be changed once it was said. Everything else that hangs from a record changes by its own verbs.
ONLY_GROW = (
    "children.CircleLines",
    "children.Claim",
    "children.EnforcementReply",
    "children.EnforcementRequest",
    "children.LooksGiven",
    "children.LooksWeek",
    "ledger.Digest",
    "chronology.Entry",
    "chronology.Citation",
    "chronology.Attachment",
    "chronology.FileCheck",
    "concerns.Concern",
    "concerns.ConcernSubject",
    "concerns.UrgencyChange",
    "partnership.AgreementReminder",
    "partnership.SharingAgreement",
    "referrals.Corroboration",
    "referrals.CorroborationMet",
    "referrals.Decision",
    "sharing.CompartmentAccount",
    "sharing.Declaration",
    "sharing.WithholdingAccount",
    "stewardship.BreachNote",
    "stewardship.Certificate",
    "sharing.AskAnswer",
    "planning.Contact",
    "planning.Suggestion",
    "planning.SuggestionAnswer",
    "planning.Withdrawal",
    "planning.Work",
    "voice.Sheet",
    "voice.Telling",
    "outside.OutsideItem",
    "outside.OutsideShare",
    "outside.OutsideStep",
)
# What carries both the record and its child. (Duties, a floor below, have soft references and a trigger of their own.)
FOLLOW = tuple(
    model._meta.label
    for model in policies.protected_models()
    if {"record", "child"} <= {field.name for field in model._meta.fields}
)
FAR_AHEAD = datetime(2100, 1, 1, tzinfo=UTC)
# A row that differs from another of its table in what is unique, so that the pair alone can be refused.
DIFFERENT: dict[str, dict[str, object]] = {
    "children.EnforcementQuestion": {"request_id": uuid7()},
    "children.Involvement": {"ended_at": FAR_AHEAD},
    "children.InvolvementRequest": {"state": "granted", "answered_at": FAR_AHEAD},
    "children.MatchKey": {"key": 1234},
    "chronology.Attachment": {"digest": "0" * 64},
    "concerns.ConcernSubject": {"order": 99},
    "outside.OutsideItem": {"place": 99},
    "outside.OutsideShare": {"number": "S-TEST-00", "token_digest": "0" * 64, "send_key": uuid7()},
    "planning.SuggestionAnswer": {"suggestion_id": uuid7()},
    "planning.Withdrawal": {"contact_id": uuid7()},
    "referrals.CorroborationMet": {"corroboration_id": uuid7()},
    "referrals.Referral": {"concern_id": uuid7()},
}
ONE_A_RECORD = {"children.MatchFacts"}
NUMBERED = {"children.MatchFacts", "children.MatchKey"}
IMMEDIATE = "set constraints all immediate"


def run(statement: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


def table_of(label: str) -> str:
    return apps.get_model(label)._meta.db_table


@pytest.mark.parametrize("statement", ["update {} set id = id", "delete from {}", "truncate {} cascade"])
@pytest.mark.parametrize("label", ONLY_GROW)
def test_what_was_said_is_never_changed_or_removed_even_by_the_owner(scene, as_role, label, statement):
    with pytest.raises(IntegrityError, match="are never changed or removed"), as_role(OWNER):
        run(statement.format(table_of(label)))


@pytest.mark.parametrize("label", sorted({*ONLY_GROW} & {*FOLLOW}))
def test_not_even_the_column_that_follows_is_changed_by_hand(scene, as_role, label):
    with pytest.raises(IntegrityError, match="are never changed or removed"), as_role(OWNER):
        run(f"update {table_of(label)} set child_id = %s", uuid7())


def test_the_list_above_is_what_the_triggers_guard(scene):
    guarded = {
        name
        for (name,) in run(
            "select tgrelid::regclass::text from pg_trigger where tgname in ('append_only', 'append_only_whole')"
        )
    }
    assert guarded == {table_of(label) for label in ONLY_GROW}


def moving(as_role):
    """A record with a row in as many tables as possible, and a child of its own to move it to."""
    with as_role(OWNER):
        (record,) = run("select record_id from chronology_citation limit 1")[0]
        other = uuid7()
        run(
            "insert into children_child (id, reference, makeup, is_asleep, no_confirm, created_at, revision)"
            " values (%s, 'C-TEST-00', 1, true, false, now(), 1)",
            other,
        )
    return record, other


@pytest.mark.parametrize("label", FOLLOW)
def test_what_is_written_follows_the_record_to_another_child(scene, as_role, label):
    record, other = moving(as_role)
    with as_role(OWNER):
        before = run(f"select count(*) from {table_of(label)} where record_id = %s", record)
        run("update children_record set child_id = %s where id = %s", other, record)
        after = run(f"select count(*) from {table_of(label)} where record_id = %s and child_id = %s", record, other)
        strays = run(
            f"select count(*) from {table_of(label)} w join children_record r on r.id = w.record_id"
            " where w.child_id is distinct from r.child_id"
        )
    assert (before, strays) == (after, [(0,)])


def test_the_move_reaches_rows_that_the_mover_cannot_see(scene, as_role):
    record, other = moving(as_role)
    run("set local role cairn_app")
    assert run("select count(*) from chronology_entry") == [(0,)]
    with as_role(OWNER):
        written = run("select count(*) from chronology_entry where record_id = %s", record)
        run("update children_record set child_id = %s where id = %s", other, record)
        assert run("select count(*) from chronology_entry where child_id = %s", other) == written != [(0,)]


@pytest.mark.parametrize("label", FOLLOW)
def test_a_pair_of_record_and_child_that_do_not_belong_together_is_refused(scene, as_role, label):
    model = apps.get_model(label)
    with as_role(OWNER):
        made = model.objects.values()[0]
        first = made["id"]
        other = Child.objects.exclude(pk=made["child_id"])[0]
        if label in ONE_A_RECORD:
            model.objects.filter(pk=first).delete()
    made |= DIFFERENT.get(label, {}) | {"child_id": other.pk, "id": None if label in NUMBERED else uuid7()}
    made |= {"replaces_id": first} if label == "referrals.Decision" else {}
    with pytest.raises(IntegrityError, match=f"{model._meta.db_table}_follows"), as_role(OWNER):
        model(**made).save(force_insert=True)


def held(child: Child, kind: ResponsibilityKind) -> list[object]:
    rows = Responsibility.objects.filter(child=child, kind=kind, until=None)
    return list(rows.values_list("team_id", flat=True))


def a_child(farid) -> Child:
    return Child.objects.visible_to(farid).filter(is_asleep=False)[0]


@pytest.mark.parametrize("kind", ResponsibilityKind)
def test_a_child_without_a_holder_of_each_kind_is_refused_at_the_end(scene, kind):
    farid = scene.actor("farid")
    with pytest.raises(IntegrityError, match="without somebody responsible"), acting_as(farid), transaction.atomic():
        child = a_child(farid)
        assert Responsibility.objects.filter(child=child, kind=kind, until=None).update(until=now()) == 1
        run(IMMEDIATE)


def test_a_new_child_without_any_holder_is_refused_at_the_end(scene):
    farid = scene.actor("farid")
    with pytest.raises(IntegrityError, match="without somebody responsible"), acting_as(farid), transaction.atomic():
        Child().save(force_insert=True)
        run(IMMEDIATE)


def test_waking_a_child_without_holders_is_refused_at_the_end(scene, as_role):
    _, other = moving(as_role)
    with pytest.raises(IntegrityError, match="without somebody responsible"), as_role(OWNER), transaction.atomic():
        run(IMMEDIATE)
        run("update children_child set is_asleep = false where id = %s", other)


@pytest.mark.parametrize("kind", ResponsibilityKind)
def test_handing_over_leaves_no_gap(scene, kind):
    farid, receiver = scene.actor("farid"), scene.northmoor.team("westmoor-duty")
    with acting_as(farid):
        child = a_child(farid)
        assign(child=child, kind=kind, team=receiver, by=farid)
        run(IMMEDIATE)
        assert held(child, kind) == [receiver.pk]


def test_a_kind_of_responsibility_has_one_holder_at_a_time(scene):
    farid = scene.actor("farid")
    with pytest.raises(IntegrityError, match="responsibility_one_at_a_time"), acting_as(farid), transaction.atomic():
        child = a_child(farid)
        more = Responsibility.objects.filter(child=child, until=None)[0]
        more.pk = uuid7()
        more.save(force_insert=True)
