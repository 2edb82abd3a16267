"""When a pair of children that somebody has answered about is asked again: on evidence that nobody weighed then."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

TELLS_FROM: Final = 1.0  # a fact that agrees and is worth less (log2 of the odds) tells too little to ask again
STRONGER_BY: Final = 3.0  # log2 of the odds: eight times as likely as when somebody answered
BACK_BEFORE: Final = timedelta(days=1)

Weighed = Mapping[str, float]


def weighed(evidence: Iterable[object]) -> dict[str, float]:
    """Stored evidence as what each kind of fact was worth, the best where one kind is there twice.

    What cannot be read counts for nothing: it was written by another version of the product.
    """
    found: dict[str, float] = {}
    for each in evidence:
        if not isinstance(each, Mapping):
            continue
        field, weight = str(each.get("field", "")), each.get("weight")
        if field and isinstance(weight, int | float):
            found[field] = max(float(weight), found.get(field, float(weight)))
    return found


def is_news(then: Weighed, today: Weighed, *, same_model: bool) -> bool:
    """Whether a pair that was answered must be asked again (R-002; house rules, "remembered").

    `then` and `today` say what each kind of fact was worth, in log2 of the odds. It is asked again when a kind of fact
    agrees that did not agree when somebody answered, and tells something; or when everything together speaks for one
    child by STRONGER_BY more than it did. Two versions of the model weigh differently, so with another version only
    the first counts. Losing evidence, and evidence against, are never a reason to ask again.
    """
    if any(weight >= TELLS_FROM and then.get(field, 0.0) <= 0 for field, weight in today.items()):
        return True
    return same_model and sum(today.values()) - sum(then.values()) >= STRONGER_BY


def rests_until(due_at: datetime) -> datetime:
    """When a question that somebody was not sure about comes back: a day before it must be answered."""
    return due_at - BACK_BEFORE
