"""Where anything about a child is kept: one list for disposal and for requests to see what is held.

A model with a column `child_id` that is kept as a child's record is on the list by itself, so that a new one cannot be
forgotten; one that hangs from a child by a longer way is registered by `holding`. A house test fails for a model on no
list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from cairn.access.scopes import DataCare

CHILD_RECORD = "child record"
CHILDREN = "{children}"  # in a condition: the array of the children in question


@dataclass(frozen=True, slots=True)
class Holding:
    """One table in which something about a child is kept. `condition` is SQL on its rows, with CHILDREN in it."""

    model: type[models.Model]
    condition: str

    @property
    def label(self) -> str:
        """The model's name, such as "chronology.Entry"."""
        return self.model._meta.label

    @property
    def table(self) -> str:
        """The table's name."""
        return self.model._meta.db_table

    def where(self, children: str) -> str:
        """The condition with the array of children put in."""
        return self.condition.replace(CHILDREN, children)


_DECLARED: dict[str, str] = {}
_ELSEWHERE: dict[str, str] = {}


def holding(label: str, condition: str) -> None:
    """Register where rows of a model belong to a child, as SQL on its table with `{children}` for the children's ids.

    For models that hang from a child by a longer way than `child_id`, and for those of which more belongs to it.
    """
    if _DECLARED.setdefault(label, condition) != condition:
        raise LookupError(f"two conditions for {label}")


def kept_apart(label: str, why: str) -> None:
    """Register a model that names a child and yet stays when the child's record is disposed of, with the reason."""
    _ELSEWHERE[label] = why


def holdings() -> tuple[Holding, ...]:
    """Every table that holds something about a child; what others hang from comes last."""
    found = [Holding(model, condition) for model in apps.get_models() if (condition := _condition(model))]
    return tuple(sorted(found, key=lambda each: (_LAST.get(each.label, 0), each.label)))


def forgotten() -> Iterator[str]:
    """Models kept as a child's record, or naming a child, that are on no list."""
    known = {each.label for each in holdings()} | _ELSEWHERE.keys()
    for model in apps.get_models():
        if model.__module__.startswith("cairn.") and _is_of_children(model) and model._meta.label not in known:
            yield model._meta.label


# The record goes when nothing hangs from it any more, the child after it: their keys are checked at once.
_LAST = {"children.Record": 1, "children.Child": 2}


def _condition(model: type[models.Model]) -> str:
    label = model._meta.label
    if label in _DECLARED:
        return _DECLARED[label]
    care: DataCare | None = getattr(model, "care", None)
    if care is None or care.retention != CHILD_RECORD or label in _ELSEWHERE or not _names_child(model):
        return ""
    return f"child_id = any({CHILDREN})"


def _is_of_children(model: type[Any]) -> bool:
    care: DataCare | None = getattr(model, "care", None)
    return care is not None and (care.retention == CHILD_RECORD or _names_child(model))


def _names_child(model: type[models.Model]) -> bool:
    return "child_id" in {field.attname for field in model._meta.concrete_fields}


_SUBJECTS = "select s.concern_id from concerns_concernsubject s where s.child_id"
# A concern that is about another child as well stays with that one; `shared` counts such.
_CONCERNS = f"id in ({_SUBJECTS} = any({CHILDREN})) and id not in ({_SUBJECTS} <> all({CHILDREN}))"
SHARED = f"id in ({_SUBJECTS} = any({CHILDREN})) and id in ({_SUBJECTS} <> all({CHILDREN}))"
_ENTRIES = f"select e.id from chronology_entry e where e.child_id = any({CHILDREN})"  # noqa: S608 (own names)
_CLAIMS = f"select c.id from children_claim c where c.child_id = any({CHILDREN})"  # noqa: S608 (own names)
_REFERRALS = f"select r.id from referrals_referral r where r.child_id = any({CHILDREN})"  # noqa: S608 (own names)
_LOOKED_FOR = f"select c.id from referrals_corroboration c where c.referral_id in ({_REFERRALS})"  # noqa: S608 (own names)
_DUTIES = f"select d.id from duties_duty d where d.child_id = any({CHILDREN})"  # noqa: S608 (own names)
_RECORDS = f"select r.id from children_record r where r.child_id = any({CHILDREN})"  # noqa: S608 (own names)
_LINKS = f"select l.id from children_linkdecision l where l.child_id = any({CHILDREN}) or l.other_id = any({CHILDREN})"  # noqa: S608 (own names)

