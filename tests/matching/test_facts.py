"""Numbers as typed become numbers that can be compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.matching.facts import IdentifierFact, NameFact, PhoneFact, normal_phone


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("07700 900123", "+447700900123"),
        ("7700900123", "+447700900123"),
        ("0044 7700 900123", "+447700900123"),
        ("+44 (0)7700-900123", "+447700900123"),
        ("447700900123", "+447700900123"),
        ("٠٧٧٠٠٩٠٠١٢٣", "+447700900123"),
        ("\u200e07700900123", "+447700900123"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("0033612345678", "+33612345678"),
        ("999", ""),
        ("0000000000", ""),
        ("1" * 30, ""),
        ("unknown", ""),
        ("", ""),
    ],
)
def test_phones_take_their_international_form(typed, number):
    assert normal_phone(typed) == number


@given(st.text(max_size=60))
def test_reading_facts_never_raises(text):
    assert normal_phone(normal_phone(text)) == normal_phone(text)
    assert PhoneFact.of(text).number == normal_phone(text)
    NameFact.of(text)
    value = IdentifierFact.of(text, text).value
    assert IdentifierFact.of("nhs", value).value == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [("943 476 5919", "9434765919"), ("a-123/b", "A123B"), ("0000000000", ""), ("unknown", ""), ("12", ""), ("", "")],
)
def test_identifiers_are_bare(typed, value):
    assert IdentifierFact.of(" NHS ", typed) == IdentifierFact("nhs", value)
