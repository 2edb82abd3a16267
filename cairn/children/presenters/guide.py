"""The guide "why not share?" as plain values: the question or the advice, and the register of lawful grounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.presenters.tabs import TabLink
from cairn.core.errors import Refused
from cairn.core.working_days import Nation
from cairn.duties.kinds import CERTAINTY_LABELS, Certainty
from cairn.partnership.kinds import Nation as Nations
from cairn.partnership.queries import hub_desk
from cairn.sharing.kinds import GATEWAY_KINDS, OPTIONS, Counsel, GuideQuestion, Note
from cairn.sharing.queries.guide import leads_of, starts
from cairn.sharing.rules.gateways import Case, Gateway, begins_on, every_gateway
from cairn.sharing.rules.guide import Advice, next_step, questions_for
from cairn.ui.parts import Column


@dataclass(frozen=True, slots=True)
class Given:
    """A question that was answered, and the address that asks it again."""

    question: str | Promise
    answer: str | Promise
    change: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A lawful ground: the statute, what sort of ground, how sure we are of it, and where it stands."""

    label: str
    kind: str
    certainty: str
    is_verified: bool
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class AskWhom:
    """Whom to ask in one's own agency. `name` is empty where its agreement names nobody."""

    office: str
    name: str


@dataclass(frozen=True, slots=True)
class GuidePage:
    """Where somebody is in the guide: a question, or the advice at its end.

    `sentence` and `grounds` are empty where somebody must be asked first; `must_ask` says so. `on` are the ways to go
    on with the ground filled in.
    """

    nation: str
    given: tuple[Given, ...]
    question: GuideQuestion | None
    before: Mapping[GuideQuestion, str]
    number: int
    sentence: str
    grounds: tuple[Ground, ...]
    must_ask: bool
    ask: tuple[AskWhom, ...]
    leads: tuple[AskWhom, ...]
    hub: str
    notes: tuple[str, ...]
    on: tuple[TabLink, ...]


@dataclass(frozen=True, slots=True)
class GoOn:
    """Something one may do with the ground that the guide gave. `address` takes a child's reference and reads `ground`
    and `sensitive` from its query."""

    label: Promise | str
    address: str
    permission: Permission


_ON: dict[str, GoOn] = {}


def go_on_at(way: GoOn) -> None:
    """Register where one may go on to with the ground filled in. Raises LookupError when two share an address."""
    if _ON.setdefault(way.address, way) != way:
        raise LookupError(f"two ways to go on at {way.address}")


def guide_page(
    case: Case,
    actor: Actor,
    given: Mapping[GuideQuestion, str],
    here: str,
    *,
    reference: str = "",
    back_to: TabLink | None = None,
) -> GuidePage:
    """The guide after these answers. `back_to` is the form they came from, else one may go on from the child's page."""
    step = next_step(given, case)
    order = [question for question in questions_for(given) if question in given]
    before = {question: given[question] for question in order}
    advice = step if isinstance(step, Advice) else None
    told = advice.justified(_language()) if advice else None
    ask = tuple(_whom(counsel, actor) for counsel in (advice.ask if advice else ()))
    return GuidePage(
        nation=nation_words(case.nation),
        given=tuple(_given(before, question, here) for question in order),
        question=None if isinstance(step, Advice) else step,
        before=before,
        number=len(order) + 1,
        sentence=told.sentence if told else "",
        grounds=_grounds(advice) if advice else (),
        must_ask=advice is not None and told is None,
        ask=ask,
        leads=tuple(_whom(counsel, actor) for counsel in Counsel),
        hub=_hub_number(),
        notes=tuple(str(Note(note).label) for note in (advice.notes if advice else ())),
        on=_ways_on(actor, advice, reference, back_to) if advice and told else (),
    )


@dataclass(frozen=True, slots=True)
class GroundLine:
    """One row of the register."""

    ground: Ground
    nation: str
    begins: date | None
    ends: date | None


@dataclass(frozen=True, slots=True)
class GroundsPage:
    """Every lawful ground in the register, with where it stands and how sure that is."""

    lines: tuple[GroundLine, ...]
    columns: tuple[Column, ...]


def grounds_page() -> GroundsPage:
    """The register as a table."""
    days = starts()
    lines = (
        GroundLine(
            ground=ground_shown(one),
            nation=str(Nations(one.nation.value).label),
            begins=begins_on(one, days),
            ends=one.effective_to,
        )
        for one in every_gateway()
    )
    heads = (_("Ground"), _("Where"), _("From"), _("How sure"))
    return GroundsPage(tuple(lines), tuple(Column(label=head) for head in heads))


def ground_shown(one: Gateway) -> Ground:
    """A ground with how sure we are of it, in words."""
    certainty, start = one.certainty, starts().get(one.code)
    return Ground(
        label=one.label_in(_language()),
        kind=str(GATEWAY_KINDS[one.kind]),
        certainty=str(CERTAINTY_LABELS[certainty]),
        is_verified=certainty is Certainty.VERIFIED,
        source="; ".join(filter(None, (one.source, start.source if start else ""))),
        note=one.note,
    )


def nation_words(nation: Nation) -> str:
    """A nation as people say it."""
    return str(Nations(nation.value).label)


def _grounds(advice: Advice) -> tuple[Ground, ...]:
    if not advice.grounds:
        return ()
    first, *others = advice.grounds
    beside = [advice.condition] if advice.condition else []
    return tuple(ground_shown(one) for one in (first, *beside, *others))


def _given(before: Mapping[GuideQuestion, str], question: GuideQuestion, here: str) -> Given:
    earlier = {}
    for one, answer in before.items():
        if one is question:
            break
        earlier[one.value] = answer
    change = f"{here}{'&' if '?' in here else '?'}{urlencode(earlier)}" if earlier else here
    return Given(question.label, OPTIONS[question](before[question]).label, change)


def _whom(counsel: Counsel, actor: Actor) -> AskWhom:
    leads = leads_of(actor)
    names = {Counsel.SAFEGUARDING: leads.safeguarding, Counsel.DATA_PROTECTION: leads.data_protection}
    return AskWhom(str(counsel.label), names[counsel])


def _hub_number() -> str:
    try:
        hub = hub_desk()
    except Refused:  # a partnership without a hub yet
        return ""
    return hub.phone or hub.agency.phone


def _ways_on(actor: Actor, advice: Advice, reference: str, back_to: TabLink | None) -> tuple[TabLink, ...]:
    ground = {"ground": advice.grounds[0].code} | ({"sensitive": "yes"} if advice.condition else {})
    query = urlencode(ground)
    if back_to is not None:
        return (TabLink(back_to.text, f"{back_to.href}?{query}", is_current=False),)
    if not reference:
        return ()
    ways = (way for way in _ON.values() if actor.may(way.permission))
    return tuple(
        TabLink(str(way.label), f"{reverse(way.address, args=[reference])}?{query}", is_current=False) for way in ways
    )


def _language() -> str:
    return (get_language() or "en").split("-")[0]
