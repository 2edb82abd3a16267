"""When holding something back is refused: from what is said alone."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.sharing.kinds import REFUSALS, SILENT_REASONS, Mode, Reason
from cairn.sharing.rules import HoldBack, fault, limits_at, longest

TODAY = date(2026, 11, 23)
LIMITS = limits_at(TODAY)
AGENCIES = [UUID(int=number) for number in range(1, 6)]
OWN = AGENCIES[0]


def held(**more: object) -> HoldBack:
    whole: dict[str, object] = {
        "agencies": frozenset(AGENCIES[1:2]),
        "reason": Reason.SAFETY,
        "ground": "harm_to_person",
        "words": "He could find her.",
        "until": TODAY + timedelta(days=10),
    }
    return HoldBack(**{**whole, **more})


def found(said: HoldBack) -> str | None:
    return fault(said, own=OWN, everybody=AGENCIES, today=TODAY, limits=LIMITS)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"reason": None}, "withhold_reason_needed"),
        ({"words": " \n"}, "withhold_reason_needed"),
        ({"ground": " "}, "withhold_ground_needed"),
        ({"agencies": frozenset()}, "withhold_from_nobody"),
        ({"agencies": frozenset(AGENCIES[:2])}, "withhold_from_oneself"),
        ({"agencies": frozenset({UUID(int=99)})}, "withhold_no_such_agency"),
        ({"agencies": frozenset(AGENCIES[1:])}, "withhold_from_everybody"),
        ({"until": TODAY}, "withhold_until_past"),
        ({"until": TODAY + timedelta(days=LIMITS.most_days)}, None),
        ({"until": TODAY + timedelta(days=LIMITS.most_days + 1)}, "withhold_until_too_far"),
        ({"mode": Mode.SILENT, "second": UUID(int=7)}, "withhold_not_silent"),
        ({"mode": Mode.SILENT, "reason": Reason.LIVE_OPERATION}, "withhold_second_needed"),
        ({"mode": Mode.SILENT, "reason": Reason.LIVE_OPERATION, "second": UUID(int=7)}, None),
        (
            {
                "mode": Mode.SILENT,
                "reason": Reason.LIVE_OPERATION,
                "second": UUID(int=7),
                "until": TODAY + timedelta(days=29),
            },
            "withhold_until_too_far",
        ),
    ],
)
def test_each_fault_has_its_sentence_and_what_is_whole_has_none(change, code):
    assert found(held(**change)) == code
    assert code is None or code in REFUSALS


SAID = st.builds(
    HoldBack,
    agencies=st.frozensets(st.sampled_from([*AGENCIES, UUID(int=99)])),
    reason=st.none() | st.sampled_from(list(Reason)),
    ground=st.sampled_from(["", "harm_to_person"]),
    words=st.sampled_from(["", " ", "He could find her."]),
    until=st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=400)),
    mode=st.sampled_from(list(Mode)),
    second=st.none() | st.just(UUID(int=7)),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SAID)
def test_whatever_passes_leaves_somebody_who_knows_and_an_end(said):
    if found(said) is not None:
        return
    assert OWN not in said.agencies
    assert set(AGENCIES) - {OWN} - said.agencies
    assert TODAY < said.until <= TODAY + timedelta(days=longest(said.mode, LIMITS))
    assert said.mode is Mode.DECLARED or (said.reason in SILENT_REASONS and said.second is not None)


def test_what_leaves_no_trace_is_looked_at_within_28_days():
    assert longest(Mode.SILENT, LIMITS) == 28
    assert LIMITS.certainty == "local"


def test_days_before_the_first_version_take_the_first():
    assert limits_at(date(1999, 1, 1)) == limits_at(date(2020, 1, 1))
