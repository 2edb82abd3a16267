"""Agencies join by agreement: signing, renewing and ending it; each is a new line in a history that stays (R-190)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.clock import today
from cairn.core.errors import Conflict, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger.kinds import happening
from cairn.ledger.verbs import record
from cairn.partnership.kinds import Discipline, Standing
from cairn.partnership.models import Agency, SharingAgreement
from cairn.partnership.rules import MOST_DAYS, Details, lacking

AGREEMENT_SIGNED = happening("agreement.signed", _("recorded that an agency signed the agreement to share"))
AGREEMENT_ENDED = happening("agreement.ended", _("ended an agency’s agreement to share"))
TEMPLATE = "template 1"
LONGEST_TERMS, LONGEST_NAME, LONGEST_REASON = 40, 160, 500  # characters


@dataclass(frozen=True)
class Signed:
    """What two people put their names to: the terms, from when to when (both days count), and who answers for what.

    `remit` of "" leaves the agency's remit card as it is.
    """

    terms: str
    signed_by: str
    signed_on: date
    countersigned_by: str
    valid_from: date
    valid_until: date
    safeguarding_lead: str
    data_protection_lead: str
    is_first_responder: bool | None
    remit: str = ""


@transaction.atomic
def sign_agreement(*, agency: Agency, signed: Signed, number: int, by: Actor) -> SharingAgreement:
    """Record that an agency signed, or renewed, the agreement to share. Records `agreement.signed`.

    `number` is the newest line that whoever records it has seen, 0 for none. Earlier lines stay; from its first day the
    new one counts. Two people sign. Refuses what is missing (`agreement_lacks`), names (`agreement_unsigned`,
    `agreement_not_countersigned`, `agreement_signed_twice`), terms (`agreement_without_terms`), overlong text
    (`agreement_words_too_long`) and days
    (`agreement_signed_later`, `agreement_never_valid`, `agreement_in_past`, `agreement_too_long`); nobody but the hub
    records it for their own agency (`agreement_own`). Raises Conflict (`agreement_changed`) for a stale `number`.
    """
    _ask(agency, by)
    _refuse_names(signed)
    _refuse_days(signed)
    remit = signed.remit.strip() or agency.remit
    refuse_lacking(Details(remit, signed.safeguarding_lead, signed.data_protection_lead, signed.is_first_responder))
    Agency.objects.filter(pk=agency.pk).update(remit=remit, is_first_responder=signed.is_first_responder)
    line = SharingAgreement(
        standing=Standing.SIGNED,
        terms=signed.terms.strip(),
        valid_from=signed.valid_from,
        valid_until=signed.valid_until,
        signed_by=signed.signed_by.strip(),
        signed_on=signed.signed_on,
        countersigned_by=signed.countersigned_by.strip(),
        safeguarding_lead=signed.safeguarding_lead.strip(),
        data_protection_lead=signed.data_protection_lead.strip(),
        is_first_responder=signed.is_first_responder,
    )
    return _written(agency, line, number, AGREEMENT_SIGNED, by)


@transaction.atomic
def end_agreement(*, agency: Agency, reason: str, number: int, by: Actor) -> SharingAgreement:
    """End an agency's agreement now: from the next statement on nobody there sees what others share (R-191).

    They can still send, are answered, and answer what is asked of them. Records `agreement.ended`. Refuses
    `agreement_none`, `agreement_reason_needed`, `agreement_words_too_long` and `agreement_own`; raises Conflict
    (`agreement_changed`).
    """
    _ask(agency, by)
    last = SharingAgreement.objects.filter(agency=agency).order_by("-number").first()
    if last is None or last.standing == Standing.ENDED:
        raise Refused("agreement_none")
    if not reason.strip():
        raise Refused("agreement_reason_needed")
    if len(reason) > LONGEST_REASON:
        raise Refused("agreement_words_too_long")
    line = SharingAgreement(
        standing=Standing.ENDED,
        terms=last.terms,
        valid_from=today(),
        valid_until=today(),
        safeguarding_lead=last.safeguarding_lead,
        data_protection_lead=last.data_protection_lead,
        is_first_responder=last.is_first_responder,
        reason=reason.strip(),
    )
    return _written(agency, line, number, AGREEMENT_ENDED, by)


def refuse_lacking(details: Details) -> None:
    """Refuse with the list of what an agency has not said (`agreement_lacks`). Used by whoever lets an agency sign."""
    if missing := lacking(details):
        raise Refused("agreement_lacks", lacking="; ".join(str(one.label) for one in missing))


def _ask(agency: Agency, by: Actor) -> None:
    by.require(Permission.AGREEMENT_KEEP)
    # Somebody must sign for the hub; everybody else's sight is prolonged by others than those who gain it.
    if by.is_person and by.agency_id == agency.pk and agency.discipline != Discipline.HUB:
        raise Refused("agreement_own")


def _refuse_names(signed: Signed) -> None:
    ours, theirs = (" ".join(name.split()).casefold() for name in (signed.countersigned_by, signed.signed_by))
    if not theirs:
        raise Refused("agreement_unsigned")
    if not ours:
        raise Refused("agreement_not_countersigned")
    if ours == theirs:
        raise Refused("agreement_signed_twice")
    if not signed.terms.strip():
        raise Refused("agreement_without_terms")
    names = (signed.signed_by, signed.countersigned_by, signed.safeguarding_lead, signed.data_protection_lead)
    if len(signed.terms) > LONGEST_TERMS or max(map(len, names)) > LONGEST_NAME:
        raise Refused("agreement_words_too_long")


def _refuse_days(signed: Signed) -> None:
    if signed.signed_on > today():
        raise Refused("agreement_signed_later")
    if signed.valid_until < signed.valid_from:
        raise Refused("agreement_never_valid")
    if signed.valid_until < today():
        raise Refused("agreement_in_past")
    if (signed.valid_until - signed.valid_from).days > MOST_DAYS:
        raise Refused("agreement_too_long", years=MOST_DAYS // 366)


def _written(agency: Agency, line: SharingAgreement, number: int, happened: str, by: Actor) -> SharingAgreement:
    one_at_a_time(f"agreement {agency.pk}")
    newest = SharingAgreement.objects.filter(agency=agency).aggregate(found=Max("number"))["found"] or 0
    if newest != number:
        raise Conflict("agreement_changed")
    line.agency, line.number, line.recorded_by_id = agency, newest + 1, by.membership_id
    line.save(force_insert=True)
    record(happened, by=by, about=Ref("agreement", line.pk), detail={"agency": agency.pk, "number": line.number})
    return line
