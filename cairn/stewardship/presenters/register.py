"""The register of lawful grounds as its page shows it."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from cairn.stewardship.presenters.words import certainty_words, in_language
from cairn.stewardship.rules.register import Activity, register
from cairn.stewardship.rules.schedule import schedule


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One activity in words."""

    label: str
    purpose: str
    people: str
    basis: str
    condition: str
    recipients: str
    kept: tuple[str, ...]
    source: str
    certainty: Promise
    is_sure: bool


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The whole register with its version."""

    version: str
    since: date
    lines: tuple[ActivityLine, ...]


def register_page() -> RegisterPage:
    """Every activity, with what nobody has checked marked so."""
    told = register()
    return RegisterPage(told.version, told.effective_from, tuple(_line(each) for each in told.activities))


def _line(one: Activity) -> ActivityLine:
    kept = schedule()
    return ActivityLine(
        label=in_language(one.label),
        purpose=in_language(one.purpose),
        people=in_language(one.people),
        basis=in_language(one.basis),
        condition=in_language(one.condition),
        recipients=in_language(one.recipients),
        kept=tuple(in_language(kept.named(code).label) for code in one.retention),
        source=one.source,
        certainty=certainty_words(one.certainty),
        is_sure=one.certainty == "verified",
    )
