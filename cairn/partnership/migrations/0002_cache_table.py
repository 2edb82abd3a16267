"""The table of Django's database cache, which keeps the counts behind the rate limits for all web processes."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("partnership", "0001_initial")]

    operations: ClassVar = [
        migrations.RunSQL(
            sql="""
            create table cairn_cache (
                cache_key varchar(255) primary key,
                value text not null,
                expires timestamptz not null
            );
            create index cairn_cache_expires on cairn_cache (expires);
            """,
            reverse_sql="drop table cairn_cache",
        )
    ]
