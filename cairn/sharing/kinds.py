"""The words of this floor that code tells apart, and the sentences for what it refuses."""

from django.utils.functional import Promise

REFUSALS: dict[str, Promise] = {}
