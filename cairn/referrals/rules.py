"""Which answers a nation's law knows, and which decisions are marked for whose word was awaited."""

from collections.abc import Iterable
from dataclasses import dataclass

from cairn.partnership.kinds import Sector
from cairn.referrals.kinds import Answer, Parity, Sought

LONGEST = 15_000  # characters of any text
FEWEST_SHOWN = 5  # a smaller count could name a child

# The wording shown for Wales differs (section 47 applies to both nations; section 17 is England's, section 21 of the
# Social Services and Well-being (Wales) Act 2014 stands in its place: recalled, not verified). See kinds.ANSWER_WORDS.
_EVERYWHERE = tuple(Answer)


def answers_of(nation: str) -> tuple[Answer, ...]:
    """The outcomes a receiving team of this nation chooses from, most protective first."""
    return _EVERYWHERE


def count_to_show(count: int) -> int | None:
    """A count that may be shown; None for one so small that it could name a child."""
    return count if count >= FEWEST_SHOWN else None


@dataclass(frozen=True, slots=True)
class LookedFor:
    """One request for corroboration as it stands at a decision. `met_by` is None while it is open."""

    sought: Sought
    met_by: Sector | None = None


def parity_of(requests: Iterable[LookedFor], *, told_by: Sector) -> Parity | None:
    """Why a decision taken now is marked; None where it is not (R-055).

    `told_by` is the sector of the agency that raised the concern. A request that any source may meet never marks. One
    that is still open for a statutory officer goes before one that a statutory agency has met.
    """
    met = [one.met_by for one in requests if one.sought == Sought.STATUTORY]
    if None in met:
        return Parity.AWAITED
    if told_by == Sector.VOLUNTARY and Sector.STATUTORY in met:
        return Parity.REPEATED
    return None
