"""If-Match: what is changed is the version that was seen."""

import re
from typing import Any

from django.http import HttpRequest

from cairn.access.api.problems import Problem
from cairn.partnership.api.receipts import KEYED

_REVISION = re.compile(r'(?:W/)?"?([1-9]\d{0,8})"?')

SEEN: dict[str, Any] = {
    "parameters": [
        *KEYED["parameters"],
        {
            "in": "header",
            "name": "If-Match",
            "required": True,
            "schema": {"type": "string", "pattern": '^"[1-9][0-9]{0,8}"$'},
            "description": "The version that was seen, from its ETag.",
        },
    ]
}


def revision_seen(request: HttpRequest) -> int:
    """The version that the caller has seen. Raises Problem: 428 without one, 400 for what is none."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise Problem(428, "revision_missing")
    found = _REVISION.fullmatch(given)
    if found is None:
        raise Problem(400, "revision_wrong")
    return int(found[1])
