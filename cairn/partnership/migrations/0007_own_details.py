"""Names, addresses and telephones of practitioners and those close to them, as keyed hashes alone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids


class Migration(migrations.Migration):
    """One table."""

    dependencies = [
        ("partnership", "0006_agreements_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnDetail",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("key", models.BigIntegerField()),
                ("added_at", models.DateTimeField(default=cairn.core.clock.now)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "practitioner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("practitioner", "key"), name="own_detail_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), ("ended_at__gte", models.F("added_at")), _connector="OR"
                        ),
                        name="own_detail_ends_after",
                    ),
                ],
            },
        ),
    ]
