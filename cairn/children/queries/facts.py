"""What was said about a child, as far as this actor may see it."""

from collections.abc import Collection, Iterable

from cairn.access.actor import Actor
from cairn.children.kinds import FactKind
from cairn.children.models import Child, Claim
from cairn.children.rules import BirthView, NameView

# Of one child nobody reads more on one page; the newest are kept.
MOST_SAID = 500


def said_of(child: Child, actor: Actor, kinds: Collection[FactKind] = ()) -> list[Claim]:
    """What was said of a child, the newest first, with who said so; only of these kinds when some are given.

    What somebody has since said better themselves is left out.
    """
    seen = Claim.objects.visible_to(actor, child.place).filter(child=child, replaced_by=None)
    wanted = seen.filter(kind__in=[str(kind) for kind in kinds]) if kinds else seen
    return list(wanted.select_related("team", "agency").order_by("-recorded_at", "-id")[:MOST_SAID])


def names_in(said: Iterable[Claim]) -> list[NameView]:
    """The names among what was said, for the rule that chooses one."""
    return [
        NameView(one.text, str(one.detail.get("kind", "known_as")), one.basis, one.said_at or one.recorded_at)
        for one in said
        if one.kind == FactKind.NAME
    ]


def births_in(said: Iterable[Claim]) -> list[BirthView]:
    """The views of the child's age among what was said, for the rule that takes them together."""
    return [
        BirthView(one.born_from, one.born_to, one.detail.get("believed_false") is True)
        for one in said
        if one.kind == FactKind.BIRTH and one.born_from is not None and one.born_to is not None
    ]
