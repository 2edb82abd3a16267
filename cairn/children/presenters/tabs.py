"""The registry of a child's sections. Higher floors add a section, or fill one that waits for them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One section of a child's page. `address` is the name of a URL that takes the child's reference.

    `code` is also what the ledger notes as the purpose of a look.
    """

    code: str
    label: Promise | str
    address: str
    order: int


@dataclass(frozen=True, slots=True)
class Filling:
    """What a higher floor shows in a section: a template that extends `children/child_base.html`, and what it needs."""

    template: str
    show: Callable[[Child, Actor], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something one may do with a child from any section, if the permission is held."""

    label: Promise | str
    address: str
    permission: Permission
    order: int


@dataclass(frozen=True, slots=True)
class TabLink:
    """One entry of the sections' navigation."""

    text: str
    href: str
    is_current: bool


NOW, STORY, DECISIONS, PLAN, SHARING = "now", "story", "decisions", "plan", "sharing"
_TABS: dict[str, Tab] = {}
_FILLINGS: dict[str, Filling] = {}
_ACTIONS: dict[str, Action] = {}


def register(tab: Tab) -> None:
    """Add a section. A higher floor does, from its apps.py. Raises LookupError when two differ under one code."""
    if _TABS.setdefault(tab.code, tab) != tab:
        raise LookupError(f"two sections with the code {tab.code}")


def fill(code: str, filling: Filling) -> None:
    """Fill a section that waits for a higher floor. Raises LookupError when two floors fill the same."""
    if _FILLINGS.setdefault(code, filling) != filling:
        raise LookupError(f"two floors fill the section {code}")


def add_action(action: Action) -> None:
    """Add something one may do. A higher floor does, from its apps.py. Raises LookupError for a taken address."""
    if _ACTIONS.setdefault(action.address, action) != action:
        raise LookupError(f"two actions at {action.address}")


def filling_of(code: str) -> Filling | None:
    """What fills a section; None while no floor does."""
    return _FILLINGS.get(code)


_SHARING_PAGES: list[tuple[Promise, str]] = []


def add_sharing_page(label: Promise, address: str) -> None:
    """Add a page that the section on sharing leads to. A higher floor does, from its apps.py."""
    if (label, address) not in _SHARING_PAGES:
        _SHARING_PAGES.append((label, address))


def sharing_pages(reference: str) -> tuple[TabLink, ...]:
    """The pages of higher floors that the section on sharing leads to."""
    return tuple(TabLink(str(label), reverse(address, args=[reference]), False) for label, address in _SHARING_PAGES)


# What else the ledger notes as the purpose of a look, from this floor and those above.
_PURPOSES = {
    "my work": _("my work"),
    "on shift": _("on shift, out of hours"),
    "hub duty list": _("hub duty list"),
    "answer a referral": _("answer a referral"),
    "copy for own records": _("copy for own records"),
    "do they know the child": _("before opening it for the first time"),
    "facts": _("who says what"),
    "histories": _("care, home and parental responsibility"),
    "immigration": _("immigration and asylum"),
    "immigration status not recorded": _("immigration status not recorded"),
    "could this be the same child": _("could this be the same child"),
    "find a child": _("find a child"),
    "guide": _("why not share?"),
    "asks": _("questions to other agencies"),
    "question to another agency": _("question to another agency"),
    "what enforcement asks": _("what immigration enforcement asks"),
    "given to enforcement": _("what was given to immigration enforcement"),
    "matching of a concern": _("matching of a concern"),
    "sightings": _("sightings that may be of the child"),
    "what is held back": _("what is held back"),
    "tell the child": _("telling the child who knows what"),
    "what was shared outside": _("what was shared with somebody outside"),
    "open what was shared outside": _("what was shared with them"),
    "who looked meanwhile": _("who looked meanwhile"),
    "whose entries these are": _("whose entries these are"),
    "what I looked at": _("what I looked at"),
    "asked for by who speaks for the child": _("asked for by who speaks for the child"),
    "a worry about who looked": _("a worry about who looked"),
}


def label_of(code: str) -> str:
    """The words for a section or another purpose, by the code that the ledger noted; the code for one without words."""
    found = _TABS.get(code)
    return str(found.label) if found else str(_PURPOSES.get(code, code))


def links(reference: str, current: str) -> tuple[TabLink, ...]:
    """The navigation of a child's sections, in order."""
    ordered = sorted(_TABS.values(), key=lambda tab: (tab.order, tab.code))
    return tuple(
        TabLink(str(tab.label), reverse(tab.address, args=[reference]), tab.code == current) for tab in ordered
    )


def actions(reference: str, actor: Actor) -> tuple[TabLink, ...]:
    """What this actor may do from every section, the main thing first."""
    ordered = sorted(_ACTIONS.values(), key=lambda one: (one.order, one.address))
    return tuple(
        TabLink(str(one.label), reverse(one.address, args=[reference]), is_current=False)
        for one in ordered
        if actor.may(one.permission)
    )


register(Tab(code=NOW, label=_("Now"), address="children:child", order=10))
register(Tab(code=DECISIONS, label=_("Assess and decide"), address="children:decisions", order=30))
register(Tab(code=PLAN, label=_("Plan and safety"), address="children:plan", order=40))
register(Tab(code=SHARING, label=_("Sharing"), address="children:sharing", order=50))
add_action(Action(label=_("Add what you know"), address="children:add_fact", permission=Permission.FACT_ADD, order=20))
add_action(
    Action(label=_("Ask another agency"), address="children:ask_others", permission=Permission.ASK_SEND, order=30)
)
