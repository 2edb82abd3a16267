"""Reading what was typed about the story: what to add, what to show."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Line, Words, one_of
from cairn.chronology.kinds import EntryKind, Exactness, HowKnown, Whose
from cairn.chronology.queries import Asked
from cairn.chronology.rules import limits_on
from cairn.chronology.rules.files import ENDINGS, MEGABYTE
from cairn.chronology.verbs import Said, SentFile
from cairn.core.clock import LOCAL, today
from cairn.partnership.models import Agency
from cairn.ui.dates import DayField

_ALONE = [("", _("Not said")), ("yes", _("Yes")), ("no", _("No"))]
_TIME = "%H:%M"
# Decisions come with a referral's answer and concerns with Send; what a system says comes by itself.
_TYPED_KINDS = [one for one in EntryKind if one not in {EntryKind.CONCERN, EntryKind.DECISION}]
_TYPED_WAYS = [one for one in HowKnown if one is not HowKnown.SYSTEM]


def _clock(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        input_formats=[_TIME, "%H.%M"],
        widget=forms.TimeInput(format=_TIME, attrs={"autocomplete": "off"}),
        help_text=_("Such as 22:30. Leave empty if you do not know."),
        error_messages={"invalid": _("Enter a time, such as 22:30.")},
    )


class EntryForm(forms.Form):
    """One thing that happened. Only the words, the sort and how it is known are needed."""

    words = Words(
        label=_("What happened?"),
        help_text=_("In your own words. What the child said goes in the child’s words."),
        rows=6,
        error_messages={"required": _("Write what happened, in your own words.")},
    )
    kind = forms.ChoiceField(
        label=_("What sort of thing is it?"),
        choices=[("", _("Choose one")), *((one.value, one.label) for one in _TYPED_KINDS)],
        error_messages={"required": _("Say what sort of thing it is.")},
    )
    how_known = one_of(
        [(one.value, one.label) for one in _TYPED_WAYS], _("How do you know?"), _("Say how you know it.")
    )
    from_on = DayField(label=_("When did it happen, or begin?"), required=False)
    from_at = _clock(_("At what time?"))
    to_on = DayField(label=_("When did it end, if it lasted?"), required=False)
    to_at = _clock(_("At what time did it end?"))
    exactness = one_of(
        [(Exactness.EXACT.value, _("Exactly then")), (Exactness.ABOUT.value, _("About then"))],
        _("How exact is that?"),
        _("Say how exact it is."),
        required=False,
    )
    place = Line(label=_("Where?"), max_length=500, required=False)
    alone = forms.ChoiceField(
        label=_("If you saw the child: was the child alone with you?"), choices=_ALONE, required=False
    )
    language = Line(label=_("If you saw the child: in what language did you talk?"), max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        """A time needs its day."""
        clean = super().clean() or self.cleaned_data
        for part in ("from", "to"):
            if clean.get(f"{part}_at") and not clean.get(f"{part}_on") and f"{part}_on" not in self.errors:
                self.add_error(f"{part}_on", ValidationError(_("Give the day as well as the time."), code="day"))
        return clean

    def said(self) -> Said:
        """What was typed, as the verb takes it. Only of a valid form."""
        clean = self.cleaned_data
        return Said(
            kind=EntryKind(clean["kind"]),
            words=clean["words"],
            how_known=HowKnown(clean["how_known"]),
            occurred_from=_moment(clean["from_on"], clean["from_at"], time()),
            occurred_to=_moment(clean["to_on"], clean["to_at"], time(23, 59)),
            exactness=Exactness(clean["exactness"] or Exactness.ABOUT),
            place=clean["place"],
            detail=self._seen(),
        )

    def _seen(self) -> dict[str, object]:
        clean = self.cleaned_data
        if clean["kind"] != EntryKind.SEEN:
            return {}
        return {key: clean[key] for key in ("alone", "language") if clean[key]}


def _file(label: Any, *, required: bool) -> forms.FileField:
    """One file. What is in it is looked at by the verb, which says what is wrong with it."""
    most = limits_on(today()).file_bytes // MEGABYTE
    return forms.FileField(
        label=label,
        required=required,
        allow_empty_file=True,
        help_text=_("One file of up to %(most)s MB: %(kinds)s.") % {"most": most, "kinds": ", ".join(ENDINGS)},
        error_messages={"required": _("Choose a file.")},
    )


class _WithFile(forms.Form):
    """A form with a file, which a browser does not show again once it was sent."""

    def ask_again(self) -> None:
        """Something else was wrong: say that the file has to be chosen again."""
        if self.files.get("file") and self.errors and "file" not in self.errors:
            self.add_error("file", ValidationError(_("Choose the file again: it was not kept."), code="again"))


class NewEntryForm(EntryForm, _WithFile):
    """One thing that happened, and a file about it if there is one."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["file"] = _file(_("Add a file, if there is one"), required=False)

    def sent(self) -> SentFile | None:
        """The file as it was sent, if there is one. Only of a valid form."""
        return _sent(self.cleaned_data["file"]) if self.cleaned_data["file"] else None


