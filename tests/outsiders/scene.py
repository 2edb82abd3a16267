"""What there is to be seen: children whom some know and others must never learn of, made by the verbs alone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.children import verbs as children
from cairn.children.kinds import Basis, FactKind, LookWhy, Outcome, SpeaksFor
from cairn.children.models import Child, Involvement, InvolvementRequest, LinkQuestion, LookFlag, LooksWeek, Record
from cairn.children.rules.looking import Sign
from cairn.chronology import verbs as chronology
from cairn.chronology.kinds import EntryKind, Finding, HowKnown
from cairn.chronology.models import Attachment, Entry, FileCheck
from cairn.chronology.verbs import SentFile, attach
from cairn.concerns.models import Concern
from cairn.concerns.rules import BornSaid, ChildSaid, NameSaid
from cairn.core.clock import now, today
from cairn.core.ids import uuid7
from cairn.core.postgres import WORKER
from cairn.duties.kinds import DraftKind, DutyKind
from cairn.duties.models import Duty
from cairn.duties.verbs import save_draft
from cairn.ledger.models import Digest
from cairn.outside.queries.offering import offers
from cairn.partnership.models import Practitioner
from cairn.partnership.verbs import create_token, leave_team, revoke_token
from cairn.planning.models import Suggestion
from cairn.referrals import verbs as referrals
from cairn.referrals.kinds import Answer, Sought
from cairn.referrals.models import Referral
from cairn.sharing.kinds import Mode, Reason, RefusalGround, ReplyKind
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.models import Ask
from cairn.sharing.rules import HoldBack
from cairn.sharing.rules.asking import ReplySaid
from cairn.sharing.verbs import AskSaid, answer_ask
from cairn.voice import verbs as voice
from cairn.voice.kinds import SheetLanguage
from cairn.voice.rules.saying import SheetSaid, ToldSaid
from tests.builders import Northmoor, child_of, northmoor, raised
from tests.children import enforcing
from tests.conftest import become
from tests.outside.sharing import NURSE, shared
from tests.partnership import people
from tests.planning.plans import MOST, planned
from tests.stewardship.scene import DESK_WORDS, lie_on_the_desk

# In the order of the columns in expected.py.
CALLERS = ("amara", "efa", "diary", "chidi", "farid", "robin", "dana", "leaver", "revoked", "token", "nobody")
SYSTEMS = {"diary": "outreach", "token": "westmoor-nurses", "revoked": "eastmoor-duty"}
WORDS = "She whispered that the grey house has a cellar."
TANG = ChildSaid(names=(NameSaid("Nguyen Van Tang"),), born=BornSaid(age_from=14, age_to=14))
TANG_AGAIN = ChildSaid(names=(NameSaid("Tang Nguyen"),), born=BornSaid(age_from=14, age_to=14))
ELIRA = ChildSaid(names=(NameSaid("Elira Hoxha"),), born=BornSaid(year=2011))
GIVEN = referrals.AnswerGiven(
    Answer.STRATEGY_DISCUSSION, "The cellar and the words fit.", "Thank you. We meet at noon."
)


# Whatever people typed, for tests that must tell it from what Cairn itself says.
AGAIN = "A boy ran from the grey house."
SCARRED = "A man with a scar waits for her at the gate."
SCARRED_AGAIN = "The scarred man again, with the girl."
FORMS, KNOWN_BY = ("Zorvan", "Mirtok"), "Our interpreters say so."
DOING, SAME_SCAR, BEGUN = "Meets her every week.", "The same scar.", "The other gate"
KOSOVAN = "Kosovan"
ASKED, ASKED_AGAIN, ASKED_FOR = "Does he come to your clinic?", "When was he last seen?", "To know that he is safe."
NOT_SHARED = "It would not help him."
MISSING, WHY_OFFICER = "Who else saw the cellar door?", "The court wants an officer."
LOOKED_FOR = f"Looked for before a decision, from a statutory officer alone: {MISSING}"
GUARDIAN, RELEASED = "Her guardian, Ms Osei", "A complaint about a look at night."
FILE, NOTED = "her sketch of the gate.txt", "Eleven steps, then a green door."
DANGER, WHY_NOW = "Her uncle waits at our gate.", "He has asked for her twice."
APART = "She asked for a test."
HIDDEN, GROUND = "She named a warden.", "Children Act 1989 s47"
PLANNED, COMES = "Making kites.", "Ilse with the bicycle"
TOLD, SPOKE, TONGUE = "Who reads her file.", "I want my red kite back.", "Tedim"
# What left stands as it left, in the language of whoever shared it.
LEFT = (
    *(NURSE.name, NURSE.organisation, NURSE.function, NURSE.reach, "to keep her safe on the ward"),
    *("Age or date of birth", "Nationality", "Keeps children safe", "another person says", "the child says", "told on"),
)
SAID = (
    *(WORDS, AGAIN, SCARRED, SCARRED_AGAIN, DOING, SAME_SCAR, BEGUN, KOSOVAN, HIDDEN),
    *(APART, GROUND, GIVEN.reasons, GIVEN.feedback),
    *("Nguyen Van Tang", "Tang Nguyen", "Elira Hoxha"),
    *(*FORMS, KNOWN_BY, GUARDIAN, RELEASED, FILE, NOTED),
    *(ASKED, ASKED_AGAIN, ASKED_FOR, NOT_SHARED, DANGER, WHY_NOW, enforcing.QUESTION),
    *(TOLD, SPOKE, TONGUE, PLANNED, COMES),
    *(LOOKED_FOR, MISSING, WHY_OFFICER),
    *LEFT,
)


@dataclass
class Scene:
    """The partnership, what hangs in it by name, and those who ask. `secrets` are what no outsider may ever read."""

    northmoor: Northmoor
    ids: dict[str, Any] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()
    clients: dict[str, Client] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)

    def ask(self, caller: str, method: str, address: str, **sent: Any):
        """One request of a caller."""
        headers = {**self.headers.get(caller, {}), **sent.pop("headers", {})}
        client = self.clients[caller]
        cookies = client.cookies.copy()
        try:
            return _whole(client.generic(method, address, headers=headers, **sent))
        finally:
            client.cookies = cookies  # whoever pressed "Sign out" is signed in again for the next question


def _whole(answer: Any) -> Any:
    """A file that is sent piece by piece, as one answer that is read to its end."""
    if not answer.streaming:
        return answer
    # Closing it would close the connection of the test as well; read to its end, the file is closed.
    return HttpResponse(b"".join(answer.streaming_content), status=answer.status_code, headers=dict(answer.items()))


def make_scene() -> Scene:
    """A child with a concern, an open answer, a question, a request, drafts; another who was answered and linked."""
    scene = Scene(northmoor())
    known, again, answered, linked = _concerns(scene.northmoor)
    _as(scene, "amara", lambda amara: _answer(answered, amara))
    _as(scene, "farid", lambda farid: _link(scene, linked, answered, farid))
    _as(scene, "efa", lambda efa: _of_efa(scene, known, efa))
    _as(scene, "amara", lambda amara: _of_amara(scene, known, amara))
    _as(scene, "amara", lambda amara: _asks(scene, amara))
    _as(scene, "amara", lambda amara: _shares_outside(scene, amara))
    _as(scene, "chidi", lambda chidi: _refuses(scene, chidi))
    _as(scene, "farid", lambda farid: _names_known(scene, farid))
    _as(scene, "amara", lambda amara: _looks_given(scene, amara))
    _as(scene, "petra", lambda petra: _names_released(scene, petra))
    _as(scene, "rhys", lambda rhys: _opened_in_danger(scene, rhys))
    scene.ids |= enforcing.waiting(scene.northmoor, scene.ids["child"])
    scene.ids |= _unusual(scene.northmoor)
    scene.ids["digest"] = _digest().pk
    _as(scene, "farid", lambda farid: _secrets(scene, (known, again, answered, linked), farid))
    _agreements(scene)
    _on_the_desk(scene)
    _callers(scene)
    return scene


def _concerns(place: Northmoor) -> tuple[Concern, Concern, Concern, Concern]:
    efa, bilal = place.actor("efa"), place.actor("bilal")
    with transaction.atomic():
        known = raised(efa, WORDS, children=(TANG,))
        again = raised(bilal, AGAIN, children=(TANG_AGAIN,))
        answered = raised(efa, SCARRED, children=(ELIRA,))
        linked = raised(bilal, SCARRED_AGAIN, children=(ELIRA,))
    return known, again, answered, linked


def _as(scene: Scene, name: str, act: Callable[[Actor], object]) -> None:
    by = scene.northmoor.actor(name)
    with acting_as(by), transaction.atomic():
        act(by)


def _answer(concern: Concern, amara: Actor) -> None:
    referral = Referral.objects.visible_to(amara).get(concern=concern)
    referrals.mark_read(referral=referral, by=amara)
    referral.refresh_from_db()
    referrals.answer(referral=referral, given=GIVEN, revision=referral.revision, by=amara)


def _link(scene: Scene, linked: Concern, answered: Concern, farid: Actor) -> None:
    one, other = child_of(linked, farid), child_of(answered, farid)
    decision = children.decide_pair(child=one, other=other, outcome=Outcome.SAME, reason=SAME_SCAR, by=farid)
    question = LinkQuestion.objects.visible_to(farid).filter(closed_at=None)[0]
    scene.ids |= {"decision": decision.id, "question": question.id}
    scene.ids["answered"] = Referral.objects.visible_to(farid).get(concern=answered).id


def _asks(scene: Scene, amara: Actor) -> None:
    """Amara's team asks Chidi's, in another area, which learns nothing but the question."""
    child = Child.objects.visible_to(amara).get(pk=scene.ids["child_id"])
    nurses = scene.northmoor.team("westmoor-nurses")
    for name, question in (("ask", ASKED), ("refused", ASKED_AGAIN)):
        said = AskSaid(to_team=nurses, question=question, purpose=ASKED_FOR, ground="ca04_11", is_new=True)
        scene.ids[name] = children.ask_others(child=child, said=said, by=amara).id
    scene.ids["asked_next"] = scene.northmoor.team("guardians").id


def _shares_outside(scene: Scene, amara: Actor) -> None:
    """Amara's nationality of the child, and what Efa told of its age, for a nurse who has no way into Cairn."""
    child = Child.objects.visible_to(amara).get(pk=scene.ids["child_id"])
    born = [one.key for one in offers(child, amara) if one.line.title == "Age or date of birth"]
    made = shared(scene.northmoor, child, chosen=(f"claim:{scene.ids['claim']}", *born))
    scene.ids |= {"outside_share": made.share.pk, "outside_token": made.token, "outside_code": made.code}


