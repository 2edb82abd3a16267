"""From a bound Django form field to the parameters of a GOV.UK component. Templates only dispatch on the result."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.forms.widgets import Input
from django.utils.translation import gettext, ngettext

from cairn.ui import formats
from cairn.ui.dates import DayWidget

Params = dict[str, Any]
# Never sent to the browser: a hard limit would cut pasted words in silence. The server says when a text is too long.
_WITHHELD = frozenset({"maxlength", "minlength", "required", "rows", "cols", "class", "id", "aria-invalid"})
_OWN_PARAMETER = frozenset({"autocomplete", "spellcheck", "inputmode", "autocapitalize", "pattern"})


# Between them these counts take every plural form there is in any language.
_COUNTS_OF_EVERY_FORM = (0, 1, 2, 3, 6, 11, 20, 21, 100)


@dataclass(frozen=True, slots=True)
class Rendered:
    """One component and its parameters, for `ui/form.html` to dispatch on."""

    component: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a page asks of one field beyond what its form says.

    `is_heading`: the label or legend is the page's heading. `size`: of the label, s, m, l or xl.
    `hints` and `reveals`: by value of a choice, a sentence below it, and markup shown once it is chosen.
    `dividers`: by value of a choice, the word (such as "or") that stands before it.
    """

    is_heading: bool = False
    size: str = ""
    classes: str = ""
    is_inline: bool = False
    hints: Mapping[str, str] = field(default_factory=dict)
    reveals: Mapping[str, str] = field(default_factory=dict)
    dividers: Mapping[str, str] = field(default_factory=dict)


def field_params(bound: BoundField, **wishes: Any) -> Rendered:
    """The component that shows `bound`, and its parameters. `wishes` are the attributes of `Wish`.

    The value is kept as typed; a password and a file are never put back. Every error of the field is shown.
    """
    wish = Wish(**wishes)
    if bound.is_hidden:
        return Rendered("hidden", {"name": bound.html_name, "id": bound.auto_id, "value": _value(bound)})
    for widget, build in _BUILDERS:
        if isinstance(bound.field.widget, widget):
            name, extra = build(bound, wish)
            return Rendered(name, {**_common(bound), **extra})
    raise TypeError(f"no component shows {type(bound.field.widget).__name__}")


def error_summary(*shown: BaseForm) -> Params | None:
    """Parameters of the error summary over the forms of one page; None when nothing is wrong or nothing was sent."""
    listed = [entry for form in shown if form.is_bound for entry in _entries(form)]
    return {"titleText": gettext("There is a problem"), "errorList": listed} if listed else None


def _entries(form: BaseForm) -> Iterator[Params]:
    for name, errors in form.errors.items():
        shown = name in form.fields and not form[name].is_hidden
        target = {"href": f"#{focus_id(form[name])}"} if shown else {}
        sentences = error_sentences(form[name]) if name in form.fields else [str(sentence) for sentence in errors]
        yield from ({"text": sentence, **target} for sentence in sentences)


def error_sentences(bound: BoundField) -> list[str]:
    """What is wrong with one field. Django's own "This field is required" says nothing in a list, so it is named."""
    unsaid = forms.Field.default_error_messages["required"]
    named = gettext("“%(label)s” needs an answer") % {"label": bound.label}
    return [named if sentence == unsaid else str(sentence) for sentence in bound.errors]


def focus_id(bound: BoundField) -> str:
    """The id of the element that the error summary should move the focus to."""
    return f"{bound.auto_id}-day" if isinstance(bound.field.widget, DayWidget) else str(bound.auto_id)


def _common(bound: BoundField) -> Params:
    params: Params = {"name": bound.html_name, "id": bound.auto_id}
    if bound.help_text:
        params["hint"] = {"text": str(bound.help_text)}
    if bound.errors:
        message = " ".join(error_sentences(bound))
        params["errorMessage"] = {"text": message, "visuallyHiddenText": gettext("Error")}
    attrs = bound.build_widget_attrs(dict(bound.field.widget.attrs))
    params |= {key: value for key, value in attrs.items() if key in _OWN_PARAMETER}
    # The macros write spellcheck only for a real boolean.
    if "spellcheck" in params:
        params["spellcheck"] = str(params["spellcheck"]).lower() == "true"
    taken = _WITHHELD | _OWN_PARAMETER | {"disabled", "aria-describedby"}
    params["attributes"] = {key: value for key, value in attrs.items() if key not in taken and value is not False}
    params["disabled"] = bound.field.disabled
    return params


def _label(bound: BoundField, wish: Wish, part: str = "label") -> Params:
    sized = {"classes": f"govuk-{part if part == 'label' else 'fieldset__legend'}--{wish.size}"} if wish.size else {}
    return {"text": str(bound.label), "isPageHeading": wish.is_heading, **sized}


def _fieldset(bound: BoundField, wish: Wish) -> Params:
    return {"legend": _label(bound, wish, "legend")}


def _value(bound: BoundField) -> str:
    shown = bound.field.widget.format_value(bound.value())
    return "" if shown is None else str(shown)


def _text(bound: BoundField) -> str:
    """The words of a text area. Browsers swallow its first line break, so words that begin with one get another."""
    words = _value(bound)
    return f"\n{words}" if words.startswith(("\n", "\r")) else words


def _input(bound: BoundField, wish: Wish) -> tuple[str, Params]:
    kind = str(getattr(bound.field.widget, "input_type", "text"))
    params: Params = {"label": _label(bound, wish), "classes": wish.classes, "type": kind, "value": _value(bound)}
    if kind == "number":
        # Number inputs round, scroll and hide what was typed; GOV.UK advises a text input with a numeric keyboard.
        params |= {"type": "text", "inputmode": "numeric"}
    if kind in {"email", "tel", "url"}:
        params |= {"spellcheck": False}
    return "input", params


