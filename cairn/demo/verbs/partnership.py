"""Northmoor itself: its areas, agencies, teams and people."""

import re
from datetime import datetime, time
from typing import Any

from django.db import transaction

from cairn.access.actor import job
from cairn.demo.rules import day_offset, read_partnership
from cairn.partnership.kinds import TeamKind
from cairn.partnership.models import Agency, Area, Membership, Practitioner, SharingAgreement, Team
from cairn.partnership.verbs import join_team

_BY_DAY = re.compile(r"Mo-Fr (\d\d):(\d\d)-(\d\d):(\d\d)")
_KINDS = {"working": TeamKind.OTHER}
# In years to come somebody will have left the post; the letter of the agreement still names it.
_LEAD = "Designated safeguarding lead"
_DATA_LEAD = "Data protection lead"


@transaction.atomic
def make_partnership(prepared_at: datetime) -> dict[str, list[Membership]]:
    """Make the whole directory; returns each practitioner's memberships by the key of the stories."""
    written = read_partnership()
    for area in written["areas"]:
        Area.objects.create(slug=area["slug"], name=area["name"], nation=area["nation"])
    for agency in written["agencies"]:
        _make_agency(agency, prepared_at)
    for team in written["teams"]:
        _make_team(team)
    for team in written["teams"]:
        stand_in = Team.objects.filter(slug=team.get("out_of_hours", "")).first()
        Team.objects.filter(slug=team["slug"]).update(stand_in=stand_in)
    return {one["key"]: _make_practitioner(one, prepared_at) for one in written["practitioners"]}


def _make_agency(written: dict[str, Any], prepared_at: datetime) -> None:
    agency = Agency.objects.create(
        slug=written["slug"],
        name=written["name"],
        sector=written["sector"],
        discipline=written["discipline"],
        remit=f"{written['remit_does']}\n\n{written['remit_does_not']}",
        is_first_responder=written["is_first_responder"],
        phone=written["phone"],
    )
    agency.areas.set(Area.objects.filter(slug__in=written["areas"]))
    SharingAgreement.objects.create(
        agency=agency,
        signed_on=day_offset(written["agreement"]["signed"], prepared_at),
        renew_by=day_offset(written["agreement"]["review"], prepared_at),
        safeguarding_lead=_LEAD,
        data_protection_lead=_DATA_LEAD,
    )


def _make_team(written: dict[str, Any]) -> None:
    hours = _BY_DAY.fullmatch(written["hours"])
    opens, closes = _clock(hours, 1), _clock(hours, 3)
    team = Team.objects.create(
        agency=Agency.objects.get(slug=written["agency"]),
        slug=written["slug"],
        name=written["name"],
        kind=_KINDS.get(written["kind"], written["kind"]),
        function=written["function"],
        phone=written["phone"],
        opens=opens,
        closes=closes,
        weekdays="12345" if hours else "1234567",
    )
    team.areas.set(Area.objects.filter(slug__in=written["areas"]))


def _clock(hours: re.Match[str] | None, group: int) -> time | None:
    return time(int(hours[group]), int(hours[group + 1])) if hours else None


def _make_practitioner(written: dict[str, Any], prepared_at: datetime) -> list[Membership]:
    # Without a password: in a demonstration people come in by its door, in one click.
    person = Practitioner.objects.create_user(written["email"], name=written["name"], phone=written["phone"])
    return [_join(person, one, written["title"], prepared_at) for one in written["memberships"]]


def _join(person: Practitioner, written: dict[str, Any], title: str, prepared_at: datetime) -> Membership:
    began = datetime.combine(day_offset(written["since"], prepared_at), time(9), prepared_at.tzinfo)
    return join_team(
        practitioner=person,
        team=Team.objects.get(slug=written["team"]),
        role=written["role"],
        title=title,
        since=began,
        by=job("prepare the demonstration"),
    )