def _refuses(scene: Scene, chidi: Actor) -> None:
    ask = Ask.objects.visible_to(chidi).get(pk=scene.ids["refused"])
    said = ReplySaid(kind=ReplyKind.REFUSED, words=NOT_SHARED, refusal_ground=RefusalGround.NOT_NEEDED)
    answer_ask(ask=ask, said=said, revision=1, by=chidi)


def _names_known(scene: Scene, farid: Actor) -> None:
    scene.ids["forms"] = children.add_name_forms(forms=FORMS, reason=KNOWN_BY, by=farid).id


def _looks_given(scene: Scene, amara: Actor) -> None:
    child = children.open_account(reference=scene.ids["child"], why=None, by=amara)
    given = children.give_looks(
        child=child, given_to=GUARDIAN, speaks_as=SpeaksFor.GUARDIAN, given_on=today(), by=amara
    )
    scene.ids["given"] = given.id


def _names_released(scene: Scene, petra: Actor) -> None:
    child = children.open_account(reference=scene.ids["child"], why=LookWhy.WORRY, by=petra)
    until = today() + timedelta(days=7)
    scene.ids["release"] = children.release_names(child=child, reason=RELEASED, until=until, by=petra).id


def _opened_in_danger(scene: Scene, rhys: Actor) -> None:
    """Somebody in another nation, who calls nowhere here, has opened the child for an hour."""
    grant = children.break_glass(reference=scene.ids["child"], danger=DANGER, why_now=WHY_NOW, by=rhys)
    scene.ids["grant"] = grant.id


