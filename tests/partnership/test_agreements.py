"""Agencies join by agreement: what is missing, what two people sign, what stays, who may record it (R-190)."""

from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.core.management import call_command
from django.db import Error, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from cairn.access.binding import acting_as
from cairn.core.clock import today
from cairn.core.errors import Conflict, NotAllowed, Refused
from cairn.core.postgres import LEDGER, OWNER
from cairn.ledger.models import Event
from cairn.partnership import verbs
from cairn.partnership.kinds import AgreementState, Lacking, Standing
from cairn.partnership.models import Agency, SharingAgreement
from cairn.partnership.queries import agreement_holds, history_of, standing_of_agency, standings
from cairn.partnership.rules import MOST_DAYS, Details, lacking, state_of_agreement
from tests.builders import agreed
from tests.conftest import become

DAY = date(2026, 11, 22)
WHOLE = Details("We do this, and not that.", "Judith", "Dev", is_first_responder=False)
days = st.dates(date(2024, 1, 1), date(2030, 1, 1))


@given(st.sampled_from(Standing), days, days)
def test_only_three_states_let_an_agency_see(standing, until, on):
    state = state_of_agreement(standing, until, on)
    sees = state in {AgreementState.HOLDS, AgreementState.ENDS_SOON, AgreementState.TO_BE_SIGNED}
    assert sees == (standing is not Standing.ENDED and until >= on)


@pytest.mark.parametrize(
    ("standing", "left", "state"),
    [
        (Standing.SIGNED, 61, AgreementState.HOLDS),
        (Standing.SIGNED, 60, AgreementState.ENDS_SOON),
        (Standing.SIGNED, 0, AgreementState.ENDS_SOON),
        (Standing.SIGNED, -1, AgreementState.LAPSED),
        (Standing.TO_BE_SIGNED, 0, AgreementState.TO_BE_SIGNED),
        (Standing.TO_BE_SIGNED, -1, AgreementState.LAPSED),
        (Standing.ENDED, 100, AgreementState.ENDED),
    ],
)
def test_how_an_agreement_stands(standing, left, state):
    assert state_of_agreement(standing, DAY + timedelta(days=left), DAY) is state


def test_where_no_line_counts_there_is_no_agreement():
    assert state_of_agreement(None, None, DAY) is AgreementState.NONE


@pytest.mark.parametrize(
    ("part", "missing"),
    [
        ({"remit": " "}, Lacking.REMIT),
        ({"safeguarding_lead": ""}, Lacking.SAFEGUARDING_LEAD),
        ({"data_protection_lead": "\n"}, Lacking.DATA_PROTECTION_LEAD),
        ({"is_first_responder": None}, Lacking.FIRST_RESPONDER),
        ({"has_people": False}, Lacking.PEOPLE),
    ],
)
def test_what_is_missing_is_named(part, missing):
    assert lacking(WHOLE) == ()
    assert lacking(replace(WHOLE, **part)) == (missing,)


def signed(**more) -> verbs.Signed:
    whole = {
        "terms": "our terms, third edition",
        "signed_by": "Ada Finch, director",
        "signed_on": today(),
        "countersigned_by": "Bo Marsh, chair",
        "valid_from": today(),
        "valid_until": today() + timedelta(days=364),
        "safeguarding_lead": "Judith",
        "data_protection_lead": "Dev",
        "is_first_responder": True,
        "remit": "We do this, and not that.",
    }
    return verbs.Signed(**{**whole, **more})


@pytest.fixture
def outreach(northmoor) -> Agency:
    return northmoor.team("outreach").agency


def sign(northmoor, agency, *, by="dana", number=1, **more) -> SharingAgreement:
    actor = northmoor.actor(by)
    with acting_as(actor):
        return verbs.sign_agreement(agency=agency, signed=signed(**more), number=number, by=actor)


def test_a_renewal_is_a_new_line_and_the_old_one_stays(northmoor, outreach, as_role):
    made = sign(northmoor, outreach, by="farid")
    assert [line.number for line in history_of(outreach)] == [2, 1]
    assert (made.standing, made.recorded_by.practitioner.name) == (Standing.SIGNED, "Farid")
    outreach.refresh_from_db()
    assert (outreach.remit, outreach.is_first_responder) == ("We do this, and not that.", True)
    with as_role(LEDGER):
        noted = Event.objects.get(happening="agreement.signed")
    assert (noted.about_id, noted.detail["number"]) == (made.pk, 2)


