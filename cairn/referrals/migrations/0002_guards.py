"""Referrals follow the sender's record; a decision is never changed."""

from typing import ClassVar

from django.db import migrations

from cairn.access.schema import append_only, follows_record

FOLLOWS = ["referrals_referral", "referrals_decision"]
APPEND_ONLY = ["referrals_decision"]


class Migration(migrations.Migration):
    """Guards beside the columns of 0001."""

    dependencies: ClassVar = [("referrals", "0001_initial")]
    operations: ClassVar = [
        *(migrations.RunSQL(*follows_record(table)) for table in FOLLOWS),
        *(migrations.RunSQL(*append_only(table)) for table in APPEND_ONLY),
    ]
