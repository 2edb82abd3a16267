"""The digest of each day, as every agency is handed it: written by the worker once, never changed."""

from typing import ClassVar

from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
from cairn.access.schema import append_only

WRITTEN_BY_THE_WORKER = "revoke insert, update, delete on cairn_digest from cairn_app;"
ANYBODY = "grant insert, update, delete on cairn_digest to cairn_app;"


class Migration(migrations.Migration):
    """One table, its guard, and who may write it."""

    dependencies: ClassVar = [("ledger", "0001_ledger")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("day", models.DateField(unique=True)),
                ("number", models.BigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField()),
                ("count", models.BigIntegerField()),
                ("events", models.BigIntegerField()),
                ("made_at", models.DateTimeField(default=cairn.core.clock.now)),
            ],
            options={
                "db_table": "cairn_digest",
                "ordering": ["-day"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 1), ("events__gte", 1)), name="digest_of_something"
                    )
                ],
            },
        ),
        migrations.RunSQL(*append_only("cairn_digest")),
        migrations.RunSQL(WRITTEN_BY_THE_WORKER, ANYBODY),
    ]
