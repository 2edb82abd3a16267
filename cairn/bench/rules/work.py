"""Made-up work: one concern and one referral a child, most of them answered, and what is still owed."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from cairn.bench.rules.children import MadeChild
from cairn.bench.rules.dice import Dice, reference
from cairn.bench.rules.lines import Shape
from cairn.bench.rules.partnership import Around
from cairn.bench.rules.plan import Plan
from cairn.bench.rules.stories import ENTRY

_WORDS = "A worry that somebody raised; the words are in the story."
CONCERN = Shape(
    "concerns_concern",
    ("id", "reference", "raised_at", "send_key", "agency_id", "team_id", "raised_by_id", "area_id"),
    {
        **{"urgency": "today", "nation": "england", "where_text": "", "postcode": "", "other_children": ""},
        **{"adults": "[]", "vehicles": "[]", "must_not_be_told": "[]", "child_wants": "", "parents_told": ""},
        **{"exploitation_types": "[]", "source_protected": False, "emergency_log_no": "", "sender_contact": ""},
        **{"call_back_needed": False},
    },
)
SUBJECT = Shape(
    "concerns_concernsubject",
    ("id", "record_id", "child_id", "agency_id", "team_id", "recorded_by_id", "recorded_at", "concern_id", "entry_id"),
    {'"order"': 0},
)
REFERRAL = Shape(
    "referrals_referral",
    (
        *("id", "record_id", "child_id", "agency_id", "team_id", "recorded_by_id", "recorded_at", "concern_id"),
        *("to_agency_id", "to_team_id", "delivered_at", "answered_at"),
    ),
    {"purpose": "child_protection", "nation": "england", "revision": 1},
)
DUTY = Shape(
    "duties_duty",
    (
        *("id", "kind", "about_kind", "about_id", "child_id", "record_id", "owner_agency_id", "owner_team_id"),
        *("owner_id", "owed_to_team_id", "policy", "started_at", "due_at", "closed_at"),
    ),
    {"policy_version": "1", "nation": "england", "revision": 1},
)
NOTICE = Shape(
    "notices_notice", ("id", "team_id", "about_id", "left_at"), {"code": "duty.reminder", "about_kind": "duty"}
)
LOOK = Shape(
    "ledger_event",
    ("at", "practitioner_id", "membership_id", "agency_id", "happening", "child_id"),
    {"actor_kind": "practitioner", "makeup": 1, "purpose": "", "detail": "{}"},
)
_UNREAD = 20  # notices of each team whose pages are measured
QUESTION = Shape(
    "children_linkquestion",
    ("id", "child_id", "candidate_id", "asked_at"),
    {"weight": 9.5, "evidence": "[]", "model_version": "1", "band": "possible"},
)


class Work:
    """Concerns, referrals and duties of the same children, with ids that fit together."""

    def __init__(self, plan: Plan, around: Around, children: Sequence[MadeChild], dice: Dice, now: datetime) -> None:
        self._around, self._children, self._dice, self._now = around, children, dice, now
        self._ids = [tuple(dice.id_at(one.created_at) for _ in range(4)) for one in children]
        self._open = self._still_open(plan)

    def _still_open(self, plan: Plan) -> frozenset[int]:
        """Which referrals wait: the newest of the busy desk up to its share, the newest of others for the rest."""
        newest = range(plan.children - 1, -1, -1)
        busy = [number for number in newest if self._children[number].area == 0][: plan.busy_duties]
        others = [number for number in newest if self._children[number].area][: plan.open_duties - plan.busy_duties]
        return frozenset(busy + others)

    def concerns(self) -> Iterator[str]:
        """Rows of concerns, raised by the team of each child's second record."""
        for number, child in enumerate(self._children):
            sender = child.records[1]
            who = (sender.desk.agency_id, sender.desk.team_id, sender.member_id)
            area = self._around.area_ids[child.area]
            concern = self._ids[number][0]
            yield CONCERN.line((concern, reference("N", number), child.created_at, concern, *who, area))

    def first_entries(self) -> Iterator[str]:
        """Rows of the entries that hold what the concerns say."""
        for number, child in enumerate(self._children):
            at = child.created_at
            yield ENTRY.line((self._ids[number][1], *self._sender(child), at, "concern", _WORDS, at, at, at))

    def subjects(self) -> Iterator[str]:
        """Rows that tie concern, child and entry together."""
        for number, child in enumerate(self._children):
            concern, entry, *_ = self._ids[number]
            made = self._dice.id_at(child.created_at)
            yield SUBJECT.line((made, *self._sender(child), child.created_at, concern, entry))

    def referrals(self) -> Iterator[str]:
        """Rows of referrals to the authority's desk."""
        for number, child in enumerate(self._children):
            concern, _, referral, _ = self._ids[number]
            to = child.records[0].desk
            answered = None if number in self._open else child.created_at + timedelta(days=1)
            times = (child.created_at, answered)
            sent = (*self._sender(child), child.created_at, concern)
            yield REFERRAL.line((referral, *sent, to.agency_id, to.team_id, *times))

    def duties(self) -> Iterator[str]:
        """Rows of the duties to answer: those of open referrals fall due in these days, a few of them late."""
        for number, child in enumerate(self._children):
            record, sender = child.records[0], child.records[1]
            is_open = number in self._open
            # What is done is history; what is open falls due within days of now, and one in ten is late.
            begun = self._now - timedelta(hours=self._dice.random() * 24) if is_open else child.created_at
            due = begun + timedelta(hours=self._dice.uniform(20, 96) if is_open else 24)
            owner = record.member_id if self._dice.randrange(3) else None
            referral, duty = self._ids[number][2:]
            about = (duty, "answer", "referral", referral, child.id, record.id)
            whose = (record.desk.agency_id, record.desk.team_id, owner, sender.desk.team_id)
            closed = None if is_open else child.created_at + timedelta(days=1)
            yield DUTY.line((*about, *whose, "referral_decision", begun, due, closed))

    def notices(self) -> Iterator[str]:
        """Rows of unread notices of the teams whose pages are measured."""
        for desk in (self._around.busy, self._around.small, self._around.hub):
            for number in range(_UNREAD):
                about = self._ids[-1 - number][3]
                yield NOTICE.line((self._dice.id_at(self._now), desk.team_id, about, self._now))

    def looks(self) -> Iterator[str]:
        """Rows of the ledger: three days ago the desk looked at each child, a day later another added something."""
        for child in self._children:
            first, second = child.records[0], child.records[1]
            for record, happening, days in ((first, "opened", 3), (second, "entry.added", 2)):
                at = self._now - timedelta(days=days)
                member = record.member_id  # a made-up practitioner has the id of their membership
                yield LOOK.line((at, member, member, record.desk.agency_id, happening, child.id))

    def questions(self, plan: Plan) -> Iterator[str]:
        """Rows of questions whether two neighbours are one child, still open."""
        for number in range(plan.open_questions):
            one, other = self._children[2 * number], self._children[2 * number + 1]
            yield QUESTION.line((self._dice.id_at(self._now), one.id, other.id, self._now))

    @staticmethod
    def _sender(child: MadeChild) -> tuple[str, str, str, str, str]:
        sender = child.records[1]
        return sender.id, child.id, sender.desk.agency_id, sender.desk.team_id, sender.member_id
