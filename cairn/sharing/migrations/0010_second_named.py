from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q

HAPPENED = ("opened", "admitted", "admission_ended", "taken_out", "closed", "agreed", "not_agreed", "second_named")


class Migration(migrations.Migration):
    """Another second person can be named for what is kept without a trace (R-061)."""

    dependencies: ClassVar = [("sharing", "0009_work_held_back")]

    operations: ClassVar = [
        migrations.RemoveConstraint("compartmentaccount", "apart_account_known"),
        migrations.AddConstraint(
            "compartmentaccount",
            models.CheckConstraint(condition=Q(happened__in=HAPPENED), name="apart_account_known"),
        ),
    ]
