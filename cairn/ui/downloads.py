"""Handing out a file: never rendered, never guessed at, never kept by anything on the way."""

from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

# Should a browser show it after all, nothing in it runs, loads anything or is framed.
_SANDBOX = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def download(chunks: Iterator[bytes], *, name: str, media_type: str, size: int) -> StreamingHttpResponse:
    """The answer that carries a file of `size` bytes, to be stored by the browser under its name."""
    answer = StreamingHttpResponse(chunks, content_type=media_type)
    answer["Content-Length"] = str(size)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["Content-Security-Policy"] = _SANDBOX
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer
