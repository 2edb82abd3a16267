"""The column map and the dates of a file: what is read, and what is refused with which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.errors import Refused
from cairn.matching.linking.columns import parse_map
from cairn.matching.linking.dates import Birth, reader

WHOLE = """
id = "no"
given_name = "first"
family_name = "last"
birth_date = {column = "born", format = "%d.%m.%Y"}
sex = "sex"
nationality = "from"
address = ["street", "town"]
postcode = "code"
phone = "mobile"
[identifiers]
nhs = "nhs_no"
"""


def test_a_whole_map_is_read():
    found = parse_map(WHOLE)
    assert (found.names, found.birth_format, found.address) == (("first", "last"), "%d.%m.%Y", ("street", "town"))
    assert found.columns[0] == "no"
    assert len(found.columns) == len(set(found.columns)) == 11


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("id = ", "link_map_unreadable"),
        ('id = "a"\nfull_name = "b"\nforename = "c"', "link_map_unknown_key"),
        ('full_name = "b"', "link_map_needs"),
        ('id = "a"', "link_map_needs"),
        ('id = "a"\nfull_name = "a"', "link_map_column_twice"),
        ('id = "a"\naddress = ["b", "b"]', "link_map_column_twice"),
        ('id = "a"\npostcode = 7', "link_map_value"),
        ('id = "a"\npostcode = ""', "link_map_value"),
        ('id = "a"\naddress = {b = "c"}', "link_map_value"),
        ('id = "a"\nidentifiers = ["b"]', "link_map_value"),
        ('id = "a"\nbirth_date = {format = "%Y"}', "link_map_value"),
        ('id = "a"\nbirth_date = {column = "b", form = "%Y"}', "link_map_value"),
    ],
    ids=range(12),
)
def test_a_map_that_cannot_be_followed_is_refused(text, code):
    with pytest.raises(Refused) as refused:
        parse_map(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("form", "written", "read"),
    [
        ("", "2009-04-03", Birth(2009, 4, 3, True)),
        ("", "20090403", Birth(2009, 4, 3, True)),
        ("", "3/4/2009", Birth(2009, 4, 3, True)),
        ("", "2009", Birth(2009, 0, 0, True)),
        ("", "31/02/2009", Birth(2009, 2, 31, False)),
        ("", "soon", None),
        ("%Y%m%d", "19551192", Birth(1955, 11, 92, False)),
        ("%d.%m.%Y", "3.4.2009", Birth(2009, 4, 3, True)),
        ("%d.%m.%Y", "2009-04-03", None),
        ("%d %b %Y", "03 Apr 2009", Birth(2009, 4, 3, True)),
        ("%d %b %Y", "03 Abc 2009", None),
    ],
    ids=range(11),
)
def test_births_are_read_as_their_column_says(form, written, read):
    assert reader(form)(written) == read


@given(st.dates())
def test_every_day_of_the_calendar_is_real(day):
    assert reader("")(f"{day:%d/%m}/{day.year:04d}") == Birth(day.year, day.month, day.day, True)


@given(st.text(max_size=12), st.sampled_from(["", "%Y%m%d", "%d/%m/%Y", "%b %Y", "%Y"]))
def test_whatever_is_written_nothing_breaks(text, form):
    birth = reader(form)(text)
    assert birth is None or birth.year >= 0
