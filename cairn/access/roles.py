"""Roles: bundles of permissions. A role never gives sight of a child; being involved with the child does (R-191)."""

from enum import StrEnum

from cairn.access.permissions import Permission

_FRONT_LINE = frozenset(
    {
        Permission.CONCERN_RAISE,
        Permission.CONCERN_URGENCY,
        Permission.CHILD_SEARCH,
        Permission.CHILD_OPEN,
        Permission.ENTRY_ADD,
        Permission.FACT_ADD,
        Permission.CHILD_TELL,
        Permission.PLAN_ADD,
        Permission.PLAN_ANSWER,
        Permission.LINK_PROPOSE,
        Permission.LINK_DECIDE,
        Permission.REFERRAL_ANSWER,
        Permission.REFERRAL_ACKNOWLEDGE,
        Permission.INVOLVEMENT_ASK,
        Permission.INVOLVEMENT_ANSWER,
        Permission.ASK_SEND,
        Permission.ASK_ANSWER,
        Permission.OUTSIDE_SHARE,
        Permission.OUTSIDE_PRINT,
        Permission.OUTSIDE_WITHDRAW,
        Permission.RESPONSIBILITY_ASSIGN,
        Permission.DUTY_TAKE,
        Permission.LOOKS_SEE,
        Permission.WITHHOLD,
        Permission.WITHHOLD_AGREE,
        Permission.KEEP_FROM,
        Permission.SAFE_ADDRESS,
        Permission.LOOKS_GIVE,
        Permission.BREACH_REPORT,
        Permission.GLASS_REVIEW,
    }
)


class Role(StrEnum):
    """What somebody is in a team. Stored by value in a membership."""

    PRACTITIONER = "practitioner"
    MANAGER = "manager"
    HUB_COORDINATOR = "hub_coordinator"
    DATA_PROTECTION_LEAD = "data_protection_lead"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    READER = "reader"


PERMISSIONS: dict[Role, frozenset[Permission]] = {
    # The hub sees every child already; whoever reads alone opens nothing.
    Role.PRACTITIONER: _FRONT_LINE | {Permission.GLASS_BREAK},
    Role.MANAGER: _FRONT_LINE | {Permission.REFUSAL_REVIEW, Permission.GLASS_BREAK, Permission.EXPORT_ASK},
    Role.HUB_COORDINATOR: _FRONT_LINE
    | {
        Permission.HUB_DUTY_LIST,
        Permission.NAMES_EXTEND,
        Permission.MATCHING_REVIEW,
        Permission.AGREEMENT_KEEP,
        Permission.DATA_REGISTER_SEE,
        Permission.REFUSAL_REVIEW,
    },
    Role.DATA_PROTECTION_LEAD: frozenset(
        {
            Permission.LOOKS_SEE,
            Permission.LOOKS_GIVE,
            Permission.LOOKS_RELEASE,
            Permission.SEARCHES_REVIEW,
            Permission.DATA_PROTECT,
            Permission.PACK_READ,
            Permission.DATA_REGISTER_SEE,
            Permission.BREACH_REPORT,
            Permission.WITHHOLDINGS_COUNT,
            Permission.GLASS_REVIEW,
        }
    ),
    Role.ANALYST: frozenset({Permission.FIGURES_SEE, Permission.BREACH_REPORT}),
    Role.ADMINISTRATOR: frozenset(
        {Permission.TOKEN_CREATE, Permission.PEOPLE_MANAGE, Permission.AGREEMENT_KEEP, Permission.BREACH_REPORT}
    ),
    Role.READER: frozenset(
        {Permission.CHILD_SEARCH, Permission.CHILD_OPEN, Permission.LOOKS_SEE, Permission.BREACH_REPORT}
    ),
}

# An agency's own system speaks for its teams: it may send and read, it never decides for a person.
SYSTEM = frozenset(
    {
        Permission.CONCERN_RAISE,
        Permission.CHILD_SEARCH,
        Permission.CHILD_OPEN,
        Permission.ENTRY_ADD,
        Permission.FACT_ADD,
        Permission.LINK_PROPOSE,
        Permission.INVOLVEMENT_ASK,
        Permission.ASK_SEND,
        Permission.PLAN_ADD,
    }
)
# The signed-out door: a worried person may always write; nothing can be read through it.
DOOR = frozenset({Permission.CONCERN_RAISE})


def permissions_of(role: Role) -> frozenset[Permission]:
    """What this role may do. Raises KeyError for a role nobody defined."""
    return PERMISSIONS[role]
