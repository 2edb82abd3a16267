"""The language made for tests translates everything and breaks nothing."""

import gettext

import pytest
from babel.messages.catalog import Message
from django.conf import settings as django_settings
from django.utils import translation

from tests.house import pseudo_locale
from tests.house.sentences import catalogue


def said(spoken: gettext.GNUTranslations, message: Message) -> str:
    known = str(message.id)
    return spoken.pgettext(message.context, known) if message.context else spoken.gettext(known)


def test_places_tags_and_entities_are_kept():
    assert pseudo_locale.accented("Ring <a href='tel:999'>%(team)s</a> &amp; say {name!r}, 5 %%") == (
        "⟦Ŕíñĝ <a href='tel:999'>%(team)s</a> &amp; šáý {name!r}, 5 %%⟧"
    )


def test_every_sentence_of_the_tree_is_in_it(tmp_path):
    with pseudo_locale.write(tmp_path).open("rb") as opened:
        spoken = gettext.GNUTranslations(opened)
    singles = [message for message in catalogue() if isinstance(message.id, str) and message.id]
    assert singles
    assert [message.id for message in singles if not said(spoken, message).startswith(pseudo_locale.OPEN)] == []


def test_django_speaks_it(tmp_path, settings):
    pseudo_locale.write(tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [*django_settings.LANGUAGES, (pseudo_locale.LANGUAGE, "Pseudo")]
    known = next(message.id for message in catalogue() if isinstance(message.id, str) and message.id)
    with translation.override(pseudo_locale.LANGUAGE):
        assert translation.gettext(known).startswith("⟦")


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>⟦Šéñð ⟦ţĥíš⟧ ţó Amara⟧</p>", []),
        ("<p>⟦Šéñð <b>ţĥíš</b>⟧</p>", []),
        ("<p>Send this</p>", ["Send", "this"]),
        ("<p>⟦ó⟧</p><img alt='A map'>", ["map"]),
        ("<input type='submit' value='Send'>", ["Send"]),
        ("<input type='text' value='Typed'><script>let word</script><p>999</p>", []),
        ("<p>Eastmoor social care</p>", []),
    ],
)
def test_a_bare_string_is_found(html, words):
    assert pseudo_locale.bare(html, allowed=("Eastmoor social care",)) == words
