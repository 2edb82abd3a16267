"""What was noted of a breach is never changed."""

from typing import ClassVar

from django.db import migrations

from cairn.access.schema import append_only


class Migration(migrations.Migration):
    """Guards beside the columns of 0003."""

    dependencies: ClassVar = [("stewardship", "0003_asking_and_breaches"), ("duties", "0005_desk")]
    operations: ClassVar = [migrations.RunSQL(*append_only("stewardship_breachnote"))]
