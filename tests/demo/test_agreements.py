"""In Northmoor one agreement has lapsed and one lapses soon, and every story can be told all the same (R-190)."""

from tests.demo.content import AGENCIES, PEOPLE, STEPS, TEAMS


def test_one_agreement_has_lapsed_and_one_lapses_soon_and_no_story_needs_the_first() -> None:
    left = {slug: int(agency["agreement"]["review"].removesuffix("d")) for slug, agency in AGENCIES.items()}
    lapsed = {slug for slug, days in left.items() if days < 0}
    assert len(lapsed) == 1
    assert len([days for days in left.values() if 0 < days <= 60]) == 1
    theirs = {
        key for key, one in PEOPLE.items() for held in one["memberships"] if TEAMS[held["team"]]["agency"] in lapsed
    }
    assert theirs
    assert not theirs & {step["by"] for step in STEPS}
