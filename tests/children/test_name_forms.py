"""Forms of names that a partnership knows: who adds them, what may stand in a group, and that matching uses them."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from cairn.access.binding import acting_as
from cairn.children.kinds import NAME_FORMS_ADDED, NAME_FORMS_RETIRED
from cairn.children.models import NameForms
from cairn.children.queries.name_forms import book
from cairn.children.rules.forms_of_names import MOST_FORMS, forms_given
from cairn.children.verbs import add_name_forms, retire_name_forms
from cairn.core.errors import Conflict, NotAllowed, Refused
from cairn.ledger.models import Event
from tests.children.linked import statements
from tests.children.pages import browser

PAGE = "/children/names/"
WHY = "Two of our interpreters say so."
FORMS = ("Zorvan", "Mirtok", "ዞርቫን")


def adds(northmoor, *forms: str, who: str = "farid", **more) -> NameForms:
    with acting_as(by := northmoor.actor(who)):
        return add_name_forms(forms=forms, reason=more.pop("reason", WHY), by=by, **more)


def same(northmoor, one: str, other: str) -> bool:
    with acting_as(northmoor.actor("chidi")):
        return book().same(one, other)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ([], "forms_needed"),
        (["Zorvan"], "forms_needed"),
        (["Zorvan", "", "  "], "forms_needed"),
        (["Zorvan", "ZORVAN", "zórvan"], "forms_needed"),
        (["Zorvan", "123"], "form_not_a_name"),
        (["Zorvan", "🙂"], "form_not_a_name"),
        (["Zorvan", "unknown"], "form_not_a_name"),
        (["Zorvan", "Mirtok Ali"], "form_of_several_words"),
        (["Zorvan", "m" * 61], "form_too_long"),
        ([f"Zorvan{letter}" for letter in "abcdefghijklmnopqrstu"], "too_many_forms"),
    ],
    ids=["none", "one", "blanks", "read alike", "digits", "emoji", "unknown", "two words", "long", "too many"],
)
def test_what_is_no_group_of_forms_is_refused(typed, code):
    with pytest.raises(Refused) as refused:
        forms_given(typed)
    assert refused.value.code == code


def test_forms_are_kept_as_typed_each_once():
    assert forms_given([" Zorvan ", "Mirtok", "zorvan", "يوسف"]) == ("Zorvan", "Mirtok", "يوسف")


@given(st.lists(st.text(max_size=80), max_size=30))
def test_whatever_was_typed_is_a_group_or_is_refused(typed):
    try:
        found = forms_given(typed)
    except Refused:
        return
    assert 2 <= len(found) <= MOST_FORMS


def test_matching_takes_them_for_one_until_they_are_retired(northmoor):
    assert not same(northmoor, "zorvan", "mirtok")
    group = adds(northmoor, *FORMS)
    assert same(northmoor, "zorvan", "mirtok")
    with acting_as(farid := northmoor.actor("farid")):
        retire_name_forms(forms=group, reason="A mistake.", by=farid)
        happened = set(Event.objects.visible_to(farid).filter(about_id=group.id).values_list("happening", flat=True))
    assert not same(northmoor, "zorvan", "mirtok")
    assert happened == {NAME_FORMS_ADDED, NAME_FORMS_RETIRED}


def test_the_book_is_read_again_only_after_a_change(northmoor):
    adds(northmoor, *FORMS)
    with acting_as(northmoor.actor("chidi")):
        first = book()
        with statements() as seen:
            assert book() is first
    assert len(seen) == 1


def test_a_form_that_is_in_another_group_is_told_and_may_be_added_all_the_same(northmoor):
    adds(northmoor, *FORMS)
    with pytest.raises(Refused) as refused:
        adds(northmoor, "Quelim", "Zorvan")
    assert refused.value.code == "form_known_already"
    assert refused.value.params["form"] == "Zorvan"
    assert "mirtok" in refused.value.params["others"]
    adds(northmoor, "Quelim", "Zorvan", despite=True)
    assert same(northmoor, "quelim", "zorvan")
    assert not same(northmoor, "quelim", "mirtok"), "groups stay apart"


@pytest.mark.parametrize(("reason", "code"), [("  ", "forms_reason_needed"), ("x" * 1001, "reason_too_long")])
def test_a_reason_is_needed(northmoor, reason, code):
    with pytest.raises(Refused) as refused:
        adds(northmoor, *FORMS, reason=reason)
    assert refused.value.code == code


@pytest.mark.parametrize("who", ["amara", "chidi", "dana", "hana", "petra", "robin"])
def test_only_the_hub_adds_and_retires(northmoor, who):
    group = adds(northmoor, *FORMS)
    with pytest.raises(NotAllowed):
        adds(northmoor, "Quelim", "Tarvo", who=who)
    with acting_as(by := northmoor.actor(who)), pytest.raises(NotAllowed):
        retire_name_forms(forms=group, reason="No.", by=by)
    client = browser(northmoor, who)
    assert (client.get(PAGE).status_code, client.get(f"{PAGE}{group.id}/").status_code) == (403, 403)


def test_two_cannot_retire_one_group(northmoor):
    group = adds(northmoor, *FORMS)
    with acting_as(farid := northmoor.actor("farid")):
        retire_name_forms(forms=group, reason="A mistake.", by=farid)
    with acting_as(fatima := northmoor.actor("fatima")), pytest.raises(Conflict) as conflict:
        retire_name_forms(forms=group, reason="I think so too.", by=fatima)
    assert conflict.value.code == "forms_retired_already"


def test_a_group_is_never_changed_nor_brought_back_nor_removed(northmoor, as_role):
    group = adds(northmoor, *FORMS)
    row = NameForms.objects.filter(pk=group.pk)
    changes = ({"forms": ["Other", "Names"]}, {"reason": "Better."}, {"retired_reason": "Half."})
    with as_role("cairn_owner"):
        for change in changes:
            with pytest.raises(IntegrityError), transaction.atomic():
                row.update(**change)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.delete()
    with acting_as(farid := northmoor.actor("farid")):
        retire_name_forms(forms=group, reason="A mistake.", by=farid)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(retired_at=None, retired_by=None, retired_reason="")


def test_the_page_adds_says_what_is_wrong_and_keeps_what_was_typed(northmoor):
    client = browser(northmoor, "farid")
    wrong = client.post(PAGE, {"forms_of_name": "Zorvan\nMirtok Ali", "reason": WHY}).content.decode()
    assert "“Mirtok Ali” is several words." in wrong
    assert "Zorvan\nMirtok Ali" in wrong
    added = client.post(PAGE, {"forms_of_name": "\n".join(FORMS), "reason": WHY}, follow=True).content.decode()
    assert '<bdi dir="auto">ዞርቫን</bdi>' in added
    assert "Added by Farid, Hub Duty" in added
    told = client.post(PAGE, {"forms_of_name": "Quelim\nZorvan", "reason": WHY}).content.decode()
    assert "“Zorvan” is in another group already" in told


def test_the_page_of_a_group_retires_it_and_what_is_retired_stays_to_be_read(northmoor):
    group, client = adds(northmoor, *FORMS), browser(northmoor, "farid")
    address = f"{PAGE}{group.id}/"
    assert "Say how you know it" in client.post(address, {"reason": ""}).content.decode()
    listed = client.post(address, {"reason": "A mistake."}, follow=True).content.decode()
    assert "Taken out of use by Farid" in listed
    again = client.post(address, {"reason": "Once more."}).content.decode()
    assert "Somebody else has retired this group first." in again
    assert "A mistake." in again
    assert client.get(f"{PAGE}{northmoor.team('outreach').id}/").status_code == 404


def test_the_page_takes_as_many_statements_for_one_group_as_for_many(northmoor):
    client, counts = browser(northmoor, "farid"), []
    client.get(PAGE)
    for forms in (FORMS, ("Quelim", "Tarvo"), ("Baldo", "Ostrin")):
        adds(northmoor, *forms)
        with statements() as seen:
            assert client.get(PAGE).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] == counts[2]
