"""The words for each comparison: which fact, how well it agrees, how much that tells. Never the fact itself."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.matching.kinds import Field, Level

LABELS: dict[Field, Promise] = {
    Field.NAME: _("Name"),
    Field.BIRTH: _("Age or date of birth"),
    Field.SEX: _("Sex"),
    Field.IDENTIFIER: _("Number or reference"),
    Field.PHONE: _("Phone"),
    Field.NATIONALITY: _("Nationality"),
}

_ANY: dict[Level, Promise] = {
    Level.AGREES: _("The same."),
    Level.ANY_ORDER: _("The same, in another order."),
    Level.SOUNDS_ALIKE: _("Sounds alike."),
    Level.CLOSE: _("Nearly the same."),
    Level.ONE_DIGIT_APART: _("One digit apart."),
    Level.WITHIN_RANGE: _("They fit each other."),
    Level.SHARES_PART: _("One part is shared, the rest differs."),
    Level.NEAR: _("Near each other."),
    Level.DIFFERS: _("Different."),
    Level.NOT_COMPARABLE: _("Nothing to compare."),
}
_SAID: dict[tuple[Field, Level], Promise] = {
    (Field.NAME, Level.AGREES): _("The same name."),
    (Field.NAME, Level.ANY_ORDER): _("The same name, its parts in another order."),
    (Field.NAME, Level.SOUNDS_ALIKE): _("Names that sound alike in another spelling."),
    (Field.NAME, Level.CLOSE): _("Names spelt nearly the same."),
    (Field.NAME, Level.SHARES_PART): _("One part of the name is shared, as in a family; the rest differs."),
    (Field.NAME, Level.DIFFERS): _("Different names. A child may have several."),
    (Field.BIRTH, Level.AGREES): _("The same date of birth."),
    (Field.BIRTH, Level.ONE_DIGIT_APART): _("Dates of birth one digit apart, as in a typing mistake."),
    (Field.BIRTH, Level.WITHIN_RANGE): _("Ages that fit each other, as far as anybody knows them."),
    (Field.BIRTH, Level.NEAR): _("Dates of birth near each other, or with day and month changed round."),
    (Field.BIRTH, Level.DIFFERS): _(
        "Ages that do not fit. An age may be guessed, or be what the child was told to say."
    ),
    (Field.IDENTIFIER, Level.AGREES): _("The same number from the same register."),
    (Field.IDENTIFIER, Level.DIFFERS): _("Different numbers from the same register."),
    (Field.PHONE, Level.AGREES): _("The same phone. Brothers and sisters, and those who exploit them, share one too."),
}
_VERY_STRONG, _STRONG, _FAIR = 8.0, 5.0, 2.0  # about log2 of the odds: 256, 32 and 4 to one


def said(field: Field, level: Level) -> Promise:
    """What a comparison says, in a sentence."""
    return _SAID.get((field, level), _ANY[level])


def strength(weight: float) -> str:
    """How much a comparison tells, for or against, in a word."""
    size = abs(weight)
    if size >= _VERY_STRONG:
        return gettext("tells very much")
    if size >= _STRONG:
        return gettext("tells much")
    return gettext("tells something") if size >= _FAIR else gettext("tells little")
