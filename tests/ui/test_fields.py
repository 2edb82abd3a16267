"""From bound Django fields to the parameters of components."""

import re
from datetime import date

import pytest
from django import forms
from django.utils import translation

from cairn.ui.dates import DayField
from cairn.ui.fields import error_summary, field_params
from tests.ui.test_environment import template

CHOICES = [("", "None of it"), ("a", "Apple"), ("b", "Birch")]


class Sample(forms.Form):
    what = forms.CharField(
        label="What?", help_text="In your words", widget=forms.Textarea(attrs={"rows": 3}), max_length=90
    )
    note = forms.CharField(required=False, widget=forms.Textarea)
    name = forms.CharField(
        max_length=5, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "data-x": "1"})
    )
    mail = forms.EmailField(required=False)
    age = forms.IntegerField(required=False, min_value=0)
    secret = forms.CharField(required=False, widget=forms.PasswordInput)
    when = DayField(required=False)
    one = forms.ChoiceField(required=False, choices=CHOICES[1:], widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(required=False, choices=CHOICES[1:], widget=forms.CheckboxSelectMultiple)
    area = forms.ChoiceField(required=False, choices=[*CHOICES, ("Trees", [("c", "Cedar")])])
    is_sure = forms.BooleanField(required=False)
    picture = forms.FileField(required=False)
    key = forms.CharField(required=False, widget=forms.HiddenInput)


def shown(name, data=None, **wishes):
    return field_params(Sample(data)[name], **wishes)


@pytest.mark.parametrize(
    ("name", "component"),
    [
        ("what", "character_count"),
        ("note", "textarea"),
        ("name", "input"),
        ("mail", "input"),
        ("age", "input"),
        ("secret", "password"),
        ("when", "date_input"),
        ("one", "radios"),
        ("many", "checkboxes"),
        ("area", "select"),
        ("is_sure", "checkboxes"),
        ("picture", "file_upload"),
        ("key", "hidden"),
    ],
)
def test_each_field_has_its_component(name, component):
    assert shown(name).component == component


def test_a_password_is_typed_unseen_and_may_be_pasted():
    html = rendered('{% from "ui/form.html" import fields %}{{ fields(form) }}', form=Sample())
    (box,) = re.findall(r'<input[^>]*name="secret"[^>]*>', html)
    assert 'type="password"' in box
    assert "onpaste" not in box
    assert "maxlength" not in box


def test_label_hint_and_names_come_from_the_form():
    params = shown("what").params
    assert (params["name"], params["id"]) == ("what", "id_what")
    assert params["label"]["text"] == "What?"
    assert params["hint"] == {"text": "In your words"}
    assert params["rows"] == 3


class Unvalued(forms.Form):
    one = forms.ChoiceField(required=False, choices=CHOICES, widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(required=False, choices=CHOICES, widget=forms.CheckboxSelectMultiple)


@pytest.mark.parametrize("name", ["one", "many"])
def test_a_choice_that_stands_in_sight_is_never_left_out_in_silence(name):
    with pytest.raises(ValueError, match="has no value"):
        field_params(Unvalued()[name])


def test_an_unknown_widget_is_a_mistake_of_the_builder():
    class Odd(forms.Form):
        odd = forms.CharField(widget=forms.SplitDateTimeWidget)

    with pytest.raises(TypeError, match="SplitDateTimeWidget"):
        field_params(Odd()["odd"])


def test_what_was_typed_is_kept_as_typed():
    assert shown("name", {"name": " far too long "}).params["value"] == " far too long "
    assert shown("age", {"age": "twelve"}).params["value"] == "twelve"


def test_a_password_is_never_put_back():
    assert "value" not in shown("secret", {"secret": "hunter2"}).params


def test_no_hard_limit_reaches_the_browser():
    params = shown("name").params
    assert params["attributes"] == {"data-x": "1"}
    assert params["autocomplete"] == "off"
    assert params["spellcheck"] is False


def test_numbers_get_a_keyboard_not_a_spinner():
    assert (shown("age").params["type"], shown("age").params["inputmode"]) == ("text", "numeric")


def test_the_count_of_characters_speaks_every_plural_of_the_language():
    assert set(shown("what").params["charactersUnderLimitText"]) == {"one", "other"}
    with translation.override("ar"):
        assert len(shown("what").params["charactersUnderLimitText"]) == 6


def test_errors_stand_at_their_field():
    assert shown("name", {}).params["errorMessage"]["text"] == "“Name” needs an answer"
    assert "errorMessage" not in shown("name").params


def test_a_choice_may_carry_a_hint_a_divider_and_a_reveal():
    items = shown("one", {"one": "b"}, hints={"a": "Red"}, dividers={"b": "or"}, reveals={"b": "<p>"}).params["items"]
    assert [item.get("value", item.get("divider")) for item in items] == ["a", "or", "b"]
    assert items[0]["hint"] == {"text": "Red"}
    assert (items[2]["checked"], items[2]["conditional"]) == (True, {"html": "<p>"})


def test_select_keeps_its_empty_choice_and_names_groups():
    items = shown("area", {"area": "c"}).params["items"]
    assert [item["text"] for item in items] == ["None of it", "Apple", "Birch", "Trees: Cedar"]
    assert [item["selected"] for item in items] == [False, False, False, True]


def test_several_choices_stay_ticked():
    data = {"many": ["a", "b"], "is_sure": "on"}
    assert all(item["checked"] for item in shown("many", data).params["items"])
    assert shown("is_sure", data).params["items"][0]["checked"]


def test_wishes_shape_the_label_and_the_layout():
    assert shown("what", size="l", is_heading=True).params["label"] == {
        "text": "What?",
        "isPageHeading": True,
        "classes": "govuk-label--l",
    }
    radios = shown("one", size="m", is_inline=True).params
    assert radios["fieldset"]["legend"]["classes"] == "govuk-fieldset__legend--m"
    assert radios["classes"] == "govuk-radios--inline"


def test_the_summary_leads_to_each_field():
    summary = error_summary(Sample({"what": "x", "name": "", "when-day": "31", "when-month": "2", "when-year": "2026"}))
    assert summary is not None
    assert summary["errorList"] == [
        {"text": "“Name” needs an answer", "href": "#id_name"},
        {"text": "Enter a real date, such as 27 3 2026", "href": "#id_when-day"},
    ]


def test_no_summary_before_sending_nor_when_all_is_well():
    assert error_summary(Sample()) is None
    assert error_summary(Sample({"what": "x", "name": "y"})) is None


def test_an_error_of_the_whole_form_leads_nowhere():
    form = Sample({"what": "x", "name": "y"})
    form.add_error(None, "Both at once cannot be")
    summary = error_summary(form)
    assert summary is not None
    assert summary["errorList"] == [{"text": "Both at once cannot be"}]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("27", "3", "2026"), date(2026, 3, 27)),
        ((" 27 ", "03", "2026"), date(2026, 3, 27)),
        (("", "", ""), None),
    ],
)
def test_a_day_in_three_boxes(parts, expected):
    form = Sample({"what": "x", "name": "y", **dict(zip(("when-day", "when-month", "when-year"), parts, strict=True))})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["when"] == expected


