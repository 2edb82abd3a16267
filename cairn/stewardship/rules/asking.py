"""How long a request to see what is held may take, beside its clock; read from a policy file."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from cairn.core.working_days import due_after_months
from cairn.duties.kinds import Certainty


@dataclass(frozen=True, slots=True)
class AskingPolicy:
    """How many months more may be taken, how long a pack is kept, where that comes from and how sure it is."""

    version: str
    effective_from: date
    extension_months: int
    pack_kept_days: int
    certainty: Certainty
    source: str


@cache
def asking_policy() -> AskingPolicy:
    """The policy of this installation. Raises KeyError or ValueError where the file does not hold together."""
    told = tomllib.loads(files("cairn.stewardship").joinpath("policies", "asking.toml").read_text(encoding="utf-8"))
    return AskingPolicy(**{**told, "certainty": Certainty(told["certainty"])})


def extended(received_at: datetime, own_months: int) -> datetime:
    """When a request is due that takes longer: its own months and those more, counted from the day it was received."""
    return due_after_months(received_at, own_months + asking_policy().extension_months).due_at
