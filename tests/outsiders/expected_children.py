"""Who is told what, at the addresses about one child; answers.py says who the columns are."""

from tests.outsiders.answers import ANY_PERSON, NO_LEAD

# Who tells a child who knows what: whoever's team works with it, so neither who told us something, nor the hub, nor who
# only reads. The page that says whether it was told is for all of them.
TELLS = "{0} 403 302 404 403 403 403 302 302 302 302"
CHILDREN: dict[str, dict[str, str]] = {
    "children:add_fact": {
        "GET": "200 200 302 404 200 403 403 302 302 302 302",
        "POST": "302 302 302 404 302 403 403 302 302 302 302",
    },
    "children:answer": {
        "GET": "200 403 302 404 200 403 403 302 302 302 302",
        "POST": "302 403 302 404 302 403 403 302 302 302 302",
    },
    # Chidi's team is asked about the child: it reads the question, and nothing else that anybody ever wrote.
    "children:answer_ask": {
        "GET": "403 404 302 200 403 403 403 302 302 302 302",
        "POST": "403 404 302 302 403 403 403 302 302 302 302",
    },
    "children:ask": {
        "GET": "200 200 302 404 200 403 403 302 302 302 302",
        "POST": "302 200 302 404 302 403 403 302 302 302 302",
    },
    "children:ask_guide": {"GET": "403 404 302 200 403 403 403 302 302 302 302"},
    "children:ask_others": {
        "GET": "200 200 302 404 200 403 403 302 302 302 302",
        "POST": "302 302 302 404 302 403 403 302 302 302 302",
    },
    "children:asked": {"GET": "200 404 302 200 200 200 403 302 302 302 302"},
    "children:asks": {"GET": "200 200 302 404 200 200 403 302 302 302 302"},
    "children:by_id": {"GET": "302 302 302 404 302 302 404 302 302 302 302"},
    # The guardians are not around the child yet; efa does not see the story, robin decides nothing.
    "children:bring_in": {
        "GET": "200 403 302 404 200 403 403 302 302 302 302",
        "POST": "302 403 302 404 302 403 403 302 302 302 302",
    },
    "children:child": {"GET": "200 200 302 404 200 200 403 302 302 302 302"},
    "children:child_guide": {"GET": "200 200 302 404 200 200 403 302 302 302 302"},
    "children:correct_fact": {
        "GET": "200 404 302 404 200 403 403 302 302 302 302",
        "POST": "302 404 302 404 200 403 403 302 302 302 302",
    },
    # Data-protection leads are none of these callers: tests/children/test_looks_account.py and test_looking.py.
    "children:end_release": {"POST": NO_LEAD},
    # Amara sees the story already; Efa, who only told us something, and Chidi may open it in danger.
    "children:danger": {
        "GET": "200 200 302 200 403 403 403 302 302 302 302",
        "POST": "200 302 302 302 403 403 403 302 302 302 302",
    },
    # Amara reads it already, Efa is told of nothing, and the hub lets nobody in.
    "children:danger_apart": {
        "GET": "302 404 302 404 403 403 403 302 302 302 302",
        "POST": "302 404 302 404 403 403 403 302 302 302 302",
    },
    # Somebody in another team of Amara's agency asked: what they asked is theirs and the hub's; what those around the
    # child are told of it, theirs. Switched off here, asking is refused on the page itself.
    "children:for_enforcement": {
        "GET": "200 200 302 200 200 403 403 302 302 302 302",
        "POST": "200 200 302 200 200 403 403 302 302 302 302",
    },
    "children:enforcement_request": {"GET": "404 404 302 404 200 403 403 302 302 302 302"},
    "children:enforcement_question": {
        "GET": "200 404 302 404 200 200 403 302 302 302 302",
        "POST": "302 404 302 404 403 403 403 302 302 302 302",
    },
    "children:end_danger": {"POST": "404 404 302 404 404 404 403 302 302 302 302"},
    "children:decisions": {"GET": "200 302 302 404 200 200 403 302 302 302 302"},
    "children:facts": {"GET": "200 200 302 404 200 200 403 302 302 302 302"},
    # Efa's own place: whoever leads ends only what is there for a time.
    "children:end_place": {
        "GET": "403 200 302 404 403 403 403 302 302 302 302",
        "POST": "403 302 302 404 403 403 403 302 302 302 302",
    },
    "children:find": {
        "GET": "200 200 302 200 200 200 403 302 302 302 302",
        "POST": "200 200 302 200 200 200 403 302 302 302 302",
    },
    "children:give_looks": {
        "GET": "200 404 302 404 200 403 403 302 302 302 302",
        "POST": "302 404 302 404 302 403 403 302 302 302 302",
    },
    "children:grounds": {"GET": ANY_PERSON},
    "children:guide": {"GET": ANY_PERSON},
    "children:apart": {"GET": "200 200 302 404 200 200 403 302 302 302 302"},
    # Her own team holds it; nobody else is told that it can be opened.
    "children:apart_one": {
        "GET": "200 404 302 404 404 200 403 302 302 302 302",
        "POST": "302 404 302 404 404 403 403 302 302 302 302",
    },
    "children:fact_apart": {
        "GET": "200 404 302 404 404 403 403 302 302 302 302",
        "POST": "302 404 302 404 404 403 403 302 302 302 302",
    },
    "children:safe_address": {
        "GET": "200 403 302 404 200 403 403 302 302 302 302",
        "POST": "302 403 302 404 302 403 403 302 302 302 302",
    },
    "children:hold_fact": {
        "GET": "200 404 302 404 404 403 403 302 302 302 302",
        "POST": "302 404 302 404 404 403 403 302 302 302 302",
    },
    "children:hold_part": {
        "GET": "200 200 302 404 404 403 403 302 302 302 302",
        "POST": "302 302 302 404 404 403 403 302 302 302 302",
    },
    "children:histories": {"GET": "200 200 302 404 200 200 403 302 302 302 302"},
    "children:immigration": {"GET": "200 200 302 404 200 200 403 302 302 302 302"},
    "children:kept_from": {
        "GET": "200 403 302 404 200 403 403 302 302 302 302",
        "POST": "200 403 302 404 200 403 403 302 302 302 302",
    },
    "children:knows": {
        "GET": "200 200 302 404 200 200 403 302 302 302 302",
        "POST": "200 200 302 404 200 200 403 302 302 302 302",
    },
    "children:link": {
        "GET": "200 404 302 404 200 403 403 302 302 302 302",
        "POST": "302 404 302 404 200 403 403 302 302 302 302",
    },
    # The scene has no link that was undone; who may see one that was is told by tests of these two pages.
    "children:link_looks": {
        "GET": "404 404 302 404 404 404 403 302 302 302 302",
        "POST": "404 404 302 404 404 404 403 302 302 302 302",
    },
    "children:look_flag": {"GET": NO_LEAD, "POST": NO_LEAD},
    "children:looks": {"GET": "200 404 302 404 200 200 403 302 302 302 302"},
    "children:looks_given": {"GET": "200 404 302 404 200 200 403 302 302 302 302"},
    "children:looks_of": {"GET": NO_LEAD, "POST": NO_LEAD},
    "children:my_looks": {"GET": ANY_PERSON},
    "children:match_figures": {"GET": "403 403 302 403 200 403 403 302 302 302 302"},
    "children:name_forms": {
        "GET": "403 403 302 403 200 403 403 302 302 302 302",
        "POST": "403 403 302 403 302 403 403 302 302 302 302",
    },
    "children:name_group": {
        "GET": "403 403 302 403 200 403 403 302 302 302 302",
        "POST": "403 403 302 403 302 403 403 302 302 302 302",
    },
    "children:mark_fact": {
        "GET": "200 404 302 404 200 403 403 302 302 302 302",
        "POST": "302 404 302 404 302 403 403 302 302 302 302",
    },
    # The hub coordinates and has no place in the circle itself.
    "children:our_lines": {
        "GET": "200 200 302 404 200 403 403 302 302 302 302",
        "POST": "302 302 302 404 200 403 403 302 302 302 302",
    },
    "children:own_details": {
        "GET": "200 200 302 200 200 200 403 302 302 302 302",
        "POST": "302 302 302 302 302 302 403 302 302 302 302",
    },
    "children:plan": {"GET": "200 302 302 404 200 200 403 302 302 302 302"},
    "children:question": {
        "GET": "200 404 302 404 200 403 403 302 302 302 302",
        "POST": "302 404 302 404 302 403 403 302 302 302 302",
    },
    "children:questions": {"GET": "200 200 302 200 200 403 403 302 302 302 302"},
    "children:release_names": {"GET": NO_LEAD, "POST": NO_LEAD},
    "children:request": {"GET": "302 302 302 404 302 302 404 302 302 302 302"},
    "children:responsibility": {
        "GET": "200 302 302 404 200 200 403 302 302 302 302",
        "POST": "200 302 302 404 200 403 403 302 302 302 302",
    },
    "children:settle_ages": {"POST": "302 302 302 404 302 403 403 302 302 302 302"},
    "children:response_times": {"GET": ANY_PERSON},
    "children:review_refusal": {
        "GET": "403 404 302 403 200 403 403 302 302 302 302",
        "POST": "403 404 302 403 200 403 403 302 302 302 302",
    },
    "children:review_refusal#refused": {
        "GET": "403 404 302 403 200 403 403 302 302 302 302",
        "POST": "403 404 302 403 302 403 403 302 302 302 302",
    },
    "children:sharing": {"GET": "200 302 302 404 200 200 403 302 302 302 302"},
    # For the data-protection lead alone, who is none of these callers: tests/children/test_probing.py.
    # Whoever sees the child is sent to it; for colleagues out of the circle see tests/children/test_standing_in.py.
    "children:step_in": {
        "GET": "302 302 302 404 302 302 403 302 302 302 302",
        "POST": "302 302 302 404 302 302 403 302 302 302 302",
    },
    "children:unusual_looking": {"GET": NO_LEAD},
    "children:unusual_week": {"GET": NO_LEAD},
    "children:unusual_searching": {"GET": "403 403 302 403 403 403 403 302 302 302 302"},
    "children:unrecorded": {"GET": "200 200 302 200 200 200 403 302 302 302 302"},
    "children:withdraw_ask": {
        "GET": "200 404 302 403 403 403 403 302 302 302 302",
        "POST": "302 404 302 403 403 403 403 302 302 302 302",
    },
    "api:make_sheet": {"POST": "201 403 403 404 403 403 403 401 401 404 401"},
    "api:note_not_yet": {"POST": "201 403 403 404 403 403 403 401 401 404 401"},
    # One address with two names; the second row is the same.
    "api:note_told": {
        "GET": "200 200 200 404 200 200 403 401 401 404 401",
        "POST": "201 403 403 404 403 403 403 401 401 404 401",
    },
    "api:sheet": {"GET": "200 403 403 404 403 403 403 401 401 404 401"},
    "voice:by_id": {"GET": "302 404 302 404 302 302 404 302 302 302 302"},
    "voice:make_sheet": {"GET": TELLS.format("200"), "POST": TELLS.format("302")},
    "voice:not_yet": {"GET": TELLS.format("200"), "POST": TELLS.format("302")},
    "voice:sheet": {"GET": TELLS.format("200")},
    "voice:tellings": {"GET": "200 200 302 404 200 200 403 302 302 302 302"},
    "voice:told": {"GET": TELLS.format("200"), "POST": TELLS.format("302")},
}
CHILDREN["api:told"] = CHILDREN["api:note_told"]
# Who plans with a child: whoever's team is around it, also one that has only told us something; not the hub. Efa has
# said no work of her own, so she is sent to say it first, and sees nobody else's.
PLANS = "{0} 404 302 404 403 403 403 302 302 302 302"
CHILDREN |= {
    "api:answer_suggestion": {"POST": "201 404 403 404 403 403 403 401 401 404 401"},
    "api:list_suggestions": {"GET": "200 200 200 404 200 200 403 401 401 404 401"},
    # Two addresses with two names each; the second rows are the same.
    "api:list_contacts": {
        "GET": "200 200 200 404 200 200 403 401 401 404 401",
        "POST": "201 422 422 404 403 403 403 401 401 404 401",
    },
    "api:list_work": {
        "GET": "200 200 200 404 200 200 403 401 401 404 401",
        "POST": "201 201 201 404 403 403 403 401 401 404 401",
    },
    "api:withdraw_contact": {"POST": "201 404 404 404 403 403 403 401 401 404 401"},
    "api:withdraw_work": {"POST": "201 404 404 404 403 403 403 401 401 404 401"},
    "planning:answer": {"GET": PLANS.format("200"), "POST": PLANS.format("302")},
    "planning:arrange": {
        "GET": "200 302 302 404 403 403 403 302 302 302 302",
        "POST": "302 302 302 404 403 403 403 302 302 302 302",
    },
    "planning:by_id": {"GET": "302 404 302 404 302 302 404 302 302 302 302"},
    "planning:diary": {"GET": "200 200 302 404 200 200 403 302 302 302 302"},
    "planning:hold_work": {
        "GET": "200 404 302 404 404 403 403 302 302 302 302",
        "POST": "302 404 302 404 404 403 403 302 302 302 302",
    },
    "planning:say_work": {
        "GET": "200 200 302 404 403 403 403 302 302 302 302",
        "POST": "302 302 302 404 403 403 403 302 302 302 302",
    },
    "planning:withdraw_contact": {"GET": PLANS.format("200"), "POST": PLANS.format("302")},
    "planning:withdraw_work": {"GET": PLANS.format("200"), "POST": PLANS.format("302")},
}
CHILDREN["api:arrange_contact"] = CHILDREN["api:list_contacts"]
CHILDREN["api:say_work"] = CHILDREN["api:list_work"]