def _unusual(place: Northmoor) -> dict[str, Any]:
    member, monday = place.memberships["chidi"], date(2026, 11, 16)
    with become(WORKER):  # nobody's looking in this scene is unusual, and no look lies in a week that is over
        rest = {"monday": monday, "agency_id": member.agency_id, "policy_version": "1"}
        week = LooksWeek.objects.create(flags=1, **rest)
        flag = LookFlag.objects.create(membership=member, sign=Sign.MANY_CHILDREN, count=31, **rest)
    return {"week": week.pk, "flag": flag.pk}


def _digest() -> Digest:
    with become(WORKER):  # sealing waits for every running transaction, and what is under a seal is no matter here
        return Digest.objects.create(day="2026-11-22", number=1, digest="0" * 64, sealed_at=now(), count=1, events=1)


def _of_efa(scene: Scene, known: Concern, efa: Actor) -> None:
    child = Child.objects.visible_to(efa).get(pk__in=known.subjects.values("child"))
    record = Record.objects.visible_to(efa).get(child=child, team_id=efa.team_id)
    request = children.ask_to_work(record=record, doing=DOING, by=efa)
    entry = Entry.objects.visible_to(efa).get(child=child)
    scene.ids |= {"child": child.reference, "child_id": child.id, "concern": known.reference, "concern_id": known.id}
    scene.ids |= {"request": InvolvementRequest.objects.visible_to(efa).get(pk=request.pk).id, "entry": entry.id}
    scene.ids["place"] = Involvement.objects.visible_to(efa).get(record=record).id
    scene.ids["attachment"] = _checked(attach(entry=entry, sent=SentFile(FILE, NOTED.encode()), by=efa)).id


