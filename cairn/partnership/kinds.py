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
    "unknown_scope": _("A system cannot be given “%(scope)s”. It can be given: %(known)s."),
    "token_without_name": _("Give the token a name, so that it can be recognised and withdrawn later."),
}
