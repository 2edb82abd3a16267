"""Notices: for a team or one of its members, seen by nobody else; and an e-mail that says nothing."""

import email
import smtplib
from email.policy import default

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.core.ids import uuid7
from cairn.core.jobs import defer
from cairn.core.ref import Ref
from cairn.duties.kinds import LATE, RING
from cairn.notices import kinds, presenters, queries, verbs
from cairn.notices.models import Notice
from cairn.partnership.models import Membership, Team
from tests.conftest import become
from tests.notices.letterbox import letterbox
from tests.partnership.people import sign_in

pytestmark = pytest.mark.django_db
SENTENCE = "You have something to read in Cairn."
MAILER = job("e-mail")


def left(northmoor, code=RING, team="eastmoor-duty", member=None, by="efa"):
    member_id = northmoor.memberships[member].pk if member else None
    with acting_as(northmoor.actor(by)):
        team_id = northmoor.team(team).pk
        return verbs.leave(team_id=team_id, code=code, about=Ref("team", uuid7()), member_id=member_id)


def send(notice):
    with become("cairn_worker"), acting_as(MAILER):
        return verbs.send_email(notice_id=notice.pk, by=MAILER)


@pytest.fixture
def box(settings):
    with letterbox() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.address
        settings.DEFAULT_FROM_EMAIL = "cairn@northmoor.example"
        settings.CAIRN_ADDRESS = "https://cairn.northmoor.example/"
        yield server


def test_the_team_sees_it_and_nobody_else(northmoor):
    left(northmoor)
    for name, count in (("amara", 1), ("amaras_manager", 1), ("efa", 0), ("farid", 0), ("chidi", 0), ("dana", 0)):
        actor = northmoor.actor(name)
        with acting_as(actor):
            assert (Notice.objects.count(), Notice.objects.visible_to(actor).count()) == (count, count), name


def test_what_is_for_one_person_is_in_nobody_elses_inbox(northmoor):
    notice = left(northmoor, member="amara")
    for name, found in (("amara", [notice]), ("amaras_manager", [])):
        actor = northmoor.actor(name)
        with acting_as(actor):
            assert list(queries.unread(actor)) == found


def test_reading_is_noted_once_and_by_those_it_was_left_for(northmoor):
    notice = left(northmoor)
    amara, manager, chidi = (northmoor.actor(name) for name in ("amara", "amaras_manager", "chidi"))
    for actor, readers in ((chidi, None), (amara, amara.membership_id), (manager, amara.membership_id)):
        with acting_as(actor):
            verbs.read_all(notice_ids=[notice.pk], by=actor)
        with acting_as(amara):
            notice.refresh_from_db()
        assert notice.read_by_id == readers
    with acting_as(amara):
        assert list(queries.inbox(amara)) == [notice]
        assert not queries.unread(amara).exists()


def test_a_change_that_is_undone_leaves_neither_notice_nor_job(northmoor):
    before = ProcrastinateJob.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        left(northmoor)
        assert ProcrastinateJob.objects.count() == before + 1
        raise RuntimeError
    assert ProcrastinateJob.objects.count() == before
    with become("cairn_worker"):
        assert not Notice.objects.exists()


def test_a_job_holds_ids_only(northmoor):
    notice = left(northmoor)
    queued = ProcrastinateJob.objects.latest("id")
    assert (queued.task_name, queued.args, queued.status) == (
        "notices.send_email",
        {"notice_id": str(notice.pk)},
        "todo",
    )
    with pytest.raises(ValueError, match="UUID"):
        defer("notices.send_email", notice_id="Nguyen Van Tang")


def test_the_e_mail_says_nothing(northmoor, box):
    assert send(left(northmoor, member="amara"))
    ((to, letter),) = box.letters
    assert to == "amara@northmoor.example"
    message = email.message_from_string(letter, policy=default)
    assert message["Subject"] == SENTENCE
    assert message.get_content().split() == [*SENTENCE.split(), "https://cairn.northmoor.example/"]
    assert set(message.keys()) == {
        *("Subject", "From", "To", "Date", "Message-ID", "MIME-Version"),
        *("Content-Type", "Content-Transfer-Encoding", "Auto-Submitted"),
    }
    for telling in ("Amara", "Eastmoor", "danger", "duty.", "urgent", "Efa"):
        assert telling not in letter.replace("amara@northmoor.example", "")


