"""Children seen and not named, beside a child who may be one of them: asked of the hub by a person, never joined."""

import pytest

from cairn.access.binding import acting_as
from cairn.children.kinds import FactKind, Outcome
from cairn.children.models import Child, LinkDecision, LinkQuestion, Record
from cairn.children.verbs import hint_for
from cairn.concerns.queries.sightings import sightings_like
from cairn.concerns.rules import BornSaid, ChildSaid, NameSaid
from cairn.concerns.verbs.sightings import ask_about_sighting
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.matching.sightings import MOST, SightingField
from tests.builders import child_of, raised
from tests.children.linked import decided, statements
from tests.children.pages import browser, says

TALL = ChildSaid(names=(NameSaid("Tall boy, red coat, scar over the eye", "described"),), sex="male")
NOBODY_KNOWS = ChildSaid()
WHERE = {"where_text": "Market hall", "postcode": "NM4 2AB", "vehicles": ("white van, NX19 ABC",)}


def known(northmoor, **more) -> Child:
    """A child with a name whom Efa told of, and whom Amara's team leads."""
    child = ChildSaid(names=(NameSaid("Nguyen Van Tang"),), born=BornSaid(age_from=14, age_to=14), sex="male")
    return child_of(raised(northmoor.actor("efa"), children=(child,), **(WHERE | more)), northmoor.actor("farid"))


def seen(northmoor, who: str = "efa", child: ChildSaid = TALL, **more) -> Child:
    """A sighting without a name."""
    told = {"words": "Seen from the bus stop.", **more}
    return child_of(raised(northmoor.actor(who), children=(child,), **told), northmoor.actor("farid"))


def like(northmoor, child: Child, who: str = "farid") -> list:
    with acting_as(by := northmoor.actor(who)):
        return sightings_like(child, by)


def asked(northmoor, child: Child, reference: str, who: str = "amara", reason: str = "The same van.") -> None:
    with acting_as(by := northmoor.actor(who)):
        ask_about_sighting(child=child, seen=reference, reason=reason, by=by)


def test_a_sighting_by_the_same_van_is_found_with_its_reasons(northmoor):
    child, van = known(northmoor), seen(northmoor, vehicles=("Van NX19 ABC",))
    (found,) = like(northmoor, child)
    assert (found.child, found.described) == (van, ("Tall boy, red coat, scar over the eye",))
    assert found.likeness.evidence[0].field is SightingField.VEHICLE
    assert 0 < found.likeness.weight <= MOST
    assert not found.is_asked


def test_a_registration_in_the_words_and_a_child_of_whom_nothing_is_known_are_found_as_well(northmoor):
    child = known(northmoor)
    seen(northmoor, child=NOBODY_KNOWS, words="A boy was pushed into a van, NX19ABC, by the bridge.")
    assert [each.described for each in like(northmoor, child)] == [()]


def test_place_company_and_looks_count_too(northmoor):
    child = known(northmoor, vehicles=(), adults=("A man called Bashkim, and Liri",))
    says(northmoor, "efa", child, FactKind.NAME, "Scar over the eye, tall, limping", kind="described")
    seen(northmoor, adults=("Bashqim, with Liri",), where_text="Market hall")
    (found,) = like(northmoor, child)
    assert {each.field for each in found.likeness.evidence if each.weight > 0} == {
        SightingField.COMPANIONS,
        SightingField.PLACE,
        SightingField.DESCRIPTION,
        SightingField.SEX,
    }


def test_what_agrees_in_nothing_that_tells_is_not_shown(northmoor):
    child = known(northmoor)
    seen(northmoor)
    girl = ChildSaid(names=(NameSaid("A girl with a bag", "described"),), sex="female")
    seen(northmoor, child=girl, vehicles=("part of a plate, NX19",))
    assert like(northmoor, child) == []


def test_a_child_with_a_name_is_no_sighting(northmoor):
    child = known(northmoor)
    seen(northmoor, child=ChildSaid(names=(NameSaid("Biniam Tesfay"),)), vehicles=("NX19 ABC",))
    assert like(northmoor, child) == []


def test_only_sightings_within_sight_are_compared(northmoor):
    child = known(northmoor)
    seen(northmoor, who="chidi", area="westmoor", vehicles=("NX19 ABC",))
    assert len(like(northmoor, child, "farid")) == 1
    assert like(northmoor, child, "amara") == []


def test_the_hub_is_asked_and_the_question_holds_what_was_weighed_and_no_word(northmoor):
    child, van = known(northmoor), seen(northmoor, vehicles=("NX19 ABC",))
    asked(northmoor, child, van.reference)
    with acting_as(farid := northmoor.actor("farid")):
        question = LinkQuestion.objects.visible_to(farid).get(closed_at=None)
        proposal = LinkDecision.objects.visible_to(farid).get()
        assert Record.objects.visible_to(farid).filter(child=van).exists(), "nothing was joined"
    assert (question.child_id, question.candidate_id) == (van.id, child.id)
    assert {"field": "vehicle", "level": "agrees", "weight": 3.0} in question.evidence
    assert "NX19" not in str(question.evidence)
    assert (proposal.reason, proposal.outcome) == ("The same van.", Outcome.SAME)
    assert like(northmoor, child)[0].is_asked


