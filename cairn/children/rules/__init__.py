"""Pure decisions about a child: which name to show, how old, how what was said stands, and since when, with its gaps.

No one is ever overwritten: these rules choose among what stands side by side.
"""

from cairn.children.rules.ages import ADULT_AT, DISPUTED_FROM, REVIEWED_ABOVE, AgeSpan, BirthView, age_span, years
from cairn.children.rules.care import IMMIGRATION_PARTS, left_blank, strongest
from cairn.children.rules.naming import NameView, shown_name
from cairn.children.rules.numbers import number_check
from cairn.children.rules.periods import Period, first_day, gaps, last_day, period
from cairn.children.rules.places import postcode_in
from cairn.children.rules.saying import PLACES, WITH_PERIOD, completed, refuse_unfit
from cairn.children.rules.standing import DOUBTFUL, NOT_BELIEVED, SAID_WITH, is_concluded, marks_for, status_by
from cairn.children.rules.visits import ONE_VISIT, last_visit
from cairn.children.rules.warnings import refuse_warning, stands

__all__ = [
    "ADULT_AT",
    "DISPUTED_FROM",
    "DOUBTFUL",
    "IMMIGRATION_PARTS",
    "NOT_BELIEVED",
    "ONE_VISIT",
    "PLACES",
    "REVIEWED_ABOVE",
    "SAID_WITH",
    "WITH_PERIOD",
    "AgeSpan",
    "BirthView",
    "NameView",
    "Period",
    "age_span",
    "completed",
    "first_day",
    "gaps",
    "is_concluded",
    "last_day",
    "last_visit",
    "left_blank",
    "marks_for",
    "number_check",
    "period",
    "postcode_in",
    "refuse_unfit",
    "refuse_warning",
    "shown_name",
    "stands",
    "status_by",
    "strongest",
    "years",
]
