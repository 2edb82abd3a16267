"""An agency's agreement becomes a history of numbered lines: under which terms, by whom, from when to when (R-190)."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids

STANDINGS = [("signed", "signed"), ("to_be_signed", "to be signed"), ("ended", "ended")]


class Migration(migrations.Migration):
    """Widens what is there; 0005 fills it, 0006 closes it."""

    dependencies: ClassVar = [("partnership", "0003_receipts")]

    operations: ClassVar = [
        migrations.RemoveConstraint("sharingagreement", "agreement_renews_after_signing"),
        migrations.RenameField("sharingagreement", "renew_by", "valid_until"),
        migrations.AlterField("sharingagreement", "signed_on", models.DateField(null=True)),
        migrations.AddField("sharingagreement", "valid_from", models.DateField(null=True)),
        migrations.AddField(
            "sharingagreement", "number", models.PositiveIntegerField(default=1), preserve_default=False
        ),
        migrations.AddField(
            "sharingagreement",
            "standing",
            models.CharField(choices=STANDINGS, default="signed", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            "sharingagreement", "terms", models.CharField(default="not recorded", max_length=40), preserve_default=False
        ),
        migrations.AddField(
            "sharingagreement",
            "signed_by",
            models.CharField(blank=True, default="", max_length=160),
            preserve_default=False,
        ),
        migrations.AddField(
            "sharingagreement",
            "countersigned_by",
            models.CharField(blank=True, default="", max_length=160),
            preserve_default=False,
        ),
        migrations.AlterField("sharingagreement", "safeguarding_lead", models.CharField(blank=True, max_length=160)),
        migrations.AlterField("sharingagreement", "data_protection_lead", models.CharField(blank=True, max_length=160)),
        migrations.AddField("sharingagreement", "is_first_responder", models.BooleanField(null=True)),
        migrations.AddField(
            "sharingagreement",
            "reason",
            models.CharField(blank=True, default="", max_length=500),
            preserve_default=False,
        ),
        migrations.AddField(
            "sharingagreement", "recorded_at", models.DateTimeField(default=cairn.core.clock.now, editable=False)
        ),
        migrations.AddField(
            "sharingagreement",
            "recorded_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partnership.membership",
            ),
        ),
        migrations.CreateModel(
            name="AgreementReminder",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("rule", models.CharField(max_length=60)),
                ("told_at", models.DateTimeField(default=cairn.core.clock.now)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="partnership.sharingagreement",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("agreement", "rule"), name="agreement_reminded_once")]
            },
        ),
    ]
