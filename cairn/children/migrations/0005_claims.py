from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

KINDS = [
    ("name", "name"),
    ("birth", "age or date of birth"),
    ("sex", "sex"),
    ("gender", "gender, as the child says it"),
    ("nationality", "nationality"),
    ("language", "language"),
    ("identifier", "number or reference"),
    ("address", "address"),
    ("phone", "phone"),
    ("school", "school"),
    ("whereabouts", "where the child is now"),
    ("wish", "what the child wants"),
    ("must_not_know", "who must not find out"),
    ("care_status", "care status"),
    ("living", "where and with whom the child lives"),
    ("parental", "who holds parental responsibility"),
    ("immigration", "immigration and asylum"),
    ("relationship", "family, carer or other person"),
    ("standing", "what is thought of something that was said"),
]


class Migration(migrations.Migration):
    """More kinds of what is said of a child, and what somebody thinks of something that was said."""

    dependencies: ClassVar = [("children", "0004_keys")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="claim", name="claim_kind_known"),
        migrations.AddField(
            model_name="claim",
            name="about",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="children.claim"
            ),
        ),
        migrations.AlterField(model_name="claim", name="kind", field=models.CharField(choices=KINDS, max_length=20)),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [kind for kind, _label in KINDS])), name="claim_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("about__isnull", False), ("kind", "standing")),
                    models.Q(models.Q(("kind", "standing"), _negated=True), ("about", None)),
                    _connector="OR",
                ),
                name="claim_mark_is_about_one",
            ),
        ),
    ]
