"""Who is told what, at every address: written by hand, held against the URL map.

The columns, in the order of scene.CALLERS: amara (her team was asked to decide), efa (raised it), diary (the system of
efa's agency), chidi (another area, nothing to do with it), farid (hub), robin (reads, in amara's team), dana
(administrator), leaver (was in amara's team until a moment ago), revoked (a system whose key was withdrawn), token (the
system of chidi's agency), nobody. "*" is every method that the row does not name.
"""

# An address that does not know the method; whoever is not signed in is sent to do that first.
NO_PAGE = "405 405 302 405 405 405 405 302 302 302 302"
NO_CALL = "405 405 405 405 405 405 405 405 401 405 405"
ANY_PERSON = "200 200 302 200 200 200 200 302 302 302 302"
# Pages of the data-protection desk: nobody here is a lead; tests/stewardship says what leads are shown.
NO_LEAD = "403 403 302 403 403 403 403 302 302 302 302"
ALL_200, ALL_302, ALL_404, ALL_405 = (" ".join([code] * 11) for code in ("200", "302", "404", "405"))

ROWS: dict[str, dict[str, str]] = {
    "account": {"GET": ANY_PERSON},
    "account_change_password": {
        "PATCH": "405 405 302 405 405 405 405 302 302 302 302",
        "DELETE": "405 405 302 405 405 405 405 302 302 302 302",
        "*": ANY_PERSON,
    },
    "account_inactive": {"GET": ALL_200, "*": ALL_405},
    "account_login": {
        "PATCH": "302 302 405 302 302 302 302 405 405 405 405",
        "DELETE": "302 302 405 302 302 302 302 405 405 405 405",
        "*": "302 302 200 302 302 302 302 200 200 200 200",
    },
    "account_logout": {"GET": ANY_PERSON, "POST": ALL_302, "*": ALL_405},
    "account_reauthenticate": {
        "PATCH": "405 405 302 405 405 405 405 302 302 302 302",
        "DELETE": "405 405 302 405 405 405 405 302 302 302 302",
        "*": ANY_PERSON,
    },
    # Whoever has a password already is sent to change it.
    "account_set_password": {"*": ALL_302},
    "account_signup": {"*": "302 302 200 302 302 302 302 200 200 200 200"},
    "activity": {
        "GET": "200 200 401 200 200 200 200 401 401 401 401",
        "POST": "200 200 401 200 200 200 200 401 401 401 401",
        "*": ALL_405,
    },
    # Efa's agency: its own people read its agreement; the hub and the administrator keep all of them.
    "agreement": {"GET": "403 200 302 403 200 403 200 302 302 302 302"},
    "agreement_end": {"POST": "403 403 302 403 302 403 302 302 302 302 302"},
    "agreement_sign": {
        "GET": "403 403 302 403 200 403 200 302 302 302 302",
        "POST": "403 403 302 403 302 403 302 302 302 302 302",
    },
    "agreement_terms": {"GET": "403 200 302 403 200 403 200 302 302 302 302"},
    "agreements": {"GET": "403 403 302 403 200 403 200 302 302 302 302"},
    "api:add": {"POST": "201 201 201 404 201 403 403 401 401 404 401"},
    "api:add_claim": {"POST": "201 201 201 404 201 403 403 401 401 404 401"},
    "api:answer_withholding": {"POST": "422 404 403 404 404 403 403 401 401 403 401"},
    "api:end_withholding": {"POST": "201 404 403 404 404 403 403 401 401 403 401"},
    "api:agencies": {"GET": "200 200 200 200 200 200 200 401 401 200 401"},
    "api:answer": {"POST": "403 404 404 201 403 403 403 401 401 403 401"},
    "api:ask": {"POST": "201 422 422 404 201 403 403 401 401 404 401"},
    "api:attach": {
        "GET": "200 200 200 404 200 200 403 401 401 404 401",
        "POST": "422 201 201 404 422 403 403 401 401 404 401",
    },
    "api:attachment": {"GET": "200 200 200 404 200 200 403 401 401 404 401"},
    "api:attachments": {
        "GET": "200 200 200 404 200 200 403 401 401 404 401",
        "POST": "422 201 201 404 422 403 403 401 401 404 401",
    },
    # One address with two names: what was asked already, and asking.
    "api:ask_agency": {
        "GET": "200 200 200 404 200 200 403 401 401 404 401",
        "POST": "201 201 201 404 201 403 403 401 401 404 401",
    },
    "api:ask_one": {"GET": "200 404 404 200 200 200 403 401 401 200 401"},
    "api:asks": {"GET": "200 200 200 200 200 200 403 401 401 200 401"},
    "api:asks_about": {
        "GET": "200 200 200 404 200 200 403 401 401 404 401",
        "POST": "201 201 201 404 201 403 403 401 401 404 401",
    },
    "api:child": {"GET": "200 200 200 404 200 200 403 401 401 404 401"},
    "api:chronology": {"GET": "200 200 200 404 200 200 403 401 401 404 401"},
    "api:concern": {"GET": "200 200 200 404 200 200 403 401 401 404 401"},
    "api:decide": {"POST": "201 422 403 404 422 403 403 401 401 404 401"},
    "api:decide#answered": {"POST": "409 422 403 404 422 403 403 401 401 404 401"},
    "api:decide_link": {"POST": "201 404 404 404 409 403 404 401 401 404 401"},
    "api:duties": {"GET": "200 200 200 200 200 200 403 401 401 200 401"},
    "api:gateways": {"GET": "200 200 200 200 200 200 200 401 401 200 401"},
    "api:involvements": {"GET": "200 200 200 404 200 200 403 401 401 404 401"},
    "api:openapi-json": {"*": "200 200 200 200 200 200 200 200 401 200 200"},
    "api:policies": {"GET": "200 200 200 200 200 200 200 401 401 200 401"},
    "api:raise_one": {"POST": "201 201 201 201 201 403 403 401 401 201 401"},
    "api:referral": {"GET": "200 200 200 404 200 200 403 401 401 404 401"},
    "api:referral#answered": {"GET": "200 200 200 404 200 200 403 401 401 404 401"},
    "api:routes": {"GET": "200 200 200 200 200 200 200 401 401 200 401"},
    "api:search": {"POST": "200 200 200 200 200 200 403 401 401 200 401"},
    "api:withdraw": {"POST": "201 404 404 403 403 403 403 401 401 403 401"},
    "api_unknown": {"*": "404 404 404 404 404 404 404 404 401 404 404"},
    "api:withholdings": {"GET": "200 200 403 200 200 403 403 401 401 403 401"},
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
    "choose_membership": {"GET": ANY_PERSON, "POST": "404 404 302 404 404 404 404 302 302 302 302"},
    "chronology:add": {
        "GET": "200 200 302 404 200 403 403 302 302 302 302",
        "POST": "302 302 302 404 302 403 403 302 302 302 302",
    },
    "chronology:attach": {
        "GET": "200 200 302 404 200 403 403 302 302 302 302",
        "POST": "200 302 302 404 200 403 403 302 302 302 302",
    },
    "chronology:correct": {
        "GET": "200 200 302 404 200 403 403 302 302 302 302",
        "POST": "200 302 302 404 200 403 403 302 302 302 302",
    },
    "chronology:file": {"GET": "200 200 302 404 200 200 403 302 302 302 302"},
    "chronology:hold_entry": {
        "GET": "404 200 302 404 404 403 403 302 302 302 302",
        "POST": "404 302 302 404 404 403 403 302 302 302 302",
    },
    "chronology:in_error": {
        "GET": "200 200 302 404 200 403 403 302 302 302 302",
        "POST": "200 302 302 404 200 403 403 302 302 302 302",
    },
    "chronology:sort": {
        "GET": "404 404 302 404 404 404 403 302 302 302 302",
        "POST": "404 404 302 404 404 404 403 302 302 302 302",
    },
    "chronology:story": {"GET": "200 200 302 404 200 200 403 302 302 302 302"},
    "concern_door": {"GET": ALL_200, "POST": ALL_302, "*": ALL_405},
    "concern_door_sent": {"GET": ALL_200, "*": ALL_405},
    "concerns:about_staff": {"GET": ALL_200, "*": ALL_405},
    "concerns:by_id": {"GET": "302 302 302 404 302 302 404 302 302 302 302"},
    "concerns:called_back": {"POST": "403 403 302 404 422 403 403 302 302 302 302"},
    "concerns:called": {"POST": "422 302 302 404 422 403 403 302 302 302 302"},
    "concerns:copy": {"GET": "404 200 302 404 404 404 403 302 302 302 302"},
    "concerns:copy_text": {"GET": "404 200 302 404 404 404 403 302 302 302 302"},
    "concerns:mine": {"GET": "200 200 302 200 200 200 403 302 302 302 302"},
    "concerns:new": {
        "GET": "302 302 302 302 302 403 403 302 302 302 302",
        "POST": "302 302 302 302 302 403 403 302 302 302 302",
    },
    "concerns:progress": {"GET": "200 200 302 404 200 200 403 302 302 302 302"},
    "concerns:sent": {"GET": "404 200 302 404 404 404 403 302 302 302 302"},
    "concerns:sightings": {
        "GET": "200 302 302 404 200 200 403 302 302 302 302",
        "POST": "200 302 302 404 200 403 403 302 302 302 302",
    },
    "concerns:urgency": {"POST": "302 302 302 404 302 403 403 302 302 302 302"},
    "demo_door": {"GET": ALL_404, "POST": ALL_404, "*": ALL_405},
    "desk:hub": {"GET": "403 403 302 403 200 403 403 302 302 302 302"},
    "desk:my_work": {"GET": ANY_PERSON},
    "duties:discard_draft": {"POST": "302 404 302 404 404 404 404 302 302 302 302"},
    "duties:draft": {
        "PUT": "200 404 401 404 404 404 404 401 401 401 401",
        "*": "405 405 401 405 405 405 405 401 401 401 401",
    },
    "duties:drafts": {
        "POST": "422 422 401 422 422 422 422 401 401 401 401",
        "*": "405 405 401 405 405 405 405 401 401 401 401",
    },
    "duties:duty": {"GET": "302 302 302 404 302 302 404 302 302 302 302"},
    "duties:take": {"POST": "302 403 302 404 403 403 404 302 302 302 302"},
    "health_live": {"*": ALL_200},
    "health_ready": {"*": ALL_200},
    "mfa_activate_totp": {"*": ALL_302},
    "mfa_add_webauthn": {"*": ALL_302},
    "mfa_authenticate": {"*": ALL_302},
    "mfa_deactivate_totp": {"*": ALL_302},
    "mfa_download_recovery_codes": {"*": "404 404 302 404 404 404 404 302 302 302 302"},
    "mfa_edit_webauthn": {"*": ALL_302},
    "mfa_generate_recovery_codes": {"*": ALL_302},
    "mfa_index": {"GET": ANY_PERSON},
    "mfa_list_webauthn": {"GET": ANY_PERSON},
    "mfa_login_webauthn": {
        "PATCH": "302 302 405 302 302 302 302 405 405 405 405",
        "DELETE": "302 302 405 302 302 302 302 405 405 405 405",
        "*": ALL_302,
    },
    "mfa_reauthenticate": {
        "PATCH": "405 405 302 405 405 405 405 302 302 302 302",
        "DELETE": "405 405 302 405 405 405 405 302 302 302 302",
        "*": ANY_PERSON,
    },
    "mfa_reauthenticate_webauthn": {"*": ALL_302},
    "mfa_remove_webauthn": {"*": ALL_302},
    "mfa_view_recovery_codes": {"GET": "404 404 302 404 404 404 404 302 302 302 302"},
    "notices:digest": {"GET": ANY_PERSON},
    "notices:digest_file": {"GET": ANY_PERSON},
    "notices:inbox": {"GET": ANY_PERSON},
    "notices:read": {"POST": ALL_302},
    "api:outside_shares": {"GET": "200 200 200 404 200 200 403 401 401 404 401"},
    # Efa's team wrote a line of what Amara shared, and sees that line and where it went.
    "outside:by_id": {"GET": "302 302 302 404 302 302 404 302 302 302 302"},
    "outside:new": {
        "GET": "200 403 302 404 403 403 403 302 302 302 302",
        "POST": "200 403 302 404 403 403 403 302 302 302 302",
    },
    "outside:print": {"POST": "302 403 302 404 403 403 403 302 302 302 302"},
    "outside:share": {
        "GET": "200 200 302 404 200 200 403 302 302 302 302",
        "POST": "302 403 302 404 302 403 403 302 302 302 302",
    },
    "outside:shares": {"GET": "200 302 302 404 200 200 403 302 302 302 302"},
    # Whoever holds the link and knows the code, signed in as whomever or not at all.
    "outside_open": {"GET": ALL_200, "POST": ALL_200, "*": ALL_405},
    "referrals:acknowledge": {"POST": "302 422 302 404 302 403 403 302 302 302 302"},
    "referrals:acknowledge#answered": {"POST": "302 422 302 404 302 403 403 302 302 302 302"},
    "referrals:answer": {
        "GET": "200 302 302 404 200 200 403 302 302 302 302",
        "POST": "302 422 302 404 422 403 403 302 302 302 302",
    },
    "referrals:answer#answered": {
        "GET": "200 302 302 404 200 200 403 302 302 302 302",
        "POST": "409 422 302 404 422 403 403 302 302 302 302",
    },
    "referrals:look_again": {"POST": "422 422 302 404 422 403 403 302 302 302 302"},
    "referrals:look_again#answered": {"POST": "422 422 302 404 422 403 403 302 302 302 302"},
    "referrals:urgency": {"POST": "302 302 302 404 302 403 403 302 302 302 302"},
    "referrals:urgency#answered": {"POST": "302 302 302 404 302 403 403 302 302 302 302"},
    "stewardship:breach": {"GET": NO_LEAD, "POST": NO_LEAD},
    "stewardship:breaches": {"GET": NO_LEAD},
    "stewardship:certificate": {"GET": NO_LEAD},
    "stewardship:desk": {"GET": NO_LEAD},
    "stewardship:disposal": {"GET": NO_LEAD, "POST": NO_LEAD},
    # A manager asks and a lead agrees; none of these callers is either: tests/stewardship/test_exporting.py.
    "stewardship:ask_export": {"GET": NO_LEAD, "POST": NO_LEAD},
    "stewardship:export": {"GET": NO_LEAD, "POST": NO_LEAD},
    "stewardship:exports": {"GET": NO_LEAD},
    "stewardship:take_export": {"POST": NO_LEAD},
    "stewardship:give_out": {"POST": NO_LEAD},
    "stewardship:hold": {"GET": NO_LEAD, "POST": NO_LEAD},
    "stewardship:keeping": {"GET": NO_LEAD, "POST": NO_LEAD},
    "stewardship:opened": {"GET": NO_LEAD},
    # Opened by somebody else: read by the team that leads and by the hub.
    "stewardship:opened_one": {
        "GET": "200 404 302 404 200 403 403 302 302 302 302",
        "POST": "302 404 302 404 302 403 403 302 302 302 302",
    },
    "stewardship:pack": {"GET": NO_LEAD, "POST": NO_LEAD},
    "stewardship:pack_file": {"GET": NO_LEAD},
    "stewardship:register": {"GET": "403 403 302 403 200 403 403 302 302 302 302"},
    "stewardship:report": {"GET": ANY_PERSON, "POST": ALL_302},
    "stewardship:request": {"GET": NO_LEAD, "POST": NO_LEAD},
    "stewardship:requests": {"GET": NO_LEAD, "POST": NO_LEAD},
    "stewardship:schedule": {"GET": "403 403 302 403 200 403 403 302 302 302 302"},
    "sharing:register": {"GET": "200 200 302 200 200 403 403 302 302 302 302"},
    # For the data-protection lead alone, who is none of these callers: tests/sharing/test_pages.py.
    "sharing:silent": {"GET": "403 403 302 403 403 403 403 302 302 302 302"},
    # What is held back without a trace is here for its holder; the second person is another colleague of hers.
    "sharing:withholding": {
        "GET": "200 404 302 404 404 403 403 302 302 302 302",
        "POST": "302 404 302 404 404 403 403 302 302 302 302",
    },
    "ui:gallery": {"*": ALL_200},
    "usersessions_list": {
        "GET": ANY_PERSON,
        "PATCH": "405 405 302 405 405 405 405 302 302 302 302",
        "DELETE": "405 405 302 405 405 405 405 302 302 302 302",
        "*": ALL_302,
    },
}
# Who tells a child who knows what: whoever's team works with it, so neither who told us something, nor the hub, nor who
# only reads. The page that says whether it was told is for all of them.
TELLS = "{0} 403 302 404 403 403 403 302 302 302 302"
ROWS |= {
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
ROWS["api:told"] = ROWS["api:note_told"]
# Refusals that leave no trace, and why.
UNWITNESSED: dict[str, str] = {
    "api_unknown": "it names nothing that exists",
    "mfa_remove_webauthn": "the library asks for the second factor first and looks only among one's own keys",
    "mfa_edit_webauthn": "the library asks for the second factor first and looks only among one's own keys",
}
