"""Three more callers at every address, written by hand: two from whom things are held back, and a lapsed agency.

The columns, in the order of FURTHER in further_scene.py: silent (works with the child; things are kept from the agency
without a trace), declared (the same, but declared), lapsed (brought in to work with the child; the agency's agreement
to share ended yesterday).

A new address is added to one line of LIKE: the three callers of the first table whom these three are answered like. An
address where that does not fit has its codes in CODES, by method. What names one entry, file, fact, withholding,
record, concern, referral, duty, piece of work or visit has a second row, with "#kept" behind its name: there it is kept
from the caller.
"""

from tests.outsiders.expected import ROWS as FIRST
from tests.outsiders.scene import CALLERS

# The kinds of callers that every address must answer, by the column of the two tables that stands for each.
KINDS: dict[str, str] = {
    "insider": "amara",
    "contributor": "efa",
    "stranger": "chidi",
    "withheld from, without a trace": "silent",
    "withheld from, declared": "declared",
    "lapsed agency": "lapsed",
    "leaver": "leaver",
    "administrator": "dana",
    "anonymous": "nobody",
}
# The three callers of expected.py, and the addresses where silent, declared and lapsed are answered as those are.
LIKE: dict[str, str] = {
    # Like somebody who has nothing to do with the child, or where that makes no difference.
    "chidi chidi chidi": """
        account account_change_password account_inactive account_login account_logout account_reauthenticate
        account_set_password account_signup activity agreement agreement_end agreement_sign agreement_terms agreements
        api:agencies api:answer_withholding api:asks api:decide#answered api:duties api:end_withholding api:gateways
        api:openapi-json api:policies api:raise_one api:referral#answered api:routes api:search api:withholdings
        api_unknown children:end_release children:find children:grounds children:guide children:link
        children:link_looks children:look_flag children:looks_of children:match_figures children:my_looks
        children:name_forms children:name_group children:questions children:release_names children:response_times
        children:unrecorded children:unusual_looking children:unusual_searching children:unusual_week
        choose_membership chronology:sort concern_door concern_door_sent concerns:about_staff concerns:copy
        concerns:copy_text concerns:mine concerns:new concerns:sent demo_door desk:hub desk:my_work
        duties:discard_draft duties:draft duties:drafts duties:duty duties:take health_live health_ready
        mfa_activate_totp mfa_add_webauthn
        mfa_authenticate mfa_deactivate_totp mfa_download_recovery_codes mfa_edit_webauthn mfa_generate_recovery_codes
        mfa_index mfa_list_webauthn mfa_login_webauthn mfa_reauthenticate mfa_reauthenticate_webauthn
        mfa_remove_webauthn mfa_view_recovery_codes notices:digest notices:digest_file notices:inbox notices:read
        referrals:acknowledge#answered referrals:answer#answered referrals:look_again#answered
        referrals:corroboration#answered referrals:parity
        referrals:urgency#answered sharing:register sharing:silent sharing:withholding stewardship:breach
        stewardship:breaches stewardship:certificate stewardship:desk stewardship:disposal stewardship:give_out
        stewardship:hold stewardship:keeping stewardship:pack stewardship:register stewardship:report
        stewardship:request stewardship:requests stewardship:schedule ui:gallery usersessions_list
        api:answer_withholding#kept api:attach#kept api:attachment#kept api:attachments#kept api:end_withholding#kept
        children:correct_fact#kept children:hold_fact#kept children:mark_fact#kept chronology:attach#kept
        chronology:correct#kept chronology:file#kept chronology:hold_entry#kept chronology:in_error#kept
        concerns:copy#kept concerns:copy_text#kept concerns:sent#kept duties:duty#kept duties:take#kept
        sharing:withholding#kept
        children:end_danger children:own_details outside_open stewardship:ask_export stewardship:export
        stewardship:exports stewardship:opened stewardship:opened_one stewardship:pack_file stewardship:take_export
        children:enforcement_request children:for_enforcement
        children:apart_one children:fact_apart children:fact_apart#kept chronology:entry_apart
        chronology:entry_apart#kept
        planning:hold_work planning:hold_work#kept planning:withdraw_contact#kept planning:withdraw_work#kept
        api:withdraw_contact#kept api:withdraw_work#kept
        """,
    # Whoever works with the child, and to the lapsed their own part alone.
    "amara amara efa": """
        api:add api:add_claim api:child api:chronology api:decide_link api:involvements children:add_fact
        children:asks children:by_id children:child children:child_guide children:decisions children:facts
        children:histories children:immigration children:knows children:looks children:looks_given children:mark_fact
        children:plan children:review_refusal children:review_refusal#refused children:settle_ages children:sharing
        chronology:add chronology:story concerns:sightings
        api:outside_shares children:apart children:our_lines children:safe_address children:step_in outside:new
        outside:shares voice:tellings
        api:say_work api:list_suggestions api:list_work planning:diary planning:say_work
        """,
    # What a team with a place around the child may do without seeing anything that others shared.
    "amara amara amara": """
        api:ask api:note_not_yet api:note_told api:told children:ask voice:not_yet voice:told api:say
        """,
    # Somebody else's words: whoever reads the story may say that they are wrong; to the lapsed they are not there.
    "amara amara chidi": """
        api:attach api:attachment api:attachments api:concern children:answer children:question chronology:attach
        chronology:correct chronology:file chronology:hold_entry chronology:in_error concerns:called_back
        concerns:progress children:end_place outside:by_id outside:share voice:by_id planning:by_id
        """,
    # What others were asked to do: whoever works with the child sees it, and it is not theirs to do.
    "farid farid chidi": """
        children:enforcement_question
        api:decide api:referral children:request concerns:by_id concerns:called concerns:urgency referrals:answer
        referrals:urgency outside:print
        api:answer_suggestion api:withdraw_contact api:withdraw_work planning:answer planning:withdraw_contact
        planning:withdraw_work
        """,
    "farid farid efa": """
        api:answer api:ask_one api:withdraw children:answer_ask children:ask_guide children:asked
        children:correct_fact children:hold_fact children:withdraw_ask
        """,
    # It is made of what others share, so whoever has no agreement to share makes none.
    "amara amara farid": "api:make_sheet voice:make_sheet",
    "chidi chidi farid": "api:sheet voice:sheet",
    # Without work of their own, nobody arranges a visit.
    "efa efa efa": "children:kept_from api:arrange_contact api:list_contacts planning:arrange",
    "efa efa chidi": "referrals:acknowledge referrals:look_again referrals:corroboration referrals:met",
    # From the guardians Aberddu keeps nothing.
    "chidi amara chidi": "api:concern#kept api:decide_link#kept concerns:called_back#kept concerns:progress#kept",
    "chidi farid chidi": """
        api:decide#kept api:referral#kept concerns:by_id#kept concerns:called#kept concerns:urgency#kept
        referrals:answer#kept referrals:urgency#kept
        """,
    "chidi efa chidi": "referrals:acknowledge#kept referrals:look_again#kept referrals:corroboration#kept",
}
# Where nobody of the first table is answered as these are: the codes of each method.
CODES: dict[str, dict[str, str]] = {
    # A guardian is brought in by who leads, the authority or the hub.
    "children:bring_in": {"GET": "200 200 403", "POST": "200 200 403"},
    "children:danger": {"GET": "200 200 403", "POST": "200 200 403"},
    "children:danger_apart": {"GET": "200 200 403", "POST": "302 302 403"},
    # The team to be asked is the guardians' own.
    "api:ask_agency": {"GET": "200 200 200", "POST": "201 422 201"},
    "api:asks_about": {"GET": "200 200 200", "POST": "201 422 201"},
    "children:ask_others": {"GET": "200 200 200", "POST": "302 200 302"},
    # For a lead's team, a manager or the hub.
    "children:give_looks": {"GET": "403 403 404", "POST": "403 403 404"},
    # Aberddu is around the child for the guardians, so it is no longer among the other agencies of the form.
    "children:hold_part": {"GET": "200 200 200", "POST": "302 200 302"},
    "children:responsibility": {"GET": "200 200 302", "POST": "403 403 302"},
}


def liked() -> list[str]:
    """Every row of LIKE, as often as it stands there."""
    return [row for rows in LIKE.values() for row in rows.split()]


def expected(row: str) -> dict[str, str]:
    """What the three are answered, by each method that the first table names for the address."""
    if row in CODES:
        return CODES[row]
    like = next(like for like, rows in LIKE.items() if row in rows.split())
    columns = [CALLERS.index(name) for name in like.split()]
    said = FIRST[row] if row in FIRST else FIRST[row.partition("#")[0]]
    found = {}
    for method, codes in said.items():
        each = codes.split()
        for one in {"GET", "POST"} - said.keys() if method == "*" else {method}:
            found[one] = " ".join(each[column] for column in columns)
    return found
