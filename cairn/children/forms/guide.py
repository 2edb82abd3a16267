"""One question of the guide "why not share?", with the answers given before it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import one_of
from cairn.sharing.kinds import OPTIONS, GuideQuestion


class GuideForm(forms.Form):
    """Asks one question by radio buttons and carries what was answered before. Sent by GET: it holds nothing of a
    child."""

    def __init__(self, *args: Any, question: GuideQuestion, before: Mapping[GuideQuestion, str], **more: Any) -> None:
        super().__init__(*args, **more)
        for one, answer in before.items():
            self.fields[one.value] = forms.CharField(widget=forms.HiddenInput, initial=answer)
        choices = OPTIONS[question].choices
        self.fields[question.value] = one_of(choices, question.label, _("Choose the answer that comes closest."))


def answers_in(query: Mapping[str, Any]) -> dict[GuideQuestion, str]:
    """The answers in an address, those that are none of a question's own options left out."""
    typed = {question: str(query.get(question.value, "")) for question in GuideQuestion}
    return {question: answer for question, answer in typed.items() if answer in OPTIONS[question].values}