def _password(bound: BoundField, wish: Wish) -> tuple[str, Params]:
    words = {
        "showPasswordText": gettext("Show"),
        "hidePasswordText": gettext("Hide"),
        "showPasswordAriaLabelText": gettext("Show password"),
        "hidePasswordAriaLabelText": gettext("Hide password"),
        "passwordShownAnnouncementText": gettext("Your password is visible"),
        "passwordHiddenAnnouncementText": gettext("Your password is hidden"),
    }
    return "password", {"label": _label(bound, wish), "classes": wish.classes, **words}


def _textarea(bound: BoundField, wish: Wish) -> tuple[str, Params]:
    rows = int(bound.field.widget.attrs.get("rows", 5))
    params: Params = {"label": _label(bound, wish), "classes": wish.classes, "rows": rows, "value": _text(bound)}
    limit = getattr(bound.field, "max_length", None)
    if limit is None:
        return "textarea", params
    return "character_count", {**params, "maxlength": limit, "threshold": 75, **_count_words()}


def _count_words() -> Params:
    # %{count} is filled in by the browser, in the plural of the page's language.
    return {
        "textareaDescriptionText": gettext("You can enter up to %{count} characters"),
        "charactersUnderLimitText": _by_count(
            lambda n: ngettext("You have %{count} character remaining", "You have %{count} characters remaining", n)
        ),
        "charactersAtLimitText": gettext("You have 0 characters remaining"),
        "charactersOverLimitText": _by_count(
            lambda n: ngettext("You have %{count} character too many", "You have %{count} characters too many", n)
        ),
    }


def _by_count(sentence: Callable[[int], str]) -> dict[str, str]:
    """The sentence for each plural form of the page's language (one, other; Arabic has six)."""
    language = formats.babel_locale()
    return {language.plural_form(count): sentence(count) for count in reversed(_COUNTS_OF_EVERY_FORM)}


def _select(bound: BoundField, wish: Wish) -> tuple[str, Params]:
    chosen = _chosen(bound)
    items = [{"value": value, "text": text, "selected": value in chosen} for value, text in _choices(bound)]
    return "select", {"label": _label(bound, wish), "classes": wish.classes, "items": items}


def _radios(bound: BoundField, wish: Wish) -> tuple[str, Params]:
    inline = " govuk-radios--inline" if wish.is_inline else ""
    return "radios", {
        "idPrefix": bound.auto_id,
        "fieldset": _fieldset(bound, wish),
        "classes": f"{wish.classes}{inline}".strip(),
        "items": _items(bound, wish),
    }


def _checkboxes(bound: BoundField, wish: Wish) -> tuple[str, Params]:
    return "checkboxes", {
        "idPrefix": bound.auto_id,
        "fieldset": _fieldset(bound, wish),
        "classes": wish.classes,
        "items": _items(bound, wish),
    }


def _checkbox(bound: BoundField, wish: Wish) -> tuple[str, Params]:
    is_checked = bool(bound.field.widget.check_test(bound.value()))
    item = {"value": "on", "text": str(bound.label), "checked": is_checked, "disabled": bound.field.disabled}
    return "checkboxes", {"idPrefix": bound.auto_id, "classes": wish.classes, "items": [item]}


def _items(bound: BoundField, wish: Wish) -> list[Params]:
    chosen = _chosen(bound)
    items: list[Params] = []
    for value, text in _choices(bound):
        if value == "":
            raise ValueError(f"a choice of {bound.html_name} has no value, so another could not be taken back")
        if value in wish.dividers:
            items.append({"divider": wish.dividers[value]})
        item: Params = {"value": value, "text": text, "checked": value in chosen, "disabled": bound.field.disabled}
        if value in wish.hints:
            item["hint"] = {"text": str(wish.hints[value])}
        if value in wish.reveals:
            item["conditional"] = {"html": wish.reveals[value]}
        items.append(item)
    return items


def _choices(bound: BoundField) -> Iterator[tuple[str, str]]:
    """Value and label of each choice; a group's name goes before the labels of its choices."""
    for value, label in bound.field.widget.choices:
        if isinstance(label, (list, tuple)):
            yield from ((str(inner), f"{value}: {text}") for inner, text in label)
        else:
            yield ("" if value is None else str(value)), str(label)


def _chosen(bound: BoundField) -> frozenset[str]:
    return frozenset(bound.field.widget.format_value(bound.value()) or ())


def _day(bound: BoundField, wish: Wish) -> tuple[str, Params]:
    widget: DayWidget = bound.field.widget
    return "date_input", {"fieldset": _fieldset(bound, wish), "items": widget.items(bound)}


def _file(bound: BoundField, wish: Wish) -> tuple[str, Params]:
    multiple = bool(getattr(bound.field.widget, "allow_multiple_selected", False))
    return "file_upload", {"label": _label(bound, wish), "classes": wish.classes, "multiple": multiple}


# In this order: the first widget that fits wins, so the particular stand before the general.
_BUILDERS: tuple[tuple[type[forms.Widget], Callable[[BoundField, Wish], tuple[str, Params]]], ...] = (
    (DayWidget, _day),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.Select, _select),
    (forms.CheckboxInput, _checkbox),
    (forms.Textarea, _textarea),
    (forms.FileInput, _file),
    (forms.PasswordInput, _password),
    (Input, _input),
)
