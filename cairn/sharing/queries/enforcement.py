"""Whether this installation lets immigration enforcement ask for anything, and on which grounds (R-060)."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cairn.core.clock import today
from cairn.sharing.rules.enforcement import EnforcementUse, enforcement_use, read_uses


def use_here(nation: str) -> EnforcementUse | None:
    """The version in force today in a nation: the installation's own (`CAIRN_ENFORCEMENT`) or Cairn's, which is off."""
    return enforcement_use(nation, today(), own_uses())


def is_used_here(nation: str) -> bool:
    """Whether anything may be asked for today. Off unless the installation says otherwise."""
    found = use_here(nation)
    return found is not None and found.is_used


def own_uses() -> tuple[EnforcementUse, ...]:
    """What the installation's own file says; nothing without one.

    Raises ImproperlyConfigured where it cannot be read or makes no sense; asked once when Cairn starts.
    """
    return _read(settings.CAIRN_ENFORCEMENT)


@lru_cache(maxsize=2)
def _read(path: str) -> tuple[EnforcementUse, ...]:
    try:
        return read_uses(Path(path).read_text(encoding="utf-8") if path else "")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ImproperlyConfigured(f"CAIRN_ENFORCEMENT names {path}, which cannot be taken: {error}") from error
