"""The circle whole: who is there for a time and on what basis, why somebody left, and what each team says of its part."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
from cairn.access.schema import append_only, follows_record

CAPACITIES = {
    "contributor": "has told us something",
    "working": "works with the child",
    "receiving": "was asked to decide",
    "lead": "leads",
    "guardian": "guardian or advocate",
    "interpreter": "interprets, for a time",
    "legal": "gives legal advice, for a time",
    "stepped_in": "stepped in, for a time",
    "on_shift": "stands in out of hours, while on shift",
}
FOR_A_TIME = ["interpreter", "legal", "on_shift", "stepped_in"]
# Rows are also written past Django, by what seeds the bench.
EMPTY = "alter table children_involvement alter column {0} set default ''"
NOT_EMPTY = "alter table children_involvement alter column {0} drop default"


def member() -> models.ForeignKey:
    """Somebody who acted, or nobody in particular."""
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.membership"
    )


def of_record(to: str) -> models.ForeignKey:
    """A pointer that a composite key keeps in step."""
    return models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


def published(to: str) -> models.ForeignKey:
    """A pointer into the partnership's directory."""
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


class Migration(migrations.Migration):
    """Columns of involvements, one table, and its guards."""

    dependencies: ClassVar = [("children", "0011_asks_follow"), ("partnership", "0006_agreements_kept")]
    operations: ClassVar = [
        migrations.RemoveField(model_name="involvement", name="last_contact_at"),
        migrations.AddField("involvement", "until", models.DateTimeField(null=True)),
        migrations.AddField(
            "involvement", "basis", models.CharField(blank=True, default="", max_length=500), preserve_default=False
        ),
        migrations.AddField("involvement", "only_for", member()),
        migrations.AddField(
            "involvement",
            "ended_reason",
            models.CharField(blank=True, default="", max_length=500),
            preserve_default=False,
        ),
        migrations.AddField("involvement", "ended_by", member()),
        migrations.AlterField(
            "involvement", "capacity", models.CharField(choices=list(CAPACITIES.items()), max_length=20)
        ),
        migrations.RemoveConstraint("involvement", "involvement_capacity_known"),
        migrations.AddConstraint(
            "involvement",
            models.CheckConstraint(
                condition=models.Q(("capacity__in", list(CAPACITIES))), name="involvement_capacity_known"
            ),
        ),
        migrations.AddConstraint(
            "involvement",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("capacity__in", FOR_A_TIME), _negated=True),
                    models.Q(("until__gt", models.F("started_at")), ("until__isnull", False)),
                    _connector="OR",
                ),
                name="involvement_for_a_time",
            ),
        ),
        *(migrations.RunSQL(EMPTY.format(name), NOT_EMPTY.format(name)) for name in ("basis", "ended_reason")),
        migrations.CreateModel(
            name="CircleLines",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("recorded_at", models.DateTimeField(default=cairn.core.clock.now, editable=False)),
                ("why_here", models.CharField(max_length=300)),
                ("cannot_keep", models.CharField(max_length=300)),
                ("cannot_do", models.CharField(max_length=300)),
                ("last_contact_on", models.DateField(null=True)),
                ("agency", published("partnership.agency")),
                ("child", of_record("children.child")),
                ("record", of_record("children.record")),
                ("recorded_by", member()),
                ("team", published("partnership.team")),
            ],
            options={
                "verbose_name_plural": "circle lines",
                "indexes": [models.Index(fields=["child", "team"], name="lines_of_team")],
            },
        ),
        migrations.RunSQL(*follows_record("children_circlelines")),
        migrations.RunSQL(*append_only("children_circlelines")),
    ]
