"""Care status and immigration status: three separate histories, and one that decides nothing (R-015, R-016)."""

from collections.abc import Iterable, Mapping

from cairn.children.kinds import CareStatus

IMMIGRATION_PARTS = ("application", "decision", "representative", "next_step")


def strongest(statuses: Iterable[str]) -> CareStatus:
    """Of several care statuses that hold at once, the one under which a report counts the child: the strongest."""
    order = list(CareStatus)
    known = [order.index(CareStatus(one)) for one in statuses if one in CareStatus.values]
    return order[max(known)] if known else CareStatus.UNKNOWN


def left_blank(detail: Mapping[str, object]) -> tuple[str, ...]:
    """The parts of an immigration status that nobody filled in. "Not known" and "not applicable" are answers."""
    return tuple(part for part in IMMIGRATION_PARTS if not str(detail.get(part) or "").strip())
