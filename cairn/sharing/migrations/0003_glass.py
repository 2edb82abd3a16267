"""A child opened for an hour because somebody is in danger: one table, made by a function, changed in two ways alone."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import cairn.core.ids

_TO = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}
FINDINGS = [("justified", "It was right to open it"), ("not_justified", "It was not right to open it")]

# Its early end is said once, and so is what a second person found; nothing else ever changes, whoever asks, and it
# never lasts longer than it was opened for.
KEPT = """
create function cairn_grant_kept() returns trigger language plpgsql as $$
declare
  ending text[] := '{ended_at,ended_by_id}'; finding text[] := '{finding,finding_words,found_by_id,found_at,breach_id}';
begin
  if tg_op = 'UPDATE' and to_jsonb(old) = to_jsonb(new) then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.ended_at is null and new.ended_at is not null
     and (to_jsonb(old) - ending) = (to_jsonb(new) - ending) then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.found_at is null and new.found_at is not null
     and (to_jsonb(old) - finding) = (to_jsonb(new) - finding) then
    return new;
  end if;
  -- Disposal alone lets it go (cairn.access.schema says the same of what only grows).
  if current_user = 'cairn_owner' and tg_op <> 'TRUNCATE' and to_regprocedure('cairn_is_disposing()') is not null then
    if cairn_is_disposing() then
      if tg_op = 'DELETE' then return old; end if;
      return new;
    end if;
  end if;
  raise exception 'what was opened in danger is never changed or removed' using errcode = '23001';
end $$;
create trigger kept before update or delete on sharing_grant for each row execute function cairn_grant_kept();
create trigger kept_whole before truncate on sharing_grant for each statement execute function cairn_grant_kept();
"""
NOT_KEPT = """
drop trigger kept on sharing_grant; drop trigger kept_whole on sharing_grant; drop function cairn_grant_kept();
"""


class Migration(migrations.Migration):
    """Openings, and their guard."""

    dependencies: ClassVar = [("sharing", "0002_asks"), ("partnership", "0006_agreements_kept")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("child_id", models.UUIDField()),
                ("child_reference", models.CharField(max_length=16)),
                ("danger", models.CharField(max_length=1000)),
                ("why_now", models.CharField(max_length=1000)),
                ("opened_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("finding", models.CharField(blank=True, choices=FINDINGS, max_length=20)),
                ("finding_words", models.CharField(blank=True, max_length=1000)),
                ("found_at", models.DateTimeField(null=True)),
                ("breach_id", models.UUIDField(null=True)),
                ("agency", models.ForeignKey(to="partnership.agency", **_TO)),
                ("ended_by", models.ForeignKey(null=True, to="partnership.membership", **_TO)),
                ("found_by", models.ForeignKey(null=True, to="partnership.membership", **_TO)),
                ("lead_agency", models.ForeignKey(to="partnership.agency", **_TO)),
                ("lead_team", models.ForeignKey(to="partnership.team", **_TO)),
                ("opened_by", models.ForeignKey(to="partnership.membership", **_TO)),
                ("team", models.ForeignKey(to="partnership.team", **_TO)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)), fields=["opened_by", "until"], name="glass_of_person"
                    ),
                    models.Index(fields=["child_id"], name="glass_of_child"),
                    models.Index(fields=["opened_at"], name="glass_opened"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("danger", ""), _negated=True), models.Q(("why_now", ""), _negated=True)
                        ),
                        name="glass_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("opened_at"))), name="glass_for_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__gte", models.F("opened_at")), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="glass_ended_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("breach_id", None),
                                ("finding", ""),
                                ("found_at", None),
                                ("found_by", None),
                            ),
                            models.Q(
                                ("finding__in", ["justified", "not_justified"]),
                                ("found_at__isnull", False),
                                ("found_by__isnull", False),
                                models.Q(("finding_words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="glass_found_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("found_by", None),
                            models.Q(("found_by", models.F("opened_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="glass_found_by_another",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
