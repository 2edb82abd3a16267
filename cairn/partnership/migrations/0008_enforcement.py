from django.db import migrations, models

KINDS = [
    ("duty_desk", "duty desk"),
    ("out_of_hours", "out-of-hours team"),
    ("enforcement", "immigration enforcement team"),
    ("other", "team"),
]


class Migration(migrations.Migration):
    """A team that enforces immigration law is known as one: it never joins the circle around a child (R-060)."""

    dependencies = [("partnership", "0007_own_details")]

    operations = [
        migrations.RemoveConstraint(model_name="team", name="team_kind_known"),
        migrations.AlterField(
            model_name="team", name="kind", field=models.CharField(choices=KINDS, default="other", max_length=20)
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [kind for kind, _label in KINDS])), name="team_kind_known"
            ),
        ),
    ]
