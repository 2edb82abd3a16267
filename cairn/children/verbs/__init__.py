"""Everything that can be done to a child's composite, as one list."""

from cairn.children.verbs.circle import answer_request, ask_to_work, grant_unanswered, join, leave
from cairn.children.verbs.facts import Fact, add_fact, write_fact
from cairn.children.verbs.records import Holders, create_child, open_child, open_record
from cairn.children.verbs.responsibility import assign

__all__ = [
    "Fact",
    "Holders",
    "add_fact",
    "answer_request",
    "ask_to_work",
    "assign",
    "create_child",
    "grant_unanswered",
    "join",
    "leave",
    "open_child",
    "open_record",
    "write_fact",
]
