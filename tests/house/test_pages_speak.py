"""Every page rendered in the language made for tests: a word that stays bare was not marked for translation."""

import calendar
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import transaction

from cairn.core.postgres import OWNER
from cairn.outside.models import OutsideShare
from cairn.partnership.models import Agency, Area, Practitioner, SharingAgreement, Team
from tests.conftest import become
from tests.house import pseudo_locale, tree
from tests.house.sentences import labels_in_policies
from tests.outsiders.addresses import addresses
from tests.outsiders.answers import NO_PAGE
from tests.outsiders.conftest import scene, stage
from tests.outsiders.expected import ROWS
from tests.outsiders.scene import CALLERS, SAID

__all__ = ("scene", "stage")  # fixtures, used by their names

READERS = ("amara", "efa", "farid", "dana", "nobody")
# Made-up words for those who build pages, and answers that are not pages.
NOT_PAGES = {"ui:gallery", "activity", "chronology:file", "concerns:copy_text", "health_live", "health_ready"}
# In the child's language, with a catalogue of its own that is asked for every text: tests/voice/test_catalogues.py.
NOT_PAGES |= {"voice:sheet"}
# What stands on a page in every language.
PROPER = ("Cairn", "BST", "GMT", "UTC")
# Said by Django and by the sign-in library, which bring catalogues of their own for every real language.
LIBRARIES = (
    *("Current Password", "New Password (again)", "New Password", "Password", "Email address", "Email", "Code"),
    "Your password can’t be too similar to your other personal information.",
    *("Use authenticator app or code", "Use your password", "Use a security key", "Sign in with a passkey"),
    *("Your password must contain at least 12 characters.", "Your password can’t be a commonly used password."),
)
# Folders of files that name where something comes from, which is quoted as it stands.
QUOTED_FROM = {"policies", "gateways"}
ASKED_FOR = {"children:add_fact": "?kind=name"}


@pytest.fixture
def pseudo(tmp_path, settings) -> None:
    """The installation speaks the pseudo-locale as well."""
    pseudo_locale.write(tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [*django_settings.LANGUAGES, (pseudo_locale.LANGUAGE, "Pseudo")]


def pages(reader: str) -> Iterator[str]:
    """The rows of the table whose page this reader is shown."""
    column = CALLERS.index(reader)
    for row, methods in ROWS.items():
        codes = methods.get("GET") or methods.get("*") or NO_PAGE
        if codes.split()[column] == "200" and not row.startswith("api") and row not in NOT_PAGES:
            yield row


@pytest.mark.parametrize("reader", READERS)
def test_every_page_speaks(scene, pseudo, reader):
    known = (*PROPER, *LIBRARIES, *_dates(), *_from_policies(), *_from_people(scene))
    found = {row: _bare(scene, reader, row, known) for row in pages(reader)}
    bare = [f"{row}: {' '.join(words)}" for row, words in found.items() if words]
    assert not bare, "\n".join(bare)


def _bare(scene, reader: str, row: str, known: tuple[str, ...]) -> list[str]:
    name, _sign, variant = row.partition("#")
    path = addresses()[name].path(scene, variant) + ASKED_FOR.get(name, "")
    with transaction.atomic():
        answer = scene.ask(reader, "GET", path, headers={"Accept-Language": pseudo_locale.LANGUAGE})
        transaction.set_rollback(True)
    body = answer.content.decode()
    assert pseudo_locale.OPEN in body, f"{row} was not shown in the language asked for"
    return pseudo_locale.bare(body, known)


def _from_people(scene) -> tuple[str, ...]:
    """Names, and what somebody typed."""
    with become(OWNER):
        named = [
            text
            for model, columns in ((Agency, ("name", "remit")), (Team, ("name", "function")), (Area, ("name",)))
            for row in model.objects.values_list(*columns)
            for text in row
        ]
        named += [
            text
            for row in SharingAgreement.objects.values_list("safeguarding_lead", "data_protection_lead")
            for text in row
        ]
        people = [text for row in Practitioner.objects.values_list("name", "email") for text in row]
        numbers = OutsideShare.objects.values_list("number", flat=True)
        named += list(numbers)
    return tuple(filter(None, (*named, *people, *SAID, *scene.secrets)))


def _dates() -> tuple[str, ...]:
    # Django's own catalogue knows these in every real language.
    return (*filter(None, calendar.month_name), *calendar.day_name, *filter(None, calendar.month_abbr))


def _from_policies() -> tuple[str, ...]:
    """Labels by language, which fall back to English here, and where a clock comes from, which is quoted."""
    return (*(label for _, label in labels_in_policies()), *_sources())


def _sources() -> Iterator[str]:
    for path in tree.committed():
        if path.suffix == ".toml" and QUOTED_FROM.intersection(path.parts):
            yield from _texts(tomllib.loads(tree.text(Path(path))))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
