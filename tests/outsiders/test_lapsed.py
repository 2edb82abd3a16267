"""Every page and operation for people whose agency's agreement has lapsed: no word of what others shared (R-190)."""

from datetime import timedelta

import pytest
from django.db import transaction

from cairn.core.clock import today
from cairn.partnership.models import Agency
from tests.builders import agreed
from tests.outsiders.addresses import addresses, sent
from tests.outsiders.expected import ROWS
from tests.outsiders.scene import AGAIN, KOSOVAN, SAME_SCAR, SCARRED_AGAIN, Scene
from tests.outsiders.test_table import named

pytestmark = pytest.mark.xdist_group("outsiders")
READING = [row for row in ROWS if named(row)[0] not in {"account_logout"}]
# What others wrote of the children whom Efa's team told of; their own words and the answers they got stay theirs.
NOT_EFAS = (AGAIN, SCARRED_AGAIN, KOSOVAN)


def lapsed(scene: Scene, caller: str, row: str, method: str = "GET"):
    """One answer to somebody whose agency's last day was yesterday; then all is as before."""
    name, variant = named(row)
    address = addresses()[name]
    with transaction.atomic():
        agency = Agency.objects.get(pk=scene.northmoor.actor(caller).agency_id)
        agreed(agency, until=today() - timedelta(days=1))
        answer = scene.ask(caller, method, address.path(scene, variant), **sent(name, method, scene))
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("row", READING)
def test_a_lapsed_hub_reads_nothing_of_any_child(scene, row):
    # His own decision stays his own row, with the reason that he gave himself.
    body = lapsed(scene, "farid", row).content.decode(errors="replace").replace(SAME_SCAR, "")
    assert [secret for secret in scene.secrets if secret in body] == []


@pytest.mark.parametrize("row", READING)
def test_a_lapsed_contributor_reads_nothing_that_others_said(scene, row):
    body = lapsed(scene, "efa", row).content.decode(errors="replace")
    assert [words for words in NOT_EFAS if words in body] == []


@pytest.mark.parametrize("row", ["concerns:new", "referrals:acknowledge", "api:raise_one"])
def test_a_lapsed_desk_still_raises_and_acknowledges(scene, row):
    assert lapsed(scene, "amara", row, "POST").status_code in {201, 302}


def test_a_lapsed_desk_reads_and_answers_what_it_was_asked(scene):
    page = lapsed(scene, "amara", "referrals:answer").content.decode()
    assert "She whispered that the grey house has a cellar." in page
    assert lapsed(scene, "amara", "referrals:answer", "POST").status_code == 302
