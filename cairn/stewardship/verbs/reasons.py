"""Reasons that leads give: every decision of the desk has one."""

from cairn.core.errors import Refused

LONGEST_REASON = 1000


def reason_given(reason: str) -> str:
    """The reason without what surrounds it. Refuses none (`desk_reason_needed`) and one too long."""
    why = reason.strip()
    if not why:
        raise Refused("desk_reason_needed")
    if len(why) > LONGEST_REASON:
        raise Refused("desk_reason_too_long", most=LONGEST_REASON)
    return why
