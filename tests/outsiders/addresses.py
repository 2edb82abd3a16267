"""Every address there is, read from the URL map itself, and what is sent there when something is to change."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import URLPattern, URLResolver, get_resolver

from cairn.core.clock import today
from tests.outsiders.scene import Scene, fresh_key

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_PART = re.compile(r"<(?:\w+:)?(\w+)>")
_JSON = {"content_type": "application/json"}
# Where two parts of addresses bear one name, what is meant depends on the floor.
_MEANT = {
    "children": {"reference": "child"},
    "chronology": {"reference": "child"},
    "voice": {"reference": "child"},
    "planning": {"reference": "child"},
    "concerns": {"reference": "concern"},
    "concerns:sightings": {"reference": "child"},
    "outside": {"reference": "child"},
    "api:concern": {"reference": "concern"},
    "api": {"reference": "child"},
}
_ANSWER = {
    "outcome": "strategy_discussion",
    "reasons": "It fits.",
    "feedback": "We ring you.",
}
_ASK = {"to_team": "guardians", "question": "Who is it?", "purpose": "Care", "ground": "ukgdpr_6"}
_WHOLE = {"kind": "answered", "revision": "1"}


@dataclass(frozen=True)
class Address:
    """One address by its name in the URL map, with the pattern whose parts the scene fills."""

    name: str
    pattern: str

    @property
    def takes_id(self) -> bool:
        """Whether it names something that could be asked for by guessing."""
        return bool(_PART.search(self.pattern))

    def path(self, scene: Scene, variant: str = "") -> str:
        """As a caller writes it. `variant` puts another thing in the place of the usual one."""
        floor = self.name.partition(":")[0]
        meant = _MEANT.get(self.name, _MEANT.get(floor, {}))
        ids = {f"{key}_id": value for key, value in scene.ids.items()} | {"pk": 1, "rest": "v1/nothing"} | scene.ids
        if variant:
            ids["referral_id"] = ids["ask_id"] = scene.ids[variant]
        return "/" + _PART.sub(lambda part: str(ids[meant.get(part[1], part[1])]), self.pattern)


def addresses() -> dict[str, Address]:
    """All of them, by name."""
    found = [Address(name, pattern) for name, pattern in _walk(get_resolver().url_patterns)]
    return {each.name: each for each in found}


def _walk(patterns: Any, before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    for each in patterns:
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _walk(each.url_patterns, before + str(each.pattern), inner)
        elif isinstance(each, URLPattern):
            assert each.name, f"{before}{each.pattern} has no name, so nobody could say who may see it"
            yield f"{space}{each.name}", before + _plain(str(each.pattern))


def _plain(pattern: str) -> str:
    return re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", pattern).strip("^$")


def sent(name: str, method: str, scene: Scene) -> dict[str, Any]:
    """The body with which a deed would succeed for whoever may do it; empty where nothing is needed."""
    if method == "GET":
        return {}
    if name in _FILES:
        headers = {"Idempotency-Key": fresh_key()} if name.startswith("api:") else {}
        file = SimpleUploadedFile("a plan.txt", b"The back door is never locked.")
        return {
            "data": encode_multipart(BOUNDARY, {"file": file}),
            "content_type": MULTIPART_CONTENT,
            "headers": headers,
        }
    if name.startswith("api:"):
        return _call(name, scene)
    if name.startswith("duties:draft"):
        return {"data": json.dumps({"what_happened": ["Typed"]}), "headers": {"If-Match": '"1"'}, **_JSON}
    fields = _FIELDS.get(name, {})
    form = {key: str(scene.ids.get(value[1:], "") if value.startswith("@") else value) for key, value in fields.items()}
    return {"data": _encoded(form), "content_type": "application/x-www-form-urlencoded"}


def _encoded(form: dict[str, str]) -> str:
    from urllib.parse import urlencode

    return urlencode(form)


def _call(name: str, scene: Scene) -> dict[str, Any]:
    known = {key: str(scene.ids.get(value, "")) for key, value in _NAMED.get(name, {}).items()}
    body = _BODIES.get(name, {}) | known
    headers = {"Idempotency-Key": fresh_key(), "If-Match": f'"{scene.ids["revision"]}"'}
    return {"data": json.dumps(body), "headers": headers, **_JSON}


# What takes a file.
_FILES = frozenset({"chronology:attach", "api:attach", "api:attachments"})
_IN_A_WEEK = today() + timedelta(days=7)
_HELD = {
    "hold-others": "@kept_from",
    "hold-reason": "safety",
    "hold-words": "He has a cousin at the desk.",
    "hold-ground": "harm_to_person",
    "hold-ground_words": "Children Act 1989 s47",
    "hold-until-day": str(_IN_A_WEEK.day),
    "hold-until-month": str(_IN_A_WEEK.month),
    "hold-until-year": str(_IN_A_WEEK.year),
}
_TODAY = {"told_on-day": str(today().day), "told_on-month": str(today().month), "told_on-year": str(today().year)}
_KEY = "0190f000-0000-7000-8000-000000000000"
_TOLD = {"language": "vi", "told": "Who knows what.", "shown": "spoken", "interpreting": "none", "view": "agrees"}
_REVIEW = {
    "review_on-day": str(_IN_A_WEEK.day),
    "review_on-month": str(_IN_A_WEEK.month),
    "review_on-year": str(_IN_A_WEEK.year),
}
_WAITS = {"reason": "not_alone", "why": "A cousin comes along."}
_WORK = {"purpose": "education", "start": str(today())}
_VISIT = {"on": str(_IN_A_WEEK), "who": "Ilse"}
_LEAVES = {"why": "The school does it."}
_FIELDS: dict[str, dict[str, str]] = {
    "planning:say_work": {
        "purpose": "education",
        "start-day": str(today().day),
        "start-month": str(today().month),
        "start-year": str(today().year),
        "key": _KEY,
    },
    "planning:arrange": {
        **{"work": "@work", "part": "morning", "way": "in_person", "who": "Ilse", "key": _KEY},
        **{f"on-{part}": str(getattr(_IN_A_WEEK, part)) for part in ("day", "month", "year")},
    },
    "planning:withdraw_work": _LEAVES,
    "planning:withdraw_contact": _LEAVES,
    "planning:answer": {"kind": "decline", **_LEAVES},
    "voice:make_sheet": {"language": "en", "copy": "together"},
    "voice:told": {**_TOLD, **_TODAY, "alone": "yes", "key": _KEY},
    "voice:not_yet": {**_WAITS, **_REVIEW, "key": _KEY},
    "agreement_sign": {
        **{"terms": "third edition", "signed_by": "Ada Finch", "countersigned_by": "Bo Marsh", "number": "1"},
        **{f"{name}-{part}": "1" for name in ("signed_on", "valid_from", "valid_until") for part in ("day", "month")},
        **{"signed_on-year": "@this_year", "valid_from-year": "@this_year", "valid_until-year": "@next_year"},
        **{"safeguarding_lead": "Judith", "data_protection_lead": "Dev", "is_first_responder": "no", "remit": "Help."},
    },
    "agreement_end": {"reason": "They closed.", "number": "1"},
    "concerns:new": {"what_happened": "Shouting next door.", "send": "1", "urgency": "today"},
    "concerns:called": {"call-outcome": "message"},
    "concerns:called_back": {"back-outcome": "verified"},
    "referrals:corroboration": {"missing": "Who drove the van?", "sought": "any"},
    "referrals:met": {"sector": "voluntary", "words": "A shop keeper saw it."},
    "referrals:look_again": {"note": "She goes to school."},
    "concerns:urgency": {"urgency-urgency": "danger_now"},
    "concern_door": {"what_happened": "Shouting next door.", "phone": "01632 960777", "urgency": "today"},
    "children:find": {"name": "Nobody Atall"},
    "children:name_forms": {"forms_of_name": "Quelim\nTarvo", "reason": "An interpreter says so."},
    "children:name_group": {"reason": "A mistake."},
    "children:link_looks": {"note": "Nobody looked in vain."},
    "children:give_looks": {
        "given_to": "Her guardian",
        "speaks_as": "guardian",
        **{"given_on-day": "5", "given_on-month": "1", "given_on-year": "2026"},
    },
    "children:question": {"outcome": "different", "reason": "Two cousins."},
    "children:link": {"revision": "1"},
    "children:add_fact": {"kind": "nationality", "text": "Kosovan", "basis": "child_says"},
    "children:correct_fact": {"text": "Albanian", "basis": "child_says"},
    "children:mark_fact": {"status": "disputed", "reason": "Her uncle says otherwise."},
    "children:danger": {
        "reference": "@child",
        "danger": "A knife.",
        "why_now": "They are at the door.",
        "understood": "on",
    },
    "children:danger_apart": {"danger": "A knife.", "why_now": "They are at the door.", "understood": "on"},
    "children:for_enforcement": {"reference": "@child", "question": "Where is she?", "ground": "iaa99_20"},
    "children:enforcement_question": {"gives": "no", "reason": "It protects nobody.", "revision": "1"},
    "stewardship:export": {"is_agreed": "yes", "words": "They need it."},
    "stewardship:opened_one": {"finding": "justified", "words": "I rang them."},
    "children:our_lines": {
        "why_here": "To run the club.",
        "cannot_keep": "Any word of harm.",
        "cannot_do": "Meet her alone.",
    },
    "children:own_details": {"names": "Noor Sayer"},
    "children:bring_in": {"team": "@asked_next", "capacity": "guardian", "basis": "She asked for one."},
    "children:end_place": {"reason": "Another club has her."},
    "children:step_in": {"reason": "Her worker is ill."},
    "children:ask": {"doing": "Runs the youth club."},
    "children:answer": {"granted": "yes", "revision": "1"},
    "children:responsibility": {"kind": "next", "holder": "", "reason": "A change of shift."},
    "chronology:add": {"words": "Rang the school.", "kind": "call", "how_known": "seen"},
    "chronology:correct": {"words": "Rang the college.", "kind": "call", "how_known": "seen"},
    "chronology:in_error": {"reason": "Another child was meant."},
    "referrals:answer": {**_ANSWER, "version": "@revision"},
    "referrals:urgency": {"urgency": "danger_now"},
    "duties:take": {"revision": "1"},
    "stewardship:breach": {"rate": "1", "r-risk": "high"},
    "stewardship:pack": {"agree": "1"},
    "stewardship:report": {
        "what_happened": "A letter went astray.",
        "known_on-day": "1",
        "known_on-month": "11",
        "known_on-year": "2026",
        "known_at": "09:00",
    },
    "stewardship:request": {"close": "1", "c-reason": "Withdrawn."},
    "stewardship:disposal": {"approve": "1", "a-revision": "1"},
    "stewardship:hold": {"reason": "It is over."},
    "stewardship:keeping": {"reference": "@child", "reason": "A court asks."},
    "children:ask_others": {"team": "@asked_next", "question": "Who is it?", "purpose": "Care", "ground": "ukgdpr_6"},
    "children:answer_ask": {"words": "Yes.", "known_from": "seen", "ground": "ukgdpr_6", **_WHOLE},
    "children:withdraw_ask": {"reason": "She was found.", "revision": "1"},
    "children:review_refusal": {"stands": "yes", "why": "I read the file.", "revision": "2"},
    "children:hold_fact": _HELD,
    "children:hold_part": _HELD,
    "chronology:hold_entry": _HELD,
    "planning:hold_work": _HELD,
    "children:apart_one": {"do": "admit", "email": "farid@northmoor.example", "reason": "He moved her."},
    "children:fact_apart": {"apart-kind": "therapy", "apart-why": "She trusts one person."},
    "children:safe_address": {"reason": "Her uncle looks for her."},
    "chronology:entry_apart": {"apart-kind": "therapy", "apart-why": "She trusts one person."},
    "sharing:withholding": {"do": "share", "revision": "1"},
    "outside_open": {"code": "@outside_code"},
}
# Parts of bodies that name something of the scene.
_NAMED: dict[str, dict[str, str]] = {
    "api:arrange_contact": {"work_id": "work"},
    "api:list_contacts": {"work_id": "work"},
}
_BODIES: dict[str, dict[str, Any]] = {
    **dict.fromkeys(("api:say_work", "api:list_work"), _WORK),
    **dict.fromkeys(("api:arrange_contact", "api:list_contacts"), _VISIT),
    **dict.fromkeys(("api:withdraw_work", "api:withdraw_contact"), _LEAVES),
    "api:answer_suggestion": {"answer": "decline", **_LEAVES},
    "api:make_sheet": {"language": "ar"},
    "api:note_told": {**_TOLD, "told_on": str(today()), "alone": True},
    "api:told": {**_TOLD, "told_on": str(today()), "alone": True},
    "api:note_not_yet": {**_WAITS, "review_on": str(_IN_A_WEEK)},
    "api:raise_one": {"what_happened": "Shouting next door.", "urgency": "today", "subjects": [{}]},
    "api:search": {"names": [{"text": "Nobody Atall", "kind": "known_as"}]},
    "api:add_claim": {"kind": "nationality", "text": "Kosovan", "basis": "child_says"},
    "api:say": {
        "why_here": "The youth club.",
        "cannot_keep": "Harm goes to the desk.",
        "cannot_do": "Nobody drives.",
    },
    "api:ask": {"doing": "Runs the youth club."},
    "api:decide_link": {"child": "new", "outcome": "different", "reason": "Two cousins."},
    "api:add": {"kind": "call", "words": "Rang the school.", "how_known": "seen"},
    "api:decide": _ANSWER,
    **dict.fromkeys(("api:ask_agency", "api:asks_about"), _ASK),
    "api:answer": {"kind": "answered", "words": "Yes.", "known_from": "seen", "ground": "ukgdpr_6"},
    "api:withdraw": {"reason": "She was found."},
    "api:answer_withholding": {"agrees": True, "words": "I looked at it."},
    "api:end_withholding": {"words": "He was moved away."},
}
