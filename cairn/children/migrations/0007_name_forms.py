"""Forms of names that a partnership knows itself: added and retired, never changed."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids

# A group is retired once, and nothing else about it changes, whoever asks.
KEPT = """
create function cairn_name_forms_kept() returns trigger language plpgsql as $$
declare retiring text[] := '{retired_at,retired_by_id,retired_reason}';
begin
  if tg_op = 'UPDATE' and old.retired_at is null and new.retired_at is not null
     and (to_jsonb(old) - retiring) = (to_jsonb(new) - retiring) then
    return new;
  end if;
  raise exception 'forms of names are added and retired, never changed' using errcode = '23001';
end $$;
create trigger name_forms_kept before update or delete on children_nameforms
 for each row execute function cairn_name_forms_kept();
create trigger name_forms_kept_whole before truncate on children_nameforms
 for each statement execute function cairn_name_forms_kept();
"""
NOT_KEPT = """
drop trigger name_forms_kept on children_nameforms; drop trigger name_forms_kept_whole on children_nameforms;
drop function cairn_name_forms_kept();
"""
_MEMBER = {"null": True, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}


class Migration(migrations.Migration):
    """One table and its guard."""

    dependencies: ClassVar = [("children", "0006_decisions"), ("partnership", "0001_initial")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="NameForms",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("forms", models.JSONField()),
                ("reason", models.CharField(max_length=1000)),
                ("added_at", models.DateTimeField(default=cairn.core.clock.now, editable=False)),
                ("retired_at", models.DateTimeField(null=True)),
                ("retired_reason", models.CharField(blank=True, max_length=1000)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.membership"
                    ),
                ),
                ("retired_by", models.ForeignKey(**_MEMBER, to="partnership.membership")),
            ],
            options={
                "verbose_name_plural": "name forms",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="name_forms_with_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("retired_at", None), ("retired_by", None), ("retired_reason", "")),
                            models.Q(
                                ("retired_at__isnull", False),
                                ("retired_by__isnull", False),
                                models.Q(("retired_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="name_forms_retired_with_reason",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
