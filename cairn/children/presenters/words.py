"""What was said of a child, as a page says it: words as they were typed, and names in the place of codes."""

from cairn.children.kinds import FactKind, Sex
from cairn.ui import formats


def fact_words(kind: str, text: str) -> str:
    """One thing that was said: a listed answer by its label, a language or country by its name, the rest as typed."""
    if kind == FactKind.SEX and text in Sex.values:
        return str(Sex(text).label)
    if kind == FactKind.LANGUAGE:
        return formats.language(text)
    return formats.country(text) if kind == FactKind.NATIONALITY else text
