"""Where a duty leads."""

from django.urls import reverse

from cairn.duties.kinds import room_of
from cairn.duties.models import Duty
from cairn.notices.presenters import href_of


def href_of_duty(duty: Duty) -> str:
    """The page on which it is done, else the page of what it is about; empty where there is neither."""
    name = room_of(duty.kind)
    return reverse(name, args=[duty.about_id]) if name else href_of(duty.about_kind, duty.about_id)
