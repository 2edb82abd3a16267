"""Every sentence that can reach a screen: extracted as `make messages` does, and read out of pages and policy files."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

from tests.house import tree

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
LANGUAGES = {"en", "cy"}
# What a person reads although it stands inside a tag.
READ_ALOUD = {"title", "alt", "aria-label", "placeholder"}
UNREAD = {"script", "style", "template"}


@cache
def catalogue() -> Catalog:
    """Everything marked for translation in the tree, in Python and in templates."""
    methods, options = parse_mapping_cfg(StringIO(tree.text(Path("babel.cfg"))))
    found = Catalog()
    extracted = extract_from_dir(tree.ROOT / "cairn", methods, options, DEFAULT_KEYWORDS)
    for name, line, message, _, context in extracted:
        found.add(message, locations=[(f"cairn/{name}", line)], context=context)
    return found


def extracted() -> Iterator[tuple[str, str]]:
    """Where it stands, and each sentence, plural forms apart."""
    for message in catalogue():
        if message.id:
            place = "{}:{}".format(*message.locations[0])
            for form in [message.id] if isinstance(message.id, str) else message.id:
                yield place, form


class Page(HTMLParser):
    """Collects what a page says: its text, and the attributes that are read aloud."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.attributes: list[str] = []
        self._unread = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in UNREAD
        named = dict(attrs)
        is_button = tag == "input" and named.get("type") in {"submit", "button", "reset"}
        aloud = READ_ALOUD | ({"value"} if is_button else set())
        self.attributes += [value for name, value in attrs if name in aloud and value]

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in UNREAD

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.words.append(data)


def written_in_pages() -> Iterator[tuple[str, str]]:
    """What templates say outside their tags."""
    for path in tree.templates():
        page = Page(JINJA.sub(" ", tree.text(path)))
        yield str(path), " ".join([*page.words, *page.attributes])


def labels_in_policies() -> Iterator[tuple[str, str]]:
    """What policy files say by language."""
    for path in tree.committed():
        if path.suffix == ".toml" and path.parts[0] == "cairn":
            for label in _labels(tomllib.loads(tree.text(path))):
                yield str(path), label


def _labels(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in LANGUAGES and isinstance(inner, str):
                yield inner
            yield from _labels(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _labels(inner)
