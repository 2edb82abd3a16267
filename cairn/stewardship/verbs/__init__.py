"""What the data-protection desk can do."""

from cairn.stewardship.verbs.asking import (
    close_request,
    collect_pack,
    empty_packs,
    extend_request,
    find_request,
    name_second,
    open_request,
)
from cairn.stewardship.verbs.breaching import close_breach, find_breach, note_breach, rate_breach, report_breach
from cairn.stewardship.verbs.correcting import correct_from_request
from cairn.stewardship.verbs.disposing import (
    approve_disposal,
    dispose,
    find_due,
    keep_longer,
    on_disposing,
    open_disposal,
    propose_disposal,
    read_certificate,
)
from cairn.stewardship.verbs.exporting import (
    ExportSaid,
    ask_export,
    decide_export,
    find_export,
    list_own_children,
    take_export,
)
from cairn.stewardship.verbs.files import give_up_files, remove_file
from cairn.stewardship.verbs.glass import find_glass, review_glass
from cairn.stewardship.verbs.holding import open_hold, place_hold, release_hold
from cairn.stewardship.verbs.packing import add_redaction, agree_to_pack, give_out, open_pack, open_pack_file, rule_on

__all__ = [
    "ExportSaid",
    "add_redaction",
    "agree_to_pack",
    "approve_disposal",
    "ask_export",
    "close_breach",
    "close_request",
    "collect_pack",
    "correct_from_request",
    "decide_export",
    "dispose",
    "empty_packs",
    "extend_request",
    "find_breach",
    "find_due",
    "find_export",
    "find_glass",
    "find_request",
    "give_out",
    "give_up_files",
    "keep_longer",
    "list_own_children",
    "name_second",
    "note_breach",
    "on_disposing",
    "open_disposal",
    "open_hold",
    "open_pack",
    "open_pack_file",
    "open_request",
    "place_hold",
    "propose_disposal",
    "rate_breach",
    "read_certificate",
    "release_hold",
    "remove_file",
    "report_breach",
    "review_glass",
    "rule_on",
    "take_export",
]
