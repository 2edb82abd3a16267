"""Questions to other agencies and what is said to them; only where a question stands ever changes."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
from cairn.access.schema import append_only

# Where a question stands may change, and its child when the record moves; what was asked never does, whoever asks.
KEPT = """
create function cairn_ask_kept() returns trigger language plpgsql as $$
declare moving text[] := '{state,settled_at,first_reply_at,withdrawn_reason,revision}';
begin
  if tg_op = 'UPDATE' and (to_jsonb(old) - moving) = (to_jsonb(new) - moving) then
    return new;
  end if;
  if tg_op = 'UPDATE' and pg_trigger_depth() > 1 and (to_jsonb(old) - 'child_id') = (to_jsonb(new) - 'child_id') then
    return new;
  end if;
  -- Disposal alone lets it go (cairn.access.schema says the same of what only grows).
  if current_user = 'cairn_owner' and tg_op <> 'TRUNCATE' and to_regprocedure('cairn_is_disposing()') is not null then
    if cairn_is_disposing() then
      if tg_op = 'DELETE' then return old; end if;
      return new;
    end if;
  end if;
  raise exception 'what was asked is never changed or removed' using errcode = '23001';
end $$;
create trigger ask_kept before update or delete on sharing_ask for each row execute function cairn_ask_kept();
create trigger ask_kept_whole before truncate on sharing_ask for each statement execute function cairn_ask_kept();
"""
NOT_KEPT = """
drop trigger ask_kept on sharing_ask; drop trigger ask_kept_whole on sharing_ask; drop function cairn_ask_kept();
"""


class Migration(migrations.Migration):
    """Two tables and their guards."""

    dependencies: ClassVar = [("partnership", "0001_initial"), ("sharing", "0001_withholding")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Ask",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("child_id", models.UUIDField()),
                ("record_id", models.UUIDField()),
                ("question", models.TextField(max_length=4000)),
                ("purpose", models.CharField(max_length=500)),
                ("nation", models.CharField(max_length=20)),
                ("ground", models.CharField(max_length=120)),
                ("sentence", models.TextField(max_length=2000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waits for an answer"),
                            ("part", "answered in part, and waits for the rest"),
                            ("answered", "answered"),
                            ("refused", "refused, and a second person looks at that"),
                            ("stands", "refused, and a second person agreed"),
                            ("withdrawn", "withdrawn by those who asked"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("asked_at", models.DateTimeField(default=cairn.core.clock.now, editable=False)),
                ("due_at", models.DateTimeField()),
                ("first_reply_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=500)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.agency"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.membership",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
                (
                    "to_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.agency"
                    ),
                ),
                (
                    "to_team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AskAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("child_id", models.UUIDField()),
                ("record_id", models.UUIDField()),
                ("said_at", models.DateTimeField(default=cairn.core.clock.now, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("answered", "We answer it"),
                            ("part", "We answer part of it; the rest will follow"),
                            ("refused", "We do not share this"),
                            ("stands", "The refusal stands"),
                            ("answer_it", "It must be answered after all"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(max_length=15000)),
                ("missing", models.CharField(blank=True, max_length=500)),
                (
                    "known_from",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("seen", "we saw it ourselves"),
                            ("child_says", "the child told us"),
                            ("other_person_says", "another person told us"),
                            ("document", "a document shows it"),
                            ("professional_estimate", "it is our professional judgement"),
                            ("system", "it stands in our agency’s system"),
                        ],
                        max_length=30,
                    ),
                ),
                ("ground", models.CharField(blank=True, max_length=120)),
                ("sentence", models.TextField(blank=True, max_length=2000)),
                (
                    "refusal_ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("worse", "Sharing it would hurt the child more than not sharing it"),
                            ("court", "A court, or a law, forbids it"),
                            ("operation", "It would endanger a live operation or a source"),
                            ("not_needed", "It is not needed for the purpose that was given"),
                            ("not_ours", "Another agency must say it; we name which"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.agency"
                    ),
                ),
                (
                    "ask",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="sharing.ask"
                    ),
                ),
                (
                    "asked_team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
                (
                    "asker_team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.membership",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="ask",
            index=models.Index(fields=["child_id", "-asked_at"], name="asked_about_child"),
        ),
        migrations.AddIndex(
            model_name="ask",
            index=models.Index(fields=["to_team", "-asked_at"], name="asked_of_team"),
        ),
        migrations.AddIndex(
            model_name="ask",
            index=models.Index(fields=["team", "-asked_at"], name="asked_by_team"),
        ),
        migrations.AddIndex(
            model_name="ask",
            index=models.Index(fields=["asked_at"], name="asked_when"),
        ),
        migrations.AddConstraint(
            model_name="ask",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "part", "answered", "refused", "stands", "withdrawn"])),
                name="ask_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ask",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("question", ""), _negated=True), models.Q(("purpose", ""), _negated=True)),
                name="ask_says_what_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="ask",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("ground", ""), _negated=True), models.Q(("sentence", ""), _negated=True)),
                name="ask_on_a_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="ask",
            constraint=models.CheckConstraint(
                condition=models.Q(("agency", models.F("to_agency")), _negated=True), name="ask_of_another_agency"
            ),
        ),
        migrations.AddConstraint(
            model_name="ask",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__gte", models.F("asked_at"))), name="ask_due_after"
            ),
        ),
        migrations.AddConstraint(
            model_name="ask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", False), ("state__in", ("answered", "stands", "withdrawn"))),
                    models.Q(
                        models.Q(("state__in", ("answered", "stands", "withdrawn")), _negated=True),
                        ("settled_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="ask_settled_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="ask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), models.Q(("withdrawn_reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "withdrawn"), _negated=True), ("withdrawn_reason", "")),
                    _connector="OR",
                ),
                name="ask_withdrawn_with_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="askanswer",
            index=models.Index(fields=["ask", "said_at"], name="replies_in_order"),
        ),
        migrations.AddConstraint(
            model_name="askanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["answered", "part", "refused", "stands", "answer_it"])),
                name="reply_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="askanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="reply_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="askanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "refused"),
                        ("refusal_ground__in", ["worse", "court", "operation", "not_needed", "not_ours"]),
                    ),
                    models.Q(models.Q(("kind", "refused"), _negated=True), ("refusal_ground", "")),
                    _connector="OR",
                ),
                name="refusal_has_a_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="askanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind__in", ["answered", "part"]),
                        (
                            "known_from__in",
                            ["seen", "child_says", "other_person_says", "document", "professional_estimate", "system"],
                        ),
                        models.Q(("ground", ""), _negated=True),
                        models.Q(("sentence", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("kind__in", ["answered", "part"]), _negated=True),
                        ("ground", ""),
                        ("known_from", ""),
                        ("sentence", ""),
                    ),
                    _connector="OR",
                ),
                name="answer_has_a_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="askanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "part"), models.Q(("missing", ""), _negated=True)),
                    models.Q(models.Q(("kind", "part"), _negated=True), ("missing", "")),
                    _connector="OR",
                ),
                name="part_says_what_is_missing",
            ),
        ),
        migrations.RunSQL(*append_only("sharing_askanswer")),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
