"""What teams plan with a child is append-only and follows the record that brought it."""

from typing import ClassVar

from django.db import migrations

from cairn.access.schema import append_only, follows_record

TABLES = [
    "planning_work",
    "planning_contact",
    "planning_suggestion",
    "planning_suggestionanswer",
    "planning_withdrawal",
]


class Migration(migrations.Migration):
    """Guards beside the columns of 0001."""

    dependencies: ClassVar = [("planning", "0001_initial")]
    operations: ClassVar = [
        *(migrations.RunSQL(*follows_record(table)) for table in TABLES),
        *(migrations.RunSQL(*append_only(table)) for table in TABLES),
    ]
