"""Whether an agency's agreement to share holds, what is missing for one, and its history (R-190)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Func

from cairn.core.clock import today
from cairn.partnership.kinds import AgreementState, Lacking, Standing
from cairn.partnership.models import Agency, Membership, SharingAgreement
from cairn.partnership.rules import Details, lacking, state_of_agreement


@dataclass(frozen=True, slots=True)
class AgreementStanding:
    """How an agency stands today. `line` is the one that counts, `next` one whose first day is still to come.

    `days_left` counts the days after today on which it still holds; negative for days since it lapsed.
    """

    agency: Agency
    state: AgreementState
    line: SharingAgreement | None
    next: SharingAgreement | None
    lacking: tuple[Lacking, ...]
    days_left: int | None

    @property
    def holds(self) -> bool:
        """Whether the agency sees today what others share."""
        return self.state in {AgreementState.HOLDS, AgreementState.ENDS_SOON, AgreementState.TO_BE_SIGNED}

    @property
    def number(self) -> int:
        """The number of the newest line, which whoever signs has seen; 0 when there is none."""
        newest = self.next or self.line
        return newest.number if newest else 0


class AgreementHolds(Func):
    """The same as `agreement_holds`, of an agency's id, within a question that is asked anyway."""

    function = "cairn_agreement_holds"
    output_field = BooleanField()


def agreement_holds(agency_id: UUID) -> bool:
    """Whether the agreement holds at this moment: the database's own word, the one that row security takes."""
    with connection.cursor() as cursor:
        cursor.execute("select cairn_agreement_holds(%s::uuid)", [agency_id])
        return bool(cursor.fetchone()[0])


def standings(agencies: Iterable[Agency] | None = None) -> list[AgreementStanding]:
    """How every agency, or each of these, stands today, by name. Three statements."""
    asked = list(Agency.objects.order_by("name", "slug") if agencies is None else agencies)
    lines: dict[UUID, list[SharingAgreement]] = {one.pk: [] for one in asked}
    for line in SharingAgreement.objects.filter(agency__in=asked).order_by("-number"):
        lines[line.agency_id].append(line)
    current = Membership.objects.filter(agency__in=asked, ended_at=None, practitioner__is_active=True)
    peopled = set(current.values_list("agency_id", flat=True).distinct())
    return [_standing(one, lines[one.pk], one.pk in peopled) for one in asked]


def standing_of_agency(agency: Agency) -> AgreementStanding:
    """How one agency stands today."""
    return standings([agency])[0]


def history_of(agency: Agency) -> list[SharingAgreement]:
    """Every line of an agency's agreement, the newest first."""
    lines = SharingAgreement.objects.filter(agency=agency).order_by("-number")
    return list(lines.select_related("recorded_by__practitioner", "recorded_by__team"))


def _standing(agency: Agency, lines: list[SharingAgreement], has_people: bool) -> AgreementStanding:
    day = today()
    line = next((one for one in lines if one.valid_from <= day), None)
    later = next((one for one in lines[:1] if one.valid_from > day), None)
    said = line or later
    details = Details(
        remit=agency.remit,
        safeguarding_lead=said.safeguarding_lead if said else "",
        data_protection_lead=said.data_protection_lead if said else "",
        is_first_responder=said.is_first_responder if said else None,
        has_people=has_people,
    )
    state = state_of_agreement(Standing(line.standing) if line else None, line.valid_until if line else None, day)
    return AgreementStanding(agency, state, line, later, lacking(details), _days_left(line, day))


def _days_left(line: SharingAgreement | None, day: date) -> int | None:
    return None if line is None or line.standing == Standing.ENDED else (line.valid_until - day).days
