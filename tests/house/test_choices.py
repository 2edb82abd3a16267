"""Every choice that stands in sight has a value: one without could never be chosen, and no other taken back."""

from importlib import import_module

from django import forms

from tests.house.tree import python

_IN_SIGHT = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def _forms() -> set[type[forms.BaseForm]]:
    for path in python("cairn"):
        if "forms" in path.with_suffix("").parts:
            import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
    found: set[type[forms.BaseForm]] = set()
    left: list[type[forms.BaseForm]] = [forms.BaseForm]
    while left:
        more = set(left.pop().__subclasses__()) - found
        found |= more
        left += more
    return {one for one in found if one.__module__.startswith("cairn.")}


def test_no_choice_in_sight_is_without_a_value():
    asked = [
        (form.__name__, name, choice)
        for form in _forms()
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field.widget, _IN_SIGHT)
        for choice in field.widget.choices
    ]
    assert len(asked) > 200, "the forms are looked at"
    assert [one for one in asked if one[2][0] in {"", None}] == []