@pytest.mark.parametrize("parts", [("31", "2", "2026"), ("x", "3", "2026"), ("1", "1", "26"), ("1", "1", "9" * 5000)])
def test_a_day_that_never_was(parts):
    form = Sample(dict(zip(("when-day", "when-month", "when-year"), parts, strict=True)))
    assert form.errors["when"] == ["Enter a real date, such as 27 3 2026"]
    assert [item["value"] for item in shown("when", form.data).params["items"]] == list(parts)


def test_a_day_with_a_part_left_out():
    form = Sample({"when-day": "3", "when-year": "2026"})
    assert form.errors["when"] == ["The date must include a day, a month and a year"]


def test_a_day_knows_whether_it_was_changed():
    data = {"when-day": "27", "when-month": "3", "when-year": "2026"}
    assert "when" not in Sample(data, initial={"when": date(2026, 3, 27)}).changed_data
    assert "when" in Sample(data, initial={"when": date(2026, 3, 28)}).changed_data


def rendered(source, **context):
    return template(source).render(**context)


def test_words_inside_a_reveal_are_not_indented():
    form = Sample({"note": "\nfirst\nsecond", "one": "a"})
    source = """{% from "ui/form.html" import field %}
      {{ field(form["one"], reveals={"a": field(form["note"])}) }}"""
    assert ">\n\nfirst\nsecond</textarea>" in rendered(source, form=form)


def test_typed_markup_is_escaped():
    source = '{% from "ui/form.html" import fields %}{{ fields(form) }}'
    html = rendered(source, form=Sample({"what": "<script>", "name": '"><b>'}))
    assert "<script>" not in html
    assert "<b>" not in html
