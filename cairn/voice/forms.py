"""Reading what was typed: which sheet, how the child was told, or why not yet. Parses; saves nothing."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Line, Words, one_of
from cairn.ui.dates import DayField
from cairn.voice.kinds import Copy, HandOver, Interpreting, NotYet, SheetLanguage, Shown, View
from cairn.voice.rules.saying import LANGUAGE, LONG, SHORT, NotYetSaid, SheetSaid, ToldSaid

YES = "yes"
_YES_NO = [(YES, _("Yes")), ("no", _("No"))]


class SheetForm(forms.Form):
    """In what language; is it safe to take away; who puts it into the child's hand."""

    language = one_of(SheetLanguage.choices, _("In what language?"), _("Choose a language."))
    copy = one_of(
        [
            (Copy.TOGETHER.value, _("No, or I am not sure: we read it together, and I keep it")),
            (Copy.AWAY.value, _("Yes: the child wants a copy, and nobody can come to harm if it is found")),
        ],
        _("Is it safe to take away?"),
        _("Say whether it is safe to take away."),
        help_text=_("Think of who could find it: in a pocket, a room, a car, a phone’s photographs."),
    )
    hand_over = one_of(
        HandOver.choices,
        _("Who puts it into the child’s hand?"),
        _("Say who puts it into the child’s hand."),
        required=False,
        help_text=_("Only for a copy that the child takes away."),
    )

    def __init__(self, *args: Any, languages: tuple[SheetLanguage, ...], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["language"].choices = [(one.value, one.label) for one in languages]  # type: ignore[attr-defined]  # a field with choices, declared above

    def said(self) -> SheetSaid:
        """The same, as the verb takes it. Only of a valid form."""
        clean = self.cleaned_data
        hand = clean["hand_over"]
        copy = Copy(clean["copy"])
        return SheetSaid(
            language=SheetLanguage(clean["language"]),
            copy=copy,
            is_safe=copy is Copy.AWAY,
            hand_over=HandOver(hand) if hand else None,
        )


class ToldForm(forms.Form):
    """The conversation: when, who was there, in what language, what was told, and what the child said."""

    told_on = DayField(label=_("When did you tell the child?"), error_messages={"required": _("Enter the day.")})
    shown = one_of(Shown.choices, _("How?"), _("Say how the child was told."))
    alone = one_of(_YES_NO, _("Was the child alone with you (and an interpreter)?"), _("Say whether it was alone."))
    present = Line(
        label=_("If not: who else was there?"),
        help_text=_("By what they are to the child, such as: foster carer, guardian, teacher."),
        max_length=SHORT,
        required=False,
    )
    language = Line(
        label=_("In what language did you talk?"),
        max_length=LANGUAGE,
        error_messages={"required": _("Say in what language you talked.")},
    )
    interpreting = one_of(Interpreting.choices, _("Who interpreted?"), _("Say who interpreted."))
    interpreter = Line(label=_("The interpreter’s name or number, and who sent them"), max_length=200, required=False)
    told = Words(
        label=_("What did you tell the child?"),
        help_text=_("Everybody who works with the child reads this. Write nothing of what is held back from anybody."),
        max_length=LONG,
        error_messages={"required": _("Write what you told the child.")},
    )
    words = Words(
        label=_("What did the child say, in the child’s own words?"),
        help_text=_("Word for word, in the language in which it was said. It becomes part of the story."),
        rows=5,
        required=False,
    )
    english = Words(label=_("The same in English, if it was said in another language"), required=False)
    view = one_of(View.choices, _("Does the child think that what is written down is right?"), _("Choose one."))
    disputes = Words(label=_("What does the child say is wrong?"), max_length=LONG, required=False)
    objects_to = Line(
        label=_("Whom does the child not want to know something?"),
        help_text=_(
            "Whom, and about what, in a few words: everybody who works with the child reads this, they too if they do. "
            "Leave empty if nobody."
        ),
        max_length=SHORT,
        required=False,
    )
    weighed = Words(
        label=_("How was that weighed, and what did you answer the child?"), max_length=LONG, required=False
    )
    minds_no_more = forms.BooleanField(
        label=_("The child no longer minds what it asked before"),
        help_text=_("Only if the child said so. It stays on the child’s page until then: %(objections)s."),
        required=False,
    )
    questions = Words(label=_("What does the child ask?"), max_length=LONG, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, objections: Sequence[str] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["minds_no_more"]
        field.help_text = str(field.help_text) % {"objections": "; ".join(objections)}
        if not objections:
            del self.fields["minds_no_more"]

    def said(self) -> ToldSaid:
        """The same, as the verb takes it. Only of a valid form."""
        clean = self.cleaned_data
        return ToldSaid(
            told_on=clean["told_on"],
            shown=Shown(clean["shown"]),
            is_alone=clean["alone"] == YES,
            interpreting=Interpreting(clean["interpreting"]),
            view=View(clean["view"]),
            minds_no_more=bool(clean.get("minds_no_more")),
            **{
                name: clean[name]
                for name in (
                    *("present", "language", "interpreter", "told", "words", "english"),
                    *("disputes", "objects_to", "weighed", "questions"),
                )
            },
        )

    def key_sent(self) -> UUID:
        """By which the same form sent twice is known. Only of a valid form."""
        key: UUID = self.cleaned_data["key"]
        return key


class NotYetForm(forms.Form):
    """Why the child was not told yet, and when somebody looks again."""

    reason = one_of(NotYet.choices, _("Why not yet?"), _("Choose a reason."))
    why = Line(
        label=_("Say it in a line"),
        help_text=_("Everybody who works with the child reads this. Write nothing of what is held back from anybody."),
        max_length=SHORT,
        error_messages={"required": _("Say why, in a line. Everybody who works with the child reads it.")},
    )
    review_on = DayField(
        label=_("When do you look at it again?"),
        help_text=_("Within four weeks. Your team is reminded."),
        error_messages={"required": _("Enter the day.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def said(self) -> NotYetSaid:
        """The same, as the verb takes it. Only of a valid form."""
        clean = self.cleaned_data
        return NotYetSaid(reason=NotYet(clean["reason"]), why=clean["why"], review_on=clean["review_on"])

    def key_sent(self) -> UUID:
        """By which the same form sent twice is known. Only of a valid form."""
        key: UUID = self.cleaned_data["key"]
        return key
