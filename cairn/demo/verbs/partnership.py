"""Northmoor itself: its areas, agencies, teams and people, made by the partnership's own verbs."""

import re
from datetime import datetime, time
from typing import Any

from django.db import transaction

from cairn.access.actor import Actor, job
from cairn.demo.rules import day_offset, read_partnership
from cairn.partnership.kinds import TeamKind
from cairn.partnership.models import Membership, Practitioner, Team
from cairn.partnership.verbs import (
    AgencySaid,
    TeamSaid,
    add_area,
    add_practitioner,
    add_team,
    join_team,
    let_join,
    stand_in,
)

_BY_DAY = re.compile(r"Mo-Fr (\d\d):(\d\d)-(\d\d):(\d\d)")
_KINDS = {"working": TeamKind.OTHER}
# In years to come somebody will have left the post; the letter of the agreement still names it.
_LEAD = "Designated safeguarding lead"
_DATA_LEAD = "Data protection lead"
_SIGNED, _COUNTERSIGNED = "Chief officer", "Independent chair of the partnership"


@transaction.atomic
def make_partnership(prepared_at: datetime) -> dict[str, list[Membership]]:
    """Make the whole directory; returns each practitioner's memberships by the key of the stories."""
    written, by = read_partnership(), job("prepare the demonstration")
    for area in written["areas"]:
        add_area(slug=area["slug"], name=area["name"], nation=area["nation"], by=by)
    for agency in written["agencies"]:
        let_join(said=_agency(agency, prepared_at), by=by)
    teams = {team["slug"]: add_team(said=_team(team), by=by) for team in written["teams"]}
    for team in written["teams"]:
        if "out_of_hours" in team:
            stand_in(team=teams[team["slug"]], by_night=teams[team["out_of_hours"]], by=by)
    return {one["key"]: _people(one, prepared_at, by) for one in written["practitioners"]}


def _agency(written: dict[str, Any], prepared_at: datetime) -> AgencySaid:
    return AgencySaid(
        slug=written["slug"],
        name=written["name"],
        sector=written["sector"],
        discipline=written["discipline"],
        areas=tuple(written["areas"]),
        signed_on=day_offset(written["agreement"]["signed"], prepared_at),
        renew_by=day_offset(written["agreement"]["review"], prepared_at),
        safeguarding_lead=_LEAD,
        data_protection_lead=_DATA_LEAD,
        signed_by=_SIGNED,
        countersigned_by=_COUNTERSIGNED,
        remit=f"{written['remit_does']}\n\n{written['remit_does_not']}",
        is_first_responder=written["is_first_responder"],
        phone=written["phone"],
    )


def _team(written: dict[str, Any]) -> TeamSaid:
    hours = _BY_DAY.fullmatch(written["hours"])
    return TeamSaid(
        slug=written["slug"],
        agency=written["agency"],
        name=written["name"],
        areas=tuple(written["areas"]),
        kind=_KINDS.get(written["kind"], written["kind"]),
        function=written["function"],
        phone=written["phone"],
        opens=_clock(hours, 1),
        closes=_clock(hours, 3),
        weekdays="12345" if hours else "1234567",
    )


def _clock(hours: re.Match[str] | None, group: int) -> time | None:
    return time(int(hours[group]), int(hours[group + 1])) if hours else None


def _people(written: dict[str, Any], prepared_at: datetime, by: Actor) -> list[Membership]:
    # Nobody is told the first password: in a demonstration people come in by its door, in one click.
    person, _ = add_practitioner(email=written["email"], name=written["name"], phone=written["phone"], by=by)
    return [_join(person, one, written["title"], prepared_at, by) for one in written["memberships"]]


def _join(person: Practitioner, written: dict[str, Any], title: str, prepared_at: datetime, by: Actor) -> Membership:
    return join_team(
        practitioner=person,
        team=Team.objects.get(slug=written["team"]),
        role=written["role"],
        title=title,
        since=datetime.combine(day_offset(written["since"], prepared_at), time(9), prepared_at.tzinfo),
        by=by,
    )
