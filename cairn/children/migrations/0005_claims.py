from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("children", "0004_keys")]

    operations: ClassVar = []
