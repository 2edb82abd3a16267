"""Telling a child who knows what, as a story has it."""

from datetime import timedelta

from cairn.access.actor import Actor
from cairn.children.models import Child
from cairn.core.clock import today
from cairn.demo.rules import Step
from cairn.voice.kinds import Interpreting, NotYet, SheetLanguage, Shown, View
from cairn.voice.rules.saying import NotYetSaid, SheetSaid, ToldSaid
from cairn.voice.verbs import make_sheet, note_not_yet, note_told


def tell(step: Step, child: Child, by: Actor) -> None:
    """A sheet is read together with the child, and what it says is written down."""
    written = step.written
    make_sheet(child=child, said=SheetSaid(SheetLanguage(written["sheet"])), by=by)
    said = ToldSaid(
        told_on=today(),
        language=written["language"],
        told=written["told"],
        shown=Shown.TOGETHER,
        is_alone=True,
        interpreting=Interpreting.INDEPENDENT if written["interpreter"] else Interpreting.NONE,
        interpreter=written["interpreter"],
        words=written["words"],
        english=written["english"],
        view=View.AGREES,
        objects_to=written["objects_to"],
        weighed=written["weighed"],
    )
    note_told(child=child, said=said, by=by)


def wait(step: Step, child: Child, by: Actor) -> None:
    """It is not time yet to tell the child; somebody looks again in so many days."""
    review_on = today() + timedelta(days=step.written["review_in"])
    said = NotYetSaid(reason=NotYet.NOT_ALONE, why=step.written["why"], review_on=review_on)
    note_not_yet(child=child, said=said, by=by)
