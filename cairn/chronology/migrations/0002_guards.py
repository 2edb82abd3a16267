"""The story is append-only and follows the record that brought each line."""

from typing import ClassVar

from django.db import migrations

from cairn.access.schema import append_only, follows_record

FOLLOWS = ["chronology_entry", "chronology_citation"]
APPEND_ONLY = ["chronology_entry", "chronology_citation"]


class Migration(migrations.Migration):
    """Guards beside the columns of 0001."""

    dependencies: ClassVar = [("chronology", "0001_initial")]
    operations: ClassVar = [
        *(migrations.RunSQL(*follows_record(table)) for table in FOLLOWS),
        *(migrations.RunSQL(*append_only(table)) for table in APPEND_ONLY),
    ]
