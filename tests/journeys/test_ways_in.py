"""Without scripts, by the keyboard alone, without signing in: the same job gets done."""

import re

from tests.journeys.browsing import DESK

SAW = "Two girls are dropped at the car wash every night at two."


def test_the_main_path_works_without_scripts(browsing):
    efa = browsing.member("efa", java_script_enabled=False, **DESK)
    efa.page.get_by_role("button", name="Raise a concern").click()
    efa.page.get_by_label("What did you see or hear?").fill(SAW)
    efa.page.get_by_role("button", name="Send", exact=True).click()
    efa.reads("Who has it", "Must decide")
    amara = browsing.member("amara", java_script_enabled=False, **DESK)
    amara.presses("Decide what the child needs", "link").reads(SAW)
    amara.page.get_by_label("No further action").check()
    amara.page.get_by_label("Your reasons").fill("They work there; both are adults.")
    amara.page.get_by_label("Your words to the person who raised it").fill("Thank you. Ring us if you see a child.")
    amara.page.get_by_role("button", name="Decide").click()
    amara.reads("The sender has been told.")


def test_a_concern_is_sent_by_the_keyboard_alone(browsing):
    efa = browsing.member("efa")
    page = efa.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    assert _has_visible_focus(page)
    page.keyboard.press("Enter")
    _tab_to(page, "Raise a concern")
    page.keyboard.press("Enter")
    page.wait_for_url("**/concerns/new/**")
    _tab_to(page, "What did you see or hear?")
    page.keyboard.type(SAW)
    _tab_to(page, "Send")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sent/")
    efa.checks().reads("Who has it")


def test_nobody_has_to_sign_in_to_raise_a_concern(browsing):
    neighbour = browsing.somebody()
    neighbour.opens("/").reads("999")
    assert neighbour.path.startswith("/account/sign-in/")
    neighbour.presses("Raise a concern without signing in")
    neighbour.types("What did you see or hear?", SAW).types("A phone number where we can ring you back", "01632 960123")
    neighbour.presses("Send").reads("Thank you")
    neighbour.finds_nothing_of(SAW)
    assert neighbour.path == "/concerns/door/sent/"


_NAMED = """() => { const one = document.activeElement
  return (one.labels?.[0]?.textContent || one.getAttribute('aria-label') || one.textContent || '').trim() }"""


_SEEN = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect()
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
  const onScreen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
  return onScreen && (outlined || style.boxShadow !== 'none') }"""


def _tab_to(page, name: str) -> None:
    """Tab until the focus stands there; each stop on the way can be seen."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if re.sub(r"\s+", " ", page.evaluate(_NAMED)) == name:
            assert _has_visible_focus(page), name
            return
    raise AssertionError(f"{name} cannot be reached by Tab")


def _has_visible_focus(page) -> bool:
    return bool(page.evaluate(_SEEN))
