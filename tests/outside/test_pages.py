"""Sharing with somebody outside, as those inside and whoever holds the link meet it on their pages (R-064)."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from cairn.chronology.models import Entry
from cairn.core.ids import uuid7
from cairn.outside.kinds import Way
from cairn.outside.models import OutsideShare
from tests.children.pages import NAME, a_child, browser, read, title
from tests.outside.sharing import HOSPITAL, NURSE, keys, offered, shared
from tests.sharing.holding import POLICE, circle, kept

pytestmark = pytest.mark.django_db
WORDS = "The man from the car wash asked for her again."


@pytest.fixture
def around(northmoor):
    made = circle(northmoor)
    made.told("bilal", WORDS)
    return made


def typed(around, **more) -> dict[str, object]:
    found = offered(around.northmoor, around.child)
    return {
        "recipient": NURSE.name,
        "organisation": NURSE.organisation,
        "function": NURSE.function,
        "receiver": "public_body",
        "reach": NURSE.reach,
        "phone": NURSE.phone,
        "purpose": "to keep her safe on the ward",
        "ground": "ca04_11",
        "child": keys(found, "child"),
        "story": keys(found, "story"),
        "request": "Ring us.",
        "way": "link",
        "days": "1",
        "key": str(uuid7()),
        "do": "preview",
        **more,
    }


def new(around) -> str:
    return reverse("outside:new", args=[around.child.reference])


def previewed(client: Client, around, **more) -> str:
    answer = client.post(new(around), typed(around, **more))
    assert answer.status_code == 200
    return answer.content.decode()


def hidden(page: str) -> dict[str, list[str]]:
    """What a page would send on unseen."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page):
        found.setdefault(name, []).append(unescape(value))
    return found


def sent(client: Client, around, **more) -> str:
    """Previewed, then shared with what the preview sends on."""
    page = previewed(client, around, **more)
    answer = client.post(new(around), {**hidden(page), "do": "send"})
    assert answer.status_code == 200, answer.content
    return unescape(answer.content.decode())


def secrets_in(page: str) -> tuple[str, str]:
    link = re.search(r'id="link">\s*([^\s<]+)\s*<', page)
    code = re.search(r'id="code">\s*([\d ]+?)\s*<', page)
    assert link is not None
    assert code is not None
    return link[1].replace("http://testserver", ""), code[1]


def test_the_guide_goes_on_to_the_form_with_the_ground_filled_in(around):
    amara = browser(around.northmoor, "amara")
    guide = unescape(read(amara, around.child, "guide/?fear=serious&receiver=police&sensitive=yes&worse=no"))
    address = f"{new(around)}?ground=ca04_11&sensitive=yes"
    assert address in guide
    form = unescape(amara.get(address).content.decode())
    assert re.search(r'value="ca04_11" selected', form)
    assert WORDS in form


def test_it_is_looked_at_as_they_will_read_it_before_it_goes(around):
    page = unescape(previewed(browser(around.northmoor, "amara"), around))
    for part in (NAME, WORDS, "Ring us.", HOSPITAL, "Children Act 2004, section 11", "given when it is shared"):
        assert part in page, part
    assert kept(OutsideShare) == []


def test_gone_back_to_be_changed_nothing_typed_is_lost(around):
    amara = browser(around.northmoor, "amara")
    page = previewed(amara, around)
    again = unescape(amara.post(new(around), {**hidden(page), "do": "change"}).content.decode())
    for part in (NURSE.name, "to keep her safe on the ward", "Ring us."):
        assert part in again
    assert len(re.findall(r"checked", again)) >= 3
    assert kept(OutsideShare) == []


def test_shared_by_a_link_that_opens_once(around):
    page = sent(browser(around.northmoor, "amara"), around)
    link, code = secrets_in(page)
    nurse = Client()
    first = nurse.get(link)
    words = unescape(first.content.decode())
    assert first.status_code == 200
    assert "Eastmoor Duty, Eastmoor Social Care" in words
    assert NAME not in words
    opened = nurse.post(link, {"code": code})
    assert opened.status_code == 200
    for part in (NAME, WORDS, "Ring us.", "You see this once"):
        assert part in unescape(opened.content.decode())
    for again in (nurse.get(link), nurse.post(link, {"code": code})):
        assert again.status_code == 410
        assert "This cannot be opened" in unescape(again.content.decode())
        assert WORDS not in unescape(again.content.decode())


