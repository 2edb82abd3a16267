"""What is looked for, and that it has come, follow the record that brought them and are never changed."""

from typing import ClassVar

from django.db import migrations

from cairn.access.schema import append_only, follows_record

TABLES = ["referrals_corroboration", "referrals_corroborationmet"]


class Migration(migrations.Migration):
    """Guards beside the columns of 0003."""

    dependencies: ClassVar = [("referrals", "0003_corroboration")]
    operations: ClassVar = [
        *(migrations.RunSQL(*follows_record(table)) for table in TABLES),
        *(migrations.RunSQL(*append_only(table)) for table in TABLES),
    ]
