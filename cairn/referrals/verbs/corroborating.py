"""What is missing before a decision, asked of anybody, or of a statutory officer with the reason why (R-055)."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Record
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.verbs import Said, write_entry
from cairn.core.errors import NotFound, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.kinds import Sector
from cairn.referrals.kinds import CORROBORATION_ASKED, CORROBORATION_MET, CORROBORATION_NEWS, Sought
from cairn.referrals.models import Corroboration, CorroborationMet, Decision, Referral
from cairn.referrals.queries import decided_elsewhere
from cairn.referrals.rules import LONGEST


@dataclass(frozen=True)
class Missing:
    """What is missing, from whom it is wanted, and, of a statutory officer alone, why."""

    missing: str
    sought: Sought = Sought.ANY
    why: str = ""


def find_corroboration(*, corroboration_id: UUID, by: Actor) -> Corroboration:
    """Fetch what is looked for, with what was sent. Shows nothing yet.

    Raises NotFound, and notes it, when there is none or none that this actor may see.
    """
    by.require(Permission.CHILD_OPEN)
    rows = Corroboration.objects.visible_to(by).select_related("referral__child", "met")
    found: Corroboration | None = rows.filter(pk=corroboration_id).first()
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="corroboration", reference=corroboration_id)
        raise NotFound
    return found


@transaction.atomic
def ask_corroboration(*, referral: Referral, said: Missing, by: Actor) -> Corroboration:
    """Write down what is missing before the decision. Records CORROBORATION_ASKED; the sender's team is told.

    No clock stops and nothing is sent back. Joins the child's story for the circle to read.
    Refuses a team that was not asked (`not_sent_to_you`), a call for danger to a team that was also asked to decide
    (`answer_there`), nothing missing (`missing_not_said`), no reason why a statutory officer (`why_statutory_needed`),
    over-long text (`words_too_long`), the same words while they are open (`looked_for_already`), and what was decided
    already (`decided_before`).
    """
    _require_asked(referral, by)
    if decided_elsewhere(referral) is not None:
        raise Refused("answer_there")
    _refuse_thin(said)
    one_at_a_time(referral.child_id)
    if Decision.objects.visible_to(by).filter(referral=referral).exists():
        raise Refused("decided_before")
    open_ones = Corroboration.objects.visible_to(by).filter(referral=referral, met=None)
    if open_ones.filter(missing=said.missing.strip(), sought=said.sought).exists():
        raise Refused("looked_for_already")
    why = said.why.strip() if said.sought == Sought.STATUTORY else ""
    asked = Corroboration(
        **_written_by(referral, by), referral=referral, missing=said.missing.strip(), sought=said.sought, why=why
    )
    asked.save(force_insert=True)
    _tell(asked, by)
    return asked


@transaction.atomic
def meet_corroboration(*, corroboration: Corroboration, sector: Sector, words: str, by: Actor) -> CorroborationMet:
    """Write down that what was missing has come, and from which sector. Records CORROBORATION_MET.

    Joins the child's story. Refuses a team that was not asked (`not_sent_to_you`), no words (`met_words_needed`),
    over-long text (`words_too_long`), and what has come already (`met_already`).
    """
    referral = corroboration.referral
    _require_asked(referral, by)
    if not words.strip():
        raise Refused("met_words_needed")
    if len(words) > LONGEST:
        raise Refused("words_too_long", most=LONGEST)
    one_at_a_time(referral.child_id)
    if CorroborationMet.objects.visible_to(by).filter(corroboration=corroboration).exists():
        raise Refused("met_already")
    met = CorroborationMet(**_written_by(referral, by), corroboration=corroboration, sector=sector, words=words.strip())
    met.save(force_insert=True)
    _write_down(met.record, _("What was missing for a decision has come: %(words)s") % {"words": met.words}, by)
    about = Ref("corroboration", corroboration.id)
    ledger.record(CORROBORATION_MET, by=by, child_id=met.child_id, about=about, detail={"sector": str(sector)})
    return met


def _require_asked(referral: Referral, by: Actor) -> None:
    by.require(Permission.REFERRAL_ANSWER, referral)
    if referral.to_team_id not in by.team_ids:
        raise Refused("not_sent_to_you")


def _refuse_thin(said: Missing) -> None:
    if not said.missing.strip():
        raise Refused("missing_not_said")
    if said.sought == Sought.STATUTORY and not said.why.strip():
        raise Refused("why_statutory_needed")
    if max(len(said.missing), len(said.why)) > LONGEST:
        raise Refused("words_too_long", most=LONGEST)


def _written_by(referral: Referral, by: Actor) -> dict[str, object]:
    mine = Record.objects.visible_to(by).filter(child_id=referral.child_id, team_id=referral.to_team_id)
    record = mine.latest("opened_at")
    return {
        "record": record,
        "child_id": record.child_id,
        "team_id": record.team_id,
        "agency_id": record.agency_id,
        "recorded_by_id": by.membership_id,
    }


def _tell(asked: Corroboration, by: Actor) -> None:
    told = {"missing": asked.missing, "source": Sought(asked.sought).label}
    _write_down(asked.record, _("Looked for before a decision, from %(source)s: %(missing)s") % told, by)
    about, referral = Ref("corroboration", asked.id), asked.referral
    ledger.record(
        CORROBORATION_ASKED, by=by, child_id=asked.child_id, about=about, detail={"sought": str(asked.sought)}
    )
    raised = Ref("concern", referral.concern_id)
    notices.leave(team_id=referral.team_id, member_id=referral.recorded_by_id, code=CORROBORATION_NEWS, about=raised)


def _write_down(record: Record, words: str, by: Actor) -> None:
    write_entry(record=record, said=Said(EntryKind.OTHER, words, HowKnown.PROFESSIONAL_ESTIMATE), by=by)
