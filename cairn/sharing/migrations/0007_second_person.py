"""A second named person says whether something is rightly kept without a trace."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

HAPPENED = ("opened", "admitted", "admission_ended", "taken_out", "closed", "agreed", "not_agreed")


class Migration(migrations.Migration):
    """Who it is, and when they agreed last. What was kept before has none, and goes on."""

    dependencies: ClassVar = [("sharing", "0006_apart_in_danger")]

    operations: ClassVar = [
        migrations.AddField(
            "compartment",
            "second",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.membership"
            ),
        ),
        migrations.AddField("compartment", "agreed_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "compartment",
            models.CheckConstraint(condition=Q(second=None) | ~Q(second=F("opened_by")), name="apart_by_two"),
        ),
        migrations.AddConstraint(
            "compartment",
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(second__isnull=False), name="apart_agreed_by_second"
            ),
        ),
        migrations.RemoveConstraint("compartmentaccount", "apart_account_known"),
        migrations.AddConstraint(
            "compartmentaccount",
            models.CheckConstraint(condition=Q(happened__in=HAPPENED), name="apart_account_known"),
        ),
    ]