holding("children.Child", f"id = any({CHILDREN})")
holding("children.Claim", f"child_id = any({CHILDREN}) or about_id in ({_CLAIMS})")
holding(
    "children.EnforcementRequest",
    f"reference in (select c.reference from children_child c where c.id = any({CHILDREN}))",  # noqa: S608 (own names)
)
holding("children.LinkQuestion", f"child_id = any({CHILDREN}) or candidate_id = any({CHILDREN})")
holding("children.LinkDecision", f"child_id = any({CHILDREN}) or other_id = any({CHILDREN})")
holding(
    "children.Move",
    f"from_child_id = any({CHILDREN}) or to_child_id = any({CHILDREN}) or decision_id in ({_LINKS})"
    f" or record_id in ({_RECORDS})",
)
holding("chronology.Citation", f"child_id = any({CHILDREN}) or entry_id in ({_ENTRIES})")
holding("concerns.Concern", _CONCERNS)
_OWN_CONCERNS = f"select c.id from concerns_concern c where {_CONCERNS}"  # noqa: S608 (own names)
holding("concerns.UrgencyChange", f"concern_id in ({_OWN_CONCERNS})")
holding("referrals.Decision", f"child_id = any({CHILDREN}) or referral_id in ({_REFERRALS})")
holding("referrals.Corroboration", f"child_id = any({CHILDREN}) or referral_id in ({_REFERRALS})")
holding("referrals.CorroborationMet", f"child_id = any({CHILDREN}) or corroboration_id in ({_LOOKED_FOR})")
holding("duties.DutyStep", f"duty_id in ({_DUTIES})")
holding(
    "duties.Draft",
    f"about_id = any({CHILDREN}) or about_id in ({_REFERRALS}) or about_id in ({_ENTRIES}) or about_id in ({_RECORDS})",
)
_FILES = f"select a.id from chronology_attachment a where a.child_id = any({CHILDREN})"  # noqa: S608 (own names)
_HELD_BACK = f"select w.id from sharing_withholding w where w.child_id = any({CHILDREN})"  # noqa: S608 (own names)
holding("chronology.FileCheck", f"attachment_id in ({_FILES})")
holding("sharing.WithheldFrom", f"withholding_id in ({_HELD_BACK})")
holding("sharing.WithholdingAccount", f"withholding_id in ({_HELD_BACK})")
_APART = f"select a.id from sharing_compartment a where a.child_id = any({CHILDREN})"  # noqa: S608 (own names)
for _each in ("Admission", "CompartmentAccount", "CompartmentItem"):
    holding(f"sharing.{_each}", f"compartment_id in ({_APART})")
_REQUESTS = f"select q.id from stewardship_accessrequest q where q.child_id = any({CHILDREN})"  # noqa: S608 (own names)
holding("stewardship.PackItem", f"request_id in ({_REQUESTS})")
holding("stewardship.Redaction", f"request_id in ({_REQUESTS})")
_WORKS = f"select w.id from planning_work w where w.child_id = any({CHILDREN})"  # noqa: S608 (own names)
_SUGGESTED = f"child_id = any({CHILDREN}) or one_id in ({_WORKS}) or other_id in ({_WORKS})"
_SUGGESTIONS = f"select s.id from planning_suggestion s where s.{_SUGGESTED}"  # noqa: S608 (own names)
holding("planning.Suggestion", _SUGGESTED)
for _each in ("SuggestionAnswer", "Withdrawal"):
    holding(f"planning.{_each}", f"child_id = any({CHILDREN}) or suggestion_id in ({_SUGGESTIONS})")
_SHARED_OUTSIDE = f"select o.id from outside_outsideshare o where o.child_id = any({CHILDREN})"  # noqa: S608 (own names)
holding("outside.OutsideStep", f"share_id in ({_SHARED_OUTSIDE})")
kept_apart("children.MyCircle", "a view of involvements; it goes with them")
kept_apart("ledger.Event", "holds ids and codes alone, and answers who saw the child long after the record has gone")
kept_apart("stewardship.Disposal", "the account of what became of the record; no word of the child in it")
