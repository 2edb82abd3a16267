"""Made-up stories: a million entries, written in the order of time, so that one child's lie scattered as in life."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from cairn.bench.rules.children import YEARS, MadeChild
from cairn.bench.rules.dice import Dice
from cairn.bench.rules.lines import Shape
from cairn.bench.rules.plan import Plan

_KINDS = ("seen", "call", "contact", "meeting", "missing", "school", "health", "police", "service", "other")
_PHRASES = (
    "Came back after midnight and would not say where from.",
    "A grey car waited at the corner and left when staff came out.",
    "Was well, ate with the others and asked about college.",
    "Has a second telephone that nobody at home has seen before.",
    "Did not come to the appointment; the number rings out.",
    "Spoke with the worker alone and said that things are calmer.",
    "The school reports three days away this week.",
    "Asked when somebody would tell them what was decided.",
)
ENTRY = Shape(
    "chronology_entry",
    (
        *("id", "record_id", "child_id", "agency_id", "team_id", "recorded_by_id", "recorded_at"),
        *("kind", "words", "sorted_at", "occurred_from", "known_at"),
    ),
    {"how_known": "seen", "exactness": "about", "place": "", "detail": "{}"},
)


def entry_lines(plan: Plan, children: Sequence[MadeChild], dice: Dice, now: datetime) -> Iterator[str]:
    """Rows of the chronology, the oldest first. One child, the first, has the longest story.

    A child gets entries only after its own beginning, so children known for longer have longer stories.
    """
    rows = plan.entries
    every = rows // plan.longest_story
    start, step = now - YEARS, YEARS / rows
    for number in range(rows):
        moment = start + step * number
        born = 1 + number * plan.children // rows  # how many children there are at that moment
        child = children[0] if number % every == 0 else children[int(dice.random() * born)]
        yield _line(child, moment, dice)


def _line(child: MadeChild, moment: datetime, dice: Dice) -> str:
    record = child.records[int(dice.random() * len(child.records))]
    at, happened = moment.isoformat(), (moment - timedelta(hours=dice.random() * 72)).isoformat()
    words = " ".join(dice.choices(_PHRASES, k=4))
    desk = record.desk
    # Put together by hand: a million times the general way takes a minute longer.
    return (
        f"{dice.id_at(moment)}\t{record.id}\t{child.id}\t{desk.agency_id}\t{desk.team_id}\t{record.member_id}\t{at}\t"
        f"{_KINDS[int(dice.random() * len(_KINDS))]}\t{words}\t{happened}\t{happened}\t{at}{_ENDING}"
    )


_ENDING = ENTRY.ending
