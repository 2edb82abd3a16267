"""Makes the ledger: its tables, their guards, the sealing. The SQL lies in a folder beside, one subject each."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"
EVENT = [
    ("id", models.BigIntegerField(primary_key=True, serialize=False)),
    ("at", models.DateTimeField()),
    ("seal", models.BigIntegerField(null=True)),
    ("actor_kind", models.TextField()),
    ("practitioner_id", models.UUIDField(null=True)),
    ("membership_id", models.UUIDField(null=True)),
    ("agency_id", models.UUIDField(null=True)),
    ("token_id", models.UUIDField(null=True)),
    ("happening", models.TextField()),
    ("child_id", models.UUIDField(null=True)),
    ("makeup", models.IntegerField(null=True)),
    ("about_kind", models.TextField(null=True)),
    ("about_id", models.UUIDField(null=True)),
    ("purpose", models.TextField()),
    ("request_id", models.UUIDField(null=True)),
    ("detail", models.JSONField()),
]
SEAL = [
    ("number", models.BigIntegerField(primary_key=True, serialize=False)),
    ("first", models.BigIntegerField()),
    ("last", models.BigIntegerField()),
    ("count", models.BigIntegerField()),
    ("digest", models.BinaryField()),
    ("previous", models.BinaryField()),
    ("sealed_at", models.DateTimeField()),
]


def _run(name: str) -> migrations.RunSQL:
    return migrations.RunSQL((SQL / name).read_text(encoding="utf-8"))


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        _run("tables.sql"),
        _run("guards.sql"),
        _run("sealing.sql"),
        migrations.CreateModel(
            name="Event", fields=EVENT, options={"db_table": "ledger_event", "ordering": ["-id"], "managed": False}
        ),
        migrations.CreateModel(
            name="Seal", fields=SEAL, options={"db_table": "ledger_seal", "ordering": ["number"], "managed": False}
        ),
    ]
