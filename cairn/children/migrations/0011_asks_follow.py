"""A question to another agency, and what was said to it, follow the record from which it was asked."""

from typing import ClassVar

from django.db import migrations

from cairn.access.schema import follows_record

FOLLOWS = ["sharing_ask", "sharing_askanswer"]


class Migration(migrations.Migration):
    """Guards beside the columns of sharing 0002, which lives on a lower floor and knows no record."""

    dependencies: ClassVar = [("children", "0010_looks"), ("sharing", "0002_asks")]
    operations: ClassVar = [migrations.RunSQL(*follows_record(table)) for table in FOLLOWS]
