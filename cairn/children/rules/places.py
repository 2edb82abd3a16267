"""Postcodes in what was said of a place."""

from cairn.matching import places


def postcode_in(text: str) -> tuple[str, str]:
    """The last whole postcode in a text and its first half, such as ("NM1 4AB", "NM1"); empty when there is none.

    A text that is nothing but a first half gives that alone.
    """
    bare = places.postcode_in(text)
    out = places.district_of(bare)
    return (f"{out} {bare.removeprefix(out)}" if bare != out else ""), out
