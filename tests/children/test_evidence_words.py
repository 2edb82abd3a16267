"""What speaks for and against, in words with a bar each; the words alone say everything."""

import pytest
from django.template.loader import get_template

from cairn.children.presenters.evidence import bars, label_of, said, strength
from cairn.matching.evidence import Evidence
from cairn.matching.kinds import Field, Level
from cairn.matching.sightings import SightingField

TOLD = [
    Evidence(Field.NAME, Level.ANY_ORDER, 7.0),
    Evidence(Field.BIRTH, Level.DIFFERS, -2.5),
    Evidence(Field.SEX, Level.NOT_COMPARABLE, 0.0),
    Evidence(Field.PHONE, Level.DIFFERS, 0.0),
    Evidence(Field.IDENTIFIER, Level.AGREES, 24.0),
]


def test_the_most_telling_comes_first_and_every_side_is_told():
    chart = bars(TOLD)
    assert [(each.label, each.is_against, each.width) for each in chart.rows] == [
        ("Number or reference", False, 100),
        ("Name", False, 35),
        ("Age or date of birth", True, 12),
        ("Phone", False, 0),
    ]
    assert chart.rows[2].strength == "speaks against it, tells something"
    assert chart.rows[3].strength == "tells nothing either way"
    assert chart.not_compared == "Sex"
    assert chart.summary == "Speaks for it: Number or reference, Name. Speaks against it: Age or date of birth."


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([], "Nothing that could be compared speaks for it or against it."),
        (TOLD[:1], "Speaks for it: Name. Nothing speaks against it."),
        (TOLD[1:2], "Nothing speaks for it. Speaks against it: Age or date of birth."),
    ],
)
def test_the_whole_in_a_sentence(told, words):
    assert bars(told).summary == words


def test_what_was_stored_reads_as_what_was_weighed():
    stored = [{"field": str(e.field), "level": str(e.level), "weight": e.weight} for e in TOLD]
    assert bars(stored) == bars(TOLD)


def test_words_of_another_version_are_told_in_general():
    chart = bars([{"field": "shoe_size", "level": "fits", "weight": 0.01}])
    assert (chart.rows[0].label, chart.rows[0].words) == ("Another fact", "They were compared.")
    assert chart.rows[0].width > 0


def test_other_words_stand_where_they_are_given():
    chart = bars([Evidence(Field.PHONE, Level.AGREES, 5.0)], {(Field.PHONE, Level.AGREES): "As you typed it."})
    assert chart.rows[0].words == "As you typed it."


def test_every_fact_and_every_level_has_words_of_its_own():
    assert len({label_of(each) for each in (*Field, *SightingField)}) == len({*Field, *SightingField})
    assert all(label_of(each) != "Another fact" for each in (*Field, *SightingField))
    assert all(str(said("anything", level)) != "They were compared." for level in Level)


@pytest.mark.parametrize(
    ("weight", "word"),
    [(8, "tells very much"), (-6, "tells much"), (2.0, "tells something"), (-0.3, "tells little")],
)
def test_how_much_it_tells_is_a_word(weight, word):
    assert strength(weight) == word


def test_the_chart_is_drawn_without_styles_and_hidden_from_who_hears_the_words():
    part = get_template("children/parts/evidence_bars.html").template  # type: ignore[attr-defined]  # Jinja's own template behind Django's
    drawn = str(part.module.evidence_bars(bars(TOLD)))
    assert drawn.count("<svg") == drawn.count('aria-hidden="true"') == 4
    assert "style=" not in drawn
    assert 'class="cairn-bars__against" x="88" y="2" width="12"' in drawn
    assert "Ages that do not fit." in drawn
    assert "Could not be compared: Sex." in drawn
