"""What is held back stays held back when somebody says it again."""

from uuid import UUID

from django.db import connection


def follows(*, former: UUID, later: UUID) -> None:
    """Something was said again, and rightly: what was kept from somebody before is kept from them now (R-049).

    Called inside the verb that corrects, for whom what is held back may be out of sight; nothing tells it whether
    there was any. Records that come later to a child are looked after by a trigger (children 0008).
    """
    with connection.cursor() as cursor:
        cursor.execute("select cairn_withhold_follows(%s, %s)", [former, later])
