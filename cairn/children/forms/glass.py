"""Opening because somebody is in danger: the reference, who is in danger, why it cannot wait."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Line, Words
from cairn.children.verbs.glass import LONGEST_WORDS
from cairn.sharing.kinds import REFUSALS


class ApartDangerForm(forms.Form):
    """Why what only named people read is opened. Everything is needed; the last question says what will happen."""

    danger = Words(
        label=_("Who is in danger, and from what?"),
        max_length=LONGEST_WORDS,
        error_messages={"required": REFUSALS["glass_danger_needed"]},
    )
    why_now = Words(
        label=_("Why can it not wait until the team that holds it is asked?"),
        max_length=LONGEST_WORDS,
        error_messages={"required": REFUSALS["glass_why_needed"]},
    )
    understood = forms.BooleanField(
        label=_("I understand: the team that holds it is told now, and somebody else will say whether it was right"),
        error_messages={"required": _("Say that you understand what happens when you open it.")},
    )


class DangerForm(ApartDangerForm):
    """The same for a child that its reader does not work with: which one, first."""

    reference = Line(
        label=_("The child’s reference"),
        help_text=_("Such as C-7F3K-Q2. The hub, the police or whoever works with the child has told you."),
        max_length=20,
        error_messages={"required": REFUSALS["glass_reference_needed"]},
    )

    field_order = ("reference",)

    def __init__(self, *given: object, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]  # passed on as it came
        self.fields["why_now"].label = _("Why can it not wait until somebody who works with the child is asked?")
        self.fields["understood"].label = _(
            "I understand: the team that leads is told now, and somebody else will say whether it was right"
        )
        self.fields["reference"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
