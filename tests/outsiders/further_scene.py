"""The same scene with three more who ask: things are held back from two of them, and one's agreement has lapsed.

The police work with the child, and Eastmoor keeps things from them without a trace; so does Aberddu, all it has. The
guardians work with the child too, and what is kept from them is declared. Westmoor's desk was brought in, and its
agreement ended yesterday. Each is kept from an entry with its file, a fact, a name and a piece of work with its visit,
of their own, told by no other words in the scene.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.db import transaction
from django.test import Client

from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.children import verbs as children
from cairn.children.kinds import Basis, Capacity, FactKind, Outcome
from cairn.children.models import Child, LinkDecision, Record
from cairn.chronology import verbs as chronology
from cairn.chronology.kinds import EntryKind, Finding, HowKnown
from cairn.chronology.models import FileCheck
from cairn.chronology.verbs import SentFile, attach
from cairn.concerns.rules import ChildSaid, NameSaid
from cairn.core.clock import today
from cairn.duties.models import Duty
from cairn.partnership.models import Agency
from cairn.planning import verbs as planning
from cairn.planning.rules.saying import ContactSaid, WorkSaid
from cairn.referrals.models import Referral
from cairn.sharing.kinds import Mode, Reason
from cairn.sharing.models import Withholding
from cairn.sharing.rules import HoldBack
from tests.builders import agreed, child_of, raised
from tests.outsiders.scene import GROUND, Scene, make_scene
from tests.partnership import people

# In the order of the columns in further.py: who of the cast it is.
FURTHER = {"silent": "bilal", "declared": "gwen", "lapsed": "wanda"}
TEAMS = {"silent": "police-desk", "declared": "guardians", "lapsed": "westmoor-duty"}
BAKER = "The baker lets two children sleep among the sacks."


@dataclass(frozen=True)
class Said:
    """What is kept from somebody, in words that stand nowhere else."""

    words: str
    file: str
    noted: str
    fact: str
    name: str
    why: str
    work: str
    who: str

    def all(self) -> tuple[str, ...]:
        """Every word of it."""
        return (self.words, self.file, self.noted, self.fact, self.name, self.why, self.work, self.who)


SAID = {
    "silent": Said(
        words="A sergeant fetches her in the yellow minibus.",
        file="the minibus plate.txt",
        noted="It ends in seven and a heart.",
        fact="Zelmirian",
        name="Quenby Ostrava",
        why="He shares a desk with the sergeant.",
        work="Swimming with the otters",
        who="Lifeguard Ottilie",
    ),
    "declared": Said(
        words="Her aunt keeps both passports in the piano.",
        file="the piano drawer.txt",
        noted="Second drawer, under the hymn book.",
        fact="Orvandese",
        name="Philippa Tarn",
        why="The aunt rings the guardian every week.",
        work="Sorting the stamp album",
        who="Philatelist Rupert",
    ),
}
# All that nobody may read who is not around the child: whoever is, and is kept from it, neither.
KEPT = (*SAID["silent"].all(), *SAID["declared"].all(), BAKER, "Ornela Vask")


@dataclass
class Further(Scene):
    """The scene, and the ids of what is kept from a caller."""

    kept: dict[str, dict[str, object]] = field(default_factory=dict)

    def secrets_from(self, caller: str) -> tuple[str, ...]:
        """What a caller may never read, here or anywhere."""
        if caller == "silent":
            return (*SAID["silent"].all(), BAKER, "Ornela Vask")
        if caller == "declared":
            return SAID["declared"].all()
        if caller == "lapsed":
            return (*KEPT, *(secret for secret in self.secrets if secret != self.ids["child"]))
        return KEPT

    def where_kept(self, caller: str) -> "Further":
        """The same scene, in which the usual ids are those of what is kept from this caller."""
        kept = self.kept.get(caller, self.kept["silent"])
        return Further(self.northmoor, self.ids | kept, self.secrets, self.clients, self.headers, self.kept)


def make_further() -> Further:
    """The scene, then those three, then what is kept from them."""
    made = make_scene()
    scene = Further(made.northmoor, made.ids, made.secrets, made.clients, made.headers)
    _as(scene, "farid", lambda farid: _brought_in(scene, farid))
    for caller, mode in (("silent", Mode.SILENT), ("declared", Mode.DECLARED)):
        _as(scene, "amara", lambda amara, caller=caller, mode=mode: _kept(scene, caller, mode, amara))
    _aberddu(scene)
    with transaction.atomic():
        westmoor = Agency.objects.get(pk=scene.northmoor.team(TEAMS["lapsed"]).agency_id)
        agreed(westmoor, until=today() - timedelta(days=1))
    for caller, name in FURTHER.items():
        _at_the_keyboard(scene, caller, name)
    return scene


def _as(scene: Scene, name: str, act: Callable[[Actor], object]) -> None:
    by = scene.northmoor.actor(name)
    with acting_as(by), transaction.atomic():
        act(by)


def _the_child(scene: Scene, by: Actor) -> Child:
    return Child.objects.visible_to(by).get(pk=scene.ids["child_id"])


def _brought_in(scene: Scene, farid: Actor) -> None:
    for slug in TEAMS.values():
        children.open_record(
            child=_the_child(scene, farid),
            team=scene.northmoor.team(slug),
            capacity=Capacity.WORKING,
            by=farid,
            is_confirmed=True,
        )


def _kept(scene: Further, caller: str, mode: Mode, amara: Actor) -> None:
    """An entry with a file, a fact, a name and a piece of work: each written, and at once held back from the caller's
    agency; and the visit that was arranged for it afterwards."""
    said, back = SAID[caller], _back(scene, caller, mode)
    record = Record.objects.visible_to(amara).get(pk=scene.ids["record"])
    told = chronology.Said(EntryKind.MEETING, said.words, HowKnown.CHILD_SAYS)
    entry = chronology.add_entry(record=record, said=told, by=amara)
    file = attach(entry=entry, sent=SentFile(said.file, said.noted.encode()), by=amara)
    FileCheck(attachment=file, finding=Finding.CLEAN).save(force_insert=True)
    held = chronology.withhold_entry(entry=entry, said=back, by=amara)
    for kind, text in ((FactKind.NAME, said.name), (FactKind.NATIONALITY, said.fact)):
        fact = children.add_fact(record=record, fact=children.Fact(kind, text, Basis.CHILD_SAYS), by=amara)
        children.withhold_fact(fact=fact, said=back, by=amara)
    duty = Duty.objects.visible_to(amara).filter(about_id=held.id)[0]
    scene.kept[caller] = {"entry": entry.id, "attachment": file.id, "claim": fact.id, "withholding": held.id}
    scene.kept[caller] |= {"duty": duty.id, **_planned(scene, said, back, amara)}


def _planned(scene: Further, said: Said, back: HoldBack, amara: Actor) -> dict[str, object]:
    child = _the_child(scene, amara)
    doing = WorkSaid(purpose="other", words=said.work, start=today())
    work = planning.say_work(child=child, said=doing, by=amara, hold=back)
    coming = ContactSaid(work_id=work.id, on=today() + timedelta(days=3), who=said.who)
    return {"work": work.id, "contact": planning.arrange_contact(child=child, said=coming, by=amara).id}


def _back(scene: Scene, caller: str, mode: Mode) -> HoldBack:
    is_silent = mode is Mode.SILENT
    return HoldBack(
        agencies=frozenset({scene.northmoor.team(TEAMS[caller]).agency_id}),
        reason=Reason.STAFF_ALLEGATION if is_silent else Reason.SAFETY,
        ground="harm_to_person",
        ground_words=GROUND,
        words=SAID[caller].why,
        until=today() + timedelta(days=14),
        mode=mode,
        second=scene.northmoor.memberships["amaras_manager"].id if is_silent else None,
    )


def _aberddu(scene: Further) -> None:
    """Rhys told of the same child, and holds back from the police, without a trace, all that his agency has."""
    place = scene.northmoor
    with transaction.atomic():
        told = raised(
            place.actor("rhys"), BAKER, children=(ChildSaid(names=(NameSaid("Ornela Vask"),)),), area="eastmoor"
        )

    def link(farid: Actor) -> None:
        one, other = child_of(told, farid), _the_child(scene, farid)
        found = children.decide_pair(child=one, other=other, outcome=Outcome.SAME, reason="The same sacks.", by=farid)
        scene.ids["same_sacks"] = found.id

    def confirm(fatima: Actor) -> None:
        """What is narrower than the circle hangs from the child, so a second person joins the two."""
        found = LinkDecision.objects.visible_to(fatima).get(pk=scene.ids.pop("same_sacks"))
        children.confirm_link(decision=found, revision=found.revision, by=fatima)

    def hold(rhys: Actor) -> None:
        record = Record.objects.visible_to(rhys).get(pk=told.subjects.get().record_id)
        back = replace(_back(scene, "silent", Mode.SILENT), second=place.memberships["farid"].id)
        part = children.withhold_part(record=record, said=back, by=rhys)
        assert Withholding.objects.visible_to(rhys).filter(pk=part.pk).exists()
        referral = Referral.objects.visible_to(rhys).get(concern=told)
        theirs = {"concern": told.reference, "concern_id": told.id, "record": record.id, "referral": referral.id}
        scene.kept = {caller: kept | theirs for caller, kept in scene.kept.items()}

    _as(scene, "farid", link)
    _as(scene, "fatima", confirm)
    _as(scene, "rhys", hold)


def _at_the_keyboard(scene: Further, caller: str, name: str) -> None:
    who = scene.northmoor.practitioner(name)
    who.set_password(people.PASSWORD)
    who.save()
    scene.clients[caller] = people.sign_in(Client(raise_request_exception=True), people.with_app(who))
