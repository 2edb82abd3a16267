"""What the forms for every kind of thing that can be said about a child have in common."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Line, one_of
from cairn.children.kinds import Basis, FactKind, Status
from cairn.children.models import Claim
from cairn.children.verbs import Fact
from cairn.core.clock import LOCAL, local, today
from cairn.ui.dates import DayField

SHORT = 500
SAFE = [("yes", _("Yes")), ("no", _("No")), ("unknown", _("Not known"))]
YET_TO_COME = _("That day has not come yet.")
_NOTHING_AGAINST = "as_said"
# A way to say where the answer of a field is kept: under the field's own name, or another.
Parts = Mapping[str, str]


def _basis() -> forms.ChoiceField:
    # What comes from an agency's system comes by itself; nobody types it.
    typed = [one for one in Basis if one is not Basis.SYSTEM]
    choices = [(one.value, one.label) for one in typed]
    return one_of(choices, _("How is it known?"), _("Say how it is known."))


def doubt(*more: Status) -> forms.ChoiceField:
    """Whether something is said with a doubt, of which there are more for some kinds."""
    told = (*more, Status.DISPUTED, Status.BELIEVED_FALSE, Status.SUPPLIED)
    choices = [(_NOTHING_AGAINST, _("Nothing speaks against it")), *((one.value, one.label) for one in told)]
    needed = _("Say whether there is a doubt.")
    return one_of(choices, _("Is there a doubt?"), needed, initial=_NOTHING_AGAINST, required=False)


def supplied_by() -> Line:
    """Who made or gave a paper or a story that is not believed."""
    return Line(label=_("If somebody supplied it: who?"), max_length=SHORT, required=False)


class FactForm(forms.Form):
    """What every kind has in common: the words, how it is known, and when it was said.

    `parts` names the fields whose answers are parts of the claim, by the name under which each is kept. `folded` are
    those that few need: they are folded away until somebody asks for them.
    """

    kind: ClassVar[FactKind]
    parts: ClassVar[Parts] = {}
    folded: ClassVar[frozenset[str]] = frozenset({"status", "supplied_by", "assessed_by", "concluded_on", "language"})
    text: forms.Field = Line(
        label=_("What is said"), max_length=SHORT, error_messages={"required": _("Write what is said.")}
    )
    basis = _basis()
    said_on = DayField(label=_("When was it said or seen?"), help_text=_("Leave empty for today."), required=False)

    field_order: Any = ["known", "text"]  # noqa: RUF012 (Django's own way)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        # The kind's own questions stand between what is said and how that is known.
        self.order_fields([*self.field_order, *self.parts, "basis", "said_on"])

    @property
    def asked(self) -> list[forms.BoundField]:
        """The questions in sight."""
        return [bound for bound in self if bound.name not in self.folded]

    @property
    def more(self) -> list[forms.BoundField]:
        """The questions that are folded away."""
        return [bound for bound in self if bound.name in self.folded]

    @property
    def is_open(self) -> bool:
        """Whether a question that is folded away was answered or has something to put right."""
        told = ((one.name, one.value()) for one in self.more)
        return any(name in self.errors or _is_told(value) for name, value in told)

    @classmethod
    def of(cls, claim: Claim) -> "FactForm":
        """The form as it was filled in for something said before."""
        kept = {name: claim.detail.get(part, "") for name, part in cls.parts.items()}
        first = {"text": claim.text, "basis": claim.basis, **{name: value for name, value in kept.items() if value}}
        return cls(initial={**first, "said_on": local(claim.said_at or claim.recorded_at).date()})

    def clean_said_on(self) -> Any:
        """The day. Refuses one that has not come."""
        day = self.cleaned_data["said_on"]
        if day is not None and day > today():
            raise ValidationError(YET_TO_COME, code="future")
        return day

    def fact(self) -> Fact:
        """What was typed, as the verb takes it. Only of a valid form."""
        clean = self.cleaned_data
        day = clean["said_on"]
        said_at = datetime.combine(day, time(), LOCAL).astimezone(UTC) if day else None
        return Fact(self.kind, clean["text"], Basis(clean["basis"]), self.detail(), said_at=said_at, **self.born())

    def detail(self) -> dict[str, object]:
        """The parts that this kind has beside its words; what was left out is left out."""
        told = {part: self.cleaned_data.get(name) for name, part in self.parts.items()}
        return {part: value for part, value in told.items() if value and value != _NOTHING_AGAINST}

    def born(self) -> dict[str, Any]:
        """The earliest and latest birth that fit, for births."""
        return {}


def _is_told(value: Any) -> bool:
    said = any(value.values()) if isinstance(value, Mapping) else bool(value)
    return said and value != _NOTHING_AGAINST
