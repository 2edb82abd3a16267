"""Forms for what has a history: care, where the child lives, parental responsibility, immigration; and for people."""

from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fact import SAFE, SHORT, FactForm
from cairn.children.forms.fields import Line, PartDayField, Words, one_of
from cairn.children.kinds import Arrangement, CareStatus, FactKind, Grown, ImmigrationStatus, ParentalBy

_SINCE, _UNTIL = _("Since when?"), _("Until when, if it has ended?")
_PARTLY = _("Day and month may stay empty.")
_EXPLICIT = _("Write “not known” or “not applicable” where that is so.")


class CareStatusForm(FactForm):
    """What the law says an authority does for the child, from when to when (R-015)."""

    kind = FactKind.CARE_STATUS
    parts = {"since": "from", "until": "to"}  # noqa: RUF012 (read and never changed)
    text = one_of(CareStatus.choices, _("Care status"), _("Choose one, or “not known”."))
    since = PartDayField(label=_SINCE, help_text=_PARTLY, required=False)
    until = PartDayField(label=_UNTIL, required=False)


class LivingForm(FactForm):
    """Where and with whom the child lives, whatever the law says of it (R-015)."""

    kind = FactKind.LIVING
    parts = {"arrangement": "arrangement", "since": "from", "until": "to"}  # noqa: RUF012 (read and never changed)
    arrangement = one_of(Arrangement.choices, _("How does the child live?"), _("Choose one, or “not known”."))
    text = Words(
        label=_("Where and with whom?"),
        max_length=1000,
        error_messages={"required": _("Write where and with whom the child lives.")},
    )
    since = PartDayField(label=_SINCE, help_text=_PARTLY, required=False)
    until = PartDayField(label=_UNTIL, required=False)


class ParentalForm(FactForm):
    """Who holds parental responsibility, by what, from when to when (R-015)."""

    kind = FactKind.PARENTAL
    parts = {"by": "by", "since": "from", "until": "to"}  # noqa: RUF012 (read and never changed)
    text = Line(
        label=_("Who holds parental responsibility?"),
        help_text=_("A person, an authority, or “nobody”."),
        max_length=SHORT,
        error_messages={"required": _("Write who holds it.")},
    )
    by = one_of(ParentalBy.choices, _("By what?"), _("Choose one, or “not known”."))
    since = PartDayField(label=_SINCE, help_text=_PARTLY, required=False)
    until = PartDayField(label=_UNTIL, required=False)


class ImmigrationForm(FactForm):
    """Immigration and asylum, so that the child is helped with it; it decides nothing else (R-016)."""

    kind = FactKind.IMMIGRATION
    parts = {  # noqa: RUF012 (read and never changed)
        name: name
        for name in (
            *("application", "applied_on", "decision", "decided_on"),
            *("representative", "next_step", "next_on"),
        )
    }
    text = one_of(
        ImmigrationStatus.choices, _("Status"), _("Choose one. “Not known” and “not applicable” are answers.")
    )
    application = Line(label=_("What was applied for?"), help_text=_EXPLICIT, max_length=SHORT, required=False)
    applied_on = PartDayField(label=_("When was it applied for?"), help_text=_PARTLY, required=False)
    decision = Line(label=_("What was decided?"), help_text=_EXPLICIT, max_length=SHORT, required=False)
    decided_on = PartDayField(label=_("When was it decided?"), help_text=_PARTLY, required=False)
    representative = Line(label=_("Who represents the child?"), help_text=_EXPLICIT, max_length=SHORT, required=False)
    next_step = Line(label=_("What comes next?"), help_text=_EXPLICIT, max_length=SHORT, required=False)
    next_on = PartDayField(label=_("When does that come?"), help_text=_PARTLY, required=False)


class RelationshipForm(FactForm):
    """Somebody who is, or says they are, family or carer of the child; unverified until somebody checks (R-006)."""

    kind = FactKind.RELATIONSHIP
    parts = {name: name for name in ("relation", "said_by", "grown", "cares", "own_account")}  # noqa: RUF012 (read and never changed)
    text = Line(
        label=_("Who is the person?"),
        help_text=_("A name, or what you know of them."),
        max_length=SHORT,
        error_messages={"required": _("Write who the person is.")},
    )
    relation = Line(
        label=_("What are they to the child, as they say it?"),
        help_text=_("For example: aunt, father, friend of the family"),
        max_length=100,
        error_messages={"required": _("Write what they say they are.")},
    )
    said_by = Line(
        label=_("Who says so?"),
        help_text=_("For example: she herself, the child, a cousin, a letter"),
        max_length=SHORT,
        error_messages={"required": _("Write who says so.")},
    )
    grown = one_of(Grown.choices, _("Is the person an adult or a child?"), _("Choose one, or “not known”."))
    cares = one_of(SAFE, _("Do they look after the child?"), _("Choose one, or “not known”."))
    own_account = Words(
        label=_("What does the child say about this person?"),
        help_text=_("In the child’s own words, if the child has said anything."),
        max_length=2000,
        required=False,
    )


FORMS: tuple[type[FactForm], ...] = (CareStatusForm, LivingForm, ParentalForm, ImmigrationForm, RelationshipForm)
