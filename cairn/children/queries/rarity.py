"""How rare the names and places of a question are here, from the nightly count of keys (R-002)."""

from collections.abc import Mapping
from typing import Any

from cairn.children.models import KeyFrequency
from cairn.children.queries.among import among
from cairn.children.queries.keys import keys_asked
from cairn.children.queries.name_forms import book
from cairn.matching.asking import Asked
from cairn.matching.facts import PersonFacts
from cairn.matching.keys import Key
from cairn.matching.rarity import Rarity
from cairn.matching.variants import VariantBook
from cairn.matching.yardstick import Yardstick

ALL_RECORDS = 0  # the row that counts the records themselves


def rarity_told(told: Mapping[str, Any], asked: Asked) -> Rarity:
    """What the candidates function says of the keys asked: how many bear each, of how many records."""
    counts = ((Key(int(written)), count) for written, count in told.items())
    bearers = {asked.things[key]: count for key, count in counts if key in asked.things}
    return Rarity(int(told.get(str(ALL_RECORDS), 0)), bearers)


def yardstick_of(facts: PersonFacts) -> Yardstick:
    """The yardstick of a question that nobody has been compared with yet. Two statements."""
    forms = book()
    return Yardstick(rarity_of(facts, forms), forms)


def rarity_of(facts: PersonFacts, book: VariantBook) -> Rarity:
    """The same, asked of the counts themselves. One statement."""
    asked = keys_asked(facts, book)
    rows = KeyFrequency.objects.filter(among("key", [ALL_RECORDS, *asked.things]))
    counts = dict(rows.values_list("key", "bearers"))
    return Rarity(counts.pop(ALL_RECORDS, 0), {asked.things[Key(key)]: count for key, count in counts.items()})
