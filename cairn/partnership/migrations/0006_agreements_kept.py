"""Lines of an agreement's history are complete, numbered once, and never changed or removed."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cairn.access.schema import append_only

_KEPT = append_only("partnership_sharingagreement")
_REMINDED = append_only("partnership_agreementreminder")


class Migration(migrations.Migration):
    """What the database itself holds to (R-190)."""

    dependencies: ClassVar = [("partnership", "0005_agreements_to_be_signed")]

    operations: ClassVar = [
        migrations.AlterField("sharingagreement", "valid_from", models.DateField()),
        migrations.AddConstraint(
            "sharingagreement", UniqueConstraint(fields=["agency", "number"], name="agreement_number_once")
        ),
        migrations.AddConstraint(
            "sharingagreement",
            CheckConstraint(
                condition=Q(standing__in=["signed", "to_be_signed", "ended"]), name="agreement_standing_known"
            ),
        ),
        migrations.AddConstraint(
            "sharingagreement", CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="agreement_lasts")
        ),
        migrations.AddConstraint(
            "sharingagreement",
            CheckConstraint(
                condition=~Q(standing="signed") | (~Q(signed_by="") & Q(signed_on__isnull=False)),
                name="agreement_signed_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            "sharingagreement",
            CheckConstraint(condition=~Q(standing="ended") | ~Q(reason=""), name="agreement_ends_for_a_reason"),
        ),
        migrations.RunSQL(*_KEPT),
        migrations.RunSQL(*_REMINDED),
    ]
