from typing import ClassVar

from django.db import migrations

from cairn.access.schema import reseals

ONLY_SEALED = """
create trigger only_sealed before update of words, place, detail on chronology_entry
 for each row when (old.words is distinct from new.words) execute function cairn_only_sealed('words');
"""
ANYHOW = "drop trigger only_sealed on chronology_entry;"


class Migration(migrations.Migration):
    """Entries that only named people read are sealed in the database (R-061)."""

    dependencies: ClassVar = [("children", "0013_apart"), ("chronology", "0004_attachments")]
    operations: ClassVar = [
        migrations.RunSQL(*reseals("chronology_entry", "words", "place", "detail")),
        migrations.RunSQL(ONLY_SEALED, ANYHOW),
    ]
