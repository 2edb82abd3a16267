"""Which answers a nation's law knows."""

from cairn.referrals.kinds import Answer

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
