"""Everything that can be done to a child's composite, as one list."""

from cairn.children.verbs.ages import owe_age_review, settle_ages
from cairn.children.verbs.apart import keep_fact_apart, mark_before, mark_safe_address, seal_apart
from cairn.children.verbs.asking import ask_remembering, look_again
from cairn.children.verbs.asking_others import ask_others
from cairn.children.verbs.circle import answer_request, ask_to_work, grant_late, grant_unanswered, join
from cairn.children.verbs.enforcement import (
    EnforcementSaid,
    agree_to_enforcement,
    answer_enforcement,
    ask_for_enforcement,
    find_enforcement,
    find_request,
    pass_on_enforcement,
)
from cairn.children.verbs.facts import (
    Fact,
    Mark,
    SaidWrong,
    add_fact,
    correct_fact,
    correct_for_person,
    key_again,
    mark_fact,
    write_fact,
)
from cairn.children.verbs.glass import break_apart, break_glass, end_glass, find_closed
from cairn.children.verbs.hints import Hint, hint_for
from cairn.children.verbs.lines import say_lines
from cairn.children.verbs.linkage import link_overnight
from cairn.children.verbs.linking import confirm_link, decide_link, decide_pair
from cairn.children.verbs.looking import count_looking, open_flag, read_looking, review_flag
from cairn.children.verbs.looks import on_looks_reviewed, open_looks, review_looks
from cairn.children.verbs.looks_account import (
    end_release,
    find_account,
    give_looks,
    may_give,
    open_account,
    print_given,
    read_own_looks,
    release_names,
    require_giving,
)
from cairn.children.verbs.matching import (
    CouldNotSearch,
    Found,
    ask_same_child,
    candidates_for,
    search_children,
    search_on_shift,
)
from cairn.children.verbs.name_forms import add_name_forms, open_name_forms, retire_name_forms
from cairn.children.verbs.opening import AskColleagues, find_child, open_child
from cairn.children.verbs.own_details import add_own_details, end_own_details
from cairn.children.verbs.places import bring_in, end_what_is_over, leave
from cairn.children.verbs.probing import review_searching
from cairn.children.verbs.proposing import propose_link, propose_new
from cairn.children.verbs.questions import open_link, open_question
from cairn.children.verbs.records import Holders, create_child, open_record, own_record
from cairn.children.verbs.reopening import reopen
from cairn.children.verbs.responsibility import assign
from cairn.children.verbs.shutting_out import shut_out_named
from cairn.children.verbs.standing_in import is_in_sight, show_colleagues, step_in, take_shift
from cairn.children.verbs.telling import tell_of_hint, tell_of_questions
from cairn.children.verbs.unlinking import Parting, ToSort, Undone, on_unlinked, undo_link
from cairn.children.verbs.unrecorded import list_unrecorded
from cairn.children.verbs.withholding import (
    declare_about,
    keep_child_from,
    show_names,
    tell_shared,
    versions_of,
    withhold_fact,
    withhold_part,
)

__all__ = [
    "AskColleagues",
    "CouldNotSearch",
    "EnforcementSaid",
    "Fact",
    "Found",
    "Hint",
    "Holders",
    "Mark",
    "Parting",
    "SaidWrong",
    "ToSort",
    "Undone",
    "add_fact",
    "add_name_forms",
    "add_own_details",
    "agree_to_enforcement",
    "answer_enforcement",
    "answer_request",
    "ask_for_enforcement",
    "ask_others",
    "ask_remembering",
    "ask_same_child",
    "ask_to_work",
    "assign",
    "break_apart",
    "break_glass",
    "bring_in",
    "candidates_for",
    "confirm_link",
    "correct_fact",
    "correct_for_person",
    "count_looking",
    "create_child",
    "decide_link",
    "decide_pair",
    "declare_about",
    "end_glass",
    "end_own_details",
    "end_release",
    "end_what_is_over",
    "find_account",
    "find_child",
    "find_closed",
    "find_enforcement",
    "find_request",
    "give_looks",
    "grant_late",
    "grant_unanswered",
    "hint_for",
    "is_in_sight",
    "join",
    "keep_child_from",
    "keep_fact_apart",
    "key_again",
    "leave",
    "link_overnight",
    "list_unrecorded",
    "look_again",
    "mark_before",
    "mark_fact",
    "mark_safe_address",
    "may_give",
    "on_looks_reviewed",
    "on_unlinked",
    "open_account",
    "open_child",
    "open_flag",
    "open_link",
    "open_looks",
    "open_name_forms",
    "open_question",
    "open_record",
    "owe_age_review",
    "own_record",
    "pass_on_enforcement",
    "print_given",
    "propose_link",
    "propose_new",
    "read_looking",
    "read_own_looks",
    "release_names",
    "reopen",
    "require_giving",
    "retire_name_forms",
    "review_flag",
    "review_looks",
    "review_searching",
    "say_lines",
    "seal_apart",
    "search_children",
    "search_on_shift",
    "settle_ages",
    "show_colleagues",
    "show_names",
    "shut_out_named",
    "step_in",
    "take_shift",
    "tell_of_hint",
    "tell_of_questions",
    "tell_shared",
    "undo_link",
    "versions_of",
    "withhold_fact",
    "withhold_part",
    "write_fact",
]
