"""What My work and the hub's list put together from the floors below."""

from cairn.desk.queries.hub import (
    MOST_COUNTED,
    ORDERS,
    Ownerless,
    Waiting,
    area_choices,
    danger_open,
    hub_page,
    ownerless,
    uncertain,
    waiting,
)
from cairn.desk.queries.work import Known, News, known_children, news_for, sent_answers

__all__ = [
    "MOST_COUNTED",
    "ORDERS",
    "Known",
    "News",
    "Ownerless",
    "Waiting",
    "area_choices",
    "danger_open",
    "hub_page",
    "known_children",
    "news_for",
    "ownerless",
    "sent_answers",
    "uncertain",
    "waiting",
]
