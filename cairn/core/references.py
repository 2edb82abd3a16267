"""Saving a row under a spoken reference that nobody has drawn before it."""

from django.db import IntegrityError, models, transaction

# Beside a million children one draw in two hundred is taken; eight in a row are a fault, not bad luck.
DRAWS = 8
_FIELD = "reference"


def save_with_reference(row: models.Model) -> None:
    """Insert a new row; where its random `reference` is taken already, draw another and try again (R-019).

    Asking first would be no help: row security hides the rows of others, and two could draw the same at once. So the
    database decides, in a savepoint, and what was written before it stays.
    Raises IntegrityError for every other constraint, and when DRAWS references in a row were taken.
    """
    for left in reversed(range(DRAWS)):
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            if not left or f"_{_FIELD}_" not in _constraint(error):
                raise
            setattr(row, _FIELD, _drawn(row))
        else:
            return


def _drawn(row: models.Model) -> str:
    field: models.Field[str, str] = row._meta.get_field(_FIELD)  # type: ignore[assignment]  # never a relation
    return str(field.get_default())


def _constraint(error: IntegrityError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""
