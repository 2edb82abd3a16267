"""What may be said to a question of another agency, and where it then stands (R-051)."""

from dataclasses import dataclass

from cairn.core.errors import Refused
from cairn.sharing.kinds import REPLIES, TELLING, WAITING, AskState, KnownFrom, RefusalGround, ReplyKind

_AFTER = {
    ReplyKind.ANSWERED: AskState.ANSWERED,
    ReplyKind.PART: AskState.PART,
    ReplyKind.REFUSED: AskState.REFUSED,
    ReplyKind.STANDS: AskState.STANDS,
    ReplyKind.ANSWER_IT: AskState.OPEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplySaid:
    """What the asked team says. `ground` is the code of a lawful gateway, `refusal_ground` why it is not shared."""

    kind: ReplyKind
    words: str
    missing: str = ""
    known_from: KnownFrom | str = ""
    ground: str = ""
    is_sensitive: bool = False
    refusal_ground: RefusalGround | str = ""

    @property
    def tells(self) -> bool:
        """Whether it tells something, all or a part."""
        return self.kind in TELLING


def state_after(state: AskState, kind: ReplyKind) -> AskState:
    """Where a question stands once this was said to it.

    Refuses `ask_moved_on` for what can no longer be said: an answer to what was settled, or a word on no refusal.
    """
    may_be_said = state in WAITING if kind in REPLIES else state is AskState.REFUSED
    if not may_be_said:
        raise Refused("ask_moved_on")
    return _AFTER[kind]


def check_reply(said: ReplySaid) -> None:
    """Refuse a reply that leaves out what the other team needs.

    `reply_not_this` for what is no reply of the asked team, `reply_words_needed`; with an answer `known_from_needed`;
    with a part `missing_needed` (what is still to come); with a refusal `refusal_ground_needed`.
    """
    if said.kind not in REPLIES:
        raise Refused("reply_not_this")
    if not said.words.strip():
        raise Refused("reply_words_needed")
    if said.tells and said.known_from not in KnownFrom.values:
        raise Refused("known_from_needed")
    if said.kind is ReplyKind.PART and not said.missing.strip():
        raise Refused("missing_needed")
    if said.kind is ReplyKind.REFUSED and said.refusal_ground not in RefusalGround.values:
        raise Refused("refusal_ground_needed")
