"""Drafts: kept while typing, by their writer alone, and never lost between two windows."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, transaction
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.access.permissions import Permission
from cairn.core.clock import now
from cairn.core.crypto import SealBroken
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.ids import uuid7
from cairn.core.ref import Ref
from cairn.duties import queries, verbs
from cairn.duties.kinds import DraftKind
from cairn.duties.models import Draft
from cairn.ledger.models import Event
from cairn.partnership.queries import door_actor
from tests.duties.owing import as_worker
from tests.partnership.people import sign_in

pytestmark = pytest.mark.django_db
WORDS = {"what_happened": ["A girl in a van, “about eleven”."], "named": ["Tang", "Nguyễn"]}
LATER = {"what_happened": ["A girl and a boy in a van."]}


@pytest.fixture
def efa(northmoor):
    with acting_as(northmoor.actor("efa")):
        yield northmoor.actor("efa")


@pytest.fixture
def draft(efa):
    return verbs.save_draft(None, DraftKind.CONCERN, WORDS, 0, efa)


def test_what_was_written_comes_back(draft, efa):
    assert queries.content_of(draft, by=efa) == WORDS
    assert list(queries.unsent_drafts(efa)) == [draft]


def test_nothing_that_was_written_is_stored_readable(draft, efa):
    draft.refresh_from_db()
    assert "van" not in draft.sealed
    assert draft.sealed.startswith("v1.")


def test_a_sealed_draft_opens_in_no_other_row(draft, efa):
    other = verbs.save_draft(None, DraftKind.CONCERN, LATER, 0, efa)
    Draft.objects.filter(pk=other.pk).update(sealed=draft.sealed)
    other.refresh_from_db()
    with pytest.raises(SealBroken):
        queries.content_of(other, by=efa)


def test_saving_is_no_event(draft, efa):
    verbs.save_draft(draft, DraftKind.CONCERN, LATER, 1, efa)
    assert not Event.objects.visible_to(efa).exists()


def test_saving_again_moves_the_revision_on(draft, efa):
    saved = verbs.save_draft(draft, DraftKind.CONCERN, LATER, 1, efa)
    assert (saved.pk, saved.revision) == (draft.pk, 2)
    assert queries.content_of(saved, by=efa) == LATER


def test_the_second_window_hears_of_the_newer_version_and_overwrites_nothing(draft, efa):
    verbs.save_draft(draft, DraftKind.CONCERN, LATER, 1, efa)
    with pytest.raises(verbs.DraftMoved) as conflict:
        verbs.save_draft(draft, DraftKind.CONCERN, {"what_happened": ["Something else."]}, 1, efa)
    assert conflict.value.draft.revision == 2
    assert queries.content_of(conflict.value.draft, by=efa) == LATER


def test_the_same_words_again_are_no_conflict(draft, efa):
    verbs.save_draft(draft, DraftKind.CONCERN, LATER, 1, efa)
    assert verbs.save_draft(draft, DraftKind.CONCERN, LATER, 1, efa).revision == 2


def test_nobody_else_sees_a_draft_not_even_the_hub(draft, northmoor):
    for name in ("farid", "amara", "dana", "chidi"):
        other = northmoor.actor(name)
        with acting_as(other):
            assert (Draft.objects.count(), Draft.objects.visible_to(other).count()) == (0, 0)
            with pytest.raises(NotFound):
                queries.content_of(draft, by=other)
            for verb in (verbs.discard_draft, verbs.mark_sent):
                with pytest.raises(NotFound):
                    verb(draft=draft, by=other)
            with pytest.raises(NotFound):
                verbs.save_draft(draft, DraftKind.CONCERN, LATER, 1, other)
            assert Draft.objects.update(sealed="") == 0


def test_nobody_begins_a_draft_under_an_id_of_somebody_else(draft, northmoor):
    amara = northmoor.actor("amara")
    with acting_as(amara), pytest.raises(NotFound):
        verbs.save_draft(None, DraftKind.CONCERN, LATER, 0, amara, draft_id=draft.pk)


def test_nobody_writes_a_draft_in_the_name_of_somebody_else(draft, northmoor):
    amara = northmoor.actor("amara")
    with acting_as(amara), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        verbs.save_draft(None, DraftKind.CONCERN, LATER, 0, northmoor.actor("efa"))


def test_only_those_who_may_send_it_and_only_people_have_drafts(northmoor):
    robin, door = northmoor.actor("robin"), door_actor()
    for actor in (robin, door):
        with acting_as(actor), pytest.raises(NotAllowed):
            verbs.save_draft(None, DraftKind.CONCERN, WORDS, 0, actor)
    assert Permission.CONCERN_RAISE in door.permissions


def test_a_draft_is_about_something_if_it_is_said(efa, northmoor):
    about = Ref("team", northmoor.team("outreach").pk)
    draft = verbs.save_draft(None, DraftKind.ENTRY, WORDS, 0, efa, about=about)
    assert (draft.about_kind, draft.about_id) == ("team", about.id)


def test_a_draft_has_a_limit(draft, efa):
    long = {"what_happened": ["x" * verbs.drafts.MOST_CHARACTERS]}
    with pytest.raises(Refused, match="draft_too_long"):
        verbs.save_draft(draft, DraftKind.CONCERN, long, 1, efa)
    assert queries.content_of(draft, by=efa) == WORDS


@pytest.mark.parametrize("end", [verbs.mark_sent, verbs.discard_draft])
def test_once_sent_or_put_away_its_words_are_gone(draft, efa, end):
    end(draft=draft, by=efa)
    end(draft=draft, by=efa)
    draft.refresh_from_db()
    assert (draft.sealed, draft.revision) == ("", 2)
    assert queries.content_of(draft, by=efa) == {}
    assert not queries.unsent_drafts(efa).exists()
    with pytest.raises(Refused, match="draft_finished"):
        verbs.save_draft(draft, DraftKind.CONCERN, LATER, 2, efa)


def test_after_thirty_days_untouched_a_draft_is_emptied(draft, efa, northmoor):
    fresh = verbs.save_draft(None, DraftKind.CONCERN, LATER, 0, efa)
    Draft.objects.filter(pk=draft.pk).update(saved_at=now() - timedelta(days=30, seconds=1))
    with as_worker(), acting_as(worker()):
        assert verbs.clear_old_drafts(by=worker()) == 1
        assert verbs.clear_old_drafts(by=worker()) == 0
    assert list(queries.unsent_drafts(efa)) == [fresh]
    draft.refresh_from_db()
    assert draft.sealed == ""


def worker():
    from cairn.access.actor import job

    return job("tidy drafts")


# What the page's script says and hears.


@pytest.fixture
def page(client, northmoor):
    return sign_in(client, northmoor.practitioner("efa"))


def begin(client, words=WORDS, query="?kind=concern"):
    return client.post(reverse("duties:drafts") + query, json.dumps(words), content_type="application/json")


def put(client, url, words, revision=None):
    more = {} if revision is None else {"headers": {"If-Match": f'"{revision}"'}}
    return client.put(url, json.dumps(words), content_type="application/json", **more)


def test_a_page_begins_a_draft_and_goes_on_with_it(page):
    begun = begin(page)
    assert begun.status_code == 201
    assert set(begun.json()) == {"revision", "saved_at", "url"}
    saved = put(page, begun.json()["url"], LATER, 1)
    assert (saved.status_code, saved.json()["revision"]) == (200, 2)
    assert saved["Cache-Control"] == "no-store"


def test_a_page_may_choose_the_id_and_repeat_itself(page):
    url = reverse("duties:draft", args=[uuid7()])
    assert put(page, url + "?kind=concern", WORDS).status_code == 201
    assert put(page, url + "?kind=concern", WORDS).json()["revision"] == 1
    assert put(page, url + "?kind=concern", LATER, 1).json()["revision"] == 2


def test_two_windows_keep_both_versions(page):
    url = begin(page).json()["url"]
    put(page, url, LATER, 1)
    answer = put(page, url, {"what_happened": ["Mine."]}, 1)
    assert answer.status_code == 409
    assert (answer.json()["revision"], answer.json()["fields"]) == (2, LATER)
    assert put(page, url, {"what_happened": ["Mine."]}, 2).status_code == 200


def test_signed_out_the_script_is_told_so_that_it_keeps_the_words(client, northmoor):
    for answer in (begin(client), put(client, reverse("duties:draft", args=[uuid7()]), WORDS, 1)):
        assert answer.status_code == 401
        assert answer.json()["code"] == "not_signed_in"


def test_the_insider_the_stranger_and_the_reader(page, northmoor, client_class):
    url = begin(page).json()["url"]
    stranger = sign_in(client_class(), northmoor.practitioner("farid"))
    reader = sign_in(client_class(), northmoor.practitioner("robin"))
    discard = url + "discard/"
    assert put(stranger, url, LATER, 1).status_code == 404
    assert stranger.post(discard).status_code == 404
    assert (put(reader, url, LATER, 1).status_code, begin(reader).status_code) == (404, 403)
    assert page.post(discard).status_code == 302
    assert put(page, url, LATER, 2).status_code == 410


@pytest.fixture
def client_class():
    from django.test import Client

    return Client


@pytest.mark.parametrize(
    ("words", "query", "status"),
    [
        (["a list"], "?kind=concern", 422),
        ({"field": "no list"}, "?kind=concern", 422),
        ({"field": [1]}, "?kind=concern", 422),
        (WORDS, "?kind=poem", 422),
        (WORDS, "", 422),
        (WORDS, "?kind=entry&about=child:me", 422),
        (WORDS, "?kind=entry&about=poem:01900000-0000-7000-8000-000000000001", 422),
        ({"field": ["x" * 100_000]}, "?kind=concern", 413),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(page, words, query, status):
    answer = begin(page, words, query)
    assert answer.status_code == status
    assert answer.json()["sentence"].endswith(".")


def test_what_is_no_json_or_no_version_is_refused(page):
    url = begin(page).json()["url"]
    assert page.put(url, "{", content_type="application/json", headers={"If-Match": '"1"'}).status_code == 422
    assert page.put(url, "{}", content_type="application/json", headers={"If-Match": "one"}).status_code == 428
    assert put(page, url, WORDS).status_code == 200  # the same words are kept already
    assert put(page, url, LATER).status_code == 409
    assert put(page, reverse("duties:draft", args=[uuid7()]), WORDS, 1).status_code == 404
    assert page.get(url).status_code == 405


def test_a_body_beyond_all_limits_is_not_read(page, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = begin(page, {"field": ["x" * 2000]})
    assert answer.status_code == 400
    assert RequestDataTooBig.__name__ not in answer.content.decode()
