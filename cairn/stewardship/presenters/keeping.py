"""The schedule, holds, records past their time, and a certificate, as their pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.stewardship.kinds import Action, DisposalState
from cairn.stewardship.models import Certificate, Disposal, LegalHold
from cairn.stewardship.presenters.words import certainty_words, in_language, nation_name, thing_name, who
from cairn.stewardship.queries.keeping import MOST_SHOWN, certificates, disposals, holds, is_on_hold
from cairn.stewardship.rules.schedule import KeepRule, schedule
from cairn.ui.parts import Column


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period: how long, where it applies, where it comes from and how sure that is."""

    label: str
    nations: str
    source: str
    certainty: Promise
    is_sure: bool


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One class of record with its periods."""

    label: str
    end: str
    is_enforced: bool
    periods: tuple[PeriodLine, ...]


@dataclass(frozen=True, slots=True)
class SchedulePage:
    """The whole schedule with its version."""

    version: str
    since: date
    classes: tuple[ClassLine, ...]


@dataclass(frozen=True, slots=True)
class HoldLine:
    """One hold. The released parts are empty while it stands."""

    id: UUID
    reference: str
    reason: str
    who: str
    at: datetime
    agency: str
    released_at: datetime | None
    release_reason: str


@dataclass(frozen=True, slots=True)
class DueLine:
    """One record past its time. What is empty has not happened."""

    id: UUID
    reference: str
    agency: str
    state: Promise | str
    due_on: date
    rule: str
    source: str
    certainty: Promise | str
    action: Promise | str
    reason: str
    proposed_by: str
    proposed_at: datetime | None
    kept_until: date | None
    is_held: bool
    is_due: bool
    is_proposed: bool
    is_done: bool
    is_mine: bool
    revision: int


@dataclass(frozen=True, slots=True)
class KeepingPage:
    """Records past their time that wait for somebody, holds that stand, and the newest certificates."""

    due: tuple[DueLine, ...]
    decided: tuple[DueLine, ...]
    holds: tuple[HoldLine, ...]
    certificates: tuple[Certificate, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """Everything a certificate vouches for."""

    number: str
    reference: str
    agency: str
    action: Promise | str
    rule: str
    source: str
    certainty: Promise | str
    version: str
    due_on: date
    done_at: datetime
    proposed_by: str
    proposed_at: datetime | None
    approved_by: str
    approved_at: datetime | None
    reason: str
    counts: tuple[tuple[str, int], ...]
    total: int
    stayed: int
    digest: str
    columns: tuple[Column, ...]


def schedule_page() -> SchedulePage:
    """How long what is kept, and which of it a machine sees to."""
    told = schedule()
    classes = tuple(
        ClassLine(in_language(each.label), in_language(each.end), each.is_enforced, _periods(each.rules))
        for each in told.classes
    )
    return SchedulePage(told.version, told.effective_from, classes)


def keeping_page(by: Actor) -> KeepingPage:
    """What waits for a lead, and what was decided lately."""
    waiting = disposals(by).filter(ended_at=None)[:MOST_SHOWN]
    decided = disposals(by).exclude(ended_at=None).order_by("-ended_at")[:MOST_SHOWN]
    columns = (Column(label=_("Record")), Column(label=_("Past its time since")), Column(label=_("Where it stands")))
    return KeepingPage(
        due=tuple(due_line(each, by) for each in waiting),
        decided=tuple(due_line(each, by) for each in decided),
        holds=tuple(hold_line(each) for each in holds(by)[:MOST_SHOWN]),
        certificates=tuple(certificates(by)[:MOST_SHOWN]),
        columns=columns,
    )


def hold_line(hold: LegalHold) -> HoldLine:
    """One hold."""
    return HoldLine(
        id=hold.id,
        reference=hold.child_reference,
        reason=hold.reason,
        who=who(hold.placed_by),
        at=hold.placed_at,
        agency=hold.agency.name,
        released_at=hold.released_at,
        release_reason=hold.release_reason,
    )


def due_line(disposal: Disposal, by: Actor) -> DueLine:
    """One record past its time, as this lead sees it."""
    rule = schedule().rule(disposal.rule)
    proposer = disposal.proposed_by
    return DueLine(
        id=disposal.id,
        reference=disposal.child_reference,
        agency=disposal.agency.name,
        state=DisposalState(disposal.state).label,
        due_on=disposal.due_on,
        rule=in_language(rule.label) if rule else disposal.rule,
        source=rule.source if rule else "",
        certainty=certainty_words(rule.certainty) if rule else "",
        action=Action(disposal.action).label if disposal.action else "",
        reason=disposal.reason,
        proposed_by=who(proposer),
        proposed_at=disposal.proposed_at,
        kept_until=disposal.kept_until,
        is_held=disposal.ended_at is None and is_on_hold(disposal.child_id),
        is_due=disposal.state == DisposalState.DUE,
        is_proposed=disposal.state == DisposalState.PROPOSED,
        is_done=disposal.state == DisposalState.DONE,
        is_mine=proposer is not None and proposer.practitioner_id == by.practitioner_id,
        revision=disposal.revision,
    )


def certificate_page(certificate: Certificate, disposal: Disposal) -> CertificatePage:
    """A certificate, to be read, printed and filed."""
    rule = schedule().rule(disposal.rule)
    counts = tuple(sorted((thing_name(label), count) for label, count in certificate.counts.items()))
    return CertificatePage(
        number=certificate.number,
        reference=disposal.child_reference,
        agency=certificate.agency.name,
        action=Action(certificate.action).label,
        rule=in_language(rule.label) if rule else disposal.rule,
        source=rule.source if rule else "",
        certainty=certainty_words(rule.certainty) if rule else "",
        version=disposal.policy_version,
        due_on=disposal.due_on,
        done_at=certificate.done_at,
        proposed_by=who(disposal.proposed_by),
        proposed_at=disposal.proposed_at,
        approved_by=who(disposal.approved_by),
        approved_at=disposal.approved_at,
        reason=disposal.reason,
        counts=counts,
        total=sum(certificate.counts.values()),
        stayed=certificate.stayed,
        digest=certificate.digest,
        columns=(Column(label=_("Kind of thing")), Column(label=_("How many"), is_numeric=True)),
    )


def _periods(rules: Iterable[KeepRule]) -> tuple[PeriodLine, ...]:
    return tuple(
        PeriodLine(
            label=in_language(rule.label),
            nations=", ".join(sorted(nation_name(nation) for nation in rule.nations)),
            source=rule.source,
            certainty=certainty_words(rule.certainty),
            is_sure=rule.certainty == "verified",
        )
        for rule in rules
    )
