"""Since when somebody has not looked."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

ONE_VISIT = timedelta(minutes=30)  # pages opened with no longer pause than this are one visit


def last_visit(looks: Sequence[datetime]) -> datetime | None:
    """When the visit before this one ended, from a person's own looks, newest first; None for a first visit.

    The newest look is the one of now. Looks that follow one another within ONE_VISIT are one visit.
    """
    for later, look in pairwise(looks):
        if later - look > ONE_VISIT:
            return look
    return None