def _checked(attachment: Attachment) -> Attachment:
    """As after the scanner has come round."""
    FileCheck(attachment=attachment, finding=Finding.CLEAN).save(force_insert=True)
    return attachment


def _of_amara(scene: Scene, known: Concern, amara: Actor) -> None:
    referral = Referral.objects.visible_to(amara).get(concern=known)
    duty = Duty.objects.visible_to(amara).get(kind=DutyKind.ANSWER, about_id=referral.id)
    draft = save_draft(None, DraftKind.CONCERN, {"what_happened": [BEGUN]}, 0, amara)
    record = Record.objects.visible_to(amara).get(child=referral.child, team_id=amara.team_id)
    fact = children.Fact(FactKind.NATIONALITY, KOSOVAN, Basis.CHILD_SAYS)
    scene.ids["claim"] = children.add_fact(record=record, fact=fact, by=amara).id
    scene.ids |= {"referral": referral.id, "duty": duty.id, "draft": draft.id, "record": record.id}
    scene.ids["revision"] = referral.revision
    missing = referrals.Missing(MISSING, Sought.STATUTORY, WHY_OFFICER)
    scene.ids["corroboration"] = referrals.ask_corroboration(referral=referral, said=missing, by=amara).id
    _held_back(scene, record, amara)
    _kept_apart(scene, record, amara)
    _tells(scene, referral.child, amara)
    _plans(scene, referral.child, amara)


def _tells(scene: Scene, child: Child, amara: Actor) -> None:
    """Amara makes a sheet for the child, tells it, and writes down what it says."""
    scene.ids["sheet"] = voice.make_sheet(child=child, said=SheetSaid(SheetLanguage.ARABIC), by=amara).id
    said = ToldSaid(told_on=today(), language=TONGUE, told=TOLD, words=SPOKE, is_alone=True)
    scene.ids["telling"] = voice.note_told(child=child, said=said, by=amara).id


def _plans(scene: Scene, child: Child, amara: Actor) -> None:
    work, visit, *_ = planned(child, amara, words=PLANNED, who=COMES, visits=MOST + 1)
    asked = Suggestion.objects.visible_to(amara).get(child=child)
    scene.ids |= {"work": work.id, "contact": visit.id, "suggestion": asked.id}