def test_every_answer_at_the_door_is_kept_out_of_caches_searches_and_referrers(around):
    link, code = secrets_in(sent(browser(around.northmoor, "amara"), around))
    nurse = Client()
    for answer in (nurse.get(link), nurse.post(link, {"code": "1"}), nurse.post(link, {"code": code}), nurse.get(link)):
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
        assert "sessionid" not in nurse.cookies
        assert '<meta name="robots" content="noindex' in answer.content.decode()


def test_a_form_without_a_referrer_or_a_cookie_opens_it(around):
    """A browser told to send no referrer sends no origin either."""
    link, code = secrets_in(sent(browser(around.northmoor, "amara"), around))
    nurse = Client(enforce_csrf_checks=True)
    answer = nurse.post(link, {"code": code}, headers={"Origin": "null"})
    assert answer.status_code == 200
    assert NAME in unescape(answer.content.decode())


def test_a_wrong_code_is_told_with_what_is_left_and_is_not_put_back(around):
    link, _code = secrets_in(sent(browser(around.northmoor, "amara"), around))
    nurse = Client()
    for typed_code, words in (("", "Type the code"), ("12", "You may try 4 times more"), ("12", "3 times more")):
        answer = unescape(nurse.post(link, {"code": typed_code}).content.decode())
        assert words in answer
        assert NAME not in answer


def test_one_answer_for_whatever_does_not_open(around):
    amara = browser(around.northmoor, "amara")
    used, withdrawn, locked = (secrets_in(sent(amara, around)) for _time in range(3))
    nurse = Client()
    nurse.post(used[0], {"code": used[1]})
    _first, second, _third = kept(OutsideShare)
    amara.post(reverse("outside:share", args=[around.child.reference, second.pk]))
    for _time in range(5):
        nurse.post(locked[0], {"code": "1"})
    assert [nurse.get(each[0]).status_code for each in (used, withdrawn, locked)] == [410] * 3
    pages = {re.sub(r'nonce="[^"]*"', "", nurse.get(each[0]).content.decode()) for each in (used, withdrawn, locked)}
    assert len({re.sub(r'(value|content)="[-\w+/=]{32,}"', "", one) for one in pages}) == 1
    unknown = nurse.get("/shared/" + "a" * 43 + "/")
    assert unknown.status_code == 410


def test_too_many_tries_are_told_to_wait(around):
    nurse = Client()
    answers = [nurse.get("/shared/" + "a" * 43 + "/").status_code for _time in range(31)]
    assert answers == [410] * 30 + [429]


def test_the_link_and_the_code_are_told_once_and_never_again(around):
    amara = browser(around.northmoor, "amara")
    page = previewed(amara, around)
    first = unescape(amara.post(new(around), {**hidden(page), "do": "send"}).content.decode())
    link, code = secrets_in(first)
    again = amara.post(new(around), {**hidden(page), "do": "send"})
    assert again.status_code == 302
    shown = unescape(amara.get(again["Location"]).content.decode())
    for secret in (link, code, link.split("/")[2]):
        assert secret not in shown
    assert len(kept(OutsideShare)) == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"recipient": " "}, "Name the person who gets it."),
        ({"recipient": "\u200f\u202e"}, "Name the person who gets it."),
        ({"phone": ""}, "Give the number on which you checked that it is them."),
        ({"purpose": ""}, "Say what they need it for."),
        ({"ground": ""}, "Choose a ground."),
        ({"ground": "sswba_130"}, "Select a valid choice"),
        ({"child": [], "story": []}, "Choose at least one line"),
        ({"request": "a" * 15_001}, "15001 characters long and the limit is 15000"),
        ({"story": ["entry:00000000-0000-7000-8000-000000000000"]}, "Select a valid choice"),
        ({"days": "31"}, "Select a valid choice"),
        ({"receiver": "borders"}, "is not passed on for immigration enforcement"),
        ({"receiver": "outside"}, "Your data-protection lead decides"),
        ({"way": ""}, "Choose how it goes."),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_leaves(around, more, words):
    page = unescape(previewed(browser(around.northmoor, "amara"), around, **more))
    assert words in page
    assert "There is a problem" in page
    assert kept(OutsideShare) == []


def test_what_changed_since_it_was_looked_at_is_looked_at_again(around):
    amara = browser(around.northmoor, "amara")
    page = previewed(amara, around)
    answer = amara.post(new(around), {**hidden(page), "do": "send", "seen": "0" * 64})
    words = unescape(answer.content.decode())
    assert "Something you chose was changed meanwhile" in words
    assert WORDS in words
    assert kept(OutsideShare) == []


