"""Facts about several children in one file, by leave of a second person."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
import cairn.stewardship.models.exports

_TO = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}
STATES = [
    ("asked", "waits for a second person"),
    ("agreed", "agreed to: the file can be made once"),
    ("refused", "not agreed to"),
    ("given", "the file was made and taken"),
]
SHAPES = [("csv", "A table (CSV)"), ("json", "For another system (JSON)")]

# What was asked never changes. A data-protection lead, another person than whoever asked, decides in their own name;
# then whoever asked takes the file, once. A fault in a page could do neither for somebody else.
KEPT = """
create function cairn_export_kept() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  deciding text[] := '{state,decided_by_id,decided_at,words,expires_at}'; giving text[] := '{state,given_at,digest,lines}';
begin
  if tg_op = 'UPDATE' and old.state = 'asked' and new.state in ('agreed', 'refused')
     and (to_jsonb(old) - deciding) = (to_jsonb(new) - deciding)
     and new.decided_by_id = cairn_caller() and cairn_protects()
     and not exists (select 1 from partnership_membership a join partnership_membership d on d.id = new.decided_by_id
                      where a.id = old.asked_by_id and a.practitioner_id = d.practitioner_id) then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.state = 'agreed' and new.state = 'given' and old.asked_by_id = cairn_caller()
     and (to_jsonb(old) - giving) = (to_jsonb(new) - giving) then
    return new;
  end if;
  raise exception 'what was asked to be taken out is agreed by another person, taken once, and never changed'
   using errcode = '23001';
end $$;
create trigger kept before update or delete on stewardship_export for each row execute function cairn_export_kept();
create trigger kept_whole before truncate on stewardship_export for each statement execute function cairn_export_kept();
"""
NOT_KEPT = """
drop trigger kept on stewardship_export; drop trigger kept_whole on stewardship_export; drop function cairn_export_kept();
"""


class Migration(migrations.Migration):
    """One table and its guard."""

    dependencies: ClassVar = [("stewardship", "0004_notes_stay"), ("partnership", "0006_agreements_kept")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Export",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "reference",
                    models.CharField(
                        default=cairn.stewardship.models.exports.export_reference,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                ("asked_at", models.DateTimeField(default=cairn.core.clock.now)),
                ("children", models.JSONField(default=list)),
                ("kinds", models.JSONField(default=list)),
                ("shape", models.CharField(choices=SHAPES, max_length=10)),
                ("purpose", models.CharField(max_length=1000)),
                ("ground", models.CharField(max_length=120)),
                ("sentence", models.TextField(max_length=2000)),
                ("state", models.CharField(choices=STATES, default="asked", max_length=10)),
                ("decided_at", models.DateTimeField(null=True)),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("expires_at", models.DateTimeField(null=True)),
                ("given_at", models.DateTimeField(null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("lines", models.PositiveIntegerField(null=True)),
                ("agency", models.ForeignKey(to="partnership.agency", **_TO)),
                ("asked_by", models.ForeignKey(to="partnership.membership", **_TO)),
                ("decided_by", models.ForeignKey(null=True, to="partnership.membership", **_TO)),
                ("team", models.ForeignKey(to="partnership.team", **_TO)),
            ],
            options={
                "indexes": [models.Index(fields=["agency", "-asked_at"], name="exports_of_agency")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", [code for code, _ in STATES])), name="export_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("shape__in", [code for code, _ in SHAPES])), name="export_shape_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("purpose", ""), _negated=True),
                            models.Q(("ground", ""), _negated=True),
                            models.Q(("sentence", ""), _negated=True),
                            models.Q(("children", []), _negated=True),
                            models.Q(("kinds", []), _negated=True),
                        ),
                        name="export_says_what_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="export_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("state", "asked")),
                            models.Q(
                                models.Q(("state", "asked"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="export_decided_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("given_at__lte", models.F("expires_at")),
                                ("lines__isnull", False),
                                ("state", "given"),
                                models.Q(("digest", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "given"), _negated=True),
                                ("digest", ""),
                                ("given_at", None),
                                ("lines", None),
                            ),
                            _connector="OR",
                        ),
                        name="export_given_whole",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
