from typing import ClassVar

from django.db import migrations, models

KINDS = [
    ("entry", "an entry in the story"),
    ("claim", "something said about the child"),
    ("attachment", "a file"),
    ("work", "a piece of work with the child"),
    ("part", "everything your agency holds about this child"),
]


class Migration(migrations.Migration):
    """A piece of work with a child can be held back from named agencies as well (R-049)."""

    dependencies: ClassVar = [("sharing", "0008_grounds_for_not_sharing")]

    operations: ClassVar = [
        migrations.RemoveConstraint("withholding", "withheld_kind_known"),
        migrations.AlterField("withholding", "item_kind", models.CharField(choices=KINDS, max_length=20)),
        migrations.AddConstraint(
            "withholding",
            models.CheckConstraint(
                condition=models.Q(item_kind__in=[kind for kind, _ in KINDS]), name="withheld_kind_known"
            ),
        ),
    ]
