"""The months in which records were opened because somebody was in danger."""

from datetime import date

from cairn.core.clock import today


def month_asked(typed: str) -> date:
    """The first day of a month such as "2026-11"; of this month for anything else, and for a month to come."""
    this = today().replace(day=1)
    try:
        asked = date.fromisoformat(f"{typed}-01")
    except ValueError:
        return this
    return min(asked, this)


def month_before(first: date) -> date:
    """The first day of the month before."""
    return date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)


def month_after(first: date) -> date:
    """The first day of the month after."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
