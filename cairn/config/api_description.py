"""What the description of the API says beside what the operations say of themselves."""

from http import HTTPStatus
from typing import Any

from cairn.access.api.problems import MEDIA_TYPE, ProblemShown

DESCRIPTION = """\
Raise a concern, follow what became of it, add to what is known of a child, answer what you were asked.

Calls are made by an agency's own system with its token, or from a signed-in person's page. Everything is shown as the
caller may see it; what is out of sight and what does not exist answer alike (404). Looking at a child is remembered.

`Idempotency-Key` is needed on every POST that makes something: the same key and body again give the same reference and
status, rendered under today's rights; the same key with another body is refused (409).

Times are ISO 8601 with an offset. Unknown fields and parameters are refused, not ignored. Refusals are
`application/problem+json` with a stable `code`; what was sent is never said back.
"""

_ALWAYS = (401, 403, 422, 500)
_WITH_BODY = (400, 409, 413)
_WITH_PLACE = (404,)
_SEARCH = (503,)
_VERSIONED = (428,)


def described(schema: Any) -> Any:
    """The description with every refusal that each operation may answer with."""
    problem = ProblemShown.model_json_schema(ref_template="#/components/schemas/{model}")
    schema["components"]["schemas"].update(problem.pop("$defs"), ProblemShown=problem)
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            for status in _refusals(path, operation):
                operation["responses"][status] = _refusal(status)
    return schema


def _refusals(path: str, operation: dict[str, Any]) -> list[int]:
    found = [*_ALWAYS]
    if "requestBody" in operation:
        found += _WITH_BODY
    if "{" in path or operation["operationId"] == "raise_concern":
        found += _WITH_PLACE
    if operation["operationId"] == "search_children":
        found += _SEARCH
    if any(each["name"] == "If-Match" for each in operation["parameters"]):
        found += _VERSIONED
    return sorted(found)


def _refusal(status: int) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemShown"}}}
    return {"description": HTTPStatus(status).phrase, "content": content}
