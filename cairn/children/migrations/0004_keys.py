"""Keys are eight bytes; how common each is; how far their rebuilding has come."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Whoever has keys of the old length runs `cairn rekey` once; they say nothing to the new matcher."""

    dependencies: ClassVar = [("children", "0003_my_circle")]

    operations: ClassVar = [
        migrations.RunSQL("truncate children_matchkey", migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="matchkey", name="match_key_once"),
        migrations.RemoveField(model_name="matchkey", name="key"),
        migrations.AddField(
            model_name="matchkey", name="key", field=models.BigIntegerField(default=0), preserve_default=False
        ),
        migrations.AlterField(
            model_name="matchkey",
            name="child",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=models.deletion.PROTECT,
                related_name="+",
                to="children.child",
            ),
        ),
        migrations.AddConstraint(
            model_name="matchkey",
            constraint=models.UniqueConstraint(fields=("key", "record"), include=("child",), name="match_key_once"),
        ),
        migrations.CreateModel(
            name="KeyFrequency",
            fields=[
                ("key", models.BigIntegerField(primary_key=True, serialize=False)),
                ("bearers", models.PositiveIntegerField()),
            ],
            options={"verbose_name_plural": "key frequencies"},
        ),
        migrations.CreateModel(
            name="KeyBuild",
            fields=[
                ("version", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("after", models.UUIDField(null=True)),
                ("records", models.PositiveIntegerField(default=0)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
        ),
    ]
