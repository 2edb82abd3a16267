"""Soft references: how a lower floor points at something it may not import."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Ref:
    """A kind (`"concern"`, `"referral"`, …) and the id of one thing of that kind. Kinds are registered by their app."""

    kind: str
    id: UUID

    def __post_init__(self) -> None:
        if self.kind not in _KINDS:
            raise LookupError(f"no such kind of thing: {self.kind}")

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


_KINDS: dict[str, str] = {}


def register(kind: str, model: str) -> None:
    """Make a kind known; `model` is `"app.Model"`, for those who may look it up."""
    if _KINDS.setdefault(kind, model) != model:
        raise LookupError(f"two models for the kind {kind}")


def model_of(kind: str) -> str:
    """The `"app.Model"` of a kind. Raises LookupError for one nobody registered."""
    return _KINDS[kind]


def kinds() -> frozenset[str]:
    """Every kind known so far."""
    return frozenset(_KINDS)
