"""Who has looked: names released for a time, lists given to who speaks for a child, unusual looking of a week."""

import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
from cairn.access.schema import append_only

# One change may be made to a row, once: what it ends or answers. Nothing else about it changes, whoever asks.
_ONCE = """
create function {name}() returns trigger language plpgsql as $$
declare once text[] := '{columns}';
begin
  if tg_op = 'UPDATE' and old.{at} is null and new.{at} is not null and (to_jsonb(old) - once) = (to_jsonb(new) - once) then
    return new;
  end if;
  raise exception 'rows of % are changed once and never removed', tg_table_name using errcode = '23001';
end $$;
create trigger changed_once before update or delete on {table} for each row execute function {name}();
create trigger changed_once_whole before truncate on {table} for each statement execute function {name}();
"""
_NOT_ONCE = "drop trigger changed_once on {table}; drop trigger changed_once_whole on {table}; drop function {name}();"
RELEASES = {
    "name": "cairn_release_kept",
    "table": "children_namesreleased",
    "at": "ended_at",
    "columns": "{ended_at,ended_by_id}",
}
FLAGS = {
    "name": "cairn_look_flag_kept",
    "table": "children_lookflag",
    "at": "reviewed_at",
    "columns": "{outcome,reason,reviewed_by_id,reviewed_at}",
}


class Migration(migrations.Migration):
    """Four tables and their guards."""

    dependencies = [
        ("children", "0009_match_facts"),
        ("partnership", "0003_receipts"),
    ]

    operations = [
        migrations.CreateModel(
            name="LookFlag",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("monday", models.DateField()),
                (
                    "sign",
                    models.CharField(
                        choices=[
                            ("many_children", "many_children"),
                            ("odd_hours", "odd_hours"),
                            ("same_surname", "same_surname"),
                            ("not_involved", "not_involved"),
                            ("once_only", "once_only"),
                        ],
                        max_length=20,
                    ),
                ),
                ("count", models.PositiveIntegerField()),
                ("children", models.JSONField(default=list)),
                ("policy_version", models.CharField(max_length=40)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("fine", "asked, and there is a good reason"), ("followed_up", "followed up")],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=1000)),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.agency"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.membership"
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.membership",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("monday", "membership", "sign"), name="look_flag_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sign__in", ["many_children", "odd_hours", "same_surname", "not_involved", "once_only"])
                        ),
                        name="look_flag_sign_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("reason", ""), ("reviewed_at", None), ("reviewed_by", None)),
                            models.Q(
                                ("outcome__in", ["fine", "followed_up"]),
                                ("reviewed_at__isnull", False),
                                ("reviewed_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="look_flag_reviewed_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LooksGiven",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("given_to", models.CharField(max_length=200)),
                (
                    "speaks_as",
                    models.CharField(
                        choices=[
                            ("child", "the child"),
                            ("guardian", "guardian or advocate"),
                            ("parent", "somebody with parental responsibility"),
                            ("lawyer", "the child’s lawyer"),
                            ("other", "somebody else who speaks for the child"),
                        ],
                        max_length=20,
                    ),
                ),
                ("given_on", models.DateField()),
                ("recorded_at", models.DateTimeField(default=cairn.core.clock.now)),
                ("newest", models.BigIntegerField()),
                ("count", models.PositiveIntegerField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.agency"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="children.child"
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.membership"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "looks given",
                "indexes": [models.Index(fields=["child", "-recorded_at"], name="looks_given_of_child")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("given_to", ""), _negated=True), name="looks_given_to_somebody"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("speaks_as__in", ["child", "guardian", "parent", "lawyer", "other"])),
                        name="looks_given_as_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LooksWeek",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("monday", models.DateField()),
                ("flags", models.PositiveIntegerField()),
                ("policy_version", models.CharField(max_length=40)),
                ("counted_at", models.DateTimeField(default=cairn.core.clock.now)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.agency"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("monday", "agency"), name="looks_week_once")],
            },
        ),
        migrations.CreateModel(
            name="NamesReleased",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("agencies", models.JSONField(default=list)),
                ("reason", models.CharField(max_length=1000)),
                ("released_at", models.DateTimeField(default=cairn.core.clock.now)),
                ("until", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.agency"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="children.child"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.membership",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.membership"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "names released",
                "indexes": [models.Index(fields=["child", "until"], name="release_of_child")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="release_with_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("released_at"))), name="release_for_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="release_ended_whole",
                    ),
                ],
            },
        ),
        migrations.RunSQL(_ONCE.format(**RELEASES), _NOT_ONCE.format(**RELEASES)),
        migrations.RunSQL(_ONCE.format(**FLAGS), _NOT_ONCE.format(**FLAGS)),
        migrations.RunSQL(*append_only("children_looksgiven")),
        migrations.RunSQL(*append_only("children_looksweek")),
    ]
