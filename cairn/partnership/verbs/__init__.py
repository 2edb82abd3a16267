"""What the partnership can do: mark an installation, let people join and leave, let systems in, keep sessions."""

from cairn.partnership.verbs.installation import mark_installation
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
    "begin_session",
    "choose_membership",
    "create_token",
    "join_team",
    "leave_team",
    "mark_installation",
    "note_activity",
    "note_one_click",
    "note_token_use",
    "revoke_token",
    "sign_in",
    "sign_in_failed",
    "sign_out",
)