def test_a_renewal_from_a_later_day_leaves_the_present_one_in_force(northmoor, outreach):
    sign(northmoor, outreach, valid_from=today() + timedelta(days=10), valid_until=today() + timedelta(days=300))
    standing = standing_of_agency(outreach)
    assert (standing.line.number, standing.next.number, standing.number, standing.holds) == (1, 2, 2, True)


def test_an_agreement_ends_at_once_and_can_be_signed_again(northmoor, outreach, as_role):
    dana = northmoor.actor("dana")
    with acting_as(dana):
        verbs.end_agreement(agency=outreach, reason="They closed.", number=1, by=dana)
    assert standing_of_agency(outreach).state is AgreementState.ENDED
    assert standing_of_agency(outreach).days_left is None
    assert not agreement_holds(outreach.pk)
    sign(northmoor, outreach, number=2)
    assert agreement_holds(outreach.pk)
    with as_role(LEDGER):
        assert Event.objects.filter(happening="agreement.ended").count() == 1


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"signed_by": " "}, "agreement_unsigned"),
        ({"countersigned_by": ""}, "agreement_not_countersigned"),
        ({"countersigned_by": " ada finch,  DIRECTOR"}, "agreement_signed_twice"),
        ({"terms": " "}, "agreement_without_terms"),
        ({"terms": "x" * 41}, "agreement_words_too_long"),
        ({"signed_by": "x" * 161}, "agreement_words_too_long"),
        ({"signed_on": today() + timedelta(days=1)}, "agreement_signed_later"),
        ({"valid_from": today() + timedelta(days=9), "valid_until": today() + timedelta(days=8)}, "agreement_never"),
        ({"valid_from": date(2020, 1, 1), "valid_until": today() - timedelta(days=1)}, "agreement_in_past"),
        ({"valid_until": today() + timedelta(days=MOST_DAYS + 1)}, "agreement_too_long"),
        ({"remit": ""}, "agreement_lacks"),
        ({"safeguarding_lead": ""}, "agreement_lacks"),
        ({"data_protection_lead": ""}, "agreement_lacks"),
        ({"is_first_responder": None}, "agreement_lacks"),
    ],
)
def test_what_cannot_be_signed_is_refused_and_nothing_is_written(northmoor, outreach, more, code):
    with pytest.raises(Refused, match=code):
        sign(northmoor, outreach, **more)
    assert len(history_of(outreach)) == 1
    outreach.refresh_from_db()
    assert not outreach.remit


@pytest.mark.parametrize(
    ("reason", "code"), [(" ", "agreement_reason_needed"), ("x" * 501, "agreement_words_too_long")]
)
def test_an_end_has_a_reason(northmoor, outreach, reason, code):
    dana = northmoor.actor("dana")
    with pytest.raises(Refused, match=code), acting_as(dana):
        verbs.end_agreement(agency=outreach, reason=reason, number=1, by=dana)


def test_what_has_ended_is_not_ended_again(northmoor, outreach):
    dana = northmoor.actor("dana")
    agreed(outreach, standing=Standing.ENDED)
    with pytest.raises(Refused, match="agreement_none"), acting_as(dana):
        verbs.end_agreement(agency=outreach, reason="Twice.", number=2, by=dana)


def test_two_people_do_not_sign_over_one_another(northmoor, outreach):
    sign(northmoor, outreach)
    with pytest.raises(Conflict, match="agreement_changed"):
        sign(northmoor, outreach)


@pytest.mark.parametrize("by", ["amara", "bilal", "efa", "hana", "robin", "petra"])
def test_nobody_else_keeps_agreements(northmoor, outreach, by):
    with pytest.raises(NotAllowed):
        sign(northmoor, outreach, by=by)


