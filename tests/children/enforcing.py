"""Immigration enforcement asks about a child, as tests need it: Ivo of a removals team, and Bea at the border."""

from pathlib import Path
from uuid import UUID

from django.test import override_settings

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.models import Child, EnforcementQuestion, EnforcementReply, EnforcementRequest
from cairn.core.postgres import WORKER
from cairn.partnership.kinds import Discipline, Sector, TeamKind
from cairn.partnership.models import Agency, Membership, Practitioner, Team
from tests.builders import Northmoor, agreed
from tests.conftest import become

HERE = Path(__file__).parent
GROUND, NO_SUCH = "iaa99_20", "C-7F3K-Q2"
QUESTION = "Where does he sleep? We would call there."
WORDS, REASON = "He is looked after by a local authority.", "That much his solicitor has told them already."


def switched_on() -> override_settings:
    """As if a partnership had switched it on in England and named the day of the ground."""
    return override_settings(
        CAIRN_ENFORCEMENT=str(HERE / "enforcement_on.toml"),
        CAIRN_GATEWAY_STARTS=str(HERE / "enforcement_starts.toml"),
    )


def enforcers(northmoor: Northmoor) -> None:
    """Ivo works in a team that enforces immigration law; Bea at the border, in another team of the same agency."""
    home = Agency.objects.create(
        slug="home-office", name="Home Office", sector=Sector.STATUTORY, discipline=Discipline.IMMIGRATION
    )
    agreed(home)
    for name, slug, kind in (("ivo", "removals", TeamKind.ENFORCEMENT), ("bea", "border", TeamKind.OTHER)):
        team = northmoor.teams[slug] = Team.objects.create(agency=home, slug=slug, name=slug.title(), kind=kind)
        team.areas.add(northmoor.areas["eastmoor"])
        who = Practitioner.objects.create_user(f"{name}@northmoor.example", name=name.title())
        northmoor.memberships[name] = Membership.objects.create(
            practitioner=who, team=team, agency=home, role="practitioner"
        )


def asks(northmoor: Northmoor, reference: str, who: str = "ivo", **more: str) -> EnforcementRequest:
    """Somebody asks about a child by its reference."""
    said = verbs.EnforcementSaid(**{"reference": reference, "question": QUESTION, "ground": GROUND, **more})
    with acting_as(by := northmoor.actor(who)):
        return verbs.ask_for_enforcement(said=said, by=by)


def passed_on(request: EnforcementRequest) -> EnforcementQuestion | None:
    """What the worker does with it after that."""
    with become(WORKER), acting_as(by := job("what enforcement asks")):
        return verbs.pass_on_enforcement(request_id=request.id, by=by)


def asked(northmoor: Northmoor, child: Child, who: str = "ivo") -> EnforcementQuestion:
    """Both, for a child that there is."""
    made = passed_on(asks(northmoor, child.reference, who))
    assert made is not None
    return made


def fresh(question_id: UUID) -> EnforcementQuestion:
    """The request of those around the child, as it stands now."""
    with become(WORKER):
        return EnforcementQuestion.objects.get(pk=question_id)


def answers(northmoor, question, *, gives=True, who="amara", **more) -> EnforcementReply:
    """The team that leads answers."""
    said = {"words": WORDS if gives else "", "reason": REASON, "revision": fresh(question.id).revision, **more}
    with acting_as(by := northmoor.actor(who)):
        return verbs.answer_enforcement(question=question, gives=gives, by=by, **said)


def agrees(northmoor, question, *, agrees=True, who="amaras_manager", **more) -> EnforcementReply:
    """A second person looks."""
    now = fresh(question.id)
    said = {"has_looked": True, "reason": "" if agrees else "Too much.", "revision": now.revision, **more}
    with acting_as(by := northmoor.actor(who)):
        return verbs.agree_to_enforcement(question=now, agrees=agrees, by=by, **said)


def waiting(northmoor: Northmoor, reference: str) -> dict[str, UUID]:
    """Yusuf asks, while it is switched on; those around the child have been told, and nobody has answered. The ids."""
    with switched_on():
        request = asks(northmoor, reference, "yusuf")
        question = passed_on(request)
    assert question
    return {"enforcement": request.id, "enforcement_question": question.id}
