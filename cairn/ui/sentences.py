"""The sentence for each refusal: rules raise a code, an entrance asks here for the words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.core.errors import CairnError

_SENTENCES: dict[str, str | Promise] = {
    "failed": _("Something went wrong. Nothing was changed."),
    "refused": _("That could not be done. Nothing was changed."),
    "not_allowed": _("You may see this, but your role does not allow you to do that."),
    "not_found": _("There is nothing here that you can see."),
    "conflict": _("Somebody else changed this first. Nothing you wrote is lost."),
}


def register(sentences: Mapping[str, str | Promise]) -> None:
    """Add an app's refusals: code → sentence with `%(name)s` places for the parameters."""
    for code, sentence in sentences.items():
        if _SENTENCES.setdefault(code, sentence) != sentence:
            raise LookupError(f"two sentences for {code}")


def knows(code: str) -> bool:
    """Whether a code has a sentence; a house test asks this of every code in the tree."""
    return code in _SENTENCES


def sentence(error: CairnError) -> str:
    """The sentence for an error in the language of the moment; a general one for a code that nobody registered."""
    words = _SENTENCES.get(error.code) or _SENTENCES.get(type(error).code, _SENTENCES["failed"])
    return str(words) % error.params