def test_nobody_prolongs_the_sight_of_their_own_agency_save_the_hub(northmoor, outreach):
    from cairn.partnership.kinds import RoleName
    from cairn.partnership.models import Membership
    from cairn.partnership.queries import actor_for

    held = northmoor.memberships["efa"]
    Membership.objects.filter(pk=held.pk).update(role=RoleName.ADMINISTRATOR)
    held.refresh_from_db()
    own = actor_for(held)
    with pytest.raises(Refused, match="agreement_own"), acting_as(own):
        verbs.sign_agreement(agency=outreach, signed=signed(), number=1, by=own)
    with pytest.raises(Refused, match="agreement_own"), acting_as(own):
        verbs.end_agreement(agency=outreach, reason="I go.", number=1, by=own)
    sign(northmoor, northmoor.team("hub-office").agency)


def test_when_the_ledger_cannot_be_written_nothing_was_signed(northmoor, outreach):
    with become(LEDGER), connection.cursor() as cursor:
        cursor.execute("revoke insert on ledger_event from cairn_app")
    with pytest.raises(Error), transaction.atomic():
        sign(northmoor, outreach)
    assert len(history_of(outreach)) == 1


@pytest.mark.parametrize(
    "statement",
    ["update partnership_sharingagreement set number = number + 10", "delete from partnership_sharingagreement"],
)
@pytest.mark.parametrize("role", ["cairn_app", OWNER])
def test_the_history_is_never_changed(northmoor, statement, role):
    with pytest.raises(Error), become(role), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ({"number": 1}, "agreement_number_once"),
        ({"standing": "dreamt"}, "agreement_standing_known"),
        ({"valid_until": date(2019, 1, 1)}, "agreement_lasts"),
        ({"signed_by": ""}, "agreement_signed_by_somebody"),
        ({"signed_on": None}, "agreement_signed_by_somebody"),
        ({"standing": "ended", "reason": ""}, "agreement_ends_for_a_reason"),
    ],
)
def test_the_database_holds_to_what_must_never_be(northmoor, outreach, part, name):
    line = history_of(outreach)[0]
    fields = {field.attname: getattr(line, field.attname) for field in line._meta.fields if field.attname != "id"}
    with pytest.raises(Error, match=name), transaction.atomic():
        SharingAgreement.objects.create(**{**fields, "number": 2, **part})


def test_agencies_that_never_agreed_are_given_90_days_by_the_migration(northmoor, outreach):
    new = Agency.objects.create(slug="new", name="New", sector="voluntary", discipline="charity")
    fill = import_module("cairn.partnership.migrations.0005_agreements_to_be_signed")._FILL
    insert = fill[fill.index("insert into") :]
    with become(OWNER), connection.cursor() as cursor:
        cursor.execute(insert)
    standing = standing_of_agency(new)
    assert (standing.state, standing.days_left) == (AgreementState.TO_BE_SIGNED, 90)
    assert agreement_holds(new.pk)
    assert Lacking.FIRST_RESPONDER in standing.lacking
    assert len(history_of(outreach)) == 1, "an agreement that lasts longer stands"


def test_the_list_asks_the_same_whatever_the_number_of_agencies(northmoor, django_assert_num_queries):
    with django_assert_num_queries(3):
        found = standings()
    assert [one.agency.name for one in found] == sorted(one.agency.name for one in found)


@pytest.mark.parametrize("left", [400, 60, 1, 0, -1])
def test_python_and_the_database_agree_on_what_holds(northmoor, outreach, left):
    agreed(outreach, until=today() + timedelta(days=left))
    assert standing_of_agency(outreach).holds is agreement_holds(outreach.pk)


def test_the_command_lists_signs_and_ends(northmoor, outreach, capsys):
    until = (today() + timedelta(days=300)).isoformat()
    names = ("--signed-by", "Ada", "--countersigned-by", "Bo", "--remit", "We do this.")
    call_command("agreement", "sign", "--agency", outreach.slug, *names, "--until", until, "--first-responder", "no")
    line = history_of(outreach)[0]
    assert (line.number, line.is_first_responder, line.safeguarding_lead) == (2, False, "Head of safeguarding")
    call_command("agreement", "list")
    assert f"in force\t{until}\t300 days left" in capsys.readouterr().out
    call_command("agreement", "end", "--agency", outreach.slug, "--reason", "They closed.")
    call_command("agreement", "list")
    assert "Safer Streets\tended\t\t" in capsys.readouterr().out
    with pytest.raises(Refused, match="no_such_agency"):
        call_command("agreement", "end", "--agency", "nobody", "--reason", "x")