def test_the_page_of_that_question_tells_the_evidence_in_words(northmoor):
    child, van = known(northmoor), seen(northmoor, vehicles=("NX19 ABC",))
    asked(northmoor, child, van.reference)
    with acting_as(farid := northmoor.actor("farid")):
        question = LinkQuestion.objects.visible_to(farid).get(closed_at=None)
    words = browser(northmoor, "farid").get(f"/children/questions/{question.id}/").content.decode()
    assert "The same registration. A vehicle carries many people." in words


def test_one_that_was_told_apart_is_not_shown_again(northmoor):
    child, van = known(northmoor), seen(northmoor, vehicles=("NX19 ABC",))
    asked(northmoor, child, van.reference)
    with acting_as(farid := northmoor.actor("farid")):
        question = LinkQuestion.objects.visible_to(farid).get(closed_at=None)
    decided(question, farid, Outcome.DIFFERENT)
    assert like(northmoor, child) == []


def test_later_linked_to_the_named_child(northmoor):
    """R-026: a sighting without a name is saved, and becomes part of a named child's record when a person says so."""
    child, van = known(northmoor), seen(northmoor, vehicles=("NX19 ABC",))
    asked(northmoor, child, van.reference)
    with acting_as(farid := northmoor.actor("farid")):
        question = LinkQuestion.objects.visible_to(farid).get(closed_at=None)
    decided(question, farid)
    with acting_as(farid):
        assert not Record.objects.visible_to(farid).filter(child=van).exists()
    assert like(northmoor, child) == []


def test_a_sighting_gives_nobody_a_hint(northmoor):
    known(northmoor)
    concern = raised(northmoor.actor("chidi"), children=(TALL,), area="westmoor", **WHERE)
    with acting_as(by := northmoor.actor("chidi")):
        records = list(Record.objects.visible_to(by).filter(pk__in=concern.subjects.values("record_id")))
        assert hint_for(records=records, by=by) is None
    with acting_as(farid := northmoor.actor("farid")):
        assert not LinkQuestion.objects.visible_to(farid).exists(), "and matching asks nobody by itself"


def test_what_is_not_among_them_or_out_of_sight_is_refused(northmoor):
    child, van = known(northmoor), seen(northmoor, vehicles=("NX19 ABC",))
    with pytest.raises(Refused) as refused:
        asked(northmoor, child, "C-7F3K-Q2")
    assert refused.value.code == "not_such_a_sighting"
    with pytest.raises(Refused) as refused:
        asked(northmoor, child, van.reference, reason=" ")
    assert refused.value.code == "reason_needed"
    with pytest.raises(NotFound):
        asked(northmoor, child, van.reference, who="chidi")
    with pytest.raises(NotAllowed):
        asked(northmoor, child, van.reference, who="robin")


def test_the_page_shows_asks_and_says_what_is_missing(northmoor):
    child, van = known(northmoor), seen(northmoor, vehicles=("NX19 ABC",))
    client, address = browser(northmoor, "amara"), f"/concerns/sightings/{child.reference}/"
    assert f'href="{address}"' in client.get(f"/children/{child.reference}/").content.decode()
    shown = client.get(address).content.decode()
    assert "Tall boy, red coat, scar over the eye" in shown
    assert "The same registration." in shown
    assert "Choose the sighting." in client.post(address, {}).content.decode()
    done = client.post(address, {"seen": van.reference, "reason": "The same van."}, follow=True).content.decode()
    assert "The hub decides" in done
    assert "The hub is asked" in done
    assert "Ask the hub about one" not in done


@pytest.mark.parametrize(("who", "get", "post"), [("robin", 200, 403), ("chidi", 404, 404), ("dana", 403, 403)])
def test_who_may_read_and_ask(northmoor, who, get, post):
    child = known(northmoor)
    client, address = browser(northmoor, who), f"/concerns/sightings/{child.reference}/"
    assert (client.get(address).status_code, client.post(address, {}).status_code) == (get, post)


def test_who_has_only_told_us_something_reads_their_own_part(northmoor):
    child = known(northmoor)
    answer = browser(northmoor, "efa").get(f"/concerns/sightings/{child.reference}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/children/{child.reference}/")


def test_it_takes_seven_statements_however_many_there_are(northmoor):
    child, counts = known(northmoor), []
    for number in range(3):
        seen(northmoor, vehicles=(f"NX19 ABC, dent {number}",))
        with acting_as(by := northmoor.actor("farid")), statements() as made:
            assert len(sightings_like(child, by)) == number + 1
        counts.append(len(made))
    assert counts == [7, 7, 7]
