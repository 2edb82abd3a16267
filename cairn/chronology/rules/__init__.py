"""Pure decisions about the story and the files that hang from it. No Django, no clock, no database."""

from cairn.chronology.rules.files import Examined, examined
from cairn.chronology.rules.limits import Limits, limits_on
from cairn.chronology.rules.story import has_time, month_of

__all__ = ["Examined", "Limits", "examined", "has_time", "limits_on", "month_of"]
