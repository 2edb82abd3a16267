"""Who says what, and adding what one knows (R-004, R-005)."""

import pytest

from cairn.access.binding import acting_as
from cairn.children.forms.facts import FORMS
from cairn.children.kinds import Basis, FactKind, NameKind
from cairn.children.models import Claim
from cairn.children.verbs import settle_ages
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from tests.children.linked import decided, pair
from tests.children.pages import a_child, browser, read, says, says_age

ESTIMATE = {"basis": "professional_estimate"}


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def post(client, child, **typed):
    return client.post(f"/children/{child.reference}/facts/add/", typed)


def said(northmoor, child, kind) -> list[Claim]:
    farid = northmoor.actor("farid")
    with acting_as(farid):
        return list(Claim.objects.visible_to(farid).filter(child=child, kind=kind).order_by("recorded_at"))


def reviews(northmoor) -> list[Duty]:
    farid = northmoor.actor("farid")
    with acting_as(farid):
        open_ones = Duty.objects.visible_to(farid).filter(kind=DutyKind.REVIEW_AGE, closed_at=None)
        return list(open_ones.select_related("owner_team"))


def test_different_views_stand_side_by_side_with_who_said_so(northmoor, child):
    says_age(northmoor, "efa", child, "10-12")
    says(northmoor, "amara", child, FactKind.NAME, "Linh", Basis.CHILD_SAYS, kind="alias")
    page = read(browser(northmoor, "amara"), child, "facts/")
    for words in ("Outreach, Safer Streets", "Eastmoor Duty", "the child says", "other name", "These differ", "10-12"):
        assert words in page
    assert page.index("10-12") < page.index(">14")


@pytest.mark.parametrize("kind", FORMS)
def test_every_kind_has_a_form_that_refuses_emptiness(northmoor, child, kind):
    amara = browser(northmoor, "amara")
    assert 'name="basis"' in read(amara, child, f"facts/add/?kind={kind}")
    answer = post(amara, child, kind=kind)
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert kind in {FactKind.NAME, FactKind.BIRTH, FactKind.WHEREABOUTS} or not said(northmoor, child, kind)


@pytest.mark.parametrize(
    ("kind", "typed", "detail"),
    [
        ("name", {"text": "Linh", "name_kind": "alias"}, {"kind": NameKind.ALIAS}),
        ("identifier", {"text": "943 476 5919", "scheme": "nhs"}, {"scheme": "nhs"}),
        ("phone", {"text": "07700 900123", "safe": "no"}, {"safe": "no"}),
        ("whereabouts", {"text": "left the house", "known": "no", "safe": "no"}, {"known": "no", "safe": "no"}),
        ("sex", {"text": "female"}, {}),
        ("wish", {"text": "to see\nher brother"}, {}),
        ("school", {"text": "Market Street"}, {}),
    ],
)
def test_what_is_typed_is_kept_as_it_was_said(northmoor, child, kind, typed, detail):
    answer = post(browser(northmoor, "amara"), child, kind=kind, **typed, **ESTIMATE)
    assert answer.status_code == 302, answer.content.decode()
    kept = said(northmoor, child, kind)[-1]
    assert (kept.text, kept.detail, kept.team.slug) == (typed["text"], detail, "eastmoor-duty")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": "yesterday"}, "Give an age, a year or a date"),
        ({"text": "3/4/2999"}, "That birth date has not come yet"),
        ({"text": "31/02/2010"}, "There is no such day"),
        ({"text": "140"}, "Nobody is that old"),
        ({"text": "12/3/1888"}, "Nobody is that old"),
        ({"text": "14", "said_on-day": "1", "said_on-month": "1", "said_on-year": "2999"}, "has not come yet"),
    ],
)
def test_an_error_stands_at_its_field_and_what_was_typed_is_kept(northmoor, child, typed, words):
    answer = post(browser(northmoor, "amara"), child, kind="birth", **typed, **ESTIMATE)
    page = answer.content.decode()
    assert words in page
    assert f'value="{typed["text"]}"' in page
    assert len(said(northmoor, child, "birth")) == 1


def test_an_age_counts_back_from_the_day_it_was_said(northmoor, child):
    long_ago = {"said_on-day": "1", "said_on-month": "6", "said_on-year": "2016"}
    post(browser(northmoor, "amara"), child, kind="birth", text="4", **long_ago, **ESTIMATE)
    kept = said(northmoor, child, "birth")[-1]
    assert (kept.born_from.isoformat(), kept.born_to.isoformat()) == ("2011-06-02", "2012-06-01")


def test_a_paper_believed_false_shows_and_counts_for_nothing(northmoor, child):
    says_age(northmoor, "amara", child, "17", Basis.CHILD_SAYS)
    says_age(northmoor, "amara", child, "22", Basis.DOCUMENT, believed_false=True)
    page = read(browser(northmoor, "amara"), child, "facts/")
    assert "Believed to be false" in page
    assert "child — age disputed 14–17" in page


def test_three_views_make_somebody_look(northmoor, child):
    """R-005: three views (10–12, 10–16, 16) say "disputed" in the header and raise a review."""
    for text in ("10-12", "10-16", "16"):
        says_age(northmoor, "amara", child, text)
    assert [one.owner_team.slug for one in reviews(northmoor)] == ["eastmoor-duty"]
    amara = browser(northmoor, "amara")
    assert "child — age disputed 10–16" in read(amara, child)
    assert "lies more than two years apart" in read(amara, child, "facts/")
    amara.post(f"/children/{child.reference}/facts/ages/")
    assert reviews(northmoor) == []
    says_age(northmoor, "amara", child, "9")
    assert len(reviews(northmoor)) == 1


def test_a_view_that_differs_from_one_its_writer_does_not_see_makes_somebody_look(northmoor, child):
    says_age(northmoor, "amara", child, "18")
    says_age(northmoor, "efa", child, "13")
    assert len(reviews(northmoor)) == 1


def test_two_years_apart_are_disputed_and_not_reviewed(northmoor, child):
    says_age(northmoor, "amara", child, "16")
    assert reviews(northmoor) == []
    assert "age disputed 14–16" in read(browser(northmoor, "amara"), child)


def test_the_hub_writes_through_a_record_of_its_own(northmoor, child):
    assert post(browser(northmoor, "farid"), child, kind="school", text="Market Street", **ESTIMATE).status_code == 302
    assert said(northmoor, child, "school")[-1].team.slug == "hub-duty"


def test_the_stranger_adds_nothing(northmoor, child):
    assert post(browser(northmoor, "chidi"), child, kind="school", text="x", **ESTIMATE).status_code == 404


def test_ages_that_differ_once_two_children_are_joined_make_somebody_look_and_are_settled_together(northmoor):
    two, farid = pair(northmoor), northmoor.actor("farid")
    says_age(northmoor, "amara", two.known, "18")
    assert len(reviews(northmoor)) == 1
    says_age(northmoor, "wanda", two.new, "9")
    decided(two.question, farid)
    assert {one.about_id for one in reviews(northmoor)} == {two.known.id, two.new.id}
    with acting_as(farid):
        assert settle_ages(child=two.known, by=farid) == 2
    assert reviews(northmoor) == []
