"""System checks: what must hold before anybody is served. `cairn check --database default` runs them all."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connections

from cairn.access import policies
from cairn.children.models import KeyBuild
from cairn.core.postgres import OWNER
from cairn.matching.keys import KEY_VERSION

_WHO = """
select rolsuper, rolbypassrls,
       exists (select 1 from pg_class where relowner = r.oid and relkind in ('r', 'p')
                and relnamespace = 'public'::regnamespace)
  from pg_roles r where rolname = current_user
"""


@register(Tags.database)
def role_is_humble(databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """The application may not be a superuser, may not pass by row security, and owns no table."""
    found: list[CheckMessage] = []
    if settings.ROLE == OWNER:  # about to migrate, perhaps as an administrator who becomes the owner
        return found
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            cursor.execute(_WHO)
            is_super, passes_by, owns = cursor.fetchone()
        if is_super or passes_by:
            found.append(Error("The database role passes by row-level security.", id="cairn.E001"))
        if owns:
            found.append(Error("The database role owns tables; the application must not.", id="cairn.E002"))
    return found


@register(Tags.database)
def policies_stand(databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Every protected table has exactly the policies its scope asks for. `cairn migrate` installs them."""
    found: list[CheckMessage] = []
    if settings.ROLE == OWNER:  # about to migrate, which puts them right
        return found
    for alias in databases or ():
        try:
            differences = policies.differences(connections[alias])
        except DatabaseError as error:
            differences = [f"the policies could not be read ({type(error).__name__})"]
        found += [Error(line, id="cairn.E003") for line in differences]
    return found


@register(Tags.database)
def records_can_be_found(databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Keys and folded facts of another version find nobody. `cairn rekey` rebuilds them."""
    found: list[CheckMessage] = []
    if settings.ROLE == OWNER:  # about to migrate, after which the question can be asked
        return found
    for alias in databases or ():
        try:
            is_current = KeyBuild.objects.using(alias).filter(version=KEY_VERSION, finished_at__isnull=False).exists()
        except DatabaseError:
            continue  # not migrated yet; of that the other checks tell
        if not is_current:
            found.append(Warning("Records are kept for matching by older rules: run cairn rekey.", id="cairn.W006"))
    return found


@register(Tags.security)
def faults_are_not_shown(**kwargs: Any) -> list[CheckMessage]:
    """A page that explains a fault shows what was typed and what was read to whoever met it."""
    if settings.CAIRN_DEMONSTRATION or not settings.DEBUG:
        return []
    return [Error("CAIRN_DEBUG shows children's records to whoever meets a fault.", id="cairn.E005")]


@register(Tags.security)
def second_factor_stands(**kwargs: Any) -> list[CheckMessage]:
    """What makes sign-in easy in a demonstration must be off anywhere else."""
    if settings.CAIRN_DEMONSTRATION or not getattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE", None):
        return []
    return [Error("A code that passes by the second factor is set.", id="cairn.E004")]
