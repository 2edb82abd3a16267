"""Two children who may be one, as tests of linking need them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection

from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.children.kinds import Outcome
from cairn.children.models import Child, LinkDecision, LinkQuestion, Record
from cairn.children.verbs import confirm_link, decide_link, undo_link
from cairn.concerns.models import Concern
from cairn.concerns.rules import BornSaid, ChildSaid, NameSaid
from cairn.duties.models import Duty
from tests.builders import Northmoor, raised

SAME = ChildSaid(names=(NameSaid("Tang Nguyen"),), born=BornSaid(age_from=14, age_to=14))


@dataclass(frozen=True)
class Pair:
    """`known` was raised by Efa and is held by Amara's desk; `new` by Chidi, held by Wanda's in another area."""

    known: Child
    new: Child
    question: LinkQuestion
    new_concern: Concern


def pair(northmoor: Northmoor) -> Pair:
    """A child known here, and a new concern that asks whether it is about the same one."""
    farid = northmoor.actor("farid")
    raised(northmoor.actor("efa"))
    concern = raised(northmoor.actor("chidi"), children=(SAME,), area="westmoor")
    with acting_as(farid):
        question = LinkQuestion.objects.visible_to(farid).select_related("child", "candidate").get()
    return Pair(question.candidate, question.child, question, concern)


def decided(question: LinkQuestion, by: Actor, outcome: Outcome = Outcome.SAME, **more: object) -> LinkDecision:
    """An answer to a question, by somebody."""
    with acting_as(by):
        return decide_link(question=question, outcome=outcome, reason="Same scar, same bag.", by=by, **more)


def again(child: Child, by: Actor) -> Child:
    """The child as the database has it now."""
    with acting_as(by):
        return Child.objects.visible_to(by).get(pk=child.pk)


def records_of(child: Child, by: Actor) -> set[str]:
    """The teams that have a record of a child."""
    with acting_as(by):
        return {record.team.slug for record in Record.objects.visible_to(by).filter(child=child)}


@contextmanager
def statements() -> Iterator[list[str]]:
    """The texts of what is asked of the database meanwhile, without values, names of savepoints and numbers of rows."""
    seen: list[str] = []

    def note(execute, sql, params, many, context):
        plain = re.sub(r'"s\d+_x\d+"', "one", str(sql))
        seen.append(re.sub(r"(\((?:%s(?:, )?)+\)(?:, )?)+", "(%s)", plain))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def undone(decision, by, reason="Two cousins."):
    with acting_as(by):
        current = LinkDecision.objects.visible_to(by).get(pk=decision.pk)
        return undo_link(decision=current, reason=reason, revision=current.revision, by=by)


def confirmed(decision, by):
    with acting_as(by):
        current = LinkDecision.objects.visible_to(by).get(pk=decision.pk)
        confirm_link(decision=current, revision=current.revision, by=by)


def open_duties(kind, by):
    with acting_as(by):
        return list(Duty.objects.visible_to(by).filter(kind=kind, closed_at=None).select_related("owner_team"))
