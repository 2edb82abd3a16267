"""Made-up children with several agencies' records, circles of several teams, and what was said of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cairn.bench.rules.dice import Dice, reference
from cairn.bench.rules.lines import Shape
from cairn.bench.rules.partnership import Around, Desk
from cairn.bench.rules.plan import Plan

YEARS = timedelta(days=730)
_UNCONFIRMED = 20  # one in so many partners waits to be confirmed
_WHERE = (
    "With an aunt in the old town",
    "In a hotel by the ring road",
    "At home with both parents",
    "Foster placement",
)
_LANGUAGES = ("English", "Vietnamese", "Albanian", "Kurdish Sorani", "Romanian", "Pashto")

CHILD = Shape(
    "children_child",
    ("id", "reference", "created_at"),
    {"makeup": 1, "is_asleep": False, "no_confirm": False, "revision": 1},
)
RECORD = Shape("children_record", ("id", "child_id", "agency_id", "team_id", "opened_by_id", "opened_at"), {})
INVOLVEMENT = Shape(
    "children_involvement",
    (
        *("id", "record_id", "child_id", "agency_id", "team_id", "recorded_by_id", "recorded_at", "started_at"),
        *("capacity", "sees_story", "is_confirmed", "practitioner_id"),
    ),
    {"doing": "Works with the child"},
)
RESPONSIBILITY = Shape(
    "children_responsibility", ("id", "child_id", "kind", "agency_id", "team_id", "since"), {"reason": ""}
)
CLAIM = Shape(
    "children_claim",
    (
        *("id", "record_id", "child_id", "agency_id", "team_id", "recorded_by_id", "recorded_at"),
        *("kind", "text", "detail", "basis", "born_from", "born_to"),
    ),
    {},
)


@dataclass(frozen=True, slots=True)
class MadeRecord:
    """One team's record of a child."""

    id: str
    desk: Desk
    member_id: str
    capacity: str
    sees_story: bool


@dataclass(frozen=True, slots=True)
class MadeChild:
    """A child: the authority's record first, then that of whoever raised the concern, then others."""

    id: str
    reference: str
    created_at: datetime
    area: int
    name: str
    born: date
    records: tuple[MadeRecord, ...]


def make_children(plan: Plan, around: Around, dice: Dice, now: datetime) -> list[MadeChild]:
    """All children, the oldest first; every second one belongs to the busy desk."""
    start = now - YEARS
    step = YEARS / (plan.children + 1)
    return [_child(number, start + step * number, around, dice) for number in range(plan.children)]


def _child(number: int, moment: datetime, around: Around, dice: Dice) -> MadeChild:
    area = dice.randrange(1, len(around.desks)) if number % 2 else 0
    others = {one.team_id: one for one in dice.choices(around.partners, around.weights, k=1 + number % 4 // 2)}
    teams = (around.desks[area], *others.values())
    return MadeChild(
        id=dice.id_at(moment),
        reference=reference("C", number),
        created_at=moment,
        area=area,
        name=dice.name(),
        born=dice.birth(moment.date()),
        records=tuple(_record(place, desk, moment, dice) for place, desk in enumerate(teams)),
    )


def _record(place: int, desk: Desk, moment: datetime, dice: Dice) -> MadeRecord:
    capacity = "lead" if place == 0 else ("contributor", "working")[dice.getrandbits(1)]
    member = dice.choice(desk.member_ids)
    return MadeRecord(dice.id_at(moment), desk, member, capacity, sees_story=capacity != "contributor")


def child_lines(children: Sequence[MadeChild]) -> Iterator[str]:
    """Rows of children."""
    return (CHILD.line((one.id, one.reference, one.created_at)) for one in children)


def record_lines(children: Sequence[MadeChild]) -> Iterator[str]:
    """Rows of records."""
    for child in children:
        for one in child.records:
            who = (one.desk.agency_id, one.desk.team_id, one.member_id)
            yield RECORD.line((one.id, child.id, *who, child.created_at))


def involvement_lines(children: Sequence[MadeChild], dice: Dice) -> Iterator[str]:
    """Rows of circles: each record's team, with a named practitioner in two of three."""
    for child in children:
        for one in child.records:
            is_confirmed = one.sees_story or dice.randrange(_UNCONFIRMED) > 0
            named = one.member_id if dice.randrange(3) else None
            yield INVOLVEMENT.line(
                (
                    *(dice.id_at(child.created_at), *_of(child, one), child.created_at, child.created_at),
                    *(one.capacity, one.sees_story, is_confirmed, named),
                )
            )


def responsibility_lines(children: Sequence[MadeChild], dice: Dice) -> Iterator[str]:
    """Rows of responsibility: the authority's desk in law and as lead; it or a partner acts next."""
    for child in children:
        first, last = child.records[0].desk, child.records[-1].desk
        for kind, desk in (("authority", first), ("lead", first), ("next", last)):
            made = (dice.id_at(child.created_at), child.id, kind, desk.agency_id, desk.team_id, child.created_at)
            yield RESPONSIBILITY.line(made)


def claim_lines(children: Sequence[MadeChild], dice: Dice) -> Iterator[str]:
    """Rows of what was said: name and birth by every record, where the child is and what they speak by the sender."""
    for child in children:
        for one in child.records:
            yield _claim(child, one, dice, ("name", child.name, '{"kind": "known_as"}', "child_says", None, None))
            birth = ("birth", child.born.isoformat(), '{"precision": "date"}', "document", child.born, child.born)
            yield _claim(child, one, dice, birth)
        sender = child.records[1]
        where = ("whereabouts", dice.choice(_WHERE), '{"safe": "yes"}', "other_person_says", None, None)
        yield _claim(child, sender, dice, where)
        yield _claim(child, sender, dice, ("language", dice.choice(_LANGUAGES), "{}", "child_says", None, None))


def _claim(
    child: MadeChild, record: MadeRecord, dice: Dice, said: tuple[str, str, str, str, date | None, date | None]
) -> str:
    return CLAIM.line((dice.id_at(child.created_at), *_of(child, record), child.created_at, *said))


def _of(child: MadeChild, record: MadeRecord) -> tuple[str, str, str, str, str]:
    return record.id, child.id, record.desk.agency_id, record.desk.team_id, record.member_id
