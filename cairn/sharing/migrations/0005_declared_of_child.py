"""Who has opened a child is asked by child as well, when something new is said of it (R-191)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index."""

    dependencies = [("sharing", "0004_compartments")]

    operations = [
        migrations.AddIndex(
            model_name="declaration",
            index=models.Index(fields=["child_id"], name="declared_of_child"),
        ),
    ]
