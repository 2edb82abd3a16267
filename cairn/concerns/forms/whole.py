"""The whole page: the questions about the concern with those about each child, read together."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms.widgets import MultiWidget
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from cairn.concerns.forms.child import ChildForm
from cairn.concerns.forms.concern import Choices, ConcernForm
from cairn.concerns.rules import ChildSaid, ConcernSaid
from cairn.core.errors import CairnError
from cairn.ui.sentences import sentence

MOST_CHILDREN = 20
HOW_MANY = "children"
# On the first screen; everything else is folded under "add what you know".
_FIRST = frozenset({"urgency", "emergency_log_no", "what_happened"})
# Filled in for the sender, so their presence does not mean that something was written.
_PREFILLED = frozenset({"area", "how_known"})


class WholeConcern:
    """A concern as typed. `sent` is read and judged; `typed` is only put back into the boxes, without errors."""

    def __init__(
        self, *, areas: Choices, area: str, sent: Any = None, typed: Any = None, more_children: int = 0
    ) -> None:
        words = sent if sent is not None else (typed if typed is not None else MultiValueDict())
        count = min(MOST_CHILDREN, _count(words) + more_children)
        self.has_own_area = bool(area)
        self.concern = ConcernForm(sent, areas=areas, initial={"area": area, **_typed(ConcernForm, words)})
        self.children = [
            ChildForm(sent, prefix=prefix, initial=_typed(ChildForm, words, prefix))
            for prefix in (f"child-{number}" for number in range(count))
        ]

    @property
    def forms(self) -> list[forms.Form]:
        """The questions about the concern, then those about each child."""
        return [self.concern, *self.children]

    @property
    def may_add_child(self) -> bool:
        """Whether one more child fits."""
        return len(self.children) < MOST_CHILDREN

    @property
    def is_open(self) -> bool:
        """Whether the folded part holds words or something to put right, and so is shown open."""
        return len(self.children) > 1 or any(_is_touched(form) for form in self.forms)

    def is_valid(self) -> bool:
        """Whether everything typed can be sent. Every form is read, so that all that is wrong is shown at once."""
        return all([form.is_valid() for form in self.forms])

    def refuse(self, error: CairnError) -> None:
        """Show above the form what a rule said no to; what was typed stays."""
        self.concern.add_error(None, sentence(error))

    def said(self) -> ConcernSaid:
        """The concern as plain values. Only of a valid page. Without a word on any child it is about one unknown."""
        parts = self.concern.cleaned_data
        plain = (
            "what_happened urgency where_text postcode area other_children adults vehicles must_not_be_told "
            "child_wants parents_told source_protected emergency_log_no sender_contact occurred_from occurred_to"
        )
        return ConcernSaid(
            **{name: parts[name] for name in plain.split()},
            children=tuple(child.said() for child in self.children if child.is_said()) or (ChildSaid(),),
            how_known=parts["how_known"] or "seen",
            child_knows={"yes": True, "no": False}.get(parts["child_knows"]),
            exploitation_types=tuple(parts["exploitation_types"]),
        )


def titles(count: int) -> list[str]:
    """What each child's part is called."""
    if count == 1:
        return [str(_("Who is the child? Whatever you know"))]
    return [str(_("Child %(number)d") % {"number": number}) for number in range(1, count + 1)]


def _count(words: Mapping[str, Any]) -> int:
    typed = str(words.get(HOW_MANY) or "1")
    return max(1, min(MOST_CHILDREN, int(typed))) if typed.isdecimal() and len(typed) < len("100") else 1


def _typed(form: type[forms.Form], words: Any, prefix: str = "") -> dict[str, Any]:
    """What was typed into each box, to be put back as it was."""
    return dict(_boxes(form, words, f"{prefix}-" if prefix else ""))


def _boxes(form: type[forms.Form], words: Any, before: str) -> Iterator[tuple[str, Any]]:
    for name, field in form.base_fields.items():
        if not field.widget.value_omitted_from_data(words, {}, before + name) or _is_tick(field.widget):
            value = field.widget.value_from_datadict(words, {}, before + name)
            if value not in (None, "", [], False):
                yield name, value


def _is_tick(widget: forms.Widget) -> bool:
    # A box that is not ticked is not sent, so its absence says nothing; the value does.
    return isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | MultiWidget)


def _is_touched(form: forms.Form) -> bool:
    if form.is_bound and set(form.errors) - _FIRST - {"__all__"}:
        return True
    boxes = (form[name] for name in form.fields if name not in _FIRST | _PREFILLED)
    return any(_words(box.value()) for box in boxes)


def _words(value: Any) -> bool:
    return any(value.values()) if isinstance(value, dict) else bool(value)
