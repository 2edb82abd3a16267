"""What takes rows away from somebody whatever way leads to them: it binds the hub and the own team as well.

A scope's ways say who sees a row; its blocks say from whom it is kept all the same. The same words are the filter of
the application and the restrictive policy of the table. What they ask of the database is bound once a transaction
(`cairn_bind_sharing`), so that they cost next to nothing where nobody is blocked. Both names are given their meaning on
the sharing floor.
"""

from dataclasses import dataclass

_KEPT = "select 1 from cairn_withheld_from_me kept where kept.item_id"
_PART = "select 1 from cairn_silent_parts part where part.child_id"


# Columns that lead to nothing but what was said or done about the row's own child.
_OF_THE_CHILD = frozenset({"id", "record_id", "corrects_id", "replaces_id", "told_together", "about_id", "entry_id"})


class Block:
    """One reason to keep a row from somebody. Jobs are never blocked."""

    @property
    def asks_of_child_alone(self) -> bool:
        """Whether no row can be kept by it that is about a child of whom nothing is held (`Place.nothing_held`)."""
        return False

    def sql(self, table: str) -> str:
        """The SQL condition on `table` of the rows that are left."""
        raise NotImplementedError


@dataclass(frozen=True)
class NotBlocked(Block):
    """Leaves out children whom the practitioner, or somebody close, knows, or from whom the lead keeps them (R-191)."""

    column: str = "child_id"

    @property
    def asks_of_child_alone(self) -> bool:
        """The row's own child, and no other that a row is about as well."""
        return self.column == "child_id"

    def sql(self, table: str) -> str:
        """Child not among cairn_blocked_children(), evaluated once per statement; rows of no child are left."""
        return f"coalesce({table}.{self.column} <> all ((select cairn_blocked_children())::uuid[]), true)"


@dataclass(frozen=True)
class NotWithheld(Block):
    """Leaves out what another agency holds back from the actor's own, by any of these columns (R-049)."""

    columns: tuple[str, ...] = ("id", "record_id")

    @property
    def asks_of_child_alone(self) -> bool:
        """Not where a column leads to what is about several children, such as a concern."""
        return _OF_THE_CHILD.issuperset(self.columns)

    def sql(self, table: str) -> str:
        """No row of cairn_withheld_from_me; not even asked while nothing at all is withheld from the agency."""
        ids = ", ".join(f"{table}.{column}" for column in self.columns)
        return f"(select cairn_none_withheld()) or not exists ({_KEPT} in ({ids}))"


@dataclass(frozen=True)
class NotWithheldPart(Block):
    """Leaves out what would tell that an agency is around a child which holds back all it has of it, without a trace,
    from the actor's own."""

    column: str

    @property
    def asks_of_child_alone(self) -> bool:
        """Always: a part is one child's."""
        return True

    def sql(self, table: str) -> str:
        """No such part of this agency, about this child."""
        of_it = f"{table}.child_id and part.agency_id = {table}.{self.column}"
        return f"(select cairn_none_withheld()) or not exists ({_PART} = {of_it})"


@dataclass(frozen=True)
class ButNotFrom(Block):
    """Another block, which does not hold for the team in `column`: it must read what it is asked to answer.

    `kind` names a column and its value, where that is so for rows of one kind alone.
    """

    block: Block
    column: str
    kind: tuple[str, str] | None = None

    def sql(self, table: str) -> str:
        """The other block's rows, and those of that column's teams, which are the caller's."""
        theirs = f"{table}.{self.column} = any((select cairn_my_teams())::uuid[])"
        if self.kind:
            theirs = f"{theirs} and {table}.{self.kind[0]} = '{self.kind[1]}'"
        return f"({self.block.sql(table)}) or ({theirs})"
