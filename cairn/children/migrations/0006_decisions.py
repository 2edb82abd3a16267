"""What a decision about two children remembers: how strong, resting until when, waiting for a second person, places."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("children", "0005_claims")]

    operations: ClassVar = [
        migrations.AddField("linkquestion", "band", models.CharField(blank=True, max_length=20)),
        migrations.AddField("linkquestion", "rests_until", models.DateTimeField(null=True)),
        migrations.AddField("linkdecision", "waits", models.BooleanField(default=False)),
        migrations.AddField("linkdecision", "rerouted", models.JSONField(default=list)),
        migrations.AddField("move", "places", models.JSONField(default=dict)),
        migrations.AddConstraint(
            "linkquestion",
            models.CheckConstraint(
                condition=models.Q(("band__in", ["", "strong", "possible", "weak"])), name="question_band_known"
            ),
        ),
        migrations.AddIndex(
            "linkquestion",
            models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["-weight", "asked_at", "id"],
                name="questions_strongest",
            ),
        ),
        migrations.AddIndex(
            "linkquestion",
            models.Index(condition=models.Q(("closed_at", None)), fields=["asked_at", "id"], name="questions_oldest"),
        ),
        migrations.AddIndex(
            "linkdecision",
            models.Index(
                condition=models.Q(("standing", "provisional")),
                fields=["decided_at", "id"],
                name="decisions_to_confirm",
            ),
        ),
    ]