def _held_back(scene: Scene, record: Record, amara: Actor) -> None:
    """Amara keeps from the nurses, without a trace, what she was told."""
    scene.ids["kept_from"] = scene.northmoor.team("aberddu-duty").agency_id
    told = chronology.Said(EntryKind.MEETING, HIDDEN, HowKnown.CHILD_SAYS)
    entry = chronology.add_entry(record=record, said=told, by=amara)
    back = HoldBack(
        agencies=frozenset({scene.northmoor.team("westmoor-nurses").agency_id}),
        reason=Reason.STAFF_ALLEGATION,
        ground="harm_to_person",
        ground_words=GROUND,
        words=HIDDEN,
        until=today() + timedelta(days=14),
        mode=Mode.SILENT,
        second=scene.northmoor.memberships["amaras_manager"].id,
    )
    scene.ids["withholding"] = chronology.withhold_entry(entry=entry, said=back, by=amara).id


def _kept_apart(scene: Scene, record: Record, amara: Actor) -> None:
    """Amara's team alone reads what she was told of a health matter."""
    told = chronology.Said(EntryKind.HEALTH, APART, HowKnown.CHILD_SAYS)
    entry = chronology.add_entry(record=record, said=told, by=amara)
    held = chronology.keep_entry_apart(entry=entry, kind=ApartKind.SEXUAL_HEALTH, reason=APART, by=amara)
    scene.ids["compartment"] = held.id


def _secrets(scene: Scene, concerns: tuple[Concern, ...], farid: Actor) -> None:
    theirs = [child_of(concern, farid).reference for concern in concerns]
    names = [
        "Nguyen",
        "Tang",
        "Elira",
        "Hoxha",
        "cellar",
        "scar",
        "grey house",
        "other gate",
        "We meet at noon",
        FILE,
        NOTED,
    ]
    scene.secrets = (*theirs, *(concern.reference for concern in concerns), *names, "Meets her every week")
    names = ["Nguyen", "Tang", "Elira", "Hoxha", "cellar", "scar", "grey house", "other gate", "We meet at noon"]
    scene.secrets = (
        *(HIDDEN, PLANNED, COMES, TOLD, SPOKE, MISSING, WHY_OFFICER),
        DANGER,
        WHY_NOW,
        APART,
        *theirs,
        *(concern.reference for concern in concerns),
        *names,
        "Meets her every week",
    )


def _agreements(scene: Scene) -> None:
    """The agency of efa, who reads its agreement; whoever keeps agreements may sign it for another year."""
    year = today().year
    scene.ids |= {"agency": scene.northmoor.team("outreach").agency_id, "this_year": year, "next_year": year + 1}


def _on_the_desk(scene: Scene) -> None:
    laid = lie_on_the_desk(scene.northmoor)
    scene.secrets = (*scene.secrets, *DESK_WORDS, *laid.pop("references"))
    scene.ids |= laid


def _callers(scene: Scene) -> None:
    place = scene.northmoor
    for name in CALLERS:
        scene.clients[name] = Client(raise_request_exception=True)
        if name in place.memberships:
            _at_the_keyboard(scene.clients[name], place.practitioner(name))
    _leaver(scene)
    for name, slug in SYSTEMS.items():
        made = create_token(agency=place.team(slug).agency, name=name, by=people.CLERK)
        scene.headers[name] = {"Authorization": f"Bearer {made.secret}"}
        if name == "revoked":
            revoke_token(token=made.token, by=people.CLERK)


def _at_the_keyboard(client: Client, who: Practitioner) -> None:
    who.set_password(people.PASSWORD)
    who.save()
    people.sign_in(client, people.with_app(who))


def _leaver(scene: Scene) -> None:
    """Somebody of the very team, signed in and at work, whose membership then ended."""
    leaver = people.person("Lena Leaver")
    membership = people.member(scene.northmoor.team("eastmoor-duty"), leaver)
    client = people.sign_in(scene.clients["leaver"], people.with_app(leaver))
    assert client.get("/").status_code == 200
    with transaction.atomic():
        leave_team(membership=membership, by=people.CLERK)


def fresh_key() -> str:
    """An Idempotency-Key, or the key of a form."""
    return str(uuid7())
