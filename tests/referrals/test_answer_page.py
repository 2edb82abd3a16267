"""The answer page as those who answer see it."""

import pytest

from tests.referrals import sending

pytestmark = pytest.mark.django_db


def test_the_page_shows(client, northmoor):
    raised = sending.sent(northmoor)
    sending.sign_in(client, northmoor, "amara")
    page = client.get(raised.href)
    open("/tmp/answer.html", "wb").write(page.content)
    assert page.status_code == 200, page.content.decode()
