"""Every main page on the narrowest telephone and at twice the size: nothing sticks out, nothing is lost to axe."""

import pytest
from django.db import connection, transaction
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.children.models import LinkQuestion
from cairn.children.verbs import add_name_forms
from cairn.chronology.models import Entry
from cairn.concerns.models import Concern
from cairn.concerns.rules import BornSaid, ChildSaid, NameSaid
from cairn.duties.kinds import DraftKind
from cairn.duties.verbs import save_draft
from cairn.referrals.models import Referral
from tests.builders import Northmoor, child_of, raised

NARROW = {"viewport": {"width": 320, "height": 640}, "is_mobile": True, "has_touch": True}
TWICE = {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2}
LONG = "Nguyễn-Oluwaseun-Wojciechowska-Papadopoulos Alexandrina-Maximiliana"


def told(place: Northmoor) -> Concern:
    """A child with a name beyond measure, a sighting in the same van, and forms of a name."""
    efa, farid = place.actor("efa"), place.actor("farid")
    van = {"vehicles": ("white van, NX19 ABC",), "where_text": "Market-hall-" * 9}
    child = ChildSaid(names=(NameSaid(LONG),), born=BornSaid(age_from=14, age_to=14))
    with transaction.atomic():
        concern = raised(efa, "A-word-without-an-end" * 12, children=(child,), urgency="danger_now", **van)
        raised(efa, "The same van.", children=(ChildSaid(names=(NameSaid(LONG, "described"),)),), **van)
        raised(place.actor("chidi"), "The same again.", children=(child,), area="westmoor")
    with acting_as(farid), transaction.atomic():
        add_name_forms(forms=("Mirtok" * 9, "Zorvan"), reason=LONG, by=farid)
    return concern


@pytest.fixture(scope="module")
def paths(live) -> dict[str, list[str]]:
    """By reader, the addresses of what there is to be read."""
    place = live.northmoor
    concern = told(place)
    amara, efa = place.actor("amara"), place.actor("efa")
    with acting_as(amara), transaction.atomic():
        known = child_of(concern, amara)
        mine = Referral.objects.visible_to(amara).filter(concern=concern, to_team_id__in=amara.team_ids)
        referral = (mine.first() or Referral.objects.visible_to(amara).filter(concern=concern)[0]).id
        save_draft(None, DraftKind.CONCERN, {"what_happened": ["Begun"]}, 0, amara)
    with acting_as(place.actor("farid")), transaction.atomic():
        question = LinkQuestion.objects.visible_to(place.actor("farid")).filter(candidate=known)[0].id
    with acting_as(efa), transaction.atomic():
        entry = Entry.objects.visible_to(efa).filter(child=known)[0].id
    sections = ("", "story/", "story/add/", "facts/", "facts/add/", "facts/add/?kind=name", "decisions/", "plan/")
    said = ("histories/", "immigration/", "facts/add/?kind=immigration", "facts/add/?kind=relationship")
    of_child = [f"/children/{known.reference}/{part}" for part in (*sections, *said, "sharing/", "responsibility/")]
    of_child.append(reverse("concerns:sightings", args=[known.reference]))
    about = [f"/concerns/{concern.reference}/{part}" for part in ("", "sent/", "copy/")]
    connection.close()
    return {
        "amara": ["/", *of_child, reverse("referrals:answer", args=[referral]), "/inbox/", "/concerns/new/"],
        "efa": [
            "/",
            *about,
            "/concerns/",
            of_child[0],
            f"{of_child[1]}{entry}/correct/",
            "/account/",
            "/account/team/",
        ],
        "farid": [
            "/hub/",
            "/hub/?sort=team",
            "/children/questions/",
            f"{reverse('children:question', args=[question])}?order=oldest",
            "/children/names/",
            "/children/matching/",
            "/account/sessions/",
            "/components/",
        ],
        "nobody": ["/account/sign-in/", "/concerns/door/", "/concerns/about-staff/", "/demo/"],
    }


@pytest.mark.parametrize("device", [NARROW, TWICE], ids=["320 pixels", "200 %"])
@pytest.mark.parametrize("reader", ["amara", "efa", "farid", "nobody"])
def test_nothing_sticks_out(browsing, paths, reader, device):
    person = browsing.somebody(**device) if reader == "nobody" else browsing.member(reader, **device)
    for path in paths[reader]:
        person.opens(path)


_EDGES = """() => {
  const [tab, title] = ["main .govuk-service-navigation__item--active", "main h1"].map((one) => {
    const box = document.querySelector(one).getBoundingClientRect()
    return document.documentElement.dir === "rtl" ? innerWidth - box.right : box.left
  })
  return [tab, title]
}"""


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_marker_of_the_current_section_stands_on_the_page(browsing, paths, direction):
    amara = browsing.member("amara", viewport={"width": 375, "height": 700}, is_mobile=True)
    for path in paths["amara"][1:3]:
        amara.opens(path)
        amara.page.evaluate(f"document.documentElement.dir = '{direction}'")
        tab, title = amara.page.evaluate(_EDGES)
        assert tab >= title > 0, path
