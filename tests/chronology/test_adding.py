"""Adding to a child's story, and correcting it by adding."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from cairn.access.binding import acting_as
from cairn.chronology import verbs
from cairn.chronology.kinds import EntryKind, Exactness, HowKnown
from cairn.chronology.models import Entry
from cairn.core.clock import now
from cairn.core.errors import NotFound, Refused
from cairn.duties.models import Draft
from tests.children.pages import a_child, browser, read, writes

TYPED = {"words": "She was alone at the door.", "kind": "seen", "how_known": "seen", "exactness": "exact"}


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def post(client, child, section="add/", **typed):
    return client.post(f"/children/{child.reference}/story/{section}", typed)


def written(northmoor, child) -> list[Entry]:
    farid = northmoor.actor("farid")
    with acting_as(farid):
        rows = Entry.objects.visible_to(farid).filter(child=child).select_related("team")
        return list(rows.order_by("recorded_at", "id"))


def test_what_happened_when_where_and_how_it_is_known(northmoor, child):
    day = {"from_on-day": "20", "from_on-month": "6", "from_on-year": "2026", "from_at": "22.30"}
    typed = {**TYPED, **day, "place": "at the door", "alone": "yes", "language": "Vietnamese"}
    answer = post(browser(northmoor, "amara"), child, **typed)
    assert answer.status_code == 302, answer.content.decode()
    entry = written(northmoor, child)[-1]
    assert (entry.kind, entry.how_known, entry.exactness) == (EntryKind.SEEN, HowKnown.SEEN, Exactness.EXACT)
    assert entry.occurred_from == datetime(2026, 6, 20, 21, 30, tzinfo=UTC)
    assert entry.detail == {"alone": "yes", "language": "Vietnamese"}
    assert (entry.team.slug, entry.place) == ("eastmoor-duty", "at the door")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"words": ""}, "Write what happened"),
        ({"kind": ""}, "Say what sort of thing it is"),
        ({"how_known": ""}, "Say how you know it"),
        ({"from_on-day": "1", "from_on-month": "1", "from_on-year": "2999"}, "That time has not come yet"),
        ({"to_on-day": "1", "to_on-month": "1", "to_on-year": "2020"}, "The end is before the beginning"),
        ({"from_at": "22:30"}, "Give the day as well as the time"),
        ({"from_at": "late"}, "Enter a time"),
    ],
)
def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(northmoor, child, typed, words):
    before = len(written(northmoor, child))
    answer = post(browser(northmoor, "amara"), child, **{**TYPED, "place": "by the <sea>", **typed})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert "by the &lt;sea&gt;" in page
    assert len(written(northmoor, child)) == before


def test_a_draft_is_kept_put_back_and_gone_when_it_was_sent(northmoor, child):
    amara, draft_id = browser(northmoor, "amara"), uuid4()
    fields = {"words": ["half a sent"], "from_on-day": ["3"], "from_on-month": [""], "from_on-year": [""]}
    address = f"/drafts/{draft_id}/?kind=entry&about=child:{child.id}"
    assert amara.put(address, json.dumps(fields), content_type="application/json").status_code == 201
    page = read(amara, child, "story/add/")
    assert "half a sent" in page
    assert str(draft_id) in page
    assert 'name="from_on-day" type="text" value="3"' in page
    assert "half a sent" not in read(browser(northmoor, "amaras_manager"), child, "story/add/")
    answer = post(amara, child, **TYPED, draft=str(draft_id), revision="1")
    assert "data-draft-sent" in amara.get(answer["Location"]).content.decode()
    by = northmoor.actor("amara")
    with acting_as(by):
        assert Draft.objects.visible_to(by).get(pk=draft_id).sent_at is not None


def test_a_contributor_adds_through_their_own_record(northmoor, child):
    assert post(browser(northmoor, "efa"), child, **TYPED).status_code == 302
    assert written(northmoor, child)[-1].team.slug == "outreach"


def test_pressing_twice_adds_once_and_other_words_are_not_lost(northmoor, child):
    efa, typed = browser(northmoor, "efa"), {**TYPED, "draft": "018f0000-0000-7000-8000-00000000cafe"}
    before = len(written(northmoor, child))
    for words in (TYPED["words"], TYPED["words"], "She came back alone"):
        assert post(efa, child, **{**typed, "words": words}).status_code == 302
    assert [entry.words for entry in written(northmoor, child)[before:]] == [TYPED["words"], "She came back alone"]
    # The same draft id from somebody else's page is theirs, and nobody's words are taken for another's.
    assert post(browser(northmoor, "amara"), child, **typed).status_code == 302
    assert len(written(northmoor, child)) == before + 3


def test_strangers_and_readers_add_nothing(northmoor, child):
    assert post(browser(northmoor, "chidi"), child, **TYPED).status_code == 404
    assert post(browser(northmoor, "robin"), child, **TYPED).status_code == 403


def test_a_correction_stands_beside_what_it_corrects(northmoor, child):
    wrong = writes(northmoor, "amara", child, "She came on foot", EntryKind.SEEN)
    amara = browser(northmoor, "amara")
    assert "She came on foot" in read(amara, child, f"story/{wrong.id}/correct/")
    assert post(amara, child, f"{wrong.id}/correct/", **{**TYPED, "words": "She came by car"}).status_code == 302
    page = read(amara, child, "story/")
    for words in ("She came on foot", "She came by car", "Corrects an earlier entry", "See what corrects it"):
        assert words in page
    again = post(amara, child, f"{wrong.id}/correct/", **TYPED)
    assert "This entry was corrected already" in again.content.decode()


def test_recorded_in_error_needs_a_reason_and_destroys_nothing(northmoor, child):
    wrong = writes(northmoor, "amara", child, "About another girl")
    amara = browser(northmoor, "amara")
    assert "Say why it was recorded in error" in post(amara, child, f"{wrong.id}/error/").content.decode()
    assert post(amara, child, f"{wrong.id}/error/", reason="It was her cousin.").status_code == 302
    page = read(amara, child, "story/")
    for words in ("About another girl", "recorded in error", "It was her cousin."):
        assert words in page


def test_only_its_own_team_corrects_an_entry(northmoor, child):
    theirs = writes(northmoor, "efa", child, "We saw her at the market")
    amara, by = browser(northmoor, "amara"), northmoor.actor("amara")
    assert f"story/{theirs.id}/correct/" not in read(amara, child, "story/")
    page = post(amara, child, f"{theirs.id}/correct/", **TYPED).content.decode()
    assert "Only the team that wrote an entry can correct it" in page
    with acting_as(by), pytest.raises(Refused, match="not_your_teams_entry"):
        verbs.mark_in_error(entry=theirs, reason="no", by=by)


def test_the_access_trio_of_a_correction(northmoor, child):
    entry = writes(northmoor, "amara", child, "Words")
    for section in (f"{entry.id}/correct/", f"{entry.id}/error/"):
        for who, status in (("amara", 200), ("robin", 403), ("chidi", 404), ("efa", 404)):
            address = f"/children/{child.reference}/story/{section}"
            assert browser(northmoor, who).get(address).status_code == status, (who, section)
        assert (
            browser(northmoor, "amara").get(f"/children/{a_child(northmoor).reference}/story/{section}").status_code
            == 404
        )


@pytest.mark.parametrize("reason", ["", "  "])
def test_the_verb_refuses_no_reason(northmoor, child, reason):
    entry, by = writes(northmoor, "amara", child, "Words"), northmoor.actor("amara")
    with acting_as(by), pytest.raises(Refused, match="error_reason_needed"):
        verbs.mark_in_error(entry=entry, reason=reason, by=by)


def test_the_stranger_corrects_nothing(northmoor, child):
    entry, by = writes(northmoor, "amara", child, "Words"), northmoor.actor("chidi")
    said = verbs.Said(EntryKind.OTHER, "x", HowKnown.SEEN, occurred_from=now() - timedelta(days=1))
    with acting_as(by), pytest.raises(NotFound):
        verbs.correct_entry(entry=entry, said=said, by=by)
