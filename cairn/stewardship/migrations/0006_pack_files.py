"""Where a file of a pack lies, sealed, so that the two who were named can look at it and give it out."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, empty for packs collected before."""

    dependencies: ClassVar = [("stewardship", "0005_exports")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="packitem", name="file", field=models.TextField(blank=True, default=""), preserve_default=False
        )
    ]