def test_every_e_mail_is_the_same_whatever_it_is_about(northmoor, box):
    for code in (RING, LATE):
        send(left(northmoor, code, member="amara"))
    said = [email.message_from_string(letter, policy=default) for _, letter in box.letters]
    assert len(said) == 2
    for part in ("Subject", "From", "To", "Auto-Submitted"):
        assert len({message[part] for message in said}) == 1
    assert len({message.get_content() for message in said}) == 1


def test_it_is_sent_once_however_often_the_job_runs(northmoor, box):
    notice = left(northmoor, member="amara")
    assert [send(notice), send(notice)] == [True, False]
    assert len(box.letters) == 1


def test_what_waits_for_the_same_readers_is_said_once(northmoor, box):
    first, second, other = left(northmoor), left(northmoor), left(northmoor, member="amara")
    Team.objects.filter(slug="eastmoor-duty").update(email="desk@eastmoor.example")
    assert [send(one) for one in (second, first, other)] == [True, False, True]
    assert [to for to, _ in box.letters] == ["desk@eastmoor.example", "amara@northmoor.example"]


def test_what_was_read_already_needs_no_e_mail(northmoor, box):
    notice = left(northmoor)
    with acting_as(northmoor.actor("amara")):
        verbs.read_all(notice_ids=[notice.pk], by=northmoor.actor("amara"))
    assert not send(notice)
    assert box.letters == []


def test_a_mail_server_that_refuses_is_asked_again(northmoor, box):
    notice = left(northmoor, member="amara")
    box.is_open = False
    with pytest.raises(smtplib.SMTPException):
        send(notice)
    box.is_open = True
    assert send(notice)
    assert len(box.letters) == 1


def test_a_team_without_an_address_hears_by_each_of_its_members(northmoor, box):
    send(left(northmoor))
    assert {to for to, _ in box.letters} == {f"{one}@northmoor.example" for one in ("amara", "amaras_manager", "robin")}


def test_whoever_has_left_gets_no_e_mail_and_the_team_does(northmoor, box):
    notice = left(northmoor, member="amara")
    gone = Membership.objects.get(pk=northmoor.memberships["amara"].pk)
    Membership.objects.filter(pk=gone.pk).update(ended_at=gone.started_at)
    send(notice)
    assert {to for to, _ in box.letters} == {f"{one}@northmoor.example" for one in ("amaras_manager", "robin")}


def test_without_a_mail_server_nothing_is_tried(northmoor, settings):
    settings.EMAIL_HOST = ""
    assert not send(left(northmoor))


def test_a_notice_that_is_gone_is_no_fault(northmoor, box):
    with become("cairn_worker"), acting_as(MAILER):
        assert not verbs.send_email(notice_id=uuid7(), by=MAILER)


def test_two_kinds_of_news_or_two_pages_cannot_share_a_name():
    with pytest.raises(LookupError):
        kinds.news(RING, _("again"))
    with pytest.raises(LookupError):
        kinds.door("duty", "elsewhere")
    assert kinds.line_of("retired.long.ago") == "retired.long.ago"


def test_a_line_leads_to_what_it_is_about():
    about = uuid7()
    assert presenters.href_of("duty", about) == reverse("duties:duty", args=[about])
    assert presenters.href_of("team", about) == ""


def test_the_inbox_shows_what_is_mine_and_lets_me_say_that_i_read_it(northmoor):
    left(northmoor)
    left(northmoor, team="police-desk")
    page = sign_in(Client(), northmoor.practitioner("amara"))
    shown = page.get(reverse("notices:inbox"))
    assert shown.status_code == 200
    assert shown.content.decode().count("Ring now.") == 1
    line = shown.context["unread"][0] if shown.context else None
    with acting_as(northmoor.actor("amara")):
        notice = queries.unread(northmoor.actor("amara")).get()
    assert line is None or line.id == notice.pk
    answer = page.post(reverse("notices:read"), {"notice": [str(notice.pk), "nonsense"]})
    assert answer.status_code == 302
    with acting_as(northmoor.actor("amara")):
        assert not queries.unread(northmoor.actor("amara")).exists()


def test_an_empty_inbox_says_so(northmoor):
    page = sign_in(Client(), northmoor.practitioner("chidi"))
    assert "There is nothing to read" in page.get(reverse("notices:inbox")).content.decode()
