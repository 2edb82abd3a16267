"""What may stand in a group of forms of one name. Pure."""

from collections.abc import Iterable

from cairn.core.errors import Refused
from cairn.matching.names import fold, is_placeholder

MOST_FORMS = 20
LONGEST_FORM = 60  # characters
FEWEST_FORMS = 2


def forms_given(typed: Iterable[str]) -> tuple[str, ...]:
    """The forms as they were typed, tidied, each once; large and small letters make no other form.

    Refuses fewer than two that read differently (`forms_needed`), more than 20 (`too_many_forms`), one too long
    (`form_too_long`), one that names nobody, such as digits or "unknown" (`form_not_a_name`), and one of several words
    (`form_of_several_words`): matching compares the parts of a name one by one.
    """
    found: dict[str, str] = {}
    for form in (" ".join(each.split()) for each in typed):
        if form:
            found.setdefault(form.casefold(), form)
    if len({_read(form) for form in found.values()}) < FEWEST_FORMS:
        raise Refused("forms_needed")
    if len(found) > MOST_FORMS:
        raise Refused("too_many_forms", most=MOST_FORMS)
    return tuple(found.values())


def _read(form: str) -> str:
    if len(form) > LONGEST_FORM:
        raise Refused("form_too_long", most=LONGEST_FORM)
    parts = fold(form)
    if not parts or is_placeholder(form):
        raise Refused("form_not_a_name", form=form)
    if len(parts) > 1:
        raise Refused("form_of_several_words", form=form)
    return parts[0]
