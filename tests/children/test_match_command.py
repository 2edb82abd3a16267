"""`cairn match`: the search by somebody's rights, as one JSON document."""

import io
import json

import pytest
from django.core.management import call_command

from cairn.access.binding import acting_as
from cairn.core.errors import NotAllowed, Refused
from cairn.ledger.models import Event
from cairn.matching.scoring import MODEL_VERSION
from tests.builders import raised

ASKED = {"names": [{"text": "Tang Nguyen"}], "born": {"age_from": 13, "age_to": 15}}


class Input(io.TextIOWrapper):
    """Standard input that holds this text."""

    def __init__(self, text):
        super().__init__(io.BytesIO(text.encode()))


def matched(monkeypatch, capsys, person, asked=ASKED, **more):
    """What the command prints for somebody."""
    monkeypatch.setattr("sys.stdin", Input(asked if isinstance(asked, str) else json.dumps(asked)))
    call_command("match", email=person.email, reason="A neighbour rang about this child", json=True, **more)
    return json.loads(capsys.readouterr().out)


def who(northmoor, name):
    """The practitioner of that name."""
    return northmoor.practitioner(name)


def test_a_hub_coordinator_finds_the_child_with_the_reasons(northmoor, monkeypatch, capsys):
    raised(northmoor.actor("efa"))
    told = matched(monkeypatch, capsys, who(northmoor, "farid"))
    (candidate,) = told["candidates"]
    assert told["model"] == MODEL_VERSION
    assert candidate["child"].startswith("C-")
    assert {"field": "name", "level": "any_order"}.items() <= candidate["evidence"][0].items()
    assert told["suggestion"] in (None, candidate["child"])


def test_who_sees_nothing_finds_nobody(northmoor, monkeypatch, capsys):
    raised(northmoor.actor("efa"))
    assert matched(monkeypatch, capsys, who(northmoor, "chidi"))["candidates"] == []


def test_the_search_is_remembered_with_its_reason(northmoor, monkeypatch, capsys):
    matched(monkeypatch, capsys, who(northmoor, "farid"))
    farid = northmoor.actor("farid")
    with acting_as(farid):
        event = Event.objects.visible_to(farid).filter(happening="matched").latest("id")
    assert event.purpose == "A neighbour rang about this child"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("no JSON", "match_unreadable"),
        ('{"names": "Tang"}', "match_unreadable"),
        ('{"unknown": 1}', "match_unreadable"),
        ("{}", "search_needs_more"),
    ],
)
def test_what_cannot_be_read_or_found_by_is_refused(northmoor, monkeypatch, capsys, asked, code):
    with pytest.raises(Refused, match=code):
        matched(monkeypatch, capsys, who(northmoor, "farid"), asked)


def test_a_refusal_repeats_nothing_that_was_typed(northmoor, monkeypatch, capsys):
    with pytest.raises(Refused) as refused:
        matched(monkeypatch, capsys, who(northmoor, "farid"), '{"names": [{"text": 7, "secret": "Tang"}]}')
    assert "Tang" not in str(refused.value.params)


def test_nobody_of_that_address_or_team_and_no_reason_are_refused(northmoor, monkeypatch, capsys):
    farid = who(northmoor, "farid")
    monkeypatch.setattr("sys.stdin", Input("{}"))
    with pytest.raises(Refused, match="no_such_practitioner"):
        call_command("match", email="nobody@example.org", reason="why")
    monkeypatch.setattr("sys.stdin", Input("{}"))
    with pytest.raises(Refused, match="no_such_practitioner"):
        call_command("match", email=farid.email, team="outreach", reason="why")
    monkeypatch.setattr("sys.stdin", Input("{}"))
    with pytest.raises(Refused, match="match_reason_needed"):
        call_command("match", email=farid.email, reason="  ")


def test_an_administrator_may_not(northmoor, monkeypatch, capsys):
    with pytest.raises(NotAllowed):
        matched(monkeypatch, capsys, who(northmoor, "dana"))