def test_the_list_beside_the_child(around):
    amara = browser(around.northmoor, "amara")
    assert "Nothing was shared outside yet" in read(amara, around.child, "outside/")
    for number in range(27):
        shared(around.northmoor, around.child, way=Way.PRINT if number % 2 else Way.LINK)
    first = unescape(read(amara, around.child, "outside/"))
    assert first.count("waits to be opened") + first.count("not printed yet") == 25
    assert f"named nurse for safeguarding, {HOSPITAL}" in first
    assert NURSE.name not in first
    second = unescape(read(amara, around.child, "outside/?sort=organisation&page=2"))
    assert second.count("waits to be opened") + second.count("not printed yet") == 2
    assert "What was shared with somebody outside" in unescape(read(amara, around.child, "sharing/"))
    assert title(first).startswith(around.child.reference)


def test_the_page_of_one_shows_what_left_on_what_ground_and_takes_it_back(around):
    made = shared(around.northmoor, around.child)
    address = reverse("outside:share", args=[around.child.reference, made.share.pk])
    gwen = browser(around.northmoor, "gwen")
    words = unescape(gwen.get(address).content.decode())
    for part in (
        NAME,
        WORDS,
        "Children Act 2004, section 11",
        NURSE.phone.replace(" ", "\xa0"),
        "waits to be opened",
        "Withdraw it",
    ):
        assert part in words, part
    assert "Withdrawn. Nobody can open" in unescape(gwen.post(address, follow=True).content.decode())
    over = unescape(gwen.post(address, follow=True).content.decode())
    assert "This is over" in over
    assert "Withdraw it" not in over
    assert "Eastmoor Duty, Eastmoor Social Care" in over


def test_the_charity_reads_its_own_line_alone(around):
    made = shared(around.northmoor, around.child)
    efa = browser(around.northmoor, "efa")
    there = efa.get(reverse("outside:by_id", args=[made.share.pk]))
    words = unescape(efa.get(there["Location"]).content.decode())
    assert "A girl of about eleven" in words
    assert WORDS not in words
    assert "Withdraw it" not in words


def test_a_pack_has_a_cover_without_the_childs_name_and_is_noted(around):
    made = shared(around.northmoor, around.child, way=Way.PRINT)
    address = reverse("outside:print", args=[around.child.reference, made.share.pk])
    amara = browser(around.northmoor, "amara")
    words = unescape(amara.post(address).content.decode())
    cover = words.partition('class="cairn-paper__cover"')[2].partition("</section>")[0]
    for part in (made.share.number, NURSE.name, HOSPITAL, "Do not copy", "Children Act 2004, section 11"):
        assert part in cover, part
    assert NAME not in cover
    assert NAME in words
    assert NAME not in title(words)
    assert amara.get(address).status_code == 405
    page = unescape(amara.get(reverse("outside:share", args=[around.child.reference, made.share.pk])).content.decode())
    assert re.search(r"<li>\s*printed, Eastmoor Duty", page)
    around.hold("bilal", _entry(around), "westmoor-nurses")
    assert "This is over" in unescape(amara.post(address, follow=True).content.decode())


def _entry(around):
    return kept(Entry, words=WORDS)[0]


def test_a_share_is_no_other_childs(around):
    other, made = a_child(around.northmoor), shared(around.northmoor, around.child)
    amara = browser(around.northmoor, "amara")
    assert amara.get(reverse("outside:share", args=[other.reference, made.share.pk])).status_code == 404


def test_no_page_of_the_police_shows_what_is_hidden_from_them(around):
    entry = around.told("amara", "She named a sergeant.")
    made = shared(around.northmoor, around.child)
    bilal = browser(around.northmoor, "bilal")
    address = reverse("outside:share", args=[around.child.reference, made.share.pk])
    assert "sergeant" in bilal.get(address).content.decode()
    before = read(bilal, around.child, "outside/")
    around.silent("amara", entry, POLICE)
    assert "sergeant" not in bilal.get(address).content.decode()
    assert _plain(read(bilal, around.child, "outside/")) == _plain(before)


def _plain(page: str) -> str:
    return re.sub(r'(value|content|nonce)="[-\w+/=]{32,}"|ends-in="\d+"', "", page)


def test_the_api_lists_where_it_went_and_never_what_or_to_whom(around):
    made = shared(around.northmoor, around.child)
    answer = browser(around.northmoor, "gwen").get(f"/api/v1/children/{around.child.reference}/outside-shares")
    (one,) = answer.json()["items"]
    assert (one["number"], one["organisation"], one["state"]) == (made.share.number, HOSPITAL, "waits")
    assert one["opened_at"] is None
    for hidden_part in (NURSE.name, NURSE.phone, WORDS, made.token, made.code):
        assert hidden_part not in answer.content.decode()