class FileForm(_WithFile):
    """A file for an entry that is there already."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["file"] = _file(_("Choose a file"), required=True)

    def sent(self) -> SentFile:
        """The file as it was sent. Only of a valid form."""
        return _sent(self.cleaned_data["file"])


class InErrorForm(forms.Form):
    """Why something was recorded in error."""

    reason = Words(
        label=_("Why was it recorded in error?"),
        max_length=4000,
        error_messages={"required": _("Say why it was recorded in error: others have read it.")},
    )


class SortForm(forms.Form):
    """Of each entry and fact: does it stay, move, or belong to both? A fact cannot be marked, so it never moves."""

    def __init__(self, *args: Any, entries: Iterable[UUID], facts: Iterable[UUID], **more: Any) -> None:
        super().__init__(*args, **more)
        self._asked: dict[UUID, str] = {}
        for each in entries:
            self._ask(each, Whose.choices)
        for each in facts:
            self._ask(each, [one for one in Whose.choices if one[0] != Whose.MOVES])

    def said(self) -> dict[UUID, Whose]:
        """Whose each is. Only of a valid form."""
        return {thing_id: Whose(self.cleaned_data[name]) for thing_id, name in self._asked.items()}

    def _ask(self, thing_id: UUID, choices: Iterable[Any]) -> None:
        name = f"whose-{thing_id}"
        self._asked[thing_id] = name
        self.fields[name] = one_of(list(choices), _("Whose is it?"), _("Say whose it is."))


class StoryFilterForm(forms.Form):
    """Which part of the story to show. Whatever cannot be understood is shown as an error, and the rest applies."""

    agency = forms.MultipleChoiceField(label=_("Agency"), required=False, widget=forms.CheckboxSelectMultiple)
    kind = forms.MultipleChoiceField(
        label=_("Sort of thing"), choices=EntryKind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("To"), required=False)
    words = Line(label=_("Words"), max_length=200, required=False)
    by = forms.ChoiceField(
        label=_("Ordered by"),
        choices=[("happened", _("when it happened")), ("known", _("when we knew"))],
        required=False,
        widget=forms.RadioSelect,
    )
    order = forms.ChoiceField(
        label=_("Which first?"),
        choices=[("newest", _("the newest")), ("oldest", _("the oldest"))],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, agencies: list[Agency], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["agency"].choices = [(str(one.pk), one.name) for one in agencies]  # type: ignore[attr-defined]  # a field with choices, declared above

    def asked(self) -> Asked:
        """What to show; whatever was not understood is left out."""
        self.is_valid()
        clean = self.cleaned_data
        return Asked(
            agencies=tuple(UUID(one) for one in clean.get("agency", ())),
            kinds=tuple(EntryKind(one) for one in clean.get("kind", ())),
            first=clean.get("first"),
            last=clean.get("last"),
            words=clean.get("words", ""),
            by_known=clean.get("by") == "known",
            oldest_first=clean.get("order") == "oldest",
        )


def _sent(file: Any) -> SentFile:
    return SentFile(file.name or "", file.read())


def _moment(day: date | None, at: time | None, default: time) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(day, at or default, LOCAL).astimezone(UTC)
