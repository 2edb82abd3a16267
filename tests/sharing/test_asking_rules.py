"""What may be said to a question, and where it then stands (R-051)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.chronology.kinds import HowKnown
from cairn.core.errors import Refused
from cairn.sharing.kinds import (
    REPLIES,
    SETTLED,
    TELLING,
    WAITING,
    AskState,
    KnownFrom,
    ReplyKind,
)
from cairn.sharing.rules.asking import ReplySaid, check_reply, state_after
from tests.sharing.asking import ANSWER, PART, REFUSAL

states, kinds = st.sampled_from(AskState), st.sampled_from(ReplyKind)


@given(states, kinds)
def test_only_what_waits_is_answered_and_only_a_refusal_is_looked_at(state, kind):
    may = state in WAITING if kind in REPLIES else state is AskState.REFUSED
    if not may:
        with pytest.raises(Refused) as told:
            state_after(state, kind)
        assert told.value.code == "ask_moved_on"
    else:
        after = state_after(state, kind)
        assert after is not AskState.WITHDRAWN
        assert (after in SETTLED) == (kind in {ReplyKind.ANSWERED, ReplyKind.STANDS})


@given(st.lists(kinds, max_size=12))
def test_whatever_is_said_a_question_is_settled_once_and_then_stays(said):
    state, ended = AskState.OPEN, False
    for kind in said:
        try:
            state = state_after(state, kind)
        except Refused:
            continue
        assert not ended
        ended = state in SETTLED


@pytest.mark.parametrize("reply", [ANSWER, PART, REFUSAL])
def test_a_whole_reply_is_taken(reply):
    check_reply(reply)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (ReplySaid(kind=ReplyKind.STANDS, words="So."), "reply_not_this"),
        (ReplySaid(kind=ReplyKind.ANSWERED, words=" "), "reply_words_needed"),
        (ReplySaid(kind=ReplyKind.ANSWERED, words="Yes."), "known_from_needed"),
        (ReplySaid(kind=ReplyKind.PART, words="Yes.", known_from="rumour"), "known_from_needed"),
        (ReplySaid(kind=ReplyKind.PART, words="Yes.", known_from=KnownFrom.SEEN, missing=" "), "missing_needed"),
        (ReplySaid(kind=ReplyKind.REFUSED, words="Data protection."), "refusal_ground_needed"),
        (ReplySaid(kind=ReplyKind.REFUSED, words="No.", refusal_ground="dislike"), "refusal_ground_needed"),
    ],
)
def test_a_reply_that_leaves_out_what_is_needed_is_refused(reply, code):
    with pytest.raises(Refused) as told:
        check_reply(reply)
    assert told.value.code == code


def test_how_it_is_known_means_the_same_in_the_story():
    assert set(KnownFrom.values) == set(HowKnown.values)
    assert set(TELLING) < set(REPLIES)
