"""Reads what the page's script sends when it saves a draft. Parses; saves nothing."""

import json
import re
from uuid import UUID

from django.http import HttpRequest

from cairn.core.errors import Refused
from cairn.core.ref import Ref
from cairn.duties.kinds import DraftKind

_VERSION = re.compile(r'(?:W/)?"?(\d{1,9})"?')


def written(request: HttpRequest) -> dict[str, list[str]]:
    """The fields of the form, each with its values. Refuses `draft_not_understood`."""
    try:
        fields = json.loads(request.body)
    except ValueError:
        raise Refused("draft_not_understood") from None
    if not isinstance(fields, dict) or not all(_are_words(values) for values in fields.values()):
        raise Refused("draft_not_understood")
    return fields


def revision(request: HttpRequest) -> int:
    """The version that was changed, from the header If-Match; 0, which no draft has, while the page knows of none.

    Refuses `revision_needed` for what is no version.
    """
    match = _VERSION.fullmatch(request.headers.get("If-Match", "0").strip())
    if match is None:
        raise Refused("revision_needed")
    return int(match[1])


def revision_in_form(request: HttpRequest) -> int:
    """The version that the page showed, from the form's own field. Refuses `revision_needed` without one."""
    match = _VERSION.fullmatch(request.POST.get("revision", ""))
    if match is None:
        raise Refused("revision_needed")
    return int(match[1])


def kind(request: HttpRequest) -> DraftKind:
    """What is being written, from the address. Refuses `draft_kind_unknown`."""
    asked = request.GET.get("kind", "")
    if asked not in DraftKind.values:
        raise Refused("draft_kind_unknown", known=", ".join(DraftKind.values))
    return DraftKind(asked)


def about(request: HttpRequest) -> Ref | None:
    """What it is about, from the address (`?about=child:<id>`); None when nothing is said. Refuses what is no thing."""
    asked = request.GET.get("about", "")
    if not asked:
        return None
    named, _colon, number = asked.partition(":")
    try:
        return Ref(named, UUID(number))
    except (LookupError, ValueError):
        raise Refused("draft_not_understood") from None


def _are_words(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)
