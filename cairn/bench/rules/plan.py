"""How much data a benchmark makes, from the one number a person gives."""

from dataclasses import dataclass

CHILDREN = 100_000
FEWEST = 500


@dataclass(frozen=True, slots=True)
class Plan:
    """The size of the partnership to be made. The same plan and seed make the same children and stories."""

    children: int = CHILDREN
    seed: int = 20_261_121

    @property
    def entries(self) -> int:
        """Entries in all stories together: ten a child on average."""
        return 10 * self.children

    @property
    def busy_circles(self) -> int:
        """Circles of the one busy duty team: half of all children (50,000 of 100,000)."""
        return self.children // 2

    @property
    def longest_story(self) -> int:
        """Entries of the one child with the longest story, whose page must take no more statements than another's."""
        return min(5_000, self.children // 2)

    @property
    def open_duties(self) -> int:
        """Duties that nobody has answered, in the whole partnership: 5,000 for 100,000 children."""
        return self.children // 20

    @property
    def busy_duties(self) -> int:
        """Of these, what the busy team owes."""
        return min(300, self.open_duties // 4)

    @property
    def open_questions(self) -> int:
        """Questions whether two children are one that wait for somebody."""
        return min(200, self.children // 50)

    @property
    def looks(self) -> int:
        """Earlier looks in the ledger."""
        return 2 * self.children
