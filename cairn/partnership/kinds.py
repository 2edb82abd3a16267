"""Enumerations of the partnership and their labels."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cairn.access.roles import Role as Roles


class Nation(TextChoices):
    """The nation whose law, clocks and holidays apply."""

    ENGLAND = "england", _("England")
    WALES = "wales", _("Wales")
    SCOTLAND = "scotland", _("Scotland")
    NORTHERN_IRELAND = "northern_ireland", _("Northern Ireland")


class Sector(TextChoices):
    """Statutory or voluntary. It never decides what a contribution weighs (R-054)."""

    STATUTORY = "statutory", _("statutory")
    VOLUNTARY = "voluntary", _("voluntary")


class Discipline(TextChoices):
    """What an agency does in the world."""

    SOCIAL_CARE = "social_care", _("children’s social care")
    POLICE = "police", _("police")
    HEALTH = "health", _("health")
    EDUCATION = "education", _("education")
    YOUTH_JUSTICE = "youth_justice", _("youth justice")
    HOUSING = "housing", _("housing")
    IMMIGRATION = "immigration", _("immigration and borders")
    COMPETENT_AUTHORITY = "competent_authority", _("competent authority")
    GUARDIAN = "guardian", _("guardians and advocates")
    CHARITY = "charity", _("charity")
    HUB = "hub", _("partnership hub")


class TeamKind(TextChoices):
    """What a team is for, where a route needs to know it."""

    DUTY_DESK = "duty_desk", _("duty desk")
    OUT_OF_HOURS = "out_of_hours", _("out-of-hours team")
    ENFORCEMENT = "enforcement", _("immigration enforcement team")
    OTHER = "other", _("team")


class RoleName(TextChoices):
    """Role of a practitioner in a team, by the values the access floor knows."""

    PRACTITIONER = Roles.PRACTITIONER.value, _("practitioner")
    MANAGER = Roles.MANAGER.value, _("manager")
    HUB_COORDINATOR = Roles.HUB_COORDINATOR.value, _("hub coordinator")
    DATA_PROTECTION_LEAD = Roles.DATA_PROTECTION_LEAD.value, _("data-protection lead")
    ANALYST = Roles.ANALYST.value, _("analyst")
    ADMINISTRATOR = Roles.ADMINISTRATOR.value, _("administrator")
    READER = Roles.READER.value, _("reader")


class Mark(TextChoices):
    """What an installation is for. Set at creation, never changed."""

    DEMONSTRATION = "demonstration", _("demonstration")
    LIVE = "live", _("live")


class Standing(TextChoices):
    """What a line in the history of an agency's sharing agreement says (R-190)."""

    SIGNED = "signed", _("signed")
    TO_BE_SIGNED = "to_be_signed", _("to be signed")
    ENDED = "ended", _("ended")


class AgreementState(TextChoices):
    """How an agency's agreement stands on a day. Only with the first three does the agency see what others share."""

    HOLDS = "holds", _("in force")
    ENDS_SOON = "ends_soon", _("ends soon")
    TO_BE_SIGNED = "to_be_signed", _("to be signed")
    LAPSED = "lapsed", _("lapsed")
    ENDED = "ended", _("ended")
    NONE = "none", _("none")


class Lacking(TextChoices):
    """What an agency must still say or do before it can join under the terms (R-190)."""

    REMIT = "remit", _("a remit card: what it does, and what it does not do")
    SAFEGUARDING_LEAD = "safeguarding_lead", _("the name of its safeguarding lead")
    DATA_PROTECTION_LEAD = "data_protection_lead", _("the name of its data-protection lead")
    FIRST_RESPONDER = "first_responder", _("whether it is a first responder")
    PEOPLE = "people", _("people who use Cairn for it")


# The sign-in library hands over a secret without saying whose it is, so its seal can name only what it is.
SECOND_FACTOR = "mfa_authenticator.data"

REFUSALS = {
    "wrong_mark": _("This database is marked %(found)s; this command works only on one marked %(needed)s."),
    "no_such_agency": _("There is no agency “%(slug)s” in this partnership."),
    "no_such_team": _("There is no team “%(slug)s” in this partnership."),
    "address_known": _("Somebody with that address is known already."),
    "no_such_area": _("There is no area “%(slug)s” in this partnership."),
    "no_such_practitioner": _("There is no practitioner with that address, or their time here has ended."),
    "no_current_membership": _("You are not a member of any team at present. Your administrator can add you."),
    "token_unknown": _("That token is not known, or it was withdrawn."),
    "already_marked": _("This database is marked %(found)s, and a mark is never changed."),
    "no_hub": _("This partnership has no hub team yet. Its administrator must add one first."),
    "no_authority": _("No authority has joined for %(area)s."),
    "already_member": _("They are a member of that team already."),
    "membership_ended": _("That membership has ended already."),
    "idempotency_key_reused": _("That Idempotency-Key was used for something else. Send this with a key of its own."),
    "agreement_lacks": _("Before it can be signed, this is missing: %(lacking)s."),
    "agreement_unsigned": _("Say who signed for the agency."),
    "agreement_not_countersigned": _("Say who signed for the partnership."),
    "agreement_signed_twice": _("Two people sign: one for the agency, another for the partnership."),
    "agreement_without_terms": _("Say which version of the terms was signed."),
    "agreement_never_valid": _("The last day must not come before the first."),
    "agreement_in_past": _("The last day is past already."),
    "agreement_too_long": _("An agreement is renewed after %(years)s years at the latest."),
    "agreement_signed_later": _("It cannot have been signed on a day that is still to come."),
    "agreement_changed": _("Somebody has signed or ended this agreement meanwhile. Look again before you do it twice."),
    "agreement_own": _("Somebody outside your agency must do this: nobody renews or ends their own agreement."),
    "agreement_none": _("There is no agreement that could be ended."),
    "agreement_words_too_long": _("A name, the terms or the reason is longer than can be kept. Shorten it."),
    "agreement_reason_needed": _("Say why the agreement ends."),
    "unknown_scope": _("A system cannot be given “%(scope)s”. It can be given: %(known)s."),
    "token_without_name": _("Give the token a name, so that it can be recognised and withdrawn later."),
}
