"""What each record says of its child, folded for matching."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from cairn.access.schema import follows_record

# Where nothing is recorded yet, whatever comes is kept by the rules of this version, and there is nothing to rebuild.
CURRENT = """
insert into children_keybuild (version, records, finished_at)
select '3', 0, now() where not exists (select 1 from children_record) on conflict do nothing
"""


def _to(model: str, kind: type[models.ForeignKey]) -> models.ForeignKey:
    return kind(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=model)


class Migration(migrations.Migration):
    """One table. Whoever has records already runs `cairn rekey` once, or nobody among them is found."""

    dependencies: ClassVar = [("children", "0008_sharing_follows")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="MatchFacts",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("version", models.CharField(max_length=20)),
                ("name", models.TextField(blank=True)),
                ("birth", models.TextField(blank=True)),
                ("sex", models.TextField(blank=True)),
                ("identifier", models.TextField(blank=True)),
                ("phone", models.TextField(blank=True)),
                ("address", models.TextField(blank=True)),
                ("school", models.TextField(blank=True)),
                ("nationality", models.TextField(blank=True)),
                ("child", _to("children.child", models.ForeignKey)),
                ("record", _to("children.record", models.OneToOneField)),
            ],
            options={"verbose_name_plural": "match facts"},
        ),
        migrations.RunSQL(*follows_record("children_matchfacts")),
        migrations.RunSQL(CURRENT, migrations.RunSQL.noop),
    ]
