"""The stories as they are written down, and what each part of them may look like."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NORTHMOOR = Path(__file__).parents[2] / "cairn" / "demo" / "northmoor"
Table = dict[str, Any]


def read(name: str) -> Table:
    """One file of the partnership, parsed."""
    return tomllib.loads((NORTHMOOR / f"{name}.toml").read_text(encoding="utf-8"))


PARTNERSHIP, CHILDREN, STORIES = read("partnership"), read("children"), read("stories")
SHARED = read("sharing")
AREAS = {area["slug"] for area in PARTNERSHIP["areas"]}
AGENCIES = {agency["slug"]: agency for agency in PARTNERSHIP["agencies"]}
TEAMS = {team["slug"]: team for team in PARTNERSHIP["teams"]}
PEOPLE = {person["key"]: person for person in PARTNERSHIP["practitioners"]}
KEYS = {child["key"] for child in CHILDREN["children"]}
STEPS: list[Table] = [step for told in (STORIES, SHARED) for story in told["stories"] for step in story["steps"]]
CONCERNS = {step["concern"]: step for step in STEPS if step["does"] == "raise_concern"}
PAYLOADS: list[Table] = [step["payload"] for step in CONCERNS.values()]

_TOLD = ("child", "kind", "words", "basis", "occurred")
SHAPES: dict[str, set[str]] = {
    "raise_concern": {"for", "payload"},
    "acknowledge": {"words"},
    "answer": {"outcome", "reasons", "to_sender"},
    "decide_link": {"child", "with_concern", "with_child", "outcome", "reason"},
    "add_entry": {"child", "kind", "words", "basis", "occurred"},
    "add_claim": {"child", "facts", "basis", "words"},
    "say_facts": {"child", "said"},
    "mark_fact": {"child", "kind", "status", "how", "reason"},
    "ask_to_join": {"child", "doing"},
    "change_urgency": {"urgency", "reason"},
    "rang": {"team", "reached", "agreed"},
    "tell_child": {"sheet", "child", "language", "interpreter", "told", "words", "english", "objects_to", "weighed"},
    "wait_to_tell": {"child", "why", "review_in"},
    "bring_in": {"child", "team", "capacity", "basis", "days"},
    "leave_circle": {"child", "reason"},
    "say_lines": {"child", "why_here", "cannot_keep", "cannot_do", "met"},
    "hold_back": {*_TOLD, "mode", "reason", "ground", "ground_words", "why", "kept_from", "days", "second"},
    "agree_holding": {"child", "words"},
    "hold_longer": {"child", "days", "words"},
    "keep_apart": {*_TOLD, "apart", "why", "admits", "second"},
    "agree_apart": {"child", "apart", "words"},
    "safe_address": {"child", "why", "admits"},
    "ask_agency": {"child", "team", "question", "purpose", "ground", "needed_in"},
    "answer_ask": {"child", "reply", "words", "known_from", "ground", "is_sensitive", "refusal_ground"},
    "tell_outside": {
        *("child", "recipient", "receiver", "purpose", "ground", "sections", "request"),
        *("way", "days", "opened_after"),
    },
    "say_work": {"child", "purpose", "words", "days"},
    "arrange_visit": {"child", "purpose", "on", "part", "way", "who"},
    "leave_to_others": {"child", "why"},
    "look_for": {"child", "missing", "sought", "why"},
    "has_come": {"child", "sector", "words"},
    "open_in_danger": {"child", "danger", "why_now"},
    "review_opening": {"child", "finding", "words"},
    "correct_entry": {*_TOLD, "was"},
    "correct_fact": {"child", "kind", "facts", "basis"},
}
BASES = {"child_says", "other_person_says", "document", "professional_estimate", "system"}
URGENCIES = {"danger_now", "today", "soon"}
OUTCOMES = {
    "immediate_protection",
    "strategy_discussion",
    "child_in_need_assessment",
    "early_help",
    "other_service",
    "no_further_action",
}
TYPES = {
    "sexual",
    "labour",
    "criminal",
    "domestic_servitude",
    "forced_marriage",
    "benefit_fraud",
    "begging",
    "organ_removal",
    "other",
    "unknown",
}
ENTRY_KINDS = {"sighting", "visit", "voice", "health", "police", "missing", "event", "noted"}
FACT_KINDS = {"care_status", "living", "parental", "immigration", "relationship", "warning"}
NAME_KINDS = {"known_as", "legal", "alias", "document", "described"}
SCHEMES = {"nhs", "upn", "home_office", "pnc", "local", "nrm", "passport"}
PAYLOAD_FIELDS = {
    "what_happened",
    "urgency",
    "occurred_from",
    "occurred_to",
    "where",
    "subjects",
    "other_children",
    "adults",
    "vehicles",
    "must_not_be_told",
    "child_wants",
    "child_knows",
    "parents_told",
    "exploitation_types",
    "source_protected",
    "emergency_log_no",
    "sender_contact",
}
SUBJECT_FIELDS = {
    "names",
    "born",
    "sex",
    "nationalities",
    "languages",
    "identifiers",
    "addresses",
    "phones",
    "school",
}
DRAMA = re.compile(r"01632 960\d{3}|07700 900\d{3}|0808 157 0\d{3}")
FORBIDDEN = re.compile(
    r"at risk|abscond|fail\w* to engage|\bclaim|\balleg|credible|historical|stranger|break the glass|promiscu|"
    r"lifestyle|streetwise|hard to reach|\brefused to\b|perpetrator",
    re.IGNORECASE,
)
AT = re.compile(r"-(?:[1-9]\d*d (?:[01]\d|2[0-3]):[0-5]\d|[1-9]\d*m)")


def texts(value: object) -> Iterator[str]:
    """Every string inside a parsed value, except the name of the verb that a step asks for."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key != "does":
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def order(at: str) -> int:
    """Minutes after midnight of the first day, below zero for the days before; the last hour stands after them all."""
    if at.endswith("m"):
        return 1440 - int(at[1:-1])
    days, clock = at[1:].split("d ")
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute) - int(days) * 1440


def agencies_of(key: str) -> set[str]:
    """The agencies in whose teams a practitioner works."""
    return {TEAMS[membership["team"]]["agency"] for membership in PEOPLE[key]["memberships"]}


def holder(concern: str) -> str:
    """The authority that answers a concern, from where it happened."""
    area = CONCERNS[concern]["payload"]["where"]["area"]
    return "aberddu-social-services" if area == "aberddu" else f"{area}-social-care"


def check_names(names: list[Table]) -> None:
    assert names
    for name in names:
        assert set(name) <= {"text", "kind", "script"}
        assert name["text"].strip()
        assert name["kind"] in NAME_KINDS


def check_born(born: Table) -> None:
    assert born["basis"] in BASES
    assert set(born) - {"basis"} in ({"date"}, {"year"}, {"age_from", "age_to"})
    assert born.get("age_from", 0) <= born.get("age_to", 0)


def check_subject(subject: Table) -> None:
    assert set(subject) <= SUBJECT_FIELDS
    if "names" in subject:
        check_names(subject["names"])
    if "born" in subject:
        check_born(subject["born"])
    assert subject.get("sex", "unknown") in {"female", "male", "other", "unknown"}
    assert all(identifier["scheme"] in SCHEMES for identifier in subject.get("identifiers", []))
