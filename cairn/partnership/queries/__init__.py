"""Questions to the partnership: who acts, who is on duty, who can be reached, what this installation is for.

Few start from an actor: the directory is published to everybody, and sign-in is read before anybody is known (scopes).
"""

from cairn.partnership.queries.actors import (
    actor_for,
    actor_for_token,
    digest_of,
    door_actor,
    hub_agency,
    memberships_of,
)
from cairn.partnership.queries.agreements import (
    AgreementStanding,
    agreement_holds,
    history_of,
    standing_of_agency,
    standings,
)
from cairn.partnership.queries.areas import area_of, day_desk, hub_desk, nation_of
from cairn.partnership.queries.data_leads import data_leads
from cairn.partnership.queries.duty import Shift, hub_on_call, shift_of, team_on_duty
from cairn.partnership.queries.published import (
    OutOfHours,
    cast,
    directory,
    installation_mark,
    is_demonstration,
    name_cast,
    out_of_hours_numbers,
    require_mark,
)
from cairn.partnership.queries.sessions import (
    SessionState,
    came_by_one_click,
    is_confirmed,
    limits,
    second_factors,
    session_state,
)

__all__ = (
    "AgreementStanding",
    "OutOfHours",
    "SessionState",
    "Shift",
    "actor_for",
    "actor_for_token",
    "agreement_holds",
    "area_of",
    "came_by_one_click",
    "cast",
    "data_leads",
    "day_desk",
    "digest_of",
    "directory",
    "door_actor",
    "history_of",
    "hub_agency",
    "hub_desk",
    "hub_on_call",
    "installation_mark",
    "is_confirmed",
    "is_demonstration",
    "limits",
    "memberships_of",
    "name_cast",
    "nation_of",
    "out_of_hours_numbers",
    "require_mark",
    "second_factors",
    "session_state",
    "shift_of",
    "standing_of_agency",
    "standings",
    "team_on_duty",
)
