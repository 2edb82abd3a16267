"""A concern stays as it was sent."""

from typing import ClassVar

from django.db import migrations

from cairn.access.schema import append_only, follows_record

FOLLOWS = ["concerns_concernsubject"]
APPEND_ONLY = ["concerns_concern", "concerns_concernsubject", "concerns_urgencychange"]


class Migration(migrations.Migration):
    """Guards beside the columns of 0001."""

    dependencies: ClassVar = [("concerns", "0001_initial")]
    operations: ClassVar = [
        *(migrations.RunSQL(*follows_record(table)) for table in FOLLOWS),
        *(migrations.RunSQL(*append_only(table)) for table in APPEND_ONLY),
    ]
