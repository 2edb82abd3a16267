"""What the partnership can do: make its directory, let people join and leave, let systems in, keep sessions."""

from cairn.partnership.verbs.agreements import Signed, end_agreement, sign_agreement
from cairn.partnership.verbs.directory import (
    AgencySaid,
    TeamSaid,
    add_area,
    add_practitioner,
    add_team,
    let_join,
    stand_in,
)
from cairn.partnership.verbs.installation import mark_installation
from cairn.partnership.verbs.keys import reseal, rotate
from cairn.partnership.verbs.people import join_team, leave_team
from cairn.partnership.verbs.sessions import (
    begin_session,
    choose_membership,
    note_activity,
    note_one_click,
    sign_in,
    sign_in_failed,
    sign_out,
)
from cairn.partnership.verbs.tokens import create_token, note_token_use, revoke_token

__all__ = (
    "AgencySaid",
    "Signed",
    "TeamSaid",
    "add_area",
    "add_practitioner",
    "add_team",
    "begin_session",
    "choose_membership",
    "create_token",
    "end_agreement",
    "join_team",
    "leave_team",
    "let_join",
    "mark_installation",
    "note_activity",
    "note_one_click",
    "note_token_use",
    "reseal",
    "revoke_token",
    "rotate",
    "sign_agreement",
    "sign_in",
    "sign_in_failed",
    "sign_out",
    "stand_in",
)
