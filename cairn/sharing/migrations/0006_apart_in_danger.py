"""What only named people read may be opened for an hour because somebody is in danger."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

_TO = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "null": True}
KINDS = [
    ("therapy", "Therapy notes"),
    ("safe_address", "Safe address and contact points"),
    ("sexual_health", "Sexual health and pregnancy"),
    ("police", "Police intelligence"),
    ("source", "A protected source"),
    ("operation", "A live operation"),
    ("staff", "An allegation against somebody who works with children"),
]
TOLD = ("therapy", "safe_address", "sexual_health", "police")


class Migration(migrations.Migration):
    """One compartment of a child whose story they see already; and an end by nobody, where records were joined."""

    dependencies: ClassVar = [("sharing", "0005_declared_of_child"), ("partnership", "0008_enforcement")]

    operations: ClassVar = [
        migrations.AddField("grant", "compartment_id", models.UUIDField(null=True)),
        migrations.AddField(
            "grant", "apart_kind", models.CharField(blank=True, choices=KINDS, max_length=20, default=""), False
        ),
        migrations.AddField("grant", "holder_agency", models.ForeignKey(to="partnership.agency", **_TO)),
        migrations.AddField("grant", "holder_team", models.ForeignKey(to="partnership.team", **_TO)),
        migrations.RemoveConstraint("grant", "glass_ended_whole"),
        migrations.AddConstraint(
            "grant",
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_at__gte=F("opened_at")),
                name="glass_ended_whole",
            ),
        ),
        migrations.AddConstraint(
            "grant",
            models.CheckConstraint(
                condition=Q(compartment_id=None, apart_kind="", holder_agency=None, holder_team=None)
                | Q(
                    compartment_id__isnull=False,
                    apart_kind__in=TOLD,
                    holder_agency__isnull=False,
                    holder_team__isnull=False,
                ),
                name="glass_apart_whole",
            ),
        ),
    ]
