from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Which ground on the list of grounds for not sharing something is held back on (R-049)."""

    dependencies: ClassVar = [("sharing", "0007_second_person")]

    operations: ClassVar = [
        migrations.AddField(
            "withholdingaccount",
            "ground_code",
            models.CharField(blank=True, default="", max_length=60),
            preserve_default=False,
        ),
    ]
