"""Idempotency-Key: the same call twice by accident is done once."""

import hmac
import json
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.http import HttpRequest

from cairn.access.actor import Actor
from cairn.access.api.problems import Problem
from cairn.core.crypto import keyed_digest
from cairn.core.ref import Ref
from cairn.partnership.verbs.receipts import do_once

CREATED = 201
_HEADER = "Idempotency-Key"
_KEY = re.compile(r"[!-~]{1,80}")
_PURPOSE = "receipts"

KEYED: dict[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": _HEADER,
            "required": True,
            "schema": {"type": "string", "pattern": "^[!-~]{1,80}$"},
            "description": "The caller’s own key: the same key and body again give the same and make nothing new.",
        }
    ]
}


def once(request: HttpRequest, do: Callable[[str], Ref], by: Actor, *, body: str = "") -> Ref:
    """Do it, or say what came of it when it was done before. `do` is given a key of its own to send on.

    `body` stands for what was sent where that is not JSON, such as a file by its name and digest.
    Raises Problem (400) without a key, Conflict when the key was used for something else.
    """
    key = request.headers.get(_HEADER, "")
    if not key:
        raise Problem(400, "idempotency_key_missing")
    if not _KEY.fullmatch(key):
        raise Problem(400, "idempotency_key_wrong")
    own = _digest(f"{by.token_id or by.membership_id} {key}")
    return do_once(key=key, digest=_digest(_said(request, body)), status=CREATED, do=lambda: do(own), by=by)


def _said(request: HttpRequest, body: str) -> str:
    """What was sent and where to, however it was laid out."""
    return f"{request.method} {request.path} {body or json.dumps(json.loads(request.body), sort_keys=True)}"


def _digest(text: str) -> str:
    # Keyed, because a short body could be guessed from a plain digest.
    return hmac.new(keyed_digest(_PURPOSE), text.encode(), sha256).hexdigest()
