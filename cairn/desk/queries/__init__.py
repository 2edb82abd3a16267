"""What My work and the hub's list put together from the floors below."""

from cairn.desk.queries.hub import (
    MOST_COUNTED,
    ORDERS,
    Ownerless,
    Waiting,
    danger_open,
    hub_page,
    ownerless,
    uncertain,
    waiting,
)
from cairn.desk.queries.work import Begun, Known, News, begun_by, known_children, news_for

__all__ = [
    "MOST_COUNTED",
    "ORDERS",
    "Begun",
    "Known",
    "News",
    "Ownerless",
    "Waiting",
    "begun_by",
    "danger_open",
    "hub_page",
    "known_children",
    "news_for",
    "ownerless",
    "uncertain",
    "waiting",
]
